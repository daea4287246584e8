/* What is read from a report, that the shipped ones are sound, and that the XSD for
 * editors agrees with the table. */
#include "reports/outline/outline.h"
#include "reports/outline/outline_grammar.h"
#include "tests/fixture.h"
#include "tests/xsd.h"

#include <glob.h>
#include <math.h>
#include <string.h>

static const struct peil_outline *read_report(const char *blocks)
{
    diag = peil_diag_new(arena);
    const char *text = peil_arena_format(
        arena,
        "<report xmlns='urn:peil:report:1' id='r' xml:lang='nl'><title>T</title>"
        "<source id='klas' questionnaire='fixtures/class.xml'/>"
        "<source id='doelen' questionnaire="
        "'../questionnaires/instruments/doelen.xml'/>%s</report>",
        blocks);
    const struct peil_outline *outline =
        peil_outline_parse(text, strlen(text), "r.xml", NULL, arena, diag);
    assert_string_equal(problems_of(diag, arena), "");
    assert_non_null(outline);
    return outline;
}

/* --- Sentences: words in quotes, values as =item, others as name(...) --- */

static struct sentence_case {
    const char *name, *xml, *expected;
} sentence_cases[] = {
    { "sentence: words", "<p>een</p>", "'een'" },
    { "sentence: begins and ends with a word", "<p>\n een\n twee </p>", "'een twee'" },
    { "sentence: blanks around a value count",
      "<p>kent <value item='bekend' options='1'/> het.</p>",
      "'kent ' =bekend ' het.'" },
    { "sentence: none where none were", "<p>(<value item='bekend' options='1'/>)</p>",
      "'(' =bekend ')'" },
    { "sentence: only a value", "<p>\n<value stat='count'/>\n</p>", "=" },
    { "sentence: in one another",
      "<p>a <strong>b <value stat='count'/></strong><note> c </note></p>",
      "'a ' strong('b ' =) note('c')" },
    { "sentence: blanks of a condition are its own",
      "<p>a.<when is='present'> b</when> c</p>", "'a.' when(' b') ' c'" },
};

static const char *sentence_of(const struct peil_node *node)
{
    static const char *const names[] = { [PEIL_NODE_STRONG] = "strong",
                                         [PEIL_NODE_NOTE] = "note",
                                         [PEIL_NODE_WHEN] = "when" };
    const char *text = "";
    for (size_t i = 0; i < node->child_count; i++) {
        const struct peil_node *child = &node->children[i];
        const char *item = child->pick.item_count ? child->pick.items[0] : "";
        const char *one = peil_arena_format(arena, "=%s", item);
        if (child->kind == PEIL_NODE_WORDS)
            one = peil_arena_format(arena, "'%s'", child->text);
        else if (child->kind != PEIL_NODE_VALUE)
            one = peil_arena_format(arena, "%s(%s)", names[child->kind],
                                    sentence_of(child));
        text = peil_arena_format(arena, "%s%s%s", text, i ? " " : "", one);
    }
    return text;
}

static void sentence(void **state)
{
    const struct sentence_case *c = *state;
    const struct peil_outline *outline = read_report(c->xml);
    assert_int_equal(outline->node_count, 1);
    assert_int_equal(outline->nodes[0].kind, PEIL_NODE_PARAGRAPH);
    assert_string_equal(sentence_of(&outline->nodes[0]), c->expected);
}

/* --- What is said and what is not --- */

static void a_pick_has_what_was_said(void **state)
{
    (void)state;
    const struct peil_node *node =
        read_report("<when item='bekend' options='1 2' by='leeftijdsgroep' group='2' "
                    "where='groep = 7' stat='high' above='10.5' not='yes'><page/>"
                    "</when>")
            ->nodes;
    assert_string_equal(node->pick.source->id, "klas");
    assert_int_equal(node->pick.option_count, 2);
    assert_string_equal(node->pick.options[1], "2");
    assert_string_equal(node->pick.by, "leeftijdsgroep");
    assert_string_equal(node->pick.group, "2");
    assert_string_equal(node->pick.where, "groep = 7");
    assert_int_equal(node->pick.stat, PEIL_STAT_HIGH);
    assert_int_equal(node->bound.is, PEIL_IS_WITHIN);
    assert_true(node->bound.not );
    assert_true(node->bound.above == 10.5 && isnan(node->bound.below));
    assert_int_equal(node->children[0].kind, PEIL_NODE_PAGE);
}

static void what_is_not_said_is_the_usual(void **state)
{
    (void)state;
    const struct peil_outline *outline =
        read_report("<table item='bekend'/><p><value source='doelen'/></p>"
                    "<signals items='bekend hulp'/>");
    const struct peil_node *table = &outline->nodes[0];
    const struct peil_node *value = &outline->nodes[1].children[0];
    assert_int_equal(table->pick.stat, PEIL_STAT_PERCENT);
    assert_null(table->look);
    assert_int_equal(table->most, -1);
    assert_null(table->pick.by);
    assert_int_equal(value->pick.stat, PEIL_STAT_COUNT);
    assert_ptr_equal(value->pick.source, &outline->sources[1]);
    assert_int_equal(outline->nodes[2].pick.item_count, 2);
    assert_string_equal(outline->sources[0].wave, "wave");
    assert_string_equal(outline->sources[0].label, "Klas");
    assert_true(outline->sources[1].questionnaire->impersonal);
}

/* --- What ships --- */

static void shipped_reports_are_sound(void **state)
{
    (void)state;
    glob_t files;
    assert_int_equal(glob(source_path("reports/*.xml"), 0, NULL, &files), 0);
    assert_true(files.gl_pathc >= 6);
    for (size_t i = 0; i < files.gl_pathc; i++) {
        diag = peil_diag_new(arena);
        bool read = peil_outline_read(files.gl_pathv[i], NULL, arena, diag) != NULL;
        assert_string_equal(problems_of(diag, arena), "");
        assert_true(read);
        if (xsd_lint("reports/report.xsd", files.gl_pathv[i]) != 0)
            fail_msg("xmllint refuses %s", files.gl_pathv[i]);
    }
    globfree(&files);
}

static void xsd_and_table_agree(void **state)
{
    (void)state;
    assert_xsd_agrees("reports/report.xsd", &peil_report_schema);
}

int main(void)
{
    const struct test tests[] = {
        TEST(a_pick_has_what_was_said),       TEST(what_is_not_said_is_the_usual),
        TEST(shipped_reports_are_sound),      TEST(xsd_and_table_agree),
        ROWS(sentence_cases, sentence, name),
    };
    return run_suite(tests, LENGTH(tests), fixture_begin, fixture_end);
}
