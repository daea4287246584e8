/* Every figure of the report on a row of its own, for a spreadsheet or a program:
 * table (its id), title, row, column, unit, value. A hidden one has its unit and no
 * value; words stand as they are. */
#include "questionnaires/base/csv.h"
#include "questionnaires/base/message.h"
#include "questionnaires/base/text.h"
#include "reports/formats/page_html.h"
#include "reports/formats/renderers.h"

static const char *mark(const struct peil_content *content)
{
    if (content->internal)
        return content->synthetic ? "internal synthetic" : "internal";
    return content->synthetic ? "synthetic" : "";
}

static void write_row(struct peil_csv_writer *csv, const char *const *fields,
                      size_t count)
{
    for (size_t i = 0; i < count; i++)
        peil_csv_write(csv, fields[i]);
    peil_csv_end_row(csv);
}

static const char *value(const struct peil_entry *entry, struct peil_arena *arena)
{
    if (entry->unit == PEIL_UNIT_HIDDEN)
        return "";
    return entry->unit == PEIL_UNIT_NONE ? entry->text
                                         : peil_text_exact(arena, entry->number);
}

static void write_sheet(struct peil_csv_writer *csv, const struct peil_sheet *sheet,
                        const char *marked)
{
    struct peil_arena *arena = peil_arena_new();
    for (size_t i = 0; i < sheet->row_count; i++)
        for (size_t j = 0; j < sheet->column_count; j++) {
            const struct peil_entry *entry = &sheet->rows[i].entries[j];
            const char *const fields[] = { sheet->id,
                                           sheet->title,
                                           sheet->rows[i].label,
                                           peil_grid_heading(&sheet->columns[j], arena),
                                           peil_unit_name(entry->unit),
                                           value(entry, arena),
                                           marked };
            write_row(csv, fields, sizeof fields / sizeof *fields);
        }
    peil_arena_free(arena);
}

static void write_csv(const struct peil_content *content, FILE *out)
{
    static const char *const header[] = { "table", "title", "row", "column",
                                          "unit",  "value", "mark" };
    struct peil_csv_writer csv = { .out = out, .dialect = PEIL_CSV_SPREADSHEET };
    const struct peil_sheet *sheet;
    write_row(&csv, header, sizeof header / sizeof *header);
    for (size_t i = 0; (sheet = peil_content_sheet(content, i)); i++)
        write_sheet(&csv, sheet, mark(content));
}

static bool write_file(const struct peil_content *content, const char *path,
                       struct peil_diag *diag)
{
    return peil_page_file(content, path, write_csv, diag);
}

const struct peil_page_renderer peil_page_csv = {
    .name = "csv",
    .suffix = ".csv",
    .about = N_("every figure on a row, for a spreadsheet"),
    .write = write_file,
};
