/* Export and merging: a golden response file, and the laws of a set union. */
#include "collect/store/export.h"
#include "questionnaires/base/file.h"
#include "tests/fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char questionnaire[] =
    "<questionnaire xmlns='urn:peil:questionnaire:1' id='klein' version='1'"
    " xml:lang='nl' respondents='leerlingen'><title>Klein</title>"
    "<title xml:lang='en'>Small</title>"
    "<variant id='a' label='jong' age='8-10' when='groep = 5'/>"
    "<variant id='b' label='oud' age='10-12' default='yes'/>"
    "<section id='een' title='Een'>"
    "<single id='meedoen' assent='yes'><text>Doe je mee?</text>"
    " <option code='1'>Ja</option><option code='2' refuses='yes'>Nee</option></single>"
    "<single id='groep'><text>Welke groep?</text><option code='5'>5</option>"
    " <option code='8'>8</option></single>"
    "<single id='oefenen' variant='a' practice='yes'><text>Rood of blauw?</text>"
    " <option code='1'>Rood</option><option code='2'>Blauw</option></single>"
    "<multiple id='hulp'><text>Wie helpt?</text><option code='1'>Thuis</option>"
    " <option code='2' specify='yes'>Anders</option><dont-know/></multiple>"
    "<text id='tip' variant='b' when='not(selected(hulp, 1))'><text>Een tip?</text>"
    "</text>"
    "<single id='soort' on='no'><text>Soort?</text><option "
    "code='1'>Ja</option></single>"
    "</section></questionnaire>";

static const char study[] =
    "<study xmlns='urn:peil:study:1' wave='2026-1'><ojs code='VO3006'>De Brug</ojs>"
    "<items on='soort'/></study>";

#define ID(c) c c c c c c c c c c c c c c c c c c c c c c c c c c c c c c c c

enum { LOGS = 8, EVENTS = 8 };
struct log {
    const char *response;
    const char *events[EVENTS];
};
struct visit {
    const char *session;
    bool closed, synthetic;
    const char *study, *preset;
    struct log logs[LOGS];
};

static const struct visit
    visit_a = { .session = "aaaa",
                .study = study,
                .logs = {
                    { ID("1"),
                      { "a groep 8", "a meedoen 1", "a hulp 2\n2=\"oma\", en opa",
                        "a tip "
                        "=1+1",
                        "a soort 1", "f" } },
                    { ID("2"),
                      { "a groep 5", "l en", "a meedoen 1", "a oefenen 2", "a hulp 1 2",
                        "s" } },
                    { ID("3"), { "a groep 5", "a meedoen 2" } },
                    { ID("4"), { "a groep 8", "a meedoen 1", "a hulp 1", "w" } },
                    { ID("5"), { "a groep 8" } },
                    { ID("6"), { "a groep 8", "a meedoen 1", "a hulp -8" } },
                } };
/* A copy of visit_a made a little earlier. */
static const struct visit earlier_a = { .session = "aaaa",
                                        .study = study,
                                        .logs = {
                                            { ID("1"), { "a groep 8", "a meedoen 1" } },
                                            { ID("4"),
                                              { "a groep 8", "a meedoen 1",
                                                "a hulp 1" } },
                                        } };
static const struct visit visit_b = { .session = "bbbb",
                                      .synthetic = true,
                                      .preset = "groep=5",
                                      .logs = {
                                          { ID("7"),
                                            { "a meedoen 1", "a groep 5", "a oefenen 1",
                                              "a hulp 1", "f" } },
                                      } };
/* Tells response 6 and 1 otherwise. */
static const struct visit conflict = { .session = "cccc",
                                       .study = study,
                                       .logs = {
                                           { ID("6"),
                                             { "a groep 8", "a meedoen 1",
                                               "a hulp 1" } },
                                       } };
static const struct visit
    damaged = { .session = "dddd",
                .logs = {
                    { ID("8"), { "a groep 8", "a meedoen 1", "a nietes 1" } },
                    { ID("9"), { "a groep 8", "a meedoen 1", "a hulp 1", "f" } },
                } };

static void ignore(void *context, enum peil_append result)
{
    (void)context;
    assert_int_equal(result, PEIL_APPENDED);
}

