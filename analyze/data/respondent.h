/* One row of the dataset as the answers of a respondent: what conditions and derived
 * variables are evaluated on. Columns that are not the questionnaire's take part too,
 * as items with the values found, so that --where can speak of them. */
#ifndef PEIL_RESPONDENT_H
#define PEIL_RESPONDENT_H

#include "analyze/data/dataset.h"
#include "questionnaires/condition.h"

/* Fills in derived variables wherever their column is blank. */
void peil_respondent_derive(struct peil_dataset *dataset, struct peil_arena *arena,
                            struct peil_diag *diag);

/* Says of each row in `kept` whether the condition is true, for peil_dataset_keep.
 * Returns the condition in plain words, for base lines; NULL after an error in diag. */
PEIL_MUST_READ
const char *peil_respondent_judge(const struct peil_dataset *dataset, const char *where,
                                  bool *kept, struct peil_arena *arena,
                                  struct peil_diag *diag);

/* What conditions can speak of: the questionnaire's items, and one for each other
 * column. */
const struct peil_questionnaire *
peil_respondent_model(const struct peil_dataset *dataset, struct peil_arena *arena);

#endif
