/* The web runner over real sockets: what is refused, what is acknowledged, and that
 * nothing a browser does twice does harm. */
#include "collect/web/web.h"
#include "tests/collect/pupil.h"
#include "tests/collect/runner.h"
#include "tests/fixture.h"

#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>

struct bench {
    const char *path;
    struct peil_web *web;
    struct peil_web_options options;
    struct peil_store_about about;
    struct pupil pupil;
};

static void open_web(struct bench *b)
{
    b->options.runner.store = peil_store_open(b->path, &b->about, diag);
    assert_non_null(b->options.runner.store);
    b->options.runner.sessions = peil_sessions_new(b->options.runner.q, NULL);
    struct peil_replay replay = peil_sessions_replay(b->options.runner.sessions);
    assert_true(peil_store_replay(b->options.runner.store, &replay, diag));
    b->web = peil_web_open(&b->options, diag);
    assert_non_null(b->web);
    b->pupil.port = peil_web_listen(b->web).port;
    b->options.listen.port = (uint16_t)b->pupil.port; /* a restart is on the same */
}

static void close_web(struct bench *b)
{
    peil_web_close(b->web);
    assert_true(peil_store_close(b->options.runner.store, diag));
    peil_sessions_free(b->options.runner.sessions);
}

static struct bench bench_new(bool kiosk)
{
    struct bench b = { .path = in_folder("visit.peil") };
    b.options.runner.q = runner_read();
    b.options.runner.study = peil_study_none();
    b.options.runner.kiosk = kiosk;
    b.options.listen.address = 0x7f000001;
    b.about = (struct peil_store_about){ .questionnaire = "x",
                                         .questionnaire_length = 1,
                                         .hash = b.options.runner.q->hash,
                                         .study_xml = "",
                                         .session = "0123456789abcdef0123456789abcdef",
                                         .mode = kiosk ? "kiosk" : "open",
                                         .school = "",
                                         .preset = "" };
    b.pupil = (struct pupil){ .cookie = "", .page = "", .arena = arena };
    return b;
}

static int begin_with(void **state, bool kiosk)
{
    static struct bench bench;
    assert_true(peil_token_begin());
    signal(SIGXFSZ, SIG_IGN);
    folder_begin(state);
    bench = bench_new(kiosk);
    open_web(&bench);
    *state = &bench;
    return 0;
}

static int begin(void **state)
{
    return begin_with(state, false);
}

static int begin_kiosk(void **state)
{
    return begin_with(state, true);
}

static int end(void **state)
{
    struct bench *b = *state;
    close_web(b);
    peil_diag_print(diag, stderr);
    assert_folder_has_only("visit.peil");
    return folder_end(state);
}

/* --- What is refused --- */

#define HEAD "Host: @\r\nConnection: close\r\n"
#define FORM "Content-Type: application/x-www-form-urlencoded\r\n"

