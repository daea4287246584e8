#include "analyze/data/joint.h"

#include <limits.h>

enum { BYTES = UCHAR_MAX + 1 };

/* What one dimension makes of a block of rows. */
struct side {
    const struct peil_dimension *dimension; /* NULL: all rows are alike */
    size_t count;                           /* of kinds */
    unsigned char kinds[BYTES];             /* of each byte, the kind of row */
    unsigned char bytes[PEIL_BLOCK];        /* room, for where a byte will not do */
};

struct counter {
    const struct peil_sample *sample;
    struct side row, column;
    struct peil_sum *sums;
};

static void begin_side(struct side *side, const struct peil_dimension *dimension)
{
    *side = (struct side){ .dimension = dimension, .count = 1 };
    if (dimension)
        side->count = peil_dimension_kinds(dimension, side->kinds);
}

static const unsigned char *look(struct side *side, size_t row, size_t count)
{
    return side->dimension
               ? peil_dimension_bytes(side->dimension, row, count, side->bytes)
               : NULL;
}

static size_t block_length(const struct counter *counter, size_t row)
{
    size_t left = counter->sample->rows - row;
    return left < PEIL_BLOCK ? left : PEIL_BLOCK;
}

static struct peil_sum *sum_of(struct counter *counter, unsigned char row,
                               unsigned char column)
{
    return &counter->sums[counter->row.kinds[row] * counter->column.count +
                          counter->column.kinds[column]];
}

/* --- Every row is one person --- */

static size_t values_of(const struct side *side)
{
    return side->dimension ? side->dimension->columns[0]->category_count : 0;
}

static const char *name_of(const struct side *side)
{
    return side->dimension ? side->dimension->columns[0]->name : NULL;
}

static void fill_matrix(struct counter *counter, struct peil_matrix *matrix,
                        struct peil_arena *arena)
{
    *matrix = (struct peil_matrix){ .row = name_of(&counter->row),
                                    .column = name_of(&counter->column),
                                    .weighted = counter->sample->weights != NULL };
    peil_matrix_fit(matrix, values_of(&counter->row), values_of(&counter->column),
                    arena);
    const double *weights = counter->sample->weights;
    for (size_t row = 0, count; row < counter->sample->rows; row += count) {
        count = block_length(counter, row);
        peil_matrix_count(matrix, look(&counter->row, row, count),
                          look(&counter->column, row, count),
                          weights ? weights + row : NULL, count);
    }
}

/* Unless that was done while the file was read. */
static void count_rows(struct counter *counter)
{
    struct peil_arena *arena = peil_arena_new();
    const struct peil_matrix *matrix = NULL;
    const struct peil_matrices *counted = counter->row.dimension->columns[0]->matrices;
    struct peil_matrix own;
    if (counted)
        matrix = peil_matrices_find(counted, name_of(&counter->row),
                                    name_of(&counter->column));
    if (!matrix) {
        fill_matrix(counter, &own, arena);
        matrix = &own;
    }
    for (size_t i = 0; i < matrix->rows * matrix->columns; i++) {
        size_t row = i / matrix->columns, column = i % matrix->columns;
        struct peil_sum sum = peil_matrix_sum(matrix, row, column);
        if (sum.n > 0)
            peil_sum_join(
                sum_of(counter, peil_matrix_byte(row), peil_matrix_byte(column)), &sum);
    }
    peil_arena_free(arena);
}

/* --- A row is several --- */

static void add_rows(struct counter *counter)
{
    for (size_t row = 0, count; row < counter->sample->rows; row += count) {
        count = block_length(counter, row);
        const unsigned char *a = look(&counter->row, row, count),
                            *b = look(&counter->column, row, count);
        for (size_t i = 0; i < count; i++)
            peil_sum_add(sum_of(counter, a[i], b ? b[i] : 0), counter->sample, row + i);
    }
}

struct peil_joint peil_joint_count(const struct peil_sample *sample,
                                   const struct peil_dimension *row,
                                   const struct peil_dimension *column,
                                   struct peil_arena *arena)
{
    struct counter counter = { .sample = sample };
    begin_side(&counter.row, row);
    begin_side(&counter.column, column);
    size_t rows = counter.row.count, columns = counter.column.count;
    counter.sums = peil_arena_array(arena, rows * columns, sizeof *counter.sums);
    if (sample->counts)
        add_rows(&counter);
    else
        count_rows(&counter);
    return (struct peil_joint){ rows, columns, counter.sums };
}

/* --- Where each response is --- */

static size_t categories_of(const struct side *side)
{
    return side->dimension ? side->dimension->category_count : 1;
}

/* What each byte adds to the number of a cell; who has no category is beyond them all.
 */
static void number(const struct side *side, size_t step, unsigned numbers[BYTES])
{
    for (size_t i = 0; i < BYTES; i++)
        numbers[i] = side->kinds[i] < categories_of(side)
                         ? (unsigned)(side->kinds[i] * step)
                         : (unsigned)(BYTES * BYTES);
}

void peil_joint_place(const struct peil_sample *sample,
                      const struct peil_dimension *row,
                      const struct peil_dimension *column, unsigned *cells)
{
    struct counter counter = { .sample = sample };
    begin_side(&counter.row, row);
    begin_side(&counter.column, column);
    unsigned rows[BYTES], columns[BYTES];
    const unsigned *places = sample->places;
    number(&counter.row, categories_of(&counter.column), rows);
    number(&counter.column, 1, columns);
    for (size_t at = 0, count; at < sample->rows; at += count) {
        count = block_length(&counter, at);
        const unsigned char *a = look(&counter.row, at, count),
                            *b = look(&counter.column, at, count);
        for (size_t i = 0; i < count; i++)
            cells[places ? places[at + i] : at + i] =
                rows[a[i]] + (b ? columns[b[i]] : 0);
    }
}
