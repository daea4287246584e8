/* Tables, charts and the other blocks as texts: what stands in them, and that nothing
 * hidden does. */
#include "tests/reports/compose_data.h"
#include "tests/fixture.h"

static const char *text_of(const char *attributes, const char *blocks, bool internal)
{
    return composed(compose_outline(attributes, blocks), peil_study_none(), internal);
}

/* Every look of a table and every kind of chart, once. */
static const char tables[] =
    "<chapter id='tabellen' title='Tabellen'>"
    "<table item='bekend'/>"
    "<table item='hulp' by='leeftijdsgroep' look='both'/>"
    "<table item='bekend' by='leeftijdsgroep dichtbij' look='n' title='Twee naast "
    "elkaar'/>"
    "<table items='bekend gepest' options='1' by='leeftijdsgroep' title='Samen'/>"
    "<table items='rang_r1 rang_r2' title='Vragen naast elkaar'/>"
    "<table item='cijfer' by='leeftijdsgroep bekend' look='means'/>"
    "<table item='waarom' where='bekend = 1 and leeftijdsgroep = 1'/>"
    "<table item='gepest' where='leeftijdsgroep = 1'/>"
    "</chapter>";
static const char charts[] =
    "<chapter id='figuren' title='Figuren'>"
    "<chart item='bekend' by='leeftijdsgroep'/>"
    "<chart item='rang_r1' by='leeftijdsgroep' look='stacked'/>"
    "<chart item='gepest' by='leeftijdsgroep' look='diverging'/>"
    "<chart item='bekend' options='1' by='leeftijdsgroep' look='dots'/>"
    "<chart items='rang_r1 rang_r2' look='diverging' title='Naast elkaar'/>"
    "<chart item='bekend' options='1' look='trend'/>"
    "<chart items='waarom' look='saturation'/>"
    "<chart item='bekend' options='1' by='school' look='funnel'/>"
    "</chapter>";
static const char others[] =
    "<response/><caution/><contents/>"
    "<chapter id='themas' title='Themas'>"
    "<signals items='waarom'/>"
    "<triangulation title='Wie zegt wat'>"
    "<of title='School' item='waarom' options='1'/>"
    "<of title='Internet' item='waarom' options='2'/>"
    "<of title='Vergeten' item='waarom' options='9'/>"
    "<of title='Anders' item='hulp' options='4'/>"
    "<of title='School' source='ouders' item='gehoord' options='1'/>"
    "</triangulation>"
    "<records source='doelen' items='indicator stand' title='Doelen'/>"
    "</chapter>"
    "<page/>"
    "<chapter id='leeg' title='Leeg'><when stat='count' below='1'><p>Niets</p></when>"
    "</chapter>"
    "<account/>";

static struct golden_case {
    const char *name, *golden, *attributes, *blocks;
} golden_cases[] = {
    { "tables", "reports/compose_tables.txt", "", tables },
    { "charts", "reports/compose_charts.txt", "", charts },
    { "other blocks", "reports/compose_others.txt", "by='leeftijdsgroep'", others },
    { "the codebook", "reports/compose_codebook.txt", "", "<codebook/>" },
    { "every question", "reports/compose_questions.txt", "by='leeftijdsgroep'",
      "<questions/>" },
};

static void is_golden(void **state)
{
    const struct golden_case *c = *state;
    assert_golden(c->golden, text_of(c->attributes, c->blocks, false));
}

/* Reports per value: each has its own figures, and what two of them together would tell
 * is hidden in both. */
static void one_for_each_school(void **state)
{
    (void)state;
    const char *text =
        text_of("per='school'", "<p><value stat='count'/> van {wave}</p>", false);
    assert_non_null(strstr(text, "# r-99AA00: T\n"));
    assert_non_null(strstr(text, "# r-99AD00: T\n"));
    assert_null(strstr(text, "# r: T\n"));
    assert_non_null(strstr(text, "<p> 30 van 2026-1\n"));
}

static void ids_are_given_once(void **state)
{
    (void)state;
    const char *text =
        text_of("", "<table item='bekend'/><table item='bekend'/>", false);
    assert_non_null(strstr(text, "[sheet tabel]"));
    assert_non_null(strstr(text, "[sheet tabel-2]"));
}

/* The same report whatever was made before it. */
static void is_the_same_every_time(void **state)
{
    (void)state;
    assert_string_equal(text_of("", tables, false), text_of("", tables, false));
}

int main(void)
{
    setenv("LANGUAGE", "nl", 1);
    peil_message_begin();
    const struct test tests[] = {
        TEST(one_for_each_school),
        TEST(ids_are_given_once),
        TEST(is_the_same_every_time),
        ROWS(golden_cases, is_golden, name),
    };
    return run_suite(tests, LENGTH(tests), compose_begin, folder_end);
}
