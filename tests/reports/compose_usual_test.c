/* The report that any questionnaire has, of tests/fixtures/small.xml: what a reader
 * must find in it, and what nobody may. */
#include "tests/reports/compose_data.h"
#include "tests/fixture.h"

enum { YOUNG = 60, OLD = 40, OLD_WITH_ANSWERS = 20 };

/* All young ones say "Een beetje"; of the old ones two say "Nee", and half do not
 * answer the last question. */
static int begin(void **state)
{
    folder_begin(state);
    FILE *out = fopen(in_folder("responses.csv"), "w");
    assert_non_null(out);
    fputs(
        "response,questionnaire,version,hash,ojs,wave,school,session,variant,language,"
        "mode,status,synthetic,groep,kent,moeilijk,tip,leeftijdsgroep\n",
        out);
    for (int i = 0; i < YOUNG + OLD; i++) {
        bool old = i >= YOUNG;
        int at = old ? i - YOUNG : i;
        const char *knows = old && at < 2 ? "3" : old && at == 2 ? "-8" : "2";
        const char *hard = old && at >= OLD_WITH_ANSWERS ? "-9" : at % 3 ? "2" : "1";
        fprintf(
            out,
            "%032d,klein,1,,VO3006,2026-1,99AA00,1,%s,nl,web,%s,%d,%s,%s,%s,-9,%s\n", i,
            old ? "b" : "a", at < 3 ? "stopped" : "completed", i == 0, old ? "7" : "5",
            knows, hard, old ? "2" : "1");
    }
    return fclose(out);
}

static const struct peil_study *study(void)
{
    static const struct peil_school schools[2];
    static const struct peil_placeholder placeholders[] = { { .name = "naam_ojs",
                                                              .value = "De Brug" } };
    static const struct peil_study own = { .ojs = "VO3006",
                                           .name = "Jeugdsteunpunt De Brug",
                                           .phone = "",
                                           .site = "",
                                           .wave = "2026-1",
                                           .schools = schools,
                                           .school_count = LENGTH(schools),
                                           .placeholders = placeholders,
                                           .placeholder_count = LENGTH(placeholders),
                                           .least_cell = 5,
                                           .least_group = 10 };
    return &own;
}

static const char *usual(bool internal)
{
    const struct peil_questionnaire *q = read_questionnaire("tests/fixtures/small.xml");
    assert_non_null(q);
    const char *file = in_folder("responses.csv");
    struct peil_data data = { &file, 1 };
    struct peil_material material = { .outline = peil_outline_usual(q, arena),
                                      .study = study(),
                                      .data = &data,
                                      .internal = internal };
    const struct peil_reports *reports = peil_compose(&material, arena, diag);
    assert_non_null(reports);
    assert_int_equal(reports->count, 1);
    FILE *out = text_begin();
    dump_content(out, &reports->list[0]);
    return text_end();
}

static struct said {
    const char *name, *text;
    bool expected;
} said[] = {
    { "its title", "# klein: Wat leerlingen zeggen\nKleine bevraging\n", true },
    { "whose it is", "Jeugdsteunpunt De Brug (VO3006) · meting 2026-1", true },
    { "practice data are marked", "\nsynthetic\n", true },
    { "how many took part", "100 leerlingen deden mee. Zij zitten op 1 school.", true },
    { "how many stopped", "6 stopten voor het einde", true },
    { "and in each group", "<p> groep 5-6 60", true },
    { "it is indicative", "<box> Dit verslag is indicatief, niet representatief.",
      true },
    { "a chapter's title is filled", "<chapter deel-hulp> Hulp bij De Brug", true },
    { "a chapter without questions is left out", "Leeg", false },
    { "the wording that fits most is first",
      "<section kent> Heb je gehoord van De Brug?", true },
    { "the other wording is beneath", "In groep 7-8: “Ken je De Brug <b>?”", true },
    { "none is told with its limit",
      "Niemand koos “Ja” (0 van 99; met 95% zekerheid hoogstens ongeveer 4\u00a0%).",
      true },
    { "two are hidden", "Nee, <script> & zo | niet getoond", true },
    { "what was not offered is not nobody", "niet gevraagd", true },
    { "a list of options says whose it is", "> Leerlingen van groep 5-6\n", true },
    { "too few are not made into percentages",
      "Te weinig antwoorden voor percentages (minder dan 30).", true },
    { "what is missing is named", "Niet meegeteld: weet ik niet", true },
    { "an open question is told of", "Een open vraag.", true },
    { "the thresholds are told", "geen aantal onder de 5 en geen groep onder de 10",
      true },
    { "no placeholder is left", "{naam_ojs}", false },
};

static void says(void **state)
{
    const struct said *c = *state;
    assert_int_equal(strstr(usual(false), c->text) != NULL, c->expected);
}

/* A date only when one is given. */
static void has_the_date_that_is_given(void **state)
{
    (void)state;
    assert_null(strstr(usual(false), "2026-01-01"));
    setenv("SOURCE_DATE_EPOCH", "1767225600", 1);
    assert_non_null(strstr(usual(false), "2026-01-01"));
    unsetenv("SOURCE_DATE_EPOCH");
}

static void says_so_when_it_is_internal(void **state)
{
    (void)state;
    const char *text = usual(true);
    assert_non_null(strstr(text, "\ninternal synthetic\n"));
    assert_non_null(strstr(text, "Dit verslag is intern"));
    assert_null(strstr(text, "| niet getoond"));
}

int main(void)
{
    setenv("LANGUAGE", "nl", 1);
    peil_message_begin();
    const struct test tests[] = {
        TEST(has_the_date_that_is_given),
        TEST(says_so_when_it_is_internal),
        ROWS(said, says, name),
    };
    return run_suite(tests, LENGTH(tests), begin, folder_end);
}
