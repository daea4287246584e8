/* What SPSS 29 printed, and R found, for a survey of 2,500 that is not part of the
 * project: its folder is looked for, and without it this test says that it is skipped.
 *
 * SPSS CROSSTABS rounds the weighted sum in each cell to a whole number before it does
 * anything else (COUNT ROUND CELL), and then takes these for persons. Its weighted
 * tests are only found again in the same way. That is a check of the formulas, not how
 * weighted pupils should be tested: see design.h and rao_scott.h. */
#include "analyze/statistics/chisquare.h"
#include "analyze/statistics/agreement.h"
#include "analyze/statistics/fisher.h"
#include "analyze/statistics/ordinal.h"
#include "analyze/statistics/rank.h"
#include "analyze/statistics/scale.h"
#include "tests/reference/realdata.h"

#include <gsl/gsl_errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct table {
    const char *name;
    size_t rows, columns;
    const double *counts;
} tables[] = {
    { "gender_region", 2, 2, (double[]){ 238, 956, 247, 1059 } },
    { "education_employment_unweighted", 4, 5,
      (double[]){ 0,  571, 65, 171, 34, 0,  412, 51, 137, 29,
                  44, 366, 44, 145, 32, 34, 251, 22, 72,  20 } },
    { "gender_education_weighted_rounded", 2, 4,
      (double[]){ 402, 291, 326, 176, 447, 350, 316, 209 } },
};

/* The figures were made by programs that agree to about eight digits. */
static void near(double actual, double expected, const char *what)
{
    if (!(fabs(actual - expected) <= 1e-7 * fabs(expected) + 1e-14))
        fail_msg("%s is %.15g, not %.15g", what, actual, expected);
}

static void compare_tests(const struct table *t, const char *json)
{
    struct peil_independence x =
        peil_chisquare_independence(t->counts, t->rows, t->columns, arena);
    struct peil_chisquare linear = peil_chisquare_linear(
        t->counts, t->rows, t->columns, (struct peil_linear_scores){ 0 });
    near(x.pearson.statistic, number(json, KEYS("pearson", "chisq")), "pearson");
    near(x.pearson.p, number(json, KEYS("pearson", "p")), "its p");
    near(x.likelihood_ratio.statistic, number(json, KEYS("likelihood_ratio", "chisq")),
         "likelihood ratio");
    near(x.likelihood_ratio.p, number(json, KEYS("likelihood_ratio", "p")), "its p");
    near(linear.statistic, number(json, KEYS("linear_by_linear", "chisq")), "linear");
    near(x.cramers_v, number(json, KEYS("cramers_v")), "V");
    near(x.contingency_c, number(json, KEYS("contingency_c")), "C");
    near(x.smallest_expected, number(json, KEYS("expected_min")), "smallest");
}

static void compare_measures(const struct table *t, const char *json)
{
    struct peil_nominal n =
        peil_nominal_measures(t->counts, t->rows, t->columns, arena);
    struct peil_ordinal o =
        peil_ordinal_measures(t->counts, t->rows, t->columns, arena);
    const struct {
        const char *name, *direction, *se;
        struct peil_estimate own;
    } rows[] = {
        { "lambda", "row_dep", NULL, n.lambda.rows },
        { "lambda", "col_dep", NULL, n.lambda.columns },
        { "lambda", "symmetric", NULL, n.lambda.symmetric },
        { "gk_tau", "row_dep", NULL, n.tau.rows },
        { "gk_tau", "col_dep", NULL, n.tau.columns },
        { "uncertainty", "row_dep", "ase1", n.uncertainty.rows },
        { "uncertainty", "col_dep", "ase1", n.uncertainty.columns },
        { "uncertainty", "symmetric", "ase1", n.uncertainty.symmetric },
        { "gamma", "est", "ase1", o.gamma },
        { "tau_b", "est", "ase1", o.tau_b },
        { "tau_c", "est", "ase1", o.tau_c },
        { "somers_d", "row_dep", "ase1", o.somers.rows },
        { "somers_d", "col_dep", "ase1", o.somers.columns },
    };
    for (size_t i = 0; i < LENGTH(rows); i++) {
        bool direct = strcmp(rows[i].direction, "est") == 0;
        const char *value[] = { rows[i].name, direct ? "est" : rows[i].direction,
                                direct ? NULL : "est", NULL };
        near(rows[i].own.value, number(json, value), rows[i].name);
        const char *se[] = { rows[i].name, direct ? rows[i].se : rows[i].direction,
                             direct ? NULL : rows[i].se, NULL };
        if (rows[i].se)
            near(rows[i].own.se, number(json, se), "its se");
    }
    near(o.t, number(json, KEYS("ordinal_T_ase0")), "T");
    near(o.p, number(json, KEYS("ordinal_p_ase0")), "p of T");
    near(o.spearman, number(json, KEYS("spearman_r")), "Spearman");
}

static void table_as_reference(void **state)
{
    const struct table *t = *state;
    const char *json = read_text(realdata("spss29/reference.json"));
    char name[80];
    snprintf(name, sizeof name, "\"%s\": {", t->name);
    const char *own = strstr(json, name);
    assert_non_null(own);
    compare_tests(t, own);
    compare_measures(t, own);
    if (t->rows == 2 && t->columns == 2)
        near(peil_fisher_fourfold(t->counts, .95).p,
             number(own, KEYS("fisher", "p_two_sided")), "fisher");
}

