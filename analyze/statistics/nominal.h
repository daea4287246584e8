/* How strongly do two variables hang together, when categories have no order?
 *
 * Counts stand row by row and may be fractional; empty rows and columns are dropped.
 * Chi-square's measures are in chisquare.h, ordered categories in ordinal.h.
 *
 * Every se is the asymptotic one that does not assume independence (ASE1 in SPSS), by
 * the delta method for a multinomial sample (Goodman and Kruskal 1972, JASA 67: 415):
 * with f the slope of the measure to each count, se^2 = sum n f^2 - (sum n f)^2 / N.
 * It is for unweighted persons.
 *
 * Checked by tests/reference/nominal.R (R 4.2, formulas of IBM SPSS Algorithms). */
#ifndef PEIL_NOMINAL_H
#define PEIL_NOMINAL_H

#include "analyze/statistics/interval.h"
#include "questionnaires/base/arena.h"

#include <stdbool.h>

struct peil_estimate {
    double value, se;
};
/* Of columns explained by rows, of rows explained by columns, and of both at once. */
struct peil_directed {
    struct peil_estimate columns, rows, symmetric;
};

/* lambda: how many fewer wrong guesses of the column, for who knows the row and guesses
 * the commonest answer there:
 *
 *   lambda = (sum_i max_j n_ij - max_j c_j) / (N - max_j c_j);
 *   symmetric: both numerators over both denominators.
 *
 * Goodman and Kruskal (1954), JASA 49: 732. 0 does not mean independence. Among equal
 * maxima the first is taken for the se. NAN when all stand in one column.
 *
 * tau: the same for who guesses in proportion:
 *
 *   tau = (N sum n_ij^2 / r_i - sum c_j^2) / (N^2 - sum c_j^2);   no symmetric one
 * (NAN).
 *
 * uncertainty: the share of the column's entropy that the row takes away (Theil 1970):
 *
 *   U = (H_r + H_c - H_rc) / H_c;   symmetric: 2 (H_r + H_c - H_rc) / (H_r + H_c)
 *
 * with 0 ln 0 = 0; DescTools adds 1/n^2 to zero cells instead, and so gets other
 * digits. All NAN when fewer than 2 x 2 are left. */
struct peil_nominal {
    struct peil_directed lambda, tau, uncertainty;
};
struct peil_nominal peil_nominal_measures(const double *counts, size_t rows,
                                          size_t columns, struct peil_arena *arena);

/* A 2 x 2 table a, b, c, d: odds ratio ad / bc, with the interval
 * exp(ln OR -+ z sqrt(1/a + 1/b + 1/c + 1/d)) (Woolf 1955, Ann. Hum. Genet. 19: 251).
 * The se of the ratio itself is ratio * log_se, by the delta method.
 * `half` adds .5 to each count (Haldane 1956), on request only. With a zero the ratio
 * stands if it can (0), its interval is NAN; a ratio over zero is NAN. */
struct peil_ratio {
    double value, log_se;
    struct peil_interval interval;
};
struct peil_ratio peil_nominal_odds_ratio(const double counts[4], double level,
                                          bool half);

/* How much likelier column `column` (0 or 1) is in the first row than in the second:
 * (a / r1) / (c / r2), with the interval exp(ln RR -+ z sqrt(1/a - 1/r1 + 1/c - 1/r2)).
 * Katz and others (1978), Biometrics 34: 469. Zeros as above. */
struct peil_ratio peil_nominal_relative_risk(const double counts[4], int column,
                                             double level);

#endif
