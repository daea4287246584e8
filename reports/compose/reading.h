/* One figure of a report: what a <value> says and a <when> judges. */
#ifndef PEIL_READING_H
#define PEIL_READING_H

#include "questionnaires/condition.h"
#include "reports/compose/composer.h"
#include "reports/compose/national.h"

struct peil_reading {
    enum peil_stat stat;
    bool known;              /* it is there and may be shown */
    double number;           /* NAN unless known; a change below zero is a fall */
    double n, base;          /* of a share */
    double low, high;        /* its 95 % interval, in percents */
    const char *words;       /* PEIL_STAT_MOST: its labels */
    const char *respondents; /* "leerlingen" */
};

/* Of the pick's first item. `wave` NULL is the current one. */
struct peil_reading peil_reading_of(struct peil_composer *composer,
                                    const struct peil_pick *pick, const char *wave);

/* The same figure in the counts of all SWVs. False where they cannot have it: no such
 * counts, a condition, groups of another kind. */
bool peil_reading_national(const struct peil_composer *composer,
                           const struct peil_pick *pick,
                           struct peil_national_pick *national);

/* As it stands in a sentence: "43 %", "vier", "niemand (0 van 153; ten hoogste 2 %)",
 * "een deel (niet getoond)". `look` may be "words", or "brief" for a figure by
 * itself. */
const char *peil_reading_text(const struct peil_composer *composer,
                              const struct peil_reading *reading, const char *look);

/* Does it rest on so few that it gives a direction and no more? */
bool peil_reading_is_thin(const struct peil_reading *reading);

/* Does what a <when> asks hold? */
enum peil_truth peil_reading_judge(struct peil_composer *composer,
                                   const struct peil_node *when);

#endif
