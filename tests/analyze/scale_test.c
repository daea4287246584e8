#include "analyze/statistics/scale.h"
#include "tests/reference/reference.h"
#include "tests/fixture.h"

#include <gsl/gsl_errno.h>

/* R's attitude: 30 departments, 7 items. */
enum { DEPARTMENTS = 30, ITEMS = 7 };
static const double attitude[DEPARTMENTS * ITEMS] = {
    43, 51, 30, 39, 61, 92, 45, 63, 64, 51, 54, 63, 73, 47, 71, 70, 68, 69, 76, 86, 48,
    61, 63, 45, 47, 54, 84, 35, 81, 78, 56, 66, 71, 83, 47, 43, 55, 49, 44, 54, 49, 34,
    58, 67, 42, 56, 66, 68, 35, 71, 75, 50, 55, 70, 66, 41, 72, 82, 72, 67, 71, 83, 31,
    67, 61, 45, 47, 62, 80, 41, 64, 53, 53, 58, 58, 67, 34, 67, 60, 47, 39, 59, 74, 41,
    69, 62, 57, 42, 55, 63, 25, 68, 83, 83, 45, 59, 77, 35, 77, 77, 54, 72, 79, 77, 46,
    81, 90, 50, 72, 60, 54, 36, 74, 85, 64, 69, 79, 79, 63, 65, 60, 65, 75, 55, 80, 60,
    65, 70, 46, 57, 75, 85, 46, 50, 58, 68, 54, 64, 78, 52, 50, 40, 33, 34, 43, 64, 33,
    64, 61, 52, 62, 66, 80, 41, 53, 66, 52, 50, 63, 80, 37, 40, 37, 42, 58, 50, 57, 49,
    63, 54, 42, 48, 66, 75, 33, 66, 77, 66, 63, 88, 76, 72, 78, 75, 58, 74, 80, 78, 49,
    48, 57, 44, 45, 51, 83, 38, 85, 85, 71, 71, 77, 74, 55, 82, 82, 39, 59, 64, 78, 39,
};
static const bool some_missing[DEPARTMENTS * ITEMS] = {
    [2 * ITEMS + 1] = true,
    [16 * ITEMS] = true,
    [16 * ITEMS + 6] = true,
    [29 * ITEMS + 3] = true,
};

static struct scale_case {
    const char *name;
    size_t items; /* the first so many */
    const bool *missing;
    double shift;
    bool reversed; /* the fifth item, as 100 - x */
} cases[] = {
    { .name = "attitude", .items = 7 },
    { .name = "attitude, some missing", .items = 7, .missing = some_missing },
    { .name = "attitude, far from zero", .items = 7, .shift = 1e6 },
    { .name = "attitude, one reversed", .items = 7, .reversed = true },
    { .name = "two items", .items = 2 },
};

static struct peil_scale scale_of(const struct scale_case *c)
{
    double *values = peil_arena_array(arena, DEPARTMENTS * c->items, sizeof *values);
    for (size_t i = 0; i < DEPARTMENTS; i++)
        for (size_t j = 0; j < c->items; j++) {
            double value = attitude[i * ITEMS + j] + c->shift;
            values[i * c->items + j] = c->reversed && j == 4 ? 100 - value : value;
        }
    struct peil_scale_data data = { values, c->missing, DEPARTMENTS, c->items };
    return peil_scale_reliability(&data, .95, arena);
}

static void agrees(const struct scale_case *c, const char *figure, double actual)
{
    assert_reference("scale", c->name, figure, actual);
}

