#include "tests/reports/html_check.h"
#include "tests/reports/report_sample.h"

struct fixture {
    struct peil_arena *arena;
    struct peil_analysis analysis;
    char *html;
};

static int write_report(void **state)
{
    struct fixture *fixture = calloc(1, sizeof *fixture);
    fixture->arena = peil_arena_new();
    fixture->analysis = report_analysis(small_questionnaire(fixture->arena));
    fixture->html = written(&fixture->analysis);
    *state = fixture;
    return 0;
}

static int forget(void **state)
{
    struct fixture *fixture = *state;
    peil_arena_free(fixture->arena);
    free(fixture->html);
    free(fixture);
    return 0;
}

static void is_golden(void **state)
{
    const struct fixture *fixture = *state;
    assert_golden("reports/report.html", strstr(fixture->html, "</style>"));
}

static void is_a_good_page(void **state)
{
    const struct fixture *fixture = *state;
    assert_good_page(fixture->html);
}

static void is_a_good_page_when_marked(void **state)
{
    const struct fixture *fixture = *state;
    struct peil_analysis analysis = fixture->analysis;
    analysis.internal = analysis.synthetic = true;
    char *html = written(&analysis);
    assert_good_page(html);
    assert_non_null(strstr(html, "content: \"INTERN · OEFENGEGEVENS\""));
    assert_non_null(strstr(html, "<strong>OEFENGEGEVENS</strong>"));
    free(html);
}

/* What a reader must find, and what nobody may. */
static struct said {
    const char *name, *text;
    bool expected;
} said[] = {
    { "the wording that fits more pupils is first", ">Heb je gehoord van De Brug?</h3>",
      true },
    { "the other wording is beneath", "In groep 7-8: “Ken je De Brug &lt;b&gt;?”",
      true },
    { "a chapter's title is filled", ">Hulp bij De Brug</h2>", true },
    { "a chapter without questions is left out", ">Leeg</h2>", false },
    { "no markup of people", "<script", false },
    { "none is told with its limit",
      "Niemand koos “Ja” (0 van 100; met 95% zekerheid hoogstens ongeveer 4\u00a0%).",
      true },
    { "a list of options says whose it is", "<h4>Leerlingen van groep 5-6</h4>", true },
    { "too few are not made into percentages",
      "Te weinig antwoorden voor percentages (minder dan 30).", true },
    { "what was not offered is not nobody", ">niet gevraagd</td>", true },
    { "what is missing is named, and counted where it may be",
      "Niet meegeteld: overgeslagen, weet ik niet (6).", true },
    { "a note of the table stands under it", "“Nee” kreeg alleen groep 7-8 te zien.",
      true },
    { "an open question is told of", "Een open vraag.", true },
    { "a hidden group has no number", "<dd>niet getoond</dd>", true },
    { "the thresholds are told", "geen aantal onder de 5 en geen groep onder de 10",
      true },
    { "the study is named", "Jeugdsteunpunt De Brug (VO3006) · Kleine bevraging",
      true },
    { "it is indicative", "indicatief, niet representatief", true },
    { "no placeholder is left", "{naam_ojs}", false },
};

static void says(void **state)
{
    const struct said *c = *state;
    void *fixture = NULL;
    write_report(&fixture);
    bool found = strstr(((struct fixture *)fixture)->html, c->text) != NULL;
    forget(&fixture);
    assert_int_equal(found, c->expected);
}

/* The same bytes whatever the time and the locale; a date only when one is given. */
static void is_the_same_every_time(void **state)
{
    const struct fixture *fixture = *state;
    char *again = written(&fixture->analysis);
    assert_string_equal(again, fixture->html);
    free(again);
    setenv("SOURCE_DATE_EPOCH", "1767225600", 1);
    again = written(&fixture->analysis);
    unsetenv("SOURCE_DATE_EPOCH");
    assert_non_null(strstr(again, "Gemaakt met peil " PEIL_VERSION ", 2026-01-01."));
    free(again);
}

static void says_little_when_there_is_nothing(void **state)
{
    const struct fixture *fixture = *state;
    struct peil_analysis analysis = fixture->analysis;
    analysis.tables = NULL;
    analysis.table_count = 0;
    char *html = written(&analysis);
    assert_good_page(html);
    assert_null(strstr(html, "<table"));
    free(html);
}

static void speaks_english(void **state)
{
    const struct fixture *fixture = *state;
    speak("en");
    char *html = written(&fixture->analysis);
    speak("nl");
    assert_non_null(strstr(html, "<html lang=\"en\">"));
    assert_non_null(strstr(html, "<h3 id=\"kent\" lang=\"nl\">"));
    assert_non_null(strstr(html, "What leerlingen say"));
    free(html);
}

#define WITH_REPORT(test) cmocka_unit_test_setup_teardown(test, write_report, forget)
enum { OTHERS = 6 };

int main(void)
{
    struct CMUnitTest tests[OTHERS + COUNT(said)] = {
        WITH_REPORT(is_golden),
        WITH_REPORT(is_a_good_page),
        WITH_REPORT(is_a_good_page_when_marked),
        WITH_REPORT(is_the_same_every_time),
        WITH_REPORT(says_little_when_there_is_nothing),
        WITH_REPORT(speaks_english),
    };
    for (size_t i = 0; i < COUNT(said); i++)
        tests[OTHERS + i] = (struct CMUnitTest){ .name = said[i].name,
                                                 .test_func = says,
                                                 .initial_state = &said[i] };
    speak("nl");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
