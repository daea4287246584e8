/* What the figures of one question say, in plain sentences: as much as can be said
 * honestly, and otherwise nothing. */
#ifndef PEIL_FINDING_H
#define PEIL_FINDING_H

#include "reports/tables/lines.h"
#include "reports/tables/shares.h"

/* Adds no, one or more sentences: what was chosen most (ties together), where groups
 * differ in that, and what nobody chose, with the limit that this leaves. */
void peil_finding_add(const struct peil_shares *shares, struct peil_lines *lines);

/* "“Ja” en “Soms”": what this group chose most, with ties; NULL when there is nothing
 * to say, or when what is hidden might be more. */
const char *peil_finding_most(const struct peil_shares *shares, size_t group,
                              struct peil_arena *arena);

#endif
