/* The year that the registers were designed after, in tests/fixtures: what peil analyze
 * makes of them as JSON is what the annual report of that year says. */
#include "analyze/analyze_command.h"
#include "questionnaires/base/command.h"
#include "reports/reports_commands.h"
#include "tests/reports/sample.h"
#include "tests/fixture.h"

#include <string.h>
#include <unistd.h>

enum { PATH_SIZE = 256 };

struct register_file {
    const char *instrument, *lines;
};
static const struct register_file contacts = {
    "questionnaires/instruments/contactregistratie.xml", "tests/fixtures/contacten.csv"
};
static const struct register_file website = { "questionnaires/instruments/website.xml",
                                              "tests/fixtures/website.csv" };
static const struct register_file activities = {
    "questionnaires/instruments/activiteiten.xml", "tests/fixtures/activiteiten.csv"
};
static const struct register_file goals = { "questionnaires/instruments/doelen.xml",
                                            "tests/fixtures/doelen.csv" };

/* `where` may be NULL. */
static const char *analyzed(const struct register_file *file, const char *where)
{
    static const struct peil_command *const *const rooms[] = { peil_analyze_commands,
                                                               NULL };
    char instrument[PATH_SIZE], lines[PATH_SIZE], condition[PATH_SIZE],
        output[PATH_SIZE];
    snprintf(instrument, sizeof instrument, "%s", source_path(file->instrument));
    snprintf(lines, sizeof lines, "%s", source_path(file->lines));
    snprintf(output, sizeof output, "%s", in_folder("tables.json"));
    snprintf(condition, sizeof condition, "--where=%s", where ? where : "");
    char words[][16] = { "peil", "analyze", "--internal", "--format", "json", "-o" };
    char *argv[] = { words[0], words[1], words[2],   words[3], words[4],
                     words[5], output,   instrument, lines,    where ? condition : NULL,
                     NULL };
    int argc = where ? 10 : 9;
    assert_int_equal(peil_command_main(argc, argv, rooms, peil_reports_renderers),
                     PEIL_DONE);
    return read_text(output);
}

/* --- Figures out of the JSON --- */

/* The rest of `text` behind `key`; NULL unless it stands before `stop`. */
static const char *behind(const char *text, const char *stop, const char *key)
{
    const char *found = strstr(text, key);
    return found && (!stop || found < stop) ? found + strlen(key) : NULL;
}

/* The frequencies of a variable, behind its name; *stop is behind the categories. */
static const char *table_of(const char *json, const char *variable, const char **stop)
{
    char key[96];
    snprintf(key, sizeof key, "{\"kind\":\"frequency\",\"variable\":\"%s\"", variable);
    const char *table = behind(json, NULL, key);
    if (!table)
        fail_msg("no frequencies of %s", variable);
    *stop = behind(table, NULL, "\"missing\":");
    return table;
}

static long n_behind(const char *table, const char *stop, const char *key)
{
    const char *begin = behind(table, stop, key);
    if (!begin)
        fail_msg("%s was expected", key);
    return strtol(behind(begin, stop, "\"n\":"), NULL, 10);
}

static long count_of(const char *json, const char *variable, const char *code)
{
    char key[32];
    const char *stop, *table = table_of(json, variable, &stop);
    snprintf(key, sizeof key, "{\"code\":\"%s\"", code);
    return n_behind(table, stop, key);
}

static long base_of(const char *json, const char *variable)
{
    const char *stop, *table = table_of(json, variable, &stop);
    return n_behind(table, stop, "\"base\":");
}

/* The sum of a quantity: its categories are the numbers found. */
static long total_of(const char *json, const char *variable)
{
    const char *stop, *at = table_of(json, variable, &stop);
    long total = 0;
    while ((at = behind(at, stop, "{\"code\":\"")))
        total += strtol(at, NULL, 10) * n_behind(at, stop, "\"label\":");
    return total;
}

/* --- How many lines have a code --- */