static void add_log(struct peil_store *store, const struct log *log)
{
    peil_store_join(store, log->response, log->response, 1, ignore, NULL);
    for (uint32_t i = 0; i < EVENTS && log->events[i]; i++) {
        struct peil_event event = { .sequence = i + 1, .text = log->events[i] };
        snprintf(event.response, sizeof event.response, "%s", log->response);
        assert_int_equal(peil_store_append_wait(store, &event, 1), PEIL_APPENDED);
    }
}

/* Makes the visit's store and returns its path. */
static const char *make(const char *name, const struct visit *visit)
{
    const char *path = in_folder(peil_arena_format(arena, "%s.peil", name));
    struct peil_store_about about = { .questionnaire = questionnaire,
                                      .questionnaire_length = strlen(questionnaire),
                                      .hash = "h",
                                      .session = visit->session,
                                      .mode = "open",
                                      .school = "23CN00",
                                      .study_xml = visit->study,
                                      .preset = visit->preset,
                                      .synthetic = visit->synthetic };
    struct peil_store *store = peil_store_open(path, &about, diag);
    assert_non_null(store);
    for (size_t i = 0; i < LOGS && visit->logs[i].response; i++)
        add_log(store, &visit->logs[i]);
    assert_true(peil_store_close(store, diag));
    return path;
}

struct result {
    struct peil_tally tally;
    const char *csv, *questionnaire, *codebook, *study, *fieldwork;
    size_t problems;
};

static struct result export(const char *const *paths, enum peil_csv_dialect dialect)
{
    size_t count = 0;
    struct result result = { 0 };
    diag = peil_diag_new(arena);
    const char *folder = in_folder("out");
    while (paths[count])
        count++;
    const struct peil_merged *merged =
        peil_export_merge(paths, count, NULL, arena, diag);
    if (merged)
        assert_true(peil_export_write(merged, folder, dialect, &result.tally, diag));
    result.problems = peil_diag_count(diag, PEIL_ERROR);
    if (merged) {
        result.csv = read_text(in_folder("out/responses.csv"));
        result.questionnaire = read_text(in_folder("out/questionnaire.xml"));
        result.codebook = read_text(in_folder("out/codebook.csv"));
        result.fieldwork = read_text(in_folder("out/fieldwork.csv"));
        result.study = access(in_folder("out/study.xml"), F_OK)
                           ? NULL
                           : read_text(in_folder("out/study.xml"));
        assert_int_equal(system(peil_arena_format(arena, "rm -r %s", folder)), 0);
    }
    return result;
}

static void writes_what_was_answered(void **state)
{
    (void)state;
    const char *paths[] = { make("a", &visit_a), make("b", &visit_b), NULL };
    struct result result = export(paths, PEIL_CSV_LOSSLESS);
    assert_int_equal(result.problems, 0);
    assert_golden("collect/responses.csv", result.csv);
    assert_string_equal(result.questionnaire, questionnaire);
    assert_string_equal(result.study, study);
    assert_non_null(strstr(result.codebook, "hulp_2_text"));
    assert_int_equal(result.tally.completed, 2);
    assert_int_equal(result.tally.stopped, 1);
    assert_int_equal(result.tally.open, 1);
    assert_int_equal(result.tally.refused, 1);
    assert_int_equal(result.tally.wiped, 1);
    assert_int_equal(result.tally.waiting, 1);
    assert_string_equal(result.fieldwork,
                        "\"visit\",\"cards\",\"joined\",\"refused\",\"completed\","
                        "\"stopped\"\n"
                        "\"aaaa\",\"\",3,1,1,2\n"
                        "\"bbbb\",\"\",1,0,1,0\n");
}

static void makes_formulas_harmless_for_a_spreadsheet(void **state)
{
    (void)state;
    const char *paths[] = { make("a", &visit_a), NULL };
    assert_non_null(strstr(export(paths, PEIL_CSV_LOSSLESS).csv, "\"=1+1\""));
    assert_non_null(strstr(export(paths, PEIL_CSV_SPREADSHEET).csv, "\"'=1+1\""));
}

