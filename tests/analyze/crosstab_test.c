/* Cross-tabs. Tests and residuals are R's: chisq.test(m, correct = FALSE), with
 * $expected, $residuals and $stdres. */
#include "analyze/data/dimensions.h"
#include "analyze/tables/crosstab.h"
#include "questionnaires/base/message.h"
#include "tests/analyze/asked.h"
#include "tests/fixture.h"

/* A file of "row,column" with so many of each; "a1,b1" for the first. */
static const char *csv_of(const int *n, size_t rows, size_t columns)
{
    const char *csv = "row,column\n";
    for (size_t i = 0; i < rows * columns; i++)
        for (int k = 0; k < n[i]; k++)
            csv = peil_arena_format(arena, "%sa%zu,b%zu\n", csv, i / columns + 1,
                                    i % columns + 1);
    return csv;
}

static struct peil_table *make(const struct peil_dataset *dataset, const char *rows,
                               const char *columns)
{
    struct peil_place nowhere = { 0 };
    struct peil_dimensions a =
        peil_dimensions_find(dataset, rows, nowhere, arena, diag);
    struct peil_dimensions b =
        peil_dimensions_find(dataset, columns, nowhere, arena, diag);
    assert_string_equal(problems_of(diag, arena), "");
    struct peil_sample sample = peil_sample_plain(dataset);
    return peil_crosstab(&sample, &a.list[0], &b.list[0], arena);
}

static void near(double actual, double expected)
{
    if (!(fabs(actual - expected) <= 1e-7 * fmax(1, fabs(expected))))
        fail_msg("%.12g, expected %.12g", actual, expected);
}

static bool has_note(const struct peil_table *table, const char *words)
{
    for (size_t i = 0; i < table->note_count; i++)
        if (strstr(table->notes[i], words))
            return true;
    return false;
}

static void figures_of_a_table(void **state)
{
    (void)state;
    const int n[] = { 20, 10, 5, 15, 12, 8 };
    struct peil_dataset *dataset = class_dataset(NULL, csv_of(n, 2, 3), arena);
    struct peil_table *table = make(dataset, "row", "column");
    const struct peil_cross *cross = &table->cross;
    const struct peil_cell *cell = &cross->cells[1]; /* a1, b2 */
    near(cell->n, 10);
    near(cell->row_percent, 100 * 10 / 35.0);
    near(cell->column_percent, 100 * 10 / 22.0);
    near(cell->total_percent, 100 * 10 / 70.0);
    near(cell->expected, 11);
    near(cell->residual, -0.30151134);
    near(cell->adjusted_residual, -0.51492865);
    near(cross->row_totals[1].n, 35);
    near(cross->row_totals[1].percent, 50);
    near(cross->column_totals[2].n, 13);
    near(table->base.n, 70);
    assert_string_equal(cross->tests[0].name, "pearson"); /* the one to believe */
    near(cross->tests[0].statistic, 1.588411588412);
    near(cross->tests[0].df, 2);
    near(cross->tests[0].p, 0.451940025814);
    near(asked_measure(table, "cramers_v", NULL)->value, sqrt(1.588411588412 / 70));
    peil_crosstab_explain(table, PEIL_BONFERRONI, arena);
    assert_null(cross->tests[0].note);
    assert_int_equal(table->note_count, 0);
}

