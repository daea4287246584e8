/* Means of pupils in classes, and how alike the pupils of a class are.
 *
 * Checked by tests/reference/design.R (R 4.2: survey's svymean, aov). */
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
