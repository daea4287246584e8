#include "analyze/statistics/design_mean.h"
#include "analyze/statistics/rao_scott.h"
#include "tests/reference/design_sample.h"
#include "tests/reference/reference.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>

enum { CELLS = 12 };

/* --- As survey --- */

static struct design_case {
    const char *name, *sample;
    bool weights, clusters, strata, fpc, domain;
    enum peil_lonely lonely;
} cases[] = {
    { "strata with fpc", "apistrat", .weights = true, .strata = true, .fpc = true },
    { "strata, domain", "apistrat", .weights = true, .strata = true, .fpc = true,
      .domain = true },
    { "weights only", "apistrat", .weights = true },
    { .name = "nothing", .sample = "apistrat" },
    { "clusters with fpc", "apiclus1", .weights = true, .clusters = true, .fpc = true },
    { "clusters", "apiclus1", .weights = true, .clusters = true },
    { "clusters, domain", "apiclus1", .weights = true, .clusters = true,
      .domain = true },
    { "few clusters", "two", .weights = true, .clusters = true, .strata = true,
      .fpc = true },
    { "few clusters, domain", "two", .weights = true, .clusters = true, .strata = true,
      .domain = true },
    { "lonely, certainty", "pupils", .weights = true, .clusters = true, .strata = true,
      .lonely = PEIL_LONELY_CERTAINTY },
    { "lonely, adjust", "pupils", .weights = true, .clusters = true, .strata = true,
      .lonely = PEIL_LONELY_ADJUST },
};

static const struct peil_design *design_of(const struct design_case *c,
                                           const struct sample *s)
{
    struct peil_design_data data = {
        .weights = c->weights ? s->weight : NULL,
        .clusters = c->clusters ? s->cluster : NULL,
        .cluster_count = 200,
        .strata = c->strata ? s->stratum : NULL,
        .stratum_count = 5,
        .fpc = c->fpc ? s->fpc : NULL,
        .n = s->n,
        .lonely = c->lonely,
    };
    return peil_design_new(&data, arena);
}

static void cells_of(const struct design_case *c, const struct sample *s,
                     unsigned *cell)
{
    for (size_t i = 0; i < s->n; i++)
        cell[i] = c->domain && !s->domain[i]
                      ? (unsigned)-1
                      : (unsigned)(s->row[i] * s->columns + s->column[i]);
}

static void agrees(const struct design_case *c, const char *figure, double actual)
{
    assert_reference("design", c->name, figure, actual);
}

static void agrees_at(const struct design_case *c, const char *figure, size_t k,
                      double actual)
{
    char name[60];
    snprintf(name, sizeof name, "%s %zu", figure, k + 1);
    agrees(c, name, actual);
}

static void shares_agree(const struct design_case *c,
                         const struct peil_design_shares *s)
{
    agrees(c, "n", s->n);
    agrees(c, "degrees", s->degrees);
    agrees(c, "weighted", s->weighted);
    agrees(c, "kish", s->effective);
    for (size_t k = 0; k < s->cells; k++) {
        double p = s->share[k];
        agrees_at(c, "share", k, p);
        agrees_at(c, "v", k, s->covariance[k * s->cells + k]);
        agrees_at(c, "v1", k, s->covariance[k]);
        agrees_at(c, "deff", k, peil_design_deff(s, k));
        if (!(p > 0 && p < 1))
            continue;
        double base = peil_design_base(s, k, .95);
        struct peil_interval wilson = peil_design_interval(s, k, PEIL_WILSON, .95);
        struct peil_interval beta =
            peil_design_interval(s, k, PEIL_CLOPPER_PEARSON, .95);
        agrees_at(c, "base", k, base);
        agrees_at(c, "wilson_low", k, wilson.low);
        agrees_at(c, "wilson_high", k, wilson.high);
        if (base < s->n) {
            agrees_at(c, "beta_low", k, beta.low);
            agrees_at(c, "beta_high", k, beta.high);
        }
    }
}

static void same_as_survey(void **state)
{
    const struct design_case *c = *state;
    static struct sample s;
    unsigned cell[MOST];
    read_sample(c->sample, &s);
    cells_of(c, &s, cell);
    const struct peil_design *design = design_of(c, &s);
    struct peil_design_shares shares =
        peil_design_shares(design, cell, s.rows * s.columns, arena);
    shares_agree(c, &shares);

    struct peil_design_mean m =
        peil_design_mean(design, s.y, c->domain ? s.domain : NULL, .95, arena);
    agrees(c, "mean", m.mean);
    agrees(c, "se", m.se);
    agrees(c, "deff", m.deff);
    agrees(c, "sd", m.sd);
    agrees(c, "low", m.interval.low);
    agrees(c, "high", m.interval.high);

    struct peil_rao_scott r = peil_rao_scott(&shares, s.rows, s.columns, arena);
    agrees(c, "f", r.f);
    agrees(c, "df1", r.df1);
    agrees(c, "df2", r.df2);
    agrees(c, "p", r.p);
    agrees(c, "first_p", r.first_order.p);
}

