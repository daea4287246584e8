#include "analyze/statistics/ordinal.h"
#include "tests/reference/reference.h"
#include "tests/fixture.h"

#include <gsl/gsl_errno.h>

static struct table {
    const char *name;
    size_t rows, columns;
    const double *counts;
} tables[] = {
    { "income and job satisfaction", 4, 4,
      (double[]){ 1, 3, 10, 6, 2, 3, 10, 7, 1, 6, 14, 12, 0, 1, 9, 11 } },
    { "education by employment", 4, 5,
      (double[]){ 0,  571, 65, 171, 34, 0,  412, 51, 137, 29,
                  44, 366, 44, 145, 32, 34, 251, 22, 72,  20 } },
    { "two by two", 2, 2, (double[]){ 238, 956, 247, 1059 } },
    { "downward", 3, 3, (double[]){ 1, 4, 9, 3, 8, 2, 12, 3, 0 } },
    { "perfect", 3, 3, (double[]){ 4, 0, 0, 0, 9, 0, 0, 0, 2 } },
    { "zero cells", 2, 3, (double[]){ 0, 5, 2, 7, 0, 0 } },
    { "weighted", 2, 3, (double[]){ 10.25, 3.5, 7.125, 4.75, 12.0625, 9.3 } },
};

static void agrees(const char *name, const char *measure, struct peil_estimate actual)
{
    char figure[60];
    assert_reference("ordinal", name, measure, actual.value);
    snprintf(figure, sizeof figure, "%s_se", measure);
    assert_reference("ordinal", name, figure, actual.se);
}

static void same_as_r(void **state)
{
    const struct table *t = *state;
    struct peil_ordinal o =
        peil_ordinal_measures(t->counts, t->rows, t->columns, arena);
    assert_reference("ordinal", t->name, "concordant", o.concordant);
    assert_reference("ordinal", t->name, "discordant", o.discordant);
    agrees(t->name, "gamma", o.gamma);
    agrees(t->name, "tau_b", o.tau_b);
    agrees(t->name, "tau_c", o.tau_c);
    agrees(t->name, "somers_columns", o.somers.columns);
    agrees(t->name, "somers_rows", o.somers.rows);
    agrees(t->name, "somers_symmetric", o.somers.symmetric);
    assert_reference("ordinal", t->name, "t", o.t);
    assert_reference("ordinal", t->name, "p", o.p);
    assert_reference("ordinal", t->name, "spearman", o.spearman);
    assert_reference("ordinal", t->name, "spearman_p", o.spearman_p);
}

/* Turning the table swaps the two directions; reading its rows upward, an empty one
 * among them, changes the sign of every measure. */
static void turned_and_mirrored(void **state)
{
    const struct table *t = *state;
    size_t cells = (t->rows + 1) * t->columns;
    double *turned = peil_arena_array(arena, cells, sizeof *turned);
    double *mirrored = peil_arena_array(arena, cells, sizeof *mirrored);
    for (size_t i = 0; i < t->rows; i++)
        for (size_t j = 0; j < t->columns; j++) {
            turned[j * t->rows + i] = t->counts[i * t->columns + j];
            mirrored[(t->rows - i) * t->columns + j] = t->counts[i * t->columns + j];
        }
    struct peil_ordinal o =
        peil_ordinal_measures(t->counts, t->rows, t->columns, arena);
    struct peil_ordinal side =
        peil_ordinal_measures(turned, t->columns, t->rows, arena);
    struct peil_ordinal up =
        peil_ordinal_measures(mirrored, t->rows + 1, t->columns, arena);
    assert_close(side.somers.rows.value, o.somers.columns.value, "d, turned");
    assert_close(side.somers.rows.se + 1, o.somers.columns.se + 1, "its se");
    assert_close(side.gamma.value, o.gamma.value, "gamma, turned");
    assert_close(up.gamma.value, -o.gamma.value, "gamma, upward");
    assert_close(up.tau_b.se + 1, o.tau_b.se + 1, "tau-b's se, upward");
    assert_close(up.tau_c.value, -o.tau_c.value, "tau-c, upward");
    assert_close(up.t, -o.t, "T, upward");
}

static void printed_by_agresti(void **state)
{
    (void)state;
    struct peil_ordinal o = peil_ordinal_measures(tables[0].counts, 4, 4, arena);
    assert_true(fabs(o.gamma.value - .221) < .0005 && fabs(o.gamma.se - .117) < .0005);
}

static void undefined(void **state)
{
    (void)state;
    struct peil_ordinal o = peil_ordinal_measures(NULL, 0, 0, arena);
    assert_true(isnan(o.gamma.value) && isnan(o.t) && isnan(o.spearman));
    o = peil_ordinal_measures((double[]){ 3, 4, 0, 0 }, 2, 2, arena);
    assert_true(isnan(o.tau_b.value) && isnan(o.somers.symmetric.se));
}

int main(void)
{
    gsl_set_error_handler_off();
    const struct test tests[] = {
        TEST(printed_by_agresti),
        TEST(undefined),
        ROWS(tables, same_as_r, name),
        ROWS(tables, turned_and_mirrored, name),
    };
    return run_suite(tests, LENGTH(tests), fixture_begin, fixture_end);
}
