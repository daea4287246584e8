#include "tests/questionnaires/model.h"

#include "questionnaires/base/message.h"
#include "questionnaires/condition.h"

#include <stdio.h>
#include <stdlib.h>

static const struct peil_questionnaire *q;

/* --- What it comes to --- */

static struct evaluate_case {
    const char *condition, *response;
    enum peil_truth expected;
} evaluate_cases[] = {
    { "groep = 5", "groep:5", PEIL_TRUE },
    { "groep = 5", "groep:6", PEIL_FALSE },
    { "groep = 5", "", PEIL_UNKNOWN },
    { "groep = 5", "groep:-9", PEIL_UNKNOWN },
    { "5 = groep", "groep:5", PEIL_TRUE },
    { "groep != 5", "groep:6", PEIL_TRUE },
    { "groep != 5", "groep:-7", PEIL_UNKNOWN },
    { "groep > 5", "groep:11", PEIL_TRUE },
    { "groep >= 11", "groep:11", PEIL_TRUE },
    { "groep < 11", "groep:11", PEIL_FALSE },
    { "groep <= 6", "groep:5", PEIL_TRUE },
    { "groep + 1 = 6", "groep:5", PEIL_TRUE },
    { "wie = 'juf'", "variant:b; wie:juf", PEIL_TRUE },
    { "wie = \"ouder\"", "wie:juf", PEIL_FALSE },
    { "wie != 'juf'", "wie:-8", PEIL_UNKNOWN },
    { "in(groep, 5, 6)", "groep:6", PEIL_TRUE },
    { "in(groep, 5, 6)", "groep:11", PEIL_FALSE },
    { "in(groep, 5, 6)", "", PEIL_UNKNOWN },
    { "selected(themas, 2)", "themas:1 2", PEIL_TRUE },
    { "selected(themas, 2)", "themas:1", PEIL_FALSE },
    { "selected(themas, 2)", "themas:-8", PEIL_UNKNOWN },
    { "selected(groep, 5)", "groep:5", PEIL_TRUE },
    { "selected(top, 3)", "top:3 1", PEIL_TRUE },
    { "count-selected(themas) = 2", "themas:1 2", PEIL_TRUE },
    { "count-selected(themas) > 0", "", PEIL_UNKNOWN },
    { "answered(themas)", "themas:97", PEIL_TRUE },
    { "answered(themas)", "themas:-8", PEIL_FALSE },
    { "answered(tip)", "", PEIL_FALSE },
    { "not(answered(tip))", "tip:hoi", PEIL_FALSE },
    { "uren = 2.5", "uren:2.5", PEIL_TRUE },
    { "uren > 2", "uren:-8", PEIL_UNKNOWN },
    { "uren * 2 - 1 = 4", "uren:2.5", PEIL_TRUE },
    { "uren div 2 > 3", "uren:7", PEIL_TRUE },
    { "uren mod 3 = -1", "uren:-7.0", PEIL_TRUE }, /* as the dividend */
    { "uren div 0 > 1000000", "uren:1", PEIL_TRUE },
    { "0 div 0 = 0 div 0", "", PEIL_FALSE }, /* not a number is not itself */
    { "- uren = 3", "uren:-3", PEIL_TRUE },
    { "--uren = 3", "uren:3", PEIL_TRUE },
    { "2 + 3 * 4 = 14", "", PEIL_TRUE },
    { "(2 + 3) * 4 = 20", "", PEIL_TRUE },
    { "10 - 3 - 2 = 5", "", PEIL_TRUE }, /* from left to right */
    { ".5 + 0.5 = 1", "", PEIL_TRUE },
    { "leeftijd = 1", "groep:6", PEIL_TRUE },
    { "leeftijd = 1", "groep:90", PEIL_UNKNOWN }, /* in no band */
    { "leeftijd = 1", "", PEIL_UNKNOWN },
    { "in(leeftijd, 1, 2)", "groep:11", PEIL_TRUE },
    { "leeftijd > 1", "groep:11", PEIL_TRUE },
    { "leeftijd = fijn", "groep:5; fijn:1", PEIL_TRUE },
    { "druk = 'weinig'", "uren:9.9", PEIL_TRUE },
    { "druk = 'veel'", "uren:10", PEIL_TRUE },
    { "druk = 'veel'", "uren:50", PEIL_UNKNOWN },
    { "blij = 1", "variant:a; fijn:2", PEIL_UNKNOWN },
    { "blij = 1", "variant:b; fijn:2", PEIL_TRUE },
    { "blij = 1", "fijn:1", PEIL_UNKNOWN }, /* for no variant yet */
    { "variant(a)", "variant:a", PEIL_TRUE },
    { "variant(a)", "variant:b", PEIL_FALSE },
    { "variant(a)", "", PEIL_UNKNOWN },
    { "groep=5or fijn=1", "fijn:1", PEIL_TRUE }, /* blanks are needed nowhere */
    { "not( groep = 5 )and(fijn = 1)", "groep:6; fijn:1", PEIL_TRUE },
    { "fijn = 1 or fijn = 2 and groep = 5", "fijn:1; groep:6", PEIL_TRUE },
    { "(fijn = 1 or fijn = 2) and groep = 5", "fijn:1; groep:6", PEIL_FALSE },
};

