#include "analyze/statistics/nominal.h"

#include "analyze/statistics/margins.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

static const struct peil_estimate undefined = { NAN, NAN };

/* A measure with its gradient to each count: value = over / under. */
struct quotient {
    double over, under;
    const double *over_slope, *under_slope; /* each rows x columns */
};

static double slope(const struct quotient *q, size_t k)
{
    return (q->over_slope[k] - q->over / q->under * q->under_slope[k]) / q->under;
}

/* se^2 = sum n (f - mean f)^2, f = (over' - value under') / under. The mean is 0 for
 * slopes to the counts; taking it off allows slopes to the shares, divided by N. */
static struct peil_estimate estimate(const struct peil_margins *m,
                                     const struct quotient *q)
{
    if (!(q->under > 0))
        return undefined;
    double value = q->over / q->under, mean = 0, sum = 0;
    for (size_t k = 0; k < m->rows * m->columns; k++)
        mean += m->counts[k] * slope(q, k) / m->total;
    for (size_t k = 0; k < m->rows * m->columns; k++)
        sum += m->counts[k] * (slope(q, k) - mean) * (slope(q, k) - mean);
    return (struct peil_estimate){ value, sqrt(sum) };
}

static struct quotient quotient_new(const struct peil_margins *m,
                                    struct peil_arena *arena, double **over_slope,
                                    double **under_slope)
{
    size_t cells = m->rows * m->columns;
    *over_slope = peil_arena_array(arena, cells, sizeof **over_slope);
    *under_slope = peil_arena_array(arena, cells, sizeof **under_slope);
    return (struct quotient){ 0, 0, *over_slope, *under_slope };
}

/* Both directions in one: numerators and denominators added up. `b` stands turned. */
static struct quotient both(const struct peil_margins *m, const struct quotient *a,
                            const struct quotient *b, struct peil_arena *arena)
{
    double *over, *under;
    struct quotient q = quotient_new(m, arena, &over, &under);
    q.over = a->over + b->over;
    q.under = a->under + b->under;
    for (size_t i = 0; i < m->rows; i++)
        for (size_t j = 0; j < m->columns; j++) {
            size_t here = i * m->columns + j, there = j * m->rows + i;
            over[here] = a->over_slope[here] + b->over_slope[there];
            under[here] = a->under_slope[here] + b->under_slope[there];
        }
    return q;
}

/* --- Each measure, of columns given rows --- */

static size_t place_of_largest(const double *numbers, size_t count)
{
    size_t place = 0;
    for (size_t i = 1; i < count; i++)
        if (numbers[i] > numbers[place])
            place = i;
    return place;
}

static struct quotient lambda_of(const struct peil_margins *m, struct peil_arena *arena)
{
    double *over, *under;
    struct quotient q = quotient_new(m, arena, &over, &under);
    size_t modal = place_of_largest(m->column_totals, m->columns);
    q.over = -m->column_totals[modal];
    q.under = m->total - m->column_totals[modal];
    for (size_t i = 0; i < m->rows; i++) {
        const double *row = m->counts + i * m->columns;
        size_t here = place_of_largest(row, m->columns);
        q.over += row[here];
        for (size_t j = 0; j < m->columns; j++) {
            over[i * m->columns + j] = (double)(j == here) - (double)(j == modal);
            under[i * m->columns + j] = j != modal;
        }
    }
    return q;
}

/* Divided by N^2, in shares p = n / N: over = sum p^2 / r - sum c^2, under = 1 - sum
 * c^2. The slopes are to p, divided by N. */
static struct quotient tau_of(const struct peil_margins *m, struct peil_arena *arena)
{
    double *over, *under;
    struct quotient q = quotient_new(m, arena, &over, &under);
    double within = 0, between = 0, n = m->total;
    for (size_t j = 0; j < m->columns; j++)
        between += m->column_totals[j] / n * (m->column_totals[j] / n);
    for (size_t i = 0; i < m->rows; i++) {
        const double *row = m->counts + i * m->columns;
        double squares = 0, r = m->row_totals[i];
        for (size_t j = 0; j < m->columns; j++)
            squares += row[j] / r * (row[j] / r);
        within += squares * r / n;
        for (size_t j = 0; j < m->columns; j++) {
            double c = m->column_totals[j] / n;
            over[i * m->columns + j] = (2 * row[j] / r - squares - 2 * c) / n;
            under[i * m->columns + j] = -2 * c / n;
        }
    }
    q.over = fmax(0, within - between); /* rounding */
    q.under = 1 - between;
    return q;
}

