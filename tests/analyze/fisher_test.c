#include "analyze/statistics/fisher.h"
#include "tests/reference/reference.h"
#include "tests/fixture.h"

#include <gsl/gsl_errno.h>

static const struct peil_fisher_options usual;

/* --- 2 x 2 --- */

static struct fourfold {
    const char *name;
    double counts[4];
} fourfolds[] = {
    { "tea tasting", { 3, 1, 1, 3 } },         { "tea all right", { 4, 0, 0, 4 } },
    { "convictions", { 2, 15, 10, 3 } },       { "unequal", { 7, 12, 0, 5 } },
    { "aspirin", { 189, 10845, 104, 10933 } }, { "region", { 238, 956, 247, 1059 } },
    { "perfect", { 400, 0, 0, 400 } },         { "ties", { 10, 10, 10, 10 } },
};

static void agrees(const char *name, const char *figure, double actual)
{
    assert_reference("fisher", name, figure, actual);
}

static void fourfold_as_r(void **state)
{
    const struct fourfold *c = *state;
    struct peil_fisher_fourfold f = peil_fisher_fourfold(c->counts, .95);
    agrees(c->name, "p", f.p);
    agrees(c->name, "less", f.less);
    agrees(c->name, "greater", f.greater);
    agrees(c->name, "odds", f.odds_ratio);
    agrees(c->name, "low", f.interval.low);
    agrees(c->name, "high", f.interval.high);
    agrees(c->name, "p", peil_fisher_table(c->counts, 2, 2, &usual).p);
}

/* What PSPP misses: 16/70 of the tables on each side are exactly as unlikely. */
static void ties_count(void **state)
{
    (void)state;
    struct peil_fisher_fourfold f = peil_fisher_fourfold((double[]){ 3, 1, 1, 3 }, .95);
    assert_close(f.p, .4857142857142857, "the lady tasting tea");
    assert_close(f.greater, 17. / 70, "one-sided");
}

static void turned_fourfold(void **state)
{
    (void)state;
    struct peil_fisher_fourfold a = peil_fisher_fourfold((double[]){ 7, 12, 3, 5 }, .9);
    struct peil_fisher_fourfold b = peil_fisher_fourfold((double[]){ 12, 7, 5, 3 }, .9);
    assert_close(b.p, a.p, "p");
    assert_close(b.less, a.greater, "one-sided");
    assert_close(b.odds_ratio, 1 / a.odds_ratio, "odds ratio");
    assert_close(b.interval.low, 1 / a.interval.high, "its interval");
}

/* --- Larger tables --- */

static struct table {
    const char *name;
    size_t rows, columns;
    const double *counts;
    uint64_t steps; /* that the search takes */
} tables[] = {
    { "job satisfaction", 4, 4,
      (double[]){ 1, 3, 10, 6, 2, 3, 10, 7, 1, 6, 14, 12, 0, 1, 9, 11 }, 336319 },
    { "party", 2, 3, (double[]){ 762, 327, 468, 484, 239, 477 }, 108132 },
    { "two by ten", 2, 10,
      (double[]){ 3, 5, 8, 2, 9, 11, 0, 4, 6, 1, 7, 2, 5, 4, 9, 3, 6, 1, 0, 8 },
      40606 },
    { "sparse", 5, 6, (double[]){ 2, 0, 1, 0, 0, 3, 1, 2, 0, 1, 0, 0, 0, 0, 3,
                                  1, 2, 0, 0, 1, 0, 2, 0, 1, 2, 0, 0, 0, 1, 1 },
      16538 },
    { "skewed", 3, 5, (double[]){ 40, 22, 3, 1, 0, 31, 25, 8, 2, 1, 12, 7, 0, 0, 1 },
      26622 },
    { "diagonal", 3, 3, (double[]){ 9, 0, 0, 0, 8, 0, 0, 0, 7 }, 45 },
    { "counted 3 x 3", 3, 3, (double[]){ 4, 1, 0, 2, 3, 2, 0, 1, 5 }, 154 },
    { "counted 4 x 3", 4, 3, (double[]){ 3, 0, 1, 0, 2, 1, 1, 1, 3, 0, 2, 0 }, 94 },
    { "counted, all equal", 3, 3, (double[]){ 2, 1, 1, 1, 2, 1, 1, 1, 2 }, 1 },
};

static void table_as_r(void **state)
{
    const struct table *t = *state;
    struct peil_fisher f = peil_fisher_table(t->counts, t->rows, t->columns, &usual);
    assert_int_equal(f.method, PEIL_FISHER_EXACT);
    agrees(t->name, "p", f.p);
    assert_true(f.interval.low == f.p && f.draws == 0);
}

