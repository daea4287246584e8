/* Fisher's exact test: how likely is a table at least as unlikely as ours, when rows
 * and columns are independent and the margins are as they are? For tables with few
 * pupils in a cell, where chi-square's p is only a guess.
 *
 * Counts are whole numbers (persons, not weights): with any other the result is NAN, as
 * it is when fewer than 2 x 2 rows and columns are left after dropping the empty ones.
 *
 * Tables "as unlikely" are those with P(T) <= P(ours) (1 + 1e-7). The tolerance is the
 * point: two tables that are equally unlikely differ in their last digit by rounding.
 * PSPP compares exactly, and prints .257 for the lady tasting tea, not .4857.
 *
 * Checked by tests/reference/fisher.R (R 4.2: fisher.test, and every table counted). */
#ifndef PEIL_FISHER_H
#define PEIL_FISHER_H

#include "analyze/statistics/interval.h"

#include <stdbool.h>
#include <stdint.h>

/* A 2 x 2 table a, b, c, d. Fisher (1935), The Design of Experiments, II; p as in R:
 * with both margins fixed a is hypergeometric, and
 *
 *   p        sum of P(x) over x with P(x) <= P(a) (1 + 1e-7)
 *   less     P(x <= a): is the odds ratio below 1?
 *   greater  P(x >= a)
 *
 * odds_ratio is the conditional maximum likelihood estimate, where the mean of the
 * non-central hypergeometric distribution is a; not ad / bc, which is in nominal.h. The
 * interval holds the ratios for which neither tail is below (1 - level) / 2; it is 0 or
 * INFINITY where a is as small or as large as it can be. R's fisher.test stops looking
 * at four digits, ours at the last. */
struct peil_fisher_fourfold {
    double p, less, greater;
    double odds_ratio;
    struct peil_interval interval;
};
struct peil_fisher_fourfold peil_fisher_fourfold(const double counts[4], double level);

/* A larger table (Freeman and Halton 1951, Biometrika 38: 141):
 *
 *   P(T) = prod r_i! prod c_j! / (N! prod n_ij!)
 *
 * Exact by a network, after Mehta and Patel (1983), JASA 78: 427, and Clarkson, Fan and
 * Joe (1993), TOMS 19: 484: the columns are filled one by one, and tables that leave
 * the same totals to fill go on together. Where that would take more than `budget`
 * steps, p is estimated from `draws` random tables with the same margins (Patefield
 * 1981, AS 159): p = (1 + k) / (draws + 1), with k the tables as unlikely as ours, and
 * a 99 % interval (Clopper-Pearson) of where the exact p is. Never silently: method,
 * seed and draws are in the result. A 2 x 2 table has the p of peil_fisher_fourfold. */
enum peil_fisher_method { PEIL_FISHER_EXACT, PEIL_FISHER_MONTE_CARLO };

struct peil_fisher_options { /* zero is the default */
    uint64_t budget;         /* 2,000,000; a tenth of a second or so */
    uint64_t draws;          /* 100,000, and never fewer */
    uint64_t seed;           /* 1 */
    bool monte_carlo;        /* even when the exact p is in reach */
    bool exact_only;         /* NAN when it is not */
};
struct peil_fisher {
    enum peil_fisher_method method;
    double p;
    struct peil_interval interval; /* Monte Carlo: 99 %; exact: p itself */
    uint64_t draws, seed;          /* 0 when exact */
};
struct peil_fisher peil_fisher_table(const double *counts, size_t rows, size_t columns,
                                     const struct peil_fisher_options *options);

#endif