/* "@" stands for our host and port. */
static struct raw_case {
    const char *request;
    int expected; /* 0 = hung up without a reply */
} raws[] = {
    { "GET / HTTP/1.1\r\n" HEAD "\r\n", 200 },
    { "GET /?from=poster HTTP/1.1\r\n" HEAD "\r\n", 200 },
    { "GET /style.css HTTP/1.1\r\n" HEAD "\r\n", 200 },
    { "GET /style.css?abc HTTP/1.1\r\n" HEAD "\r\n", 200 },
    { "GET /wave.svg HTTP/1.1\r\n" HEAD "\r\n", 200 },
    { "GET /icon.svg HTTP/1.1\r\n" HEAD "\r\n", 200 },
    { "GET /runner.js?abc HTTP/1.1\r\n" HEAD "\r\n", 200 },
    { "GET /pond.svg HTTP/1.1\r\n" HEAD "Range: bytes=0-9\r\n\r\n", 206 },
    { "GET /stop HTTP/1.1\r\n" HEAD "\r\n", 303 },
    { "GET /wipe HTTP/1.1\r\n" HEAD "\r\n", 303 },
    /* no such page */
    { "GET /admin HTTP/1.1\r\n" HEAD "\r\n", 404 },
    { "GET /favicon.ico HTTP/1.1\r\n" HEAD "\r\n", 404 },
    { "GET /../../etc/passwd HTTP/1.1\r\n" HEAD "\r\n", 404 },
    { "GET /style.css/../../../etc/passwd HTTP/1.1\r\n" HEAD "\r\n", 404 },
    { "GET /%2e%2e/etc/passwd HTTP/1.1\r\n" HEAD "\r\n", 404 },
    { "GET /%00 HTTP/1.1\r\n" HEAD "\r\n", 404 },
    { "GET /%73top HTTP/1.1\r\n" HEAD "\r\n", 404 },
    { "GET //stop HTTP/1.1\r\n" HEAD "\r\n", 404 },
    { "GET /visit.peil HTTP/1.1\r\n" HEAD "\r\n", 404 },
    { "GET /m/ HTTP/1.1\r\n" HEAD "\r\n", 404 },
    { "GET /m/0123456789abcdef01234567 HTTP/1.1\r\n" HEAD "\r\n", 404 },
    { "GET /m/../audio/x.wav HTTP/1.1\r\n" HEAD "\r\n", 404 },
    { "GET /audio/x.wav HTTP/1.1\r\n" HEAD "\r\n", 404 },
    /* another host than the one that was reached */
    { "GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n", 421 },
    { "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n", 421 },
    { "GET / HTTP/1.1\r\nHost: 127.0.0.1:1\r\nConnection: close\r\n\r\n", 421 },
    { "GET / HTTP/1.1\r\nHost: 192.168.1.1:8080\r\nConnection: close\r\n\r\n", 421 },
    { "GET / HTTP/1.1\r\nHost: @.evil.example\r\nConnection: close\r\n\r\n", 421 },
    { "GET / HTTP/1.1\r\n" HEAD "Host: evil.example\r\n\r\n", 400 },
    { "GET / HTTP/1.1\r\nConnection: close\r\n\r\n", 400 },
    { "GET http://evil.example/ HTTP/1.1\r\n" HEAD "\r\n", 400 },
    { "GET * HTTP/1.1\r\n" HEAD "\r\n", 400 },
    /* other methods */
    { "HEAD / HTTP/1.1\r\n" HEAD "\r\n", 405 },
    { "PUT / HTTP/1.1\r\n" HEAD "Content-Length: 0\r\n\r\n", 405 },
    { "DELETE /answer HTTP/1.1\r\n" HEAD "\r\n", 405 },
    { "OPTIONS / HTTP/1.1\r\n" HEAD "\r\n", 405 },
    { "GET /answer HTTP/1.1\r\n" HEAD "\r\n", 405 },
    { "GET /look HTTP/1.1\r\n" HEAD "\r\n", 405 },
    { "POST / HTTP/1.1\r\n" HEAD FORM "Content-Length: 0\r\n\r\n", 405 },
    /* looks change nothing but the browser's own cookie */
    { "POST /look HTTP/1.1\r\n" HEAD FORM "Content-Length: 7\r\n\r\nlook=lx", 303 },
    { "POST /look HTTP/1.1\r\n" HEAD FORM
      "Origin: http://evil.example\r\nContent-Length: 6\r\n\r\nlook=l",
      403 },
    /* answers that do not come from our pages */
    { "POST /answer HTTP/1.1\r\n" HEAD FORM "Content-Length: 3\r\n\r\na=1", 403 },
    { "POST /answer HTTP/1.1\r\n" HEAD FORM
      "Cookie: peil=0123\r\nContent-Length: 3\r\n\r\na=1",
      403 },
    { "POST /answer HTTP/1.1\r\n" HEAD FORM
      "Origin: http://evil.example\r\nContent-Length: 3\r\n\r\na=1",
      403 },
    { "POST /answer HTTP/1.1\r\n" HEAD FORM
      "Origin: null\r\nContent-Length: 3\r\n\r\na=1",
      403 },
    { "POST /answer HTTP/1.1\r\n" HEAD FORM
      "Origin: https://@\r\nContent-Length: 3\r\n\r\na=1",
      403 },
    { "POST /answer HTTP/1.1\r\n" HEAD FORM
      "Origin: http://@\r\nOrigin: http://@\r\nContent-Length: 3\r\n\r\na=1",
      403 },
    /* what is not to be understood */
    { "POST /answer HTTP/1.1\r\n" HEAD "Content-Type: text/plain\r\n"
      "Content-Length: 3\r\n\r\na=1",
      415 },
    { "POST /answer HTTP/1.1\r\n" HEAD "Content-Type: multipart/form-data\r\n"
      "Content-Length: 3\r\n\r\na=1",
      415 },
    { "POST /answer HTTP/1.1\r\n" HEAD "Content-Length: 3\r\n\r\na=1", 415 },
    { "POST /answer HTTP/1.1\r\n" HEAD FORM "Content-Length: 3\r\n\r\na=%", 400 },
    { "POST /answer HTTP/1.1\r\n" HEAD FORM "Content-Length: 5\r\n\r\na=%00", 400 },
    { "POST /answer HTTP/1.1\r\n" HEAD FORM
      "Content-Length: 3\r\nContent-Length: 3\r\n\r\na=1",
      400 },
    { "POST /answer HTTP/1.1\r\n" HEAD FORM "Content-Length: 16385\r\n\r\n", 413 },
    { "POST /answer HTTP/1.1\r\n" HEAD FORM "Content-Length: 1073741824\r\n\r\n", 413 },
    { "BROKEN\r\n\r\n", 0 },
};

