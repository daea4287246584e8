/* Counts that may be published: made of what the gate let through, written, read and
 * merged as sets. */
#include "analyze/analysis.h"
#include "analyze/counts_file.h"
#include "questionnaires/base/message.h"
#include "tests/analyze/class.h"
#include "tests/fixture.h"

#include <math.h>
#include <unistd.h>

/* --- From answers --- */

enum { PUPILS = 90 };

/* Made-up pupils: which, of three groups, and what they say, by a walk through residues
 * that differs by `seed`. Few say 3. */
static const char *answers(size_t seed)
{
    static const char *const groups[] = { "a,5", "b,8", "c,11" };
    const char *csv = "response,wave,variant,status,synthetic,groep,bekend,hulp,"
                      "waarom_1,waarom_2,waarom_9,gepest,cijfer,rang_r1,rang_r2,tip\n";
    for (size_t i = 0; i < PUPILS; i++) {
        size_t known = (i * 7 + seed) % 5 < 2 ? 1 : 2;
        size_t help = (i * 11 + seed * 3) % 30 < 2 ? 3 : (i + seed) % 2 + 1;
        csv = peil_arena_format(
            arena, "%s%zu,2026-1,%s,completed,0,%s,%zu,%zu,%s,-7,-9,-9,-9,-9\n", csv, i,
            (const char *[]){ "a", "b", "c" }[i % 3], groups[i % 3] + 2, known,
            i % 3 == 0 ? help % 2 + 1 : help,
            known == 2       ? "-7,-7,-7"
            : (i + seed) % 4 ? "1,0,0"
                             : "0,1,0");
    }
    return csv;
}

static const struct peil_counts *counts_of(const char *ojs, size_t seed)
{
    const struct peil_questionnaire *q = class_questionnaire(arena);
    struct peil_study study = *peil_study_none();
    study.ojs = ojs;
    study.wave = "2026-1";
    struct peil_counts_request wanted = peil_counts_request(q, arena);
    struct peil_request request = { .freq = wanted.freq,
                                    .freq_count = wanted.freq_count,
                                    .cross = wanted.cross,
                                    .cross_count = wanted.cross_count,
                                    .study = &study };
    const char *path = new_file("responses.csv", answers(seed));
    const struct peil_analysis *analysis =
        peil_analyze(q, &path, 1, &request, arena, diag);
    assert_string_equal(problems_of(diag, arena), "");
    assert_non_null(analysis);
    return peil_counts_of(analysis, &study, arena);
}

static const char *text_of(const struct peil_counts *counts)
{
    FILE *out = text_begin();
    peil_counts_write(counts, out, arena);
    return text_end();
}

static const struct peil_counts *parse(const char *text, const char *name)
{
    const struct peil_counts *counts =
        peil_counts_parse(text, strlen(text), name, arena, diag);
    assert_string_equal(problems_of(diag, arena), "");
    assert_non_null(counts);
    return counts;
}

static size_t item_of(const struct peil_counts *counts, const char *id, size_t part)
{
    for (size_t i = 0; i < counts->item_count; i++)
        if (strcmp(counts->items[i].id, id) == 0 && counts->items[i].part == part)
            return i;
    fail_msg("no item %s", id);
    return 0;
}

static void what_the_gate_hid_is_not_there(void **state)
{
    (void)state;
    const struct peil_counts *counts = counts_of("VO3006", 1);
    size_t shown = 0, hidden = 0;
    for (size_t i = 0; i < counts->item_count; i++) {
        size_t count = (1 + counts->group_count) * (1 + counts->items[i].code_count);
        for (size_t k = 0; k < count; k++) {
            double n = counts->parts[0].figures[i][k];
            assert_false(n > 0 && n < 5);
            hidden += isnan(n) ? 1 : 0;
            shown += n > 0 ? 1 : 0;
        }
    }
    assert_true(shown > 10 && hidden > 5);
    const double *known =
        peil_counts_row(counts, counts->parts, item_of(counts, "bekend", 0), 0);
    assert_true(known[0] == PUPILS && known[1] + known[2] == PUPILS);
}

static void items_are_those_that_are_counted(void **state)
{
    (void)state;
    const struct peil_counts *counts = counts_of("VO3006", 1);
    assert_string_equal(counts->questionnaire, "class");
    assert_string_equal(counts->by, "leeftijdsgroep");
    assert_int_equal(counts->group_count, 3);
    assert_true(counts->items[item_of(counts, "waarom", 0)].multiple);
    assert_int_equal(counts->items[item_of(counts, "hulp", 1)].part, 1);
    item_of(counts, "hulp", 2); /* its options differ by variant */
    for (size_t i = 0; i < counts->item_count; i++)
        assert_true(strcmp(counts->items[i].id, "tip") != 0 &&
                    strcmp(counts->items[i].id, "cijfer") != 0 &&
                    strcmp(counts->items[i].id, "rang") != 0);
}

static void written_and_read_again(void **state)
{
    (void)state;
    const char *text = text_of(counts_of("VO3006", 1));
    assert_string_equal(text_of(parse(text, "a.xml")), text);
}

/* --- Merging --- */

static const struct peil_counts *merged(const struct peil_counts *a,
                                        const struct peil_counts *b)
{
    const struct peil_counts *both = peil_counts_merge(a, b, arena, diag);
    assert_string_equal(problems_of(diag, arena), "");
    assert_non_null(both);
    return both;
}

