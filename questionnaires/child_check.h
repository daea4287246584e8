/* Holds every child rule against every text, item and variant.
 *
 * An element may say accept="options double": these rules were weighed for it and set
 * aside. Accepting a rule that finds nothing is itself a problem, so that the list
 * stays true. */
#ifndef PEIL_CHILD_CHECK_H
#define PEIL_CHILD_CHECK_H

#include "questionnaires/questionnaire.h"

void peil_child_check(const struct peil_questionnaire *q, struct peil_arena *arena,
                      struct peil_diag *diag);

#endif
