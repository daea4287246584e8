/* How a response was filled in: what is measured, and which flags that gives. */
#include "collect/interview/quality.h"
#include "collect/simulate/simulate.h"
#include "collect/web/stopwatch.h"
#include "tests/fixture.h"

#include <stdio.h>
#include <string.h>

#define SCALE(id)                                                                      \
    "<scale id='" id "'><text>Een vraag van zes korte woorden?</text>"                 \
    "<option code='1'>a</option><option code='2'>b</option><option code='3'>c"         \
    "</option><dont-know/></scale>"

static const char xml[] =
    "<questionnaire xmlns='urn:peil:questionnaire:1' id='q' version='1' xml:lang='nl'"
    " respondents='leerlingen'><title>Q</title>"
    "<variant id='a' label='jong' age='8-10' default='yes' when='ja = 2'/>"
    "<section id='een' title='Een'>"
    "<single id='mee' assent='yes'><text>Mee?</text><option code='1'>Ja</option>"
    " <option code='2' refuses='yes'>Nee</option></single>"
    "<single id='oefen' practice='yes'><text>Oefen?</text><option code='1'>Ja</option>"
    " <option code='2'>Nee</option></single>" SCALE("s1") SCALE("s2")
        SCALE("s3") "<single id='ja'><text>Ja?</text><option code='1'>Ja</option>"
                    " <option code='2'>Nee</option></single>" SCALE("s4") SCALE("s5")
                        SCALE("s6") "<text id='tip'><text>Een "
                                    "tip?</text></text></section></questionnaire>";

/* `log` is a log of events, a line each. */
static struct peil_interview *replay(const char *log)
{
    struct peil_interview *interview =
        peil_interview_new(parse_questionnaire(xml), NULL, 1, arena);
    const char *why = "";
    while (*log) {
        size_t length = strcspn(log, "\n");
        const char *event = peil_arena_copy_span(arena, log, length);
        if (!peil_interview_apply(interview, event, &why))
            fail_msg("%s: %s", event, why);
        log += length + (log[length] == '\n');
    }
    return interview;
}

#define MEE "a ja 1\na mee 1\na oefen 1\n"
#define REST "\na tip een\nf"

/* The six words take a child of 8 to 10 at least 1.8 seconds. The question on which
 * the variant hangs is asked first. */
static struct flags_case {
    const char *name, *log;
    struct peil_quality expected;
} cases[] = {
    { "nothing measured",
      MEE "a s1 1\na s2 2\na s3 1\na s4 3\na s5 1\na s6 2" REST,
      { -1, -1, 0, 1, 0, "" } },
    { "each after four seconds",
      MEE "a4 s1 1\na4 s2 2\na4 s3 1\na4 s4 3\na4 s5 1\na4 s6 2" REST,
      { 24, 0, 0, 1, 0, "" } },
    { "a third fast is not more than a third",
      MEE "a1 s1 1\na1 s2 2\na2 s3 1\na2 s4 3\na2 s5 1\na2 s6 2" REST,
      { 10, 0, 0, 1, 0, "" } },
    { "half of them fast",
      MEE "a1 s1 1\na1 s2 2\na1 s3 1\na2 s4 3\na2 s5 1\na2 s6 2" REST,
      { 9, 1, 0, 1, 0, "" } },
    { "four measured are too few",
      MEE "a0 s1 1\na0 s2 2\na0 s3 1\na0 s4 3\na s5 1\na s6 2" REST,
      { 0, -1, 0, 1, 0, "" } },
    { "one place, and a question with two in between",
      MEE "a s1 2\na s2 2\na s3 2\na s4 2\na s5 2\na s6 2" REST,
      { -1, -1, 1, 6, 0, "" } },
    { "a run of five",
      MEE "a s1 2\na s2 2\na s3 2\na s4 2\na s5 2\na s6 1" REST,
      { -1, -1, 0, 5, 0, "" } },
    { "what was skipped ends a run",
      MEE "a s1 2\na s2 2\na s3 -9\na s4 2\na s5 2\na s6 2" REST,
      { -1, -1, -1, 3, 0, "" } },
    { "two of six not known",
      MEE "a s1 -8\na s2 -8\na s3 1\na s4 3\na s5 1\na s6 2" REST,
      { -1, -1, -1, 1, 33, "" } },
    { "stopped at the fourth",
      MEE "a s1 1\na s2 2\na s3 1\ns",
      { -1, -1, -1, 1, 0, "s4" } },
    { "going back adds up", MEE "a4 s1 1\nb\na3 s1 2\ns", { 7, -1, -1, 1, 0, "s2" } },
    { "600 seconds is the most",
      MEE "a600 s1 1\nb\na600 s1 2\ns",
      { 600, -1, -1, 1, 0, "s2" } },
    { "wiped: nothing is left",
      "a ja 1\na mee 1\na oefen 1\na9 s1 1\nw",
      { -1, -1, -1, 0, -1, "ja" } },
};

