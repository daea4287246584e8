#include "questionnaires/base/diag.h"
#include "tests/fixture.h"

#include <string.h>

static void add(const char *file, int line, int column, const char *message)
{
    peil_diag_add(diag, PEIL_ERROR, (struct peil_place){ file, line, column }, "%s",
                  message);
}

static void problems_come_in_reading_order(void **state)
{
    (void)state;
    add("b.xml", 1, 1, "f");
    add("a.xml", 12, 5, "d");
    add("a.xml", 12, 5, "e");
    add("a.xml", 2, 9, "c");
    add("a.xml", 2, 0, "b");
    add("a.xml", 0, 0, "a");
    assert_string_equal(problems_of(diag, arena), "a.xml: error: a\n"
                                                  "a.xml:2: error: b\n"
                                                  "a.xml:2:9: error: c\n"
                                                  "a.xml:12:5: error: d\n"
                                                  "a.xml:12:5: error: e\n"
                                                  "b.xml:1:1: error: f\n");
}

static void each_severity_is_counted(void **state)
{
    (void)state;
    struct peil_place place = { .file = "q.xml", .line = 1 };
    peil_diag_add(diag, PEIL_NOTE, place, "so");
    peil_diag_add(diag, PEIL_WARNING, place, "so");
    assert_false(peil_diag_has_error(diag));
    peil_diag_add(diag, PEIL_ERROR, place, "so %d", 3);
    peil_diag_add(diag, PEIL_ERROR, (struct peil_place){ 0 }, "no file");
    assert_true(peil_diag_has_error(diag));
    assert_int_equal(peil_diag_count(diag, PEIL_NOTE), 1);
    assert_int_equal(peil_diag_count(diag, PEIL_ERROR), 2);
    assert_string_equal(problems_of(diag, arena), "peil: error: no file\n"
                                                  "q.xml:1: note: so\n"
                                                  "q.xml:1: warning: so\n"
                                                  "q.xml:1: error: so 3\n");
}

static void a_million_errors_are_counted_not_kept(void **state)
{
    (void)state;
    const struct peil_problem *problems;
    for (int i = 1; i <= 1000000; i++)
        add("a.csv", i, 0, "bad");
    assert_int_equal(peil_diag_problems(diag, &problems), 1000);
    assert_int_equal(peil_diag_count(diag, PEIL_ERROR), 1000000);
    assert_non_null(strstr(problems_of(diag, arena),
                           "\npeil: note: 999000 more problems are not shown\n"));
}

static void what_a_file_says_rewrites_no_terminal(void **state)
{
    (void)state;
    add("a\x1b[2J.xml", 1, 1, "item \"x\r\n\xe2\x80\xae\" \xc3\xa9");
    assert_string_equal(problems_of(diag, arena),
                        "a?[2J.xml:1:1: error: item \"x???\" \xc3\xa9\n");
}

static void editors_can_read_json(void **state)
{
    (void)state;
    add("a\"b.xml", 3, 7, "so");
    FILE *out = text_begin();
    peil_diag_print_json(diag, out);
    const char *bytes = text_end();
    assert_string_equal(bytes, "[{\"file\":\"a\\\"b.xml\",\"line\":3,\"column\":7,"
                               "\"severity\":\"error\",\"message\":\"so\"}]\n");
}

int main(void)
{
    const struct test tests[] = {
        TEST(problems_come_in_reading_order),
        TEST(each_severity_is_counted),
        TEST(a_million_errors_are_counted_not_kept),
        TEST(what_a_file_says_rewrites_no_terminal),
        TEST(editors_can_read_json),
    };
    return run_suite(tests, LENGTH(tests), fixture_begin, fixture_end);
}
