/* The disclosure gate: what could point at a pupil does not leave this room.
 *
 * First what is small itself: a count of 1 .. least_cell - 1; all cells of a column
 * whose base is below least_group; the whole table when its base is; for a sensitive
 * item all cells of a group that gave one and the same answer, but for one pupil at
 * most. Then what would give a hidden figure away, because rows and columns add up
 * (network.h). Tables share figures: a row total stands in the frequencies too. What is
 * hidden in one table is hidden in all, and so is a total so near to it (a few answers
 * missing to the other question) that it would tell it within the threshold; and what a
 * derived variable shows together (bands.h) must not give a category away.
 *
 * Not held against yet: bounds on a hidden figure that are narrow but not exact, tables
 * linked by routing (who answered "yes" is the base of the next question), a tick
 * column by its own name beside its multiple, waves, and a test statistic as one more
 * equation. */
#ifndef PEIL_GATE_H
#define PEIL_GATE_H

#include "analyze/audit.h"
#include "analyze/figures.h"

struct peil_gate {
    long least_cell, least_group;
    const struct peil_questionnaire *questionnaire; /* of tables without population */
    unsigned without; /* 0; tests leave out stages, and see that they are missed: */
};
enum { PEIL_GATE_RINGS = 1, PEIL_GATE_AUDIT = 2, PEIL_GATE_SINGLES = 4 };

/* Hides figures in the tables, which are all that leave together. */
const struct peil_audit *peil_gate_close(const struct peil_gate *gate,
                                         struct peil_table *const *tables, size_t count,
                                         struct peil_arena *arena);

#endif
