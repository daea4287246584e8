#include "reports/reports_commands.h"
#include "tests/call.h"
#include "tests/reports/html_check.h"
#include "tests/reports/sample.h"
#include "tests/fixture.h"

#include <sys/stat.h>
#include <unistd.h>

enum { PUPILS = 60 };

/* A third of each group says "Een beetje", the others "Ja". */
static int write_responses(void **state)
{
    folder_begin(state);
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

static int run(const char *const *arguments)
{
    return call_command(peil_reports_commands, arguments);
}

static const char *read_file(const char *name)
{
    return read_text(in_folder(name));
}

static const char *read_page(void)
{
    return read_file("r.html");
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
    assert_int_equal(stat(in_folder("r-audit.csv"), &status), 0);
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

/* --- A report --- */

static const char report[] =
    "<report xmlns='urn:peil:report:1' id='verslag' xml:lang='nl' %s>"
    "<title>V {wie}</title>"
    "%s<source id='leerlingen' questionnaire='%s'/>"
    "<chapter id='a' title='A'><p>Van <value stat='count'/> kent <value item='kent' "
    "options='1'/> het.</p></chapter></report>";

static void write_report_per(const char *attribute, const char *placeholder)
{
    char text[2048];
    snprintf(text, sizeof text, report, attribute, placeholder,
             source_path("tests/fixtures/small.xml"));
    new_file("verslag.xml", text);
}

static void write_report(const char *placeholder)
{
    write_report_per("", placeholder);
}

static bool is_there(const char *name)
{
    return access(in_folder(name), F_OK) == 0;
}

static void a_report_fills_a_folder(void **state)
{
    (void)state;
    write_report("<placeholder name='wie'>ons</placeholder>");
    const char *const arguments[] = { "peil",
                                      "report",
                                      "-o",
                                      in_folder("uit"),
                                      "--format",
                                      "md,html",
                                      in_folder("verslag.xml"),
                                      in_folder("r.csv"),
                                      NULL };
    assert_int_equal(run(arguments), PEIL_DONE);
    assert_true(is_there("uit/verslag.html") && is_there("uit/verslag.md"));
    assert_true(is_there("uit/audit.csv"));
    assert_non_null(strstr(read_file("uit/verslag.md"), "Van 60 kent 67"));
}

/* What a school is called comes from the data, and could be a path. */
static void one_report_per_school(void **state)
{
    (void)state;
    char *at, bytes[20000];
    const char *const arguments[] = { "peil",
                                      "report",
                                      "-o",
                                      in_folder("scholen"),
                                      in_folder("verslag.xml"),
                                      in_folder("s.csv"),
                                      NULL };
    write_report_per("per='school'", "<placeholder name='wie'>{school}</placeholder>");
    snprintf(bytes, sizeof bytes, "%s", read_file("r.csv"));
    new_file("s.csv", bytes);
    assert_int_equal(run(arguments), PEIL_DONE);
    assert_true(is_there("scholen/verslag-99AA00.html"));
    while ((at = strstr(bytes, "99AA00")))
        memcpy(at, "../../", 6);
    new_file("s.csv", bytes);
    assert_int_equal(run(arguments), PEIL_BAD_INPUT);
    bytes[strcspn(bytes, "\n") + 1] = '\0'; /* nobody is of any school */
    new_file("s.csv", bytes);
    assert_int_equal(run(arguments), PEIL_BAD_INPUT);
}

static void what_is_missing_is_said(void **state)
{
    (void)state;
    write_report("");
    const char *const check[] = { "peil", "report", "--check", in_folder("verslag.xml"),
                                  NULL };
    assert_int_equal(run(check), PEIL_BAD_INPUT);
    write_report("<placeholder name='wie'>ons</placeholder>");
    assert_int_equal(run(check), PEIL_DONE);
    const char *const no_data[] = {
        "peil", "report", "-o", in_folder("uit"), in_folder("verslag.xml"), NULL
    };
    assert_int_equal(run(no_data), PEIL_BAD_INPUT);
    char other[256];
    snprintf(other, sizeof other, "ouders=%s", in_folder("r.csv"));
    const char *const no_source[] = {
        "peil", "report", "-o", in_folder("uit"), in_folder("verslag.xml"), other, NULL
    };
    assert_int_equal(run(no_source), PEIL_BAD_INPUT);
    const char *const no_format[] = { "peil",
                                      "report",
                                      "-o",
                                      in_folder("uit"),
                                      "--format",
                                      "html,doc",
                                      in_folder("verslag.xml"),
                                      in_folder("r.csv"),
                                      NULL };
    assert_int_equal(run(no_format), PEIL_WRONG_USAGE);
    const char *const one_file[] = { "peil",
                                     "report",
                                     "-o",
                                     in_folder("uit.html"),
                                     "--format",
                                     "html,md",
                                     in_folder("verslag.xml"),
                                     in_folder("r.csv"),
                                     NULL };
    assert_int_equal(run(one_file), PEIL_WRONG_USAGE);
}

/* --- Many --- */

static const char study[] = "<study xmlns='urn:peil:study:1' wave='2026-1'>"
                            "<ojs code='VO1'>%s</ojs>"
                            "<placeholder name='wie'>%s</placeholder></study>";

static void make_study(const char *name, bool responses)
{
    char path[128], text[512];
    snprintf(path, sizeof path, "alle/%s", name);
    assert_int_equal(mkdir(in_folder(path), 0700), 0);
    snprintf(path, sizeof path, "alle/%s/study.xml", name);
    snprintf(text, sizeof text, study, name, name);
    new_file(path, text);
    snprintf(path, sizeof path, "alle/%s/leerlingen-1.csv", name);
    if (responses)
        new_file(path, read_file("r.csv"));
}

static int run_batch(const char *jobs, const char *output)
{
    const char *const arguments[] = {
        "peil", "report", "--batch", in_folder("alle"),        "-o",
        output, "--jobs", jobs,      in_folder("verslag.xml"), NULL
    };
    return run(arguments);
}

static void make_studies(void)
{
    write_report("");
    assert_int_equal(mkdir(in_folder("alle"), 0700), 0);
    make_study("brug", true);
    make_study("dijk", true);
    make_study("kade", true);
}

static void many_are_made_alike_however_many_at_once(void **state)
{
    (void)state;
    make_studies();
    assert_int_equal(run_batch("1", in_folder("een")), PEIL_DONE);
    assert_int_equal(run_batch("3", in_folder("drie")), PEIL_DONE);
    const char *one = read_file("een/dijk/verslag.html");
    assert_non_null(strstr(one, "V dijk"));
    assert_string_equal(one, read_file("drie/dijk/verslag.html"));
}

static void one_that_fails_harms_no_other(void **state)
{
    (void)state;
    make_studies();
    make_study("leeg", false);
    assert_int_equal(run_batch("2", in_folder("twee")), PEIL_BAD_INPUT);
    assert_true(is_there("twee/brug/verslag.html") &&
                is_there("twee/kade/verslag.html"));
    assert_false(is_there("twee/leeg/verslag.html"));
    assert_int_equal(run_batch("0", in_folder("twee")), PEIL_WRONG_USAGE);
    const char *const nowhere[] = { "peil",
                                    "report",
                                    "--batch",
                                    in_folder("uit"),
                                    "-o",
                                    in_folder("twee"),
                                    in_folder("verslag.xml"),
                                    NULL };
    assert_int_equal(run(nowhere), PEIL_BAD_INPUT);
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
    const char *const no_format[] = {
        "peil", "report", "-o", in_folder("x.sav"), small, in_folder("r.csv"), NULL
    };
    assert_int_equal(run(no_format), PEIL_WRONG_USAGE);
    assert_int_equal(access(in_folder("x.sav"), F_OK), -1);
}

int main(void)
{
    speak("nl");
    const struct test tests[] = {
        TEST(from_responses_to_a_page),
        TEST(speaks_as_its_questionnaire_does),
        TEST(says_what_is_wrong),
        TEST(a_report_fills_a_folder),
        TEST(one_report_per_school),
        TEST(what_is_missing_is_said),
        TEST(many_are_made_alike_however_many_at_once),
        TEST(one_that_fails_harms_no_other),
    };
    return run_suite(tests, LENGTH(tests), write_responses, folder_end);
}
