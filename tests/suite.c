#include "tests/suite.h"

enum { MOST_TESTS = 1000 };

int run_suite(const struct test *tests, size_t count, CMFixtureFunction begin,
              CMFixtureFunction end)
{
    static struct CMUnitTest all[MOST_TESTS];
    size_t length = 0;
    for (const struct test *test = tests; test < tests + count; test++)
        for (size_t row = 0; row < test->count; row++) {
            const char *name = (const char *)test->name + row * test->size;
            char *state = test->rows;
            if (length == MOST_TESTS) {
                print_error("more than %d tests\n", MOST_TESTS);
                return 1;
            }
            all[length++] =
                (struct CMUnitTest){ *(const char *const *)name, test->run, begin, end,
                                     state ? state + row * test->size : NULL };
        }
    return _cmocka_run_group_tests("tests", all, length, NULL, NULL);
}
