/* Every warning of peil check at its place: each file of tests/corpus/check says on a
 * line what is wrong there, and nothing else may be. */
#include "questionnaires/check.h"
#include "tests/expected.h"
#include "tests/fixture.h"

#include <string.h>

static bool read_and_check(const char *bytes, size_t length, const char *name,
                           struct peil_arena *into, struct peil_diag *problems)
{
    const struct peil_questionnaire *q =
        peil_questionnaire_parse(bytes, length, name, into, problems);
    if (q)
        peil_check(q, into, problems);
    return q != NULL;
}

static void places_are_of_the_text(void **state)
{
    (void)state;
    static const char text[] =
        "<questionnaire xmlns='urn:peil:questionnaire:1' id='q' version='1'\n"
        "    xml:lang='nl'>\n"
        "  <title>T</title>\n"
        "  <section id='s' title='S'>\n"
        "    <text id='t' when='answered(t0)'><text>T?</text></text>\n"
        "  </section>\n"
        "</questionnaire>";
    assert_null(peil_questionnaire_parse(text, strlen(text), "q.xml", arena, diag));
    const struct peil_problem *problems;
    assert_true(peil_diag_problems(diag, &problems) > 0);
    assert_int_equal(problems[0].place.line, 5);
    assert_true(problems[0].place.column > 18);
}

static const char *many_items(size_t count)
{
    const char *items = "", *claim = "";
    for (size_t i = 0; i < count; i++) {
        items = peil_arena_format(arena,
                                  "%s<single id='i%zu'><text>I?</text>"
                                  "<option code='1'>A</option>"
                                  "<option code='2'>B</option></single>",
                                  items, i);
        claim = peil_arena_format(arena, "%s%si%zu = 1", claim, i ? " and " : "", i);
    }
    return peil_arena_format(
        arena,
        "<questionnaire xmlns='urn:peil:questionnaire:1' id='q' version='1' "
        "xml:lang='nl'><title>T</title><section id='s' title='S'>%s"
        "<text id='t' when='%s and i0 = 2'><text>T?</text></text>"
        "</section></questionnaire>",
        items, claim);
}

/* 3^10 combinations are tried, 3^12 are not. */
static void too_many_combinations_are_left_alone(void **state)
{
    (void)state;
    static const struct {
        size_t items, warnings;
    } cases[] = { { 10, 1 }, { 12, 0 } };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        diag = peil_diag_new(arena);
        const char *text = many_items(cases[i].items);
        const struct peil_questionnaire *q =
            peil_questionnaire_parse(text, strlen(text), "q.xml", arena, diag);
        assert_non_null(q);
        peil_check(q, arena, diag);
        assert_int_equal(peil_diag_count(diag, PEIL_WARNING), cases[i].warnings);
    }
}

int main(void)
{
    const struct test tests[] = {
        TEST(places_are_of_the_text),
        TEST(too_many_combinations_are_left_alone),
    };
    return run_expected("check", "tests/corpus/check/*.xml", read_and_check) +
           run_suite(tests, LENGTH(tests), fixture_begin, fixture_end);
}
