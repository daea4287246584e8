/* Pairs of questionnaires: what changed, and whether the trend survives it. */
#include "tests/fixture.h"

#include "questionnaires/base/message.h"
#include "questionnaires/diff.h"

#include <string.h>

/* Two variants, an item that sends on, an explanation, and `x` between them. */
#define HEAD                                                                           \
    "<questionnaire xmlns='urn:peil:questionnaire:1' id='q' version='1' "              \
    "xml:lang='nl'><title>T</title><variant id='a' label='jong' when='groep = 5'/>"    \
    "<variant id='b' label='oud' default='yes'/><section id='s' title='S'>"
#define GROUP                                                                          \
    "<single id='groep'><text>Groep?</text><option code='5'>5</option>"                \
    "<option code='8'>8</option></single>"
#define KNOWS                                                                          \
    "<single id='ken'><text>Ken je het?</text><option code='1'>Ja</option>"            \
    "<option code='2'>Nee</option></single>"
#define EXPLAINS "<explain id='uitleg'><text>Het is dit.</text></explain>"
#define LAST "<text id='tip'><text>Tip?</text></text>"
#define FOOT                                                                           \
    "</section><derive id='band' label='Band' from='groep'><band code='1' "            \
    "label='jong' of='5'/><band code='2' label='oud' "                                 \
    "of='8'/></derive></questionnaire>"
#define YES_NO "<option code='1'>Ja</option><option code='2'>Nee</option>"
#define SCALE(words, options)                                                          \
    "<single id='x'><text>" words "</text>" options "</single>"
#define USUAL SCALE("Fijn?", YES_NO)
#define AROUND(item) HEAD GROUP KNOWS item EXPLAINS LAST FOOT

