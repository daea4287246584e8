#include "analyze/statistics/interval.h"

#include "analyze/statistics/quantile.h"

#include <assert.h>
#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdbool.h>

static const struct peil_interval undefined = { NAN, NAN };

static bool is_proportion(double x, double n, double level)
{
    return n > 0 && x >= 0 && x <= n && level > 0 && level < 1;
}

static double normal_quantile(double level)
{
    return gsl_cdf_ugaussian_Qinv((1 - level) / 2);
}

struct peil_interval peil_interval_wilson(double x, double n, double level)
{
    if (!is_proportion(x, n, level))
        return undefined;
    double z = normal_quantile(level), p = x / n, scale = 1 + z * z / n;
    double centre = (p + z * z / (2 * n)) / scale;
    double half = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / scale;
    return (struct peil_interval){ x > 0 ? fmax(0, centre - half) : 0,
                                   x < n ? fmin(1, centre + half) : 1 };
}

struct peil_interval peil_interval_clopper_pearson(double x, double n, double level)
{
    if (!is_proportion(x, n, level))
        return undefined;
    double area = (1 - level) / 2;
    struct peil_interval ends = { 0, 1 };
    if (x >= n)
        ends.low = pow(area, 1 / n);
    else if (x > 0)
        ends.low = peil_quantile_beta_low(area, x, n - x + 1);
    if (x <= 0)
        ends.high = 1 - pow(area, 1 / n);
    else if (x < n)
        ends.high = peil_quantile_beta_high(area, x + 1, n - x);
    return ends;
}

struct peil_interval peil_interval_agresti_coull(double x, double n, double level)
{
    if (!is_proportion(x, n, level))
        return undefined;
    double z = normal_quantile(level), larger = n + z * z;
    double p = (x + z * z / 2) / larger;
    double half = z * sqrt(p * (1 - p) / larger);
    return (struct peil_interval){ fmax(0, p - half), fmin(1, p + half) };
}

struct peil_interval peil_interval_share(enum peil_interval_method method, double x,
                                         double n, double level)
{
    static struct peil_interval (*const methods[])(double, double, double) = {
        [PEIL_WILSON] = peil_interval_wilson,
        [PEIL_CLOPPER_PEARSON] = peil_interval_clopper_pearson,
        [PEIL_AGRESTI_COULL] = peil_interval_agresti_coull,
    };
    static_assert(sizeof methods / sizeof *methods == PEIL_INTERVAL_METHODS,
                  "a row for every method");
    return methods[method](x, n, level);
}

struct peil_interval peil_interval_newcombe(double x1, double n1, double x2, double n2,
                                            double level)
{
    if (!is_proportion(x1, n1, level) || !is_proportion(x2, n2, level))
        return undefined;
    struct peil_interval one = peil_interval_wilson(x1, n1, level);
    struct peil_interval two = peil_interval_wilson(x2, n2, level);
    double p1 = x1 / n1, p2 = x2 / n2;
    return (struct peil_interval){ p1 - p2 - hypot(p1 - one.low, two.high - p2),
                                   p1 - p2 + hypot(one.high - p1, p2 - two.low) };
}

static double count_of(const double *counts, size_t i)
{
    return !counts ? 1 : counts[i] > 0 ? counts[i] : 0;
}

struct peil_mean peil_interval_mean(const double *values, const double *counts,
                                    size_t n, double level)
{
    struct peil_mean m = { 0, NAN, NAN, NAN, NAN, { NAN, NAN } };
    double sum = 0, squares = 0;
    for (size_t i = 0; i < n; i++)
        if (count_of(counts, i) > 0) {
            m.n += count_of(counts, i);
            sum += count_of(counts, i) * values[i];
        }
    if (!(m.n > 0))
        return m;
    m.mean = sum / m.n;
    if (!(m.n > 1))
        return m;

    for (size_t i = 0; i < n; i++)
        if (count_of(counts, i) > 0)
            squares +=
                count_of(counts, i) * (values[i] - m.mean) * (values[i] - m.mean);
    m.variance = squares / (m.n - 1);
    m.sd = sqrt(m.variance);
    m.se = m.sd / sqrt(m.n);
    if (level > 0 && level < 1) {
        double half = m.se * gsl_cdf_tdist_Qinv((1 - level) / 2, m.n - 1);
        m.interval = (struct peil_interval){ m.mean - half, m.mean + half };
    }
    return m;
}

double peil_effective_base(const double *weights, size_t n)
{
    double sum = 0, squares = 0;
    for (size_t i = 0; i < n; i++)
        if (weights[i] > 0) {
            sum += weights[i];
            squares += weights[i] * weights[i];
        }
    return squares > 0 ? sum * sum / squares : NAN;
}
