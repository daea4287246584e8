#include "analyze/statistics/design_mean.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

static bool is_in(const double *values, const bool *in, size_t i)
{
    return (!in || in[i]) && isfinite(values[i]);
}

/* Who is in, as the only cell of a table: its n, weight and degrees are those of the
 * mean. */
static struct peil_design_shares who_is_in(const struct peil_design *design,
                                           const double *values, const bool *in,
                                           struct peil_arena *arena)
{
    unsigned *cell = peil_arena_array(arena, design->data.n, sizeof *cell);
    for (size_t i = 0; i < design->data.n; i++)
        cell[i] = !is_in(values, in, i);
    return peil_design_shares(design, cell, 1, arena);
}

struct peil_design_mean peil_design_mean(const struct peil_design *design,
                                         const double *values, const bool *in,
                                         double level, struct peil_arena *arena)
{
    struct peil_design_shares all = who_is_in(design, values, in, arena);
    struct peil_design_mean m = { all.n, all.weighted, NAN,         NAN,
                                  NAN,   NAN,          all.degrees, { NAN, NAN } };
    if (!(m.n > 0))
        return m;
    double squares = 0;
    double *influence = peil_arena_array(arena, design->data.n, sizeof *influence);
    m.mean = 0;
    for (size_t i = 0; i < design->data.n; i++)
        if (is_in(values, in, i))
            m.mean += peil_design_weight(design, i) * values[i] / m.weighted;
    for (size_t i = 0; i < design->data.n; i++)
        if (is_in(values, in, i)) {
            double share = peil_design_weight(design, i) / m.weighted;
            influence[i] = share * (values[i] - m.mean);
            squares += influence[i] * (values[i] - m.mean);
        }
    m.sd = sqrt(squares * m.n / (m.n - 1));
    double v = peil_design_variance(design, influence, arena);
    m.deff = squares > 0 ? v / (m.sd * m.sd / m.n) : NAN;
    if (m.degrees > 0) {
        m.se = sqrt(v);
        double half = m.se * gsl_cdf_tdist_Qinv((1 - level) / 2, m.degrees);
        m.interval = (struct peil_interval){ m.mean - half, m.mean + half };
    }
    return m;
}

/* --- Likeness within clusters --- */

struct cluster_mean {
    double n, mean;
};

struct peil_icc peil_design_icc(const struct peil_design *design, const double *values,
                                const bool *in, struct peil_arena *arena)
{
    struct peil_icc result = { NAN, NAN, NAN };
    if (!design->cluster_of)
        return result;
    struct cluster_mean *own = peil_arena_array(arena, design->clusters, sizeof *own);
    double n = 0, mean = 0, k = 0, sizes = 0, between = 0, within = 0;
    for (size_t i = 0; i < design->data.n; i++)
        if (is_in(values, in, i) && peil_design_weight(design, i) > 0) {
            struct cluster_mean *c = &own[design->cluster_of[i]];
            c->mean += (values[i] - c->mean) / ++c->n; /* Welford (1962) */
            mean += (values[i] - mean) / ++n;
        }
    for (size_t c = 0; c < design->clusters; c++) {
        k += own[c].n > 0;
        sizes += own[c].n * own[c].n;
        between += own[c].n * (own[c].mean - mean) * (own[c].mean - mean);
    }
    for (size_t i = 0; i < design->data.n; i++)
        if (is_in(values, in, i) && peil_design_weight(design, i) > 0) {
            double apart = values[i] - own[design->cluster_of[i]].mean;
            within += apart * apart;
        }
    if (!(k > 1 && n > k && between + within > 0))
        return result;
    double msb = between / (k - 1), msw = within / (n - k);
    result.cluster_size = (n - sizes / n) / (k - 1);
    result.icc = (msb - msw) / (msb + (result.cluster_size - 1) * msw);
    result.deff = 1 + (result.cluster_size - 1) * result.icc;
    return result;
}
