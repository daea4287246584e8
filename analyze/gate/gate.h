/* The disclosure gate: what could point at a pupil does not leave this room.
 *
 * First what is small itself: a count of 1 .. least_cell - 1; all cells of a column
 * whose base is below least_group; the whole table when its base is; for a sensitive
 * item all cells of a group that gave one and the same answer, but for one pupil at
 * most (primary.h). Then, in each table, the cheapest figures that keep rows and
 * columns from giving it away (network.h).
 *
 * Then the audit. All tables that leave together are one puzzle (puzzle.h): whatever
 * variables they share, whoever is counted in them. It knows that a filter, its
 * complement, a wave, a school or a file is a part of all; that an item is asked only
 * of those who were routed to it; that one question decides the variant, and a variant
 * what is asked, offered and counted; that a band is some categories of its item, a
 * tick column one option of its multiple, and that some options exclude others. An
 * attacker solves it with linear programs (attack.h). A hidden figure, or the small
 * rest that a table and its part differ by, must stay possible over a range of
 * least_cell, or of as much as is unknown when no table is shown at all. Where it does
 * not, the cheapest further figures are hidden (remedy.h), then tables closed, then
 * their bases, and all is attacked again (review.h). Last it is attacked by who is the
 * only one in a hidden figure and knows that: he may not learn any other small figure
 * exactly.
 *
 * Figures that say the same in another way go along: percents, intervals, cumulative
 * percents, expected counts, letters, measures. A test keeps at most a verdict, and
 * only when all cells that could be there would have it (verdict.h): its statistic
 * would be one more equation. Why an answer is missing is no secret: it is hidden only
 * while that keeps it.
 *
 * Not held against: attackers who know answers of some pupils (but their own), two who
 * put their knowledge together, and earlier reports from the same answers. The audit is
 * exact where tables meet like branches of a tree; where three variables are crossed
 * two by two it is, too, up to some 500 kinds of respondents, and beyond that the
 * blocks of the puzzle know less of each other than a reader might, as they do in parts
 * of more than 1,000 unknowns. Weighted figures give weighted sums away, which are not
 * in the puzzle; nor are means, medians and percentiles of shown groups. Where several
 * questions decide the variant together, or a number does, tables split by variant know
 * of each other but not of those questions. */
#ifndef PEIL_GATE_H
#define PEIL_GATE_H

#include "analyze/gate/audit.h"
#include "analyze/gate/published.h"

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
