/* What is read stands in the model: kinds, texts, variants, lists, defaults, hash. */
#include "tests/questionnaires/model.h"

#include "questionnaires/base/file.h"
#include "questionnaires/condition.h"
#include "tests/fixture.h"

#include <math.h>
#include <stdlib.h>

/* A questionnaire around some items, with variants a, b and c. */
static const struct peil_questionnaire *around(const char *lists, const char *items)
{
    return parse_questionnaire(peil_arena_format(
        arena,
        "<questionnaire xmlns='urn:peil:questionnaire:1' id='x' version='2' "
        "xml:lang='nl'><title>T</title><variant id='a' label='A'/>"
        "<variant id='b' label='B'/><variant id='c' label='C' default='yes'/>%s"
        "<section id='s' title='S'>%s</section></questionnaire>",
        lists, items));
}

static void head_is_read(void **state)
{
    (void)state;
    const struct peil_questionnaire *q = parse_questionnaire(
        "<questionnaire xmlns='urn:peil:questionnaire:1' id='ojs-leerling' "
        "version='0.1' xml:lang='en'><title>Pupils</title><title xml:lang='nl'>"
        "Leerlingen</title><placeholder name='plek'>hier</placeholder>"
        "<variant id='a' label='groep 5-6' age='8-10' minutes='10'/>"
        "<section id='s' title='S'><text id='t'><text>Q</text></text></section>"
        "<section id='s2' title='Leeg'/>"
        "<refused><text>Goed</text></refused><stopped><text>Klaar</text></stopped>"
        "<closing><text variant='a'>Dag</text><text>Bye</text></closing>"
        "</questionnaire>");
    assert_string_equal(q->id, "ojs-leerling");
    assert_string_equal(q->version, "0.1");
    assert_string_equal(q->language, "en");
    assert_string_equal(q->respondents, "leerlingen");
    assert_string_equal(q->file, "q.xml");
    assert_string_equal(peil_texts_find(&q->title, SIZE_MAX, "nl"), "Leerlingen");
    assert_string_equal(q->placeholders[0].value, "hier");
    assert_string_equal(q->variants[0].age, "8-10");
    assert_true(q->variants[0].minutes == 10);
    assert_false(q->variants[0].fallback);
    assert_int_equal(q->section_count, 2);
    assert_string_equal(q->sections[1].title, "Leeg");
    assert_string_equal(peil_texts_find(&q->refused, 0, "en"), "Goed");
    assert_string_equal(peil_texts_find(&q->stopped, 0, "en"), "Klaar");
    assert_string_equal(peil_texts_find(&q->closing, 0, "en"), "Dag");
    assert_int_equal(q->title.wordings[0].place.line, 1);
}

static void items_have_defaults(void **state)
{
    (void)state;
    const struct peil_item *item =
        around("", "<text id='t'><text>Q</text></text>")->items;
    assert_int_equal(item->kind, PEIL_TEXT);
    assert_true(item->on);
    assert_false(item->assent || item->required || item->random || item->core ||
                 item->sensitive || item->practice);
    assert_int_equal(item->longest, 300);
    assert_int_equal(item->least, 0);
    assert_int_equal(item->most, 0);
    assert_true(isnan(item->lowest) && isnan(item->highest));
    assert_null(item->when);
    assert_null(item->label);
    assert_null(item->unit);
    assert_int_equal(item->variants, 0);
}

static void items_have_what_is_said(void **state)
{
    (void)state;
    const struct peil_questionnaire *q = around(
        "",
        "<single id='s1' core='yes' sensitive='yes' required='yes' practice='yes' "
        "on='no' label='Kort' accept='length' replaces='oud' variant='a c' "
        "order='random'><intro>Vooraf</intro><text>Q</text><help>Hulp</help>"
        "<option code='1' was='2 3'>A</option></single><barrier/>"
        "<multiple id='m' min='1' max='2'><text>Q</text><option code='1'>A</option>"
        "<option code='2' specify='yes'>B</option><option code='3' exclusive='yes'>C"
        "</option><option code='4' fixed='yes'>D</option></multiple><barrier/>"
        "<quantity id='n' min='-1.5' max='9' unit='jaar' when='answered(s1)'>"
        "<text>Q</text></quantity><text id='t' length='20'><text>Q</text></text>");
    const struct peil_item *single = &q->items[0], *multiple = &q->items[1];
    assert_true(single->core && single->sensitive && single->required &&
                single->practice && !single->on && single->random);
    assert_string_equal(single->label, "Kort");
    assert_string_equal(single->replaces, "oud");
    assert_int_equal(single->options[0].was_count, 2);
    assert_string_equal(single->options[0].was[1], "3");
    assert_string_equal(single->accept, "length");
    assert_int_equal(single->variants, 5);
    assert_string_equal(peil_texts_find(&single->intro, 0, "nl"), "Vooraf");
    assert_string_equal(peil_texts_find(&single->help, 0, "nl"), "Hulp");
    assert_int_equal(single->barrier, 0);
    assert_int_equal(multiple->barrier, 1);
    assert_int_equal(q->items[2].barrier, 2);
    assert_int_equal(multiple->least, 1);
    assert_int_equal(multiple->most, 2);
    assert_false(multiple->options[0].fixed);
    assert_true(multiple->options[1].specify && multiple->options[1].fixed);
    assert_true(multiple->options[2].exclusive && multiple->options[2].fixed);
    assert_true(multiple->options[3].fixed);
    assert_true(q->items[2].lowest == -1.5 && q->items[2].highest == 9);
    assert_string_equal(q->items[2].unit, "jaar");
    assert_string_equal(q->items[2].when_text, "answered(s1)");
    assert_non_null(q->items[2].when);
    assert_int_equal(q->items[3].longest, 20);
}

