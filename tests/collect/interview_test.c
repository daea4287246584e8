/* The interview machine: scripts with what is shown after each event, and random walks
 * through random questionnaires that must keep its promises. */
#include "collect/interview/chance.h"
#include "collect/interview/interview.h"
#include "questionnaires/condition.h"
#include "tests/fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char small[] =
    "<questionnaire xmlns='urn:peil:questionnaire:1' id='klein' version='1'"
    " xml:lang='nl' respondents='leerlingen'><title>Klein</title>"
    "<variant id='a' label='jong' age='8-10' when='in(groep, 5, 6)'/>"
    "<variant id='b' label='oud' age='10-12' when='groep = 8' default='yes'/>"
    "<section id='een' title='Een'>"
    "<single id='meedoen' assent='yes'><text>Doe je mee?</text>"
    " <option code='1'>Ja</option><option code='2' refuses='yes'>Nee</option></single>"
    "<single id='groep'><text>Welke groep?</text><option code='5'>5</option>"
    " <option code='6'>6</option><option code='8'>8</option></single>"
    "<single id='hulp'><text>Wie helpt?</text><option code='1'>Thuis</option>"
    " <option code='2' variant='b'>Een app</option>"
    " <option code='3' specify='yes'>Anders</option><dont-know/></single>"
    "<multiple id='waarom' max='2' variant='b' when='answered(hulp) and hulp != 2'>"
    " <text>Waarom?</text><option code='1'>Kent</option><option "
    "code='2'>Dichtbij</option>"
    " <option code='9' exclusive='yes'>Nergens om</option></multiple>"
    "<explain id='uitleg'><text>Dit is het.</text></explain>"
    "<barrier/>"
    "<text id='tip'><text>Een tip?</text></text>"
    "<single id='uit' on='no'><text>Staat uit</text><option "
    "code='1'>Ja</option></single>"
    "</section></questionnaire>";

/* --- Scripts --- */

static const char *const states[] = {
    [PEIL_INTERVIEW_ASKING] = "asking",   [PEIL_INTERVIEW_CLOSING] = "closing",
    [PEIL_INTERVIEW_DONE] = "done",       [PEIL_INTERVIEW_STOPPED] = "stopped",
    [PEIL_INTERVIEW_REFUSED] = "refused", [PEIL_INTERVIEW_WIPED] = "wiped",
};

/* `shown`: what stands on the screen at first and after each event, "!" before it when
 * the event was not accepted. `record`: item=answer for all items at the end. */