static struct pair {
    const char *name, *old, *new;
    const char *id;      /* whose match is looked at */
    const char *trend;   /* its survival */
    const char *changes; /* kinds, blanks between */
    const char *recodes; /* "1>2 " */
} pairs[] = {
    { "the same", AROUND(USUAL), AROUND(USUAL), "x", "same", "", "" },
    { "layout is no change", AROUND(USUAL), AROUND(SCALE("\n  Fijn?\n", YES_NO)), "x",
      "same", "", "" },
    { "other words", AROUND(USUAL), AROUND(SCALE("Leuk?", YES_NO)), "x", "not",
      "wording", "" },
    { "other words for some", AROUND(USUAL),
      AROUND("<single id='x'><text variant='a'>Leuk?</text><text>Fijn?</text>" YES_NO
             "</single>"),
      "x", "not", "wording_of_some", "" },
    { "a text of its own that says the same", AROUND(USUAL),
      AROUND("<single id='x'><text variant='a'>Fijn?</text><text>Fijn?</text>" YES_NO
             "</single>"),
      "x", "same", "", "" },
    { "help that was not there", AROUND(USUAL),
      AROUND("<single id='x'><text>Fijn?</text><help>Denk aan gym.</help>" YES_NO
             "</single>"),
      "x", "not", "wording", "" },
    { "an option more", AROUND(USUAL),
      AROUND(SCALE("Fijn?", YES_NO "<option code='3'>Soms</option>")), "x", "not",
      "added", "" },
    { "an option more for some", AROUND(USUAL),
      AROUND(SCALE("Fijn?", YES_NO "<option code='3' variant='b'>Soms</option>")), "x",
      "not", "added", "" },
    { "an option less", AROUND(USUAL),
      AROUND(SCALE("Fijn?", "<option code='1'>Ja</option>")), "x", "not", "removed",
      "" },
    { "another label", AROUND(USUAL),
      AROUND(SCALE("Fijn?",
                   "<option code='1'>Ja hoor</option><option code='2'>Nee</option>")),
      "x", "not", "relabelled", "" },
    { "other codes", AROUND(USUAL),
      AROUND(SCALE("Fijn?",
                   "<option code='ja'>Ja</option><option code='nee'>Nee</option>")),
      "x", "recoded", "recoded", "1>ja 2>nee " },
    { "codes that change places", AROUND(USUAL),
      AROUND(
          SCALE("Fijn?", "<option code='2'>Ja</option><option code='1'>Nee</option>")),
      "x", "recoded", "recoded", "1>2 2>1 " },
    { "a code with another meaning for each variant",
      AROUND(SCALE("Fijn?", "<option code='1' variant='a'>Juf</option><option "
                            "code='1' variant='b'>Mentor</option>")),
      AROUND(SCALE("Fijn?", "<option code='1' variant='a'>Juf</option><option "
                            "code='2' variant='b'>Mentor</option>")),
      "x", "not", "recoded split", "" },
    { "another order of options", AROUND(USUAL),
      AROUND(
          SCALE("Fijn?", "<option code='2'>Nee</option><option code='1'>Ja</option>")),
      "x", "not", "reordered", "" },
    { "shuffled from now on", AROUND(USUAL),
      AROUND("<single id='x' order='random'><text>Fijn?</text>" YES_NO "</single>"),
      "x", "not", "reordered", "" },
    { "another order of what is shuffled",
      AROUND("<single id='x' order='random'><text>Fijn?</text>" YES_NO "</single>"),
      AROUND("<single id='x' order='random'><text>Fijn?</text><option "
             "code='2'>Nee</option><option code='1'>Ja</option></single>"),
      "x", "same", "", "" },
    { "don't know from now on", AROUND(USUAL),
      AROUND(SCALE("Fijn?", YES_NO "<dont-know/>")), "x", "not", "missing", "" },
    { "several answers from now on", AROUND(USUAL),
      AROUND("<multiple id='x'><text>Fijn?</text>" YES_NO "</multiple>"), "x", "not",
      "kind", "" },
    { "a scale after all", AROUND(USUAL),
      AROUND("<scale id='x'><text>Fijn?</text>" YES_NO "</scale>"), "x", "same", "",
      "" },
    { "other scores", AROUND("<scale id='x'><text>Fijn?</text>" YES_NO "</scale>"),
      AROUND("<scale id='x'><text>Fijn?</text><option code='1' "
             "score='5'>Ja</option><option code='2'>Nee</option></scale>"),
      "x", "not", "scores", "" },
    { "fewer may be chosen",
      AROUND("<multiple id='x'><text>Fijn?</text>" YES_NO "</multiple>"),
      AROUND("<multiple id='x' max='1'><text>Fijn?</text>" YES_NO "</multiple>"), "x",
      "not", "limit", "" },
    { "asked of some only", AROUND(USUAL),
      AROUND("<single id='x' when='ken = 1'><text>Fijn?</text>" YES_NO "</single>"),
      "x", "not", "base", "" },
    { "the condition in other blanks",
      AROUND("<single id='x' when='ken=1'><text>Fijn?</text>" YES_NO "</single>"),
      AROUND("<single id='x' when='ken  = 1'><text>Fijn?</text>" YES_NO "</single>"),
      "x", "same", "", "" },
    { "the condition's question was changed",
      AROUND("<single id='x' when='ken = 1'><text>Fijn?</text>" YES_NO "</single>"),
      HEAD GROUP "<single id='ken'><text>Ken je dit?</text>" YES_NO "</single>"
                 "<single id='x' when='ken = 1'><text>Fijn?</text>" YES_NO
                 "</single>" EXPLAINS LAST FOOT,
      "x", "not", "base", "" },
    { "not asked of one variant any more", AROUND(USUAL),
      AROUND("<single id='x' variant='a'><text>Fijn?</text>" YES_NO "</single>"), "x",
      "not", "base", "" },
    { "behind the explanation", AROUND(USUAL),
      HEAD GROUP KNOWS EXPLAINS USUAL LAST FOOT, "x", "not", "moved", "" },
    { "before another question", AROUND(USUAL),
      HEAD GROUP USUAL KNOWS EXPLAINS LAST FOOT, "x", "same", "", "" },
    { "and the one that was passed is the moved one", AROUND(USUAL),
      HEAD GROUP USUAL KNOWS EXPLAINS LAST FOOT, "ken", "not", "moved", "" },
    { "new", HEAD GROUP KNOWS EXPLAINS LAST FOOT, AROUND(USUAL), "x", "new", "", "" },
    { "what stands around a new one survives", HEAD GROUP KNOWS EXPLAINS LAST FOOT,
      AROUND(USUAL), "tip", "same", "", "" },
    { "gone", AROUND(USUAL), HEAD GROUP KNOWS EXPLAINS LAST FOOT, "x", "gone", "", "" },
    { "its own successor of before",
      AROUND("<single id='x' replaces='w'><text>Fijn?</text><option code='1' was='1 "
             "2'>Ja</option><option code='2' was='3'>Nee</option></single>"),
      AROUND("<single id='x' replaces='w'><text>Fijn?</text><option code='1' was='1 "
             "2'>Ja</option><option code='2' was='3'>Nee</option></single>"),
      "x", "same", "", "" },
    { "a new id alone", AROUND(USUAL),
      AROUND("<single id='y' replaces='x'><text>Fijn?</text>" YES_NO "</single>"), "y",
      "same", "", "" },
    { "a new id and other words, of which nothing is said", AROUND(USUAL),
      AROUND("<single id='y' replaces='x'><text>Leuk?</text>" YES_NO "</single>"), "y",
      "not", "wording", "" },
    { "other words whose answers were declared", AROUND(USUAL),
      AROUND("<single id='y' replaces='x'><text>Leuk?</text><option code='a' "
             "was='1'>Jazeker</option><option code='b' was='2'>Nee</option></single>"),
      "y", "recoded", "wording recoded", "1>a 2>b " },
    { "several options became one",
      AROUND(SCALE("Fijn?", YES_NO "<option code='3'>Nooit</option>")),
      AROUND("<single id='y' replaces='x'><text>Fijn?</text><option "
             "code='1'>Ja</option><option code='2' was='2 "
             "3'>Nee</option></single>"),
      "y", "recoded", "recoded", "1>1 2>2 3>2 " },
    { "declared, but one of then was forgotten",
      AROUND(SCALE("Fijn?", YES_NO "<option code='3'>Nooit</option>")),
      AROUND("<single id='y' replaces='x'><text>Fijn?</text><option "
             "code='1'>Ja</option><option code='2' was='2'>Nee</option></single>"),
      "y", "not", "removed", "" },
    { "declared, but one is new", AROUND(USUAL),
      AROUND("<single id='y' replaces='x'><text>Fijn?</text><option code='1' "
             "was='1'>Ja</option><option code='2'>Nee</option><option "
             "code='3'>Soms</option></single>"),
      "y", "not", "added", "" },
    { "a derived variable", AROUND(USUAL), AROUND(USUAL), "band", "same", "", "" },
    { "whose item was changed", AROUND(USUAL),
      HEAD "<single id='groep'><text>Welke?</text><option code='5'>5</option>"
           "<option code='8'>8</option></single>" KNOWS USUAL EXPLAINS LAST FOOT,
      "band", "not", "base", "" },
    { "whose bands were changed", AROUND(USUAL),
      HEAD GROUP KNOWS USUAL EXPLAINS LAST
      "</section><derive id='band' label='Band' from='groep'><band code='1' "
      "label='jong' of='5 8'/></derive></questionnaire>",
      "band", "not", "bands", "" },
    { "variants that came",
      "<questionnaire xmlns='urn:peil:questionnaire:1' id='q' version='1' "
      "xml:lang='nl'><title>T</title><section id='s' title='S'>" GROUP KNOWS USUAL
          EXPLAINS LAST FOOT,
      AROUND("<single id='x'><text variant='a'>Leuk?</text><text>Fijn?</text>" YES_NO
             "</single>"),
      "x", "not", "wording_of_some", "" },
};

