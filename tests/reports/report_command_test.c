#include "reports/reports_commands.h"
#include "tests/reports/html_check.h"
#include "tests/reports/sample.h"

#include <sys/stat.h>
#include <unistd.h>

enum { PUPILS = 60, MOST_ARGUMENTS = 8 };

static char folder[] = "/tmp/peil-report-XXXXXX";

static const char *in_folder(const char *name)
{
    static char paths[4][64];
    static size_t turn;
    char *path = paths[turn++ % COUNT(paths)];
    snprintf(path, sizeof paths[0], "%s/%s", folder, name);
    return path;
}

/* A third of each group says "Een beetje", the others "Ja". */
static int write_responses(void **state)
{
    (void)state;
    assert_non_null(mkdtemp(folder));
    FILE *out = fopen(in_folder("r.csv"), "w");
    assert_non_null(out);
    fputs(
        "response,questionnaire,version,hash,ojs,wave,school,session,variant,language,"
        "mode,status,synthetic,groep,kent,moeilijk,tip,leeftijdsgroep\n",
        out);
    for (int i = 0; i < PUPILS; i++)
        fprintf(out,
                "%032d,klein,1,,VO3006,2026-1,99AA00,1,%s,nl,web,completed,1,%d,%d,%d,"
                "-9,%d\n",
                i, i % 2 ? "a" : "b", i % 2 ? 5 : 7, i % 3 ? 1 : 2, 1 + i % 2,
                i % 2 ? 1 : 2);
    return fclose(out);
}

static int clean_up(void **state)
{
    (void)state;
    unlink(in_folder("r.csv"));
    unlink(in_folder("r.html"));
    return rmdir(folder);
}

static int run(const char *const *arguments)
{
    static const struct peil_command *const *const rooms[] = { peil_reports_commands,
                                                               NULL };
    char words[MOST_ARGUMENTS][256];
    char *argv[MOST_ARGUMENTS + 1] = { NULL };
    int argc = 0;
    for (; arguments[argc]; argc++) {
        assert_true(argc < MOST_ARGUMENTS);
        snprintf(words[argc], sizeof words[argc], "%s", arguments[argc]);
        argv[argc] = words[argc];
    }
    return peil_command_main(argc, argv, rooms, NULL);
}

static char *read_page(void)
{
    static char text[1 << 20];
    FILE *in = fopen(in_folder("r.html"), "r");
    assert_non_null(in);
    text[fread(text, 1, sizeof text - 1, in)] = '\0';
    assert_int_equal(fclose(in), 0);
    return text;
}

static void from_responses_to_a_page(void **state)
{
    (void)state;
    char questionnaire[256];
    snprintf(questionnaire, sizeof questionnaire, "%s",
             source_path("tests/fixtures/small.xml"));
    const char *const arguments[] = { "peil",        "report",
                                      "-o",          in_folder("r.html"),
                                      questionnaire, in_folder("r.csv"),
                                      NULL };
    assert_int_equal(run(arguments), PEIL_DONE);
    const char *html = read_page();
    assert_good_page(html);
    assert_non_null(strstr(html, "60 leerlingen deden mee."));
    assert_non_null(strstr(html, "Het vaakst gekozen: “Ja” (67\u00a0%)."));
    assert_non_null(strstr(html, "<strong>OEFENGEGEVENS</strong>"));
    struct stat status;
    assert_int_equal(stat(in_folder("r.html"), &status), 0);
}

static void speaks_as_its_questionnaire_does(void **state)
{
    (void)state;
    const char *const arguments[] = { "peil",
                                      "report",
                                      "-o",
                                      in_folder("r.html"),
                                      source_path("tests/fixtures/small.xml"),
                                      in_folder("r.csv"),
                                      NULL };
    speak("en");
    assert_int_equal(run(arguments), PEIL_DONE);
    speak("nl");
    assert_non_null(strstr(read_page(), "<html lang=\"nl\">"));
    assert_non_null(strstr(read_page(), "Wat leerlingen zeggen"));
}

static void says_what_is_wrong(void **state)
{
    (void)state;
    char small[256];
    snprintf(small, sizeof small, "%s", source_path("tests/fixtures/small.xml"));
    const char *const no_output[] = { "peil", "report", small, in_folder("r.csv"),
                                      NULL };
    assert_int_equal(run(no_output), PEIL_WRONG_USAGE);
    const char *const no_responses[] = {
        "peil", "report", "-o", in_folder("x.html"), small, in_folder("none.csv"), NULL
    };
    assert_int_equal(run(no_responses), PEIL_BAD_INPUT);
    assert_int_equal(access(in_folder("x.html"), F_OK), -1);
    const char *const no_place[] = {
        "peil", "report", "-o", in_folder("no/x.html"), small, in_folder("r.csv"), NULL
    };
    assert_int_equal(run(no_place), PEIL_SYSTEM_FAILED);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(from_responses_to_a_page),
        cmocka_unit_test(speaks_as_its_questionnaire_does),
        cmocka_unit_test(says_what_is_wrong),
    };
    speak("nl");
    return cmocka_run_group_tests(tests, write_responses, clean_up);
}
