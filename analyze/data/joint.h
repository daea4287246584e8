/* How often each answer to one question meets each answer to another.
 *
 * Where both dimensions are plain, one column with one answer at most, rows need not be
 * looked at one by one: rows that are alike are counted first, byte by byte, and each
 * kind of row then stands for all of them. */
#ifndef PEIL_JOINT_H
#define PEIL_JOINT_H

#include "analyze/data/dimension.h"
#include "analyze/data/sample.h"

struct peil_joint {
    size_t rows, columns;        /* kinds of rows for each (peil_dimension_kind) */
    const struct peil_sum *sums; /* rows by columns */
};

/* `column` may be NULL: then there is one column. */
struct peil_joint peil_joint_count(const struct peil_sample *sample,
                                   const struct peil_dimension *row,
                                   const struct peil_dimension *column,
                                   struct peil_arena *arena);

/* Of each response of the design, its cell: the place of its row's category by that of
 * its column's. Who is in none has a number beyond them all. */
void peil_joint_place(const struct peil_sample *sample,
                      const struct peil_dimension *row,
                      const struct peil_dimension *column, unsigned *cells);

#endif
