/* Variables that the analyst defines, made from those that were read. */
#ifndef PEIL_DERIVATION_H
#define PEIL_DERIVATION_H

#include "analyze/data/dataset.h"

/* Before files are read: what the definition is made from will be needed. */
void peil_derivation_ask(const struct peil_definition *definition,
                         struct peil_dataset *dataset);

/* Adds the column. An answer in no band is "not asked", as in a questionnaire's derived
 * variables. False after an error in diag. */
PEIL_MUST_READ
bool peil_derivation_make(const struct peil_definition *definition,
                          struct peil_dataset *dataset, struct peil_arena *arena,
                          struct peil_diag *diag);

#endif
