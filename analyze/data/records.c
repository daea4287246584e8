#include "analyze/data/records.h"

#include "analyze/data/intake.h"
#include "questionnaires/variable.h"

#include <string.h>

/* The columns of the dataset behind one that was asked for: those of a multiple or a
 * ranking are told together. */
struct told {
    const char *name, *label;
    const struct peil_column **columns;
    size_t count;
};

static bool is_of(const struct peil_column *column, const char *name)
{
    const struct peil_variable *variable = column->variable;
    if (strcmp(column->name, name) == 0)
        return true;
    return variable && variable->item && variable->kind != PEIL_VARIABLE_WORDS &&
           strcmp(variable->item->id, name) == 0;
}

static struct told find_columns(const struct peil_dataset *dataset, const char *name,
                                struct peil_arena *arena)
{
    struct told told = { .name = name, .label = name };
    for (size_t i = 0; i < peil_dataset_columns(dataset); i++) {
        const struct peil_column *column = peil_dataset_column(dataset, i);
        if (!is_of(column, name))
            continue;
        told.columns =
            peil_arena_grow(arena, told.columns, told.count, sizeof *told.columns);
        told.columns[told.count++] = column;
    }
    const struct peil_column *first = told.count > 0 ? told.columns[0] : NULL;
    if (first && strcmp(first->name, name) == 0)
        told.label = first->label;
    else if (first)
        told.label = peil_dataset_label(dataset, first->variable->item, 0);
    return told;
}

/* A backslash keeps own words from being taken for a missing code. */
static const char *own_words(const char *text)
{
    enum peil_missing missing;
    bool kept = *text == '\\' && peil_missing_find(text + strspn(text, "\\"), &missing);
    return kept ? text + 1 : text;
}

static const char *label_of(const struct peil_dataset *dataset,
                            const struct peil_variable *variable)
{
    const struct peil_item *item = variable->item;
    return peil_dataset_options(dataset, item, 0)[variable->option - item->options]
        .label;
}

static const char *cell_of(const struct peil_dataset *dataset,
                           const struct peil_column *column, size_t row)
{
    const struct peil_variable *variable = column->variable;
    unsigned char byte = peil_column_byte(column, row);
    if (byte >= PEIL_BYTE_MISSING)
        return "";
    if (variable && variable->kind == PEIL_VARIABLE_CHOSEN)
        return byte == 1 ? label_of(dataset, variable) : "";
    bool labelled = variable && (variable->derive ||
                                 (variable->item->option_count && !variable->option));
    return labelled && byte < column->category_count
               ? column->categories[byte].label
               : own_words(peil_wide_text(column->wide, row));
}

static const char *told_of(const struct peil_dataset *dataset, const struct told *told,
                           size_t row, struct peil_arena *arena)
{
    const char *text = "";
    for (size_t i = 0; i < told->count; i++) {
        const char *cell = cell_of(dataset, told->columns[i], row);
        if (*cell)
            text = *text ? peil_arena_format(arena, "%s, %s", text, cell) : cell;
    }
    return text;
}

static bool find_all(const struct peil_dataset *dataset,
                     const struct peil_records_request *request, const char *file,
                     struct told *told, struct peil_arena *arena,
                     struct peil_diag *diag)
{
    bool well = true;
    for (size_t i = 0; i < request->column_count; i++) {
        told[i] = find_columns(dataset, request->columns[i], arena);
        if (told[i].count > 0)
            continue;
        peil_diag_add(diag, PEIL_ERROR, (struct peil_place){ .file = file },
                      "there is no column \"%s\"", request->columns[i]);
        well = false;
    }
    return well;
}

const struct peil_records *
peil_records_read(const struct peil_questionnaire *q, const char *const *files,
                  size_t file_count, const struct peil_records_request *request,
                  struct peil_arena *arena, struct peil_diag *diag)
{
    struct peil_intake intake = { .notes = { .arena = arena } };
    struct peil_request asked = { .where = request->where,
                                  .wave = request->wave,
                                  .study = request->study,
                                  .keep = { request->columns, request->column_count } };
    size_t columns = request->column_count;
    struct told *told = peil_arena_array(arena, columns, sizeof *told);
    if (!peil_intake_read(q, files, file_count, &asked, &intake, diag) ||
        !find_all(intake.dataset, request, files[0], told, arena, diag))
        return NULL;
    size_t rows = peil_dataset_rows(intake.dataset);
    const char **labels = peil_arena_array(arena, columns, sizeof *labels);
    const char **cells = peil_arena_array(arena, rows * columns, sizeof *cells);
    for (size_t i = 0; i < columns; i++) {
        labels[i] = told[i].label;
        for (size_t row = 0; row < rows; row++)
            cells[row * columns + i] = told_of(intake.dataset, &told[i], row, arena);
    }
    struct peil_records *records = peil_arena_array(arena, 1, sizeof *records);
    *records = (struct peil_records){ labels, cells, rows, columns };
    return records;
}
