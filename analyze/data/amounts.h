/* A number for each response: an amount as it stands, the score of an answer. What
 * means, scales and computed variables are made of. */
#ifndef PEIL_AMOUNTS_H
#define PEIL_AMOUNTS_H

#include "analyze/data/dataset.h"

/* Before files are read: the numbers of this column will be needed. */
void peil_amounts_ask(struct peil_dataset *dataset, const char *name);

/* One for each row, NAN for what is missing; NULL after an error at `place`: an unknown
 * name, a text that is no number, options without an order. Good until rows are
 * dropped. */
const double *peil_amounts_find(const struct peil_dataset *dataset, const char *name,
                                struct peil_place place, struct peil_arena *arena,
                                struct peil_diag *diag);

#endif
