#include "tests/questionnaires/model.h"

#include "questionnaires/base/text.h"

#include <math.h>
#include <stdlib.h>

static const struct peil_questionnaire *q;

/* --- Lines that are answers, and how they are written again --- */

static struct line_case {
    const char *item, *line;
    const char *written; /* NULL = as the line */
} line_cases[] = {
    { "groep", "5", NULL },
    { "groep", " 11 ", "11" },
    { "groep", "-9", NULL },
    { "groep", "-7", NULL },
    { "groep", "-5", NULL },
    { "wie", "-8", NULL },
    { "wie", "-6", NULL },
    { "wie", "x", NULL },
    { "wie", "x\nx=oma", NULL },
    { "wie", "x\nx=", "x" },
    { "wie", "x\nx=a=b", NULL },
    { "wie", "x\nx=-8", NULL },
    { "themas", "1", NULL },
    { "themas", "14 2 1", "1 2 14" }, /* in the item's order */
    { "themas", "97", NULL },
    { "themas", "15 14\n15=nog\n14=iets", "14 15\n14=iets\n15=nog" },
    { "top", "2 1", NULL }, /* in the order given */
    { "top", "3", NULL },
    { "uren", "12.5", NULL },
    { "uren", "12,5", "12.5" },
    { "uren", "-8", NULL },   /* I don't know */
    { "uren", "-8.0", NULL }, /* eight below zero */
    { "uren", "007", "7" },
    { "uren", "1e1", "10" },
    { "tip", "meer pauze", NULL },
    { "tip", "-9", NULL },     /* skipped */
    { "tip", "\\-9", NULL },   /* the words "-9" */
    { "tip", "\\\\-9", NULL }, /* the words "\-9" */
    { "tip", "\\n", NULL },
    { "tip", "1 + 1\n= 2", NULL },
    { "tip", "\xf0\x9f\x99\x82 caf\xc3\xa9", NULL },
    { "dag", "2026-02-28", NULL },
    { "dag", "2024-02-29", NULL },
    { "uitleg", "", NULL },
};

static void line_is_an_answer(void **state)
{
    const struct line_case *c = *state;
    const struct peil_item *item = model_item(q, c->item);
    const char *expected = c->written ? c->written : c->line, *why = NULL;
    struct peil_answer answer, again;
    if (!peil_answer_read(item, c->line, SIZE_MAX, arena, &answer, &why))
        fail_msg("%s", why);
    assert_true(answer.given);
    assert_true(peil_answer_allows(item, &answer, &why));
    const char *written = peil_answer_write(item, &answer, arena);
    assert_string_equal(written, expected);
    assert_true(peil_answer_read(item, written, SIZE_MAX, arena, &again, &why));
    assert_true(peil_answer_equal(&answer, &again));
}

/* --- Lines that are none --- */

static struct refused_case {
    const char *item, *line, *why;
    size_t variant;
} refused_cases[] = {
    { "groep", "", "choose one answer", SIZE_MAX },
    { "groep", "7", "there is no such option", SIZE_MAX },
    { "groep", "05", "there is no such option", SIZE_MAX },
    { "groep", "5 6", "choose one answer", SIZE_MAX },
    { "groep", "-8", "\"I don't know\" is not offered here", SIZE_MAX },
    { "groep", "-6", "\"I'd rather not say\" is not offered here", SIZE_MAX },
    { "groep", "-4", "there is no such option", SIZE_MAX },
    { "groep", "5\n5=vijf", "that option has no field for own words", SIZE_MAX },
    { "groep", "5\n6=zes", "own words belong to an option that is chosen", SIZE_MAX },
    { "wie", "x\noma", "own words stand after their option's code and =", SIZE_MAX },
    { "wie", "x\nx=a\nx=b", "own words stand there twice", SIZE_MAX },
    { "wie", "-6", "that answer is not offered here", 0 },
    { "themas", "", "choose an answer", SIZE_MAX },
    { "themas", "1 1", "an option can be chosen only once", SIZE_MAX },
    { "themas", "1 97", "that answer cannot go together with others", SIZE_MAX },
    { "themas", "1 2 14 15", "that is more answers than allowed", SIZE_MAX },
    { "themas", "1 2 14 15 97 1", "that is more than there are options", SIZE_MAX },
    { "top", "1 1", "an option can be chosen only once", SIZE_MAX },
    { "top", "1 2 3", "that is more answers than allowed", SIZE_MAX },
    { "uren", "", "that is not a number", SIZE_MAX },
    { "uren", "tien", "that is not a number", SIZE_MAX },
    { "uren", "1.000,5", "that is not a number", SIZE_MAX },
    { "uren", "-10.1", "that number is too low", SIZE_MAX },
    { "uren", "100.1", "that number is too high", SIZE_MAX },
    { "tip", "", "there are no words", SIZE_MAX },
    { "tip", "eenentwintig tekens!!", "the answer is too long", SIZE_MAX },
    { "dag", "2025-02-29", "write a date as 2026-03-01", SIZE_MAX },
    { "dag", "2026-13-01", "write a date as 2026-03-01", SIZE_MAX },
    { "dag", "2026-3-1", "write a date as 2026-03-01", SIZE_MAX },
    { "dag", "1-3-2026", "write a date as 2026-03-01", SIZE_MAX },
    { "uitleg", "ja", "there is nothing to answer here", SIZE_MAX },
    { "nodig", "-9", "this question needs an answer", SIZE_MAX },
};

