/* Means of pupils in classes, and how alike the pupils of a class are.
 *
 * Checked by tests/reference/design.R (R 4.2: survey's svymean, aov), and wald.R. */
#ifndef PEIL_DESIGN_MEAN_H
#define PEIL_DESIGN_MEAN_H

#include "analyze/statistics/design.h"

/* sum w y / W over the responses that are `in` (NULL: all), u_i = w_i (y_i - mean) / W.
 * sd is that of the population, sum w (y - mean)^2 / W * n / (n - 1), and deff =
 * V / (sd^2 / n). A value that is not finite is out. SPSS takes sd / sqrt(W) for the se
 * of weighted data, as if weights were persons: wrong, and not offered. */
struct peil_design_mean {
    double n, weighted, mean, sd, se, deff, degrees;
    struct peil_interval interval; /* t on the degrees */
};
struct peil_design_mean peil_design_mean(const struct peil_design *design,
                                         const double *values, const bool *in,
                                         double level, struct peil_arena *arena);

/* Do the means of groups differ? Wald's test that they are all one: with d the
 * differences from the first group's mean and V their covariance, linearised,
 *
 *   F = d' V^-1 d / (G - 1)   on G - 1 and degrees - (G - 1)
 *
 * (Wald 1943, Trans. AMS 54: 426; R's regTermTest of svyglm). group[i] < groups is
 * where response i stands; any other number is outside. Groups without anyone are left
 * out. NAN: fewer than two groups, or so many that it would take minutes; too few
 * clusters; no variance. */
enum { PEIL_DESIGN_MOST_GROUPS = 25 };
struct peil_design_groups {
    const double *values;
    const unsigned *group;
    size_t groups;
};
struct peil_design_wald {
    double f, df1, df2, p;
};
struct peil_design_wald peil_design_wald(const struct peil_design *design,
                                         const struct peil_design_groups *of,
                                         struct peil_arena *arena);

/* How alike the pupils of one cluster are: rho = (MSB - MSW) / (MSB + (n0 - 1) MSW), by
 * analysis of variance, n0 = (N - sum n_c^2 / N) / (k - 1); deff is then about
 * 1 + (n0 - 1) rho. Donner and Koval (1980), Biometrics 36: 19. Unweighted. Below 0
 * when pupils of one class differ more than pupils in general. NAN with fewer than two
 * clusters, or none of two pupils, or no variance. */
struct peil_icc {
    double icc, cluster_size, deff; /* n0 is the size */
};
struct peil_icc peil_design_icc(const struct peil_design *design, const double *values,
                                const bool *in, struct peil_arena *arena);

#endif
