/* What the disclosure gate decided, carried out: takes what is hidden out of a table,
 * with all that would tell it. */
#ifndef PEIL_REDACTION_H
#define PEIL_REDACTION_H

#include "analyze/gate/shield.h"

/* Hidden figures become NAN, and so do percents of a hidden total, cumulative percents
 * and expected counts. Of a closed table only the base remains, and not even that when
 * it is silent. Nets of ticks that are nearer than `least_cell` to one of them go, and
 * percentiles with fewer persons below or above them. */
void peil_redaction_apply(const struct peil_shield *shield, long least_cell,
                          struct peil_arena *arena);

#endif