static double entropy_part(double share)
{
    return share > 0 ? -share * log(share) : 0;
}

/* An entropy's slope to a share is -ln share - 1; the ones go off with the mean. */
static struct quotient uncertainty_of(const struct peil_margins *m,
                                      struct peil_arena *arena)
{
    double *over, *under;
    struct quotient q = quotient_new(m, arena, &over, &under);
    double n = m->total;
    for (size_t i = 0; i < m->rows; i++)
        q.over += entropy_part(m->row_totals[i] / n);
    for (size_t j = 0; j < m->columns; j++)
        q.under += entropy_part(m->column_totals[j] / n);
    q.over += q.under;
    for (size_t i = 0; i < m->rows; i++)
        for (size_t j = 0; j < m->columns; j++) {
            double p = m->counts[i * m->columns + j] / n;
            double r = m->row_totals[i] / n, c = m->column_totals[j] / n;
            q.over -= entropy_part(p);
            over[i * m->columns + j] = p > 0 ? log(p / (r * c)) / n : 0;
            under[i * m->columns + j] = -log(c) / n;
        }
    q.over = fmax(0, q.over); /* rounding */
    return q;
}

static struct peil_directed
directed(const struct peil_margins *m, const struct peil_margins *turned,
         struct quotient (*of)(const struct peil_margins *, struct peil_arena *),
         struct peil_arena *arena)
{
    struct quotient columns = of(m, arena), rows = of(turned, arena);
    struct quotient symmetric = both(m, &columns, &rows, arena);
    return (struct peil_directed){ .columns = estimate(m, &columns),
                                   .rows = estimate(turned, &rows),
                                   .symmetric = estimate(m, &symmetric) };
}

struct peil_nominal peil_nominal_measures(const double *counts, size_t rows,
                                          size_t columns, struct peil_arena *arena)
{
    struct peil_margins m = peil_margins_make(counts, rows, columns, arena);
    struct peil_directed none = { undefined, undefined, undefined };
    if (m.rows < 2 || m.columns < 2)
        return (struct peil_nominal){ none, none, none };

    struct peil_margins turned = peil_margins_transpose(&m, arena);
    struct peil_nominal result = {
        .lambda = directed(&m, &turned, lambda_of, arena),
        .tau = directed(&m, &turned, tau_of, arena),
        .uncertainty = directed(&m, &turned, uncertainty_of, arena),
    };
    result.tau.symmetric = undefined;
    return result;
}

/* --- 2 x 2 --- */

static struct peil_ratio ratio(double value, double variance, double level)
{
    struct peil_ratio result = { .value = isfinite(value) ? value : NAN,
                                 .log_se = NAN,
                                 .interval = { NAN, NAN } };
    if (!(value > 0) || !isfinite(value) || !isfinite(variance))
        return result;
    result.log_se = sqrt(variance);
    if (level > 0 && level < 1) {
        double half = gsl_cdf_ugaussian_Qinv((1 - level) / 2) * result.log_se;
        result.interval =
            (struct peil_interval){ exp(log(value) - half), exp(log(value) + half) };
    }
    return result;
}

struct peil_ratio peil_nominal_odds_ratio(const double counts[4], double level,
                                          bool half)
{
    double more = half ? .5 : 0;
    double a = counts[0] + more, b = counts[1] + more;
    double c = counts[2] + more, d = counts[3] + more;
    return ratio(a * d / (b * c), 1 / a + 1 / b + 1 / c + 1 / d, level);
}

struct peil_ratio peil_nominal_relative_risk(const double counts[4], int column,
                                             double level)
{
    double a = counts[column], first = counts[0] + counts[1];
    double c = counts[2 + column], second = counts[2] + counts[3];
    return ratio(a / first / (c / second), 1 / a - 1 / first + 1 / c - 1 / second,
                 level);
}