static void same_as_r(void **state)
{
    const struct scale_case *c = *state;
    struct peil_scale s = scale_of(c);
    agrees(c, "n", (double)s.n);
    agrees(c, "mean", s.mean);
    agrees(c, "sd", s.sd);
    agrees(c, "alpha", s.alpha);
    agrees(c, "standard", s.standard);
    agrees(c, "low", s.interval.low);
    agrees(c, "high", s.interval.high);
    for (size_t j = 0; j < c->items; j++) {
        const struct peil_scale_item *item = &s.items[j];
        agrees(c, peil_arena_format(arena, "mean %zu", j + 1), item->mean);
        agrees(c, peil_arena_format(arena, "sd %zu", j + 1), item->sd);
        agrees(c, peil_arena_format(arena, "rest %zu", j + 1), item->rest_correlation);
        agrees(c, peil_arena_format(arena, "without %zu", j + 1), item->alpha_without);
        agrees(c, peil_arena_format(arena, "loading %zu", j + 1), item->loading);
    }
    if (c->items > 2) {
        agrees(c, "omega", s.omega);
        agrees(c, "omega_standard", s.omega_standard);
    } else {
        assert_true(isnan(s.omega));
    }
    assert_int_equal(s.mixed_loadings, c->reversed);
}

/* Items that are the model itself: omega is what was put in. */
static void omega_of_a_perfect_factor(void **state)
{
    (void)state;
    /* Four contrasts of eight rows that do not correlate, and a factor that is one too.
     */
    static const double signs[8][4] = { { 1, 1, 1, 1 },   { 1, -1, 1, -1 },
                                        { 1, 1, -1, -1 }, { 1, -1, -1, 1 },
                                        { -1, 1, 1, -1 }, { -1, -1, 1, 1 },
                                        { -1, 1, -1, 1 }, { -1, -1, -1, -1 } };
    double values[8 * 3];
    for (size_t i = 0; i < 8; i++)
        for (size_t j = 0; j < 3; j++)
            values[i * 3 + j] = 2 * signs[i][0] + signs[i][j + 1];
    struct peil_scale s = peil_scale_reliability(
        &(struct peil_scale_data){ values, NULL, 8, 3 }, .95, arena);
    assert_close(s.omega, 36. / 39, "omega");
    assert_close(s.alpha, 36. / 39, "alpha, equal to it as all loadings are the same");
    assert_close(s.items[1].loading, 2 / sqrt(5), "loading");
}

static void undefined(void **state)
{
    (void)state;
    bool all_missing[DEPARTMENTS * ITEMS];
    memset(all_missing, true, sizeof all_missing);
    struct peil_scale_data data = { attitude, all_missing, DEPARTMENTS, ITEMS };
    struct peil_scale s = peil_scale_reliability(&data, .95, arena);
    assert_true(s.n == 0 && isnan(s.alpha) && isnan(s.omega) && isnan(s.interval.low));
    s = peil_scale_reliability(&(struct peil_scale_data){ attitude, NULL, 30, 1 }, .95,
                               arena);
    assert_true(isnan(s.alpha));
    s = peil_scale_reliability(&(struct peil_scale_data){ attitude, NULL, 1, 7 }, .95,
                               arena);
    assert_true(s.n == 1 && isnan(s.alpha));
    s = peil_scale_reliability(&(struct peil_scale_data){ NULL, NULL, 0, 0 }, .95,
                               arena);
    assert_true(isnan(s.alpha));

    const double constant[] = { 1, 2, 3, 1, 3, 5, 1, 5, 4, 1, 1, 1 };
    s = peil_scale_reliability(&(struct peil_scale_data){ constant, NULL, 4, 3 }, .95,
                               arena);
    assert_true(s.alpha > 0 && isnan(s.omega) && isnan(s.standard));
    assert_true(isnan(s.items[0].rest_correlation));
    const double same[] = { 2, 2, 2, 2, 2, 2 };
    s = peil_scale_reliability(&(struct peil_scale_data){ same, NULL, 3, 2 }, .95,
                               arena);
    assert_true(isnan(s.alpha) && isnan(s.interval.low));
    const double twins[] = { 1, 1, 2, 2, 2, 1, 3, 3, 2, 5, 5, 4 }; /* Heywood */
    s = peil_scale_reliability(&(struct peil_scale_data){ twins, NULL, 4, 3 }, .95,
                               arena);
    assert_true(s.alpha > 0 && isnan(s.omega));
}

int main(void)
{
    gsl_set_error_handler_off();
    const struct test tests[] = {
        TEST(omega_of_a_perfect_factor),
        TEST(undefined),
        ROWS(cases, same_as_r, name),
    };
    return run_suite(tests, LENGTH(tests), fixture_begin, fixture_end);
}
