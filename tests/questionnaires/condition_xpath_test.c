/* Conditions are a syntactic subset of XPath 1.0, so libxml2 can check our evaluator:
 * random conditions over random documents in which everything is answered. Our own
 * functions are written out in plain XPath; all else is the same text for both. */
#include "tests/golden.h"

#include "questionnaires/base/text.h"
#include "questionnaires/condition.h"

#include <libxml/parser.h>
#include <libxml/xpath.h>
#include <stdio.h>
#include <string.h>

enum { DOCUMENTS = 60, CONDITIONS = 200, DEPTH = 4 };

static const char questionnaire_xml[] =
    "<questionnaire xmlns='urn:peil:questionnaire:1' id='x' version='1' xml:lang='nl'>"
    "<title>T</title><options id='four'><option code='1'>A</option>"
    "<option code='2'>B</option><option code='3'>C</option><option code='4'>D</option>"
    "</options><section id='s' title='S'>"
    "<single id='s1' options='four'><text>Q</text></single>"
    "<scale id='s2' options='four'><text>Q</text></scale>"
    "<single id='w'><text>Q</text><option code='a'>A</option><option "
    "code='b'>B</option>"
    "<option code='c'>C</option></single>"
    "<multiple id='m' options='four'><text>Q</text></multiple>"
    "<quantity id='n'><text>Q</text></quantity>"
    "<quantity id='k'><text>Q</text></quantity>"
    "<text id='t'><text>Q</text></text></section></questionnaire>";

static unsigned long seed = 153;
static unsigned long draw(unsigned long below)
{
    seed = seed * 6364136223846793005UL + 1442695040888963407UL;
    return (seed >> 33) % below;
}

/* --- The same condition in two languages --- */

struct both {
    const char *ours, *xpath;
};

static struct peil_arena *arena;

static struct both same(const char *text)
{
    return (struct both){ text, text };
}

static const char *blank(void)
{
    static const char *const blanks[] = { " ", "  ", "\n", " " };
    return blanks[draw(4)];
}

static struct both between(struct both left, const char *word, struct both right)
{
    const char *before = blank(), *after = blank();
    return (struct both){
        peil_arena_format(arena, "%s%s%s%s%s", left.ours, before, word, after,
                          right.ours),
        peil_arena_format(arena, "%s%s%s%s%s", left.xpath, before, word, after,
                          right.xpath),
    };
}

static struct both wrapped(const char *begin, struct both inner, const char *end)
{
    return (struct both){
        peil_arena_format(arena, "%s%s%s", begin, inner.ours, end),
        peil_arena_format(arena, "%s%s%s", begin, inner.xpath, end),
    };
}

/* --- Numbers. What stands bare beside = may be 1 to 4, which are codes too. --- */

static struct both number(int depth);

static struct both bare_number(void)
{
    static const char *const bare[] = { "1", "2", "3", "4", "n", "k", "s1", "s2" };
    size_t index = draw(9);
    return index < 8 ? same(bare[index])
                     : (struct both){ "count-selected(m)", "count(m)" };
}

static struct both operand(int depth)
{
    static const char *const fractions[] = { "2.5", ".5", "0", "10" };
    return draw(3) == 0 ? same(fractions[draw(4)]) : number(depth);
}

static struct both number(int depth)
{
    static const char *const words[] = { "+", "-", "*", "div", "mod" };
    if (depth == 0 || draw(3) == 0)
        return bare_number();
    struct both left = operand(depth - 1), right = operand(depth - 1);
    if (draw(6) == 0)
        right = wrapped("- (", right, ")");
    struct both both = between(left, words[draw(5)], right);
    return draw(3) == 0 ? wrapped("(", both, ")") : both;
}

/* --- Truths --- */

static struct both comparison(int depth)
{
    static const char *const words[] = { "=", "!=", "<", "<=", ">", ">=" };
    return between(number(depth), words[draw(6)], number(depth));
}

static struct both coded(void)
{
    static const char *const texts[] = {
        "w = 'a'", "w != 'b'", "\"c\" = w", "s1 = s2",
        "s1 != 3", "4 = s2",   "w != w",    "s2 = '1'"
    };
    return same(texts[draw(8)]);
}

static struct both function(void)
{
    static const struct both texts[] = {
        { "selected(m, 1)", "m = '1'" },
        { "selected(m, '3')", "m = '3'" },
        { "selected(s1, 2)", "s1 = '2'" },
        { "answered(t)", "boolean(t)" },
        { "answered(m)", "boolean(m)" },
        { "in(s1, 1, 3)", "(s1 = '1' or s1 = '3')" },
        { "in(w, 'a', \"b\")", "(w = 'a' or w = 'b')" },
        { "in(s2, 4)", "s2 = '4'" },
    };
    return texts[draw(8)];
}

static struct both condition(int depth)
{
    if (depth == 0 || draw(4) == 0) {
        unsigned long kind = draw(3);
        return kind == 0 ? comparison(2) : kind == 1 ? coded() : function();
    }
    if (draw(4) == 0)
        return wrapped("not(", condition(depth - 1), ")");
    struct both both =
        between(condition(depth - 1), draw(2) ? "and" : "or", condition(depth - 1));
    return draw(3) == 0 ? wrapped("(", both, ")") : both;
}