static struct script {
    const char *name, *preset;
    const char *events[12];
    const char *shown, *record;
} scripts[] = {
    { "the variant's item comes first", NULL, { 0 }, "groep", "-5 -5 -5 -5 - -5 -7" },
    { "a preset item stays in its place",
      "groep=8",
      { "a meedoen 1", "a groep 8", "a hulp 1" },
      "meedoen groep hulp waarom",
      "1 8 1 -5 - -5 -7" },
    { "to the end",
      NULL,
      { "a groep 8", "a meedoen 1", "a hulp 3\n3=oma", "a waarom 2 1", "a uitleg",
        "a tip een vijver", "f" },
      "groep meedoen hulp waarom uitleg tip closing done",
      "1 8 3/3=oma 1 2 - een vijver -7" },
    { "another variant, other items",
      NULL,
      { "a groep 5", "a meedoen 1", "a hulp 2", "a hulp 1" },
      "groep meedoen hulp !hulp uitleg",
      "1 5 1 -7 - -5 -7" },
    { "a skip is an answer, and the fallback its variant",
      NULL,
      { "a groep -9", "a meedoen 1", "a hulp -9" },
      "groep meedoen hulp uitleg",
      "1 -9 -9 -7 - -5 -7" },
    { "not taking part",
      NULL,
      { "a groep 8", "a meedoen 2", "a hulp 1", "b" },
      "groep meedoen refused !refused !refused",
      "-7 -7 -7 -7 - -7 -7" },
    { "assent cannot be skipped",
      "groep=8",
      { "a meedoen -9" },
      "meedoen !meedoen",
      "-5 8 -5 -5 - -5 -7" },
    { "what is not offered",
      "groep=8",
      { "a meedoen -8", "a meedoen 1", "a groep -8", "a groep 9", "a groep -7",
        "a groep 8", "a hulp -6", "a hulp -8" },
      "meedoen !meedoen groep !groep !groep !groep hulp !hulp uitleg",
      "1 8 -8 -7 - -5 -7" },
    { "an item that is not shown",
      "groep=8",
      { "a tip x", "a nietes 1" },
      "meedoen !meedoen !meedoen",
      "-5 8 -5 -5 - -5 -7" },
    { "back, and the answer is still there",
      NULL,
      { "b", "a groep 8", "a meedoen 1", "a hulp 1", "b", "b" },
      "groep !groep meedoen hulp waarom hulp meedoen",
      "1 8 1 -5 - -5 -7" },
    { "no going back past a barrier",
      "groep=8",
      { "a meedoen 1", "a groep 8", "a hulp 2", "a uitleg", "b", "s" },
      "meedoen groep hulp uitleg tip !tip stopped",
      "1 8 2 -7 - -5 -7" },
    { "what is asked no more is kept out, and comes back",
      NULL,
      { "a groep 8", "a meedoen 1", "a hulp 1", "a waarom 9", "b", "b", "a hulp 2", "b",
        "a hulp 1" },
      "groep meedoen hulp waarom uitleg waarom hulp uitleg hulp waarom",
      "1 8 1 9 - -5 -7" },
    { "a preset that the pupil changes",
      "groep=8",
      { "a meedoen 1", "a groep 6", "a hulp 1" },
      "meedoen groep hulp uitleg",
      "1 6 1 -7 - -5 -7" },
    { "stop and wipe",
      "groep=8",
      { "a meedoen 1", "w", "w", "s" },
      "meedoen groep wiped !wiped !wiped",
      "-7 -7 -7 -7 - -7 -7" },
    { "no handing in before the end",
      "groep=8",
      { "f", "a meedoen 1", "f" },
      "meedoen !meedoen groep !groep",
      "1 8 -5 -5 - -5 -7" },
    { "no event at all",
      "groep=8",
      { "", "x", "bb", "a", "a " },
      "meedoen !meedoen !meedoen !meedoen !meedoen !meedoen",
      "-5 8 -5 -5 - -5 -7" },
};

static const char *shown(const struct peil_interview *interview)
{
    const struct peil_item *item = peil_interview_item(interview);
    return item ? item->id : states[peil_interview_state(interview)];
}

static const char *record(const struct peil_interview *interview)
{
    const struct peil_response *response = peil_interview_response(interview, arena);
    const char *text = "";
    for (size_t i = 0; i < response->questionnaire->item_count; i++) {
        const struct peil_item *item = &response->questionnaire->items[i];
        const char *answer =
            item->kind == PEIL_EXPLAIN
                ? "-"
                : peil_answer_write(item, &response->answers[i], arena);
        text = peil_arena_format(arena, "%s%s%s", text, i ? " " : "", answer);
    }
    char *copy = peil_arena_array(arena, strlen(text) + 1, 1);
    strcpy(copy, text);
    for (char *c = copy; (c = strchr(c, '\n'));)
        *c = '/';
    return copy;
}

static const struct peil_response *preset_of(const struct peil_questionnaire *q,
                                             const char *lines)
{
    const char *why = "";
    const struct peil_response *preset =
        lines ? peil_interview_preset(q, lines, arena, &why) : NULL;
    if (lines && !preset)
        fail_msg("preset \"%s\": %s", lines, why);
    return preset;
}

