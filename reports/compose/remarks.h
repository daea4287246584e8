/* The lines under what is shown of one question: its base, who is not counted, what to
 * keep in mind. */
#ifndef PEIL_REMARKS_H
#define PEIL_REMARKS_H

#include "reports/tables/lines.h"
#include "reports/tables/shares.h"

/* The base first. `frequency` tells who is missing; or NULL. With `percents` also what
 * to know of those. */
void peil_remarks_add(const struct peil_shares *shares,
                      const struct peil_table *frequency, bool percents,
                      struct peil_lines *lines);

/* Where some percentages are of few, and where something is not shown. */
void peil_remarks_keep_in_mind(bool thin, bool hidden, struct peil_lines *lines);

#endif
