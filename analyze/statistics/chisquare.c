#include "analyze/statistics/chisquare.h"

#include "analyze/statistics/margins.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdbool.h>

static const struct peil_chisquare undefined = { NAN, NAN, NAN };

struct peil_chisquare peil_chisquare_of(double statistic, double df)
{
    if (!isfinite(statistic))
        return undefined;
    return (struct peil_chisquare){ statistic, df, gsl_cdf_chisq_Q(statistic, df) };
}

static double expected(const struct peil_margins *m, size_t row, size_t column)
{
    return m->row_totals[row] * m->column_totals[column] / m->total;
}

static void sum_over_cells(const struct peil_margins *m,
                           struct peil_independence *result)
{
    double pearson = 0, likelihood = 0, smallest = INFINITY;
    size_t below_5 = 0;
    for (size_t i = 0; i < m->rows; i++)
        for (size_t j = 0; j < m->columns; j++) {
            double o = m->counts[i * m->columns + j], e = expected(m, i, j);
            pearson += (o - e) * (o - e) / e;
            likelihood += o > 0 ? o * log(o / e) : 0;
            smallest = fmin(smallest, e);
            below_5 += e < 5;
        }
    double df = (double)((m->rows - 1) * (m->columns - 1));
    result->pearson = peil_chisquare_of(pearson, df);
    /* Rounding can bring a perfect fit just below zero. */
    result->likelihood_ratio = peil_chisquare_of(fmax(0, 2 * likelihood), df);
    result->smallest_expected = smallest;
    result->share_below_5 = (double)below_5 / (double)(m->rows * m->columns);
}

static void measure_fourfold(const struct peil_margins *m,
                             struct peil_independence *result)
{
    const double *n = m->counts, *r = m->row_totals, *c = m->column_totals;
    double determinant = n[0] * n[3] - n[1] * n[2];
    double product = r[0] * r[1] * c[0] * c[1];
    double beyond = fmax(0, fabs(determinant) - m->total / 2);
    result->yates = peil_chisquare_of(m->total * beyond * beyond / product, 1);
    result->phi = determinant / sqrt(product);
}

struct peil_independence peil_chisquare_independence(const double *counts, size_t rows,
                                                     size_t columns,
                                                     struct peil_arena *arena)
{
    struct peil_margins m = peil_margins_make(counts, rows, columns, arena);
    struct peil_independence result = {
        .rows = m.rows,
        .columns = m.columns,
        .total = m.total,
        .pearson = undefined,
        .yates = undefined,
        .likelihood_ratio = undefined,
        .phi = NAN,
        .cramers_v = NAN,
        .contingency_c = NAN,
        .smallest_expected = NAN,
        .share_below_5 = NAN,
    };
    if (m.rows < 2 || m.columns < 2)
        return result;

    sum_over_cells(&m, &result);
    double x2 = result.pearson.statistic;
    size_t smaller = m.rows < m.columns ? m.rows : m.columns;
    result.phi = sqrt(x2 / m.total);
    result.cramers_v = sqrt(x2 / (m.total * (double)(smaller - 1)));
    result.contingency_c = sqrt(x2 / (x2 + m.total));
    if (m.rows == 2 && m.columns == 2)
        measure_fourfold(&m, &result);
    return result;
}

/* --- Linear by linear --- */

static double score(const double *scores, size_t i)
{
    return scores ? scores[i] : (double)(i + 1);
}

struct peil_chisquare peil_chisquare_linear(const double *counts, size_t rows,
                                            size_t columns,
                                            struct peil_linear_scores scores)
{
    double total = 0, row_mean = 0, column_mean = 0;
    for (size_t i = 0; i < rows; i++)
        for (size_t j = 0; j < columns; j++) {
            double n = peil_margins_usable(counts[i * columns + j]);
            total += n;
            row_mean += n * score(scores.rows, i);
            column_mean += n * score(scores.columns, j);
        }
    row_mean /= total;
    column_mean /= total;

    double xx = 0, yy = 0, xy = 0;
    for (size_t i = 0; i < rows; i++)
        for (size_t j = 0; j < columns; j++) {
            double n = peil_margins_usable(counts[i * columns + j]);
            double x = score(scores.rows, i) - row_mean;
            double y = score(scores.columns, j) - column_mean;
            xx += n * x * x;
            yy += n * y * y;
            xy += n * x * y;
        }
    if (!(total > 1 && xx > 0 && yy > 0))
        return undefined;
    return peil_chisquare_of((total - 1) * xy * xy / (xx * yy), 1);
}

/* --- Cells --- */

const struct peil_chisquare_cell *peil_chisquare_cells(const double *counts,
                                                       size_t rows, size_t columns,
                                                       struct peil_arena *arena)
{
    struct peil_margins m = peil_margins_make(counts, rows, columns, arena);
    struct peil_chisquare_cell *cells =
        peil_arena_array(arena, rows * columns, sizeof *cells);
    for (size_t k = 0; k < rows * columns; k++)
        cells[k] = (struct peil_chisquare_cell){ 0, NAN, NAN };

    for (size_t i = 0; i < m.rows; i++)
        for (size_t j = 0; j < m.columns; j++) {
            double e = expected(&m, i, j);
            double residual = (m.counts[i * m.columns + j] - e) / sqrt(e);
            double rest =
                (1 - m.row_totals[i] / m.total) * (1 - m.column_totals[j] / m.total);
            bool alone = m.rows < 2 || m.columns < 2;
            cells[m.row_places[i] * columns + m.column_places[j]] =
                (struct peil_chisquare_cell){ e, residual,
                                              alone ? NAN : residual / sqrt(rest) };
        }
    return cells;
}
