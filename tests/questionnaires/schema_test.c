#include "questionnaires/base/schema.h"
#include "tests/fixture.h"

#include <string.h>

/* A small language with one of everything. */
static const struct peil_schema_attribute survey_attributes[] = {
    { "id", PEIL_VALUE_NAME, true, NULL, "" },
    { "xml:lang", PEIL_VALUE_LANGUAGE, false, NULL, "" },
    { "order", PEIL_VALUE_CHOICE, false, "list random", "" },
    { "names", PEIL_VALUE_NAMES, false, NULL, "" },
    { "code", PEIL_VALUE_CODE, false, NULL, "" },
    { "codes", PEIL_VALUE_CODES, false, NULL, "" },
    { "core", PEIL_VALUE_YES_NO, false, NULL, "" },
    { "max", PEIL_VALUE_INTEGER, false, NULL, "" },
    { "score", PEIL_VALUE_NUMBER, false, NULL, "" },
    { "date", PEIL_VALUE_DATE, false, NULL, "" },
    { "when", PEIL_VALUE_CONDITION, false, NULL, "" },
    { "label", PEIL_VALUE_TEXT, false, NULL, "" },
    { NULL, PEIL_VALUE_TEXT, false, NULL, NULL }
};
static const struct peil_schema_attribute text_attributes[] = {
    { "variant", PEIL_VALUE_NAME, false, NULL, "" },
    { NULL, PEIL_VALUE_TEXT, false, NULL, NULL }
};
static const struct peil_schema_child survey_children[] = {
    { "title", true, true, false },
    { "section", false, false, false },
    { NULL, false, false, false }
};
static const struct peil_schema_child section_children[] = {
    { "text", false, false, false }, { NULL, false, false, false }
};
static const struct peil_schema_element elements[] = {
    { "survey", "", false, survey_attributes, survey_children },
    { "title", "", true, NULL, NULL },
    { "section", "", false, NULL, section_children },
    { "section/text", "", false, NULL, section_children },
    { "text", "", true, text_attributes, NULL },
};
static const struct peil_schema schema = { "urn:s", "survey", elements,
                                           LENGTH(elements) };

static struct check_case {
    const char *name, *attributes, *content, *expected;
} check_cases[] = {
    { "fine: everything",
      "id='a' xml:lang='nl' order='random' names='a b_2' code='8A' codes='1 2' "
      "core='no' "
      "max='-3' score='2.5' date='2024-02-29' when='a = 1' label=''",
      "<title>x</title><section><text><text variant='b'>y</text></text></section>",
      "" },
    { "attribute: unknown", "id='a' foo='1'", "<title/>",
      "1:35: error: unknown attribute \"foo\" of \"survey\"; expected id, xml:lang, "
      "order, names, code, codes, core, max, score, date, when, label\n" },
    { "attribute: none expected", "id='a'", "<title id='b'/>",
      "1:41: error: unknown attribute \"id\" of \"title\"; expected none\n" },
    { "attribute: missing", "", "<title/>",
      "1:1: error: attribute \"id\" of \"survey\" is missing\n" },
    { "value: a name", "id='1a'", "<title/>",
      "1:27: error: attribute \"id\" must be a name (a letter a-z, then a-z, 0-9 or _, "
      "at most 32)\n" },
    { "value: a language", "id='a' xml:lang='DE'", "<title/>",
      "1:40: error: attribute \"xml:lang\" must be a language, two or three small "
      "letters such as \"nl\"\n" },
    { "value: a choice", "id='a' order='rand'", "<title/>",
      "1:37: error: attribute \"order\" must be one of: list random\n" },
    { "value: one choice, not two", "id='a' order='list random'", "<title/>",
      "1:37: error: attribute \"order\" must be one of: list random\n" },
    { "value: names", "id='a' names='a 1'", "<title/>",
      "1:37: error: attribute \"names\" must be names with blanks between\n" },
    { "value: a code", "id='a' code='1 2'", "<title/>",
      "1:36: error: attribute \"code\" must be a code (letters, digits or _, at most "
      "16)\n" },
    { "value: codes", "id='a' codes=''", "<title/>",
      "1:37: error: attribute \"codes\" must be codes with blanks between\n" },
    { "value: yes or no", "id='a' core='true'", "<title/>",
      "1:36: error: attribute \"core\" must be \"yes\" or \"no\"\n" },
    { "value: a whole number", "id='a' max='2.5'", "<title/>",
      "1:35: error: attribute \"max\" must be a whole number\n" },
    { "value: a number", "id='a' score='2,5'", "<title/>",
      "1:37: error: attribute \"score\" must be a number with a decimal point\n" },
    { "value: no such day", "id='a' date='2023-02-29'", "<title/>",
      "1:36: error: attribute \"date\" must be a date (YYYY-MM-DD)\n" },
    { "value: a day elsewhere", "id='a' date='29-02-2024'", "<title/>",
      "1:36: error: attribute \"date\" must be a date (YYYY-MM-DD)\n" },
    { "child: missing", "id='a'", "",
      "1:1: error: \"survey\" must hold an element \"title\"\n" },
    { "child: twice, thrice", "id='a'", "<title/><title/><title/>",
      "1:38: error: element \"title\" may stand only once in \"survey\"\n" },
    { "child: unknown, and not looked into", "id='a'", "<title/><foo><bar/></foo>",
      "1:38: error: unknown element \"foo\" in \"survey\"; expected title, section\n" },
    { "child: elsewhere known", "id='a'", "<title><section/></title>",
      "1:37: error: unknown element \"section\" in \"title\"; expected none\n" },
    { "child: the inner row of two", "id='a'",
      "<title/><section><text><text><text/></text></text></section>",
      "1:59: error: unknown element \"text\" in \"text\"; expected none\n" },
    { "child: of another language", "id='a'", "<title/><section xmlns='urn:t'/>",
      "1:38: error: element \"section\" is in namespace \"urn:t\"; expected "
      "\"urn:s\"\n" },
    { "text: where none may be", "id='a'", "<title/> hello",
      "1:39: error: \"survey\" may not hold text\n" },
    { "text: in the outer row of two", "id='a'",
      "<title/><section><text>hello</text></section>",
      "1:53: error: \"text\" may not hold text\n" },
    { "all mistakes at once", "order='x'", "<b/>",
      "1:1: error: attribute \"id\" of \"survey\" is missing\n"
      "1:1: error: \"survey\" must hold an element \"title\"\n"
      "1:30: error: attribute \"order\" must be one of: list random\n"
      "1:33: error: unknown element \"b\" in \"survey\"; expected title, section\n" },
};