static void follows_the_script(void **state)
{
    const struct script *script = *state;
    const struct peil_questionnaire *q = parse_questionnaire(small);
    struct peil_interview *interview =
        peil_interview_new(q, preset_of(q, script->preset), 1, arena);
    const char *trace = shown(interview);
    for (size_t i = 0; i < 12 && script->events[i]; i++) {
        const char *why = NULL;
        bool applied = peil_interview_apply(interview, script->events[i], &why);
        assert_true(applied || why);
        trace = peil_arena_format(arena, "%s %s%s", trace, applied ? "" : "!",
                                  shown(interview));
    }
    assert_string_equal(trace, script->shown);
    assert_string_equal(record(interview), script->record);
}

static struct preset_case {
    const char *name, *lines;
    bool expected;
} presets[] = {
    { "preset: none", "", true },
    { "preset: one line", "groep=8", true },
    { "preset: lines and empty lines", "\ngroep=8\nhulp=1\n\n", true },
    { "preset: no such item", "klas=8", false },
    { "preset: no such option", "groep=9", false },
    { "preset: no value", "groep", false },
};

static void reads_presets(void **state)
{
    const struct preset_case *c = *state;
    const char *why = NULL;
    const struct peil_response *preset =
        peil_interview_preset(parse_questionnaire(small), c->lines, arena, &why);
    assert_int_equal(preset != NULL, c->expected);
    assert_true(preset || why);
}

/* --- Progress and the order of options --- */

static void counts_questions_only(void **state)
{
    (void)state;
    const struct peil_questionnaire *q = parse_questionnaire(small);
    struct peil_interview *interview = peil_interview_new(q, NULL, 1, arena);
    const struct {
        const char *event;
        size_t number, total;
    } steps[] = {
        { "a groep 8", 2, 4 }, { "a meedoen 1", 2, 4 }, { "a hulp 2", 3, 3 },
        { "a uitleg", 3, 3 },  { "a tip x", 3, 3 },
    };
    size_t number, total;
    peil_interview_progress(interview, &number, &total);
    assert_int_equal(number, 1);
    assert_int_equal(total, 4);
    for (size_t i = 0; i < LENGTH(steps); i++) {
        const char *why;
        assert_true(peil_interview_apply(interview, steps[i].event, &why));
        peil_interview_progress(interview, &number, &total);
        assert_int_equal(number, steps[i].number);
        assert_int_equal(total, steps[i].total);
    }
}

static const char bilingual[] =
    "<questionnaire xmlns='urn:peil:questionnaire:1' id='q' version='1' xml:lang='nl'"
    " respondents='x'><title>Titel</title><title xml:lang='en'>Title</title>"
    "<section id='s' title='S'><single id='kleur' practice='yes'><text>Kleur?</text>"
    " <option code='1'>Rood</option></single>"
    "<single id='hulp'><text>Hulp?</text><option code='1'>Ja</option></single>"
    "<single id='meer'><text>Meer?</text><option code='1'>Ja</option></single>"
    "</section></questionnaire>";

static void practice_is_not_counted(void **state)
{
    (void)state;
    struct peil_interview *interview =
        peil_interview_new(parse_questionnaire(bilingual), NULL, 1, arena);
    size_t number, total;
    const char *why;
    peil_interview_progress(interview, &number, &total);
    assert_int_equal(number, 1);
    assert_int_equal(total, 2);
    assert_true(peil_interview_apply(interview, "a kleur 1", &why));
    peil_interview_progress(interview, &number, &total);
    assert_int_equal(number, 1);
    assert_int_equal(total, 2);
}

static void goes_on_in_another_language(void **state)
{
    (void)state;
    struct peil_interview *interview =
        peil_interview_new(parse_questionnaire(bilingual), NULL, 1, arena);
    const struct {
        const char *event;
        bool expected, at_start;
        const char *language;
    } steps[] = {
        { "l fr", false, true, "nl" },      { "l ", false, true, "nl" },
        { "l en", true, true, "en" },       { "l nl", true, true, "nl" },
        { "l en", true, true, "en" },       { "a kleur 1", true, false, "en" },
        { "l nl", true, false, "nl" },      { "b", true, true, "nl" },
        { "a kleur 1", true, false, "nl" }, { "s", true, false, "nl" },
        { "l en", false, false, "nl" },
    };
    for (size_t i = 0; i < LENGTH(steps); i++) {
        const char *why;
        assert_int_equal(peil_interview_apply(interview, steps[i].event, &why),
                         steps[i].expected);
        assert_int_equal(peil_interview_at_start(interview), steps[i].at_start);
        assert_string_equal(peil_interview_language(interview), steps[i].language);
    }
}

