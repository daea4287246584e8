/* What is known of the population, from a CSV file of margins to raked weights:
 *
 *   variable,code,target
 *   leeftijdsgroep,1,4120
 *   leeftijdsgroep,2,3980
 *
 * Targets are counts, shares or percentages. Every category that has responses needs
 * one, and every response an answer. */
#ifndef PEIL_MARGIN_FILE_H
#define PEIL_MARGIN_FILE_H

#include "analyze/statistics/calibration.h"
#include "analyze/data/dataset.h"
#include "analyze/notes.h"

/* Changes the weights, one for each row, and notes how much they came to differ.
 * Returns what variances need to know of it; NULL after an error in diag. */
PEIL_MUST_READ
const struct peil_calibration *peil_margin_file_rake(const char *path,
                                                     const struct peil_dataset *dataset,
                                                     double *weights,
                                                     struct peil_notes *notes,
                                                     struct peil_diag *diag);

#endif