static const char *with_host(const char *text, unsigned port)
{
    const char *at = strchr(text, '@');
    if (!at)
        return text;
    return peil_arena_format(arena, "%.*s127.0.0.1:%u%s", (int)(at - text), text, port,
                             with_host(at + 1, port));
}

static void refuses(void **state)
{
    struct bench *b = *state;
    for (size_t i = 0; i < LENGTH(raws); i++) {
        const char *reply =
            client_ask(b->pupil.port, with_host(raws[i].request, b->pupil.port), arena);
        if (client_status(reply) != raws[i].expected)
            print_error("%s\n%.40s\n", raws[i].request, reply);
        assert_int_equal(client_status(reply), raws[i].expected);
    }
}

/* A body without a length, longer than we take: hung up, and others go on. */
static void hangs_up_on_endless_bodies(void **state)
{
    struct bench *b = *state;
    int descriptor = client_open(b->pupil.port);
    const char *head = with_host("POST /answer HTTP/1.1\r\n" HEAD FORM
                                 "Transfer-Encoding: chunked\r\n\r\n",
                                 b->pupil.port);
    char *chunk = peil_arena_array(arena, 4096 + 8, 1);
    client_send(descriptor, head, strlen(head));
    memcpy(chunk, "1000\r\n", 6);
    memset(chunk + 6, 'a', 4096);
    memcpy(chunk + 6 + 4096, "\r\n", 2);
    for (size_t i = 0; i < 64; i++)
        client_send(descriptor, chunk, 4096 + 8);
    int status = client_status(client_read(descriptor, arena));
    assert_true(status == 0 || status == 413);
    assert_int_equal(client_status(pupil_get(&b->pupil, "/")), 200);
}

/* --- An interview --- */

static void says_what_a_page_must(void **state)
{
    static const char *const expected[][2] = {
        { "Content-Security-Policy",
          "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
          "media-src 'self'; connect-src 'self'; form-action 'self'; "
          "base-uri 'none'; frame-ancestors 'none'" },
        { "X-Content-Type-Options", "nosniff" },
        { "Referrer-Policy", "same-origin" },
        { "Cache-Control", "no-store" },
        { "Content-Type", "text/html; charset=utf-8" },
    };
    struct bench *b = *state;
    const char *reply = pupil_get(&b->pupil, "/");
    for (size_t i = 0; i < LENGTH(expected); i++)
        assert_string_equal(client_header(reply, expected[i][0], arena),
                            expected[i][1]);
    assert_null(client_header(reply, "Server", arena));
    const char *cookie = client_header(reply, "Set-Cookie", arena);
    assert_string_equal(cookie + strlen("peil=") + 64,
                        "; HttpOnly; SameSite=Strict; Path=/; Max-Age=43200");
    assert_null(client_header(pupil_get(&b->pupil, "/"), "Set-Cookie", arena));
}

static const char *at(struct bench *b)
{
    assert_int_equal(client_status(pupil_get(&b->pupil, "/")), 200);
    return pupil_field(&b->pupil, "item");
}

static void answer(struct bench *b, const char *fields)
{
    const char *reply = pupil_post(&b->pupil, "/answer", fields);
    assert_int_equal(client_status(reply), 303);
    assert_string_equal(client_header(reply, "Location", arena), "/");
}

static void goes_through(void **state)
{
    struct bench *b = *state;
    assert_string_equal(at(b), "groep");
    answer(b, "code=5&do=next");
    assert_string_equal(at(b), "meedoen");
    answer(b, "code=1&do=next");
    assert_string_equal(at(b), "hulp");
    answer(b, "do=skip");
    assert_string_equal(at(b), "gevoel");
    answer(b, "do=back");
    assert_string_equal(at(b), "hulp");
    const char *reply = pupil_post(&b->pupil, "/answer", "do=stop");
    assert_string_equal(client_header(reply, "Location", arena), "/stop");
    assert_non_null(strstr(pupil_get(&b->pupil, "/stop"), "value=\"keep\""));
    answer(b, "do=wipe");
    assert_string_equal(at(b), "");
    assert_non_null(strstr(b->pupil.page, "gewist"));
}

