/* Do groups differ in an ordered answer? And where do the quarters of it lie?
 *
 * Everything here works on a table of counts: a row for each different value,
 * ascending, a column for each group. Answers to a scale already are such a table; for
 * numbers peil_rank_tabulate makes one. Empty rows and groups do no harm. Counts are of
 * persons: for weighted or clustered pupils see design.h.
 *
 * Checked by tests/reference/rank.R (R 4.2: wilcox.test, kruskal.test, prop.trend.test,
 * cor.test, quantile). */
#ifndef PEIL_RANK_H
#define PEIL_RANK_H

#include "analyze/statistics/chisquare.h"

#include <stdbool.h>

/* The different values that have a positive count, ascending, with their counts per
 * group. `groups[i]` < group_count, NULL for a single group; `counts` NULL for once
 * each. All in the arena. A value that is NAN, a group out of range and a count that is
 * not positive are left out. */
struct peil_rank_data {
    const double *values;
    const size_t *groups;
    const double *counts;
    size_t n, group_count;
};
struct peil_rank_table {
    const double *values, *counts; /* counts: rows x columns, row by row */
    size_t rows, columns;
};
struct peil_rank_table peil_rank_tabulate(const struct peil_rank_data *data,
                                          struct peil_arena *arena);

/* Two groups (Mann and Whitney 1947, Ann. Math. Stat. 18: 50). u_first counts the pairs
 * in which the first group's value is larger, ties for a half (R's W); u is the smaller
 * of the two groups' U (SPSS). With t the ties at each value,
 *
 *   z = (u_first - n1 n2 / 2) / sqrt(n1 n2 / 12 (N + 1 - sum(t^3 - t) / (N (N - 1))))
 *
 * so z > 0 when the first group is higher (SPSS always prints it negative). No
 * continuity correction, as SPSS; R's wilcox.test subtracts .5 unless told otherwise.
 * NAN when a group is empty or all values are the same. */
struct peil_mann_whitney {
    double u, u_first, z, p;
};
struct peil_mann_whitney peil_rank_mann_whitney(const double *counts, size_t rows);

/* Any number of groups (Kruskal and Wallis 1952, JASA 47: 583):
 * H = (12 / (N (N + 1)) sum R_g^2 / n_g - 3 (N + 1)) / (1 - sum(t^3 - t) / (N^3 - N)),
 * df = groups that are not empty - 1. */
struct peil_chisquare peil_rank_kruskal_wallis(const double *counts, size_t rows,
                                               size_t columns,
                                               struct peil_arena *arena);

/* Does the value rise from group to group (age groups, waves)? J adds up, over each
 * pair of groups, the pairs in which the later group is larger, ties for a half; z with
 * the variance for ties of Lehmann (1975), Nonparametrics, p. 301. The square of z is
 * that of Kendall's test of value by group. Jonckheere (1954), Biometrika 41: 133. */
struct peil_jonckheere {
    double j, z, p;
};
struct peil_jonckheere peil_rank_jonckheere(const double *counts, size_t rows,
                                            size_t columns, struct peil_arena *arena);

/* Does a share rise with the score of its group? Two rows, the first those counted:
 * N r^2, r the correlation of being in the first row with the group's score
 * (NULL: 1..k); df = 1, as R's prop.trend.test. Linear-by-linear is (N - 1) r^2. z has
 * the sign of the trend. Cochran (1954), Biometrics 10: 417; Armitage (1955),
 * Biometrics 11: 375. */
struct peil_trend {
    struct peil_chisquare test;
    double z;
};
struct peil_trend peil_rank_cochran_armitage(const double *counts, size_t columns,
                                             const double *scores);

/* The value below which a share p (0..1) lies, of values ascending with their counts
 * (NULL: once). With whole counts, of the N values written out one after another, the
 * one at place h, between two places in proportion: h = (N - 1) p + 1 (type 7, R and
 * PSPP) or (N + 1) p (type 6, SPSS, PSPP's COMPATIBLE), kept within 1..N. Hyndman and
 * Fan (1996), Am. Stat. 50: 361. Of weights, which have no unit, and of counts that are
 * not whole: the smallest value up to which they reach p W, and at exact equality the
 * middle between it and the next. NAN without values. */
enum peil_percentile {
    PEIL_PERCENTILE_7,
    PEIL_PERCENTILE_6,
    PEIL_PERCENTILE_OF_WEIGHTS
};
double peil_rank_percentile(const double *values, const double *counts, size_t n,
                            double p, enum peil_percentile type);

#endif
