/* May it be said on which side of .05 a test came out, where cells are hidden?
 *
 * With its margins a test statistic gives hidden cells away: exactly, when there are
 * few. Even the bare verdict is one more thing that is known of them. It may be said
 * when every hidden cell could as well be one more or one less: when there is a
 * rectangle of hidden cells in which two can grow and two shrink by one, so that all
 * totals stay, and the test would still say the same. */
#ifndef PEIL_VERDICT_H
#define PEIL_VERDICT_H

#include "analyze/table.h"

/* `hidden` says of each cell whether it is; the table still has all its figures. */
bool peil_verdict_is_safe(const struct peil_cross *cross, const bool *hidden,
                          struct peil_arena *arena);

#endif