static const char shuffled[] =
    "<questionnaire xmlns='urn:peil:questionnaire:1' id='q' version='1' xml:lang='nl'"
    " respondents='x'><title>T</title><section id='s' title='S'>"
    "<multiple id='m' order='random'><text>M?</text><option code='1'>1</option>"
    "<option code='9' exclusive='yes'>9</option><option code='2'>2</option>"
    "<option code='8' specify='yes'>8</option><option code='3'>3</option>"
    "<option code='4'>4</option></multiple></section></questionnaire>";

static const char *order(const struct peil_questionnaire *q, unsigned long seed)
{
    const struct peil_interview *interview = peil_interview_new(q, NULL, seed, arena);
    const struct peil_option *options[PEIL_MAX_OPTIONS];
    size_t count =
        peil_interview_options(interview, q->items, options, PEIL_MAX_OPTIONS);
    const char *text = "";
    for (size_t i = 0; i < count; i++)
        text = peil_arena_format(arena, "%s%s", text, options[i]->code);
    return text;
}

/* Each of the four loose options stands first in about a quarter of the orders. */
static void shuffles_evenly_and_repeatably(void **state)
{
    (void)state;
    const struct peil_questionnaire *q = parse_questionnaire(shuffled);
    int first[5] = { 0 };
    for (unsigned long seed = 0; seed < 1000; seed++) {
        const char *codes = order(q, seed);
        assert_int_equal(strlen(codes), 6);
        assert_string_equal(codes + 4, "98");
        assert_string_equal(codes, order(q, seed));
        assert_in_range(codes[0], '1', '4');
        first[codes[0] - '0']++;
    }
    for (int i = 1; i <= 4; i++)
        assert_in_range(first[i], 200, 300);
}

/* --- Random walks --- */

struct walk {
    struct peil_chance chance;
    const struct peil_questionnaire *q;
    const struct peil_response *preset;
    unsigned long seed;
    struct peil_interview *interview;
    const char *log[400];
    size_t length;
};

static bool often(struct peil_chance *chance, int percent)
{
    return peil_chance_below(chance, 100) < (size_t)percent;
}

/* Singles have even numbers, and conditions speak of those before item `i`. */
static void write_condition(FILE *out, size_t i, struct peil_chance *chance)
{
    static const struct {
        const char *before, *after;
    } forms[] = {
        { "", " = 1" },
        { "not(", " = 2)" },
        { "answered(", ")" },
        { "not(answered(", "))" },
        { "", " &lt; 3" },
        { "2 &gt; ", "" },
        { "variant(a) or ", " = 1" },
    };
    if (i == 0 || often(chance, 50))
        return;
    size_t count = 1 + peil_chance_below(chance, 2);
    for (size_t k = 0; k < count; k++) {
        size_t form = peil_chance_below(chance, LENGTH(forms));
        size_t item = 2 * peil_chance_below(chance, (i + 1) / 2);
        fprintf(out, "%s(%si%zu%s)", k ? " and " : " when='", forms[form].before, item,
                forms[form].after);
    }
    fputc('\'', out);
}

static const char *maybe(struct peil_chance *chance, int percent, const char *text)
{
    return often(chance, percent) ? text : "";
}

static void write_options(FILE *out, size_t i, struct peil_chance *chance)
{
    size_t count = 2 + peil_chance_below(chance, 3);
    for (size_t code = 1; code <= count; code++) {
        fprintf(out, "<option code='%zu'%s%s", code, maybe(chance, 20, " variant='b'"),
                maybe(chance, 20, code == count ? " specify='yes'" : ""));
        if (code > 1 && often(chance, 10))
            write_condition(out, i, chance);
        fprintf(out, ">O%zu</option>", code);
    }
    fputs(maybe(chance, 30, "<dont-know/>"), out);
}

