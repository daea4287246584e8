#include "questionnaires/base/csv.h"
#include "reports/formats/renderers.h"
#include "tests/reports/sample.h"
#include "tests/fixture.h"

#include <string.h>

static void is_golden(void **state)
{
    (void)state;
    struct peil_analysis analysis = sample_analysis();
    const char *text = rendered(&peil_render_csv, &analysis);
    assert_golden("reports/long.csv", text);
}

static bool count_row(void *context, const struct peil_csv_row *row)
{
    size_t *rows = context;
    assert_int_equal(row->count, 41);
    ++*rows;
    return true;
}

static void is_read_back_by_our_own_reader(void **state)
{
    (void)state;
    struct peil_analysis analysis = sample_analysis();
    const char *text = rendered(&peil_render_csv, &analysis);
    size_t rows = 0;
    assert_true(peil_csv_parse(text, strlen(text), "long.csv", count_row, &rows, diag));
    /* heading; responses 2; base 1, rows 4, missing 3; base 1, cells 12, totals 7,
     * tests 6, measures 5, note 1; base 1, rows 3, net 1; of both blocks base 1, cells
     * 6, net 2, totals 6; base 1, figures 3 x 5, measure 1 */
    assert_int_equal(rows, 1 + 2 + 8 + 32 + 5 + 2 * 15 + 17);
}

static void a_formula_is_defused(void **state)
{
    (void)state;
    struct peil_analysis analysis = sample_analysis();
    const char *text = rendered(&peil_render_csv, &analysis);
    assert_non_null(strstr(text, "'=SOM(A1)"));
    assert_null(strstr(text, "\"=SOM(A1)"));
}

static void every_row_carries_the_mark(void **state)
{
    (void)state;
    struct peil_analysis analysis = sample_analysis();
    analysis.internal = analysis.synthetic = true;
    const char *text = rendered(&peil_render_csv, &analysis);
    assert_int_equal(times_in(text, "internal synthetic"),
                     2 + 8 + 32 + 5 + 2 * 15 + 17);
}

int main(void)
{
    const struct test tests[] = {
        TEST(is_golden),
        TEST(is_read_back_by_our_own_reader),
        TEST(a_formula_is_defused),
        TEST(every_row_carries_the_mark),
    };
    return run_suite(tests, LENGTH(tests), fixture_begin, fixture_end);
}
