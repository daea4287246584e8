#include "analyze/data/dataset.h"

#include "questionnaires/base/message.h"
#include "questionnaires/base/text.h"

#include <assert.h>
#include <limits.h>
#include <stdint.h>
#include <string.h>

enum { MANY_VALUES = 50, MANY_ROWS = 20 };

struct peil_dataset {
    const struct peil_questionnaire *q;
    const struct peil_study *study;
    struct peil_arena *arena;
    struct peil_column **columns;
    size_t column_count;
    struct peil_wide **wides;
    size_t wide_count;
    const struct peil_definition **definitions;
    size_t definition_count;
    const struct peil_matrices *named; /* NULL: any column may be needed */
    struct peil_matrices *matrices;    /* NULL: rows are kept */
    size_t rows, block_count;
};

/* --- Labels --- */

/* Of the first variant in both sets that has words for it. */
static const char *words(const struct peil_dataset *dataset,
                         const struct peil_texts *texts, peil_variants some,
                         peil_variants others)
{
    const struct peil_questionnaire *q = dataset->q;
    const char *text = "";
    for (size_t i = 0; i < q->variant_count && !*text; i++) {
        if (peil_variants_has(some, i) && peil_variants_has(others, i))
            text = peil_texts_find(texts, i, q->language);
    }
    if (!*text)
        text = peil_texts_find(texts, SIZE_MAX, q->language);
    text = peil_study_fill(dataset->study, q, text, dataset->arena);
    return peil_text_squeeze(dataset->arena, text);
}

const char *peil_dataset_label(const struct peil_dataset *dataset,
                               const struct peil_item *item, peil_variants variants)
{
    if (item->label)
        return item->label;
    const char *label = words(dataset, &item->text, item->variants, variants);
    return *label ? label : item->id;
}

const struct peil_category *peil_dataset_options(const struct peil_dataset *dataset,
                                                 const struct peil_item *item,
                                                 peil_variants variants)
{
    struct peil_category *categories =
        peil_arena_array(dataset->arena, item->option_count, sizeof *categories);
    peil_variants asked = variants ? variants : item->variants;
    for (size_t i = 0; i < item->option_count; i++) {
        const struct peil_option *option = &item->options[i];
        const char *label = words(dataset, &option->label, option->variants, asked);
        categories[i] =
            (struct peil_category){ option->code, *label ? label : option->code,
                                    option->score };
    }
    return categories;
}

/* --- Categories of the questionnaire's columns --- */

static void take_code(struct peil_dataset *dataset, struct peil_column *column)
{
    const struct peil_variable *variable = column->variable;
    column->label = peil_dataset_label(dataset, variable->item, 0);
    if (!peil_item_has_options(variable->item)) { /* a date */
        column->values = peil_values_new(dataset->arena);
        return;
    }
    column->categories = peil_dataset_options(dataset, variable->item, 0);
    column->category_count = variable->item->option_count;
    if (variable->item->kind == PEIL_RANKING)
        column->label = peil_arena_format(dataset->arena, _("%s (place %zu)"),
                                          column->label, variable->rank);
}

static void take_chosen(struct peil_dataset *dataset, struct peil_column *column)
{
    const struct peil_item *item = column->variable->item;
    const struct peil_option *option = column->variable->option;
    struct peil_category *categories =
        peil_arena_array(dataset->arena, 2, sizeof *categories);
    categories[0] = (struct peil_category){ "0", _("not chosen"), 0 };
    categories[1] = (struct peil_category){ "1", _("chosen"), 1 };
    column->categories = categories;
    column->category_count = 2;
    column->label = peil_arena_format(
        dataset->arena, "%s: %s", peil_dataset_label(dataset, item, 0),
        words(dataset, &option->label, option->variants, item->variants));
}

static void take_number(struct peil_dataset *dataset, struct peil_column *column)
{
    column->label = peil_dataset_label(dataset, column->variable->item, 0);
    column->values = peil_values_new(dataset->arena);
}

static void take_words(struct peil_dataset *dataset, struct peil_column *column)
{
    column->label = peil_dataset_label(dataset, column->variable->item, 0);
    column->uncounted = "it holds own words";
}

static bool is_first_of_code(const struct peil_derive *derive, size_t band)
{
    for (size_t i = 0; i < band; i++) {
        if (strcmp(derive->bands[i].code, derive->bands[band].code) == 0)
            return false;
    }
    return true;
}

/* Bands of one code are one category, made of other answers for each variant. */
static void take_bands(struct peil_dataset *dataset, struct peil_column *column)
{
    const struct peil_derive *derive = column->variable->derive;
    struct peil_category *categories =
        peil_arena_array(dataset->arena, derive->band_count, sizeof *categories);
    for (size_t i = 0; i < derive->band_count; i++) {
        double rank = (double)column->category_count + 1;
        if (is_first_of_code(derive, i))
            categories[column->category_count++] =
                (struct peil_category){ derive->bands[i].code, derive->bands[i].label,
                                        rank };
    }
    column->label = derive->label ? derive->label : derive->id;
    column->categories = categories;
}

