/* Letters in the cells of a cross-tab: in which columns the share is smaller.
 *
 * They are made of figures that are shown, after the gate, so that they can tell
 * nothing that these do not. Columns that a case may stand in together are compared
 * with that taken off, which is a figure that is not shown: in a table that hides
 * anything they get none. */
#ifndef PEIL_LETTERING_H
#define PEIL_LETTERING_H

#include "analyze/statistics/letters.h"
#include "analyze/table.h"

/* Adds a note where some columns were too small, or were tested exactly. */
void peil_lettering_add(struct peil_table *table, enum peil_correction correction,
                        struct peil_arena *arena);

#endif
