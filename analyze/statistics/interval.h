/* How sure are we of a percentage, a difference, a mean?
 *
 * `x` of `n` gave the answer; both may be fractional, so that an effective base can
 * stand for n (x = p * n then). `level` is .95 or the like. An undefined interval is
 * NAN on both sides: n = 0, x outside 0..n, or a level outside 0..1.
 *
 * Checked by tests/reference/interval.R (R 4.2: prop.test, binom.test, t.test). */
#ifndef PEIL_INTERVAL_H
#define PEIL_INTERVAL_H

#include <stddef.h>

struct peil_interval {
    double low, high;
};

/* Wilson's score interval, the default everywhere: it keeps its promise for small n,
 * and at 0 % and 100 % it says something sensible. With p = x / n:
 *
 *   p + z^2/2n  -+  z sqrt(p(1-p)/n + z^2/4n^2)
 *   -------------------------------------------    Wilson (1927), JASA 22: 209;
 *                  1 + z^2/n                       Newcombe (1998), Stat. Med. 17: 857.
 *
 * At x = 0 the lower end is 0 exactly, at x = n the upper end is 1. */
struct peil_interval peil_interval_wilson(double x, double n, double level);

/* Never less sure than it says, often surer: quantiles of the beta distribution,
 * B(a/2; x, n-x+1) and B(1-a/2; x+1, n-x). Clopper and Pearson (1934), Biometrika 26:
 * 404. By bisection: gsl_cdf_beta_Pinv (GSL 2.7.1) fails for some, as x = 2, n = 260.
 */
struct peil_interval peil_interval_clopper_pearson(double x, double n, double level);

/* n' = n + z^2, p' = (x + z^2/2) / n', p' -+ z sqrt(p'(1-p')/n').
 * Agresti and Coull (1998), Am. Stat. 52: 119. Cut off at 0 and 1. */
struct peil_interval peil_interval_agresti_coull(double x, double n, double level);

/* One of these, by what was asked for. */
enum peil_interval_method {
    PEIL_WILSON,
    PEIL_CLOPPER_PEARSON,
    PEIL_AGRESTI_COULL,
    PEIL_INTERVAL_METHODS
};
struct peil_interval peil_interval_share(enum peil_interval_method method, double x,
                                         double n, double level);

/* Of the difference x1/n1 - x2/n2 of two groups that do not overlap, from the Wilson
 * ends l, u of each: d - sqrt((p1-l1)^2 + (u2-p2)^2), d + sqrt((u1-p1)^2 + (p2-l2)^2).
 * Newcombe (1998), Stat. Med. 17: 873, method 10. */
struct peil_interval peil_interval_newcombe(double x1, double n1, double x2, double n2,
                                            double level);

/* Of a mean, by Student's t. `counts` says how often each value stands (NULL: once); a
 * value whose count is not positive is left out. Two passes: the variance of
 * 1000001..1000004 is exact. Sampling weights are no counts: see design.h. One value
 * has a mean, and no interval. */
struct peil_mean {
    double n, mean, variance, sd, se; /* variance by n - 1 */
    struct peil_interval interval;
};
struct peil_mean peil_interval_mean(const double *values, const double *counts,
                                    size_t n, double level);

/* Effective base: the unweighted n that would give the same precision.
 *
 *            (sum w)^2
 *   n_eff =  ---------        Kish (1992), J. Official Statistics 8(2): 183-200.
 *             sum w^2
 *
 * Equal weights give n. Weights that are not positive are left out; NAN when none is.
 */
double peil_effective_base(const double *weights, size_t n);

#endif
