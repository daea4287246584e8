/* The letters of the cookie, and what becomes of them. */
#include "collect/page/look.h"
#include "tests/golden.h"

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
    struct peil_arena *arena = peil_arena_new();
    const char *letters = peil_look_read(c->cookie, arena);
    assert_string_equal(letters, c->letters);
    const char *classes = peil_look_classes(letters, arena);
    assert_int_equal(classes != NULL, c->classes != NULL);
    if (classes)
        assert_string_equal(classes, c->classes);
    peil_arena_free(arena);
}

static void toggles(void **state)
{
    (void)state;
    struct peil_arena *arena = peil_arena_new();
    assert_string_equal(peil_look_toggle("", 's', arena), "s");
    assert_string_equal(peil_look_toggle("s", 'l', arena), "ls");
    assert_string_equal(peil_look_toggle("lsc", 's', arena), "lc");
    assert_string_equal(peil_look_toggle("c", 'c', arena), "");
    peil_arena_free(arena);
}

enum { CASES = sizeof cases / sizeof cases[0] };

int main(void)
{
    struct CMUnitTest tests[CASES + 1] = { cmocka_unit_test(toggles) };
    for (size_t i = 0; i < CASES; i++)
        tests[i + 1] = (struct CMUnitTest){ .name = cases[i].name,
                                            .test_func = reads,
                                            .initial_state = &cases[i] };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