static const struct peil_match *gone_or_found(const struct peil_diff *diff,
                                              const char *id)
{
    const struct peil_match *match = peil_diff_find(diff, id);
    for (size_t i = 0; !match && i < diff->count; i++)
        if (diff->matches[i].old_id && strcmp(diff->matches[i].old_id, id) == 0)
            match = &diff->matches[i];
    if (!match) {
        fail_msg("no %s", id);
        abort(); /* is never reached */
    }
    return match;
}

static void compares(void **state)
{
    const struct pair *p = *state;
    const struct peil_diff *diff =
        peil_diff_make(parse_questionnaire(p->old), parse_questionnaire(p->new), arena);
    const struct peil_match *match = gone_or_found(diff, p->id);
    const char *changes = "", *recodes = "";
    for (size_t i = 0; i < match->change_count; i++) {
        changes = peil_arena_format(arena, "%s%s%s", changes, i ? " " : "",
                                    peil_change_name(match->changes[i].kind));
        assert_true(strlen(match->changes[i].what) > 10);
    }
    for (size_t i = 0; i < match->recode_count; i++)
        recodes = peil_arena_format(arena, "%s%s>%s ", recodes, match->recodes[i].from,
                                    match->recodes[i].to);
    assert_string_equal(changes, p->changes);
    assert_string_equal(peil_survival_name(match->survival), p->trend);
    assert_string_equal(recodes, p->recodes);
    assert_true(diff->core_survives); /* there is no core item */
}