static void line_is_refused(void **state)
{
    const struct refused_case *c = *state;
    struct peil_answer answer;
    const char *why = NULL;
    assert_false(peil_answer_read(model_item(q, c->item), c->line, c->variant, arena,
                                  &answer, &why));
    assert_string_equal(why, c->why);
}

/* An option means what the variant saw. */
static void option_is_that_of_the_variant(void **state)
{
    (void)state;
    const struct peil_item *item = model_item(q, "wie");
    struct peil_answer answer;
    const char *why;
    for (size_t variant = 0; variant < 2; variant++) {
        assert_true(peil_answer_read(item, "juf", variant, arena, &answer, &why));
        assert_string_equal(peil_texts_find(&answer.options[0]->label, variant, "nl"),
                            variant == 0 ? "Mijn juf" : "Mijn mentor");
    }
}

static void lines_have_an_end(void **state)
{
    (void)state;
    char *line = peil_arena_array(arena, 9000, 1);
    struct peil_answer answer;
    const char *why;
    memset(line, 'x', 8193);
    assert_false(
        peil_answer_read(model_item(q, "tip"), line, SIZE_MAX, arena, &answer, &why));
    assert_string_equal(why, "the answer is too long");
}

/* Made by hand, not read: the same rules. */
static void allows_what_can_be_read(void **state)
{
    (void)state;
    const struct peil_item *themas = model_item(q, "themas"),
                           *wie = model_item(q, "wie");
    const struct peil_option *twice[] = { &themas->options[0], &themas->options[0] };
    const struct peil_option *strange[] = { &wie->options[0] };
    const char *const two_lines[] = { "a\nb" }, *const nothing[] = { "" };
    const struct peil_option *other[] = { peil_item_option(wie, "x", SIZE_MAX) };
    const char *why;
    assert_false(peil_answer_allows(
        themas, &(struct peil_answer){ .options = twice, .option_count = 2 }, &why));
    assert_false(peil_answer_allows(
        themas, &(struct peil_answer){ .options = strange, .option_count = 1 }, &why));
    assert_string_equal(why, "there is no such option");
    assert_false(peil_answer_allows(wie,
                                    &(struct peil_answer){ .options = other,
                                                           .option_count = 1,
                                                           .specified = two_lines },
                                    &why));
    assert_false(peil_answer_allows(wie,
                                    &(struct peil_answer){ .options = other,
                                                           .option_count = 1,
                                                           .specified = nothing },
                                    &why));
    assert_false(peil_answer_allows(model_item(q, "uren"),
                                    &(struct peil_answer){ .number = NAN }, &why));
    assert_false(peil_answer_allows(model_item(q, "uren"),
                                    &(struct peil_answer){ .number = INFINITY }, &why));
}

static void equal_is_by_value(void **state)
{
    (void)state;
    static const char *const lines[] = { "1",        "1 2", "14", "14\n14=a",
                                         "14\n14=b", "97",  "-9", "-8" };
    const struct peil_item *item = model_item(q, "themas");
    struct peil_answer answers[2][LENGTH(lines)];
    const char *why;
    for (size_t i = 0; i < LENGTH(lines); i++)
        for (size_t copy = 0; copy < 2; copy++)
            assert_true(peil_answer_read(item, lines[i], SIZE_MAX, arena,
                                         &answers[copy][i], &why));
    for (size_t i = 0; i < LENGTH(lines); i++)
        for (size_t j = 0; j < LENGTH(lines); j++)
            assert_int_equal(peil_answer_equal(&answers[0][i], &answers[1][j]), i == j);
    struct peil_answer none = { .given = false }, skipped = { .given = true };
    assert_true(peil_answer_equal(&none, &none));
    assert_false(peil_answer_equal(&none, &skipped));
}

