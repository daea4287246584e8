/* Means, medians and percentiles of an amount or a scale, of all and of groups. */
#ifndef PEIL_MEANS_H
#define PEIL_MEANS_H

#include "analyze/data/dimension.h"
#include "analyze/statistics/rank.h"
#include "analyze/data/sample.h"

/* The mean with its interval is of weights, and of classes where there are; a median of
 * counted persons is that of R (type 7), or of SPSS (type 6) when asked.
 *
 * Whether groups differ is tested by ranks, which asks nothing of how amounts are
 * spread. Ranks know no weights and no classes: then there is no test. */
struct peil_means_of {
    const char *name, *label;
    const double *values; /* of each row; NAN = missing */
    const struct peil_item *item;
    enum peil_percentile percentile;
    struct peil_place place;
};

/* `groups` may be NULL: then of all together. Without a base line's words and before
 * the disclosure gate. */
struct peil_table *peil_means(const struct peil_sample *sample,
                              const struct peil_means_of *of,
                              const struct peil_dimension *groups,
                              struct peil_arena *arena);

#endif