static void (*const takes[])(struct peil_dataset *, struct peil_column *) = {
    [PEIL_VARIABLE_CODE] = take_code,     [PEIL_VARIABLE_CHOSEN] = take_chosen,
    [PEIL_VARIABLE_NUMBER] = take_number, [PEIL_VARIABLE_WORDS] = take_words,
    [PEIL_VARIABLE_DERIVED] = take_bands,
};

/* --- Making --- */

static struct peil_wide *find_wide(const struct peil_dataset *dataset, const char *name)
{
    for (size_t i = 0; i < dataset->wide_count; i++) {
        if (strcmp(dataset->wides[i]->column, name) == 0)
            return dataset->wides[i];
    }
    return NULL;
}

/* Weights that are only added up need no rows. */
static bool asks_for_rows(const struct peil_dataset *dataset,
                          const struct peil_wide *wide)
{
    const char *weight = dataset->matrices ? dataset->matrices->weight : NULL;
    return wide && (!weight || strcmp(weight, wide->column) != 0 ||
                    wide->kinds != PEIL_WIDE_NUMBERS);
}

static struct peil_column *new_column(struct peil_dataset *dataset, const char *name)
{
    struct peil_column *column = peil_arena_array(dataset->arena, 1, sizeof *column);
    column->name = column->label = peil_arena_copy(dataset->arena, name);
    column->wide = find_wide(dataset, name);
    if (asks_for_rows(dataset, column->wide))
        dataset->matrices = NULL;
    if (strcmp(name, "response") == 0) /* those that are there twice are compared */
        dataset->named = NULL;
    dataset->columns = peil_arena_grow(dataset->arena, dataset->columns,
                                       dataset->column_count, sizeof *dataset->columns);
    dataset->columns[dataset->column_count++] = column;
    return column;
}

struct peil_dataset *peil_dataset_new(const struct peil_questionnaire *q,
                                      const struct peil_study *study,
                                      struct peil_arena *arena)
{
    struct peil_dataset *dataset = peil_arena_array(arena, 1, sizeof *dataset);
    *dataset = (struct peil_dataset){ .q = q, .study = study, .arena = arena };
    if (!q)
        return dataset;
    const struct peil_variable *variables;
    size_t count = peil_questionnaire_variables(q, arena, &variables);
    for (size_t i = 0; i < count; i++) {
        struct peil_column *column = new_column(dataset, variables[i].name);
        column->variable = &variables[i];
        takes[variables[i].kind](dataset, column);
    }
    return dataset;
}

static unsigned char *add_block(struct peil_dataset *dataset,
                                struct peil_column *column, size_t block)
{
    column->blocks =
        peil_arena_grow(dataset->arena, column->blocks, block, sizeof *column->blocks);
    column->blocks[block] = peil_arena_array(dataset->arena, PEIL_BLOCK, 1);
    return column->blocks[block];
}

/* For a column that comes when there are rows already. */
static void add_blocks(struct peil_dataset *dataset, struct peil_column *column,
                       enum peil_missing missing)
{
    for (size_t block = 0; block < dataset->block_count; block++)
        memset(add_block(dataset, column, block), PEIL_BYTE_MISSING + (int)missing,
               PEIL_BLOCK);
}

void peil_dataset_widen(struct peil_dataset *dataset, const char *name,
                        enum peil_wide_kind kind)
{
    struct peil_wide *wide = find_wide(dataset, name);
    if (!wide) {
        wide = peil_wide_new(name, dataset->arena);
        dataset->wides = peil_arena_grow(dataset->arena, dataset->wides,
                                         dataset->wide_count, sizeof *dataset->wides);
        dataset->wides[dataset->wide_count++] = wide;
    }
    wide->kinds |= (unsigned)kind;
    for (size_t i = 0; i < dataset->column_count; i++) {
        if (strcmp(dataset->columns[i]->name, name) == 0)
            dataset->columns[i]->wide = wide;
    }
}

void peil_dataset_keep_only(struct peil_dataset *dataset,
                            const struct peil_matrices *matrices)
{
    dataset->named = matrices;
}

void peil_dataset_count_only(struct peil_dataset *dataset,
                             struct peil_matrices *matrices)
{
    dataset->named = dataset->matrices = matrices;
}

struct peil_matrices *peil_dataset_matrices(const struct peil_dataset *dataset)
{
    return dataset->matrices;
}

static bool is_variant(const struct peil_dataset *dataset, const char *name)
{
    return dataset->q && dataset->q->variant_count > 0 && strcmp(name, "variant") == 0;
}