static void icc_as_r(void **state)
{
    (void)state;
    static struct sample s;
    const struct design_case *few[] = { &cases[5], &cases[7] };
    for (size_t i = 0; i < LENGTH(few); i++) {
        read_sample(few[i]->sample, &s);
        struct peil_icc icc = peil_design_icc(design_of(few[i], &s), s.y, NULL, arena);
        agrees(few[i], "icc", icc.icc);
        agrees(few[i], "size", icc.cluster_size);
        agrees(few[i], "icc_deff", icc.deff);
    }
}

/* --- What must hold of any design --- */

static void order_changes_nothing(void **state)
{
    (void)state;
    static struct sample s, turned;
    unsigned cell[MOST];
    read_sample("two", &s);
    turned = s;
    for (size_t i = 0; i < s.n; i++) {
        size_t from = (i * 37 + 5) % s.n; /* 84 responses: 37 has no factor in common */
        turned.weight[i] = 3 * s.weight[from];
        turned.y[i] = s.y[from];
        turned.cluster[i] = 150 - s.cluster[from];
        turned.stratum[i] = 4 - s.stratum[from];
        turned.row[i] = s.row[from];
        turned.column[i] = s.column[from];
        turned.fpc[i] = s.fpc[from];
    }
    const struct design_case *c = &cases[7];
    cells_of(c, &turned, cell);
    const struct peil_design *design = design_of(c, &turned);
    struct peil_design_shares shares = peil_design_shares(design, cell, 6, arena);
    struct peil_rao_scott r = peil_rao_scott(&shares, 3, 2, arena);
    agrees(c, "f", r.f);
    agrees(c, "p", r.p);
    agrees(c, "se", peil_design_mean(design, turned.y, NULL, .95, arena).se);
}

/* A response each its own cluster, told or not told, is the same design. */
static void clusters_of_one(void **state)
{
    (void)state;
    static struct sample s;
    unsigned cell[MOST];
    struct design_case c = cases[0];
    read_sample(c.sample, &s);
    c.clusters = true; /* in this sample they are numbered 0, 1, 2, ... */
    cells_of(&c, &s, cell);
    struct peil_design_shares shares =
        peil_design_shares(design_of(&c, &s), cell, 4, arena);
    shares_agree(&c, &shares);
}

static void weights_that_are_none(void **state)
{
    (void)state;
    static struct sample s;
    const struct design_case *c = &cases[7];
    read_sample(c->sample, &s);
    const double bad[] = { 0, -3, NAN, INFINITY };
    for (size_t i = 0; i < LENGTH(bad); i++) {
        s.weight[s.n] = bad[i];
        s.cluster[s.n] = 199; /* nor may their clusters count */
        s.y[s.n++] = 1e9;
    }
    const struct peil_design *design = design_of(c, &s);
    assert_int_equal(design->n, s.n - LENGTH(bad));
    assert_int_equal(design->clusters, 8);
    assert_false(design->bad_fpc);
    agrees(c, "se", peil_design_mean(design, s.y, NULL, .95, arena).se);
}

/* --- No variance, no interval --- */

static void undefined(struct design_case c, struct sample *s, double degrees)
{
    unsigned cell[MOST];
    cells_of(&c, s, cell);
    const struct peil_design *design = design_of(&c, s);
    size_t cells = s->rows * s->columns;
    struct peil_design_shares shares = peil_design_shares(design, cell, cells, arena);
    struct peil_design_mean m =
        peil_design_mean(design, s->y, c.domain ? s->domain : NULL, .95, arena);
    assert_true(shares.degrees == degrees && m.degrees == degrees);
    assert_true(isnan(m.se) && isnan(m.interval.low));
    for (size_t k = 0; k < cells; k++)
        assert_true(isnan(peil_design_interval(&shares, k, PEIL_WILSON, .95).high));
    assert_true(isnan(peil_rao_scott(&shares, s->rows, s->columns, arena).p));
}

static void lonely_stratum_is_said(void **state)
{
    (void)state;
    static struct sample s;
    struct design_case c = cases[9];
    c.lonely = PEIL_LONELY_FAIL;
    read_sample(c.sample, &s);
    assert_int_equal(design_of(&c, &s)->lonely, 1);
    undefined(c, &s, 6);
}

static void one_cluster(void **state)
{
    (void)state;
    static struct sample s;
    struct design_case c = cases[5];
    read_sample(c.sample, &s);
    for (size_t i = 0; i < s.n; i++)
        s.cluster[i] = 7;
    for (c.lonely = PEIL_LONELY_FAIL; c.lonely <= PEIL_LONELY_ADJUST; c.lonely++)
        undefined(c, &s, 0);
}

static void domain_in_one_cluster(void **state)
{
    (void)state;
    static struct sample s;
    struct design_case c = cases[6];
    read_sample(c.sample, &s);
    for (size_t i = 0; i < s.n; i++)
        s.domain[i] = s.cluster[i] == 3;
    undefined(c, &s, 0);
}

