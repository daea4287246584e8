#include "analyze/statistics/nominal.h"
#include "tests/reference/reference.h"
#include "tests/fixture.h"

#include <gsl/gsl_errno.h>

static struct table {
    const char *name;
    size_t rows, columns;
    const double *counts;
} tables[] = {
    { "job satisfaction", 4, 4,
      (double[]){ 1, 3, 10, 6, 2, 3, 10, 7, 1, 6, 14, 12, 0, 1, 9, 11 } },
    { "party by gender", 2, 3, (double[]){ 762, 327, 468, 484, 239, 477 } },
    { "education by employment", 4, 5,
      (double[]){ 0,  571, 65, 171, 34, 0,  412, 51, 137, 29,
                  44, 366, 44, 145, 32, 34, 251, 22, 72,  20 } },
    { "zero cells", 2, 3, (double[]){ 0, 5, 2, 7, 0, 0 } },
    { "perfect", 3, 3, (double[]){ 4, 0, 0, 0, 9, 0, 0, 0, 2 } },
    { "weighted", 2, 3, (double[]){ 10.25, 3.5, 7.125, 4.75, 12.0625, 9.3 } },
};

static void agrees(const char *name, const char *measure, struct peil_estimate actual)
{
    char figure[60];
    assert_reference("nominal", name, measure, actual.value);
    snprintf(figure, sizeof figure, "%s_se", measure);
    assert_reference("nominal", name, figure, actual.se);
}

static void same_as_r(void **state)
{
    const struct table *t = *state;
    struct peil_nominal n =
        peil_nominal_measures(t->counts, t->rows, t->columns, arena);
    agrees(t->name, "lambda_columns", n.lambda.columns);
    agrees(t->name, "lambda_rows", n.lambda.rows);
    agrees(t->name, "lambda_symmetric", n.lambda.symmetric);
    agrees(t->name, "tau_columns", n.tau.columns);
    agrees(t->name, "tau_rows", n.tau.rows);
    agrees(t->name, "uncertainty_columns", n.uncertainty.columns);
    agrees(t->name, "uncertainty_rows", n.uncertainty.rows);
    agrees(t->name, "uncertainty_symmetric", n.uncertainty.symmetric);
    assert_true(isnan(n.tau.symmetric.value));
}

/* On its side, rows and columns change places; padding changes nothing. */
static void turned_and_padded(void **state)
{
    const struct table *t = *state;
    size_t width = t->rows + 1;
    double *turned = peil_arena_array(arena, (t->columns + 1) * width, sizeof *turned);
    for (size_t i = 0; i < t->rows; i++)
        for (size_t j = 0; j < t->columns; j++)
            turned[(j + 1) * width + i] = t->counts[i * t->columns + j];
    struct peil_nominal n = peil_nominal_measures(turned, t->columns + 1, width, arena);
    agrees(t->name, "lambda_columns", n.lambda.rows);
    agrees(t->name, "lambda_symmetric", n.lambda.symmetric);
    agrees(t->name, "tau_rows", n.tau.columns);
    agrees(t->name, "uncertainty_columns", n.uncertainty.rows);
    agrees(t->name, "uncertainty_symmetric", n.uncertainty.symmetric);
}

static void undefined(void **state)
{
    (void)state;
    struct peil_nominal n = peil_nominal_measures(NULL, 0, 0, arena);
    assert_true(isnan(n.lambda.columns.value) && isnan(n.uncertainty.rows.se));
    n = peil_nominal_measures((double[]){ 3, 4, 0, 0 }, 2, 2, arena);
    assert_true(isnan(n.tau.rows.value));
    n = peil_nominal_measures((double[]){ -3, NAN, 0, 0 }, 2, 2, arena);
    assert_true(isnan(n.lambda.symmetric.value));
}

/* --- Ratios --- */

static const double aspirin[] = { 189, 10845, 104, 10933 };

static void ratio_agrees(const char *name, struct peil_ratio actual)
{
    assert_reference("nominal", name, "value", actual.value);
    assert_reference("nominal", name, "log_se", actual.log_se);
    assert_reference("nominal", name, "low", actual.interval.low);
    assert_reference("nominal", name, "high", actual.interval.high);
}

static void ratios(void **state)
{
    (void)state;
    ratio_agrees("aspirin odds", peil_nominal_odds_ratio(aspirin, .95, false));
    ratio_agrees("aspirin risk", peil_nominal_relative_risk(aspirin, 0, .95));
    ratio_agrees("aspirin risk of none", peil_nominal_relative_risk(aspirin, 1, .95));
    ratio_agrees("zero with half",
                 peil_nominal_odds_ratio((double[]){ 3, 0, 2, 5 }, .95, true));
}

static void ratios_with_zeros(void **state)
{
    (void)state;
    struct peil_ratio none =
        peil_nominal_odds_ratio((double[]){ 0, 3, 2, 5 }, .95, false);
    assert_true(none.value == 0 && isnan(none.log_se) && isnan(none.interval.low));
    assert_true(
        isnan(peil_nominal_odds_ratio((double[]){ 3, 0, 2, 5 }, .95, false).value));
    assert_true(
        isnan(peil_nominal_odds_ratio((double[]){ 0, 0, 0, 0 }, .95, false).value));
    assert_true(
        isnan(peil_nominal_relative_risk((double[]){ 0, 0, 1, 2 }, 0, .95).value));
    assert_true(
        isnan(peil_nominal_relative_risk((double[]){ 1, 0, 0, 2 }, 0, .95).value));
}

int main(void)
{
    gsl_set_error_handler_off();
    const struct test tests[] = {
        TEST(undefined),
        TEST(ratios),
        TEST(ratios_with_zeros),
        ROWS(tables, same_as_r, name),
        ROWS(tables, turned_and_padded, name),
    };
    return run_suite(tests, LENGTH(tests), fixture_begin, fixture_end);
}