static void write_item(FILE *out, size_t i, struct peil_chance *chance)
{
    static const char *const kinds[] = { "single",   "multiple", "ranking", "scale",
                                         "quantity", "text",     "date",    "explain" };
    size_t kind = i % 2 == 0 ? 0 : peil_chance_below(chance, 8);
    fprintf(out, "<%s id='i%zu'%s%s", kinds[kind], i,
            maybe(chance, i % 2 ? 25 : 0, " variant='a'"),
            maybe(chance, kind > 0 ? 10 : 0, " on='no'"));
    if (kind < 7)
        fputs(maybe(chance, 10, " required='yes'"), out);
    write_condition(out, i, chance);
    fputs(kind < 4 ? maybe(chance, 30, " order='random'") : "", out);
    fprintf(out, "><text>T%zu</text>", i);
    if (kind < 4)
        write_options(out, i, chance);
    fprintf(out, "</%s>%s", kinds[kind], maybe(chance, 10, "<barrier/>"));
}

static const char *random_questionnaire(struct walk *walk)
{
    size_t count = 1 + peil_chance_below(&walk->chance, 14);
    FILE *out = text_begin();
    fputs("<questionnaire xmlns='urn:peil:questionnaire:1' id='q' version='1'"
          " xml:lang='nl' respondents='x'><title>T</title>",
          out);
    fprintf(out,
            "<variant id='a' label='A' age='8-10' when='i%zu = 1'/>"
            "<variant id='b' label='B' age='8-10' default='yes' when='i0 = 2'/>",
            2 * peil_chance_below(&walk->chance, (count + 1) / 2));
    fputs("<section id='s' title='S'>", out);
    for (size_t i = 0; i < count; i++)
        write_item(out, i, &walk->chance);
    fputs("</section></questionnaire>", out);
    return text_end();
}

static struct peil_interview *fresh(const struct walk *walk)
{
    return peil_interview_new(walk->q, walk->preset, walk->seed, arena);
}

static bool act(struct walk *walk, const char *event)
{
    const char *why = NULL;
    if (!peil_interview_apply(walk->interview, event, &why)) {
        assert_non_null(why);
        return false;
    }
    assert_true(walk->length < LENGTH(walk->log));
    walk->log[walk->length++] = event;
    return true;
}

/* Some answer must always be accepted. */
static void answer_somehow(struct walk *walk)
{
    static const char *const words[] = { "1",  "2",   "3",          "4",        "-9",
                                         "-8", "5.5", "2024-02-29", "4\n4=oma", "2 1" };
    const size_t count = LENGTH(words);
    const char *id = peil_interview_item(walk->interview)->id;
    size_t from = peil_chance_below(&walk->chance, count);
    for (size_t i = 0; i < count; i++) {
        const char *word = words[(from + i) % count];
        if (act(walk, peil_arena_format(arena, "a %s %s", id, word)))
            return;
    }
    fail_msg("a dead end at %s", id);
}

static void assert_same_record(const struct walk *walk,
                               const struct peil_response *expected,
                               const struct peil_response *got)
{
    assert_int_equal(got->variant, expected->variant);
    for (size_t i = 0; i < walk->q->item_count; i++)
        assert_true(peil_answer_equal(&got->answers[i], &expected->answers[i]));
}

static void assert_replays(const struct walk *walk)
{
    struct peil_interview *again = fresh(walk);
    for (size_t i = 0; i < walk->length; i++) {
        const char *why;
        assert_true(peil_interview_apply(again, walk->log[i], &why));
    }
    assert_string_equal(shown(again), shown(walk->interview));
    assert_same_record(walk, peil_interview_response(walk->interview, arena),
                       peil_interview_response(again, arena));
}

