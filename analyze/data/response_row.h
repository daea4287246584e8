/* Rows of a response file into a batch: what one thread needs to read. */
#ifndef PEIL_RESPONSE_ROW_H
#define PEIL_RESPONSE_ROW_H

#include "analyze/data/batch.h"
#include "analyze/data/response_header.h"

/* Complains in the diag of the rows of this file. */
struct peil_row_reader;
struct peil_row_reader *peil_row_reader_new(const struct peil_response_header *header,
                                            struct peil_dataset *dataset,
                                            const char *file, struct peil_diag *diag);
void peil_row_reader_free(struct peil_row_reader *reader); /* NULL is allowed */

/* Adds the row to the batch, which must have room. */
void peil_row_read(struct peil_row_reader *reader, const struct peil_csv_row *row);
struct peil_batch *peil_row_batch(const struct peil_row_reader *reader);
/* Behind the last row: how much more there was to complain of. */
void peil_row_reader_end(struct peil_row_reader *reader);

#endif
