/* Every warning of peil check at its place: each file of tests/corpus/check says on a
 * line what is wrong there, and nothing else may be. */
#include "tests/fixture.h"

#include "questionnaires/base/file.h"
#include "questionnaires/check.h"

#include <string.h>

static void *begin_list(FILE **out, char **bytes, size_t *length)
{
    *out = open_memstream(bytes, length);
    assert_non_null(*out);
    return *out;
}

static const char *end_list(FILE *out, char **bytes)
{
    assert_int_equal(fclose(out), 0);
    const char *text = peil_arena_copy(arena, *bytes);
    free(*bytes);
    return text;
}

/* "12: warning: ..." for each `expect:` comment. */
static const char *expected_of(const char *text)
{
    static const char mark[] = "<!-- expect: ";
    FILE *out;
    char *bytes;
    size_t length;
    int line = 1;
    begin_list(&out, &bytes, &length);
    for (; *text; text++) {
        line += *text == '\n';
        if (strncmp(text, mark, strlen(mark)) != 0)
            continue;
        text += strlen(mark);
        const char *end = strstr(text, " -->");
        assert_non_null(end);
        fprintf(out, "%d: %.*s\n", line, (int)(end - text), text);
    }
    return end_list(out, &bytes);
}

static const char *severity_name(enum peil_severity severity)
{
    return severity == PEIL_ERROR     ? "error"
           : severity == PEIL_WARNING ? "warning"
                                      : "note";
}

static const char *problems_found(void)
{
    const struct peil_problem *problems;
    size_t count = peil_diag_problems(diag, &problems);
    FILE *out;
    char *bytes;
    size_t length;
    begin_list(&out, &bytes, &length);
    for (size_t i = 0; i < count; i++)
        fprintf(out, "%d: %s: %s\n", problems[i].place.line,
                severity_name(problems[i].severity), problems[i].message);
    return end_list(out, &bytes);
}

static struct corpus {
    const char *name;
} corpora[] = {
    { "routing.xml" }, { "texts.xml" }, { "counts.xml" }, { "children.xml" }
};

static void corpus(void **state)
{
    const struct corpus *c = *state;
    const char *path = peil_arena_format(arena, "corpus/check/%s", c->name);
    size_t length;
    const char *text = peil_file_read(path, 1 << 20, arena, &length, diag);
    assert_non_null(text);
    const struct peil_questionnaire *q =
        peil_questionnaire_parse(text, length, path, arena, diag);
    if (q)
        peil_check(q, arena, diag);
    assert_string_equal(problems_found(), expected_of(text));
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
        ROWS(corpora, corpus, name),
        TEST(places_are_of_the_text),
        TEST(too_many_combinations_are_left_alone),
    };
    return run_suite(tests, LENGTH(tests), fixture_begin, fixture_end);
}
