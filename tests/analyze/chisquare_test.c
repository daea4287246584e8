#include "analyze/statistics/chisquare.h"
#include "tests/reference/reference.h"
#include "tests/fixture.h"

#include <gsl/gsl_errno.h>

/* --- The figures of R --- */

static struct table {
    const char *name;
    size_t rows, columns;
    const double *counts;
} tables[] = {
    { "physicians and aspirin", 2, 2, (double[]){ 189, 10845, 104, 10933 } },
    { "tea tasting", 2, 2, (double[]){ 3, 1, 1, 3 } },
    { "job satisfaction", 4, 4,
      (double[]){ 1, 3, 10, 6, 2, 3, 10, 7, 1, 6, 14, 12, 0, 1, 9, 11 } },
    { "party by gender", 2, 3, (double[]){ 762, 327, 468, 484, 239, 477 } },
    { "zero cells", 2, 3, (double[]){ 0, 5, 2, 7, 0, 0 } },
    { "weighted", 2, 3, (double[]){ 10.25, 3.5, 7.125, 4.75, 12.0625, 9.3 } },
    { "perfect", 2, 2, (double[]){ 400, 0, 0, 400 } },
    { "extreme", 2, 4, (double[]){ 100, 20, 10, 5, 10, 90, 80, 60 } },
    { "independent", 2, 2, (double[]){ 10, 20, 30, 60 } },
};

static void agrees(const struct table *t, const char *figure, double actual)
{
    assert_reference("chisquare", t->name, figure, actual);
}

static void cells_agree(const struct table *t)
{
    const struct peil_chisquare_cell *cells =
        peil_chisquare_cells(t->counts, t->rows, t->columns, arena);
    for (size_t k = 0; k < t->rows * t->columns; k++) {
        size_t i = k / t->columns + 1, j = k % t->columns + 1;
        agrees(t, peil_arena_format(arena, "expected %zu %zu", i, j),
               cells[k].expected);
        agrees(t, peil_arena_format(arena, "residual %zu %zu", i, j),
               cells[k].residual);
        agrees(t, peil_arena_format(arena, "adjusted %zu %zu", i, j),
               cells[k].adjusted);
    }
}

static void same_as_r(void **state)
{
    const struct table *t = *state;
    struct peil_independence x =
        peil_chisquare_independence(t->counts, t->rows, t->columns, arena);
    struct peil_chisquare linear = peil_chisquare_linear(
        t->counts, t->rows, t->columns, (struct peil_linear_scores){ 0 });
    agrees(t, "pearson", x.pearson.statistic);
    agrees(t, "df", x.pearson.df);
    agrees(t, "pearson_p", x.pearson.p);
    agrees(t, "likelihood", x.likelihood_ratio.statistic);
    agrees(t, "likelihood_p", x.likelihood_ratio.p);
    agrees(t, "yates", x.yates.statistic);
    agrees(t, "yates_p", x.yates.p);
    agrees(t, "linear", linear.statistic);
    agrees(t, "linear_p", linear.p);
    agrees(t, "phi", x.phi);
    agrees(t, "v", x.cramers_v);
    agrees(t, "contingency", x.contingency_c);
    agrees(t, "smallest", x.smallest_expected);
    agrees(t, "below_5", x.share_below_5);
    cells_agree(t);
}

/* --- What must hold of any table --- */

static const double odd[] = { 1, 3, 10, 6, 2, 3, 0, 7, 1, 6, 14, 12 };

static void scores_of_the_codebook(void **state)
{
    (void)state;
    const double malformed[] = { 17066, 14464, 788, 126, 37, 48, 38, 5, 1, 1 };
    struct peil_linear_scores drinks = { .columns = (double[]){ 0, .5, 1.5, 4, 7 } };
    struct peil_chisquare m = peil_chisquare_linear(malformed, 2, 5, drinks);
    assert_reference("chisquare", "malformation", "linear", m.statistic);
    assert_reference("chisquare", "malformation", "linear_p", m.p);
}