static void kinds_have_names(void **state)
{
    (void)state;
    static const char *const names[] = { "single",   "scale", "multiple", "ranking",
                                         "quantity", "text",  "date",     "explain" };
    for (size_t i = 0; i < PEIL_ITEM_KINDS; i++)
        assert_string_equal(peil_item_kind_name((enum peil_item_kind)i), names[i]);
    const struct peil_questionnaire *q = model_read();
    assert_true(peil_item_has_options(model_item(q, "top")));
    assert_false(peil_item_has_options(model_item(q, "uren")));
}

static void missing_kinds_have_codes(void **state)
{
    (void)state;
    static const char *const codes[] = { "", "-7", "-9", "-8", "-6", "-5" };
    enum peil_missing missing = PEIL_ANSWERED;
    for (size_t i = 0; i < PEIL_MISSING_KINDS; i++) {
        assert_string_equal(peil_missing_code((enum peil_missing)i), codes[i]);
        assert_int_equal(peil_missing_find(codes[i], &missing), i != PEIL_ANSWERED);
        assert_int_equal(missing, i);
    }
    assert_false(peil_missing_find("-4", &missing));
    assert_string_equal(peil_missing_name(PEIL_NOT_REACHED), "not_reached");
}

static void a_list_is_shared_and_extended(void **state)
{
    (void)state;
    const struct peil_questionnaire *q =
        around("<options id='l'><option code='1'>Ja</option>"
               "<option code='2' when='groep = 1'>Soms</option><dont-know/></options>",
               "<single id='groep'><text>Q</text><option code='1'>A</option></single>"
               "<single id='x' options='l'><text>Q</text></single>"
               "<single id='y' options='l'><text>Q</text>"
               "<option code='3' when='x = 2'>Nee</option><refuse>Liever niet</refuse>"
               "</single>");
    const struct peil_item *x = &q->items[1], *y = &q->items[2];
    assert_int_equal(x->option_count, 2);
    assert_int_equal(y->option_count, 3);
    assert_ptr_equal(x->options[1].when, y->options[1].when);
    assert_non_null(y->options[1].when);
    assert_int_equal(y->options[2].when->kind, PEIL_NODE_EQUAL);
    assert_true(x->has_dont_know && y->has_dont_know);
    assert_true(!x->has_refuse && y->has_refuse);
    assert_string_equal(peil_texts_find(&y->refuse, 0, "nl"), "Liever niet");
    assert_int_equal(y->dont_know.count, 0);
    assert_string_equal(peil_item_option(y, "3", SIZE_MAX)->label.wordings[0].text,
                        "Nee");
}

/* Without a score of its own an option has its rank among those its variants see. */
static void options_have_scores(void **state)
{
    (void)state;
    static const double expected[] = { 1, 2, 2, 3, 10 };
    const struct peil_item *item =
        around("", "<scale id='s1'><text>Q</text><option code='1'>A</option>"
                   "<option code='2' variant='a'>B</option>"
                   "<option code='2' variant='b c'>C</option>"
                   "<option code='3'>D</option>"
                   "<option code='4' score='10'>E</option></scale>")
            ->items;
    for (size_t i = 0; i < 5; i++)
        assert_true(item->options[i].score == expected[i]);
    assert_string_equal(peil_item_option(item, "2", 0)->label.wordings[0].text, "B");
    assert_string_equal(peil_item_option(item, "2", 1)->label.wordings[0].text, "C");
    assert_null(peil_item_option(item, "9", 1));
}

static void paragraphs_have_pictures(void **state)
{
    (void)state;
    const struct peil_item *item =
        around("", "<explain id='u'><text><p>Een\n   twee</p><p picture='ear'>Drie</p>"
                   "</text><text xml:lang='en'><p>One</p></text></explain>")
            ->items;
    assert_string_equal(item->text.wordings[0].text, "Een twee\nDrie");
    assert_string_equal(item->text.wordings[0].pictures, "- ear");
    assert_null(item->text.wordings[1].pictures);
}

/* Dutch for all, for b; English for all, for c. The language goes before the variant.
 */
