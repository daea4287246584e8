#include "questionnaires/base/diag.h"
#include "tests/golden.h"
#include "tests/questionnaires/problems.h"

#include <string.h>

static void add(struct peil_diag *diag, const char *file, int line, int column,
                const char *message)
{
    peil_diag_add(diag, PEIL_ERROR, (struct peil_place){ file, line, column }, "%s",
                  message);
}

static void problems_come_in_reading_order(void **state)
{
    (void)state;
    struct peil_arena *arena = peil_arena_new();
    struct peil_diag *diag = peil_diag_new(arena);
    add(diag, "b.xml", 1, 1, "f");
    add(diag, "a.xml", 12, 5, "d");
    add(diag, "a.xml", 12, 5, "e");
    add(diag, "a.xml", 2, 9, "c");
    add(diag, "a.xml", 2, 0, "b");
    add(diag, "a.xml", 0, 0, "a");
    assert_string_equal(problems_of(diag, arena), "a.xml: error: a\n"
                                                  "a.xml:2: error: b\n"
                                                  "a.xml:2:9: error: c\n"
                                                  "a.xml:12:5: error: d\n"
                                                  "a.xml:12:5: error: e\n"
                                                  "b.xml:1:1: error: f\n");
    peil_arena_free(arena);
}

static void each_severity_is_counted(void **state)
{
    (void)state;
    struct peil_arena *arena = peil_arena_new();
    struct peil_diag *diag = peil_diag_new(arena);
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
    peil_arena_free(arena);
}

static void a_million_errors_are_counted_not_kept(void **state)
{
    (void)state;
    struct peil_arena *arena = peil_arena_new();
    struct peil_diag *diag = peil_diag_new(arena);
    const struct peil_problem *problems;
    for (int i = 1; i <= 1000000; i++)
        add(diag, "a.csv", i, 0, "bad");
    assert_int_equal(peil_diag_problems(diag, &problems), 1000);
    assert_int_equal(peil_diag_count(diag, PEIL_ERROR), 1000000);
    assert_non_null(strstr(problems_of(diag, arena),
                           "\npeil: note: 999000 more problems are not shown\n"));
    peil_arena_free(arena);
}

static void what_a_file_says_rewrites_no_terminal(void **state)
{
    (void)state;
    struct peil_arena *arena = peil_arena_new();
    struct peil_diag *diag = peil_diag_new(arena);
    add(diag, "a\x1b[2J.xml", 1, 1, "item \"x\r\n\xe2\x80\xae\" \xc3\xa9");
    assert_string_equal(problems_of(diag, arena),
                        "a?[2J.xml:1:1: error: item \"x???\" \xc3\xa9\n");
    peil_arena_free(arena);
}

static void editors_can_read_json(void **state)
{
    (void)state;
    struct peil_arena *arena = peil_arena_new();
    struct peil_diag *diag = peil_diag_new(arena);
    char *bytes = NULL;
    size_t length = 0;
    add(diag, "a\"b.xml", 3, 7, "so");
    FILE *out = open_memstream(&bytes, &length);
    peil_diag_print_json(diag, out);
    fclose(out);
    assert_string_equal(bytes, "[{\"file\":\"a\\\"b.xml\",\"line\":3,\"column\":7,"
                               "\"severity\":\"error\",\"message\":\"so\"}]\n");
    free(bytes);
    peil_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(problems_come_in_reading_order),
        cmocka_unit_test(each_severity_is_counted),
        cmocka_unit_test(a_million_errors_are_counted_not_kept),
        cmocka_unit_test(what_a_file_says_rewrites_no_terminal),
        cmocka_unit_test(editors_can_read_json),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
