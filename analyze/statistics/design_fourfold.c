#include "analyze/statistics/design_fourfold.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

static double se_of(const struct peil_design_shares *shares, const size_t cells[4],
                    const double slope[4])
{
    double variance = 0;
    for (size_t i = 0; i < 4; i++)
        for (size_t j = 0; j < 4; j++)
            variance += slope[i] * slope[j] *
                        shares->covariance[cells[i] * shares->cells + cells[j]];
    return isfinite(variance) ? sqrt(fmax(0, variance)) : NAN;
}

struct peil_design_fourfold
peil_design_fourfold(const struct peil_design_shares *shares, const size_t cells[4],
                     double level)
{
    double a = shares->share[cells[0]], b = shares->share[cells[1]];
    double c = shares->share[cells[2]], d = shares->share[cells[3]];
    double r = a + b, s = c + d;
    struct peil_design_fourfold found = {
        .log_odds = se_of(shares, cells, (double[]){ 1 / a, -1 / b, -1 / c, 1 / d }),
        .log_risk = { se_of(shares, cells,
                            (double[]){ b / (a * r), -1 / r, -d / (c * s), 1 / s }),
                      se_of(shares, cells,
                            (double[]){ -1 / r, a / (b * r), 1 / s, -c / (d * s) }) },
        .difference =
            se_of(shares, cells,
                  (double[]){ b / (r * r), -a / (r * r), -d / (s * s), c / (s * s) }),
        .quantile = NAN,
    };
    if (shares->degrees > 0)
        found.quantile = gsl_cdf_tdist_Qinv((1 - level) / 2, shares->degrees);
    return found;
}
