#include "reports/tables/figures.h"
#include "tests/reports/sample.h"
#include "tests/fixture.h"

#include <locale.h>
#include <stdio.h>

static const char *percent(double a, double b)
{
    return peil_figure_percent(arena, a, b);
}

static const char *count(double a, double b)
{
    (void)b;
    return peil_figure_count(arena, a);
}

static const char *p_value(double a, double b)
{
    (void)b;
    return peil_figure_p(arena, a);
}

static const char *statistic(double a, double b)
{
    (void)b;
    return peil_figure_statistic(arena, a);
}

static const char *interval(double a, double b)
{
    return peil_figure_interval(arena, a, b, 100);
}

static struct figure_case {
    const char *name;
    const char *(*figure)(double a, double b);
    double a, b;
    const char *dutch, *english;
} cases[] = {
    { "percent: whole below a base of 1,000", percent, 42.857, 153, "43", "43" },
    { "percent: half goes up", percent, 12.5, 153, "13", "13" },
    { "percent: a decimal from 1,000", percent, 42.857, 1000, "42,9", "42.9" },
    { "percent: undefined", percent, NAN, 153, "-", "-" },
    { "count: small", count, 153, 0, "153", "153" },
    { "count: nought", count, 0, 0, "0", "0" },
    { "count: four digits stay together", count, 9999, 0, "9999", "9999" },
    { "count: thousands apart", count, 12345, 0, "12\u202f345", "12\u202f345" },
    { "count: millions", count, 1234567, 0, "1\u202f234\u202f567",
      "1\u202f234\u202f567" },
    { "count: six digits", count, 123456, 0, "123\u202f456", "123\u202f456" },
    { "count: weighted", count, 61.5, 0, "61,5", "61.5" },
    { "count: weighted thousands", count, 100437.1, 0, "100\u202f437,1",
      "100\u202f437.1" },
    { "count: undefined", count, NAN, 0, "-", "-" },
    { "p: three decimals", p_value, 0.0149, 0, "p = 0,015", "p = 0.015" },
    { "p: very small", p_value, 0.00002, 0, "p < 0,001", "p < 0.001" },
    { "p: just large enough to say", p_value, 0.0005, 0, "p = 0,001", "p = 0.001" },
    { "p: one", p_value, 1, 0, "p = 1,000", "p = 1.000" },
    { "p: undefined", p_value, NAN, 0, "p = -", "p = -" },
    { "statistic: small", statistic, 0.2042, 0, "0,20", "0.20" },
    { "statistic: large", statistic, 12.3456, 0, "12,3", "12.3" },
    { "statistic: never four digits", statistic, 9.999, 0, "10,0", "10.0" },
    { "statistic: negative", statistic, -0.31, 0, "-0,31", "-0.31" },
    { "interval", interval, 35.5862, 51.309, "36–51", "36–51" },
    { "interval: undefined", interval, NAN, NAN, "-", "-" },
};

static void looks_right_in_both_languages(void **state)
{
    const struct figure_case *c = *state;
    setenv("LANGUAGE", "nl", 1);
    assert_string_equal(c->figure(c->a, c->b), c->dutch);
    setenv("LANGUAGE", "en", 1);
    assert_string_equal(c->figure(c->a, c->b), c->english);
}

int main(void)
{
    const struct test tests[] = {
        ROWS(cases, looks_right_in_both_languages, name),
    };
    return run_suite(tests, LENGTH(tests), fixture_begin, fixture_end);
}
