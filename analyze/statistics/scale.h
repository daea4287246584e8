/* Do the items of a scale measure one thing?
 *
 * Rows are respondents, columns items; a respondent with a missing answer is left out
 * as a whole (listwise, as SPSS; psych's default is pairwise). Items must already be
 * turned so that they all point the same way: alpha of a scale with an item upside down
 * says nothing, and says so by an item with a negative rest correlation.
 *
 * Checked by tests/reference/scale.R (R 4.2, psych 2.2; omega from factanal's fit,
 * polished). */
#ifndef PEIL_SCALE_H
#define PEIL_SCALE_H

#include "analyze/statistics/interval.h"
#include "questionnaires/base/arena.h"

#include <stdbool.h>

struct peil_scale_data {
    const double *values; /* n x items, row by row */
    const bool *missing;  /* the same shape; NULL: none is */
    size_t n, items;
};

/* k items, s_i^2 the variance of item i, s_T^2 that of the sum:
 *
 *   alpha       k / (k - 1) (1 - sum s_i^2 / s_T^2)         Cronbach (1951),
 * Psychometrika 16: 297 interval    1 - (1 - alpha) F(1 - a/2; n-1, (n-1)(k-1)) and
 * with F(a/2); Feldt (1965), Psychometrika 30: 357 standard    k r / (1 + (k - 1) r), r
 * the mean correlation between items omega       (sum l_i)^2 / ((sum l_i)^2 + sum u_i),
 * l the loadings and u the unique variances of one factor fitted by maximum likelihood
 * to the covariances (McDonald 1999, Test Theory, 6); for the sum score, as alpha is
 *   omega_standard  the same from correlations, which is what psych's fit works on
 *
 * NAN: fewer than two items or two complete respondents, or a sum that does not vary;
 * omega also with fewer than three items, an item that does not vary, or a fit that
 * drives a unique variance to zero (Heywood). `mixed_loadings` warns that some items
 * load the other way, when omega means little. */
struct peil_scale_item {
    double mean, sd;
    double rest_correlation; /* with the sum of the others */
    double alpha_without;    /* NAN for two items */
    double loading;          /* standardized; NAN when omega is */
};
struct peil_scale {
    size_t n;        /* complete respondents */
    double mean, sd; /* of the sum */
    double alpha, standard;
    struct peil_interval interval;
    double omega, omega_standard;
    bool mixed_loadings;
    const struct peil_scale_item *items; /* one each, in the arena */
};
struct peil_scale peil_scale_reliability(const struct peil_scale_data *data,
                                         double level, struct peil_arena *arena);

#endif
