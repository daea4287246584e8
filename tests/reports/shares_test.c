#include "reports/tables/shares.h"
#include "tests/reports/report_sample.h"
#include "tests/fixture.h"

#include <string.h>

struct tables {
    struct peil_analysis analysis;
    struct peil_table frequency, cross;
};

static int begin(void **state)
{
    fixture_begin(state);
    struct tables *tables = peil_arena_array(arena, 1, sizeof *tables);
    tables->analysis = report_analysis(small_questionnaire());
    tables->frequency = report_tables[0];
    tables->cross = report_tables[1];
    *state = tables;
    return 0;
}

static const struct peil_shares *shares_of(struct tables *tables, bool frequency,
                                           bool cross)
{
    return peil_shares_of(&tables->analysis, frequency ? &tables->frequency : NULL,
                          cross ? &tables->cross : NULL, arena);
}

static void everyone_comes_first(void **state)
{
    const struct peil_shares *shares = shares_of(*state, true, true);
    assert_int_equal(shares->group_count, 3);
    assert_string_equal(shares->groups[0].label, "Alle leerlingen");
    assert_true(shares->groups[0].n == 100);
    assert_true(peil_share_at(shares, 1, 0)->percent == 70);
    assert_true(isfinite(peil_share_at(shares, 1, 0)->ci_low));
}

/* Whoever is in no group would be betrayed by the difference of the two. */
static void everyone_is_of_the_cross_tab_when_the_two_differ(void **state)
{
    struct tables *tables = *state;
    tables->frequency.base.n = 103;
    const struct peil_shares *shares = shares_of(tables, true, true);
    assert_true(shares->groups[0].n == 100);
    assert_true(!isfinite(peil_share_at(shares, 1, 0)->ci_low));
}

static void hidden_is_not_shown(void **state)
{
    struct tables *tables = *state;
    const struct peil_shares *shares = shares_of(tables, true, true);
    assert_false(peil_share_at(shares, 2, 0)->shown);
    assert_true(!isfinite(peil_share_at(shares, 2, 0)->n));
    assert_true(peil_share_at(shares, 2, 0)->offered);
    assert_false(peil_share_at(shares, 2, 1)->offered);
    assert_true(peil_share_at(shares, 0, 1)->n == 0);
    assert_true(peil_shares_hide(shares));
}

static void percentages_begin_at_the_least_base(void **state)
{
    struct tables *tables = *state;
    static const double bases[] = { 9, 10, 29, 30 };
    static const bool shown[][2] = {
        { false, false }, { false, true }, { false, true }, { true, true }
    };
    for (size_t i = 0; i < LENGTH(bases); i++)
        for (size_t internal = 0; internal < 2; internal++) {
            tables->analysis.internal = internal == 1;
            tables->frequency.base.n = bases[i];
            assert_int_equal(shares_of(tables, true, false)->groups[0].shown,
                             shown[i][internal]);
        }
}

static void groups_that_were_not_asked_are_left_out(void **state)
{
    struct tables *tables = *state;
    struct peil_margin totals[2];
    memcpy(totals, group_totals, sizeof totals);
    totals[1].n = 0;
    tables->cross.cross.column_totals = totals;
    const struct peil_shares *shares = shares_of(tables, true, true);
    assert_int_equal(shares->group_count, 1);
    assert_string_equal(shares->groups[0].label, "groep 5-6");
}

static void groups_differ_when_the_first_test_says_so(void **state)
{
    struct tables *tables = *state;
    struct peil_test tests[] = { { .name = "rao_scott", .p = 0.06 },
                                 { .name = "pearson", .p = 0.01 } };
    assert_false(shares_of(tables, true, true)->differ);
    tables->cross.cross.tests = tests;
    tables->cross.cross.test_count = LENGTH(tests);
    assert_false(shares_of(tables, true, true)->differ);
    tests[0].p = 0.04;
    assert_true(shares_of(tables, true, true)->differ);
    tests[0].p = NAN;
    assert_false(shares_of(tables, true, true)->differ);
}

int main(void)
{
    speak("nl");
    const struct test tests[] = {
        TEST(everyone_comes_first),
        TEST(everyone_is_of_the_cross_tab_when_the_two_differ),
        TEST(hidden_is_not_shown),
        TEST(percentages_begin_at_the_least_base),
        TEST(groups_that_were_not_asked_are_left_out),
        TEST(groups_differ_when_the_first_test_says_so),
    };
    return run_suite(tests, LENGTH(tests), begin, fixture_end);
}
