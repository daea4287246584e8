#include "analyze/data/margin_file.h"

#include "analyze/data/dimensions.h"
#include "analyze/statistics/rake.h"
#include "questionnaires/base/csv.h"
#include "questionnaires/base/message.h"
#include "questionnaires/base/text.h"

#include <limits.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

enum { VARIABLE, CODE, TARGET, FIELDS };

struct margin {
    const struct peil_dimension *dimension;
    double *targets; /* NAN = none was given */
    unsigned *category;
};
struct file {
    const char *path;
    const struct peil_dataset *dataset;
    struct margin *margins;
    size_t count;
    size_t places[FIELDS]; /* of the fields in a row */
    const double *weights;
    struct peil_arena *arena;
    struct peil_diag *diag;
};

static struct peil_place place_of(const struct file *file,
                                  const struct peil_csv_row *row, int field)
{
    return (struct peil_place){ .file = file->path,
                                .line = row->line,
                                .column = (int)file->places[field] + 1 };
}

/* --- Rows --- */

static bool take_header(struct file *file, const struct peil_csv_row *row)
{
    static const char *const names[FIELDS] = { "variable", "code", "target" };
    for (size_t field = 0; field < FIELDS; field++) {
        size_t place = 0;
        while (place < row->count &&
               strcmp(peil_csv_field(row, place).text, names[field]) != 0)
            place++;
        if (place == row->count) {
            peil_diag_add(file->diag, PEIL_ERROR,
                          (struct peil_place){ .file = file->path, .line = row->line },
                          "a column named \"%s\" is expected", names[field]);
            return false;
        }
        file->places[field] = place;
    }
    return true;
}

/* The category of each response, for a new margin. */
static void place_responses(const struct file *file, struct margin *margin)
{
    size_t rows = peil_dataset_rows(file->dataset);
    margin->category = peil_arena_array(file->arena, rows, sizeof *margin->category);
    struct peil_choice choice;
    for (size_t row = 0; row < rows; row++) {
        peil_dimension_choice(margin->dimension, row, &choice);
        bool valid = !choice.outside && choice.missing == PEIL_ANSWERED;
        margin->category[row] = valid ? choice.categories[0] : UINT_MAX;
    }
}

static struct margin *add_margin(struct file *file, const char *name,
                                 struct peil_place place)
{
    struct peil_dimensions found =
        peil_dimensions_find(file->dataset, name, place, file->arena, file->diag);
    if (found.count == 0)
        return NULL;
    if (found.count > 1 || found.list[0].multiple) {
        peil_diag_add(file->diag, PEIL_ERROR, place,
                      "\"%s\" cannot be raked: everyone must stand in one category",
                      name);
        return NULL;
    }
    file->margins =
        peil_arena_grow(file->arena, file->margins, file->count, sizeof *file->margins);
    struct margin *margin = &file->margins[file->count++];
    size_t categories = found.list[0].category_count;
    *margin = (struct margin){
        .dimension = &found.list[0],
        .targets = peil_arena_array(file->arena, categories, sizeof(double)),
    };
    for (size_t i = 0; i < categories; i++)
        margin->targets[i] = NAN;
    place_responses(file, margin);
    return margin;
}

static struct margin *find_margin(struct file *file, const char *name,
                                  struct peil_place place)
{
    for (size_t i = 0; i < file->count; i++) {
        if (strcmp(file->margins[i].dimension->name, name) == 0)
            return &file->margins[i];
    }
    return add_margin(file, peil_arena_copy(file->arena, name), place);
}

static void take_target(struct file *file, const struct peil_csv_row *row)
{
    const char *name = peil_csv_field(row, file->places[VARIABLE]).text;
    const char *code = peil_csv_field(row, file->places[CODE]).text;
    const char *target = peil_csv_field(row, file->places[TARGET]).text;
    struct margin *margin = find_margin(file, name, place_of(file, row, VARIABLE));
    double number = NAN;
    if (!margin)
        return;
    size_t i = 0, count = margin->dimension->category_count;
    while (i < count && strcmp(margin->dimension->categories[i].code, code) != 0)
        i++;
    if (i == count)
        peil_diag_add(file->diag, PEIL_ERROR, place_of(file, row, CODE),
                      "\"%s\" is no category of \"%s\"", code, name);
    else if (!peil_text_number(target, &number) || number < 0)
        peil_diag_add(file->diag, PEIL_ERROR, place_of(file, row, TARGET),
                      "\"%s\" is no target: a number is expected, with a decimal point",
                      target);
    else if (!isnan(margin->targets[i]))
        peil_diag_add(file->diag, PEIL_ERROR, place_of(file, row, CODE),
                      "a second target for \"%s\" of \"%s\"", code, name);
    else
        margin->targets[i] = number;
}

static bool take_row(void *context, const struct peil_csv_row *row)
{
    struct file *file = context;
    if (row->line == 1 || file->places[TARGET] == SIZE_MAX)
        return take_header(file, row);
    take_target(file, row);
    return true;
}

/* --- Is it all there? --- */

