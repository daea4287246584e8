/* A file of responses read by several threads, piece by piece.
 *
 * Where a row begins in the middle of a file is guessed, and verified when the piece
 * before it has been read: a wrong guess only costs time. Batches are taken in the
 * order of the file, so the dataset is the same however many threads there are. */
#ifndef PEIL_PIECES_H
#define PEIL_PIECES_H

#include "analyze/data/response_header.h"

struct peil_crew {
    size_t threads; /* 0 = one for each processor */
    size_t piece;   /* bytes; 0 = what suits the header */
};

/* Reads a part with all rows that stand behind the header; its end is that of the file.
 * False when anything is wrong in them: then nothing is said, and the dataset is of no
 * use any more. */
PEIL_MUST_READ
bool peil_pieces_read(const struct peil_csv_part *rows,
                      const struct peil_response_header *header,
                      struct peil_dataset *dataset, const struct peil_crew *crew);

#endif
