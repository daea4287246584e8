/* Our two XML languages as tables: one const row per element, with what it may hold.
 *
 * Children stand in the order of their row; those that mingle, such as the items of a
 * section, in any. The XSDs for editors say the same; a test keeps them so. */
#ifndef PEIL_GRAMMAR_H
#define PEIL_GRAMMAR_H

#include "questionnaires/base/schema.h"

extern const struct peil_schema peil_questionnaire_schema;
extern const struct peil_schema peil_study_schema;

/* peil_schema_check, and the order of children. */
PEIL_MUST_READ
bool peil_grammar_check(const struct peil_schema *schema,
                        const struct peil_element *root, struct peil_diag *diag);

#endif
