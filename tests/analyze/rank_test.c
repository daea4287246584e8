#include "analyze/statistics/rank.h"
#include "tests/reference/reference.h"
#include "tests/fixture.h"

#include <gsl/gsl_errno.h>

static void agrees(const char *name, const char *figure, double actual)
{
    assert_reference("rank", name, figure, actual);
}

/* --- Groups --- */

static struct table {
    const char *name;
    size_t rows, columns;
    const double *counts;
} several[] = {
    { "satisfaction", 5, 3,
      (double[]){ 1, 3, 9, 4, 8, 2, 10, 7, 6, 3, 5, 12, 0, 2, 8 } },
}, pairs[] = {
    { "two groups", 4, 2, (double[]){ 12, 5, 20, 18, 9, 14, 4, 11 } },
    { "untied", 7, 2, (double[]){ 1, 0, 0, 1, 1, 0, 1, 0, 0, 1, 1, 0, 0, 1 } },
    { "far apart", 2, 2, (double[]){ 300, 0, 0, 300 } },
};

/* Also with empty rows and an empty last group between: nothing may change. */
static void groups_as_r(const char *name, const double *counts, size_t rows,
                        size_t columns)
{
    struct peil_chisquare k = peil_rank_kruskal_wallis(counts, rows, columns, arena);
    struct peil_jonckheere j = peil_rank_jonckheere(counts, rows, columns, arena);
    agrees(name, "kruskal", k.statistic);
    agrees(name, "df", k.df);
    agrees(name, "kruskal_p", k.p);
    agrees(name, "j", j.j);
    agrees(name, "j_z", j.z);
    agrees(name, "j_p", j.p);
}

static void table_as_r(void **state)
{
    const struct table *t = *state;
    size_t width = t->columns + 1;
    double *padded = peil_arena_array(arena, 2 * t->rows * width, sizeof *padded);
    for (size_t i = 0; i < t->rows; i++)
        for (size_t j = 0; j < t->columns; j++)
            padded[2 * i * width + j] = t->counts[i * t->columns + j];
    groups_as_r(t->name, t->counts, t->rows, t->columns);
    groups_as_r(t->name, padded, 2 * t->rows, width);
}

static void mann_whitney_as_r(void **state)
{
    const struct table *t = *state;
    struct peil_mann_whitney m = peil_rank_mann_whitney(t->counts, t->rows);
    agrees(t->name, "u", m.u);
    agrees(t->name, "u_first", m.u_first);
    agrees(t->name, "mw_p", m.p);
    double swapped[20];
    for (size_t i = 0; i < t->rows; i++) {
        swapped[2 * i] = t->counts[2 * i + 1];
        swapped[2 * i + 1] = t->counts[2 * i];
    }
    struct peil_mann_whitney s = peil_rank_mann_whitney(swapped, t->rows);
    assert_close(s.z, -m.z, "z of the groups swapped");
    assert_close(s.u, m.u, "U of the groups swapped");
}

static const double ozone[] = {
    41, 36,  12, 18,  28, 23, 19, 8,   7,  16, 11, 14, 18, 14,  34, 6,  30,
    11, 1,   11, 4,   32, 23, 45, 115, 37, 29, 71, 39, 23, 21,  37, 20, 12,
    13, 135, 49, 32,  64, 40, 77, 97,  97, 85, 10, 27, 7,  48,  35, 61, 79,
    63, 16,  80, 108, 20, 52, 82, 50,  64, 59, 39, 9,  16, 78,  35, 66, 122,
    89, 110, 44, 28,  65, 22, 59, 23,  31, 44, 21, 9,  45, 168, 73, 76, 118,
    84, 85,  96, 78,  73, 91, 47, 32,  20, 23, 21, 24, 44, 21,  28, 9,  13,
    46, 18,  13, 24,  16, 13, 23, 36,  7,  14, 30, 14, 18, 20
};
static const size_t month_ends[] = { 26, 35, 61, 87, 116 };

static void numbers_as_r(void **state)
{
    (void)state;
    size_t months[LENGTH(ozone) + 2], month = 0;
    double values[LENGTH(ozone) + 2];
    for (size_t i = 0; i < LENGTH(ozone); i++) {
        month += i == month_ends[month];
        values[i] = ozone[i];
        months[i] = month;
    }
    values[116] = NAN, months[116] = 0; /* left out */
    values[117] = 3, months[117] = 9;
    struct peil_rank_table t = peil_rank_tabulate(
        &(struct peil_rank_data){ values, months, NULL, 118, 5 }, arena);
    agrees("ozone values", "1", t.values[0]);
    agrees("ozone values", "2", t.values[1]);
    agrees("ozone values", "3", t.values[2]);
    groups_as_r("ozone", t.counts, t.rows, t.columns);
}

static void groups_undefined(void **state)
{
    (void)state;
    const double alone[] = { 3, 0, 4, 0 }, tied[] = { 0, 0, 3, 4 };
    assert_true(isnan(peil_rank_mann_whitney(NULL, 0).u));
    assert_true(isnan(peil_rank_mann_whitney(alone, 2).u));
    assert_true(isnan(peil_rank_mann_whitney(tied, 2).p));
    assert_true(peil_rank_mann_whitney(tied, 2).u == 6);
    assert_true(isnan(peil_rank_kruskal_wallis(alone, 2, 2, arena).p));
    assert_true(isnan(peil_rank_kruskal_wallis(tied, 2, 2, arena).p));
    assert_true(isnan(peil_rank_kruskal_wallis(NULL, 0, 0, arena).p));
    assert_true(isnan(peil_rank_jonckheere(tied, 2, 2, arena).p));
    struct peil_rank_table none =
        peil_rank_tabulate(&(struct peil_rank_data){ .n = 0, .group_count = 1 }, arena);
    assert_int_equal(none.rows, 0);
}