static void evaluates(void **state)
{
    const struct evaluate_case *c = *state;
    const struct peil_condition *condition = peil_condition_parse(
        c->condition, (struct peil_place){ "-", 1, 1 }, q, SIZE_MAX, arena, diag);
    peil_diag_print(diag, stderr);
    assert_non_null(condition);
    assert_int_equal(peil_condition_evaluate(condition, model_response(q, c->response)),
                     c->expected);
}

static const struct peil_condition *parse(const char *text)
{
    const struct peil_condition *condition = peil_condition_parse(
        text, (struct peil_place){ "-", 1, 1 }, q, SIZE_MAX, arena, diag);
    peil_diag_print(diag, stderr);
    assert_non_null(condition);
    return condition;
}

/* All of Kleene's tables: false, unknown, true for both sides. */
static void joins_in_three_values(void **state)
{
    (void)state;
    static const char *const left[] = { "groep:6; ", "", "groep:5; " };
    static const char *const right[] = { "fijn:2", "", "fijn:1" };
    const struct peil_condition *both = parse("groep = 5 and fijn = 1");
    const struct peil_condition *either = parse("groep = 5 or fijn = 1");
    const struct peil_condition *not_left = parse("not(groep = 5)");
    for (int l = 0; l < 3; l++)
        for (int r = 0; r < 3; r++) {
            const struct peil_response *response =
                model_response(q, peil_arena_format(arena, "%s%s", left[l], right[r]));
            int least = l < r ? l : r, most = l > r ? l : r;
            assert_int_equal(peil_condition_evaluate(both, response), least);
            assert_int_equal(peil_condition_evaluate(either, response), most);
            assert_int_equal(peil_condition_evaluate(not_left, response), 2 - l);
        }
}

static void nothing_is_true(void **state)
{
    (void)state;
    assert_int_equal(peil_condition_evaluate(NULL, peil_response_new(q, arena)),
                     PEIL_TRUE);
}

/* --- Where a mistake is --- */

static struct place_case {
    const char *condition;
    int column;
    const char *message;
} place_cases[] = {
    { "groepp = 5", 11, "unknown item \"groepp\"" },
    { "  groepp = 5", 13, "unknown item \"groepp\"" },
    { "groep = 5 and fijn = 7", 32, "\"fijn\" has no option \"7\"" },
    { "groep = 'é' or fijn = 7", 33, "\"fijn\" has no option \"7\"" },
    { "selected(themas,3)", 27, "\"themas\" has no option \"3\"" },
    { "(groep = 5", 21, "expected \")\"" },
    { "", 11, "the condition ends too early" },
    { "variant(z)", 19, "unknown variant \"z\"" },
};

static void says_where(void **state)
{
    const struct place_case *c = *state;
    const struct peil_problem *problems;
    assert_null(peil_condition_parse(c->condition, (struct peil_place){ "-", 3, 11 }, q,
                                     SIZE_MAX, arena, diag));
    size_t count = peil_diag_problems(diag, &problems);
    assert_int_equal(problems[count - 1].place.line, 3);
    assert_int_equal(problems[count - 1].place.column, c->column);
    assert_string_equal(problems[count - 1].message, c->message);
}

/* In a file a character may be written as &lt;, and the value may span lines. */
static void says_where_in_a_file(void **state)
{
    (void)state;
    static const char xml[] =
        "<questionnaire xmlns='urn:peil:questionnaire:1' id='x' version='1'"
        " xml:lang='nl'><title>T</title><section id='s' title='S'>\n"
        "<quantity id='n'><text>N?</text></quantity>\n"
        "<text id='a' when='n &lt; 3 and &#x6e; = 4 and een = 1 and\r\n"
        "   twee = 2 and\tdrie = 3'><text>A?</text></text>\n"
        "</section></questionnaire>";
    static const struct peil_place expected[] = {
        { "f.xml", 3, 48 },
        { "f.xml", 4, 4 },
        { "f.xml", 4, 17 },
    };
    const struct peil_problem *problems;
    assert_null(peil_questionnaire_parse(xml, strlen(xml), "f.xml", arena, diag));
    assert_int_equal(peil_diag_problems(diag, &problems), 3);
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(problems[i].place.line, expected[i].line);
        assert_int_equal(problems[i].place.column, expected[i].column);
    }
}

/* --- Only what comes before --- */

