#include "analyze/data/derivation.h"

#include "analyze/data/amounts.h"
#include "analyze/data/names.h"
#include "questionnaires/base/text.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

struct maker {
    const struct peil_definition *definition;
    struct peil_dataset *dataset;
    struct peil_arena *arena;
    struct peil_diag *diag;
};

void peil_derivation_ask(const struct peil_definition *definition,
                         struct peil_dataset *dataset)
{
    for (size_t i = 0; i < definition->source_count; i++)
        peil_amounts_ask(dataset, definition->sources[i]);
    if (definition->kind != PEIL_BANDS)
        peil_amounts_ask(dataset, definition->name);
}

/* --- Bands --- */

static bool is_rest(const struct peil_code_group *group)
{
    for (size_t i = 0; i < group->range_count; i++) {
        if (group->ranges[i].rest)
            return true;
    }
    return false;
}

/* The band of a category; group_count when there is none. */
static size_t band_of(const struct peil_definition *definition,
                      const struct peil_category *category, size_t place, size_t count)
{
    for (size_t i = 0; i < definition->group_count; i++) {
        if (peil_code_group_holds(&definition->groups[i], category, place, count))
            return i;
    }
    for (size_t i = 0; i < definition->group_count; i++) {
        if (is_rest(&definition->groups[i]))
            return i;
    }
    return definition->group_count;
}

/* A code that no answer has is a slip of the pen. */
static bool check_codes(const struct maker *maker, const struct peil_column *from)
{
    const struct peil_definition *definition = maker->definition;
    bool well = true;
    for (size_t i = 0; i < definition->group_count; i++)
        for (size_t k = 0; k < definition->groups[i].range_count; k++) {
            const char *code = definition->groups[i].ranges[k].code;
            size_t at = 0;
            while (code && at < from->category_count &&
                   strcmp(from->categories[at].code, code) != 0)
                at++;
            if (!code || at < from->category_count)
                continue;
            peil_diag_add(maker->diag, PEIL_ERROR, definition->place,
                          "\"%s\" has no code \"%s\"", from->name, code);
            well = false;
        }
    return well;
}

/* What the gate must know: which categories are added up. */
static const struct peil_derive *derive_of(const struct maker *maker,
                                           const struct peil_column *from)
{
    const struct peil_definition *definition = maker->definition;
    struct peil_arena *arena = maker->arena;
    struct peil_item *item = peil_arena_array(arena, 1, sizeof *item);
    struct peil_band *bands =
        peil_arena_array(arena, definition->group_count, sizeof *bands);
    item->id = from->name;
    item->on = true;
    for (size_t i = 0; i < definition->group_count; i++) {
        const char **of = peil_arena_array(arena, from->category_count, sizeof *of);
        for (size_t at = 0; at < from->category_count; at++)
            if (band_of(definition, &from->categories[at], at, from->category_count) ==
                i)
                of[bands[i].of_count++] = from->categories[at].code;
        bands[i].code = peil_arena_format(arena, "%zu", i + 1);
        bands[i].label = definition->groups[i].label;
        bands[i].of = of;
        bands[i].from = bands[i].to = NAN;
    }
    struct peil_derive *derive = peil_arena_array(arena, 1, sizeof *derive);
    bool known = from->variable && from->variable->item;
    *derive = (struct peil_derive){ .id = definition->name,
                                    .label = definition->label,
                                    .from = known ? from->variable->item : item,
                                    .bands = bands,
                                    .band_count = definition->group_count };
    return derive;
}

static const struct peil_category *categories_of(const struct peil_derive *derive,
                                                 struct peil_arena *arena)
{
    struct peil_category *categories =
        peil_arena_array(arena, derive->band_count, sizeof *categories);
    for (size_t i = 0; i < derive->band_count; i++)
        categories[i] = (struct peil_category){ derive->bands[i].code,
                                                derive->bands[i].label, (double)i + 1 };
    return categories;
}

/* The answer of a row as a category, also where there are too many to be counted. */
static size_t band_at(const struct peil_definition *definition,
                      const struct peil_column *from, unsigned char byte, size_t row)
{
    if (byte < from->category_count)
        return band_of(definition, &from->categories[byte], byte, from->category_count);
    struct peil_category amount = { "", "", NAN };
    if (from->wide && from->wide->numbers)
        amount.score = from->wide->numbers[row];
    return isnan(amount.score) ? definition->group_count
                               : band_of(definition, &amount, 0, SIZE_MAX);
}

static void make_bands(const struct maker *maker, const struct peil_column *from)
{
    const struct peil_definition *definition = maker->definition;
    const struct peil_derive *derive = derive_of(maker, from);
    struct peil_column *column =
        peil_dataset_make(maker->dataset, definition->name, definition->label,
                          categories_of(derive, maker->arena), derive->band_count);
    column->derive = derive;
    for (size_t row = 0; row < peil_dataset_rows(maker->dataset); row++) {
        unsigned char byte = peil_column_byte(from, row);
        size_t band = byte < PEIL_BYTE_MISSING ? band_at(definition, from, byte, row)
                                               : definition->group_count;
        if (band < definition->group_count)
            peil_column_set(column, row, (unsigned char)band);
        else if (byte >= PEIL_BYTE_MISSING)
            peil_column_set(column, row, byte);
        else
            column->gaps = true;
    }
}

