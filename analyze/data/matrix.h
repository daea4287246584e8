/* How often the bytes of two columns meet, and what those rows weigh.
 *
 * Tables that ask for nothing else are counted while a file is read: no row has to be
 * kept for them, and memory does not grow. Of the bytes of a column the missing kinds
 * stand at one end and the values at the other (values.h), so that few values ask for
 * few counts. */
#ifndef PEIL_MATRIX_H
#define PEIL_MATRIX_H

#include "analyze/statistics/sum.h"
#include "questionnaires/base/arena.h"

#include <stdbool.h>
#include <stdint.h>

struct peil_matrix {
    const char *row, *column; /* names of columns; NULL: all rows are alike */
    bool weighted;            /* else a row weighs 1 */
    size_t rows, columns;     /* that there are counts for (peil_matrix_byte) */
    /* Private: */
    uint32_t *counts;           /* rows by columns, twice */
    double (*sums)[2];          /* of weights, and of their squares; or NULL */
    uint16_t (*places)[1 << 8]; /* of each byte: of a row, of a column */
};

/* Makes room for so many values on each side. */
void peil_matrix_fit(struct peil_matrix *matrix, size_t row_values,
                     size_t column_values, struct peil_arena *arena);
/* Counts so many rows; what all rows are alike in has no bytes, but NULL. Weights are
 * looked at in a weighted one only. */
void peil_matrix_count(struct peil_matrix *matrix, const unsigned char *row,
                       const unsigned char *column, const double *weights,
                       size_t count);
/* Adds the counts of another, of whose bytes each is called places[byte] here. */
void peil_matrix_add(struct peil_matrix *matrix, const struct peil_matrix *from,
                     const unsigned char *row_places,
                     const unsigned char *column_places);
/* Forgets all that was counted. */
void peil_matrix_clear(struct peil_matrix *matrix);

/* Which byte is the i-th of the rows or columns? */
unsigned char peil_matrix_byte(size_t i);
struct peil_sum peil_matrix_sum(const struct peil_matrix *matrix, size_t row,
                                size_t column);

/* --- Several --- */

struct peil_matrices {
    struct peil_matrix *list;
    size_t count;
    const char *weight; /* the column that says what a row weighs; NULL: all the same */
    size_t worthless;   /* rows without a weight above zero, which are not counted */
    struct peil_arena *arena;
};

/* `column` may be NULL. Nothing is asked for twice. */
void peil_matrices_ask(struct peil_matrices *matrices, const char *row,
                       const char *column);
bool peil_matrices_need(const struct peil_matrices *matrices, const char *name);
/* Of all rows; nothing when no pair was found. */
struct peil_sum peil_matrices_sum(const struct peil_matrices *matrices);
/* NULL when nobody asked. */
const struct peil_matrix *peil_matrices_find(const struct peil_matrices *matrices,
                                             const char *row, const char *column);

#endif
