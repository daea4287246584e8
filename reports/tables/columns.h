/* Which values a column of response files holds, before anything is counted: the waves
 * there are, the schools to make a report for. Labels, no figures: the disclosure gate
 * has no part in it. */
#ifndef PEIL_COLUMNS_H
#define PEIL_COLUMNS_H

#include "questionnaires/base/diag.h"

struct peil_column_values {
    bool found;              /* some file has the column */
    const char *const *list; /* different ones, in order; no missing codes */
    size_t count;
};

/* False when diag got an error. */
PEIL_MUST_READ
bool peil_columns_read(const char *const *files, size_t count, const char *name,
                       struct peil_column_values *values, struct peil_arena *arena,
                       struct peil_diag *diag);

#endif
