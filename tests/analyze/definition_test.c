/* What people may write behind --derive, --net and --multiple, and what comes of it. */
#include "questionnaires/base/message.h"
#include "tests/analyze/asked.h"
#include "tests/fixture.h"

/* --- Reading --- */

static const char *shown_range(const struct peil_code_range *range)
{
    if (range->code)
        return range->code;
    if (range->rest)
        return "else";
    if (range->top || range->bottom)
        return peil_arena_format(arena, "%s%zu", range->top ? "top" : "bottom",
                                 range->top + range->bottom);
    return peil_arena_format(arena, "%g to %g", range->from, range->to);
}

/* "kind name (label): sources | code code (label) / ..." */
static const char *shown(const struct peil_definition *d)
{
    const char *text =
        peil_arena_format(arena, "%d %s (%s):", d->kind, d->name, d->label);
    for (size_t i = 0; i < d->source_count; i++)
        text = peil_arena_format(arena, "%s %s", text, d->sources[i]);
    for (size_t i = 0; i < d->group_count; i++) {
        text = peil_arena_format(arena, "%s %s", text, i ? "/" : "|");
        for (size_t k = 0; k < d->groups[i].range_count; k++)
            text = peil_arena_format(arena, "%s %s", text,
                                     shown_range(&d->groups[i].ranges[k]));
        text = peil_arena_format(arena, "%s (%s)", text, d->groups[i].label);
    }
    return text;
}

static struct reading {
    const char *name, *text;
    char how; /* d, n or m: which option */
    const char *shown, *problem;
} readings[] = {
    { "bands", "tevreden = hulp: 1 2 \"makkelijk\" / 3 4 \"moeilijk\"", 'd',
      "0 tevreden (tevreden): hulp | 1 2 (makkelijk) / 3 4 (moeilijk)", NULL },
    { "a label, commas, no blanks", "x \"Een x\"=a:1,2/3", 'd',
      "0 x (Een x): a | 1 2 (1, 2) / 3 (3)", NULL },
    { "ranges", "x = a: ..9 / 10..12 \"midden\" / 12.5..", 'd',
      "0 x (x): a | nan to 9 (..9) / 10 to 12 (midden) / 12.5 to nan (12.5..)", NULL },
    { "boxes and the rest", "x = a: top 2 \"goed\" / bottom 1 / else", 'd',
      "0 x (x): a | top2 (goed) / bottom1 (bottom 1) / else (else)", NULL },
    { "codes in quotes", "x = \"een vraag\": \"heel goed\" \"goed\" \"+\" / \"slecht\"",
      'd', "0 x (x): een vraag | heel goed goed (+) / slecht (slecht)", NULL },
    { "a mean", "s = mean(a, b, c)", 'd', "1 s (s): a b c", NULL },
    { "a sum", "s \"Som\" = sum(a b)", 'd', "2 s (Som): a b", NULL },
    { "a count", "s = count(a, b: 4 5)", 'd', "3 s (s): a b | 4 5 (4, 5)", NULL },
    { "a variable named mean", "s = mean: 1", 'd', "0 s (s): mean | 1 (1)", NULL },
    { "a net", "hulp: 1 2 \"thuis\" / 3 4", 'n',
      "4 hulp (hulp): hulp | 1 2 (thuis) / 3 4 (3, 4)", NULL },
    { "a set", "werk \"Wat doe je?\": q1 q2,q3", 'm', "5 werk (Wat doe je?): q1 q2 q3",
      NULL },
    { "nothing", "", 'd', NULL, "a name is expected; got the end" },
    { "no source", "x =", 'd', NULL,
      "the name of a question or column is expected; got the end" },
    { "no codes", "x = a:", 'd', NULL, "codes are expected; got the end" },
    { "no codes behind a slash", "x = a: 1 /", 'd', NULL,
      "codes are expected; got the end" },
    { "no equals sign", "x: 1", 'd', NULL, "\"=\" is expected; got \":\"" },
    { "two sources", "x = a b: 1", 'd', NULL,
      "one question before \":\" is expected; got \":\"" },
    { "an open quote", "x = a: 1 \"goed", 'd', NULL,
      "a closing quote is expected; got \"goed\"" },
    { "a box without a number", "x = a: top \"goed\"", 'd', NULL,
      "a number of options is expected; got \"goed\"" },
    { "an open parenthesis", "x = mean(a, b", 'd', NULL,
      "\")\" is expected; got the end" },
    { "something behind it", "x = mean(a) b", 'd', NULL,
      "nothing more was expected; got \"b\"" },
    { "a net with an equals sign", "x = a: 1", 'n', NULL,
      "\":\" and codes are expected; got \"=\"" },
};

