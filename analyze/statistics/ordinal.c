#include "analyze/statistics/ordinal.h"

#include "analyze/statistics/margins.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

static const struct peil_estimate undefined = { NAN, NAN };

struct pairs {
    const struct peil_margins *m;
    double *concordant, *discordant; /* C and D, per cell */
    double p, q, untied_rows, untied_columns;
};

/* Sums of all that stands above and to the left, so that C and D take one pass. */
static double *cumulate(const struct peil_margins *m, struct peil_arena *arena)
{
    size_t width = m->columns + 1;
    double *sum = peil_arena_array(arena, (m->rows + 1) * width, sizeof *sum);
    for (size_t i = 0; i < m->rows; i++)
        for (size_t j = 0; j < m->columns; j++)
            sum[(i + 1) * width + j + 1] =
                m->counts[i * m->columns + j] + sum[i * width + j + 1] +
                sum[(i + 1) * width + j] - sum[i * width + j];
    return sum;
}

/* Of rows [from, to) left of column `j`. */
static double left_of(const struct peil_margins *m, const double *sum, size_t from,
                      size_t to, size_t j)
{
    size_t width = m->columns + 1;
    return sum[to * width + j] - sum[from * width + j];
}

static double right_of(const struct peil_margins *m, const double *sum, size_t from,
                       size_t to, size_t j)
{
    return left_of(m, sum, from, to, m->columns) - left_of(m, sum, from, to, j + 1);
}

static struct pairs pairs_of(const struct peil_margins *m, struct peil_arena *arena)
{
    size_t cells = m->rows * m->columns;
    struct pairs pairs = {
        .m = m,
        .concordant = peil_arena_array(arena, cells, sizeof(double)),
        .discordant = peil_arena_array(arena, cells, sizeof(double)),
    };
    const double *sum = cumulate(m, arena);
    for (size_t i = 0; i < m->rows; i++) {
        double r = m->row_totals[i];
        pairs.untied_rows += r * (m->total - r);
        for (size_t j = 0; j < m->columns; j++) {
            size_t k = i * m->columns + j;
            pairs.concordant[k] =
                left_of(m, sum, 0, i, j) + right_of(m, sum, i + 1, m->rows, j);
            pairs.discordant[k] =
                right_of(m, sum, 0, i, j) + left_of(m, sum, i + 1, m->rows, j);
            pairs.p += m->counts[k] * pairs.concordant[k];
            pairs.q += m->counts[k] * pairs.discordant[k];
        }
    }
    for (size_t j = 0; j < m->columns; j++)
        pairs.untied_columns += m->column_totals[j] * (m->total - m->column_totals[j]);
    return pairs;
}

/* --- The measures: (P - Q) over one of these --- */

/* Each denominator's slope to the count in row i, column j. */

static double untied_rows_slope(const struct pairs *pairs, size_t i, size_t j)
{
    (void)j;
    return 2 * (pairs->m->total - pairs->m->row_totals[i]);
}

static double untied_columns_slope(const struct pairs *pairs, size_t i, size_t j)
{
    (void)i;
    return 2 * (pairs->m->total - pairs->m->column_totals[j]);
}

static double untied_mean_slope(const struct pairs *pairs, size_t i, size_t j)
{
    return (untied_rows_slope(pairs, i, j) + untied_columns_slope(pairs, i, j)) / 2;
}

static double geometric_slope(const struct pairs *pairs, size_t i, size_t j)
{
    double ratio = sqrt(pairs->untied_columns / pairs->untied_rows);
    return (untied_rows_slope(pairs, i, j) * ratio +
            untied_columns_slope(pairs, i, j) / ratio) /
           2;
}

static double ordered_slope(const struct pairs *pairs, size_t i, size_t j)
{
    size_t k = i * pairs->m->columns + j;
    return 2 * (pairs->concordant[k] + pairs->discordant[k]);
}

static double possible(const struct peil_margins *m)
{
    double q = (double)(m->rows < m->columns ? m->rows : m->columns);
    return (q - 1) / q;
}

static double possible_slope(const struct pairs *pairs, size_t i, size_t j)
{
    (void)i, (void)j;
    return 2 * pairs->m->total * possible(pairs->m);
}

