/* The national figure: of what is shown, told with how many; one's own beside it; and
 * nothing that was hidden comes back by taking off. */
#include "analyze/counts_file.h"
#include "questionnaires/base/message.h"
#include "reports/compose/national.h"
#include "tests/fixture.h"

#include <math.h>
#include <string.h>

static const struct peil_questionnaire *q;

#define OJS(code, wave, ken, hulp)                                                     \
    "<ojs code='" code "' wave='" wave "' responses='900'><n item='hulp'>" hulp        \
    "</n><n item='ken'>" ken "</n></ojs>"

/* Of 'ken' one SWV hides its "1", and with it the rest. */
static const struct peil_counts *counts_with(const char *hash)
{
    diag = peil_diag_new(arena);
    const char *xml = peil_arena_format(
        arena,
        "<counts xmlns='urn:peil:counts:1' questionnaire='q' by='leeftijd' groups='1'>"
        "<item id='hulp' multiple='yes' hash='%s' codes='1 2'/>"
        "<item id='ken' hash='%s' codes='1 2 3'/>"
        "%s</counts>",
        peil_counts_hash(&q->items[1], arena), hash,
        OJS("A", "2026-1", "100 40 50 10 | 60 30 20 10", "100 80 60 | . . .")
            OJS("B", "2025-1", "200 200 0 0 | . . . .", "100 80 60 | . . .")
                OJS("B", "2026-1", "200 60 100 40 | 90 . 80 .", "200 80 60 | . . .")
                    OJS("C", "2026-1", "50 . 40 . | 20 . . .", "50 30 20 | . . .")
                        OJS("D", "2026-1", "400 240 100 60 | 200 100 80 20",
                            "400 300 100 | . . .")
                            OJS("E", "2026-1", "20 10 5 5 | . . . .", ". . . | . . ."));
    const struct peil_counts *counts =
        peil_counts_parse(xml, strlen(xml), "n.xml", arena, diag);
    assert_string_equal(problems_of(diag, arena), "");
    assert_non_null(counts);
    return counts;
}

static struct peil_national_pick pick_of(const char *const *codes, size_t count)
{
    return (struct peil_national_pick){
        .counts = counts_with(peil_counts_hash(&q->items[0], arena)),
        .item = &q->items[0],
        .codes = codes,
        .code_count = count,
        .ojs = "A",
        .wave = "2026-1",
    };
}

static const char *const one[] = { "1" }, *const two[] = { "2" },
                         *const others[] = { "1", "3" };

static void close_to(double actual, double expected)
{
    if (!(fabs(actual - expected) < 1e-9))
        fail_msg("%.12g, not %.12g", actual, expected);
}

static void of_those_that_show_it(void **state)
{
    (void)state;
    struct peil_national_pick pick = pick_of(one, 1);
    struct peil_national national = peil_national_of(&pick);
    assert_true(national.known);
    assert_int_equal(national.shown, 4); /* not C */
    assert_int_equal(national.all, 5);
    close_to(national.x, 40 + 60 + 240 + 10);
    close_to(national.n, 720);
    close_to(national.percent, 100 * 350. / 720);
    close_to(national.low, 100 * 350. / 770); /* of C's ten none, or all */
    close_to(national.high, 100 * 360. / 770);
    assert_string_equal(peil_national_line(&national, arena),
                        "National: 49\u00a0% (4 of 5 SWVs show it; n=720).");
}

static void options_together_and_all_of_them(void **state)
{
    (void)state;
    struct peil_national_pick pick = pick_of(others, 2);
    close_to(peil_national_of(&pick).x, 50 + 100 + 300 + 15);
    pick = pick_of(two, 1);
    assert_int_equal(peil_national_of(&pick).shown, 5);
}

static void of_a_group(void **state)
{
    (void)state;
    struct peil_national_pick pick = pick_of(one, 1);
    pick.group = "1";
    struct peil_national national = peil_national_of(&pick);
    assert_int_equal(national.shown, 2); /* A and D */
    close_to(national.percent, 100 * 130. / 260);
    pick.group = "7";
    assert_false(peil_national_of(&pick).known);
}

