#include "analyze/joint.h"

#include <stdint.h>
#include <string.h>

enum { BYTES = UINT8_MAX + 1 };

/* What one dimension makes of a block of rows. */
struct side {
    const struct peil_dimension *dimension; /* NULL: all rows are alike */
    unsigned char kinds[BYTES];             /* of each byte, the kind of row */
    unsigned char bytes[PEIL_BLOCK];        /* room, for where a byte will not do */
};

static size_t begin_side(struct side *side, const struct peil_dimension *dimension)
{
    *side = (struct side){ .dimension = dimension };
    return dimension ? peil_dimension_kinds(dimension, side->kinds) : 1;
}

static const unsigned char *look(struct side *side, size_t row, size_t count)
{
    return side->dimension
               ? peil_dimension_bytes(side->dimension, row, count, side->bytes)
               : side->bytes;
}

struct counter {
    const struct peil_sample *sample;
    struct side row, column;
    struct peil_joint joint;
    struct peil_sum *sums;
};

/* --- Everyone counts for one --- */

/* Neighbours go to two tables in turn: the next of the same kind need not wait until
 * the last one has been written. */
static void count_block(uint32_t *even, uint32_t *odd, const unsigned char *a,
                        const unsigned char *b, size_t count)
{
    size_t i = 0;
    for (; i + 1 < count; i += 2) {
        even[a[i] * BYTES + b[i]]++;
        odd[a[i + 1] * BYTES + b[i + 1]]++;
    }
    if (i < count)
        even[a[i] * BYTES + b[i]]++;
}

static void count_bytes(struct counter *counter, uint32_t *even, uint32_t *odd)
{
    size_t rows = counter->sample->rows;
    for (size_t row = 0, count; row < rows; row += count) {
        count = rows - row < PEIL_BLOCK ? rows - row : PEIL_BLOCK;
        count_block(even, odd, look(&counter->row, row, count),
                    look(&counter->column, row, count), count);
    }
}

static void count_rows(struct counter *counter)
{
    struct peil_arena *arena = peil_arena_new();
    uint32_t *even = peil_arena_array(arena, (size_t)2 * BYTES * BYTES, sizeof *even),
             *odd = even + (size_t)BYTES * BYTES;
    count_bytes(counter, even, odd);
    for (size_t i = 0; i < (size_t)BYTES * BYTES; i++) {
        double n = (double)even[i] + odd[i];
        size_t kind = counter->row.kinds[i / BYTES] * counter->joint.columns +
                      counter->column.kinds[i % BYTES];
        if (n > 0)
            peil_sum_join(&counter->sums[kind], &(struct peil_sum){ n, n, n });
    }
    peil_arena_free(arena);
}

/* --- Some count for more --- */

static void weigh_rows(struct counter *counter)
{
    size_t rows = counter->sample->rows;
    for (size_t row = 0, count; row < rows; row += count) {
        count = rows - row < PEIL_BLOCK ? rows - row : PEIL_BLOCK;
        const unsigned char *a = look(&counter->row, row, count),
                            *b = look(&counter->column, row, count);
        for (size_t i = 0; i < count; i++) {
            size_t kind = counter->row.kinds[a[i]] * counter->joint.columns +
                          counter->column.kinds[b[i]];
            peil_sum_add(&counter->sums[kind], counter->sample, row + i);
        }
    }
}

struct peil_joint peil_joint_count(const struct peil_sample *sample,
                                   const struct peil_dimension *row,
                                   const struct peil_dimension *column,
                                   struct peil_arena *arena)
{
    struct counter counter = { .sample = sample };
    counter.joint.rows = begin_side(&counter.row, row);
    counter.joint.columns = begin_side(&counter.column, column);
    counter.joint.sums = counter.sums = peil_arena_array(
        arena, counter.joint.rows * counter.joint.columns, sizeof *counter.sums);
    if (sample->counts || sample->weights)
        weigh_rows(&counter);
    else
        count_rows(&counter);
    return counter.joint;
}