static void take_variants(struct peil_dataset *dataset, struct peil_column *column)
{
    const struct peil_questionnaire *q = dataset->q;
    struct peil_category *categories =
        peil_arena_array(dataset->arena, q->variant_count, sizeof *categories);
    for (size_t i = 0; i < q->variant_count; i++)
        categories[i] = (struct peil_category){ q->variants[i].id, q->variants[i].label,
                                                (double)i + 1 };
    column->categories = categories;
    column->category_count = q->variant_count;
}

size_t peil_dataset_add(struct peil_dataset *dataset, const char *name)
{
    struct peil_column *column = new_column(dataset, name);
    if (is_variant(dataset, name))
        take_variants(dataset, column);
    else
        column->values = peil_values_new(dataset->arena);
    add_blocks(dataset, column, PEIL_NO_ANSWER);
    return dataset->column_count - 1;
}

bool peil_dataset_tabulates(const struct peil_dataset *dataset, size_t column)
{
    return !dataset->named ||
           peil_matrices_need(dataset->named, dataset->columns[column]->name);
}

bool peil_dataset_needs(const struct peil_dataset *dataset, size_t column)
{
    return dataset->columns[column]->wide || peil_dataset_tabulates(dataset, column);
}

size_t peil_dataset_extend(struct peil_dataset *dataset, size_t rows)
{
    size_t first = dataset->rows;
    dataset->rows += rows;
    while (!dataset->matrices && dataset->block_count * PEIL_BLOCK < dataset->rows) {
        for (size_t i = 0; i < dataset->column_count; i++)
            if (peil_dataset_tabulates(dataset, i))
                add_block(dataset, dataset->columns[i], dataset->block_count);
        dataset->block_count++;
    }
    return first;
}

void peil_dataset_refuse(struct peil_dataset *dataset, size_t column, const char *why)
{
    dataset->columns[column]->uncounted = why;
    dataset->columns[column]->values = NULL;
}

/* --- Finishing --- */

/* Whether the column has more answers than that. */
static bool has_more(const struct peil_dataset *dataset,
                     const struct peil_column *column, size_t limit)
{
    size_t answers = 0;
    for (size_t row = 0; row < dataset->rows && answers <= limit; row++)
        answers += peil_column_byte(column, row) < PEIL_BYTE_MISSING;
    return answers > limit;
}

/* A name, a moment, a number of a person: as many values as there are answers. */
static bool identifies(const struct peil_dataset *dataset,
                       const struct peil_column *column)
{
    return column->blocks && !column->variable && column->category_count >= MANY_ROWS &&
           !has_more(dataset, column, column->category_count);
}

/* Gives every byte below the missing kinds its place. */
static void put_in_place(const struct peil_dataset *dataset, struct peil_column *column,
                         const unsigned char places[PEIL_MOST_VALUES + 1])
{
    unsigned char *all = peil_arena_array(dataset->arena, UCHAR_MAX + 1, 1);
    bool changes = false;
    for (int i = 0; i <= UCHAR_MAX; i++) {
        all[i] = i <= PEIL_TOO_MANY ? places[i] : (unsigned char)i;
        changes = changes || all[i] != i;
    }
    changes = changes && column->blocks;
    for (size_t block = 0; changes && block < dataset->block_count; block++) {
        unsigned char *bytes = column->blocks[block];
        for (size_t i = 0; i < PEIL_BLOCK; i++)
            bytes[i] = all[bytes[i]];
    }
    column->places = all;
}

static void sort_values(struct peil_dataset *dataset, struct peil_column *column)
{
    bool number = column->variable && column->variable->kind == PEIL_VARIABLE_NUMBER;
    unsigned char places[PEIL_MOST_VALUES + 1];
    struct peil_category *categories;
    column->category_count =
        peil_values_sort(column->values, number, dataset->arena, &categories, places);
    column->categories = categories;
    if (column->category_count > MANY_VALUES)
        column->doubtful = "it has more than 50 different values";
    else if (identifies(dataset, column))
        column->doubtful = "every answer is different";
    if (peil_values_overflowed(column->values)) {
        column->uncounted = "it has more than 240 different values";
        column->category_count = 0;
        memset(places, PEIL_TOO_MANY, sizeof places);
    }
    put_in_place(dataset, column, places);
    column->values = NULL;
}

/* That there is an answer is all that is known of a column with texts, also where they
 * were short and came before the first long one. */
static void level_texts(const struct peil_dataset *dataset, struct peil_column *column)
{
    static const unsigned char none[PEIL_MOST_VALUES + 1];
    put_in_place(dataset, column, none);
}

/* As many as its bytes may be. */
static size_t room_for(const struct peil_column *column)
{
    return column->uncounted ? PEIL_TOO_MANY + 1 : column->category_count;
}

