#include "analyze/statistics/benchmark.h"

#include "analyze/statistics/letters.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

static const struct peil_benchmark unknown = { NAN, NAN, NAN, NAN, NAN };

struct peil_benchmark peil_benchmark(struct peil_benchmark_share part,
                                     struct peil_benchmark_share whole)
{
    double rest_x = whole.x - part.x, rest_n = whole.n - part.n;
    if (!(part.n > 0 && rest_n > 0))
        return unknown;
    double scale = rest_n / whole.n, pooled = whole.x / whole.n;
    double se = sqrt(pooled * (1 - pooled) * (1 / part.n + 1 / rest_n));
    double apart = part.x / part.n - rest_x / rest_n;
    struct peil_interval interval =
        peil_interval_newcombe(part.x, part.n, rest_x, rest_n, .95);
    struct peil_benchmark found = { scale * apart, scale * interval.low,
                                    scale * interval.high, NAN, NAN };
    if (se > 0) {
        found.z = apart / se;
        found.p = 2 * gsl_cdf_ugaussian_Q(fabs(found.z));
    }
    return found;
}

const struct peil_benchmark_point *
peil_benchmark_many(const struct peil_benchmark_share *parts, size_t count,
                    double least, struct peil_arena *arena)
{
    struct peil_benchmark_share whole = { 0, 0 };
    struct peil_benchmark_point *points =
        peil_arena_array(arena, count, sizeof *points);
    double *p = peil_arena_array(arena, count, sizeof *p);
    double *adjusted = peil_arena_array(arena, count, sizeof *adjusted);
    for (size_t i = 0; i < count; i++) {
        whole.x += parts[i].x;
        whole.n += parts[i].n;
    }
    for (size_t i = 0; i < count; i++) {
        points[i].against =
            parts[i].n < least ? unknown : peil_benchmark(parts[i], whole);
        p[i] = points[i].against.p;
    }
    peil_letters_adjust(p, count, PEIL_BENJAMINI_HOCHBERG, adjusted, arena);
    for (size_t i = 0; i < count; i++)
        points[i].adjusted = adjusted[i];
    return points;
}

struct peil_interval peil_benchmark_limits(double middle, double n, double level)
{
    if (!(n > 0))
        return (struct peil_interval){ NAN, NAN };
    double half =
        gsl_cdf_ugaussian_Qinv((1 - level) / 2) * sqrt(middle * (1 - middle) / n);
    return (struct peil_interval){ fmax(middle - half, 0), fmin(middle + half, 1) };
}
