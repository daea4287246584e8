#include "analyze/statistics/quantile.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdbool.h>

static double bisect(double (*tail)(double, double, double), bool rises, double area,
                     double a, double b)
{
    if (!(area >= 0 && area <= 1 && a > 0 && b > 0))
        return NAN;
    double low = 0, high = 1;
    for (;;) {
        double middle = (low + high) / 2;
        if (middle <= low || middle >= high)
            return middle;
        if ((tail(middle, a, b) < area) == rises)
            low = middle;
        else
            high = middle;
    }
}

double peil_quantile_beta_low(double area, double a, double b)
{
    return bisect(gsl_cdf_beta_P, true, area, a, b);
}

double peil_quantile_beta_high(double area, double a, double b)
{
    return bisect(gsl_cdf_beta_Q, false, area, a, b);
}

/* F from both sides of the beta, x and 1 - x, so that neither loses its digits. */
static double f_of(double x, double rest, double d1, double d2)
{
    return d2 * x / (d1 * rest);
}

double peil_quantile_f_low(double area, double d1, double d2)
{
    return f_of(peil_quantile_beta_low(area, d1 / 2, d2 / 2),
                peil_quantile_beta_high(area, d2 / 2, d1 / 2), d1, d2);
}

double peil_quantile_f_high(double area, double d1, double d2)
{
    return f_of(peil_quantile_beta_high(area, d1 / 2, d2 / 2),
                peil_quantile_beta_low(area, d2 / 2, d1 / 2), d1, d2);
}
