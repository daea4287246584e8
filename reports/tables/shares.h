/* What a reader of the report sees of one question: the share of each option, for
 * everyone and per group. What may not be said (the disclosure gate hid it) or cannot
 * be said (too few answers for a percentage) is left out here, once, so that sentence,
 * chart and table agree about it. */
#ifndef PEIL_SHARES_H
#define PEIL_SHARES_H

#include "reports/tables/grid.h"

enum {
    PEIL_LEAST_BASE = 30,          /* no percentages below it in a public report */
    PEIL_LEAST_BASE_INTERNAL = 10, /* nor in an internal one */
    PEIL_FIRM_BASE = 100,          /* below it a percentage is called indicative */
};

struct peil_group {
    const char *code, *label; /* everyone: "" */
    double n;                 /* NAN = hidden */
    bool shown;
};
struct peil_share {
    bool shown;
    bool offered;           /* false: this group could not choose it */
    double n;               /* NAN = hidden; of a base too small it is known */
    double percent;         /* NAN unless shown */
    double ci_low, ci_high; /* NAN but for everyone */
};

struct peil_shares {
    const struct peil_base *base;
    const struct peil_category *options;
    size_t option_count;
    const struct peil_group *groups; /* the first is everyone */
    size_t group_count;
    const struct peil_share *shares; /* option by option, a group each */
    bool multiple;
    bool differ; /* between the groups, more than by chance (p < 0.05) */
    long least_base;
};

/* Either table may be NULL, but not both; they have the same rows. Everyone's shares
 * come from the cross-tab when the two count different people (some belong to no
 * group): then a table's columns add up to its total, and the difference between two
 * tables betrays nobody. */
const struct peil_shares *peil_shares_of(const struct peil_analysis *analysis,
                                         const struct peil_table *frequency,
                                         const struct peil_table *cross,
                                         struct peil_arena *arena);

/* The number of the group with this code; group_count when there is none. */
size_t peil_shares_group(const struct peil_shares *shares, const char *code);

const struct peil_share *peil_share_at(const struct peil_shares *shares, size_t option,
                                       size_t group);

/* Is anything left out that was there to choose? */
bool peil_shares_hide(const struct peil_shares *shares);

#endif
