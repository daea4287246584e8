/* peil publish as it is called. */
#include "questionnaires/base/message.h"
#include "reports/reports_commands.h"
#include "tests/call.h"
#include "tests/fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PUPILS = 60 };

static void write_study(const char *name, const char *ojs)
{
    char text[300];
    snprintf(text, sizeof text,
             "<study xmlns='urn:peil:study:1' wave='2026-1'>%s%s%s</study>",
             ojs ? "<ojs code='" : "", ojs ? ojs : "", ojs ? "'>Steunpunt</ojs>" : "");
    new_file(name, text);
}

/* Of the older half three say "2", which is too few to show. */
static int begin(void **state)
{
    static char home[1000];
    assert_non_null(getcwd(home, sizeof home));
    *state = home;
    folder_begin(state);
    assert_int_equal(chdir(in_folder("")), 0);
    new_file("q.xml",
             "<questionnaire xmlns='urn:peil:questionnaire:1' id='q' version='1' "
             "xml:lang='nl'><title>T</title><section id='s' title='S'>"
             "<single id='groep'><text>Groep?</text><option code='5'>5</option>"
             "<option code='8'>8</option></single><single id='ken'><text>Ken je het?"
             "</text><option code='1'>Ja</option><option code='2'>Nee</option>"
             "</single></section><derive id='leeftijdsgroep' label='Leeftijd' "
             "from='groep'><band code='1' label='jong' of='5'/><band code='2' "
             "label='oud' of='8'/></derive></questionnaire>");
    FILE *out = fopen("r.csv", "w");
    assert_non_null(out);
    fputs("response,wave,synthetic,groep,ken,leeftijdsgroep\n", out);
    for (int i = 0; i < PUPILS; i++)
        fprintf(out, "%d,2026-1,0,%d,%d,\n", i, i % 2 ? 5 : 8,
                (i % 2 ? i % 3 == 0 : i < 6) ? 2 : 1);
    fprintf(out, "99,2025-1,0,5,1,\n");
    assert_int_equal(fclose(out), 0);
    write_study("a.study", "VO3006");
    write_study("b.study", "PO2507");
    write_study("none.study", NULL);
    return 0;
}

static int end(void **state)
{
    assert_int_equal(chdir(*state), 0);
    return folder_end(state);
}

static int run(const char *const *arguments)
{
    return call_command(peil_reports_commands, arguments);
}

#define REPORT(...) run((const char *const[]){ "peil", "report", __VA_ARGS__, NULL })
#define RUN(...) run((const char *const[]){ "peil", "publish", __VA_ARGS__, NULL })

static void publishes_what_may_be_known(void **state)
{
    (void)state;
    assert_int_equal(RUN("q.xml", "r.csv", "--study", "a.study", "-o", "a.xml"),
                     PEIL_DONE);
    const char *text = read_text("a.xml");
    assert_non_null(strstr(text, "<ojs code=\"VO3006\" wave=\"2026-1\" version=\"1\" "
                                 "responses=\"60\">"));
    assert_non_null(strstr(text, "<n item=\"groep\">60 30 30 | "));
    assert_null(strstr(text, "3 27")); /* who are few are not there, nor the rest */
    assert_non_null(strstr(text, " . ."));
}

static void merges_into_one(void **state)
{
    (void)state;
    assert_int_equal(RUN("q.xml", "r.csv", "--study", "a.study", "-o", "a.xml"),
                     PEIL_DONE);
    assert_int_equal(RUN("q.xml", "r.csv", "--study", "b.study", "-o", "b.xml"),
                     PEIL_DONE);
    assert_int_equal(RUN("--merge", "a.xml", "b.xml", "-o", "ab.xml"), PEIL_DONE);
    assert_int_equal(RUN("--merge", "b.xml", "a.xml", "ab.xml", "-o", "ba.xml"),
                     PEIL_DONE);
    assert_string_equal(read_text("ab.xml"), read_text("ba.xml"));
    assert_non_null(strstr(read_text("ab.xml"), "PO2507"));
}

static void a_conflict_writes_nothing(void **state)
{
    (void)state;
    assert_int_equal(RUN("q.xml", "r.csv", "--study", "a.study", "-o", "a.xml"),
                     PEIL_DONE);
    const char *text = read_text("a.xml");
    char other[20000];
    snprintf(other, sizeof other, "%s", text);
    char *responses = strstr(other, "responses=\"60\"");
    assert_non_null(responses);
    responses[strlen("responses=\"")] = '9';
    new_file("c.xml", other);
    assert_int_equal(RUN("--merge", "a.xml", "c.xml", "-o", "ac.xml"), PEIL_BAD_INPUT);
    assert_int_equal(access("ac.xml", F_OK), -1);
}

/* What the report hides is not in its counts, nor the other way round. */
static void leaves_with_a_report(void **state)
{
    (void)state;
    assert_int_equal(
        REPORT("q.xml", "r.csv", "--study", "a.study", "-o", "out", "--counts"),
        PEIL_DONE);
    const char *text = read_text("out/counts.xml");
    assert_non_null(strstr(text, "<ojs code=\"VO3006\" wave=\"2026-1\""));
    assert_null(strstr(text, "3 27"));
    assert_int_equal(RUN("--merge", "out/counts.xml", "-o", "again.xml"), PEIL_DONE);
    assert_string_equal(read_text("again.xml"), read_text("out/counts.xml"));
    assert_int_equal(
        REPORT("q.xml", "r.csv", "--study", "none.study", "-o", "bare", "--counts"),
        PEIL_BAD_INPUT);
    assert_int_equal(REPORT("q.xml", "r.csv", "--study", "a.study", "-o", "bare",
                            "--counts", "--internal"),
                     PEIL_WRONG_USAGE);
    assert_int_equal(access("bare/counts.xml", F_OK), -1);
}

static void refuses_what_it_cannot_do(void **state)
{
    (void)state;
    assert_int_equal(RUN("q.xml", "r.csv", "-o", "x.xml"), PEIL_WRONG_USAGE);
    assert_int_equal(RUN("q.xml", "--study", "a.study", "-o", "x.xml"),
                     PEIL_WRONG_USAGE);
    assert_int_equal(RUN("q.xml", "r.csv", "--study", "none.study", "-o", "x.xml"),
                     PEIL_BAD_INPUT);
    assert_int_equal(RUN("q.xml", "no.csv", "--study", "a.study", "-o", "x.xml"),
                     PEIL_BAD_INPUT);
    assert_int_equal(RUN("--merge", "q.xml", "-o", "x.xml"), PEIL_BAD_INPUT);
    assert_int_equal(access("x.xml", F_OK), -1);
}

int main(void)
{
    peil_message_begin();
    peil_message_choose("en");
    const struct test tests[] = {
        TEST(publishes_what_may_be_known), TEST(merges_into_one),
        TEST(a_conflict_writes_nothing),   TEST(leaves_with_a_report),
        TEST(refuses_what_it_cannot_do),
    };
    return run_suite(tests, LENGTH(tests), begin, end);
}