/* The problems without "q.xml:" in front of each. */
static const char *checked(const char *xml)
{
    diag = peil_diag_new(arena);
    const struct peil_element *root =
        peil_xml_parse(xml, strlen(xml), "q", arena, diag);
    assert_non_null(root);
    bool fine = peil_schema_check(&schema, root, diag);
    assert_int_equal(fine, !peil_diag_has_error(diag));
    const struct peil_problem *problems;
    size_t count = peil_diag_problems(diag, &problems);
    const char *text = "";
    for (size_t i = 0; i < count; i++)
        text = peil_arena_format(arena, "%s%d:%d: error: %s\n", text,
                                 problems[i].place.line, problems[i].place.column,
                                 problems[i].message);
    return text;
}

static void check(void **state)
{
    const struct check_case *c = *state;
    const char *xml = peil_arena_format(arena, "<survey xmlns='urn:s' %s>%s</survey>",
                                        c->attributes, c->content);
    assert_string_equal(checked(xml), c->expected);
}

static void the_root_is_checked(void **state)
{
    (void)state;
    assert_string_equal(checked("<text xmlns='urn:s'/>"),
                        "1:1: error: the root element is \"text\"; expected "
                        "\"survey\"\n");
    assert_string_equal(checked("<survey/>"), "1:1: error: element \"survey\" is in "
                                              "namespace \"\"; expected \"urn:s\"\n");
}

static void rows_are_found_by_parent(void **state)
{
    (void)state;
    assert_ptr_equal(peil_schema_find(&schema, "section", "text"), &elements[3]);
    assert_ptr_equal(peil_schema_find(&schema, "text", "text"), &elements[4]);
    assert_ptr_equal(peil_schema_find(&schema, NULL, "survey"), &elements[0]);
    assert_null(peil_schema_find(&schema, "survey", "foo"));
    assert_null(peil_schema_find(&schema, NULL, "section/foo"));
    assert_string_equal(peil_schema_expected(&survey_attributes[2]), "list random");
}

int main(void)
{
    const struct test tests[] = {
        TEST(the_root_is_checked),
        TEST(rows_are_found_by_parent),
        ROWS(check_cases, check, name),
    };
    return run_suite(tests, LENGTH(tests), fixture_begin, fixture_end);
}