static struct peil_estimate measure(const struct pairs *pairs, double under,
                                    double (*slope)(const struct pairs *, size_t,
                                                    size_t))
{
    if (!(under > 0))
        return undefined;
    const struct peil_margins *m = pairs->m;
    double value = (pairs->p - pairs->q) / under, sum = 0;
    for (size_t i = 0; i < m->rows; i++)
        for (size_t j = 0; j < m->columns; j++) {
            size_t k = i * m->columns + j;
            double over = 2 * (pairs->concordant[k] - pairs->discordant[k]);
            double f = (over - value * slope(pairs, i, j)) / under;
            sum += m->counts[k] * f * f;
        }
    return (struct peil_estimate){ value, sqrt(sum) };
}

/* S, of the T that all measures share. */
static double null_deviation(const struct pairs *pairs)
{
    const struct peil_margins *m = pairs->m;
    double mean = (pairs->p - pairs->q) / m->total, sum = 0;
    for (size_t k = 0; k < m->rows * m->columns; k++) {
        double apart = pairs->concordant[k] - pairs->discordant[k] - mean;
        sum += m->counts[k] * apart * apart;
    }
    return sqrt(sum);
}

/* --- Spearman --- */

/* The middle rank of each place on a margin, from the mean rank on. */
static double *midranks(const double *totals, size_t count, double total,
                        struct peil_arena *arena)
{
    double *ranks = peil_arena_array(arena, count, sizeof *ranks), below = 0;
    for (size_t i = 0; i < count; i++) {
        ranks[i] = below + totals[i] / 2 - total / 2;
        below += totals[i];
    }
    return ranks;
}

static double spearman(const struct peil_margins *m, struct peil_arena *arena)
{
    const double *x = midranks(m->row_totals, m->rows, m->total, arena);
    const double *y = midranks(m->column_totals, m->columns, m->total, arena);
    double xx = 0, yy = 0, xy = 0;
    for (size_t i = 0; i < m->rows; i++)
        xx += m->row_totals[i] * x[i] * x[i];
    for (size_t j = 0; j < m->columns; j++)
        yy += m->column_totals[j] * y[j] * y[j];
    for (size_t i = 0; i < m->rows; i++)
        for (size_t j = 0; j < m->columns; j++)
            xy += m->counts[i * m->columns + j] * x[i] * y[j];
    return xy / sqrt(xx * yy);
}

static double correlation_p(double r, double n)
{
    if (!(n > 2 && 1 - r * r > 1e-12)) /* |r| = 1, but for rounding */
        return NAN;
    return 2 * gsl_cdf_tdist_Q(fabs(r) * sqrt((n - 2) / (1 - r * r)), n - 2);
}

struct peil_ordinal peil_ordinal_measures(const double *counts, size_t rows,
                                          size_t columns, struct peil_arena *arena)
{
    struct peil_margins m = peil_margins_make(counts, rows, columns, arena);
    struct peil_ordinal result = {
        NAN, NAN, undefined, undefined, undefined, { undefined, undefined, undefined },
        NAN, NAN, NAN,       NAN
    };
    if (m.rows < 2 || m.columns < 2)
        return result;

    struct pairs pairs = pairs_of(&m, arena);
    double dr = pairs.untied_rows, dc = pairs.untied_columns;
    result.concordant = pairs.p / 2;
    result.discordant = pairs.q / 2;
    result.gamma = measure(&pairs, pairs.p + pairs.q, ordered_slope);
    result.tau_b = measure(&pairs, sqrt(dr * dc), geometric_slope);
    result.tau_c = measure(&pairs, m.total * m.total * possible(&m), possible_slope);
    result.somers.columns = measure(&pairs, dr, untied_rows_slope);
    result.somers.rows = measure(&pairs, dc, untied_columns_slope);
    result.somers.symmetric = measure(&pairs, (dr + dc) / 2, untied_mean_slope);

    double deviation = null_deviation(&pairs);
    if (deviation > 0) {
        result.t = (pairs.p - pairs.q) / (2 * deviation);
        result.p = 2 * gsl_cdf_ugaussian_Q(fabs(result.t));
    }
    result.spearman = spearman(&m, arena);
    result.spearman_p = correlation_p(result.spearman, m.total);
    return result;
}
