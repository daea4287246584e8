/* Rows as they are read, until the dataset takes them.
 *
 * Several threads may fill a batch each. A batch numbers the values that it finds by
 * itself; when it is taken the dataset says what they are there, so that the dataset is
 * the same whoever read what. */
#ifndef PEIL_BATCH_H
#define PEIL_BATCH_H

#include "analyze/data/dataset.h"

enum { PEIL_BATCH_ROWS = PEIL_BLOCK };

struct peil_batch {
    size_t rows;                 /* complete ones, at most PEIL_BATCH_ROWS */
    unsigned char **columns;     /* of each column its bytes, to be set for every row */
    struct peil_values **values; /* of each column; NULL: it finds none */
    const char **refused;        /* of each column, why it can make no table; or NULL */
    struct peil_wide **wides;    /* of each column; NULL: not wide */
    /* Private: */
    struct peil_dataset *dataset;
    struct peil_arena *arena;
    size_t column_count, wide_count;
    size_t *wide_columns;
    struct batch_values *found;
    struct batch_matrix *matrices;
    size_t matrix_count;
    struct peil_wide *weight; /* what rows that are only counted weigh; or NULL */
    double *weights;
    size_t worthless;
    unsigned char **to; /* where the rows go */
    size_t first;
};

/* Made when all columns are known. */
struct peil_batch *peil_batch_new(struct peil_dataset *dataset,
                                  struct peil_arena *arena);

/* The bytes of one more row have been set. */
void peil_batch_end_row(struct peil_batch *batch);

/* When no more rows come: weighs them, if they are to be weighed and forgotten. Any
 * number of batches at once; nothing is told to the dataset yet. */
void peil_batch_weigh(struct peil_batch *batch);
/* Makes room in the dataset, and tells it what values were found: one batch at a time,
 * in the order of the rows. */
void peil_batch_take(struct peil_batch *batch);
/* Puts the rows there, or counts them, and begins anew: any number of batches at once.
 */
void peil_batch_store(struct peil_batch *batch);

/* Adds what it counted to what the dataset did: one batch at a time, in any order. Rows
 * that were not taken are forgotten. */
void peil_batch_close(struct peil_batch *batch);

#endif
