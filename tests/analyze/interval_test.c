#include "analyze/statistics/interval.h"
#include "questionnaires/base/arena.h"
#include "tests/reference/reference.h"
#include "tests/fixture.h"

#include <gsl/gsl_errno.h>

/* --- Proportions --- */

static struct proportion {
    double x, n;
    const char *name;
} proportions[] = {
    { 0, 10, "0 of 10" },         { 1, 10, "1 of 10" },
    { 2, 260, "2 of 260" },       { 5, 12, "5 of 12" },
    { 10, 10, "10 of 10" },       { 153, 153, "153 of 153" },
    { 0, 153, "0 of 153" },       { 81, 263, "81 of 263" },
    { 399, 400, "399 of 400" },   { 12.75, 40.5, "12.75 of 40.5" },
    { 3, 1000000, "3 of 1e+06" },
};

static void agrees(const char *name, const char *method, struct peil_interval actual)
{
    char figure[60];
    snprintf(figure, sizeof figure, "%s_low", method);
    assert_reference("interval", name, figure, actual.low);
    snprintf(figure, sizeof figure, "%s_high", method);
    assert_reference("interval", name, figure, actual.high);
}

static void proportion_as_r(void **state)
{
    const struct proportion *c = *state;
    agrees(c->name, "wilson", peil_interval_wilson(c->x, c->n, .95));
    agrees(c->name, "clopper_pearson", peil_interval_clopper_pearson(c->x, c->n, .95));
    agrees(c->name, "agresti_coull", peil_interval_agresti_coull(c->x, c->n, .95));
}

/* GSL's own inverse gives up on 64 limits of this range; ours may on none. */
static void every_small_clopper_pearson_has_its_area(void **state)
{
    (void)state;
    for (double n = 1; n <= 60; n++)
        for (double x = 0; x <= n; x++) {
            struct peil_interval i = peil_interval_clopper_pearson(x, n, .95);
            struct peil_interval mirror = peil_interval_clopper_pearson(n - x, n, .95);
            assert_true(i.low < i.high && i.low >= 0 && i.high <= 1);
            assert_true(fabs(i.low - (1 - mirror.high)) < 1e-12);
        }
}

static void undefined_proportions(void **state)
{
    (void)state;
    const struct {
        double x, n, level;
    } bad[] = { { 0, 0, .95 },   { 3, 2, .95 },   { -1, 2, .95 },
                { 1, 2, 0 },     { 1, 2, 1 },     { 1, -2, .95 },
                { NAN, 2, .95 }, { 1, NAN, .95 }, { 1, 2, NAN } };
    for (size_t k = 0; k < LENGTH(bad); k++) {
        assert_true(isnan(peil_interval_wilson(bad[k].x, bad[k].n, bad[k].level).low));
        assert_true(isnan(
            peil_interval_clopper_pearson(bad[k].x, bad[k].n, bad[k].level).high));
        assert_true(
            isnan(peil_interval_agresti_coull(bad[k].x, bad[k].n, bad[k].level).low));
        assert_true(
            isnan(peil_interval_newcombe(1, 2, bad[k].x, bad[k].n, bad[k].level).low));
    }
}

/* --- Differences --- */

static struct difference {
    const char *name;
    double x1, n1, x2, n2;
} differences[] = {
    { "56 of 70, 48 of 80", 56, 70, 48, 80 },
    { "9 of 10, 3 of 10", 9, 10, 3, 10 },
    { "0 of 10, 0 of 20", 0, 10, 0, 20 },
    { "10 of 10, 0 of 10", 10, 10, 0, 10 },
};

static void difference_as_r(void **state)
{
    const struct difference *c = *state;
    struct peil_interval d = peil_interval_newcombe(c->x1, c->n1, c->x2, c->n2, .95);
    assert_reference("interval", c->name, "low", d.low);
    assert_reference("interval", c->name, "high", d.high);
    struct peil_interval turned =
        peil_interval_newcombe(c->x2, c->n2, c->x1, c->n1, .95);
    assert_close(turned.low, -d.high, "the other way round");
}

/* --- Means --- */

static struct mean_case {
    const char *name;
    size_t n;
    const double *values, *counts;
} means[] = {
    { "sleep", 20, (double[]){ .7,  -1.6, -.2, -1.2, -.1, 3.4, 3.7, .8,  0,   2,
                               1.9, .8,   1.1, .1,   -.1, 4.4, 5.5, 1.6, 4.6, 3.4 },
      NULL },
    { "far from zero", 4, (double[]){ 1000001, 1000002, 1000003, 1000004 }, NULL },
    { "counted", 5, (double[]){ 1, 2, 3, 4, 5 }, (double[]){ 3, 0, 7, 4, 1 } },
    { "two", 2, (double[]){ 2, 9 }, NULL },
};

static void mean_as_r(void **state)
{
    const struct mean_case *c = *state;
    struct peil_mean m = peil_interval_mean(c->values, c->counts, c->n, .95);
    assert_reference("interval", c->name, "n", m.n);
    assert_reference("interval", c->name, "mean", m.mean);
    assert_reference("interval", c->name, "variance", m.variance);
    assert_reference("interval", c->name, "se", m.se);
    assert_reference("interval", c->name, "low", m.interval.low);
    assert_reference("interval", c->name, "high", m.interval.high);
}

static void few_values(void **state)
{
    (void)state;
    assert_true(isnan(peil_interval_mean(NULL, NULL, 0, .95).mean));
    struct peil_mean one = peil_interval_mean((double[]){ 4 }, NULL, 1, .95);
    assert_true(one.mean == 4 && isnan(one.se) && isnan(one.interval.low));
    struct peil_mean none =
        peil_interval_mean((double[]){ 4, 5 }, (double[]){ 0, -1 }, 2, .95);
    assert_true(none.n == 0 && isnan(none.mean));
}

static void effective_base(void **state)
{
    (void)state;
    assert_reference("interval", "weights", "kish",
                     peil_effective_base((double[]){ 1, 2.5, .3, 1, 4 }, 5));
    assert_close(peil_effective_base((double[]){ 3, 3, 3, 0, -1 }, 5), 3,
                 "equal weights");
    assert_true(isnan(peil_effective_base((double[]){ 0, -2 }, 2)));
    assert_true(isnan(peil_effective_base(NULL, 0)));
}

int main(void)
{
    gsl_set_error_handler_off();
    const struct test tests[] = {
        TEST(every_small_clopper_pearson_has_its_area),
        TEST(undefined_proportions),
        TEST(few_values),
        TEST(effective_base),
        ROWS(proportions, proportion_as_r, name),
        ROWS(differences, difference_as_r, name),
        ROWS(means, mean_as_r, name),
    };
    return run_suite(tests, LENGTH(tests), fixture_begin, fixture_end);
}
