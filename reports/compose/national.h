/* What the counts of all SWVs together say (analyze/counts.h), beside one's own.
 *
 * The national share of an answer is that of the SWVs whose figure is shown: the sum
 * of their counts over the sum of their bases, and it is told how many they are. What
 * an SWV had to hide is in no sum, so nothing can be taken off to find it; `low` and
 * `high` say between which shares it would lie with everybody in. An item that was
 * asked in other words is not compared. */
#ifndef PEIL_NATIONAL_H
#define PEIL_NATIONAL_H

#include "analyze/counts.h"
#include "reports/outline/content.h"

/* Which figure, and who asks for it. */
struct peil_national_pick {
    const struct peil_counts *counts;
    const struct peil_item *item;
    const char *const *codes; /* options together; a multiple item has one */
    size_t code_count;
    const char *group;      /* code of one group of counts->by; NULL: everyone */
    const char *ojs, *wave; /* of the study */
};

struct peil_national {
    bool known;  /* of two SWVs at least */
    double x, n; /* x of n, of the SWVs that show it */
    double percent;
    double low, high;  /* percents, with what is hidden none or all of it */
    size_t shown, all; /* SWVs that show it; that asked it */
    const char *why;   /* when not known: a sentence; else NULL */
};
struct peil_national peil_national_of(const struct peil_national_pick *pick);

/* "Landelijk: 43 % (12 van 14 steunpunten, n=2310)"; or why there is none. */
const char *peil_national_line(const struct peil_national *national,
                               struct peil_arena *arena);

/* Every SWV of that wave at its base between the limits, with a table that tells who
 * differs when all are looked at together. One's own is marked. NULL when there are
 * fewer than three. */
const struct peil_plot *peil_national_funnel(const struct peil_national_pick *pick,
                                             const char *id, const char *title,
                                             struct peil_arena *arena);

#endif
