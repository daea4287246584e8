#include "analyze/joint.h"

#include <assert.h>
#include <stdint.h>

enum { BYTES = UINT8_MAX + 1 };

/* What one dimension makes of a block of rows. */
struct side {
    const struct peil_dimension *dimension;
    uint16_t places[BYTES]; /* of each byte, where its kind stands in the sums */
    unsigned char
        bytes[PEIL_BLOCK]; /* room, for where those of the column will not do */
};

struct counter {
    const struct peil_sample *sample;
    struct side row, column;
    bool alone; /* there is no column */
};

/* Returns how many kinds of rows there are; `step` is from one to the next. */
static size_t begin_side(struct side *side, const struct peil_dimension *dimension,
                         size_t step)
{
    unsigned char kinds[BYTES];
    size_t count = peil_dimension_kinds(dimension, kinds);
    side->dimension = dimension;
    for (size_t i = 0; i < BYTES; i++)
        side->places[i] = (uint16_t)(kinds[i] * step);
    return count;
}
static_assert((PEIL_MOST_VALUES + PEIL_MISSING_KINDS + 1) *
                      (PEIL_MOST_VALUES + PEIL_MISSING_KINDS + 1) <=
                  UINT16_MAX,
              "places of the largest table");

static const unsigned char *look(struct side *side, size_t row, size_t count)
{
    return peil_dimension_bytes(side->dimension, row, count, side->bytes);
}

static size_t block_length(const struct counter *counter, size_t row)
{
    size_t left = counter->sample->rows - row;
    return left < PEIL_BLOCK ? left : PEIL_BLOCK;
}

/* --- Everyone counts for one --- */

/* Neighbours go to two tables in turn: where they are of one kind, the second need not
 * wait until the first has been written. */
static void count_alone(const struct side *row, const unsigned char *a, size_t count,
                        uint32_t *const counts[2])
{
    uint32_t *even = counts[0], *odd = counts[1];
    size_t i = 0;
    for (; i + 1 < count; i += 2) {
        even[row->places[a[i]]]++;
        odd[row->places[a[i + 1]]]++;
    }
    if (i < count)
        even[row->places[a[i]]]++;
}

static void count_pairs(const struct counter *counter, const unsigned char *a,
                        const unsigned char *b, size_t count, uint32_t *const counts[2])
{
    const uint16_t *row = counter->row.places, *column = counter->column.places;
    uint32_t *even = counts[0], *odd = counts[1];
    size_t i = 0;
    for (; i + 1 < count; i += 2) {
        even[row[a[i]] + column[b[i]]]++;
        odd[row[a[i + 1]] + column[b[i + 1]]]++;
    }
    if (i < count)
        even[row[a[i]] + column[b[i]]]++;
}

static void count_rows(struct counter *counter, struct peil_sum *sums, size_t kinds)
{
    struct peil_arena *arena = peil_arena_new();
    uint32_t *const counts[2] = { peil_arena_array(arena, kinds, sizeof **counts),
                                  peil_arena_array(arena, kinds, sizeof **counts) };
    for (size_t row = 0, count; row < counter->sample->rows; row += count) {
        count = block_length(counter, row);
        const unsigned char *a = look(&counter->row, row, count);
        if (counter->alone)
            count_alone(&counter->row, a, count, counts);
        else
            count_pairs(counter, a, look(&counter->column, row, count), count, counts);
    }
    for (size_t i = 0; i < kinds; i++) {
        double n = (double)counts[0][i] + counts[1][i];
        sums[i] = (struct peil_sum){ n, n, n };
    }
    peil_arena_free(arena);
}

/* --- Some count for more --- */

static void weigh_rows(struct counter *counter, struct peil_sum *sums)
{
    for (size_t row = 0, count; row < counter->sample->rows; row += count) {
        count = block_length(counter, row);
        const unsigned char *a = look(&counter->row, row, count),
                            *b =
                                counter->alone ? a : look(&counter->column, row, count);
        for (size_t i = 0; i < count; i++)
            peil_sum_add(
                &sums[counter->row.places[a[i]] + counter->column.places[b[i]]],
                counter->sample, row + i);
    }
}

struct peil_joint peil_joint_count(const struct peil_sample *sample,
                                   const struct peil_dimension *row,
                                   const struct peil_dimension *column,
                                   struct peil_arena *arena)
{
    struct counter counter = { .sample = sample, .alone = !column };
    size_t columns = column ? begin_side(&counter.column, column, 1) : 1,
           rows = begin_side(&counter.row, row, columns);
    struct peil_sum *sums = peil_arena_array(arena, rows * columns, sizeof *sums);
    if (sample->counts || sample->weights)
        weigh_rows(&counter, sums);
    else
        count_rows(&counter, sums, rows * columns);
    return (struct peil_joint){ rows, columns, sums };
}
