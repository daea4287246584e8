/* Forms: bytes to fields, fields to an answer, an answer back to fields. */
#include "collect/page/form.h"
#include "tests/collect/runner.h"
#include "tests/fixture.h"

#include <stdio.h>
#include <string.h>

/* --- Decoding --- */

static struct decode_case {
    const char *name, *body;
    const char *expected; /* name=value| for each field; NULL = refused */
} decodings[] = {
    { "nothing", "", "" },
    { "a field", "code=3", "code=3|" },
    { "two of one name", "code=3&code=4", "code=3|code=4|" },
    { "without a value", "code", "code=|" },
    { "empty pieces", "&&a=1&", "a=1|" },
    { "a second equals sign belongs to the value", "a=b=c", "a=b=c|" },
    { "plus and percent", "value=a+b%2Bc%20d", "value=a b+c d|" },
    { "small and capital digits", "a=%c3%A9", "a=é|" },
    { "names are decoded too", "te%78t=1", "text=1|" },
    { "line ends", "value=een%0D%0Atwee", "value=een\ntwee|" },
    { "an ampersand in a value", "value=a%26b", "value=a&b|" },
    { "a NUL", "value=a%00b", NULL },
    { "half a percent", "value=%4", NULL },
    { "a percent at the end", "value=%", NULL },
    { "no digits after a percent", "value=%zz", NULL },
    { "a sign is no digit", "value=%+1", NULL },
    { "an at sign is no digit", "value=%@1", NULL },
    { "not UTF-8", "value=%ff%fe", NULL },
    { "an overlong slash", "value=%c0%af", NULL },
    { "a surrogate", "value=%ed%a0%80", NULL },
};

static void decodes(void **state)
{
    const struct decode_case *c = *state;
    struct peil_form form;
    bool sound = peil_form_decode(c->body, strlen(c->body), arena, &form);
    assert_int_equal(sound, c->expected != NULL);
    const char *text = "";
    for (size_t i = 0; sound && i < form.count; i++)
        text = peil_arena_format(arena, "%s%s=%s|", text, form.fields[i].name,
                                 form.fields[i].value);
    if (sound)
        assert_string_equal(text, c->expected);
}

static void decodes_so_many(size_t count, bool expected)
{
    struct peil_form form;
    char *body = peil_arena_array(arena, count, 4);
    for (size_t i = 0; i < count; i++)
        memcpy(body + 4 * i, "a=1&", 4);
    assert_int_equal(peil_form_decode(body, 4 * count, arena, &form), expected);
}

static void limits_fields(void **state)
{
    (void)state;
    decodes_so_many(PEIL_FORM_MAX_FIELDS, true);
    decodes_so_many(PEIL_FORM_MAX_FIELDS + 1, false);
}

/* --- Answers --- */

enum { A, B }; /* variants */