/* All less all others is what A shows itself, or A is not in it at all. */
static void taking_off_tells_nothing_hidden(void **state)
{
    (void)state;
    struct peil_national_pick pick = pick_of(one, 1);
    struct peil_counts less = *pick.counts;
    struct peil_national all = peil_national_of(&pick);
    for (size_t i = 0; i < pick.counts->part_count; i++) {
        struct peil_counts_part parts[8];
        size_t count = 0;
        for (size_t k = 0; k < pick.counts->part_count; k++)
            if (k != i)
                parts[count++] = pick.counts->parts[k];
        less.parts = parts;
        less.part_count = count;
        struct peil_national_pick rest = pick;
        rest.counts = &less;
        double left = all.x - peil_national_of(&rest).x;
        bool other_wave = strcmp(pick.counts->parts[i].wave, pick.wave) != 0;
        double shown = peil_counts_row(pick.counts, &pick.counts->parts[i], 1, 0)[1];
        close_to(left, other_wave || isnan(shown) ? 0 : shown);
    }
}

static struct refusal {
    const char *name;
    size_t item;
    const char *hash, *wave;
    const char *const *codes;
    size_t code_count;
    const char *why;
} refusals[] = {
    { "other words", 0, "abcd", "2026-1", one, 1,
      "Elsewhere this was asked in other words." },
    { "ticks together", 1, NULL, "2026-1", others, 2,
      "These answers cannot be added up over all SWVs." },
    { "not counted", 2, NULL, "2026-1", one, 1,
      "Of this there are no national figures." },
    { "one SWV alone", 0, NULL, "2025-1", one, 1,
      "Too few SWVs show this for a national figure." },
};

static void refuses(void **state)
{
    const struct refusal *r = *state;
    struct peil_national_pick pick = pick_of(r->codes, r->code_count);
    pick.item = &q->items[r->item];
    pick.wave = r->wave;
    if (r->hash)
        pick.counts = counts_with(r->hash);
    struct peil_national national = peil_national_of(&pick);
    assert_false(national.known);
    assert_true(isnan(national.percent));
    assert_string_equal(peil_national_line(&national, arena), r->why);
    assert_null(peil_national_funnel(&pick, "f", "F", arena));
}

static void a_funnel_of_all(void **state)
{
    (void)state;
    struct peil_national_pick pick = pick_of(one, 1);
    const struct peil_plot *plot =
        peil_national_funnel(&pick, "f", "Ken je het?", arena);
    assert_non_null(plot);
    assert_int_equal(plot->kind, PEIL_PLOT_FUNNEL);
    assert_int_equal(plot->label_count, 3); /* C hides it, E are too few */
    assert_string_equal(plot->labels[0], "A (own)");
    close_to(plot->middle, 100 * 340. / 700);
    close_to(plot->points[1].value, 30);
    close_to(plot->points[1].base, 200);
    assert_int_equal(plot->sheet->row_count, 3);
    assert_string_equal(plot->sheet->rows[1].entries[3].text, "lower");
    assert_string_equal(plot->sheet->rows[2].entries[3].text, "higher");
    assert_non_null(strstr(plot->sheet->lines[1], "3 comparisons"));
    assert_null(
        peil_national_funnel(&(struct peil_national_pick){ .counts = pick.counts,
                                                           .item = pick.item,
                                                           .codes = one,
                                                           .code_count = 1,
                                                           .ojs = "A",
                                                           .wave = "2025-1" },
                             "f", "F", arena));
}

static const char xml[] =
    "<questionnaire xmlns='urn:peil:questionnaire:1' id='q' version='1' "
    "xml:lang='nl'><title>T</title><section id='s' title='S'><single id='ken'>"
    "<text>Ken je het?</text><option code='1'>Ja</option><option code='2'>Nee"
    "</option><option code='3'>Soms</option></single><multiple id='hulp'><text>Wat?"
    "</text><option code='1'>Dit</option><option code='2'>Dat</option></multiple>"
    "<single id='nieuw'><text>Nieuw?</text><option code='1'>Ja</option></single>"
    "</section></questionnaire>";

static int begin(void **state)
{
    fixture_begin(state);
    q = parse_questionnaire(xml);
    return 0;
}

int main(void)
{
    peil_message_begin();
    peil_message_choose("en");
    const struct test tests[] = {
        TEST(of_those_that_show_it),
        TEST(options_together_and_all_of_them),
        TEST(of_a_group),
        TEST(taking_off_tells_nothing_hidden),
        TEST(a_funnel_of_all),
        ROWS(refusals, refuses, name),
    };
    return run_suite(tests, LENGTH(tests), begin, fixture_end);
}