static void a_set_of_sets(void **state)
{
    (void)state;
    const struct peil_counts *a = counts_of("VO3006", 1), *b = counts_of("PO2507", 2),
                             *c = counts_of("VO0101", 3);
    const char *all = text_of(merged(merged(a, b), c));
    assert_string_equal(text_of(merged(a, b)), text_of(merged(b, a)));
    assert_string_equal(text_of(merged(a, merged(b, c))), all);
    assert_string_equal(text_of(merged(merged(a, b), merged(b, c))), all);
    assert_string_equal(text_of(merged(a, a)), text_of(a));
    assert_int_equal(merged(merged(a, b), c)->part_count, 3);
    assert_string_equal(merged(a, b)->parts[0].ojs, "PO2507");
    assert_string_equal(text_of(parse(all, "all.xml")), all);
}

#define HEAD(by)                                                                       \
    "<counts xmlns='urn:peil:counts:1' questionnaire='q' by='" by "' groups='1'>"
#define ITEM(hash) "<item id='ken' hash='" hash "' codes='1 2'/>"
#define OJS(code, n)                                                                   \
    "<ojs code='" code "' wave='2026-1' version='1' responses='40'>"                   \
    "<n item='ken'>" n "</n></ojs>"
#define FOOT "</counts>"
#define USUAL "40 20 20 | 30 15 15"

static struct pair {
    const char *name, *a, *b;
    const char *problem; /* NULL: they merge */
} pairs[] = {
    { "others", HEAD("g") ITEM("aa") OJS("A", USUAL) FOOT,
      HEAD("g") ITEM("aa") OJS("B", USUAL) FOOT, NULL },
    { "the same", HEAD("g") ITEM("aa") OJS("A", USUAL) FOOT,
      HEAD("g") ITEM("aa") OJS("A", USUAL) FOOT, NULL },
    { "another item too", HEAD("g") ITEM("aa") OJS("A", USUAL) FOOT,
      HEAD("g") "<item id='anders' hash='bb' codes='1 2'/>"
                "<ojs code='B' wave='2026-1' responses='40'>"
                "<n item='anders'>40 20 20 | . . .</n></ojs>" FOOT,
      NULL },
    { "other figures", HEAD("g") ITEM("aa") OJS("A", USUAL) FOOT,
      HEAD("g") ITEM("aa") OJS("A", "40 21 19 | 30 15 15") FOOT,
      "b.xml:1:109: error: wave 2026-1 of A has other figures than in \"a.xml\"\n" },
    { "one that hides what the other shows", HEAD("g") ITEM("aa") OJS("A", USUAL) FOOT,
      HEAD("g") ITEM("aa") OJS("A", "40 . . | 30 15 15") FOOT,
      "b.xml:1:109: error: wave 2026-1 of A has other figures than in \"a.xml\"\n" },
    { "asked otherwise", HEAD("g") ITEM("aa") OJS("A", USUAL) FOOT,
      HEAD("g") ITEM("ab") OJS("B", USUAL) FOOT,
      "b.xml:1:71: error: \"ken\" was asked otherwise in \"a.xml\": they cannot be "
      "added up\n" },
    { "other groups", HEAD("g") ITEM("aa") OJS("A", USUAL) FOOT,
      HEAD("h") ITEM("aa") OJS("B", USUAL) FOOT,
      "b.xml: error: the groups are others than those of \"a.xml\"\n" },
    { "another questionnaire", HEAD("g") ITEM("aa") OJS("A", USUAL) FOOT,
      "<counts xmlns='urn:peil:counts:1' questionnaire='r' by='g' groups='1'>" ITEM(
          "aa") OJS("B", USUAL) FOOT,
      "b.xml: error: these are counts of \"r\", and the others of \"q\"\n" },
};

static void merges(void **state)
{
    const struct pair *p = *state;
    const struct peil_counts *both =
        peil_counts_merge(parse(p->a, "a.xml"), parse(p->b, "b.xml"), arena, diag);
    assert_string_equal(problems_of(diag, arena), p->problem ? p->problem : "");
    assert_int_equal(both != NULL, p->problem == NULL);
    if (both)
        assert_string_equal(
            text_of(both), text_of(merged(parse(p->b, "b.xml"), parse(p->a, "a.xml"))));
}

/* --- The hash --- */

static const char *hash_of(const char *item)
{
    const char *xml = peil_arena_format(
        arena,
        "<questionnaire xmlns='urn:peil:questionnaire:1' id='q' version='1' "
        "xml:lang='nl'><title>T</title><section id='s' title='S'>%s</section>"
        "</questionnaire>",
        item);
    const struct peil_questionnaire *q = parse_questionnaire(xml);
    return peil_counts_hash(&q->items[0], arena);
}

static void a_hash_is_of_words_and_options(void **state)
{
    (void)state;
#define SINGLE(about, words, label)                                                    \
    "<single id='x'" about "><text>" words "</text><option code='1'>" label            \
    "</option></single>"
    const char *usual = hash_of(SINGLE("", "Q?", "Ja"));
    assert_int_equal(strlen(usual), 16);
    assert_string_equal(hash_of(SINGLE(" label='Kort' core='yes'", " Q? ", "Ja")),
                        usual);
    assert_string_not_equal(hash_of(SINGLE("", "Q!", "Ja")), usual);
    assert_string_not_equal(hash_of(SINGLE("", "Q?", "Jazeker")), usual);
}

int main(void)
{
    peil_message_begin();
    peil_message_choose("en");
    const struct test tests[] = {
        TEST(what_the_gate_hid_is_not_there), TEST(items_are_those_that_are_counted),
        TEST(written_and_read_again),         TEST(a_set_of_sets),
        TEST(a_hash_is_of_words_and_options), ROWS(pairs, merges, name),
    };
    return run_suite(tests, LENGTH(tests), folder_begin, folder_end);
}
