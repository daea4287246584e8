/* One cell of a response file: from text to byte. */
#ifndef PEIL_CELL_H
#define PEIL_CELL_H

#include "analyze/data/batch.h"
#include "questionnaires/base/csv.h"

struct peil_cell_reader {
    const struct peil_dataset *dataset;
    struct peil_batch *batch; /* what is found goes there */
    struct peil_arena *arena;
    struct peil_diag *diag;
    struct peil_place place; /* of the cell; a column is the number of a field */
    size_t variant;          /* of the row; SIZE_MAX = not known */
    size_t complaints;
};

/* The byte of a text, which is not "", in that column of the dataset; or a complaint,
 * and PEIL_BYTE_BLANK. */
unsigned char peil_cell_read(struct peil_cell_reader *reader, size_t column,
                             const struct peil_csv_field *text);

/* "text" is no `what` "name"; expected. The first fifty are said. */
unsigned char peil_cell_refuse(struct peil_cell_reader *reader, const char *text,
                               const char *what, const char *name,
                               const char *expected);
/* How many there were beyond that, where the file ends. */
void peil_cell_sum_up(struct peil_cell_reader *reader);

#endif
