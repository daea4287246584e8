/* Each child rule: where it speaks, and where it must not. */
#include "tests/fixture.h"

#include "questionnaires/check.h"
#include "questionnaires/child_rules.h"

#include <string.h>

#define SINGLE(inside)                                                                 \
    "<single id='x'><text>Gaat het?</text>" inside "<dont-know/></single>"
#define SCALE(id, inside)                                                              \
    "<scale id='" id "'><text>Gaat het?</text>" inside "<dont-know/></scale>"
#define OPEN(text) "<text id='x'><text>" text "</text></text>"
#define EXPLAIN(text) "<explain id='x'><text>" text "</text></explain>"
#define TWO "<option code='1'>Ja</option><option code='2'>Nee</option>"
#define FOUR TWO "<option code='3'>Soms</option><option code='4'>Vaak</option>"
#define FIVE FOUR "<option code='5'>Altijd</option>"

static struct rule_case {
    const char *name;
    const char *age;
    const char *items;
    const char *expected; /* the start of each warning, a line each */
} rule_cases[] = {
    { "sentence: ten words are enough for groep 5", "8-10",
      OPEN("Een twee drie vier vijf zes zeven acht negen tien?"), "" },
    { "sentence: eleven are not", "8-10",
      OPEN("Een twee drie vier vijf zes zeven acht negen tien elf?"),
      "sentence of 11 words; V reads at most 10: make two of \"Een twee drie ...\"\n" },
    { "sentence: they are for groep 7", "10-12",
      OPEN("Een twee drie vier vijf zes zeven acht negen tien elf?"), "" },
    { "sentence: two short ones are two", "8-10",
      OPEN("Een twee drie vier vijf zes. Zeven acht negen tien elf?"), "" },
    { "sentence: paragraphs end one", "8-10",
      EXPLAIN("<p>Een twee drie vier vijf zes</p><p>zeven acht negen tien elf</p>"),
      "" },
    { "sentence: an address is one word", "8-10",
      EXPLAIN("Kijk eens op de site www.school.nl om meer te lezen."), "" },
    { "sentence: labels are read too", "8-10",
      SINGLE("<option code='1'>Een twee drie vier vijf zes zeven acht negen tien elf"
             "</option><option code='2'>Nee</option>"),
      "sentence of 11 words\n" },

    { "long_word: twelve letters", "8-10", OPEN("Wat is verkeersdruk?"), "" },
    { "long_word: fourteen letters", "8-10", OPEN("Wat is verkeersdrukte?"),
      "\"verkeersdrukte\" has 14 letters; V reads at most 12\n" },
    { "long_word: a name may be long", "8-10", EXPLAIN("Bel de Kindertelefoon."), "" },
    { "long_word: so may a placeholder", "8-10", EXPLAIN("Bel {een_lange_naam}."), "" },
    { "long_word: parts count apart", "8-10", EXPLAIN("Vraag de peer-researcher."),
      "" },
    { "long_word: letters, not bytes", "8-10", EXPLAIN("Dit is ëëëëëëëëëëëë."), "" },
    { "long_word: fine for groep 7", "10-12", OPEN("Wat is verkeersdrukte?"), "" },

    { "negation: in a question", "12-14", OPEN("Wat vind je niet leuk?"),
      "\"niet\" in a question is easily missed\n" },
    { "negation: nobody", "10-12", OPEN("Wie is niemand?"),
      "\"niemand\" in a question is easily missed\n" },
    { "negation: fine in a request", "8-10",
      OPEN("Heb je een tip? Schrijf geen namen op."), "" },
    { "negation: fine in an explanation", "8-10", EXPLAIN("Het is geen toets?"), "" },
    { "negation: fine in a label", "8-10",
      SINGLE("<option code='1'>Niet</option><option code='2'>Wel</option>"), "" },

    { "double: two verbs", "12-14", OPEN("Wil je hulp of wil je praten?"),
      "two questions in one, from \"of wil\" on\n" },
    { "double: two question words", "12-14",
      OPEN("Weet je wie dat is en wat hij doet?"),
      "two questions in one, from \"en wat\" on\n" },
    { "double: two nouns are one question", "8-10",
      OPEN("Luistert de juf of meester naar jou?"), "" },
    { "double: two ends of a scale are one", "10-12",
      OPEN("Hoe makkelijk of moeilijk vind je het?"), "" },
    { "double: a statement may", "12-14",
      EXPLAIN("Je mag overslaan en je mag altijd stoppen."), "" },

    { "if_then: too hard for groep 5", "8-10",
      EXPLAIN("Als je klaar bent, dan stop je."),
      "\"als ... dan\" is hard for V: make it two sentences\n" },
    { "if_then: not for groep 7", "10-12", EXPLAIN("Als je klaar bent, dan stop je."),
      "" },
    { "if_then: als alone is fine", "8-10", EXPLAIN("Klik op het oor als je wilt."),
      "" },

    { "passive: worden with a participle", "12-14", EXPLAIN("Soms wordt er gepest."),
      "\"wordt ... gepest\" does not say who does it: use an active verb\n" },
    { "passive: becoming is active", "8-10", EXPLAIN("Soms word je boos."), "" },
    { "passive: geen is no participle", "8-10", EXPLAIN("Je wordt geen baas."), "" },

    { "jargon: within a word", "12-14", EXPLAIN("Een jeugdsteunpunt helpt."),
      "\"jeugdsteunpunt\" is a word of professionals: say it in everyday words\n" },
    { "jargon: two words", "12-14", EXPLAIN("Dat is passend onderwijs."),
      "\"passend onderwijs\" is a word of professionals\n" },
    { "jargon: the name of the OJS is left alone", "12-14",
      EXPLAIN("Bel Jeugdsteunpunt De Brug."), "" },

    { "recall: a school year is long for groep 7", "10-12",
      OPEN("Wat leerde je dit schooljaar?"),
      "\"dit schooljaar\" is too long ago for V: ask about this month at most\n" },
    { "recall: not for klas 1", "12-14", OPEN("Wat leerde je dit schooljaar?"), "" },
    { "recall: last year is", "12-14", OPEN("Wat leerde je vorig schooljaar?"),
      "\"vorig schooljaar\" is too long ago for V: ask about this school year at "
      "most\n" },
    { "recall: a month is long for groep 5", "8-10", OPEN("Wat leerde je deze maand?"),
      "\"deze maand\" is too long ago for V: ask about this week at most\n" },
    { "recall: explaining is not asking", "8-10", EXPLAIN("Dit jaar bestaan we."), "" },

    { "number: a bare number", "12-14",
      SCALE("x", "<option code='1'>1</option><option code='2'>Veel</option>"),
      "\"1\" is a bare number\n" },
    { "number: with a word it is fine", "12-14",
      SCALE("x", "<option code='1'>Klas 1</option><option code='2'>Veel</option>"),
      "" },

    { "options: four on a scale", "8-10", SCALE("x", FOUR), "" },
    { "options: five are too many for groep 7", "10-12", SCALE("x", FIVE),
      "\"x\" has 5 options; V chooses out of at most 4\n"
      "\"x\" has a middle option\n" },
    { "options: not for klas 1", "12-14", SCALE("x", FIVE), "" },
    { "options: five in a list", "8-10", SINGLE(FIVE), "" },
    { "options: six are too many", "8-10", SINGLE(FIVE "<option code='6'>Zes</option>"),
      "\"x\" has 6 options; V chooses out of at most 5\n" },
    { "options: a list may be long for groep 7", "10-12",
      SINGLE(FIVE "<option code='6'>Zes</option>"), "" },

    { "midpoint: seven words have one", "8-10",
      SCALE("x", FIVE "<option code='6'>Zes</option><option code='7'>Zeven</option>"),
      "\"x\" has 7 options\n"
      "\"x\" has a middle option, which V takes too often: use an even number\n" },
    { "midpoint: six have none", "8-10",
      SCALE("x", FIVE "<option code='6'>Zes</option>"), "\"x\" has 6 options\n" },
    { "midpoint: three words have none", "8-10",
      SCALE("x", TWO "<option code='3'>Soms</option>"), "" },

    { "faces: for groep 5", "8-10",
      SINGLE("<option code='1' face='glad'>Ja</option><option code='2'>Nee</option>"),
      "" },
    { "faces: not for klas 1", "12-14",
      SINGLE("<option code='1' face='glad'>Ja</option><option code='2'>Nee</option>"),
      "\"x\" shows faces, which are childish for V: words will do\n" },

    { "dont_know: missing", "12-14",
      "<single id='x'><text>Gaat het?</text>" TWO "</single>",
      "\"x\" has no \"I don't know\" for V: add <dont-know/>\n" },
    { "dont_know: own words need none", "12-14", OPEN("Hoe gaat het?"), "" },
    { "dont_know: practice needs none", "12-14",
      "<single id='x' practice='yes'><text>Gaat het?</text>" TWO "</single>", "" },

    { "refuse: a sensitive question", "12-14",
      "<single id='x' sensitive='yes'><text>Gaat het?</text>" TWO
      "<dont-know/></single>",
      "\"x\" is sensitive and has no \"I'd rather not say\" for V\n" },
    { "refuse: it is there", "12-14",
      "<single id='x' sensitive='yes'><text>Gaat het?</text>" TWO
      "<dont-know/><refuse/></single>",
      "" },

    { "grid: two alike are one for groep 5", "8-10", SCALE("x", TWO) SCALE("y", TWO),
      "2 questions in a row with the same answers are a grid; V can take 1\n" },
    { "grid: said once", "8-10", SCALE("x", TWO) SCALE("y", TWO) SCALE("z", TWO),
      "2 questions in a row with the same answers are a grid; V can take 1\n" },
    { "grid: three are fine for groep 7", "10-12",
      SCALE("x", TWO) SCALE("y", TWO) SCALE("z", TWO), "" },
    { "grid: another question between", "8-10",
      SCALE("y", TWO) OPEN("Hoe gaat het?") SCALE("z", TWO), "" },
    { "grid: other answers", "8-10", SCALE("y", TWO) SCALE("z", FOUR), "" },
};

