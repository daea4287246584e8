/* The audit as a CSV file, for beside what leaves: a row for all tables together
 * (number 0), then one for each. */
#ifndef PEIL_AUDIT_FILE_H
#define PEIL_AUDIT_FILE_H

#include "analyze/gate/audit.h"
#include "questionnaires/base/diag.h"

void peil_audit_write(const struct peil_audit *audit, FILE *out);

/* "-" is standard output. False after an error in diag. */
PEIL_MUST_READ
bool peil_audit_save(const struct peil_audit *audit, const char *path,
                     struct peil_diag *diag);

#endif