static void check_margin(const struct file *file, const struct margin *margin)
{
    const struct peil_dimension *dimension = margin->dimension;
    struct peil_place place = { .file = file->path };
    size_t rows = peil_dataset_rows(file->dataset), missing = 0;
    bool *used = peil_arena_array(file->arena, dimension->category_count, sizeof *used);
    for (size_t row = 0; row < rows; row++) {
        if (margin->category[row] == UINT_MAX)
            missing++;
        else
            used[margin->category[row]] = true;
    }
    if (missing > 0)
        peil_diag_add(file->diag, PEIL_ERROR, place,
                      "%zu responses have no answer to \"%s\", so they cannot be "
                      "weighted by it; leave them out first",
                      missing, dimension->name);
    for (size_t i = 0; i < dimension->category_count; i++) {
        if (used[i] && isnan(margin->targets[i]))
            peil_diag_add(file->diag, PEIL_ERROR, place,
                          "no target for \"%s\" of \"%s\", which has responses",
                          dimension->categories[i].code, dimension->name);
        if (used[i] && margin->targets[i] == 0)
            peil_diag_add(file->diag, PEIL_ERROR, place,
                          "the target for \"%s\" of \"%s\" is 0, but it has responses; "
                          "leave them out first",
                          dimension->categories[i].code, dimension->name);
        if (isnan(margin->targets[i]))
            margin->targets[i] = 0;
    }
}

static void say_problem(const struct file *file, const struct peil_rake *found)
{
    const struct peil_dimension *dimension = file->margins[found->margin].dimension;
    struct peil_place place = { .file = file->path };
    const char *code = found->category < dimension->category_count
                           ? dimension->categories[found->category].code
                           : "";
    if (found->problem == PEIL_RAKE_EMPTY)
        peil_diag_add(file->diag, PEIL_ERROR, place,
                      "\"%s\" of \"%s\" has a target, but no response: join it with "
                      "another category",
                      code, dimension->name);
    else if (found->problem == PEIL_RAKE_UNSETTLED)
        peil_diag_add(file->diag, PEIL_ERROR, place,
                      "no weights meet all margins: they contradict each other");
    else
        peil_diag_add(file->diag, PEIL_ERROR, place,
                      "the targets of \"%s\" cannot be met", dimension->name);
}

static void say_weights(const struct file *file, const struct peil_rake *found,
                        struct peil_notes *notes)
{
    char point = strcmp(peil_message_language(), "nl") == 0 ? ',' : '.';
    struct peil_arena *arena = notes->arena;
    peil_notes_add(
        notes,
        peil_arena_format(
            arena,
            ngettext("Weights were raked to %zu margin: from %s to %s, coefficient of "
                     "variation %s, effective base %s. What the margin explains is "
                     "taken off the margins of error.",
                     "Weights were raked to %zu margins: from %s to %s, coefficient of "
                     "variation %s, effective base %s. What the margins explain is "
                     "taken off the margins of error.",
                     file->count),
            file->count, peil_text_decimal(arena, found->smallest, 2, point),
            peil_text_decimal(arena, found->largest, 2, point),
            peil_text_decimal(arena, found->cv, 2, point),
            peil_text_decimal(arena, found->effective, 0, point)));
}

/* Before the weights are raked. */
static const struct peil_calibration *calibrate(const struct file *file,
                                                const double *weights, size_t rows)
{
    struct peil_calibration_margin *margins =
        peil_arena_array(file->arena, file->count, sizeof *margins);
    for (size_t i = 0; i < file->count; i++)
        margins[i] = (struct peil_calibration_margin){
            file->margins[i].category, file->margins[i].dimension->category_count
        };
    double *base = peil_arena_array(file->arena, rows, sizeof *base);
    for (size_t i = 0; i < rows; i++)
        base[i] = weights[i];
    struct peil_calibration *calibration =
        peil_arena_array(file->arena, 1, sizeof *calibration);
    *calibration = (struct peil_calibration){ margins, file->count, base };
    return calibration;
}

const struct peil_calibration *
peil_margin_file_rake(const char *path, const struct peil_dataset *dataset,
                      double *weights, struct peil_notes *notes, struct peil_diag *diag)
{
    struct file file = { .path = path,
                         .dataset = dataset,
                         .places = { 0, 0, SIZE_MAX },
                         .arena = notes->arena,
                         .diag = diag };
    size_t errors = peil_diag_count(diag, PEIL_ERROR);
    if (!peil_csv_read(path, take_row, &file, diag))
        return NULL;
    for (size_t i = 0; i < file.count; i++)
        check_margin(&file, &file.margins[i]);
    if (file.count == 0)
        peil_diag_add(diag, PEIL_ERROR, (struct peil_place){ .file = path },
                      "no margins in this file");
    if (peil_diag_count(diag, PEIL_ERROR) > errors)
        return NULL;

    size_t rows = peil_dataset_rows(dataset);
    struct peil_rake_margin *margins =
        peil_arena_array(file.arena, file.count, sizeof *margins);
    for (size_t i = 0; i < file.count; i++)
        margins[i] =
            (struct peil_rake_margin){ file.margins[i].category,
                                       file.margins[i].dimension->category_count,
                                       file.margins[i].targets };
    const struct peil_calibration *calibration = calibrate(&file, weights, rows);
    struct peil_rake found =
        peil_rake(weights, rows,
                  &(struct peil_rake_plan){ .margins = margins, .count = file.count },
                  file.arena);
    if (found.problem != PEIL_RAKE_FINE) {
        say_problem(&file, &found);
        return NULL;
    }
    say_weights(&file, &found, notes);
    return calibration;
}
