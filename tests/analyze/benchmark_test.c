/* One SWV against all, as R says: it is the test against the rest. */
#include "analyze/statistics/benchmark.h"
#include "tests/reference/reference.h"
#include "tests/fixture.h"

static const struct peil_benchmark_share parts[] = {
    { 45, 150 }, { 80, 160 }, { 12, 60 }, { 160, 420 }, { 33, 71 },
};
static const struct peil_benchmark_share whole = { 330, 861 };

static void a_part_against_its_whole(void **state)
{
    (void)state;
    for (size_t i = 0; i < LENGTH(parts); i++) {
        char name[20];
        snprintf(name, sizeof name, "part %zu", i + 1);
        struct peil_benchmark found = peil_benchmark(parts[i], whole);
        assert_reference("benchmark", name, "difference", found.difference);
        assert_reference("benchmark", name, "z", found.z);
        assert_reference("benchmark", name, "p", found.p);
        assert_true(found.low < found.difference && found.difference < found.high);
    }
}

static void many_are_adjusted_together(void **state)
{
    (void)state;
    const struct peil_benchmark_point *points =
        peil_benchmark_many(parts, LENGTH(parts), 30, arena);
    for (size_t i = 0; i < LENGTH(parts); i++) {
        char name[20];
        snprintf(name, sizeof name, "adjusted %zu", i + 1);
        assert_reference("benchmark", "all", name, points[i].adjusted);
    }
    points = peil_benchmark_many(parts, LENGTH(parts), 71, arena);
    assert_true(isnan(points[2].adjusted) && isnan(points[2].against.p));
    assert_reference("benchmark", "part 1", "p", points[0].against.p);
}

static void nothing_to_compare_with(void **state)
{
    (void)state;
    static const struct peil_benchmark_share none = { 0, 0 }, all = { 20, 20 };
    assert_true(isnan(peil_benchmark(parts[0], parts[0]).p));
    assert_true(isnan(peil_benchmark(none, whole).difference));
    struct peil_benchmark same =
        peil_benchmark(all, (struct peil_benchmark_share){ 90, 90 });
    assert_true(isnan(same.p) && same.difference == 0);
}

static void limits_of_a_funnel(void **state)
{
    (void)state;
    struct peil_interval inner = peil_benchmark_limits(.4, 150, .95);
    struct peil_interval outer = peil_benchmark_limits(.4, 150, .998);
    assert_reference("benchmark", "limits", "low", inner.low);
    assert_reference("benchmark", "limits", "high", inner.high);
    assert_reference("benchmark", "limits", "lowest", outer.low);
    assert_reference("benchmark", "limits", "highest", outer.high);
    assert_close(peil_benchmark_limits(.4, 2, .998).low, 0, "not below nobody");
    assert_true(isnan(peil_benchmark_limits(.4, 0, .95).low));
}

int main(void)
{
    const struct test tests[] = {
        TEST(a_part_against_its_whole),
        TEST(many_are_adjusted_together),
        TEST(nothing_to_compare_with),
        TEST(limits_of_a_funnel),
    };
    return run_suite(tests, LENGTH(tests), fixture_begin, fixture_end);
}
