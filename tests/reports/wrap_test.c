#include "questionnaires/base/text.h"
#include "reports/tables/wrap.h"
#include "tests/reports/sample.h"
#include "tests/fixture.h"

static struct wrap_case {
    const char *name, *text;
    size_t columns;
    const char *expected; /* lines with | between */
} cases[] = {
    { "nothing is one line", "", 10, "" },
    { "what fits stays", "Ik los het op", 13, "Ik los het op" },
    { "breaks at blanks", "Ik los het zelf op", 10, "Ik los het|zelf op" },
    { "runs of blanks are one", " Ik \n los ", 10, "Ik los" },
    { "a word too wide is cut", "ondersteuningsbehoefte", 10,
      "ondersteun|ingsbehoef|te" },
    { "a word too wide begins a line", "de ondersteuningsbehoefte nu", 10,
      "de|ondersteun|ingsbehoef|te nu" },
    { "marks take no room", "e\u0301e\u0301n twee", 8, "e\u0301e\u0301n twee" },
    { "wide signs take two", "漢字漢字", 4, "漢字|漢字" },
    { "a sign wider than the line stands alone", "漢字", 1, "漢|字" },
};

static void wraps(void **state)
{
    const struct wrap_case *c = *state;
    const char *const *lines;
    size_t count = peil_wrap(arena, c->text, c->columns, &lines);
    const char *joined = lines[0];
    for (size_t i = 1; i < count; i++)
        joined = peil_arena_format(arena, "%s|%s", joined, lines[i]);
    assert_string_equal(joined, c->expected);
}

int main(void)
{
    const struct test tests[] = {
        ROWS(cases, wraps, name),
    };
    return run_suite(tests, LENGTH(tests), fixture_begin, fixture_end);
}
