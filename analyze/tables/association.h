/* All tests and measures of one cross-tab, as DESIGN.md names them.
 *
 * The first test is the one to believe: Rao-Scott's where pupils come in classes or
 * carry weights (also when it is undefined: none of the others will do instead),
 * Fisher's exact one where few are expected in a cell, else Pearson's. Nor has a
 * measure a margin then that takes each pupil for a draw of its own. What takes an
 * order for granted (gamma, Mann-Whitney) is made always, for programs, and marked
 * minor unless both variables are known to have one. */
#ifndef PEIL_ASSOCIATION_H
#define PEIL_ASSOCIATION_H

#include "analyze/statistics/design.h"
#include "analyze/statistics/rank.h"
#include "analyze/table.h"

struct peil_association_side {
    const struct peil_category *categories;
    size_t count;
    bool ordered; /* a scale, bands, a number: known, not guessed */
};
struct peil_association {
    struct peil_association_side rows, columns;
    const double *counts; /* row by row; of weighted data scaled to the persons asked */
    bool weighted;        /* by weights: no counts of persons for an exact test */
    bool overview;        /* one of many that nobody asked for: no long search */
    bool designed;        /* pupils come in classes or carry weights; then the */
    const struct peil_design_shares *shares; /* of all cells, or NULL: too many */
};

/* Fills in tests, measures, and what is said of expected counts. None when fewer than
 * two rows or columns have any answer; `dropped` says how many have none. */
void peil_association_add(struct peil_cross *cross, const struct peil_association *of,
                          size_t *dropped, struct peil_arena *arena);

/* The tests by rank alone: of amounts, in rows, by group. */
void peil_association_rank(struct peil_summary *summary,
                           const struct peil_rank_table *ranked,
                           const struct peil_association_side *groups,
                           struct peil_arena *arena);

#endif
