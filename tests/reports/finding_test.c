#include "reports/tables/finding.h"
#include "tests/reports/sample.h"
#include "tests/fixture.h"

#include <string.h>

enum { OPTIONS = 4, GROUPS = 3 };

/* Shares by hand: n of each option for everyone and two groups; -1 is hidden. */
static struct finding_case {
    const char *name;
    bool multiple;
    double bases[GROUPS];
    double n[OPTIONS][GROUPS];
    bool alike;           /* the groups, by a test */
    const char *expected; /* the sentences, a line each */
} cases[] = {
    { "one in front",
      false,
      { 100, 50, 50 },
      { { 50, 26, 24 }, { 30, 14, 16 }, { 15, 8, 7 }, { 5, 2, 3 } },
      false,
      "Het vaakst gekozen: “Ja” (50 %).\n" },
    { "two that look equal are equal",
      false,
      { 300, 200, 100 },
      { { 102, 68, 34 }, { 101, 67, 34 }, { 50, 35, 15 }, { 47, 30, 17 } },
      false,
      "Het vaakst gekozen: “Ja” en “Soms” (elk 34 %).\n" },
    { "four in front is no finding",
      false,
      { 100, 50, 50 },
      { { 25, 13, 12 }, { 25, 12, 13 }, { 25, 12, 13 }, { 25, 13, 12 } },
      false,
      "" },
    { "groups differ",
      false,
      { 100, 50, 50 },
      { { 50, 30, 20 }, { 45, 15, 30 }, { 3, 3, 0 }, { 2, 2, 0 } },
      false,
      "Het vaakst gekozen: “Ja” (50 %).\n"
      "Dat verschilt per groep: groep 5-6 “Ja” (60 %); groep 7-8 “Soms” (60 %).\n" },
    { "groups differ no more than by chance",
      false,
      { 100, 50, 50 },
      { { 50, 30, 20 }, { 45, 15, 30 }, { 3, 3, 0 }, { 2, 2, 0 } },
      true,
      "Het vaakst gekozen: “Ja” (50 %).\n" },
    { "a group with something hidden that may be more says nothing",
      false,
      { 100, 50, 50 },
      { { 50, 18, 32 }, { 45, -1, 13 }, { 3, 3, 0 }, { 2, 2, 0 } },
      false,
      "Het vaakst gekozen: “Ja” (50 %).\n" },
    { "hidden among everyone: of what may be shown",
      false,
      { 100, 50, 50 },
      { { 40, 25, 15 }, { 5, 1, 4 }, { -1, 0, 0 }, { 5, 3, 2 } },
      false,
      "Het vaakst gekozen, van wat getoond mag worden: “Ja” (40 %).\n" },
    { "hidden, but what is left is too little to be in front",
      false,
      { 100, 50, 50 },
      { { 50, 25, 25 }, { 30, 15, 15 }, { -1, 0, 0 }, { 5, 3, 2 } },
      false,
      "Het vaakst gekozen: “Ja” (50 %).\n" },
    { "hidden in a multiple: what is left says nothing",
      true,
      { 100, 50, 50 },
      { { 50, 25, 25 }, { 30, 15, 15 }, { -1, 0, 0 }, { 5, 3, 2 } },
      false,
      "Het vaakst gekozen, van wat getoond mag worden: “Ja” (50 %).\n" },
    { "nobody, with its limit",
      false,
      { 153, 80, 73 },
      { { 0, 0, 0 }, { 100, 50, 50 }, { 30, 20, 10 }, { 23, 10, 13 } },
      false,
      "Het vaakst gekozen: “Soms” (65 %).\n"
      "Niemand koos “Ja” (0 van 153; met 95% zekerheid hoogstens ongeveer 2 %).\n" },
    { "three that nobody chose are no finding",
      false,
      { 153, 80, 73 },
      { { 153, 80, 73 }, { 0, 0, 0 }, { 0, 0, 0 }, { 0, 0, 0 } },
      false,
      "Het vaakst gekozen: “Ja” (100 %).\n" },
    { "too few for percentages",
      false,
      { 29, 15, 14 },
      { { 20, 10, 10 }, { 9, 5, 4 }, { 0, 0, 0 }, { 0, 0, 0 } },
      false,
      "Te weinig antwoorden voor percentages (minder dan 30).\n" },
    { "everything hidden",
      false,
      { 100, 50, 50 },
      { { -1, -1, -1 }, { -1, -1, -1 }, { -1, -1, -1 }, { -1, -1, -1 } },
      false,
      "" },
};

static struct peil_share share_of(double n, double base)
{
    bool shown = n >= 0 && base >= PEIL_LEAST_BASE;
    return (struct peil_share){ .shown = shown,
                                .offered = true,
                                .n = shown ? n : NAN,
                                .percent = shown ? 100 * n / base : NAN,
                                .ci_low = NAN,
                                .ci_high = n == 0 ? 2.448 : NAN };
}

static void says(void **state)
{
    const struct finding_case *c = *state;
    static const struct peil_category options[OPTIONS] = {
        { "1", "Ja", 1 }, { "2", "Soms", 2 }, { "3", "Nee", 3 }, { "4", "Nooit", 4 }
    };
    struct peil_group groups[GROUPS] = { { .label = "Alle leerlingen" },
                                         { .label = "groep 5-6" },
                                         { .label = "groep 7-8" } };
    struct peil_share table[OPTIONS * GROUPS];
    for (size_t i = 0; i < GROUPS; i++) {
        groups[i].n = c->bases[i];
        groups[i].shown = c->bases[i] >= PEIL_LEAST_BASE;
    }
    for (size_t i = 0; i < OPTIONS * GROUPS; i++)
        table[i] = share_of(c->n[i / GROUPS][i % GROUPS], c->bases[i % GROUPS]);
    struct peil_shares shares = { .options = options,
                                  .option_count = OPTIONS,
                                  .groups = groups,
                                  .group_count = GROUPS,
                                  .shares = table,
                                  .multiple = c->multiple,
                                  .differ = !c->alike,
                                  .least_base = PEIL_LEAST_BASE };
    struct peil_lines lines = { .arena = peil_arena_new() };
    peil_finding_add(&shares, &lines);
    const char *text = "";
    for (size_t i = 0; i < lines.count; i++)
        text = peil_arena_format(lines.arena, "%s%s\n", text, lines.text[i]);
    assert_string_equal(text, c->expected);
    peil_arena_free(lines.arena);
}

int main(void)
{
    speak("nl");
    const struct test tests[] = {
        ROWS(cases, says, name),
    };
    return run_suite(tests, LENGTH(tests), fixture_begin, fixture_end);
}