static void empty_rows_and_columns_change_nothing(void **state)
{
    (void)state;
    const double padded[] = { 0, 0, 0, 0, 3, 0, 1, 0, 0, 0, 0, 0, 1, 0, 3, 0 };
    struct peil_independence x = peil_chisquare_independence(padded, 4, 4, arena);
    assert_int_equal(x.rows, 2);
    assert_int_equal(x.columns, 2);
    assert_reference("chisquare", "tea tasting", "pearson", x.pearson.statistic);
    assert_reference("chisquare", "tea tasting", "yates_p", x.yates.p);
    const struct peil_chisquare_cell *cells = peil_chisquare_cells(padded, 4, 4, arena);
    assert_true(cells[0].expected == 0 && isnan(cells[0].adjusted));
    assert_reference("chisquare", "tea tasting", "adjusted 1 1", cells[4].adjusted);
}

static void order_of_rows_changes_nothing(void **state)
{
    (void)state;
    const double turned[] = { 2, 3, 0, 7, 1, 6, 14, 12, 1, 3, 10, 6 };
    struct peil_independence a = peil_chisquare_independence(odd, 3, 4, arena);
    struct peil_independence b = peil_chisquare_independence(turned, 3, 4, arena);
    assert_close(b.pearson.statistic, a.pearson.statistic, "pearson");
    assert_close(b.likelihood_ratio.p, a.likelihood_ratio.p, "likelihood ratio");
    assert_close(b.cramers_v, a.cramers_v, "V");
}

static void twice_the_counts_is_twice_the_chisquare(void **state)
{
    (void)state;
    double twice[LENGTH(odd)];
    for (size_t k = 0; k < LENGTH(odd); k++)
        twice[k] = 2 * odd[k];
    struct peil_independence a = peil_chisquare_independence(odd, 3, 4, arena);
    struct peil_independence b = peil_chisquare_independence(twice, 3, 4, arena);
    assert_close(b.pearson.statistic, 2 * a.pearson.statistic, "pearson");
    assert_close(b.likelihood_ratio.statistic, 2 * a.likelihood_ratio.statistic, "LR");
    assert_close(b.cramers_v, a.cramers_v, "V");
}

static struct table hopeless[] = {
    { "no rows at all", 0, 0, NULL },
    { "all zero", 2, 2, (double[]){ 0, 0, 0, 0 } },
    { "one row filled", 2, 3, (double[]){ 4, 5, 6, 0, 0, 0 } },
    { "one column", 3, 1, (double[]){ 4, 5, 6 } },
    { "negative and undefined counts", 2, 2, (double[]){ -1, NAN, 3, -4 } },
};

static void undefined(void **state)
{
    const struct table *t = *state;
    struct peil_independence x =
        peil_chisquare_independence(t->counts, t->rows, t->columns, arena);
    assert_true(isnan(x.pearson.statistic) && isnan(x.pearson.p));
    assert_true(isnan(x.yates.p) && isnan(x.phi) && isnan(x.smallest_expected));
    struct peil_chisquare linear = peil_chisquare_linear(
        t->counts, t->rows, t->columns, (struct peil_linear_scores){ 0 });
    assert_true(isnan(linear.p));
    const struct peil_chisquare_cell *cells =
        peil_chisquare_cells(t->counts, t->rows, t->columns, arena);
    for (size_t k = 0; k < t->rows * t->columns; k++)
        assert_true(isnan(cells[k].adjusted));
}

int main(void)
{
    gsl_set_error_handler_off();
    const struct test tests[] = {
        TEST(scores_of_the_codebook),
        TEST(empty_rows_and_columns_change_nothing),
        TEST(order_of_rows_changes_nothing),
        TEST(twice_the_counts_is_twice_the_chisquare),
        ROWS(tables, same_as_r, name),
        ROWS(hopeless, undefined, name),
    };
    return run_suite(tests, LENGTH(tests), fixture_begin, fixture_end);
}