static void reads(void **state)
{
    const struct reading *r = *state;
    struct peil_definition definition;
    struct peil_place place = { .file = "--x" };
    bool (*read)(const char *, struct peil_place, struct peil_definition *,
                 struct peil_arena *, struct peil_diag *) =
        r->how == 'd'   ? peil_definition_read
        : r->how == 'n' ? peil_definition_read_net
                        : peil_definition_read_set;
    bool well = read(r->text, place, &definition, arena, diag);
    assert_int_equal(well, r->shown != NULL);
    if (r->shown)
        assert_string_equal(shown(&definition), r->shown);
    else
        assert_string_equal(problems_of(diag, arena),
                            peil_arena_format(arena, "--x: error: %s\n", r->problem));
}

/* --- Counting --- */

static const char answers[] =
    "a,b,c,age\n1,5,1,8\n2,4,2,9.5\n3,3,,10\n4,2,4,12\n5,1,5,\n"
    ",1,1,14\n9,2,2,8\n";

static struct counting {
    const char *name, *derive;
    const char *shown; /* n of each category, then the missing ones; or a problem */
} countings[] = {
    { "bands of codes", "x = a: 1 2 / 3", "2 1 | not_asked 3 no_answer 1" },
    { "the rest", "x = a: 1 2 / else", "2 4 | no_answer 1" },
    { "a box is of all options, found or not", "x = a: top 2",
      "2 | not_asked 4 no_answer 1" },
    { "ranges of numbers, both ends", "x = age: ..8 / 9..10 / 12..",
      "2 2 2 | no_answer 1" },
    { "the first band that fits", "x = a: 1..3 / 3..5",
      "3 2 | not_asked 1 no_answer 1" },
    { "a mean of half or more", "x = mean(a, b, c)", "1 1 1 1 1 1 1 |" },
    { "a sum of all", "x = sum(a, b, c)", "1 1 1 1 1 | no_answer 2" },
    { "a count", "x = count(a, b: 4 5)", "3 4 |" },
    { "an unknown code", "x = a: 7", "\"a\" has no code \"7\"" },
    { "an unknown column", "x = z: 7", "\"z\" is neither a question nor a column" },
    { "a name that is taken", "b = a: 1", "there is a column named \"b\" already" },
};

static const char *counted(const struct peil_table *table)
{
    const char *text = "";
    for (size_t i = 0; i < table->frequency.row_count; i++)
        text = peil_arena_format(arena, "%s%g ", text, table->frequency.rows[i].n);
    text = peil_arena_format(arena, "%s|", text);
    for (size_t i = 0; i < table->frequency.missing_count; i++)
        text = peil_arena_format(arena, "%s %s %g", text,
                                 peil_missing_name(table->frequency.missing[i].kind),
                                 table->frequency.missing[i].n);
    return text;
}

static void counts(void **state)
{
    const struct counting *c = *state;
    const char *path = asked_file(answers, arena), *freq = "x";
    struct peil_request request = {
        .freq = &freq, .freq_count = 1, .derive = { &c->derive, 1 }, .internal = true
    };
    const struct peil_analysis *analysis =
        peil_analyze(NULL, &path, 1, &request, arena, diag);
    unlink(path);
    if (analysis)
        assert_string_equal(counted(&analysis->tables[0]), c->shown);
    else
        assert_string_equal(
            problems_of(diag, arena),
            peil_arena_format(arena, "--derive: error: %s\n", c->shown));
}

/* One may be made of another, --where may speak of it, and the gate knows of it. */
static void derived_variables_are_variables(void **state)
{
    (void)state;
    static const char *const derive[] = { "low = a: 1..3 \"yes\" / else \"no\"",
                                          "y = low: 2 \"high\"" };
    static const char *const cross[] = { "low by b" };
    struct peil_request request = { .cross = cross,
                                    .cross_count = 1,
                                    .derive = { derive, 2 },
                                    .where = "y = 1",
                                    .internal = true };
    const struct peil_analysis *analysis = asked(answers, &request, arena);
    assert_int_equal(analysis->used, 3);
    assert_string_equal(analysis->tables[0].cross.rows[1].label, "no");
}

/* 5 alone is small: it is a, which low leaves out, that tells. */
static void the_gate_knows_what_was_derived(void **state)
{
    (void)state;
    const char *csv = "a\n";
    static const char *const derive[] = { "low = a: 1 2" };
    for (int i = 0; i < 33; i++)
        csv = peil_arena_format(arena, "%s%d\n", csv, i < 3 ? 3 : 1 + i % 2);
    static const char *const freq[] = { "a", "low" };
    struct peil_request request = { .freq = freq,
                                    .freq_count = 2,
                                    .derive = { derive, 1 } };
    const struct peil_analysis *analysis = asked(csv, &request, arena);
    for (size_t i = 0; i < 3; i++)
        assert_true(analysis->tables[0].frequency.rows[i].hidden);
}

int main(void)
{
    peil_message_choose("en");
    const struct test tests[] = {
        TEST(derived_variables_are_variables),
        TEST(the_gate_knows_what_was_derived),
        ROWS(readings, reads, name),
        ROWS(countings, counts, name),
    };
    return run_suite(tests, LENGTH(tests), fixture_begin, fixture_end);
}
