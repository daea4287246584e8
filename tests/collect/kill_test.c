/* The real program, killed at random moments: what was acknowledged is there, and each
 * pupil goes on where he was. And how it begins and ends by itself. */
#include "collect/interview/chance.h"
#include "collect/store/store.h"
#include "tests/collect/pupil.h"
#include "tests/fixture.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <time.h>

enum { PUPILS = 12, KILLS = 20, STEPS_BETWEEN = 25, MOST_ARGUMENTS = 16 };

/* A started program, and what it says. */
struct program {
    pid_t process;
    int out;
    char said[4096];
    size_t length;
};

static _Noreturn void become(const char *const *arguments, int out)
{
    char *argv[MOST_ARGUMENTS] = { NULL };
    char program[512];
    snprintf(program, sizeof program, "%s/peil", PEIL_BUILD_DIR);
    argv[0] = program;
    for (size_t i = 0; arguments[i] && i + 2 < MOST_ARGUMENTS; i++)
        argv[i + 1] = strdup(arguments[i]);
    dup2(out, STDOUT_FILENO);
    dup2(out, STDERR_FILENO);
    /* It cannot be traced, and looking for leaks is done by tracing. */
    setenv("ASAN_OPTIONS", "detect_leaks=0", 1);
    setenv("LANGUAGE", "nl", 1);
    execv(program, argv);
    fprintf(stderr, "cannot run %s\n", program);
    _exit(127);
}

static struct program start(const char *const *arguments)
{
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    fflush(stdout);
    struct program p = { .process = fork() };
    assert_true(p.process >= 0);
    if (p.process == 0) {
        close(ends[0]);
        become(arguments, ends[1]);
    }
    close(ends[1]);
    p.out = ends[0];
    return p;
}

/* Reads on until it has said that, or has ended. */
static bool hears(struct program *p, const char *text)
{
    ssize_t got;
    while (!strstr(p->said, text) && p->length + 1 < sizeof p->said &&
           (got = read(p->out, p->said + p->length, sizeof p->said - 1 - p->length)) >
               0)
        p->length += (size_t)got;
    return strstr(p->said, text) != NULL;
}

