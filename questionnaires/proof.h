/* What can be proved about routing without a single pupil.
 *
 * A condition speaks of few items, and each has few answers: all combinations are
 * tried, with the routing of those items themselves and the variant they lead to. So
 * it shows that a condition contradicts itself, that nobody who gets there meets it,
 * that everybody does, that an option or a variant is never chosen. Above 200,000
 * combinations, and where arithmetic is done with quantities, it stays silent. */
#ifndef PEIL_PROOF_H
#define PEIL_PROOF_H

#include "questionnaires/questionnaire.h"

void peil_proof_check(const struct peil_questionnaire *q, struct peil_arena *arena,
                      struct peil_diag *diag);

#endif