/* Kruskal-Wallis of two groups is the square of Mann and Whitney's z. */
static void two_groups_are_one_test(void **state)
{
    (void)state;
    struct peil_mann_whitney m = peil_rank_mann_whitney(pairs[0].counts, 4);
    assert_close(peil_rank_kruskal_wallis(pairs[0].counts, 4, 2, arena).statistic,
                 m.z * m.z, "H");
}

/* --- Trend --- */

static void trend_as_r(void **state)
{
    (void)state;
    const double smokers[] = { 83, 90, 129, 70, 3, 3, 7, 12 },
                 scores[] = { 0, 0, 1, 2 };
    struct peil_trend t = peil_rank_cochran_armitage(smokers, 4, NULL);
    agrees("smokers 1 2 3 4", "trend", t.test.statistic);
    agrees("smokers 1 2 3 4", "trend_p", t.test.p);
    assert_true(t.z < 0); /* fewer and fewer */
    t = peil_rank_cochran_armitage(smokers, 4, scores);
    agrees("smokers 0 0 1 2", "trend", t.test.statistic);
    agrees("smokers 0 0 1 2", "trend_p", t.test.p);
    struct peil_chisquare linear = peil_chisquare_linear(
        smokers, 2, 4, (struct peil_linear_scores){ NULL, scores });
    assert_close(linear.statistic / 396, t.test.statistic / 397, "N - 1 against N");
}

static void trend_undefined(void **state)
{
    (void)state;
    const double all[] = { 3, 4, 0, 0 }, one[] = { 3, 0, 2, 0 };
    assert_true(isnan(peil_rank_cochran_armitage(all, 2, NULL).test.p));
    assert_true(isnan(peil_rank_cochran_armitage(one, 2, NULL).z));
    assert_true(isnan(peil_rank_cochran_armitage(NULL, 0, NULL).z));
}

/* --- Percentiles --- */

static struct series {
    const char *name;
    size_t n;
    const double *values, *counts;
} series[] = {
    { "four", 4, (double[]){ 2, 3, 5, 11 }, NULL },
    { "one", 1, (double[]){ 7 }, NULL },
    { "counted", 5, (double[]){ 1, 2, 3, 4, 5 }, (double[]){ 3, 0, 7, 4, 1 } },
    { "sleep", 20, (double[]){ -1.6, -1.2, -.2, -.1, -.1, 0,   .1,  .7,  .8,  .8,
                               1.1,  1.6,  1.9, 2,   3.4, 3.4, 3.7, 4.4, 4.6, 5.5 },
      NULL },
};

static void percentiles_as_r(void **state)
{
    const struct series *s = *state;
    const double shares[] = { 0, .05, .1, .25, .5, .75, .9, .95, 1 };
    for (size_t i = 0; i < LENGTH(shares); i++) {
        char figure[40];
        snprintf(figure, sizeof figure, "type 7 %g", shares[i]);
        agrees(s->name, figure,
               peil_rank_percentile(s->values, s->counts, s->n, shares[i],
                                    PEIL_PERCENTILE_7));
        snprintf(figure, sizeof figure, "type 6 %g", shares[i]);
        agrees(s->name, figure,
               peil_rank_percentile(s->values, s->counts, s->n, shares[i],
                                    PEIL_PERCENTILE_6));
    }
}

static void weighted_percentiles(void **state)
{
    (void)state;
    const double values[] = { 1, 2, 3, 4 }, weights[] = { .5, 1.5, 0, 2 };
    const struct {
        double p, expected;
    } cases[] = { { 0, 1 },  { .1, 1 }, { .125, 1.5 }, /* weight reaches .5 exactly */
                  { .2, 2 }, { .5, 3 }, { .500001, 4 }, { 1, 4 } };
    for (size_t i = 0; i < LENGTH(cases); i++)
        assert_close(
            peil_rank_percentile(values, weights, 4, cases[i].p, PEIL_PERCENTILE_7),
            cases[i].expected, "a weighted percentile");
    assert_true(isnan(peil_rank_percentile(NULL, NULL, 0, .5, PEIL_PERCENTILE_7)));
    assert_true(
        isnan(peil_rank_percentile(values, weights, 4, 1.5, PEIL_PERCENTILE_7)));
    const double none[] = { 0, -1, 0, 0 };
    assert_true(isnan(peil_rank_percentile(values, none, 4, .5, PEIL_PERCENTILE_6)));
}

int main(void)
{
    gsl_set_error_handler_off();
    const struct test tests[] = {
        TEST(numbers_as_r),
        TEST(groups_undefined),
        TEST(two_groups_are_one_test),
        TEST(trend_as_r),
        TEST(trend_undefined),
        TEST(weighted_percentiles),
        ROWS(several, table_as_r, name),
        ROWS(pairs, table_as_r, name),
        ROWS(pairs, mann_whitney_as_r, name),
        ROWS(series, percentiles_as_r, name),
    };
    return run_suite(tests, LENGTH(tests), fixture_begin, fixture_end);
}