static void turned_table(void **state)
{
    const struct table *t = *state;
    double turned[60];
    for (size_t i = 0; i < t->rows; i++) /* transposed, rows last to first */
        for (size_t j = 0; j < t->columns; j++)
            turned[j * t->rows + (t->rows - 1 - i)] = t->counts[i * t->columns + j];
    agrees(t->name, "p", peil_fisher_table(turned, t->columns, t->rows, &usual).p);
}

static void drawn_table(void **state)
{
    const struct table *t = *state;
    struct peil_fisher_options drawn = { .seed = 42, .monte_carlo = true };
    struct peil_fisher f = peil_fisher_table(t->counts, t->rows, t->columns, &drawn);
    double p = reference_read("fisher", t->name, "p");
    assert_int_equal(f.method, PEIL_FISHER_MONTE_CARLO);
    assert_int_equal(f.draws, 100000);
    assert_int_equal(f.seed, 42);
    assert_true(f.p > 0 && f.p <= 1);
    assert_true(f.interval.low <= p && p <= f.interval.high);
}

/* A vain search is foreseen, but what is within reach is never given up. */
static void within_budget(void **state)
{
    const struct table *t = *state;
    struct peil_fisher_options just = { .budget = t->steps, .exact_only = true };
    agrees(t->name, "p", peil_fisher_table(t->counts, t->rows, t->columns, &just).p);
    just.budget--;
    if (just.budget > 0) /* 0 is the default */
        assert_true(isnan(peil_fisher_table(t->counts, t->rows, t->columns, &just).p));
}

/* More pupils than steps, but few ways to put those three. */
static void few_among_many(void **state)
{
    (void)state;
    const double counts[] = { 2, 0, 1, 40000, 30000, 50000 };
    struct peil_fisher_options poor = { .budget = 100, .exact_only = true };
    struct peil_fisher f = peil_fisher_table(counts, 2, 3, &poor);
    assert_true(f.p > 0 && f.p < 1);
    assert_true(f.p == peil_fisher_table(counts, 2, 3, &usual).p);
}

static void over_budget_is_said(void **state)
{
    (void)state;
    const double *job = tables[0].counts;
    struct peil_fisher_options poor = { .budget = 1000, .draws = 5 };
    struct peil_fisher a = peil_fisher_table(job, 4, 4, &poor);
    struct peil_fisher b = peil_fisher_table(job, 4, 4, &poor);
    assert_int_equal(a.method, PEIL_FISHER_MONTE_CARLO);
    assert_int_equal(a.draws, 100000); /* never fewer */
    assert_int_equal(a.seed, 1);
    assert_true(a.p == b.p); /* the seed makes it repeatable */
    poor.seed = 2;
    assert_true(peil_fisher_table(job, 4, 4, &poor).p != a.p);
}

/* Forty rows do not fit in a node: drawn, not failed. */
static void many_rows(void **state)
{
    (void)state;
    double wide[40 * 40];
    for (size_t k = 0; k < LENGTH(wide); k++)
        wide[k] = (double)(k * 7 % 3);
    struct peil_fisher f = peil_fisher_table(wide, 40, 40, &usual);
    assert_int_equal(f.method, PEIL_FISHER_MONTE_CARLO);
    assert_true(f.p > 0 && f.p <= 1);
}

static void undefined(void **state)
{
    (void)state;
    assert_true(isnan(peil_fisher_fourfold((double[]){ 0, 0, 3, 4 }, .95).p));
    assert_true(isnan(peil_fisher_fourfold((double[]){ 1.5, 2, 3, 4 }, .95).p));
    assert_true(isnan(peil_fisher_fourfold((double[]){ 1, 2, 3, 4 }, 1).p));
    assert_true(isnan(peil_fisher_table(NULL, 0, 0, &usual).p));
    assert_true(
        isnan(peil_fisher_table((double[]){ 0, 0, 0, 0, 0, 0 }, 2, 3, &usual).p));
    assert_true(
        isnan(peil_fisher_table((double[]){ 1, 2, 3, 0, 0, 0 }, 2, 3, &usual).p));
    assert_true(
        isnan(peil_fisher_table((double[]){ 1, 2, 3, 1, 1, .5 }, 2, 3, &usual).p));
}

int main(void)
{
    gsl_set_error_handler_off();
    const struct test tests[] = {
        TEST(ties_count),
        TEST(turned_fourfold),
        TEST(over_budget_is_said),
        TEST(many_rows),
        TEST(undefined),
        TEST(few_among_many),
        ROWS(tables, table_as_r, name),
        ROWS(tables, turned_table, name),
        ROWS(tables, drawn_table, name),
        ROWS(tables, within_budget, name),
        ROWS(fourfolds, fourfold_as_r, name),
    };
    return run_suite(tests, LENGTH(tests), fixture_begin, fixture_end);
}