static void flags(void **state)
{
    const struct flags_case *c = *state;
    struct peil_quality found = peil_quality_of(replay(c->log), arena);
    assert_int_equal(found.seconds, c->expected.seconds);
    assert_int_equal(found.fast, c->expected.fast);
    assert_int_equal(found.straight, c->expected.straight);
    assert_int_equal(found.longest_run, c->expected.longest_run);
    assert_int_equal(found.dont_know, c->expected.dont_know);
    assert_string_equal(found.last_item, c->expected.last_item);
}

static void refuses_strange_seconds(void **state)
{
    static const char *const events[] = { "a601 ja 1", "a1000 ja 1", "a-1 ja 1",
                                          "a1.5 ja 1", "a12",        "a12ja 1",
                                          "ab ja 1" };
    (void)state;
    struct peil_interview *interview = replay("");
    const char *why;
    for (size_t i = 0; i < LENGTH(events); i++)
        if (peil_interview_apply(interview, events[i], &why))
            fail_msg("%s was taken", events[i]);
    assert_true(peil_interview_apply(interview, "a12 ja 1", &why));
}

/* --- The watch --- */

static void the_first_showing_and_the_first_answer_count(void **state)
{
    (void)state;
    struct peil_stopwatch watch = { 0 };
    peil_stopwatch_show(&watch, 1, 10000);
    peil_stopwatch_show(&watch, 1, 14000); /* a reload */
    assert_int_equal(peil_stopwatch_stop(&watch, 1, 16600), 7);
    assert_int_equal(peil_stopwatch_stop(&watch, 1, 30000), 7); /* sent again */
    peil_stopwatch_show(&watch, 2, 40000);
    assert_int_equal(peil_stopwatch_stop(&watch, 2, 40499), 0);
    peil_stopwatch_show(&watch, 3, 50000);
    assert_int_equal(peil_stopwatch_stop(&watch, 3, 9000000), PEIL_MOST_SECONDS);
    assert_int_equal(peil_stopwatch_stop(&watch, 4, 9000000), PEIL_UNMEASURED);
    peil_stopwatch_skip(&watch, 5); /* restarted */
    peil_stopwatch_show(&watch, 5, 9000000);
    assert_int_equal(peil_stopwatch_stop(&watch, 5, 9001000), PEIL_UNMEASURED);
}

/* --- The shipped questionnaire, as personas fill it in --- */

static struct persona_case {
    const char *name, *persona;
    int fast_from, fast_to, straight_from, straight_to, broken_from, broken_to;
} personas[] = {
    { "careful pupils are not flagged", "careful", 0, 0, 0, 3, 0, 0 },
    { "speeders are fast", "speeder", 95, 100, 0, 3, 0, 0 },
    { "straight-liners are straight", "straight-liner", 0, 0, 80, 100, 0, 0 },
    { "drop-outs break off", "drop-out", 0, 0, 0, 10, 40, 100 },
};

static void flags_personas(void **state)
{
    enum { PUPILS = 100 };
    const struct persona_case *c = *state;
    struct peil_simulation simulation = { .count = PUPILS, .seed = 3 };
    simulation.q = peil_questionnaire_read(
        source_path("questionnaires/instruments/leerlingbevraging.xml"), arena,
        peil_diag_new(arena));
    simulation.shares[peil_persona_find(c->persona) - peil_personas] = 1;
    int fast = 0, straight = 0, broken = 0;
    for (size_t i = 0; i < PUPILS; i++) {
        struct peil_quality quality =
            peil_quality_of(peil_simulation_run(&simulation, i, arena), arena);
        fast += quality.fast == 1;
        straight += quality.straight == 1;
        broken += *quality.last_item != '\0';
    }
    assert_in_range(fast, c->fast_from, c->fast_to);
    assert_in_range(straight, c->straight_from, c->straight_to);
    assert_in_range(broken, c->broken_from, c->broken_to);
}

int main(void)
{
    const struct test tests[] = {
        TEST(refuses_strange_seconds),
        TEST(the_first_showing_and_the_first_answer_count),
        ROWS(cases, flags, name),
        ROWS(personas, flags_personas, name),
    };
    return run_suite(tests, LENGTH(tests), fixture_begin, fixture_end);
}
