/* What a test program is made of: tests, and tables of which every row is a test of its
 * own name, so that a failure names the row. */
#ifndef PEIL_TESTS_SUITE_H
#define PEIL_TESTS_SUITE_H

#include "tests/golden.h"
#include "tests/questionnaires/problems.h"

struct test {
    CMUnitTestFunction run;
    const char *const *name; /* of the first row */
    void *rows;
    size_t count, size;
};

/* clang-format off */
#define TEST(function) { function, &(const char *){ #function }, NULL, 1, 0 }

/* A test of each row, named by this field of it. */
#define ROWS(rows, function, field)                                                    \
    { function, &(rows)->field, rows, LENGTH(rows), sizeof *(rows) }
/* clang-format on */

/* Runs each between these two, which may be NULL; what main returns. */
int run_suite(const struct test *tests, size_t count, CMFixtureFunction begin,
              CMFixtureFunction end);

#endif
