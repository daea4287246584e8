/* A class of virtual pupils against the real program, which is killed (-9) again and
 * again while they answer: every pupil goes on at the same question, nothing that was
 * acknowledged is lost, and the export has all of them. */
#include "collect/page/sheet.h"
#include "collect/simulate/simulate.h"
#include "tests/fixture.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { PUPILS = 150, KILLS = 8, BETWEEN_MS = 60, AT_ONCE = 60 };

/* A running `peil collect`. */
struct server {
    const char *questionnaire, *store;
    const char *cards; /* the sheet of them; NULL = anybody comes in */
    char listen[64];
    pid_t process;
    int says; /* its standard output, kept open */
};

/* Starts it and reads from its first line on which port it is. */
static void start(struct server *server)
{
    static const char sign[] = "http://127.0.0.1:";
    int ends[2];
    char said[512] = "";
    size_t used = 0;
    assert_int_equal(pipe(ends), 0);
    server->process = fork();
    assert_true(server->process >= 0);
    if (server->process == 0) {
        dup2(ends[1], STDOUT_FILENO);
        close(ends[0]);
        execl(PEIL_BUILD_DIR "/peil", "peil", "collect", "--practice", "--store",
              server->store, "--listen", server->listen, "--mode",
              server->cards ? "cards" : "open", server->questionnaire, (char *)NULL);
        _exit(127);
    }
    close(ends[1]);
    while (!strstr(said, sign) || !strchr(strstr(said, sign), '\n')) {
        ssize_t got = read(ends[0], said + used, sizeof said - 1 - used);
        if (got <= 0)
            fail_msg("peil collect did not begin: %s", said);
        used += (size_t)got;
        said[used] = '\0';
    }
    server->says = ends[0];
    snprintf(server->listen, sizeof server->listen, "127.0.0.1:%lu",
             strtoul(strstr(said, sign) + strlen(sign), NULL, 10));
}

static int finish(struct server *server, int signal)
{
    int status;
    kill(server->process, signal);
    assert_int_equal(waitpid(server->process, &status, 0), server->process);
    close(server->says);
    return status;
}

struct counts {
    long joins, events;
};

static void see_join(void *context, const char *token_hash, const char *response,
                     uint64_t seed)
{
    struct counts *counts = context;
    (void)token_hash, (void)response, (void)seed;
    counts->joins++;
}

static void see_event(void *context, const struct peil_event *event)
{
    struct counts *counts = context;
    (void)event;
    counts->events++;
}

struct class
{
    struct peil_simulation simulation;
    struct peil_client client;
    struct peil_visit_report report;
};

/* In a process of its own: the program that kills must not have threads. */
static pid_t visit(struct class *class, int result)
{
    pid_t process = fork();
    assert_true(process >= 0);
    if (process == 0) {
        struct peil_visit_report report =
            peil_simulation_visit(&class->simulation, &class->client, 30, arena);
        if (report.trouble)
            fprintf(stderr, "trouble: %s\n", report.trouble);
        report.trouble = NULL;
        _exit(write(result, &report, sizeof report) == (ssize_t)sizeof report ? 0 : 1);
    }
    return process;
}

static void prepare(struct class *class, const struct server *server)
{
    const char *why;
    class->simulation =
        (struct peil_simulation){ .q = peil_questionnaire_read(server->questionnaire,
                                                               arena, diag),
                                  .study = peil_study_none(),
                                  .count = PUPILS,
                                  .seed = 5 };
    peil_diag_print(diag, stderr);
    assert_non_null(class->simulation.q);
    for (size_t i = 0; i < PEIL_PERSONAS; i++)
        class->simulation.shares[i] = peil_personas[i].share;
    assert_true(peil_client_read(peil_arena_format(arena, "http://%s/", server->listen),
                                 &class->client, &why));
}

