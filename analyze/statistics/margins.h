/* A table of counts made ready for statistics: its empty rows and columns dropped, its
 * totals beside it.
 *
 * Counts are given row by row and may be fractional (sums of weights). A count that is
 * negative or not a number is taken as zero: it carries no information, and one bad
 * weight must not make a whole table undefined. */
#ifndef PEIL_MARGINS_H
#define PEIL_MARGINS_H

#include "questionnaires/base/arena.h"

struct peil_margins {
    size_t rows, columns; /* that are not empty */
    const double *counts; /* of these, row by row */
    const double *row_totals, *column_totals;
    const size_t *row_places, *column_places; /* where each stood in the table given */
    double total;
};

/* The count itself, or 0. */
double peil_margins_usable(double count);

/* All of it lives in the arena. */
struct peil_margins peil_margins_make(const double *counts, size_t rows, size_t columns,
                                      struct peil_arena *arena);

/* The same table on its side, so that a measure of columns given rows serves for rows
 * given columns too. */
struct peil_margins peil_margins_transpose(const struct peil_margins *margins,
                                           struct peil_arena *arena);

#endif