static void assert_same(const struct result *a, const struct result *b)
{
    assert_string_equal(a->csv, b->csv);
    assert_string_equal(a->questionnaire, b->questionnaire);
    assert_string_equal(a->codebook, b->codebook);
    assert_string_equal(a->fieldwork, b->fieldwork);
    assert_memory_equal(&a->tally, &b->tally, sizeof a->tally);
}

/* Whatever the order, and however often each is named. */
static void merging_is_a_set_union(void **state)
{
    (void)state;
    const char *a = make("a", &visit_a), *b = make("b", &visit_b);
    const char *early = make("early", &earlier_a), *c = make("c", &conflict);
    const char *const lists[][6] = {
        { a, b, NULL },        { b, a, NULL },        { a, a, b, NULL },
        { early, a, b, NULL }, { b, a, early, NULL }, { a, early, b, a, NULL },
    };
    const char *const conflicts[][6] = {
        { a, b, c, NULL },
        { c, b, a, NULL },
        { b, c, early, a, NULL },
    };
    struct result first = export(lists[0], PEIL_CSV_LOSSLESS);
    for (size_t i = 1; i < LENGTH(lists); i++) {
        struct result other = export(lists[i], PEIL_CSV_LOSSLESS);
        assert_int_equal(other.problems, 0);
        assert_same(&first, &other);
    }
    first = export(conflicts[0], PEIL_CSV_LOSSLESS);
    for (size_t i = 0; i < LENGTH(conflicts); i++) {
        struct result other = export(conflicts[i], PEIL_CSV_LOSSLESS);
        assert_int_equal(other.problems, 1);
        assert_same(&first, &other);
    }
}

static void a_damaged_record_does_not_stop_the_rest(void **state)
{
    (void)state;
    const char *lost = in_folder("none.peil");
    const char *paths[] = { lost, make("d", &damaged), NULL };
    struct result result = export(paths, PEIL_CSV_LOSSLESS);
    assert_int_equal(result.problems, 2);
    assert_int_equal(result.tally.broken, 1);
    assert_int_equal(result.tally.completed, 1);
    assert_non_null(strstr(result.csv, ID("9")));
    assert_null(strstr(result.csv, ID("8")));
}

/* Wiped and closed: an unclosed copy does not bring it back. */
static void a_closed_visit_has_the_last_word(void **state)
{
    (void)state;
    const char *a = make("a", &visit_a), *early = make("early", &earlier_a);
    const char *forget[] = { ID("3"), ID("4"), ID("5") };
    struct peil_store_closing closing = { forget, 3, 6, 1, 1, 12 };
    assert_true(peil_store_seal_visit(a, &closing, diag));
    const char *alone[] = { a, NULL }, *both[] = { early, a, NULL };
    struct result one = export(alone, PEIL_CSV_LOSSLESS);
    struct result two = export(both, PEIL_CSV_LOSSLESS);
    assert_same(&one, &two);
    assert_null(strstr(two.csv, ID("4")));
    assert_int_equal(two.tally.refused, 1);
    assert_int_equal(two.tally.wiped, 1);
    assert_int_equal(two.tally.waiting, 0);
    assert_non_null(strstr(two.fieldwork, "\"aaaa\",12,3,1,1,2\n"));
}

static void other_questionnaires_are_refused_together(void **state)
{
    (void)state;
    const char *other = in_folder("o.peil");
    struct peil_store_about about = { .questionnaire = questionnaire, .hash = "other" };
    struct peil_store *store = peil_store_open(other, &about, diag);
    assert_non_null(store);
    assert_true(peil_store_close(store, diag));
    const char *paths[] = { other, make("a", &visit_a), NULL };
    struct result result = export(paths, PEIL_CSV_LOSSLESS);
    assert_int_equal(result.problems, 1);
    assert_null(result.csv);
}

int main(void)
{
    const struct test tests[] = {
        TEST(writes_what_was_answered),
        TEST(makes_formulas_harmless_for_a_spreadsheet),
        TEST(merging_is_a_set_union),
        TEST(a_damaged_record_does_not_stop_the_rest),
        TEST(a_closed_visit_has_the_last_word),
        TEST(other_questionnaires_are_refused_together),
    };
    return run_suite(tests, LENGTH(tests), folder_begin, folder_end);
}
