#include "analyze/data/batch.h"

#include <limits.h>
#include <math.h>
#include <string.h>

/* Columns stand a line of the cache apart: else bytes of one row would all want the
 * same place in it. */
enum { STRIDE = PEIL_BATCH_ROWS + 64, MOST_BLOCKS = PEIL_BATCH_ROWS / PEIL_BLOCK + 1 };

/* What the values of a column are called in the dataset. */
struct batch_values {
    unsigned char places[UCHAR_MAX + 1];
    size_t known;
};

/* A pair of columns that is counted here, and where that goes. */
struct batch_matrix {
    struct peil_matrix own, *all;
    size_t row, column;
};

static void add_values(struct peil_batch *batch, size_t column,
                       struct peil_arena *arena)
{
    struct batch_values *found = &batch->found[column];
    batch->values[column] = peil_values_new(arena);
    for (int i = 0; i <= UCHAR_MAX; i++)
        found->places[i] = (unsigned char)i;
}

static void add_notes(struct peil_batch *batch, size_t column, struct peil_arena *arena)
{
    const struct peil_wide *wide = peil_dataset_column(batch->dataset, column)->wide;
    batch->wides[column] = peil_wide_new(wide->column, arena);
    batch->wides[column]->kinds = wide->kinds;
    batch->wide_columns[batch->wide_count++] = column;
}

static size_t number_of(const struct peil_batch *batch, const char *name)
{
    size_t i = 0;
    while (i < batch->column_count &&
           strcmp(peil_dataset_column(batch->dataset, i)->name, name) != 0)
        i++;
    return i;
}

/* Names that are in no file will be complained of when their table is made. */
static void add_matrices(struct peil_batch *batch, const struct peil_matrices *matrices)
{
    batch->matrices =
        peil_arena_array(batch->arena, matrices->count, sizeof *batch->matrices);
    for (size_t i = 0; i < matrices->count; i++) {
        struct peil_matrix *all = &matrices->list[i];
        size_t row = number_of(batch, all->row),
               column = all->column ? number_of(batch, all->column) : row;
        if (row < batch->column_count && column < batch->column_count)
            batch->matrices[batch->matrix_count++] = (struct batch_matrix){
                { .row = all->row, .column = all->column, .weighted = all->weighted },
                all,
                row,
                column
            };
    }
}

/* Without that column nothing is counted, which will be complained of as well. */
static void add_weight(struct peil_batch *batch, const char *name)
{
    size_t column = number_of(batch, name);
    if (column == batch->column_count) {
        batch->matrix_count = 0;
        return;
    }
    batch->weight = batch->wides[column];
    batch->weights =
        peil_arena_array(batch->arena, PEIL_BATCH_ROWS, sizeof *batch->weights);
}

/* What is not in any table has no values. */
static bool finds_values(const struct peil_dataset *dataset, size_t column)
{
    return peil_dataset_column(dataset, column)->values &&
           peil_dataset_tabulates(dataset, column);
}

struct peil_batch *peil_batch_new(struct peil_dataset *dataset,
                                  struct peil_arena *arena)
{
    size_t count = peil_dataset_columns(dataset);
    struct peil_batch *batch = peil_arena_array(arena, 1, sizeof *batch);
    *batch = (struct peil_batch){
        .dataset = dataset,
        .arena = arena,
        .column_count = count,
        .columns = peil_arena_array(arena, count, sizeof *batch->columns),
        .values = peil_arena_array(arena, count, sizeof *batch->values),
        .refused = peil_arena_array(arena, count, sizeof *batch->refused),
        .wides = peil_arena_array(arena, count, sizeof *batch->wides),
        .wide_columns = peil_arena_array(arena, count, sizeof *batch->wide_columns),
        .found = peil_arena_array(arena, count, sizeof *batch->found),
        .to = peil_arena_array(arena, count * MOST_BLOCKS, sizeof *batch->to),
    };
    unsigned char *bytes = peil_arena_array(arena, count, STRIDE);
    for (size_t i = 0; i < count; i++) {
        batch->columns[i] = bytes + i * STRIDE;
        if (finds_values(dataset, i))
            add_values(batch, i, arena);
        if (peil_dataset_column(dataset, i)->wide)
            add_notes(batch, i, arena);
    }
    const struct peil_matrices *matrices = peil_dataset_matrices(dataset);
    if (matrices)
        add_matrices(batch, matrices);
    if (matrices && matrices->weight)
        add_weight(batch, matrices->weight);
    return batch;
}

/* What weighs nothing is not there: the next row will stand in its place. */
static void end_weighed(struct peil_batch *batch)
{
    double weight = peil_wide_pop(batch->weight);
    bool counts = weight > 0 && isfinite(weight);
    batch->weights[batch->rows] = weight;
    batch->rows += counts;
    batch->worthless += !counts;
}

void peil_batch_end_row(struct peil_batch *batch)
{
    if (batch->weight) {
        end_weighed(batch);
        return;
    }
    for (size_t i = 0; i < batch->wide_count; i++)
        peil_wide_append(batch->wides[batch->wide_columns[i]]);
    batch->rows++;
}

