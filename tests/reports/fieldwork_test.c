/* Counts of the field: added up, refused when they are none, and hidden together with
 * what would tell them. */
#include "questionnaires/base/message.h"
#include "reports/tables/columns.h"
#include "reports/outline/fieldwork.h"
#include "tests/fixture.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct fieldwork_case {
    const char *name, *csv, *expected; /* cards refused joined stopped completed */
} cases[] = {
    { "visits add up",
      "visit,cards,joined,refused,completed,stopped\na,30,25,5,20,5\nb,20,20,0,14,6\n",
      "50 5 45 11 34" },
    { "nor is what one visit does not tell", "visit,cards,joined\na,30,25\nb,,9\n",
      "- - 34 - -" },
    { "a column that is not there is not known", "visit,joined\na,25\n", "- - 25 - -" },
    { "none is no few",
      "visit,cards,joined,refused,completed,stopped\na,30,30,0,30,0\n",
      "30 0 30 0 30" },
    { "few who stopped hide who finished",
      "visit,cards,joined,refused,completed,stopped\na,30,25,5,23,2\n", "30 5 25 - -" },
    { "few who refused hide the cards",
      "visit,cards,joined,refused,completed,stopped\na,27,25,2,15,10\n",
      "- - 25 10 15" },
    { "no count", "visit,cards\na,veel\n", NULL },
    { "below none", "visit,cards\na,-1\n", NULL },
};

static void adds_up(void **state)
{
    const struct fieldwork_case *c = *state;
    struct peil_fieldwork work;
    const char *path = new_file("fieldwork.csv", c->csv), *text = "";
    bool well = peil_fieldwork_read(path, &work, diag);
    assert_int_equal(well, c->expected != NULL);
    if (!well) {
        assert_non_null(strstr(problems_of(diag, arena), "is no count of \"cards\""));
        return;
    }
    peil_fieldwork_protect(&work, 5);
    for (size_t i = 0; i < PEIL_FIELDWORK_COUNTS; i++)
        text = isnan(work.counts[i])
                   ? peil_arena_format(arena, "%s%s-", text, i ? " " : "")
                   : peil_arena_format(arena, "%s%s%g", text, i ? " " : "",
                                       work.counts[i]);
    assert_string_equal(text, c->expected);
}

static void values_of_a_column_are_in_order(void **state)
{
    (void)state;
    struct peil_column_values values;
    const char *path =
        new_file("fieldwork.csv", "school,wave\nb,2026-1\na,2025-1\n-9,2026-1\nb,\n");
    assert_true(peil_columns_read(&path, 1, "school", &values, arena, diag));
    assert_true(values.found);
    assert_int_equal(values.count, 2);
    assert_string_equal(values.list[0], "a");
    assert_true(peil_columns_read(&path, 1, "klas", &values, arena, diag));
    assert_false(values.found);
    unlink(path);
    assert_false(peil_columns_read(&path, 1, "klas", &values, arena, diag));
}

int main(void)
{
    const struct test tests[] = {
        TEST(values_of_a_column_are_in_order),
        ROWS(cases, adds_up, name),
    };
    return run_suite(tests, LENGTH(tests), folder_begin, folder_end);
}
