#include "analyze/statistics/rake.h"
#include "analyze/statistics/design_mean.h"
#include "tests/reference/design_sample.h"
#include "tests/reference/reference.h"

#include <gsl/gsl_errno.h>

/* --- As survey --- */

static const double awards[] = { 2100, 4094 }, kinds[] = { 4421, 755, 1018 };

static struct rake_case {
    const char *name, *sample;
    size_t margins;
    double cap;
} cases[] = {
    { "apistrat raked", "apistrat", 2, 0 },
    { "apistrat post-stratified", "apistrat", 1, 0 },
    { "apistrat trimmed", "apistrat", 2, 1.4 },
    { "apiclus1 raked", "apiclus1", 2, 0 },
    { "apiclus1 post-stratified", "apiclus1", 1, 0 },
    { "apiclus1 trimmed", "apiclus1", 2, 1.6 },
};

struct raked {
    struct sample sample;
    struct peil_rake_margin margins[2];
    struct peil_rake_plan plan;
    double weights[MOST];
    struct peil_rake report;
};

static void rake(const struct rake_case *c, struct raked *r)
{
    struct sample *s = &r->sample;
    read_sample(c->sample, s);
    bool strata = strcmp(c->sample, "apistrat") == 0;
    r->margins[0] = (struct peil_rake_margin){ s->row, 2, awards };
    r->margins[1] =
        (struct peil_rake_margin){ strata ? s->stratum : s->column, 3, kinds };
    r->plan = (struct peil_rake_plan){
        .margins = r->margins, .count = c->margins, .total = 6194, .cap = c->cap
    };
    memcpy(r->weights, s->weight, sizeof r->weights);
    r->report = peil_rake(r->weights, s->n, &r->plan, arena);
    assert_int_equal(r->report.problem, PEIL_RAKE_FINE);
}

static void agrees(const struct rake_case *c, const char *figure, double actual)
{
    assert_reference("rake", c->name, figure, actual);
}

static void same_as_survey(void **state)
{
    const struct rake_case *c = *state;
    static struct raked r;
    rake(c, &r);
    agrees(c, "smallest", r.report.smallest);
    agrees(c, "largest", r.report.largest);
    agrees(c, "cv", r.report.cv);
    agrees(c, "effective", r.report.effective);
    for (size_t i = 0; i < 25; i++)
        agrees(c, peil_arena_format(arena, "weight %zu", i + 1), r.weights[i]);
    if (c->cap > 0) {
        agrees(c, "trimmed", (double)r.report.trimmed);
        agrees(c, "miss", r.report.miss > 1e-9 ? r.report.miss : 0);
    } else {
        assert_true(r.report.trimmed == 0 && r.report.miss < 1e-9);
    }
}

/* --- Variance --- */

/* The plan's margins, and the weights from before. */
static struct peil_calibration calibration_of(const struct raked *r)
{
    struct peil_calibration_margin *margins =
        peil_arena_array(arena, r->plan.count, sizeof *margins);
    for (size_t m = 0; m < r->plan.count; m++)
        margins[m] = (struct peil_calibration_margin){ r->plan.margins[m].category,
                                                       r->plan.margins[m].categories };
    return (struct peil_calibration){ margins, r->plan.count, r->sample.weight };
}

static void variance_as_survey(void **state)
{
    const struct rake_case *c = *state;
    static struct raked r;
    rake(c, &r);
    bool strata = strcmp(c->sample, "apistrat") == 0;
    struct peil_design_data data = { .weights = r.weights,
                                     .clusters = strata ? NULL : r.sample.cluster,
                                     .cluster_count = 200,
                                     .strata = strata ? r.sample.stratum : NULL,
                                     .stratum_count = 3,
                                     .n = r.sample.n };
    const struct peil_design *fixed = peil_design_new(&data, arena);
    struct peil_design_mean m = peil_design_mean(fixed, r.sample.y, NULL, .95, arena);
    agrees(c, "mean", m.mean);
    agrees(c, "fixed_se", m.se);

    struct peil_calibration calibration = calibration_of(&r);
    data.calibration = &calibration;
    const struct peil_design *design = peil_design_new(&data, arena);
    m = peil_design_mean(design, r.sample.y, NULL, .95, arena);
    agrees(c, "mean_se", m.se);
    double influence[MOST];
    for (size_t i = 0; i < r.sample.n; i++)
        influence[i] = r.weights[i] * r.sample.y[i];
    agrees(c, "total_se", sqrt(peil_design_variance(design, influence, arena)));
}

/* What the margins explain wholly does not vary. */
static void explained_wholly(void **state)
{
    (void)state;
    static struct raked r;
    rake(&cases[3], &r);
    double influence[MOST];
    for (size_t i = 0; i < r.sample.n; i++)
        influence[i] = r.weights[i] * (3. * r.sample.row[i] - 2. * r.sample.column[i]);
    struct peil_calibration calibration = calibration_of(&r);
    struct peil_design_data data = { .weights = r.weights, .n = r.sample.n };
    const struct peil_design *design = peil_design_new(&data, arena);
    assert_true(peil_design_variance(design, influence, arena) > 1000);
    data.calibration = &calibration;
    design = peil_design_new(&data, arena);
    assert_true(peil_design_variance(design, influence, arena) < 1e-12);
}