/* --- Without rows --- */

/* How many bytes may stand for one of these. */
static size_t room_for(const struct peil_values *values)
{
    return values ? peil_values_count(values) + 1 : PEIL_TOO_MANY + 1;
}

static void count_matrices(struct peil_batch *batch)
{
    for (size_t i = 0; i < batch->matrix_count; i++) {
        struct batch_matrix *matrix = &batch->matrices[i];
        peil_matrix_fit(&matrix->own, room_for(batch->values[matrix->row]),
                        room_for(batch->values[matrix->column]), batch->arena);
        peil_matrix_count(&matrix->own, batch->columns[matrix->row],
                          matrix->own.column ? batch->columns[matrix->column] : NULL,
                          batch->weights, batch->rows);
    }
}

static void add_up(struct peil_batch *batch)
{
    for (size_t i = 0; i < batch->matrix_count; i++) {
        struct batch_matrix *matrix = &batch->matrices[i];
        peil_matrix_fit(
            matrix->all,
            room_for(peil_dataset_column(batch->dataset, matrix->row)->values),
            room_for(peil_dataset_column(batch->dataset, matrix->column)->values),
            peil_dataset_matrices(batch->dataset)->arena);
        peil_matrix_add(matrix->all, &matrix->own, batch->found[matrix->row].places,
                        batch->found[matrix->column].places);
    }
}

/* Sums of weights hang on the order that they are added in, if only in their last
 * digit. So those of a batch are made by themselves, and are added in its turn. */
void peil_batch_weigh(struct peil_batch *batch)
{
    if (batch->weight)
        count_matrices(batch);
}

static void take_weights(struct peil_batch *batch)
{
    add_up(batch);
    for (size_t i = 0; i < batch->matrix_count; i++)
        peil_matrix_clear(&batch->matrices[i].own);
    peil_dataset_matrices(batch->dataset)->worthless += batch->worthless;
    batch->worthless = 0;
}

void peil_batch_close(struct peil_batch *batch)
{
    if (!batch->weight)
        add_up(batch);
}

/* --- Into the dataset --- */

static void take_values(struct peil_batch *batch, size_t column)
{
    struct peil_values *all = peil_dataset_column(batch->dataset, column)->values;
    struct batch_values *found = &batch->found[column];
    if (!all || !batch->values[column])
        return;
    if (batch->refused[column]) {
        peil_dataset_refuse(batch->dataset, column, batch->refused[column]);
        return;
    }
    peil_values_merge(all, batch->values[column], found->known, found->places);
    found->known = peil_values_count(batch->values[column]);
}

/* Blocks are remembered now: once other batches are taken their list may move. */
static void find_room(struct peil_batch *batch)
{
    batch->first = peil_dataset_extend(batch->dataset, batch->rows);
    if (peil_dataset_matrices(batch->dataset))
        return;
    size_t begin = batch->first / PEIL_BLOCK,
           end = (batch->first + batch->rows + PEIL_BLOCK - 1) / PEIL_BLOCK;
    for (size_t i = 0; i < batch->column_count; i++) {
        const struct peil_column *column = peil_dataset_column(batch->dataset, i);
        for (size_t block = begin; column->blocks && block < end; block++)
            batch->to[i * MOST_BLOCKS + block - begin] = column->blocks[block];
    }
}

void peil_batch_take(struct peil_batch *batch)
{
    find_room(batch);
    for (size_t i = 0; i < batch->column_count; i++)
        take_values(batch, i);
    for (size_t i = 0; i < batch->wide_count; i++) {
        size_t column = batch->wide_columns[i];
        struct peil_wide *wide = peil_dataset_column(batch->dataset, column)->wide;
        if (!batch->weight)
            peil_wide_fill(wide, batch->first);
        peil_wide_take(wide, batch->wides[column]);
    }
    if (batch->weight)
        take_weights(batch);
}

/* Values get the numbers that they have in the dataset. */
static void put(unsigned char *restrict to, const unsigned char *restrict from,
                size_t count, const unsigned char *places)
{
    if (!places)
        memcpy(to, from, count);
    for (size_t i = 0; places && i < count; i++)
        to[i] = places[from[i]];
}

static void store_column(const struct peil_batch *batch, size_t column)
{
    const unsigned char *places =
        batch->values[column] ? batch->found[column].places : NULL;
    unsigned char *const *to = batch->to + column * MOST_BLOCKS;
    size_t at = batch->first % PEIL_BLOCK;
    for (size_t row = 0, count; row < batch->rows; row += count) {
        count =
            PEIL_BLOCK - at < batch->rows - row ? PEIL_BLOCK - at : batch->rows - row;
        put(*to++ + at, batch->columns[column] + row, count, places);
        at = 0;
    }
}

void peil_batch_store(struct peil_batch *batch)
{
    bool keeps = !peil_dataset_matrices(batch->dataset);
    for (size_t i = 0; keeps && i < batch->column_count; i++)
        if (batch->to[i * MOST_BLOCKS])
            store_column(batch, i);
    if (!batch->weight)
        count_matrices(batch);
    batch->rows = 0;
}