static void does_no_harm_twice(void **state)
{
    struct bench *b = *state;
    assert_string_equal(at(b), "groep");
    const char *page = b->pupil.page;
    answer(b, "code=5&do=next");
    answer(b, "code=5&do=next"); /* the same page: a lost reply, a double click */
    answer(b, "code=8&do=next"); /* the same page, changed: the back button */
    assert_string_equal(at(b), "meedoen");
    assert_string_equal(pupil_field(&b->pupil, "n"), "2");
    b->pupil.page = page;
    answer(b, "do=back");
    assert_string_equal(at(b), "meedoen");
}

/* The same answer on many connections at the same moment. */
static void does_no_harm_at_once(void **state)
{
    enum { TIMES = 12 };
    struct bench *b = *state;
    int connections[TIMES];
    assert_string_equal(at(b), "groep");
    const char *request =
        pupil_request(&b->pupil, "/answer", pupil_body(&b->pupil, "code=5&do=next"));
    for (size_t i = 0; i < TIMES; i++)
        connections[i] = client_open(b->pupil.port);
    for (size_t i = 0; i < TIMES; i++)
        client_send(connections[i], request, strlen(request));
    for (size_t i = 0; i < TIMES; i++)
        assert_int_equal(client_status(client_read(connections[i], arena)), 303);
    assert_string_equal(at(b), "meedoen");
    assert_string_equal(pupil_field(&b->pupil, "n"), "2");
}

/* 129 at once: the number at which the library's epoll mode used to hang. */
static void serves_many_at_once(void **state)
{
    enum { DEVICES = 129 };
    struct bench *b = *state;
    int connections[DEVICES];
    const char *request = with_host("GET / HTTP/1.1\r\n" HEAD "\r\n", b->pupil.port);
    for (size_t i = 0; i < DEVICES; i++)
        connections[i] = client_open(b->pupil.port);
    for (size_t i = 0; i < DEVICES; i++)
        client_send(connections[i], request, strlen(request));
    for (size_t i = 0; i < DEVICES; i++)
        assert_int_equal(client_status(client_read(connections[i], arena)), 200);
}

static void keeps_pupils_apart(void **state)
{
    struct bench *b = *state;
    struct pupil other = b->pupil;
    assert_string_equal(at(b), "groep");
    pupil_get(&other, "/");
    assert_string_not_equal(other.cookie, b->pupil.cookie);
    const char *cookie = other.cookie;
    other.cookie = b->pupil.cookie; /* another's page with this pupil's cookie */
    assert_int_equal(client_status(pupil_post(&other, "/answer", "code=5")), 403);
    other.cookie = cookie;
    assert_int_equal(client_status(pupil_post(&other, "/answer", "code=5")), 303);
    assert_string_equal(at(b), "groep");
}

static void shows_a_mistake_until_it_is_mended(void **state)
{
    struct bench *b = *state;
    at(b);
    answer(b, "do=next");
    at(b);
    assert_non_null(strstr(b->pupil.page, "<title>Fout: "));
    assert_non_null(strstr(b->pupil.page, "role=\"alert\""));
    at(b); /* a reload shows it again, and asks nothing */
    assert_non_null(strstr(b->pupil.page, "role=\"alert\""));
    answer(b, "code=5&do=next");
    assert_string_equal(at(b), "meedoen");
    assert_null(strstr(b->pupil.page, "role=\"alert\""));
}

static void goes_on_after_a_restart(void **state)
{
    struct bench *b = *state;
    at(b);
    answer(b, "code=8&do=next");
    at(b);
    answer(b, "code=1&do=next");
    at(b);
    const char *page = b->pupil.page;
    close_web(b);
    open_web(b);
    b->pupil.page = page;
    answer(b, "code=2&do=next"); /* from the page of before */
    assert_string_equal(at(b), "gevoel");
    assert_string_equal(pupil_field(&b->pupil, "n"), "4");
}

/* A file may grow no more: what a full disk does. */
static void limit_files(rlim_t size)
{
    struct rlimit limit;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &limit), 0);
    limit.rlim_cur = size;
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
}