/* --- Numbers --- */

static double sum_of(const struct peil_definition *definition,
                     const double *const *amounts, size_t row, size_t *answered)
{
    double sum = 0;
    *answered = 0;
    for (size_t i = 0; i < definition->source_count; i++) {
        if (isnan(amounts[i][row]))
            continue;
        sum += amounts[i][row];
        ++*answered;
    }
    return sum;
}

static double compute(const struct peil_definition *definition,
                      const double *const *amounts, size_t row)
{
    size_t answered, asked = definition->source_count;
    double sum = sum_of(definition, amounts, row, &answered);
    if (definition->kind == PEIL_COUNT)
        return answered > 0 ? sum : NAN;
    if (definition->kind == PEIL_SUM)
        return answered == asked ? sum : NAN;
    return answered > 0 && 2 * answered >= asked ? sum / (double)answered : NAN;
}

/* Of a count: 1 for each answer that has one of the codes. */
static const double *hits_of(const struct maker *maker, const char *name)
{
    const struct peil_definition *definition = maker->definition;
    const struct peil_column *column =
        peil_names_column(maker->dataset, name, definition->place, maker->diag);
    size_t rows = peil_dataset_rows(maker->dataset);
    if (!column)
        return NULL;
    double *hits = peil_arena_array(maker->arena, rows, sizeof *hits);
    for (size_t row = 0; row < rows; row++) {
        unsigned char byte = peil_column_byte(column, row);
        hits[row] = NAN;
        if (byte < column->category_count)
            hits[row] =
                peil_code_group_holds(&definition->groups[0], &column->categories[byte],
                                      byte, column->category_count);
    }
    return hits;
}

/* A column that can be counted too, when there are not too many different values. */
static void make_column(const struct maker *maker, const double *numbers)
{
    size_t rows = peil_dataset_rows(maker->dataset);
    struct peil_values *values = peil_values_new(maker->arena);
    unsigned char *bytes = peil_arena_array(maker->arena, rows, 1);
    unsigned char places[PEIL_MOST_VALUES + 1];
    struct peil_category *categories;
    for (size_t row = 0; row < rows; row++)
        bytes[row] = isnan(numbers[row])
                         ? PEIL_BYTE_MISSING + PEIL_NO_ANSWER
                         : peil_values_number(
                               values, peil_text_exact(maker->arena, numbers[row]));
    size_t count = peil_values_sort(values, true, maker->arena, &categories, places);
    struct peil_column *column =
        peil_dataset_make(maker->dataset, maker->definition->name,
                          maker->definition->label, categories, count);
    if (peil_values_overflowed(values))
        column->uncounted = "it has too many different values";
    peil_wide_fill(column->wide, rows);
    for (size_t row = 0; row < rows; row++) {
        column->wide->numbers[row] = numbers[row];
        peil_column_set(column, row,
                        bytes[row] < PEIL_BYTE_MISSING ? places[bytes[row]]
                                                       : bytes[row]);
    }
}

static bool make_numbers(const struct maker *maker)
{
    const struct peil_definition *definition = maker->definition;
    size_t rows = peil_dataset_rows(maker->dataset);
    const double **amounts =
        peil_arena_array(maker->arena, definition->source_count, sizeof *amounts);
    double *numbers = peil_arena_array(maker->arena, rows, sizeof *numbers);
    for (size_t i = 0; i < definition->source_count; i++) {
        const char *name = definition->sources[i];
        amounts[i] = definition->kind == PEIL_COUNT
                         ? hits_of(maker, name)
                         : peil_amounts_find(maker->dataset, name, definition->place,
                                             maker->arena, maker->diag);
        if (!amounts[i])
            return false;
    }
    for (size_t row = 0; row < rows; row++)
        numbers[row] = compute(definition, amounts, row);
    make_column(maker, numbers);
    return true;
}

bool peil_derivation_make(const struct peil_definition *definition,
                          struct peil_dataset *dataset, struct peil_arena *arena,
                          struct peil_diag *diag)
{
    struct maker maker = { definition, dataset, arena, diag };
    if (peil_dataset_find(dataset, definition->name)) {
        peil_diag_add(diag, PEIL_ERROR, definition->place,
                      "there is a column named \"%s\" already", definition->name);
        return false;
    }
    if (definition->kind != PEIL_BANDS)
        return make_numbers(&maker);
    const struct peil_column *from =
        peil_names_column(dataset, definition->sources[0], definition->place, diag);
    if (!from || !check_codes(&maker, from))
        return false;
    make_bands(&maker, from);
    return true;
}
