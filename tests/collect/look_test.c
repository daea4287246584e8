/* The letters of the cookie, and what becomes of them. */
#include "collect/page/look.h"
#include "tests/fixture.h"

static struct look_case {
    const char *name, *cookie, *letters, *classes; /* NULL = none */
} cases[] = {
    { "no cookie", NULL, "", NULL },
    { "an empty one", "", "", NULL },
    { "one", "l", "l", "large" },
    { "all, in another order", "csl", "lsc", "large spaced contrast" },
    { "twice the same", "cc", "c", "contrast" },
    { "what is not known", "x\"><b>l", "l", "large" },
};

static void reads(void **state)
{
    const struct look_case *c = *state;
    const char *letters = peil_look_read(c->cookie, arena);
    assert_string_equal(letters, c->letters);
    const char *classes = peil_look_classes(letters, arena);
    assert_int_equal(classes != NULL, c->classes != NULL);
    if (classes)
        assert_string_equal(classes, c->classes);
}

static void toggles(void **state)
{
    (void)state;
    assert_string_equal(peil_look_toggle("", 's', arena), "s");
    assert_string_equal(peil_look_toggle("s", 'l', arena), "ls");
    assert_string_equal(peil_look_toggle("lsc", 's', arena), "lc");
    assert_string_equal(peil_look_toggle("c", 'c', arena), "");
}

int main(void)
{
    const struct test tests[] = {
        TEST(toggles),
        ROWS(cases, reads, name),
    };
    return run_suite(tests, LENGTH(tests), fixture_begin, fixture_end);
}