/* --- What SPSS printed, from the responses themselves --- */

enum { RESPONSES = 2500, FIELDS = 16 };
enum {
    GENDER = 2,
    REGION = 3,
    EDUCATION = 4,
    SATISFACTION = 9,
    TRUST = 10,
    WEIGHT = 13
};

struct survey {
    double value[RESPONSES][FIELDS];
    bool missing[RESPONSES][FIELDS];
};

static struct survey *read_survey(void)
{
    FILE *in = fopen(realdata("spss29/data.csv"), "r");
    struct survey *s = peil_arena_array(arena, 1, sizeof *s);
    char line[400];
    assert_non_null(in);
    assert_non_null(fgets(line, sizeof line, in));
    for (size_t i = 0; i < RESPONSES; i++) {
        assert_non_null(fgets(line, sizeof line, in));
        char *at = line, *end;
        for (size_t f = 0; f < FIELDS; f++, at = end + (*end == ',')) {
            s->value[i][f] = strtod(at, &end);
            s->missing[i][f] = end == at;
        }
    }
    fclose(in);
    return s;
}

/* Sums of weights, or counts, for codes from 1 on. */
static void tabulate(const struct survey *s, size_t row, size_t column, bool weighted,
                     size_t columns, double *counts)
{
    for (size_t i = 0; i < RESPONSES; i++)
        if (!s->missing[i][row] && !s->missing[i][column]) {
            size_t r = (size_t)s->value[i][row] - 1,
                   c = (size_t)s->value[i][column] - 1;
            counts[r * columns + c] += weighted ? s->value[i][WEIGHT] : 1;
        }
}

/* Half a unit of the third decimal. */
static void printed(double actual, double shown)
{
    if (fabs(actual - shown) > .0005 + 1e-9)
        fail_msg("%.6f was printed as %.3f", actual, shown);
}

static void ranks_as_printed(void **state)
{
    (void)state;
    struct survey *s = read_survey();
    double by_education[5 * 4] = { 0 }, by_gender[5 * 2] = { 0 };
    tabulate(s, SATISFACTION, EDUCATION, false, 4, by_education);
    tabulate(s, SATISFACTION, GENDER, false, 2, by_gender);
    printed(peil_rank_kruskal_wallis(by_education, 5, 4, arena).statistic, 171.178);
    struct peil_mann_whitney m = peil_rank_mann_whitney(by_gender, 5);
    assert_true(m.u == 714347);
    printed(m.z, -.989);
    printed(m.p, .323);
}

static void scale_as_printed(void **state)
{
    (void)state;
    struct survey *s = read_survey();
    double *values = peil_arena_array(arena, RESPONSES * 3, sizeof *values);
    bool *missing = peil_arena_array(arena, RESPONSES * 3, sizeof *missing);
    for (size_t i = 0; i < RESPONSES * 3; i++) {
        values[i] = s->value[i / 3][TRUST + i % 3];
        missing[i] = s->missing[i / 3][TRUST + i % 3];
    }
    struct peil_scale scale = peil_scale_reliability(
        &(struct peil_scale_data){ values, missing, RESPONSES, 3 }, .95, arena);
    const double means[] = { 2.62, 2.43, 3.62 }, sds[] = { 1.162, 1.156, 1.034 };
    const double rest[] = { .024, .020, .025 }, without[] = { .029, .040, .027 };
    assert_int_equal(scale.n, 2135);
    printed(scale.alpha, .047);
    printed(scale.standard, .048);
    for (size_t j = 0; j < 3; j++) {
        assert_true(fabs(scale.items[j].mean - means[j]) < .005);
        printed(scale.items[j].sd, sds[j]);
        printed(scale.items[j].rest_correlation, rest[j]);
        printed(scale.items[j].alpha_without, without[j]);
    }
}

static void weighted_cells_are_rounded_first(void **state)
{
    (void)state;
    struct survey *s = read_survey();
    double counts[2 * 4] = { 0 };
    tabulate(s, GENDER, EDUCATION, true, 4, counts);
    double own = peil_chisquare_independence(counts, 2, 4, arena).pearson.statistic;
    for (size_t k = 0; k < 8; k++)
        counts[k] = round(counts[k]);
    assert_memory_equal(counts, tables[2].counts, sizeof counts);
    struct peil_independence x = peil_chisquare_independence(counts, 2, 4, arena);
    printed(x.pearson.statistic, 4.403);
    printed(x.likelihood_ratio.statistic, 4.402);
    assert_true(fabs(own - 4.403) > .0005); /* the sums themselves give another */
    struct peil_ordinal o = peil_ordinal_measures(counts, 2, 4, arena);
    printed(o.gamma.value, -.011);
    printed(o.gamma.se, .030);
    printed(o.t, -.375);
}

static void mcnemar_as_printed(void **state)
{
    (void)state;
    printed(peil_agreement_mcnemar((double[]){ 1342, 338, 448, 99 }).exact_p, .000);
}

int main(void)
{
    gsl_set_error_handler_off();
    const struct test tests[] = {
        TEST(ranks_as_printed),
        TEST(scale_as_printed),
        TEST(weighted_cells_are_rounded_first),
        TEST(mcnemar_as_printed),
        ROWS(tables, table_as_reference, name),
    };
    return run_suite(tests, LENGTH(tests), fixture_begin, fixture_end);
}
