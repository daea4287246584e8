/* Which files are the data of which source of a report. */
#ifndef PEIL_REPORT_DATA_H
#define PEIL_REPORT_DATA_H

#include "reports/compose/compose.h"

/* Files as they are named on a command line: "SOURCE=FILE", or a file whose name begins
 * with the source's; else it is the first one's. */
const struct peil_data *peil_report_data_named(const struct peil_outline *outline,
                                               const char *const *names, size_t count,
                                               struct peil_arena *arena,
                                               struct peil_diag *diag);

/* Files in a folder: SOURCE.csv and SOURCE-*.csv, and responses.csv for the first. */
const struct peil_data *peil_report_data_in(const struct peil_outline *outline,
                                            const char *folder,
                                            struct peil_arena *arena,
                                            struct peil_diag *diag);

/* The names in a folder, in order, without hidden ones; NULL after an error in diag. */
const char *const *peil_report_names(const char *folder, size_t *count,
                                     struct peil_arena *arena, struct peil_diag *diag);

#endif