static struct find_case {
    size_t variant;
    const char *language, *expected;
} find_cases[] = {
    { 0, "nl", "nl alle" }, { 1, "nl", "nl b" },           { 2, "nl", "nl alle" },
    { 0, "en", "en all" },  { 1, "en", "en all" },         { 2, "en", "en c" },
    { 1, "uk", "nl b" },    { SIZE_MAX, "nl", "nl alle" }, { SIZE_MAX, "en", "en all" },
};

static void finds_the_wording(void **state)
{
    const struct find_case *c = *state;
    const struct peil_item *item =
        around("", "<explain id='u'><text>nl alle</text><text variant='b'>nl b</text>"
                   "<text xml:lang='en'>en all</text>"
                   "<text xml:lang='en' variant='c'>en c</text></explain>")
            ->items;
    assert_string_equal(peil_texts_find(&item->text, c->variant, c->language),
                        c->expected);
}

static void finds_what_there_is(void **state)
{
    (void)state;
    const struct peil_questionnaire *q =
        around("", "<explain id='u'><text variant='b'>b</text>"
                   "<text variant='c'>c</text></explain>");
    const struct peil_texts *texts = &q->items[0].text;
    assert_string_equal(peil_texts_find(texts, 0, "nl"), "");
    assert_string_equal(peil_texts_find(texts, 2, "en"), "c");
    assert_string_equal(peil_texts_find(texts, SIZE_MAX, "nl"), "b");
    assert_string_equal(peil_texts_first(texts, q), "b");
    assert_string_equal(peil_texts_find(&(struct peil_texts){ 0 }, 0, "nl"), "");
}

static void sets_of_variants(void **state)
{
    (void)state;
    assert_true(peil_variants_has(0, 3));
    assert_true(peil_variants_has(0, SIZE_MAX));
    assert_true(peil_variants_has(5, 2));
    assert_false(peil_variants_has(5, 1));
    assert_false(peil_variants_has(5, SIZE_MAX));
    assert_false(peil_variants_has(5, 64));
}

static void hash_is_of_the_content(void **state)
{
    (void)state;
    static const char begin[] =
        "<questionnaire xmlns='urn:peil:questionnaire:1' id='x' version='1' "
        "xml:lang='nl'><title>T</title><section id='s' title='S'>";
    static const char end[] = "</section></questionnaire>";
    static const char *const items[] = {
        "<text id='t' core='yes'><text>Een vraag</text></text>",
        "<!-- x --> <text core=\"yes\"\n id='t'>\n<text> Een\n vraag </text></text>",
        "<text id='t' core='yes'><text>Een Vraag</text></text>",
    };
    const char *hashes[3];
    for (size_t i = 0; i < 3; i++)
        hashes[i] = parse_questionnaire(
                        peil_arena_format(arena, "%s%s%s", begin, items[i], end))
                        ->hash;
    assert_string_equal(hashes[0], hashes[1]);
    assert_string_not_equal(hashes[0], hashes[2]);
    assert_int_equal(strlen(hashes[0]), 64);
}

static void a_file_that_is_not_there(void **state)
{
    (void)state;
    assert_null(peil_questionnaire_read("/no/such/file.xml", arena, diag));
    assert_int_equal(peil_diag_count(diag, PEIL_ERROR), 1);
}

/* What README.md shows is a questionnaire. */
static void readme_shows_a_questionnaire(void **state)
{
    (void)state;
    static const char begins[] = "```xml\n", ends[] = "```\n";
    size_t length;
    const char *readme = peil_file_read(source_path("questionnaires/README.md"),
                                        1 << 16, arena, &length, diag);
    assert_non_null(readme);
    const char *begin = strstr(readme, begins) + strlen(begins);
    const char *end = strstr(begin, ends);
    assert_non_null(peil_questionnaire_parse(begin, (size_t)(end - begin), "README.md",
                                             arena, diag));
    const struct peil_problem *problems;
    assert_int_equal(peil_diag_problems(diag, &problems), 0);
}

/* Earlier problems in the same diag are not this file's. */
static void reads_on_after_other_errors(void **state)
{
    (void)state;
    peil_diag_add(diag, PEIL_ERROR, (struct peil_place){ "other.xml", 1, 1 }, "before");
    assert_non_null(
        peil_questionnaire_parse(model_xml, strlen(model_xml), "q.xml", arena, diag));
}

int main(void)
{
    const struct test tests[] = {
        TEST(head_is_read),
        TEST(items_have_defaults),
        TEST(items_have_what_is_said),
        TEST(kinds_have_names),
        TEST(missing_kinds_have_codes),
        TEST(a_list_is_shared_and_extended),
        TEST(options_have_scores),
        TEST(paragraphs_have_pictures),
        TEST(finds_what_there_is),
        TEST(sets_of_variants),
        TEST(hash_is_of_the_content),
        TEST(a_file_that_is_not_there),
        TEST(readme_shows_a_questionnaire),
        TEST(reads_on_after_other_errors),
        ROWS(find_cases, finds_the_wording, expected),
    };
    return run_suite(tests, LENGTH(tests), fixture_begin, fixture_end);
}