static struct answer_case {
    const char *name, *item;
    size_t variant;
    const char *body;
    enum peil_mistake mistake;
    const char *expected; /* as the store keeps it, when there is no mistake */
} answers[] = {
    { "single: an option", "hulp", A, "code=1", 0, "1" },
    { "single: don't know", "hulp", A, "code=dk", 0, "-8" },
    { "single: rather not say", "hulp", A, "code=rf", 0, "-6" },
    { "single: nothing", "hulp", A, "do=next", PEIL_MISTAKE_CHOOSE, NULL },
    { "single: nothing, no skipping", "meedoen", A, "", PEIL_MISTAKE_CHOOSE_ONE, NULL },
    { "single: unlisted", "hulp", A, "code=7", PEIL_MISTAKE_OTHER, NULL },
    { "single: not for this variant", "hulp", A, "code=2", PEIL_MISTAKE_OTHER, NULL },
    { "single: for this variant", "hulp", B, "code=2", 0, "2" },
    { "single: two", "hulp", B, "code=1&code=2", PEIL_MISTAKE_OTHER, NULL },
    { "single: own words", "hulp", A, "code=10&text_10=mijn++oma+", 0,
      "10\n10=mijn oma" },
    { "single: own words left empty", "hulp", A, "code=10&text_10=+", 0, "10" },
    { "single: own words alone choose", "hulp", A, "text_10=oma", 0, "10\n10=oma" },
    { "single: own words of another option", "hulp", A, "code=1&text_10=oma", 0, "1" },
    { "single: own words, but don't know", "hulp", A, "code=dk&text_10=oma", 0, "-8" },
    { "single: words where none are asked do not choose", "hulp", A, "text_1=x",
      PEIL_MISTAKE_CHOOSE, NULL },
    { "single: words where none are asked", "hulp", A, "code=1&text_1=x", 0, "1" },
    { "single: dk where it is not offered", "groep", A, "code=dk", PEIL_MISTAKE_OTHER,
      NULL },
    { "single: control characters in own words go", "hulp", A,
      "code=10&text_10=a%0A%1D%0Ab", 0, "10\n10=a b" },
    { "scale", "gevoel", A, "code=3", 0, "3" },
    { "multiple: in the item's order, once", "waarom", A, "code=2&code=1", 0, "1 2" },
    { "multiple: at most two", "waarom", A, "code=1&code=2&code=3",
      PEIL_MISTAKE_TOO_MANY, NULL },
    { "multiple: alone", "waarom", A, "code=97", 0, "97" },
    { "multiple: not alone", "waarom", A, "code=1&code=97", PEIL_MISTAKE_EXCLUSIVE,
      NULL },
    { "multiple: don't know, and yet", "waarom", A, "code=1&code=dk",
      PEIL_MISTAKE_EXCLUSIVE, NULL },
    { "multiple: don't know", "waarom", A, "code=dk", 0, "-8" },
    { "multiple: nothing", "waarom", A, "", PEIL_MISTAKE_CHOOSE, NULL },
    { "ranking: by place", "volgorde", A, "rank_1=2&rank_2=&rank_3=1", 0, "3 1" },
    { "ranking: one is enough", "volgorde", A, "rank_1=&rank_2=1&rank_3=", 0, "2" },
    { "ranking: a place twice", "volgorde", A, "rank_1=1&rank_2=1", PEIL_MISTAKE_PLACE,
      NULL },
    { "ranking: without a first", "volgorde", A, "rank_1=2", PEIL_MISTAKE_PLACE, NULL },
    { "ranking: no such place", "volgorde", A, "rank_1=9", PEIL_MISTAKE_PLACE, NULL },
    { "ranking: too many", "volgorde", A, "rank_1=1&rank_2=2&rank_3=3",
      PEIL_MISTAKE_TOO_MANY, NULL },
    { "ranking: nothing", "volgorde", A, "rank_1=&rank_2=", PEIL_MISTAKE_CHOOSE, NULL },
    { "quantity", "leeftijd", A, "value=+11+", 0, "11" },
    { "quantity: a comma", "leeftijd", A, "value=10,5", 0, "10.5" },
    { "quantity: two commas", "leeftijd", A, "value=1,0,5", PEIL_MISTAKE_NUMBER, NULL },
    { "quantity: words", "leeftijd", A, "value=elf", PEIL_MISTAKE_NUMBER, NULL },
    { "quantity: the lowest", "leeftijd", A, "value=4", 0, "4" },
    { "quantity: too high", "leeftijd", A, "value=19", PEIL_MISTAKE_OUTSIDE, NULL },
    { "quantity: too low", "leeftijd", A, "value=3.9", PEIL_MISTAKE_OUTSIDE, NULL },
    { "quantity: nothing", "leeftijd", A, "value=", PEIL_MISTAKE_CHOOSE, NULL },
    { "date: whole", "dag", A, "value=2026-02-28", 0, "2026-02-28" },
    { "date: in pieces", "dag", A, "value_day=3&value_month=2&value_year=2026", 0,
      "2026-02-03" },
    { "date: no such day", "dag", A, "value_day=29&value_month=2&value_year=2026",
      PEIL_MISTAKE_DATE, NULL },
    { "date: half", "dag", A, "value_day=3", PEIL_MISTAKE_DATE, NULL },
    { "date: nothing", "dag", A,
      "value_day=&value_month=&value_year=", PEIL_MISTAKE_CHOOSE, NULL },
    { "text", "tip", A, "value=Meer+posters!", 0, "Meer posters!" },
    { "text: lines", "tip", A, "value=een%0D%0Atwee", 0, "een\ntwee" },
    { "text: nothing to tell", "tip", A, "value=", 0, "-9" },
    { "text: blanks are nothing to tell", "tip", A, "value=+&value_day=3", 0, "-9" },
    { "text: 40 characters", "tip", A,
      "value=%C3%A9123456789012345678901234567890123456789", 0,
      "é123456789012345678901234567890123456789" },
    { "text: 41 characters", "tip", A,
      "value=12345678901234567890123456789012345678901", PEIL_MISTAKE_TOO_LONG, NULL },
    { "text: a script stays text", "tip", A, "value=%3Cscript%3E", 0, "<script>" },
    { "text: escape sequences go", "tip", A, "value=a%1B[31mb", 0, "a[31mb" },
    { "explanation: anything passes", "uitleg", A, "code=5", 0, "-9" },
};

static void reads(void **state)
{
    const struct answer_case *c = *state;
    const struct peil_item *item = peil_questionnaire_item(runner_read(), c->item);
    struct peil_form form;
    struct peil_answer answer;
    assert_true(peil_form_decode(c->body, strlen(c->body), arena, &form));
    enum peil_mistake mistake =
        peil_form_answer(&form, item, c->variant, arena, &answer);
    assert_int_equal(mistake, c->mistake);
    if (!mistake) {
        assert_true(answer.given);
        assert_string_equal(peil_answer_write(item, &answer, arena), c->expected);
    }
}

/* What an answer shows is read as that answer again. */
static void comes_back(void **state)
{
    const struct answer_case *c = *state;
    const struct peil_item *item = peil_questionnaire_item(runner_read(), c->item);
    struct peil_form form;
    struct peil_answer answer, again;
    assert_true(peil_form_decode(c->body, strlen(c->body), arena, &form));
    assert_int_equal(peil_form_answer(&form, item, c->variant, arena, &answer), 0);
    struct peil_form shown = peil_form_of_answer(item, &answer, arena);
    if (answer.missing == PEIL_NO_ANSWER)
        assert_int_equal(shown.count, 0);
    else
        assert_int_equal(peil_form_answer(&shown, item, c->variant, arena, &again), 0);
    if (answer.missing != PEIL_NO_ANSWER)
        assert_true(peil_answer_equal(&answer, &again));
}

int main(void)
{
    static struct answer_case given[LENGTH(answers)];
    size_t count = 0;
    for (size_t i = 0; i < LENGTH(answers); i++)
        if (answers[i].expected)
            given[count++] = answers[i];
    const struct test tests[] = {
        ROWS(decodings, decodes, name),
        ROWS(answers, reads, name),
        { comes_back, &given->name, given, count, sizeof *given },
        TEST(limits_fields),
    };
    return run_suite(tests, LENGTH(tests), fixture_begin, fixture_end);
}