/* --- The property: what is written is read as the same answer --- */

static unsigned long seed = 20260301;
static unsigned long draw(unsigned long below)
{
    seed = seed * 6364136223846793005UL + 1442695040888963407UL;
    return (seed >> 33) % below;
}

static const char *random_words(void)
{
    static const char *const pieces[] = { "-8",          "\\", "a", " ", "=",
                                          "caf\xc3\xa9", "1",  "x", ",", "'" };
    const char *words = pieces[draw(10)];
    while (draw(3) > 0)
        words = peil_arena_format(arena, "%s%s", words, pieces[draw(10)]);
    return words;
}

static struct peil_answer random_choice(const struct peil_item *item)
{
    const struct peil_option **options =
        peil_arena_array(arena, item->option_count, sizeof *options);
    const char **specified =
        peil_arena_array(arena, item->option_count, sizeof *specified);
    struct peil_answer answer = { .options = options };
    for (size_t i = 0; i < item->option_count; i++) {
        if (draw(3) > 0)
            continue;
        options[answer.option_count] = &item->options[i];
        if (item->options[i].specify && draw(2))
            specified[answer.option_count] = random_words();
        answer.option_count++;
    }
    answer.specified = specified;
    return answer;
}

static struct peil_answer random_answer(const struct peil_item *item)
{
    static const double scales[] = { 1, 10, 1000, 1e6, 3 };
    struct peil_answer answer = { 0 };
    if (peil_item_has_options(item))
        answer = random_choice(item);
    else if (item->kind == PEIL_QUANTITY)
        answer.number = ((double)draw(200001) - 100000) / scales[draw(5)];
    else if (item->kind == PEIL_TEXT)
        answer.text = random_words();
    else if (item->kind == PEIL_DATE)
        answer.text = peil_arena_format(arena, "%04lu-%02lu-%02lu", draw(3000),
                                        draw(14), draw(33));
    answer.given = true;
    if (draw(5) == 0)
        answer = (struct peil_answer){
            .given = true, .missing = (enum peil_missing)draw(PEIL_MISSING_KINDS)
        };
    return answer;
}

/* Quantities keep the 15 digits of peil_text_exact. */
static bool agrees(const struct peil_item *item, struct peil_answer *answer,
                   const struct peil_answer *again)
{
    if (item->kind == PEIL_QUANTITY && answer->missing == PEIL_ANSWERED &&
        fabs(answer->number - again->number) <= 1e-14 * fabs(answer->number))
        answer->number = again->number;
    return peil_answer_equal(answer, again);
}

static void what_is_written_is_read(void **state)
{
    (void)state;
    size_t kept = 0;
    for (int i = 0; i < 20000; i++) {
        const struct peil_item *item = &q->items[draw(q->item_count)];
        struct peil_answer answer = random_answer(item), again;
        const char *why;
        if (!peil_answer_allows(item, &answer, &why))
            continue;
        const char *line = peil_answer_write(item, &answer, arena);
        if (!peil_answer_read(item, line, SIZE_MAX, arena, &again, &why))
            fail_msg("%s: \"%s\" is written but not read: %s", item->id, line, why);
        if (!agrees(item, &answer, &again))
            fail_msg("%s: \"%s\" is read as something else", item->id, line);
        assert_string_equal(peil_answer_write(item, &again, arena), line);
        kept++;
    }
    assert_true(kept > 5000);
}

static int begin(void **state)
{
    fixture_begin(state);
    q = model_read();
    return 0;
}

int main(void)
{
    const struct test tests[] = {
        TEST(option_is_that_of_the_variant),
        TEST(lines_have_an_end),
        TEST(allows_what_can_be_read),
        TEST(equal_is_by_value),
        TEST(what_is_written_is_read),
        ROWS(line_cases, line_is_an_answer, line),
        ROWS(refused_cases, line_is_refused, why),
    };
    return run_suite(tests, LENGTH(tests), begin, fixture_end);
}