static struct count_case {
    const char *name;
    const struct register_file *file;
    const char *variable, *code;
    long n;
} count_cases[] = {
    { "the line of the OJS", &contacts, "kanaal", "1", 9 },
    { "the number of the SWV", &contacts, "kanaal", "2", 2 },
    { "e-mail", &contacts, "kanaal", "3", 3 },
    { "the web form", &contacts, "kanaal", "4", 1 },
    { "mothers", &contacts, "vrager", "1", 12 },
    { "pupils themselves", &contacts, "vrager_kort", "2", 1 },
    { "for information", &contacts, "soort_kort", "1", 4 },
    { "for advice or support", &contacts, "soort_kort", "2", 11 },
    { "half is passed on", &contacts, "actie", "5", 7 },
    { "to a begeleider", &contacts, "doorgezet_naar", "1", 7 },
    { "about going on to mbo", &contacts, "thema_gesteld", "O6", 2 },
    { "about dyslexia", &contacts, "thema_gesteld", "L2", 1 },
    { "about other regions", &contacts, "thema_gesteld", "R2", 1 },
    { "meetings of the sounding board", &activities, "soort", "7", 2 },
    { "meetings with peers", &activities, "soort", "8", 3 },
    { "a poster", &activities, "soort", "2", 1 },
    { "a banner", &activities, "soort", "3", 1 },
    { "goals reached", &goals, "stand", "1", 2 },
    { "goals that go on", &goals, "stand", "2", 4 },
    { "goals not reached", &goals, "stand", "3", 2 },
    { "goals dropped", &goals, "stand", "4", 0 },
};

static void is_counted(void **state)
{
    const struct count_case *c = *state;
    assert_int_equal(count_of(analyzed(c->file, NULL), c->variable, c->code), c->n);
}

/* --- What a year comes to --- */

static struct total_case {
    const char *name;
    const char *where, *variable;
    long total;
} total_cases[] = {
    { "80 visitors a month", "jaar = 2024", "bezoekers", 12 * 80 },
    { "100 visits a month", "jaar = 2024", "bezoeken", 12 * 100 },
    { "the year before: 41 % less since", "jaar = 2023", "bezoeken", 2034 },
    { "clicks on PO/ouders", "pagina = 1", "kliks", 316 },
    { "clicks on VO/ouders", "pagina = 2", "kliks", 166 },
};

static void adds_up(void **state)
{
    const struct total_case *c = *state;
    assert_int_equal(total_of(analyzed(&website, c->where), c->variable), c->total);
}

/* --- The contacts as a whole --- */

static void all_were_used(void **state)
{
    (void)state;
    const char *json = analyzed(&contacts, NULL);
    assert_non_null(strstr(json, "\"responses\":{\"read\":15,\"used\":15}"));
    assert_non_null(strstr(json, "\"internal\":true"));
}

/* "Nog geen duidelijk signaal": that takes three cases of a theme. */
static void no_theme_is_a_signal(void **state)
{
    (void)state;
    static const char *const themes[] = { "L1", "L2", "L3", "L4", "L5", "E1",
                                          "E2", "S1", "S2", "S3", "T1", "T2",
                                          "O1", "O2", "O3", "O4", "O5", "O6",
                                          "G1", "G2", "G3", "R1", "R2", "X9" };
    const char *json = analyzed(&contacts, NULL);
    long asked = 0;
    for (size_t i = 0; i < LENGTH(themes); i++) {
        long n = count_of(json, "thema_gesteld", themes[i]);
        assert_true(n + count_of(json, "thema_onder", themes[i]) < 3);
        asked += n;
    }
    assert_int_equal(asked, 15);
}

/* Almost always there is a question beneath the question. */
static void most_have_a_question_beneath(void **state)
{
    (void)state;
    const char *json = analyzed(&contacts, NULL);
    assert_int_equal(base_of(json, "thema_gesteld"), 15);
    assert_int_equal(base_of(json, "thema_onder"), 13);
}

int main(void)
{
    const struct test tests[] = {
        TEST(all_were_used),
        TEST(no_theme_is_a_signal),
        TEST(most_have_a_question_beneath),
        ROWS(count_cases, is_counted, name),
        ROWS(total_cases, adds_up, name),
    };
    return run_suite(tests, LENGTH(tests), folder_begin, folder_end);
}
