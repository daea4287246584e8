#include "analyze/statistics/saturation.h"
#include "tests/fixture.h"

/* Four codes in the order of six interviews. */
static const bool mentioned[] = {
    1, 0, 0, 0, /* one new */
    1, 1, 0, 0, /* one */
    0, 1, 0, 0, /* none */
    0, 0, 1, 0, /* one: the last */
    1, 1, 1, 0, 0, 0, 0, 0,
};

static void counts(void **state)
{
    (void)state;
    struct peil_saturation s = peil_saturation(mentioned, 6, 4, 4, arena);
    const size_t fresh[] = { 1, 1, 0, 1, 0, 0 }, curve[] = { 1, 2, 2, 3, 3, 3 };
    assert_memory_equal(s.fresh, fresh, sizeof fresh);
    assert_memory_equal(s.curve, curve, sizeof curve);
    assert_int_equal(s.found, 3); /* the fourth code was never mentioned */
    assert_int_equal(s.complete_after, 4);
    assert_int_equal(s.block_count, 2); /* 4 and 2 interviews */
    assert_int_equal(s.blocks[0], 3);
    assert_int_equal(s.blocks[1], 0);
}

static void not_yet_saturated(void **state)
{
    (void)state;
    struct peil_saturation s = peil_saturation(mentioned, 4, 4, 0, arena);
    assert_int_equal(s.complete_after, 4);
    assert_int_equal(s.block_count, 1); /* of ten, by default */
    assert_int_equal(s.blocks[0], 3);
}

static void nothing_said(void **state)
{
    (void)state;
    const bool silence[6] = { false };
    struct peil_saturation s = peil_saturation(silence, 3, 2, 10, arena);
    assert_int_equal(s.found, 0);
    assert_int_equal(s.complete_after, 0);
    s = peil_saturation(NULL, 0, 0, 10, arena);
    assert_int_equal(s.block_count, 0);
    s = peil_saturation(NULL, 3, 0, 10, arena);
    assert_int_equal(s.curve[2], 0);
}

int main(void)
{
    const struct test tests[] = {
        TEST(counts),
        TEST(not_yet_saturated),
        TEST(nothing_said),
    };
    return run_suite(tests, LENGTH(tests), fixture_begin, fixture_end);
}