static const char *questionnaire(const char *age, const char *items)
{
    return peil_arena_format(
        arena,
        "<questionnaire xmlns='urn:peil:questionnaire:1' id='q' version='1' "
        "xml:lang='nl'><title>T</title><placeholder name='een_lange_naam'>-"
        "</placeholder><variant id='v' label='V' age='%s'/>"
        "<section id='s' title='S'><single id='meedoen' assent='yes' required='yes'>"
        "<text>Doe je mee?</text><option code='1'>Ja</option>"
        "<option code='2' refuses='yes'>Nee</option></single>%s"
        "</section></questionnaire>",
        age, items);
}

static void warnings_of(const char *text)
{
    diag = peil_diag_new(arena);
    peil_check(parse_questionnaire(text), arena, diag);
}

static void rule(void **state)
{
    const struct rule_case *c = *state;
    warnings_of(questionnaire(c->age, c->items));
    const struct peil_problem *problems;
    size_t count = peil_diag_problems(diag, &problems);
    const char *expected = c->expected;
    for (size_t i = 0; i < count; i++) {
        size_t length = strcspn(expected, "\n");
        if (!length || strncmp(problems[i].message, expected, length) != 0)
            fail_msg("%s", problems[i].message);
        expected += length + 1;
    }
    assert_string_equal(expected, "");
}

