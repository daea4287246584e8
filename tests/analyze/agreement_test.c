#include "analyze/statistics/agreement.h"
#include "tests/reference/reference.h"
#include "tests/fixture.h"

#include <gsl/gsl_errno.h>

static void agrees(const char *name, const char *figure, double actual)
{
    assert_reference("agreement", name, figure, actual);
}

/* --- Two coders --- */

static struct pair {
    const char *name;
    size_t k;
    const double *counts;
} pairs[] = {
    { "diagnoses", 3, (double[]){ 53, 5, 2, 11, 14, 5, 1, 6, 3 } },
    { "four steps", 4,
      (double[]){ 44, 5, 1, 0, 7, 20, 8, 3, 0, 9, 33, 5, 2, 1, 14, 17 } },
    { "unused category", 3, (double[]){ 10, 0, 3, 0, 0, 0, 2, 0, 8 } },
    { "paradox", 2, (double[]){ 118, 5, 2, 0 } },
};
static const char *const weights[] = {
    [PEIL_KAPPA_EQUAL] = "equal",
    [PEIL_KAPPA_LINEAR] = "linear",
    [PEIL_KAPPA_QUADRATIC] = "quadratic",
};

static void kappa_as_r(void **state)
{
    const struct pair *c = *state;
    for (size_t w = 0; w < LENGTH(weights); w++) {
        struct peil_kappa kappa =
            peil_agreement_kappa(c->counts, c->k, (enum peil_kappa_weights)w, arena);
        const char *name = peil_arena_format(arena, "%s %s", c->name, weights[w]);
        agrees(name, "agreement", kappa.agreement);
        agrees(name, "value", kappa.value);
        agrees(name, "se", kappa.se);
        agrees(name, "null_se", kappa.null_se);
        agrees(name, "z", kappa.z);
        agrees(name, "p", kappa.p);
    }
}

static void kappa_undefined(void **state)
{
    (void)state;
    const double same[] = { 20, 0, 0, 0 }, none[] = { 0, -1, NAN, 0 };
    struct peil_kappa kappa = peil_agreement_kappa(same, 2, PEIL_KAPPA_EQUAL, arena);
    assert_true(kappa.agreement == 1 && isnan(kappa.value) && isnan(kappa.p));
    assert_true(
        isnan(peil_agreement_kappa(none, 2, PEIL_KAPPA_LINEAR, arena).agreement));
    assert_true(isnan(peil_agreement_kappa(none, 1, PEIL_KAPPA_EQUAL, arena).value));
    assert_true(isnan(peil_agreement_kappa(NULL, 0, PEIL_KAPPA_EQUAL, arena).value));
}

static void perfect_kappa(void **state)
{
    (void)state;
    const double perfect[] = { 7, 0, 0, 0, 5, 0, 0, 0, 9 };
    struct peil_kappa kappa =
        peil_agreement_kappa(perfect, 3, PEIL_KAPPA_LINEAR, arena);
    assert_close(kappa.value, 1, "kappa");
    assert_true(kappa.se < 1e-7 && kappa.null_se > 0);
}

/* --- Any number of coders --- */

/* Krippendorff's example and the fourteen raters, as counts of codes per unit. */
static struct panel {
    const char *name;
    size_t units;
    const double *counts; /* five categories */
} panels[] = {
    { "krippendorff", 12,
      (double[]){ 3, 0, 0, 0, 0, 0, 3, 1, 0, 0, 0, 0, 4, 0, 0, 0, 0, 4, 0, 0,
                  0, 4, 0, 0, 0, 1, 1, 1, 1, 0, 0, 0, 0, 4, 0, 3, 1, 0, 0, 0,
                  0, 4, 0, 0, 0, 0, 0, 0, 0, 3, 2, 0, 0, 0, 0, 0, 0, 1, 0, 0 } },
    { "fourteen raters", 10,
      (double[]){ 0, 0, 0, 0, 14, 0, 2, 6, 4, 2, 0, 0, 3, 5, 6, 0, 3,
                  9, 2, 0, 2, 2,  8, 1, 1, 7, 7, 0, 0, 0, 3, 2, 6, 3,
                  0, 2, 5, 3, 2,  2, 6, 5, 2, 1, 0, 0, 2, 2, 3, 7 } },
};

static void coders_as_r(void **state)
{
    const struct panel *c = *state;
    struct peil_agreement a =
        peil_agreement_coders(c->counts, c->units, 5, NULL, arena);
    agrees(c->name, "units", (double)a.units);
    agrees(c->name, "codes", a.codes);
    agrees(c->name, "agreement", a.agreement);
    agrees(c->name, "fleiss", a.fleiss);
    agrees(c->name, "ac1", a.ac1);
    agrees(c->name, "alpha_nominal", a.alpha_nominal);
    agrees(c->name, "alpha_ordinal", a.alpha_ordinal);
    agrees(c->name, "alpha_interval", a.alpha_interval);
    double stretched[] = { 10, 12, 14, 16, 18 };
    a = peil_agreement_coders(c->counts, c->units, 5, stretched, arena);
    agrees(c->name, "alpha_interval", a.alpha_interval);
}