/* An answer stands only where the record itself says that the item was asked. */
static void assert_routed(const struct walk *walk)
{
    const struct peil_response *response =
        peil_interview_response(walk->interview, arena);
    for (size_t i = 0; i < walk->q->item_count; i++) {
        const struct peil_item *item = &walk->q->items[i];
        const struct peil_answer *answer = &response->answers[i];
        bool asked = item->on && peil_variants_has(item->variants, response->variant) &&
                     peil_condition_evaluate(item->when, response) == PEIL_TRUE;
        assert_true(answer->given);
        if (answer->missing != PEIL_NOT_ASKED && answer->missing != PEIL_NOT_REACHED)
            assert_true(asked);
        for (size_t j = 0; j < answer->option_count; j++) {
            const struct peil_option *option = answer->options[j];
            assert_true(peil_variants_has(option->variants, response->variant));
            assert_int_equal(peil_condition_evaluate(option->when, response),
                             PEIL_TRUE);
        }
    }
}

static void assert_progress(const struct walk *walk)
{
    size_t number, total;
    peil_interview_progress(walk->interview, &number, &total);
    assert_true(number <= total && total <= walk->q->item_count);
    if (peil_interview_state(walk->interview) == PEIL_INTERVIEW_CLOSING)
        assert_int_equal(number, total);
}

/* The same answer once more, as the page with it filled in would send. */
static void answer_the_same(struct walk *walk)
{
    const struct peil_item *item = peil_interview_item(walk->interview);
    const struct peil_answer *answer = peil_interview_answer(walk->interview, item);
    const char *value = "";
    if (item->kind != PEIL_EXPLAIN) {
        assert_true(answer->given);
        value = peil_answer_write(item, answer, arena);
    }
    assert_true(act(walk, peil_arena_format(arena, "a %s %s", item->id, value)));
}

static void assert_back_and_forth(struct walk *walk)
{
    const struct peil_response *before =
        peil_interview_response(walk->interview, arena);
    const char *here = shown(walk->interview);
    size_t steps = 0;
    while (steps < 5 && act(walk, "b"))
        steps++;
    for (; steps > 0; steps--)
        answer_the_same(walk);
    assert_string_equal(shown(walk->interview), here);
    assert_same_record(walk, before, peil_interview_response(walk->interview, arena));
}

static void walk_once(struct walk *walk)
{
    for (int i = 0; i < 40; i++) {
        if (peil_interview_state(walk->interview) == PEIL_INTERVIEW_ASKING)
            answer_somehow(walk);
        if (often(&walk->chance, 20))
            act(walk, "b");
        if (often(&walk->chance, 10))
            assert_back_and_forth(walk);
        assert_routed(walk);
        assert_progress(walk);
    }
    assert_replays(walk);
    for (size_t i = 0; i <= walk->q->item_count; i++)
        if (peil_interview_state(walk->interview) == PEIL_INTERVIEW_ASKING)
            answer_somehow(walk);
    assert_true(act(walk, often(&walk->chance, 80) ? "f" : "s"));
    assert_routed(walk);
    assert_replays(walk);
}

static void random_walks_keep_the_promises(void **state)
{
    (void)state;
    for (unsigned long seed = 1; seed <= 300; seed++) {
        struct walk walk = { .chance = { seed }, .seed = seed };
        walk.q = parse_questionnaire(random_questionnaire(&walk));
        walk.preset = often(&walk.chance, 30) ? preset_of(walk.q, "i0=2") : NULL;
        walk.interview = fresh(&walk);
        walk_once(&walk);
    }
}

int main(void)
{
    const struct test tests[] = {
        TEST(counts_questions_only),          TEST(practice_is_not_counted),
        TEST(goes_on_in_another_language),    TEST(shuffles_evenly_and_repeatably),
        TEST(random_walks_keep_the_promises), ROWS(scripts, follows_the_script, name),
        ROWS(presets, reads_presets, name),
    };
    return run_suite(tests, LENGTH(tests), fixture_begin, fixture_end);
}