/* Its exit code, or minus the signal. */
static int ends(struct program *p, int by_signal)
{
    int status;
    if (by_signal)
        kill(p->process, by_signal);
    hears(p, "\n\n\n"); /* all that it says */
    assert_int_equal(waitpid(p->process, &status, 0), p->process);
    close(p->out);
    p->process = 0;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

/* --- One visit --- */

struct bench {
    const char *path, *listen;
    struct program program;
    unsigned port;
};

static void start_collecting(struct bench *b, const char *questionnaire)
{
    const char *const arguments[] = { "collect",  source_path(questionnaire),
                                      "--store",  b->path,
                                      "--listen", b->listen,
                                      NULL };
    b->program = start(arguments);
}

static void wait_until_ready(struct bench *b)
{
    if (!hears(&b->program, "\n"))
        fail_msg("it did not start: %s", b->program.said);
    const char *port = client_between(b->program.said, "127.0.0.1:", "/", arena);
    if (!port)
        fail_msg("no address in: %s", b->program.said);
    b->port = (unsigned)strtoul(port, NULL, 10);
    b->listen = peil_arena_format(arena, "127.0.0.1:%u", b->port);
}

static void collect(struct bench *b)
{
    start_collecting(b, "tests/fixtures/runner.xml");
    wait_until_ready(b);
}

static int begin(void **state)
{
    static struct bench bench;
    bench = (struct bench){ .listen = "127.0.0.1:0" };
    folder_begin(state);
    bench.path = in_folder("visit.peil");
    *state = &bench;
    return 0;
}

static int end(void **state)
{
    struct bench *b = *state;
    if (b->program.process > 0) /* after a failure */
        ends(&b->program, SIGKILL);
    assert_folder_has_only("visit.peil");
    return folder_end(state);
}

/* --- Pupils who remember what they were told --- */

/* One pupil: the last event that was acknowledged, and the one that may be. */
struct memory {
    struct pupil browser;
    unsigned acknowledged, sent;
    int connection; /* waiting for a reply; -1 = none */
};

static unsigned next_number(struct memory *m)
{
    assert_int_equal(client_status(pupil_get(&m->browser, "/")), 200);
    return (unsigned)strtoul(pupil_field(&m->browser, "n"), NULL, 10);
}

/* After a restart: nothing acknowledged is gone, nothing is there that was not sent. */
static void check(struct memory *m)
{
    unsigned stored = next_number(m) - 1;
    assert_in_range(stored, m->acknowledged, m->sent);
    m->acknowledged = m->sent = stored;
}

static void send_something(struct memory *m, struct peil_chance *chance)
{
    static const char *const bodies[] = { "code=1&do=next", "do=skip", "code=5&do=next",
                                          "do=back", "value=7&do=next" };
    pupil_get(&m->browser, "/");
    const char *body =
        pupil_body(&m->browser, bodies[peil_chance_below(chance, LENGTH(bodies))]);
    const char *request = pupil_request(&m->browser, "/answer", body);
    m->connection = client_try(m->browser.port);
    if (m->connection < 0)
        return;
    client_send(m->connection, request, strlen(request));
    m->sent = (unsigned)strtoul(client_between(body, "n=", "&", arena), NULL, 10);
}

/* A 303 to "/" without a mistake is an acknowledgement; so the number tells, when the
 * server still stands. */
static void hear_reply(struct memory *m, bool server_stands)
{
    if (m->connection < 0)
        return;
    int status = client_status(client_read(m->connection, m->browser.arena));
    m->connection = -1;
    assert_true(status == 303 || (status == 0 && !server_stands));
    if (server_stands) {
        m->acknowledged = m->sent = next_number(m) - 1;
    }
}

/* All send at once; the program is killed somewhere in the middle of it. */
static void send_and_kill(struct bench *b, struct memory *memories,
                          struct peil_chance *chance)
{
    for (size_t i = 0; i < PUPILS; i++)
        send_something(&memories[i], chance);
    nanosleep(&(struct timespec){ .tv_nsec = (long)peil_chance_below(chance, 4000000) },
              NULL);
    assert_int_equal(ends(&b->program, SIGKILL), -SIGKILL);
    for (size_t i = 0; i < PUPILS; i++)
        hear_reply(&memories[i], false);
}

static void loses_nothing(void **state)
{
    struct bench *b = *state;
    struct peil_chance chance = { 11 };
    struct memory memories[PUPILS];
    collect(b);
    for (size_t i = 0; i < PUPILS; i++) {
        memories[i] = (struct memory){ .browser = { b->port, "", "", peil_arena_new() },
                                       .connection = -1 };
        pupil_get(&memories[i].browser, "/");
    }
    for (size_t round = 0; round < KILLS; round++) {
        for (size_t i = 0; i < STEPS_BETWEEN; i++) {
            struct memory *m = &memories[peil_chance_below(&chance, PUPILS)];
            send_something(m, &chance);
            hear_reply(m, true);
        }
        send_and_kill(b, memories, &chance);
        collect(b);
        for (size_t i = 0; i < PUPILS; i++)
            check(&memories[i]);
    }
    assert_int_equal(ends(&b->program, SIGTERM), 0);
    for (size_t i = 0; i < PUPILS; i++)
        peil_arena_free(memories[i].browser.arena);
}

/* --- Beginning and ending --- */

static void ends_when_told(void **state)
{
    struct bench *b = *state;
    collect(b);
    struct pupil pupil = { b->port, "", "", arena };
    pupil_get(&pupil, "/");
    assert_int_equal(client_status(pupil_post(&pupil, "/answer", "code=5")), 303);
    pupil_get(&pupil, "/");
    assert_int_equal(client_status(pupil_post(&pupil, "/answer", "code=2")), 303);
    assert_int_equal(ends(&b->program, SIGTERM), 0);
    assert_non_null(strstr(b->program.said, "klaar op http://127.0.0.1:"));
    assert_non_null(strstr(b->program.said, "Liever niet: 1."));
    const char *log = peil_arena_format(arena, "%s-wal", b->path);
    assert_int_equal(access(log, F_OK), -1); /* all is in the one file */
    collect(b);
    assert_non_null(strstr(pupil_get(&pupil, "/"), "Dat is goed."));
    assert_int_equal(ends(&b->program, SIGINT), 0);
}

static void does_not_share(void **state)
{
    struct bench *b = *state;
    collect(b);
    struct bench other = *b;
    other.path = in_folder("other.peil");
    start_collecting(&other, "tests/fixtures/runner.xml");
    assert_int_equal(ends(&other.program, 0), 3);
    assert_non_null(strstr(other.program.said, "another program uses this port"));
    unlink(other.path);
    unlink(peil_arena_format(arena, "%s.lock", other.path));
    other = *b; /* the same store */
    other.listen = "127.0.0.1:0";
    start_collecting(&other, "tests/fixtures/runner.xml");
    assert_int_equal(ends(&other.program, 0), 3);
    assert_int_equal(ends(&b->program, SIGTERM), 0);
}

static void refuses_another_questionnaire(void **state)
{
    struct bench *b = *state;
    collect(b);
    assert_int_equal(ends(&b->program, SIGTERM), 0);
    start_collecting(b, "questionnaires/instruments/leerlingbevraging.xml");
    assert_int_equal(ends(&b->program, 0), 1);
}

/* Said at once, when something can still be done about it. */
static void says_what_it_lacks(void **state)
{
    struct bench *b = *state;
    const char *path = in_folder("taal.xml");
    const char *const arguments[] = { "collect",  path,      "--store", b->path,
                                      "--listen", b->listen, NULL };
    new_file("taal.xml",
             "<questionnaire xmlns='urn:peil:questionnaire:1' id='q' version='1' "
             "xml:lang='nl' respondents='leerlingen'><title>Taal</title>"
             "<title xml:lang='en'>Language</title><title xml:lang='pl'>Mowa</title>"
             "<section id='s' title='S'><text id='t'><text>Ja?</text>"
             "<text xml:lang='pl'>Tak?</text></text></section></questionnaire>");
    b->program = start(arguments);
    assert_true(hears(&b->program, "Ctrl-C"));
    assert_non_null(strstr(b->program.said, "geen eigen woorden in het Polski (pl)"));
    assert_null(strstr(b->program.said, "English"));
    assert_int_equal(ends(&b->program, SIGTERM), 0);
    unlink(path);
}

static struct usage_case {
    const char *name;
    const char *arguments[8];
    int expected;
} usages[] = {
    { "no address", { "collect", "q.xml", "--store", "s.peil", "--listen", "x" }, 2 },
    { "no mode", { "collect", "q.xml", "--store", "s.peil", "--mode", "x" }, 2 },
    { "no store", { "collect", "q.xml" }, 2 },
    { "no questionnaire", { "collect", "--store", "s.peil" }, 2 },
    { "no such file", { "collect", "/nowhere.xml", "--store", "s.peil" }, 1 },
};

static void refuses_wrong_usage(void **state)
{
    const struct usage_case *c = *state;
    struct program p = start(c->arguments);
    int code = ends(&p, 0);
    if (code != c->expected)
        print_error("%s", p.said);
    assert_int_equal(code, c->expected);
    assert_int_equal(access("s.peil", F_OK), -1);
}

int main(void)
{
    const struct test tests[] = {
        TEST(loses_nothing),      TEST(ends_when_told),
        TEST(does_not_share),     TEST(refuses_another_questionnaire),
        TEST(says_what_it_lacks),
    };
    const struct test rows[] = { ROWS(usages, refuses_wrong_usage, name) };
    return run_suite(tests, LENGTH(tests), begin, end) +
           run_suite(rows, LENGTH(rows), NULL, NULL);
}