/* --- The same answers as a response and as a document --- */

static void answer(struct peil_response *response, const char *id, const char *line)
{
    const struct peil_item *item = peil_questionnaire_item(response->questionnaire, id);
    const char *why;
    assert_true(peil_answer_read(item, line, SIZE_MAX, arena,
                                 &response->answers[item->index], &why));
}

struct document {
    struct peil_response *response;
    const char *xml;
};

static void add(struct document *document, const char *id, const char *line)
{
    const char *const *words;
    size_t count = peil_text_words(arena, line, &words);
    answer(document->response, id, line);
    for (size_t i = 0; i < count; i++)
        document->xml =
            peil_arena_format(arena, "%s<%s>%s</%s>", document->xml, id, words[i], id);
}

static struct document random_document(const struct peil_questionnaire *q)
{
    static const char *const chosen[] = { "1", "2", "1 3", "2 4", "1 2 3", "1 2 3 4" };
    static const char *const words[] = { "a", "b", "c" };
    struct document document = { peil_response_new(q, arena), "" };
    add(&document, "s1", peil_arena_format(arena, "%lu", 1 + draw(4)));
    add(&document, "s2", peil_arena_format(arena, "%lu", 1 + draw(4)));
    add(&document, "w", words[draw(3)]);
    add(&document, "m", chosen[draw(6)]);
    add(&document, "n", peil_arena_format(arena, "%lu", draw(6)));
    add(&document, "k", peil_arena_format(arena, "%lu.5", draw(4)));
    add(&document, "t", "tekst");
    document.xml = peil_arena_format(arena, "<r>%s</r>", document.xml);
    return document;
}

/* --- Both opinions --- */

static bool xpath_holds(xmlXPathContextPtr context, const char *text)
{
    xmlXPathCompExprPtr compiled = xmlXPathCtxtCompile(context, (const xmlChar *)text);
    if (!compiled)
        fail_msg("libxml2 cannot read: %s", text);
    xmlXPathObjectPtr object = xmlXPathCompiledEval(compiled, context);
    if (!object)
        fail_msg("libxml2 cannot evaluate: %s", text);
    bool holds = xmlXPathCastToBoolean(object) != 0;
    xmlXPathFreeObject(object);
    xmlXPathFreeCompExpr(compiled);
    return holds;
}

static bool we_hold(const struct peil_questionnaire *q, const char *text,
                    const struct peil_response *response)
{
    struct peil_diag *diag = peil_diag_new(arena);
    const struct peil_condition *parsed = peil_condition_parse(
        text, (struct peil_place){ "-", 1, 1 }, q, SIZE_MAX, arena, diag);
    if (!parsed) {
        peil_diag_print(diag, stderr);
        fail_msg("we cannot read: %s", text);
    }
    enum peil_truth truth = peil_condition_evaluate(parsed, response);
    assert_int_not_equal(truth, PEIL_UNKNOWN); /* everything is answered */
    return truth == PEIL_TRUE;
}

static const struct peil_questionnaire *read_questionnaire(struct peil_arena *into)
{
    struct peil_diag *diag = peil_diag_new(into);
    const struct peil_questionnaire *q = peil_questionnaire_parse(
        questionnaire_xml, strlen(questionnaire_xml), "x.xml", into, diag);
    peil_diag_print(diag, stderr);
    assert_non_null(q);
    return q;
}

/* How many of the conditions held. */
static size_t compare_on_one_document(void)
{
    arena = peil_arena_new();
    const struct peil_questionnaire *q = read_questionnaire(arena);
    struct document document = random_document(q);
    xmlDocPtr doc = xmlReadMemory(document.xml, (int)strlen(document.xml), "r.xml",
                                  NULL, XML_PARSE_NONET);
    assert_non_null(doc);
    xmlXPathContextPtr context = xmlXPathNewContext(doc);
    context->node = xmlDocGetRootElement(doc);
    size_t held = 0;
    for (int i = 0; i < CONDITIONS; i++) {
        struct both both = condition((int)draw(DEPTH + 1));
        context->opLimit = 100000;
        context->opCount = 0;
        bool ours = we_hold(q, both.ours, document.response);
        if (ours != xpath_holds(context, both.xpath))
            fail_msg("we say %s: %s\nin %s", ours ? "true" : "false", both.ours,
                     document.xml);
        held += ours;
    }
    xmlXPathFreeContext(context);
    xmlFreeDoc(doc);
    peil_arena_free(arena);
    return held;
}

static void we_agree_with_xpath(void **state)
{
    (void)state;
    size_t held = 0;
    for (int i = 0; i < DOCUMENTS; i++)
        held += compare_on_one_document();
    /* neither all true nor all false, or the test says little */
    assert_in_range(held, DOCUMENTS * CONDITIONS / 4, DOCUMENTS * CONDITIONS * 3 / 4);
    xmlCleanupParser();
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(we_agree_with_xpath) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