/* What was counted by other names gets those that the values have now. */
static void place_matrix(struct peil_dataset *dataset, struct peil_matrix *matrix)
{
    const struct peil_column *row = peil_dataset_find(dataset, matrix->row);
    const struct peil_column *column =
        matrix->column ? peil_dataset_find(dataset, matrix->column) : row;
    struct peil_matrix placed = { .row = matrix->row,
                                  .column = matrix->column,
                                  .weighted = matrix->weighted };
    if (matrix->rows == 0)
        return;
    peil_matrix_fit(&placed, room_for(row), room_for(column), dataset->arena);
    peil_matrix_add(&placed, matrix, row->places, column->places);
    *matrix = placed;
}

void peil_dataset_finish(struct peil_dataset *dataset)
{
    for (size_t i = 0; i < dataset->column_count; i++) {
        struct peil_column *column = dataset->columns[i];
        if (column->wide && !dataset->matrices)
            peil_wide_fill(column->wide, dataset->rows);
        if (column->values)
            sort_values(dataset, column);
        else if (column->uncounted && !column->variable)
            level_texts(dataset, column);
        column->matrices = dataset->matrices;
    }
    for (size_t i = 0; dataset->matrices && i < dataset->matrices->count; i++)
        place_matrix(dataset, &dataset->matrices->list[i]);
}

struct peil_column *peil_dataset_make(struct peil_dataset *dataset, const char *name,
                                      const char *label,
                                      const struct peil_category *categories,
                                      size_t category_count)
{
    struct peil_column *column = new_column(dataset, name);
    column->label = label;
    column->categories = categories;
    column->category_count = category_count;
    add_blocks(dataset, column, PEIL_NOT_ASKED);
    if (column->wide)
        peil_wide_fill(column->wide, dataset->rows);
    return column;
}

void peil_dataset_define(struct peil_dataset *dataset,
                         const struct peil_definition *definition)
{
    dataset->definitions =
        peil_arena_grow(dataset->arena, dataset->definitions, dataset->definition_count,
                        sizeof *dataset->definitions);
    dataset->definitions[dataset->definition_count++] = definition;
}

const struct peil_definition *
peil_dataset_definition(const struct peil_dataset *dataset, size_t i)
{
    return i < dataset->definition_count ? dataset->definitions[i] : NULL;
}

/* --- Looking --- */

const struct peil_questionnaire *
peil_dataset_questionnaire(const struct peil_dataset *dataset)
{
    return dataset->q;
}

size_t peil_dataset_rows(const struct peil_dataset *dataset)
{
    return dataset->rows;
}

size_t peil_dataset_columns(const struct peil_dataset *dataset)
{
    return dataset->column_count;
}

const struct peil_column *peil_dataset_column(const struct peil_dataset *dataset,
                                              size_t column)
{
    return dataset->columns[column];
}

const struct peil_column *peil_dataset_find(const struct peil_dataset *dataset,
                                            const char *name)
{
    for (size_t i = 0; i < dataset->column_count; i++) {
        if (strcmp(dataset->columns[i]->name, name) == 0)
            return dataset->columns[i];
    }
    return NULL;
}

const unsigned char *peil_column_bytes(const struct peil_column *column, size_t row)
{
    assert(column->blocks); /* else its rows were not kept (needs_rows in intake.c) */
    return column->blocks[row / PEIL_BLOCK] + row % PEIL_BLOCK;
}

unsigned char peil_column_byte(const struct peil_column *column, size_t row)
{
    return *peil_column_bytes(column, row);
}

void peil_column_set(const struct peil_column *column, size_t row, unsigned char byte)
{
    column->blocks[row / PEIL_BLOCK][row % PEIL_BLOCK] = byte;
}

void peil_dataset_keep(struct peil_dataset *dataset, const bool *keep)
{
    size_t kept = 0;
    for (size_t row = 0; row < dataset->rows; row++)
        kept += keep[row];
    if (kept == dataset->rows)
        return;
    for (size_t i = 0; i < dataset->column_count; i++) {
        const struct peil_column *column = dataset->columns[i];
        size_t to = 0;
        for (size_t row = 0; column->blocks && row < dataset->rows; row++) {
            if (keep[row])
                peil_column_set(column, to++, peil_column_byte(column, row));
        }
    }
    for (size_t i = 0; i < dataset->wide_count; i++)
        peil_wide_keep(dataset->wides[i], keep);
    dataset->rows = kept;
}

size_t peil_dataset_count(const struct peil_dataset *dataset, const char *name,
                          const char *code)
{
    const struct peil_column *column = peil_dataset_find(dataset, name);
    size_t count = 0;
    for (size_t row = 0; column && row < dataset->rows; row++) {
        unsigned char byte = peil_column_byte(column, row);
        count += byte < column->category_count &&
                 strcmp(column->categories[byte].code, code) == 0;
    }
    return count;
}
