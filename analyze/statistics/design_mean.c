#include "analyze/statistics/design_mean.h"

#include <gsl/gsl_blas.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_linalg.h>
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

/* --- Do groups differ? --- */

struct group_mean {
    unsigned group;
    double weighted, mean;
};

static bool stands_in(const struct peil_design_groups *of, unsigned group, size_t i)
{
    return of->group[i] == group && isfinite(of->values[i]);
}

/* Those with anyone in them; returns how many. */
static size_t take_groups(const struct peil_design *design,
                          const struct peil_design_groups *of, struct group_mean *means)
{
    size_t count = 0;
    for (unsigned g = 0; g < of->groups; g++) {
        struct group_mean own = { .group = g };
        for (size_t i = 0; i < design->data.n; i++) {
            double weight = stands_in(of, g, i) ? peil_design_weight(design, i) : 0;
            if (!(weight > 0))
                continue;
            own.weighted += weight;
            own.mean += (of->values[i] - own.mean) * weight / own.weighted;
        }
        if (own.weighted > 0)
            means[count++] = own;
    }
    return count;
}

/* What response i does to the group's mean. */
static double pull(const struct peil_design *design,
                   const struct peil_design_groups *of, const struct group_mean *mean,
                   size_t i)
{
    return stands_in(of, mean->group, i)
               ? peil_design_weight(design, i) / mean->weighted *
                     (of->values[i] - mean->mean)
               : 0;
}

/* Of the differences with the first mean; 2 cov(a, b) = V(a + b) - V(a) - V(b). */
static void covary(const struct peil_design *design,
                   const struct peil_design_groups *of, const struct group_mean *means,
                   gsl_matrix *v, struct peil_arena *arena)
{
    double *influence = peil_arena_array(arena, design->data.n, sizeof *influence);
    for (size_t a = 0; a < v->size1; a++)
        for (size_t b = 0; b <= a; b++) {
            for (size_t i = 0; i < design->data.n; i++)
                influence[i] = pull(design, of, &means[a + 1], i) +
                               (b < a) * pull(design, of, &means[b + 1], i) -
                               (b < a ? 2 : 1) * pull(design, of, &means[0], i);
            gsl_matrix_set(v, a, b, peil_design_variance(design, influence, arena));
        }
    for (size_t a = 0; a < v->size1; a++)
        for (size_t b = 0; b < a; b++) {
            double both = gsl_matrix_get(v, a, b) - gsl_matrix_get(v, a, a) -
                          gsl_matrix_get(v, b, b);
            gsl_matrix_set(v, a, b, both / 2);
        }
}

struct peil_design_wald peil_design_wald(const struct peil_design *design,
                                         const struct peil_design_groups *of,
                                         struct peil_arena *arena)
{
    struct peil_design_wald result = { NAN, NAN, NAN, NAN };
    bool *in = peil_arena_array(arena, design->data.n, sizeof *in);
    for (size_t i = 0; i < design->data.n; i++)
        in[i] = of->group[i] < of->groups;
    struct group_mean *means = peil_arena_array(arena, of->groups, sizeof *means);
    size_t apart = take_groups(design, of, means);
    double degrees =
        who_is_in(design, of->values, in, arena).degrees + 1 - (double)apart;
    if (apart > PEIL_DESIGN_MOST_GROUPS || apart-- < 2 || !(degrees > 0))
        return result;
    double *room = peil_arena_array(arena, apart * apart + apart, sizeof *room);
    gsl_matrix_view v = gsl_matrix_view_array(room, apart, apart);
    gsl_vector_view d = gsl_vector_view_array(room + apart * apart, apart);
    covary(design, of, means, &v.matrix, arena);
    for (size_t a = 0; a < apart; a++)
        gsl_vector_set(&d.vector, a, means[a + 1].mean - means[0].mean);
    if (gsl_linalg_cholesky_decomp1(&v.matrix) != 0)
        return result;
    gsl_blas_dtrsv(CblasLower, CblasNoTrans, CblasNonUnit, &v.matrix, &d.vector);
    result.df1 = (double)apart;
    result.df2 = degrees;
    result.f = pow(gsl_blas_dnrm2(&d.vector), 2) / result.df1;
    result.p = gsl_cdf_fdist_Q(result.f, result.df1, result.df2);
    return result;
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
