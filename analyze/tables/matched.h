/* Tests that take respondents together with themselves, or with their like: does a
 * share change within the same pupils, and do two questions hang together within
 * groups?
 *
 * Each is a table of one test. Its figures are of persons as they are: weights and
 * classes have no part in it. */
#ifndef PEIL_MATCHED_H
#define PEIL_MATCHED_H

#include "analyze/tables/consistency.h"

/* Two or more questions of two answers, the same two in all, such as the ticks of a
 * multiple question, which may be named as a whole: Cochran's Q, and McNemar's exact p
 * of two. Only who answered all of them is counted. NULL after an error. */
struct peil_table *peil_matched_questions(const struct peil_consistency *of,
                                          const struct peil_names *questions);

/* Two questions of two answers, within each group of a third: the test of Mantel and
 * Haenszel, and the odds ratio that the groups share. NULL after an error. */
struct peil_table *peil_matched_strata(const struct peil_consistency *of,
                                       const struct peil_sample *sample,
                                       const char *const names[3]);

#endif