static void refuses_what_comes_later(void **state)
{
    (void)state;
    size_t fijn = model_item(q, "fijn")->index;
    struct peil_place place = { "-", 1, 1 };
    assert_non_null(peil_condition_parse("groep = 5", place, q, fijn, arena, diag));
    assert_null(peil_condition_parse("fijn = 1", place, q, fijn, arena, diag));
    assert_null(peil_condition_parse("uren = 1", place, q, fijn, arena, diag));
    assert_null(peil_condition_parse("blij = 1", place, q, fijn, arena, diag));
    assert_int_equal(peil_diag_count(diag, PEIL_ERROR), 3);
}

/* --- In plain Dutch --- */

static const char *const described[] = {
    "groep = 5",
    "groep != 5",
    "in(groep, 5, 6)",
    "not(in(groep, 5, 6))",
    "groep > 5",
    "groep > 0",
    "groep > 0 and groep != 90",
    "not(answered(groep)) or groep = 5",
    "groep > 100",
    "fijn != 6",
    "fijn < 6 and fijn > 1",
    "answered(fijn)",
    "not(answered(tip))",
    "not(answered(fijn))",
    "selected(themas, 1)",
    "not(selected(themas, 1))",
    "selected(themas, 1) or selected(themas, 2)",
    "selected(themas, 1) and selected(themas, 2)",
    "not(selected(themas, 1) or selected(themas, 2))",
    "count-selected(themas) >= 2",
    "1 = count-selected(themas)",
    "not(count-selected(themas) > 2)",
    "uren >= 2.5",
    "3 < uren",
    "uren != 3",
    "leeftijd = 1",
    "leeftijd != 1",
    "in(leeftijd, 1, 2)",
    "variant(a)",
    "not(variant(a))",
    "groep = 5 and fijn = 1",
    "groep = 5 or fijn = 1",
    "groep = 5 and fijn = 1 and wie = 'ouder'",
    "(groep = 5 or fijn = 1) and wie = 'ouder'",
    "not((groep = 5 or fijn = 1) and wie = 'ouder')",
    "((groep = 5 or fijn = 1) and wie = 'ouder') or answered(tip)",
    "wie = 'juf'",
    "groep = fijn",
    "uren * 2 > 5 and groep = 5",
};

static void reads_as_dutch(void **state)
{
    (void)state;
    FILE *out = text_begin();
    for (size_t i = 0; i < LENGTH(described); i++)
        fprintf(out, "%s\n    leerlingen %s\n", described[i],
                peil_condition_describe(parse(described[i]), q, arena));
    const char *bytes = text_end();
    assert_golden("questionnaires/conditions.txt", bytes);
    assert_string_equal(peil_condition_describe(NULL, q, arena), "");
}

/* The same tree in another language, whatever is spoken. */
static void reads_as_english(void **state)
{
    (void)state;
    static const struct {
        const char *condition, *english;
    } cases[] = {
        { "groep = 5", "who chose \"Groep 5\" at \"In welke groep of klas zit je?\"" },
        { "not(answered(tip))", "who did not answer \"Heb je een tip?\"" },
        { "count-selected(themas) >= 2",
          "who chose at least 2 answers at \"Waarbij wil je hulp?\"" },
        { "selected(themas, 1) or groep = 5",
          "who chose \"Lezen\" at \"Waarbij wil je hulp?\" or chose \"Groep 5\" at "
          "\"In welke groep of klas zit je?\"" },
    };
    struct peil_questionnaire english = *q;
    english.language = "en";
    for (size_t i = 0; i < LENGTH(cases); i++)
        assert_string_equal(
            peil_condition_describe(parse(cases[i].condition), &english, arena),
            cases[i].english);
    assert_string_equal(peil_message_language(), "nl");
}

/* All conditions of an instrument. */
static void describe_instrument(FILE *out, const char *path)
{
    const struct peil_questionnaire *instrument =
        peil_questionnaire_read(source_path(path), arena, diag);
    peil_diag_print(diag, stderr);
    assert_non_null(instrument);
    for (size_t i = 0; i < instrument->item_count; i++) {
        const struct peil_item *item = &instrument->items[i];
        if (item->when)
            fprintf(out, "%s: %s\n    %s %s\n", item->id, item->when_text,
                    instrument->respondents,
                    peil_condition_describe(item->when, instrument, arena));
    }
}

static void instruments_read_as_dutch(void **state)
{
    (void)state;
    FILE *out = text_begin();
    describe_instrument(out, "tests/questionnaires/instruments_conditions.xml");
    const char *bytes = text_end();
    assert_golden("questionnaires/instruments_conditions.txt", bytes);
}

static int begin(void **state)
{
    fixture_begin(state);
    q = model_read();
    return 0;
}

int main(void)
{
    peil_message_begin();
    const struct test tests[] = {
        TEST(joins_in_three_values),
        TEST(nothing_is_true),
        TEST(says_where_in_a_file),
        TEST(refuses_what_comes_later),
        TEST(reads_as_dutch),
        TEST(reads_as_english),
        TEST(instruments_read_as_dutch),
        ROWS(evaluate_cases, evaluates, condition),
        ROWS(place_cases, says_where, message),
    };
    return run_suite(tests, LENGTH(tests), begin, fixture_end);
}