/* --- The core --- */

#define CORE(id, words, more)                                                          \
    "<single id='" id "' core='yes'" more "><text>" words "</text>" YES_NO "</single>"

static struct core {
    const char *name, *old, *new;
    bool survives;
} cores[] = {
    { "kept", AROUND(CORE("x", "Fijn?", "")), AROUND(CORE("x", "Fijn?", "")), true },
    { "reworded", AROUND(CORE("x", "Fijn?", "")), AROUND(CORE("x", "Leuk?", "")),
      false },
    { "no core item any more", AROUND(CORE("x", "Fijn?", "")), AROUND(USUAL), true },
    { "core only from now on", AROUND(USUAL), AROUND(CORE("x", "Leuk?", "")), true },
    { "gone", AROUND(CORE("x", "Fijn?", "")), HEAD GROUP KNOWS EXPLAINS LAST FOOT,
      false },
    { "another id", AROUND(CORE("x", "Fijn?", "")),
      AROUND(CORE("y", "Fijn?", " replaces='x'")), true },
    { "kept beside a new wording", AROUND(CORE("x", "Fijn?", "")),
      AROUND(CORE("x", "Fijn?", "") CORE("y", "Leuk?", " replaces='x'")), true },
    { "another one is new", AROUND(CORE("x", "Fijn?", "")),
      AROUND(CORE("x", "Fijn?", "") CORE("y", "Leuk?", "")), true },
};

static void keeps_the_core(void **state)
{
    const struct core *c = *state;
    const struct peil_diff *diff =
        peil_diff_make(parse_questionnaire(c->old), parse_questionnaire(c->new), arena);
    assert_int_equal(diff->core_survives, c->survives);
}

static void codes_of_then(void **state)
{
    (void)state;
    const struct peil_questionnaire *old = parse_questionnaire(AROUND(USUAL));
    const struct peil_questionnaire *new = parse_questionnaire(AROUND(
        SCALE("Fijn?", "<option code='2'>Ja</option><option code='1'>Nee</option>")));
    const struct peil_diff *diff = peil_diff_make(old, new, arena);
    const struct peil_match *x = peil_diff_find(diff, "x");
    assert_int_equal(x->recode_count, 2);
    for (size_t i = 0; i < 2; i++)
        assert_string_equal(x->recodes[i].to, *x->recodes[i].from == '1' ? "2" : "1");
    assert_int_equal(peil_diff_find(diff, "ken")->recode_count, 0);
    assert_null(peil_diff_find(diff, "nergens"));
}

int main(void)
{
    peil_message_begin();
    peil_message_choose("en");
    const struct test tests[] = {
        TEST(codes_of_then),
        ROWS(pairs, compares, name),
        ROWS(cores, keeps_the_core, name),
    };
    return run_suite(tests, LENGTH(tests), fixture_begin, fixture_end);
}