static void assert_stored(const struct server *server, const struct class *class)
{
    const struct peil_visit_report *report = &class->report;
    struct peil_tally tally = { 0 };
    struct counts counts = { 0 };
    struct peil_replay replay = { .join = see_join,
                                  .event = see_event,
                                  .context = &counts };
    struct peil_store_about about;
    assert_true(peil_store_read(server->store, &about, &replay, arena, diag));
    assert_true(about.synthetic);
    /* "I stop" is acknowledged by a page that asks, and is no event itself. A lost
     * acknowledgement may have stored what was then sent once more. */
    assert_true(counts.events >= report->answers - report->stopped - PUPILS);
    const struct peil_archive *archive = peil_archive_read(server->store, arena, diag);
    assert_non_null(archive);
    for (size_t i = 0; i < archive->count; i++) {
        const char *why;
        peil_tally_count(
            &tally, &archive->responses[i],
            peil_archive_replay(archive, &archive->responses[i], arena, &why));
    }
    assert_int_equal(tally.broken, 0);
    assert_int_equal(tally.completed, report->completed);
    /* Who stops before saying yes has not begun. */
    assert_in_range(report->stopped, tally.stopped, tally.stopped + tally.waiting);
    assert_int_equal(tally.refused, report->refused);
}

static void a_class_survives_kills(void **state)
{
    (void)state;
    struct class class = { 0 };
    int ends[2], status;
    struct server server = { .questionnaire = peil_arena_copy(
                                 arena, source_path("questionnaires/instruments/"
                                                    "leerlingbevraging.xml")),
                             .store = in_folder("visit.peil"),
                             .listen = "127.0.0.1:0" };
    start(&server);
    prepare(&class, &server);
    assert_int_equal(pipe(ends), 0);
    pid_t visitors = visit(&class, ends[1]);
    for (int i = 0; i < KILLS; i++) {
        nanosleep(&(struct timespec){ .tv_nsec = BETWEEN_MS * 1000 * 1000 }, NULL);
        assert_true(WIFSIGNALED(finish(&server, SIGKILL)));
        start(&server);
    }
    assert_int_equal(read(ends[0], &class.report, sizeof class.report),
                     sizeof class.report);
    assert_int_equal(waitpid(visitors, &status, 0), visitors);
    status = finish(&server, SIGTERM);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    const struct peil_visit_report *report = &class.report;
    assert_int_equal(report->failed, 0);
    assert_true(report->practice);
    /* Some had to ask twice, or nothing was proved. */
    assert_true(report->requests > 2 * report->answers + PUPILS);
    assert_int_equal(
        report->completed + report->stopped + report->refused + report->left, PUPILS);
    assert_stored(&server, &class);
}

/* --- The command itself: pupils with trouble, and what it compares --- */

/* Reads what the command says until `sign`, or to the end when that is NULL. */
static const char *read_until(int from, const char *sign, char *said, size_t room)
{
    size_t used = strlen(said);
    ssize_t got = 1;
    while (used < room - 1 && !(sign && strstr(said, sign)) && got > 0) {
        got = read(from, said + used, room - 1 - used);
        used += got > 0 ? (size_t)got : 0;
        said[used] = '\0';
    }
    return said;
}

static pid_t simulate(const struct server *server, int *says)
{
    int ends[2];
    char url[80], pupils[8];
    assert_int_equal(pipe(ends), 0);
    snprintf(url, sizeof url, "http://%s/", server->listen);
    snprintf(pupils, sizeof pupils, "%d", AT_ONCE);
    pid_t process = fork();
    assert_true(process >= 0);
    if (process == 0) {
        dup2(ends[1], STDOUT_FILENO);
        dup2(ends[1], STDERR_FILENO);
        close(ends[0]);
        close(ends[1]);
        close(server->says);
        setenv("LANGUAGE", "en", 1);
        execl(PEIL_BUILD_DIR "/peil", "peil", "simulate", "--url", url, "-n", pupils,
              "--at-once", pupils, "--trouble", "25", "--think", "0.1", "--store",
              server->store, server->questionnaire, server->cards ? "--cards" : NULL,
              server->cards, (char *)NULL);
        _exit(127);
    }
    close(ends[1]);
    *says = ends[0];
    return process;
}

