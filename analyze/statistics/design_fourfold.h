/* Margins of a 2 x 2 table's measures, for pupils who come in classes or carry weights.
 *
 * Each measure is a function of the four shares; its variance is g' V g, with V their
 * covariance and g the slopes of the measure (linearisation; Woodruff 1971, JASA 66:
 * 411). Of shares a, b in the first row and c, d in the second, r = a + b, s = c + d:
 *
 *   ln odds ratio   1/a, -1/b, -1/c, 1/d
 *   ln risk ratio   b/(a r), -1/r, -d/(c s), 1/s    of the first column
 *                   -1/r, a/(b r), 1/s, -c/(d s)    of the other
 *   difference      b/r^2, -a/r^2, -d/s^2, c/s^2    of a/r - c/s
 *
 * Checked by tests/reference/fourfold.R (R 4.2, survey 4.1: svycontrast). */
#ifndef PEIL_DESIGN_FOURFOLD_H
#define PEIL_DESIGN_FOURFOLD_H

#include "analyze/statistics/design.h"

/* NAN where a share is zero in a denominator, or the design has no variance. */
struct peil_design_fourfold {
    double log_odds, log_risk[2], difference; /* standard errors */
    double quantile; /* of t, for an interval on the design's degrees of freedom */
};
/* `cells` are the places of a, b, c and d among the shares. */
struct peil_design_fourfold
peil_design_fourfold(const struct peil_design_shares *shares, const size_t cells[4],
                     double level);

#endif