/* Each rule of the table has a case in which it speaks; the others are in
 * corpus/check/children.xml. */
static void every_rule_has_a_case(void **state)
{
    (void)state;
    static const char elsewhere[] = "minutes length assent";
    for (size_t i = 0; i < PEIL_CHILD_RULES; i++) {
        const char *name = peil_child_rules[i].name;
        bool found = strstr(elsewhere, name) != NULL;
        for (size_t c = 0; c < LENGTH(rule_cases); c++)
            found |= strncmp(rule_cases[c].name, name, strlen(name)) == 0 &&
                     *rule_cases[c].expected;
        if (!found)
            fail_msg("no case for %s", name);
        assert_non_null(peil_child_rules[i].about);
    }
}

/* One word more takes as long as that age reads a word. */
static void minutes_are_words_and_choices(void **state)
{
    (void)state;
    static const struct {
        const char *items;
        double seconds; /* at 100 words a minute */
    } cases[] = {
        { "", 5 * 0.6 + 8 }, /* "Doe je mee? Ja Nee" and a choice */
        { EXPLAIN("Een twee drie vier vijf."), 5 * 0.6 },
        { OPEN("Een twee drie?"), 3 * 0.6 + 30 },
        { SINGLE(TWO), (2 + 2 + 3) * 0.6 + 8 },
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        const struct peil_questionnaire *q =
            parse_questionnaire(questionnaire("8-10", cases[i].items));
        double expected = cases[i].seconds + (i ? cases[0].seconds : 0);
        assert_true(peil_check_minutes(q, 0) * 60 - expected < 1e-9);
        assert_true(expected - peil_check_minutes(q, 0) * 60 < 1e-9);
    }
}

static const char *open_questions(size_t count)
{
    const char *items = "";
    for (size_t i = 0; i < count; i++)
        items = peil_arena_format(
            arena, "%s<text id='o%zu'><text>Hoe gaat het?</text></text>", items, i);
    return items;
}

static void too_many_questions(void **state)
{
    (void)state;
    for (size_t count = 15; count <= 16; count++) {
        warnings_of(questionnaire("8-10", open_questions(count)));
        const struct peil_problem *problems;
        assert_int_equal(peil_diag_problems(diag, &problems), count > 15);
        if (count > 15)
            assert_string_equal(problems[0].message,
                                "V gets up to 16 questions; at most 15: leave items "
                                "out");
    }
}

int main(void)
{
    const struct test tests[] = {
        TEST(every_rule_has_a_case),
        TEST(minutes_are_words_and_choices),
        TEST(too_many_questions),
        ROWS(rule_cases, rule, name),
    };
    return run_suite(tests, LENGTH(tests), fixture_begin, fixture_end);
}
