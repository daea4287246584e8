#include "analyze/audit_file.h"

#include "questionnaires/base/csv.h"
#include "questionnaires/base/file.h"

#include <math.h>
#include <string.h>

static void write_number(struct peil_csv_writer *csv, size_t number)
{
    peil_csv_write_integer(csv, (long)number);
}

/* Nothing where nothing is hidden. */
static void write_width(struct peil_csv_writer *csv, double width)
{
    if (isfinite(width))
        peil_csv_write_integer(csv, (long)width);
    else
        peil_csv_write(csv, "");
}

static void write_row(struct peil_csv_writer *csv, size_t number,
                      const struct peil_audit_table *table, const char *linked)
{
    write_number(csv, number);
    peil_csv_write(csv, table->name);
    write_number(csv, table->primary);
    write_number(csv, table->secondary);
    write_width(csv, table->narrowest);
    write_number(csv, table->exposed);
    peil_csv_write(csv, linked);
    peil_csv_end_row(csv);
}

/* "2 5 7": as they are numbered here. */
static const char *linked_to(const struct peil_audit_table *table,
                             struct peil_arena *arena)
{
    const char *text = "";
    for (size_t i = 0; i < table->linked_count; i++)
        text = peil_arena_format(arena, "%s%s%zu", text, i > 0 ? " " : "",
                                 table->linked[i] + 1);
    return text;
}

void peil_audit_write(const struct peil_audit *audit, FILE *out)
{
    static const char *const columns[] = { "number",    "table",     "primary",
                                           "secondary", "narrowest", "exposed",
                                           "linked" };
    struct peil_csv_writer csv = { out, PEIL_CSV_SPREADSHEET, false };
    struct peil_arena *arena = peil_arena_new();
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
        peil_csv_write(&csv, columns[i]);
    peil_csv_end_row(&csv);
    write_row(
        &csv, 0,
        &(struct peil_audit_table){
            .name = peil_arena_format(arena, "all, interval asked: %g", audit->asked),
            .primary = audit->primary,
            .secondary = audit->secondary,
            .narrowest = audit->narrowest,
            .exposed = audit->exposed },
        "");
    for (size_t i = 0; i < audit->table_count; i++)
        write_row(&csv, i + 1, &audit->tables[i], linked_to(&audit->tables[i], arena));
    peil_arena_free(arena);
}

bool peil_audit_save(const struct peil_audit *audit, const char *path,
                     struct peil_diag *diag)
{
    if (strcmp(path, "-") == 0) {
        peil_audit_write(audit, stdout);
        return true;
    }
    FILE *out = peil_file_create(path, diag);
    if (!out)
        return false;
    peil_audit_write(audit, out);
    return peil_file_commit(out, path, diag);
}