static void does_not_acknowledge_what_is_not_stored(void **state)
{
    struct bench *b = *state;
    assert_string_equal(at(b), "groep");
    limit_files(1);
    const char *reply = pupil_post(&b->pupil, "/answer", "code=8&do=next");
    struct pupil late = { .port = b->pupil.port, .cookie = "", .arena = arena };
    const char *refusal = pupil_get(&late, "/");
    limit_files(RLIM_INFINITY);
    assert_int_equal(client_status(reply), 503);
    assert_non_null(client_header(reply, "Retry-After", arena));
    assert_non_null(strstr(reply, "nog niet bewaard"));
    assert_non_null(strstr(reply, "value=\"8\" checked"));
    assert_int_equal(client_status(refusal), 503);
    assert_null(client_header(refusal, "Set-Cookie", arena));
    b->pupil.page = reply; /* the form that came back can be sent again */
    answer(b, "code=8&do=next");
    assert_string_equal(at(b), "meedoen");
    assert_true(peil_store_is_well(b->options.runner.store));
}

/* --- Kiosk --- */

static void takes_turns(void **state)
{
    struct bench *b = *state;
    at(b);
    const char *first = b->pupil.cookie;
    pupil_post(&b->pupil, "/next", ""); /* not before the end */
    assert_string_equal(b->pupil.cookie, first);
    answer(b, "code=5&do=next");
    at(b);
    answer(b, "code=2&do=next");
    at(b);
    assert_non_null(strstr(b->pupil.page, "action=\"/next\""));
    const char *last = b->pupil.page;
    const char *reply = pupil_post(&b->pupil, "/next", "");
    assert_int_equal(client_status(reply), 303);
    assert_non_null(strstr(reply, "Max-Age=0"));
    assert_string_equal(b->pupil.cookie, "");
    assert_string_equal(at(b), "groep");
    assert_string_not_equal(b->pupil.cookie, first);
    const char *second = b->pupil.cookie;
    b->pupil.page = last; /* pressed twice */
    pupil_post(&b->pupil, "/next", "");
    assert_string_equal(b->pupil.cookie, second);
}

static void has_no_turns_in_open_mode(void **state)
{
    struct bench *b = *state;
    at(b);
    answer(b, "do=keep");
    at(b);
    assert_null(strstr(b->pupil.page, "/next"));
    pupil_post(&b->pupil, "/next", "");
    assert_int_equal(strlen(b->pupil.cookie), 64);
}

/* --- Privacy --- */

static bool file_holds(const char *path, const char *text)
{
    FILE *file = fopen(path, "rb");
    char *bytes = peil_arena_array(arena, 1 << 20, 1);
    size_t length = file ? fread(bytes, 1, 1 << 20, file) : 0, size = strlen(text);
    if (file)
        fclose(file);
    for (size_t i = 0; i + size <= length; i++)
        if (memcmp(bytes + i, text, size) == 0)
            return true;
    return false;
}

static void stores_no_token_and_no_address(void **state)
{
    struct bench *b = *state;
    struct stat about;
    at(b);
    answer(b, "code=8&do=next");
    const char *const files[] = { b->path,
                                  peil_arena_format(arena, "%s-wal", b->path) };
    bool answered = false;
    for (size_t i = 0; i < 2; i++) {
        assert_false(file_holds(files[i], b->pupil.cookie));
        assert_false(file_holds(files[i], "127.0.0.1"));
        answered = answered || file_holds(files[i], " groep 8");
        if (stat(files[i], &about) == 0)
            assert_int_equal(about.st_mode & 077, 0);
    }
    assert_true(answered);
}

static void shares_no_port(void **state)
{
    struct bench *b = *state;
    struct peil_web_options second = b->options;
    const struct peil_problem *problems;
    assert_null(peil_web_open(&second, diag));
    assert_int_equal(peil_diag_problems(diag, &problems), 1);
    assert_non_null(strstr(problems[0].message, "another program uses this port"));
}

int main(void)
{
    const struct test tests[] = {
        TEST(refuses),
        TEST(hangs_up_on_endless_bodies),
        TEST(says_what_a_page_must),
        TEST(goes_through),
        TEST(does_no_harm_twice),
        TEST(does_no_harm_at_once),
        TEST(serves_many_at_once),
        TEST(keeps_pupils_apart),
        TEST(shows_a_mistake_until_it_is_mended),
        TEST(goes_on_after_a_restart),
        TEST(does_not_acknowledge_what_is_not_stored),
        TEST(has_no_turns_in_open_mode),
        TEST(stores_no_token_and_no_address),
        TEST(shares_no_port),
    };
    const struct test kiosk[] = { TEST(takes_turns) };
    return run_suite(tests, LENGTH(tests), begin, end) +
           run_suite(kiosk, LENGTH(kiosk), begin_kiosk, end);
}