static void printed_examples(void **state)
{
    (void)state;
    struct peil_agreement k =
        peil_agreement_coders(panels[0].counts, 12, 5, NULL, arena);
    assert_true(fabs(k.alpha_nominal - .743) < .0005);
    assert_true(fabs(k.alpha_ordinal - .815) < .0005);
    assert_true(fabs(k.alpha_interval - .849) < .0005);
    assert_true(fabs(k.fleiss - .76117) < .000005 && fabs(k.ac1 - .77544) < .000005);
    struct peil_agreement f =
        peil_agreement_coders(panels[1].counts, 10, 5, NULL, arena);
    assert_true(fabs(f.fleiss - .210) < .0005);
}

static void coders_undefined(void **state)
{
    (void)state;
    struct peil_agreement a = peil_agreement_coders(NULL, 0, 0, NULL, arena);
    assert_true(isnan(a.agreement) && isnan(a.alpha_nominal));
    const double single[] = { 1, 0, 0, 1, 1, 0 }; /* every unit coded once */
    a = peil_agreement_coders(single, 3, 2, NULL, arena);
    assert_true(a.units == 0 && isnan(a.agreement) && isnan(a.fleiss));
    const double alike[] = { 2, 0, 2, 0, 3, 0 };
    a = peil_agreement_coders(alike, 3, 2, NULL, arena);
    assert_true(a.agreement == 1 && isnan(a.fleiss) && isnan(a.alpha_ordinal));
    assert_close(a.ac1, 1, "AC1 of one code only");
}

/* --- The same pupils twice --- */

static struct change {
    const char *name;
    double counts[4];
} changes[] = {
    { "mcnemar 12 40", { 30, 12, 40, 18 } },
    { "mcnemar 86 150", { 794, 86, 150, 570 } },
    { "mcnemar 3 3", { 5, 3, 3, 9 } },
    { "mcnemar 0 9", { 20, 0, 9, 4 } },
};

static void mcnemar_as_r(void **state)
{
    const struct change *c = *state;
    struct peil_mcnemar m = peil_agreement_mcnemar(c->counts);
    agrees(c->name, "plain", m.plain.statistic);
    agrees(c->name, "plain_p", m.plain.p);
    agrees(c->name, "corrected", m.corrected.statistic);
    agrees(c->name, "corrected_p", m.corrected.p);
    agrees(c->name, "exact", m.exact_p);
}

static void nobody_changed(void **state)
{
    (void)state;
    struct peil_mcnemar m = peil_agreement_mcnemar((double[]){ 5, 0, 0, 6 });
    assert_true(isnan(m.plain.statistic) && m.exact_p == 1);
    m = peil_agreement_mcnemar((double[]){ 5, 1.5, 2, 6 });
    assert_true(isnan(m.exact_p) && m.plain.p > 0);
}

static void cochran_q(void **state)
{
    (void)state;
    const bool drugs[] = { 1, 1, 0, 1, 1, 0, 1, 1, 0, 1, 1, 0, 1, 1, 1, 1, 0, 1,
                           0, 1, 0, 0, 0, 1, 1, 1, 0, 0, 0, 0, 1, 1, 1, 0, 0, 1 };
    struct peil_chisquare q = peil_agreement_cochran_q(drugs, 12, 3);
    agrees("cochran", "q", q.statistic);
    agrees("cochran", "df", q.df);
    agrees("cochran", "p", q.p);
    /* of two questions it is McNemar's */
    const bool two[] = { 1, 0, 1, 0, 0, 1, 1, 1, 1, 0 };
    struct peil_mcnemar m = peil_agreement_mcnemar((double[]){ 1, 3, 1, 0 });
    assert_close(peil_agreement_cochran_q(two, 5, 2).p, m.plain.p, "Q of two");
    const bool alike[] = { 1, 1, 0, 0 };
    assert_true(isnan(peil_agreement_cochran_q(alike, 2, 2).p));
    assert_true(isnan(peil_agreement_cochran_q(NULL, 0, 3).p));
}

static void mantel_haenszel(void **state)
{
    (void)state;
    const double berkeley[] = { 512, 89,  313, 19,  353, 17,  207, 8,
                                120, 202, 205, 391, 138, 131, 279, 244,
                                53,  94,  138, 299, 22,  24,  351, 317 };
    struct peil_mantel_haenszel m = peil_agreement_mantel_haenszel(berkeley, 6, .95);
    agrees("berkeley", "plain", m.plain.statistic);
    agrees("berkeley", "plain_p", m.plain.p);
    agrees("berkeley", "corrected", m.corrected.statistic);
    agrees("berkeley", "corrected_p", m.corrected.p);
    agrees("berkeley", "odds", m.odds_ratio);
    agrees("berkeley", "low", m.interval.low);
    agrees("berkeley", "high", m.interval.high);
    assert_true(isnan(peil_agreement_mantel_haenszel(NULL, 0, .95).odds_ratio));
    const double empty[] = { 0, 0, 0, 0, 1, 0, 0, 0 };
    assert_true(isnan(peil_agreement_mantel_haenszel(empty, 2, .95).plain.p));
}

int main(void)
{
    gsl_set_error_handler_off();
    const struct test tests[] = {
        TEST(kappa_undefined),
        TEST(perfect_kappa),
        TEST(printed_examples),
        TEST(coders_undefined),
        TEST(nobody_changed),
        TEST(cochran_q),
        TEST(mantel_haenszel),
        ROWS(pairs, kappa_as_r, name),
        ROWS(panels, coders_as_r, name),
        ROWS(changes, mcnemar_as_r, name),
    };
    return run_suite(tests, LENGTH(tests), fixture_begin, fixture_end);
}