static void nobody(void **state)
{
    (void)state;
    static struct sample s;
    struct design_case c = cases[6];
    read_sample(c.sample, &s);
    memset(s.domain, false, sizeof s.domain);
    undefined(c, &s, 0);
    s.n = 0;
    undefined(c, &s, 0);
}

static void bad_fraction_is_said(void **state)
{
    (void)state;
    static struct sample s;
    struct design_case c = cases[4];
    read_sample(c.sample, &s);
    s.fpc[9] = 700; /* the others say 757 */
    assert_true(design_of(&c, &s)->bad_fpc);
    undefined(c, &s, 14);
    for (size_t i = 0; i < s.n; i++)
        s.fpc[i] = 14; /* fewer than were drawn */
    assert_true(design_of(&c, &s)->bad_fpc);
}

/* Everyone was asked: nothing was drawn, so there is no margin, not one of width zero.
 */
static void whole_population(void **state)
{
    (void)state;
    static struct sample s;
    struct design_case c = cases[4];
    read_sample(c.sample, &s);
    for (size_t i = 0; i < s.n; i++)
        s.fpc[i] = 1;
    const struct peil_design *design = design_of(&c, &s);
    struct peil_design_mean m = peil_design_mean(design, s.y, NULL, .95, arena);
    assert_true(design->census);
    assert_true(isfinite(m.mean) && isnan(m.se) && isnan(m.interval.low));
}

/* At 0 and 100 % the base is n over the mean deff of the others. */
static void interval_at_nothing(void **state)
{
    (void)state;
    static struct sample s;
    const struct design_case *c = &cases[5];
    unsigned cell[MOST];
    read_sample(c->sample, &s);
    cells_of(c, &s, cell);
    const struct peil_design *design = design_of(c, &s);
    struct peil_design_shares shares = peil_design_shares(design, cell, 7, arena);
    double sum = 0;
    for (size_t k = 0; k < 6; k++)
        sum += peil_design_deff(&shares, k);
    double few = pow(gsl_cdf_tdist_Pinv(.975, 182) / gsl_cdf_tdist_Pinv(.975, 14), 2);
    double base = fmin(shares.n, shares.n / (sum / 6) * few);
    struct peil_interval zero = peil_design_interval(&shares, 6, PEIL_WILSON, .95);
    assert_true(zero.low == 0);
    assert_close(zero.high, peil_interval_wilson(0, base, .95).high,
                 "upper limit of 0");
    for (size_t i = 0; i < s.n; i++)
        cell[i] = 0;
    shares = peil_design_shares(design, cell, 1, arena);
    struct peil_interval all = peil_design_interval(&shares, 0, PEIL_WILSON, .95);
    assert_true(all.high == 1 && all.low > .9 && all.low < 1);
}

/* Four empty cells in a square: no contrast between them can be told from another. */
static void too_many_empty_cells(void **state)
{
    (void)state;
    const unsigned square[] = { 2, 2, 5, 6, 7, 8, 8, 8, 5, 6, 7, 2 };
    const unsigned corner[] = { 0, 1, 2, 3, 5, 6, 7, 8, 8, 0, 1, 4 };
    struct peil_design_data data = { .n = LENGTH(square) };
    const struct peil_design *design = peil_design_new(&data, arena);
    struct peil_design_shares shares = peil_design_shares(design, square, 9, arena);
    struct peil_rao_scott r = peil_rao_scott(&shares, 3, 3, arena);
    assert_true(r.x2 > 0 && isnan(r.f) && isnan(r.p) && isnan(r.first_order.p));
    shares = peil_design_shares(design, corner, 9, arena);
    r = peil_rao_scott(&shares, 3, 3, arena);
    assert_true(r.p > 0 && r.p < 1);
}

static void icc_undefined(void **state)
{
    (void)state;
    static struct sample s;
    read_sample("two", &s);
    assert_true(isnan(peil_design_icc(design_of(&cases[3], &s), s.y, NULL, arena).icc));
    for (size_t i = 0; i < s.n; i++)
        s.domain[i] = s.cluster[i] == 1;
    const struct peil_design *design = design_of(&cases[5], &s);
    assert_true(isnan(peil_design_icc(design, s.y, s.domain, arena).icc));
    for (size_t i = 0; i < s.n; i++)
        s.y[i] = 4;
    assert_true(isnan(peil_design_icc(design, s.y, NULL, arena).icc));
}

int main(void)
{
    gsl_set_error_handler_off();
    const struct test tests[] = {
        TEST(icc_as_r),
        TEST(order_changes_nothing),
        TEST(clusters_of_one),
        TEST(weights_that_are_none),
        TEST(lonely_stratum_is_said),
        TEST(one_cluster),
        TEST(domain_in_one_cluster),
        TEST(nobody),
        TEST(bad_fraction_is_said),
        TEST(whole_population),
        TEST(interval_at_nothing),
        TEST(icc_undefined),
        TEST(too_many_empty_cells),
        ROWS(cases, same_as_survey, name),
    };
    return run_suite(tests, LENGTH(tests), fixture_begin, fixture_end);
}