static void small_expected_counts_are_said(void **state)
{
    (void)state;
    const int n[] = { 6, 1, 2, 7 };
    struct peil_dataset *dataset = class_dataset(NULL, csv_of(n, 2, 2), arena);
    struct peil_table *table = make(dataset, "row", "column");
    assert_string_equal(table->cross.tests[0].name, "fisher");
    assert_string_equal(table->cross.tests[0].method, "exact");
    near(table->cross.tests[0].p, 0.0405594405594); /* R: fisher.test */
    near(asked_test(table, "pearson")->statistic, 6.3492063492063);
    near(asked_test(table, "pearson")->p, 0.0117433823012);
    near(asked_measure(table, "phi", NULL)->value, 0.62994078834872);
    near(asked_measure(table, "odds_ratio", NULL)->value, 21);
    peil_crosstab_explain(table, PEIL_BONFERRONI, arena);
    const char *note = asked_test(table, "pearson")->note;
    assert_non_null(strstr(note, "4 cells (100.0%)"));
    assert_non_null(strstr(note, "the smallest is 3.50"));

    table->cross.smallest_expected = NAN; /* as the gate leaves it */
    peil_crosstab_explain(table, PEIL_BONFERRONI, arena);
    assert_null(strstr(asked_test(table, "pearson")->note, "smallest"));
}

static void empty_rows_do_not_count_in_the_test(void **state)
{
    (void)state;
    struct peil_dataset *dataset =
        class_dataset(class_questionnaire(arena),
                      "groep,bekend\n5,1\n5,1\n5,2\n6,2\n6,2\n6,1\n7,-9\n", arena);
    struct peil_table *table = make(dataset, "groep", "bekend");
    assert_int_equal(table->cross.row_count, 6);
    near(table->base.n, 6);
    near(asked_test(table, "pearson")->df, 1);
    near(asked_test(table, "pearson")->statistic, 6.0 / 9);
    assert_true(isnan(table->cross.cells[4].row_percent)); /* nobody from groep 7 */
    assert_true(has_note(table, "without any answer"));
}

static void one_column_cannot_be_tested(void **state)
{
    (void)state;
    const int n[] = { 3, 4 };
    struct peil_dataset *dataset = class_dataset(NULL, csv_of(n, 2, 1), arena);
    struct peil_table *table = make(dataset, "row", "column");
    assert_int_equal(table->cross.test_count, 0);
    assert_true(has_note(table, "Nothing could be tested"));
}

static const char ticks[] =
    "groep,waarom_1,waarom_2,waarom_9\n"
    "5,1,1,0\n5,1,0,0\n6,0,0,1\n6,-9,-9,-9\n-9,1,0,0\n6,0,0,0\n";

static void ticks_in_rows(void **state)
{
    (void)state;
    struct peil_dataset *dataset =
        class_dataset(class_questionnaire(arena), ticks, arena);
    struct peil_table *table = make(dataset, "waarom", "leeftijdsgroep");
    const struct peil_cross *cross = &table->cross;
    assert_true(cross->multiple && !cross->multiple_columns);
    near(table->base.n, 4);
    near(cross->column_totals[0].n, 4); /* cases, not ticks */
    near(cross->row_totals[0].n, 2);
    near(cross->cells[0].column_percent, 50);
    assert_int_equal(cross->test_count, 0);
    assert_true(isnan(cross->cells[0].expected));
    assert_true(has_note(table, "More than one answer"));
}

static void ticks_in_columns(void **state)
{
    (void)state;
    struct peil_dataset *dataset =
        class_dataset(class_questionnaire(arena), ticks, arena);
    struct peil_table *table = make(dataset, "groep", "waarom");
    const struct peil_cross *cross = &table->cross;
    assert_true(!cross->multiple && cross->multiple_columns);
    near(table->base.n, 4);
    near(cross->row_totals[0].n, 2);    /* groep 5 */
    near(cross->column_totals[0].n, 2); /* from school */
    near(cross->cells[0].n, 2);
    near(cross->cells[0].row_percent, 100);
    near(cross->cells[1].row_percent, 50);
}

int main(void)
{
    peil_message_choose("en");
    const struct test tests[] = {
        TEST(figures_of_a_table),
        TEST(small_expected_counts_are_said),
        TEST(empty_rows_do_not_count_in_the_test),
        TEST(one_column_cannot_be_tested),
        TEST(ticks_in_rows),
        TEST(ticks_in_columns),
    };
    return run_suite(tests, LENGTH(tests), fixture_begin, fixture_end);
}
