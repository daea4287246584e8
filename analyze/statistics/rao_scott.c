#include "analyze/statistics/rao_scott.h"

#include "analyze/statistics/margins.h"

#include <gsl/gsl_blas.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_linalg.h>
#include <math.h>

/* A contrast (i, j) is +1 in cells (i, j) and (last, last), -1 in (i, last) and (last,
 * j): all of them are a basis of the interaction, and C' X C takes but four times four
 * numbers of X for each of its own. */
struct corners {
    size_t cell[4]; /* in the table as given */
};
static const double signs[4] = { 1, -1, -1, 1 };

static struct corners corners_of(const struct peil_margins *m, size_t columns,
                                 size_t contrast)
{
    size_t i = contrast / (m->columns - 1), j = contrast % (m->columns - 1);
    const size_t *row = m->row_places, *column = m->column_places;
    size_t last_row = row[m->rows - 1], last_column = column[m->columns - 1];
    return (struct corners){
        { row[i] * columns + column[j], row[i] * columns + last_column,
          last_row * columns + column[j], last_row * columns + last_column }
    };
}

static double inverse(double share)
{
    return share > 0 ? 1 / share : 0;
}

/* C' D^-1 C / n: only a cell with itself counts. */
static double drawn_at(const struct peil_design_shares *shares, const struct corners *a,
                       const struct corners *b)
{
    double sum = 0;
    for (size_t s = 0; s < 4; s++)
        for (size_t t = 0; t < 4; t++)
            if (a->cell[s] == b->cell[t])
                sum += signs[s] * signs[t] * inverse(shares->share[a->cell[s]]);
    return sum / shares->n;
}

/* C' D^-1 V D^-1 C */
static double actual_at(const struct peil_design_shares *shares,
                        const struct corners *a, const struct corners *b)
{
    double sum = 0;
    for (size_t s = 0; s < 4; s++)
        for (size_t t = 0; t < 4; t++) {
            size_t k = a->cell[s], l = b->cell[t];
            sum += signs[s] * signs[t] * inverse(shares->share[k]) *
                   inverse(shares->share[l]) *
                   shares->covariance[k * shares->cells + l];
        }
    return sum;
}

/* Makes of a positive definite matrix its Cholesky factor. False when it is not: some
 * contrast lies in empty cells alone, and rounding may have left a trace of it. */
static bool factorize(gsl_matrix *matrix, struct peil_arena *arena)
{
    double *diagonal = peil_arena_array(arena, matrix->size1, sizeof *diagonal);
    for (size_t i = 0; i < matrix->size1; i++)
        diagonal[i] = gsl_matrix_get(matrix, i, i);
    if (gsl_linalg_cholesky_decomp1(matrix) != 0)
        return false;
    for (size_t i = 0; i < matrix->size1; i++)
        if (!(pow(gsl_matrix_get(matrix, i, i), 2) > 1e-12 * diagonal[i]))
            return false;
    return true;
}

/* tr Delta and tr Delta^2, of the symmetric L^-1 A L^-T that has its eigenvalues, where
 * L L' is what drawing one by one would give. */
struct traces {
    double one, two;
};
static struct traces traces_of(const struct peil_design_shares *shares,
                               const struct peil_margins *m, size_t columns,
                               struct peil_arena *arena)
{
    size_t d = (m->rows - 1) * (m->columns - 1);
    double *drawn = peil_arena_array(arena, d * d, sizeof *drawn);
    double *actual = peil_arena_array(arena, d * d, sizeof *actual);
    for (size_t a = 0; a < d; a++)
        for (size_t b = 0; b < d; b++) {
            struct corners x = corners_of(m, columns, a), y = corners_of(m, columns, b);
            drawn[a * d + b] = drawn_at(shares, &x, &y);
            actual[a * d + b] = actual_at(shares, &x, &y);
        }
    gsl_matrix_view l = gsl_matrix_view_array(drawn, d, d);
    gsl_matrix_view v = gsl_matrix_view_array(actual, d, d);
    if (!factorize(&l.matrix, arena))
        return (struct traces){ NAN, NAN };
    gsl_blas_dtrsm(CblasLeft, CblasLower, CblasNoTrans, CblasNonUnit, 1, &l.matrix,
                   &v.matrix);
    gsl_blas_dtrsm(CblasRight, CblasLower, CblasTrans, CblasNonUnit, 1, &l.matrix,
                   &v.matrix);
    struct traces traces = { 0, 0 };
    for (size_t a = 0; a < d; a++)
        traces.one += actual[a * d + a];
    for (size_t a = 0; a < d * d; a++)
        traces.two += actual[a] * actual[a];
    return traces;
}

static double pearson_of(const struct peil_margins *m, double n)
{
    double x2 = 0;
    for (size_t i = 0; i < m->rows; i++)
        for (size_t j = 0; j < m->columns; j++) {
            double expected = m->row_totals[i] * m->column_totals[j] / m->total;
            double apart = m->counts[i * m->columns + j] - expected;
            x2 += apart * apart / expected;
        }
    return n * x2;
}

struct peil_rao_scott peil_rao_scott(const struct peil_design_shares *shares,
                                     size_t rows, size_t columns,
                                     struct peil_arena *arena)
{
    struct peil_rao_scott result = { NAN, NAN, NAN, NAN, NAN, { NAN, NAN, NAN }, NAN };
    struct peil_margins m = peil_margins_make(shares->share, rows, columns, arena);
    if (m.rows < 2 || m.columns < 2)
        return result;
    result.x2 = pearson_of(&m, shares->n);
    struct traces delta = traces_of(shares, &m, columns, arena);
    if (!(delta.one > 0))
        return result;

    double df = (double)((m.rows - 1) * (m.columns - 1));
    result.mean_deff = delta.one / df;
    double first = result.x2 / result.mean_deff;
    result.first_order =
        (struct peil_chisquare){ first, df, gsl_cdf_chisq_Q(first, df) };
    result.f = result.x2 / delta.one;
    result.df1 = delta.one * delta.one / delta.two;
    if (shares->degrees > 0) {
        result.df2 = result.df1 * shares->degrees;
        result.p = gsl_cdf_fdist_Q(result.f, result.df1, result.df2);
    }
    return result;
}