struct claims {
    struct peil_acknowledged list[2 * PUPILS];
    size_t count;
};

static void claim(void *context, const char *token_hash, const char *response,
                  uint64_t seed)
{
    struct claims *claims = context;
    (void)response, (void)seed;
    struct peil_acknowledged *one = &claims->list[claims->count++];
    assert_in_range(claims->count, 1, 2 * PUPILS);
    *one = (struct peil_acknowledged){ .sequence = 1, .answer = "groep 99" };
    snprintf(one->token_hash, sizeof one->token_hash, "%s", token_hash);
}

/* A comparison that always agrees would be worth nothing: answers that nobody gave are
 * different, and those of a pupil who never came are missing. */
static void assert_seen(const struct server *server)
{
    struct claims *claims = peil_arena_array(arena, 1, sizeof *claims);
    struct peil_replay replay = { .join = claim, .context = claims };
    struct peil_store_about about;
    struct peil_comparison found;
    assert_true(peil_store_read(server->store, &about, &replay, arena, diag));
    claim(claims, "nobody", "", 0);
    assert_true(peil_store_compare(server->store, claims->list, claims->count, &found,
                                   arena, diag));
    assert_int_equal(found.missing + found.different, claims->count);
    assert_in_range(found.missing, 1, claims->count / 2);
    assert_string_equal(found.first, "groep 99");
    assert_false(peil_store_compare("/nowhere/visit.peil", claims->list, 1, &found,
                                    arena, diag));
}

static const char *print_cards(const char *store)
{
    struct peil_deck_code codes[AT_ONCE];
    const char *path = peil_arena_format(arena, "%s.html", store);
    FILE *out = fopen(path, "w");
    assert_true(peil_token_begin() && out);
    assert_true(peil_deck_draw(store, codes, AT_ONCE, diag));
    peil_sheet_write(out, &(struct peil_sheet){ codes, AT_ONCE, NULL, "nl" });
    assert_int_equal(fclose(out), 0);
    return path;
}

static void lose_nothing(bool by_card)
{
    const char *store = in_folder("visit.peil");
    char said[4096] = "";
    int status, says;
    struct server server = {
        .questionnaire = peil_arena_copy(
            arena, source_path("questionnaires/instruments/leerlingbevraging.xml")),
        .store = store,
        .listen = "127.0.0.1:0"
    };
    server.cards = by_card ? print_cards(store) : NULL;
    start(&server);
    pid_t pupils = simulate(&server, &says);
    nanosleep(&(struct timespec){ .tv_nsec = 900 * 1000 * 1000 }, NULL);
    assert_true(WIFSIGNALED(finish(&server, SIGKILL)));
    start(&server);
    if (!strstr(read_until(says, "Stop peil collect", said, sizeof said),
                "Stop peil collect"))
        fail_msg("it said: %s", said);
    assert_int_equal(finish(&server, SIGTERM), 0);
    read_until(says, NULL, said, sizeof said);
    close(says);
    assert_int_equal(waitpid(pupils, &status, 0), pupils);
    if (!strstr(said, "missing 0, different 0") || status != 0)
        fail_msg("it ended with %d and said: %s", status, said);
    assert_null(strstr(said, "Compared with the store: 0 answers"));
    assert_null(strstr(said, "on the way: 0."));
    assert_seen(&server);
}

static void nothing_acknowledged_is_missing(void **state)
{
    (void)state;
    lose_nothing(false);
}

static void nor_with_cards(void **state)
{
    (void)state;
    lose_nothing(true);
}

int main(void)
{
    const struct test tests[] = {
        TEST(a_class_survives_kills),
        TEST(nothing_acknowledged_is_missing),
        TEST(nor_with_cards),
    };
    return run_suite(tests, LENGTH(tests), folder_begin, folder_end);
}