/* --- Plans that cannot be --- */

static const unsigned first[] = { 0, 0, 1, 1, 0 }, second[] = { 0, 1, 0, 1, 5 };

static struct problem_case {
    const char *name;
    enum peil_rake_problem problem;
    size_t margin, category;
    size_t n;
    double targets[2];
} problems[] = {
    { "a response without a category", PEIL_RAKE_MISSING, 1, 0, 5, { 1, 1 } },
    { "a negative target", PEIL_RAKE_BAD_TARGET, 1, 1, 4, { 1, -1 } },
    { "an undefined target", PEIL_RAKE_BAD_TARGET, 1, 0, 4, { NAN, 1 } },
    { "only zero targets", PEIL_RAKE_BAD_TARGET, 1, 1, 4, { 0, 0 } },
    { "a category without responses", PEIL_RAKE_EMPTY, 1, 1, 1, { 1, 1 } },
    { "nobody", PEIL_RAKE_NOBODY, 0, 0, 0, { 1, 1 } },
};

static void problem_is_said(void **state)
{
    const struct problem_case *c = *state;
    double weights[] = { 1, 2, 3, 4, 5 };
    const double any[] = { 2, 0 };
    struct peil_rake_margin margins[] = { { first, 2, c->n == 1 ? any : awards },
                                          { second, 2, c->targets } };
    struct peil_rake_plan plan = { .margins = margins, .count = 2 };
    struct peil_rake r = peil_rake(weights, c->n, &plan, arena);
    assert_int_equal(r.problem, c->problem);
    if (c->problem != PEIL_RAKE_NOBODY) {
        assert_int_equal(r.margin, c->margin);
        assert_int_equal(r.category, c->category);
    }
    for (size_t i = 0; i < 5; i++)
        assert_true(weights[i] == (double)(i + 1)); /* as they were */
}

/* All boys are in one class, and the targets say otherwise. */
static void margins_that_contradict(void **state)
{
    (void)state;
    const unsigned sex[] = { 0, 0, 1, 1 };
    const double half[] = { 1, 1 }, quarter[] = { 1, 3 };
    double weights[] = { 1, 1, 1, 1 };
    struct peil_rake_margin margins[] = { { sex, 2, half }, { sex, 2, quarter } };
    struct peil_rake_plan plan = { .margins = margins, .count = 2, .max_rounds = 50 };
    struct peil_rake r = peil_rake(weights, 4, &plan, arena);
    assert_true(r.problem == PEIL_RAKE_FINE || r.problem == PEIL_RAKE_UNSETTLED);
    assert_true(r.miss > .3); /* either way it is told */
}

static void weights_that_are_none(void **state)
{
    (void)state;
    const unsigned sex[] = { 0, 0, 1, 1, 9, 0 };
    const double targets[] = { 30, 70 };
    double weights[] = { 1, 1, 1, 1, 0, NAN };
    struct peil_rake_margin margin = { sex, 2, targets };
    struct peil_rake_plan plan = { .margins = &margin, .count = 1 };
    struct peil_rake r = peil_rake(weights, 6, &plan, arena);
    assert_int_equal(r.problem, PEIL_RAKE_FINE);
    assert_close(weights[0], .6, "a weight"); /* they add up to the four */
    assert_close(weights[2], 1.4, "a weight");
    assert_true(weights[4] == 0 && isnan(weights[5]));
}

static void target_of_nobody(void **state)
{
    (void)state;
    const unsigned sex[] = { 0, 0, 1, 1 };
    const double targets[] = { 1, 0 };
    double weights[] = { 1, 3, 1, 1 };
    struct peil_rake_margin margin = { sex, 2, targets };
    struct peil_rake_plan plan = { .margins = &margin, .count = 1 };
    struct peil_rake r = peil_rake(weights, 4, &plan, arena);
    assert_int_equal(r.problem, PEIL_RAKE_FINE);
    assert_true(weights[2] == 0 && weights[3] == 0);
    assert_close(weights[1], 3, "a weight");
    assert_close(r.smallest, 1, "the smallest that is in");
}

int main(void)
{
    gsl_set_error_handler_off();
    const struct test tests[] = {
        { variance_as_survey, &cases[0].name, &cases[0], 1, 0 },
        { variance_as_survey, &cases[3].name, &cases[3], 1, 0 },
        TEST(explained_wholly),
        TEST(margins_that_contradict),
        TEST(weights_that_are_none),
        TEST(target_of_nobody),
        ROWS(cases, same_as_survey, name),
        ROWS(problems, problem_is_said, name),
    };
    return run_suite(tests, LENGTH(tests), fixture_begin, fixture_end);
}
