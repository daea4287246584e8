/* A shared device, with a clock of our own: who goes away makes room for the next. */
#include "collect/web/turn.h"
#include "tests/collect/pupil.h"
#include "tests/collect/runner.h"
#include "tests/fixture.h"

#include <pthread.h>
#include <string.h>

struct kiosk {
    const char *path;
    struct peil_runner runner;
    long now;
    const char *cookie, *page, *location, *refresh;
    unsigned status;
    pthread_mutex_t mutex;
    pthread_cond_t stored;
    bool is_stored;
    struct peil_turn *turn;
};

static int begin(void **state)
{
    static struct kiosk kiosk;
    struct kiosk *k = &kiosk;
    assert_true(peil_token_begin());
    folder_begin(state);
    *k = (struct kiosk){ .now = 10000,
                         .mutex = PTHREAD_MUTEX_INITIALIZER,
                         .stored = PTHREAD_COND_INITIALIZER };
    k->path = in_folder("visit.peil");
    const struct peil_store_about about = { .questionnaire = "x",
                                            .questionnaire_length = 1,
                                            .hash = "h",
                                            .session = "s",
                                            .mode = "kiosk" };
    k->runner.q = runner_read();
    k->runner.study = peil_study_none();
    k->runner.kiosk = true;
    k->runner.port = 8080;
    k->runner.classroom = peil_classroom_new(NULL, arena);
    k->runner.store = peil_store_open(k->path, &about, diag);
    assert_non_null(k->runner.store);
    k->runner.sessions = peil_sessions_new(k->runner.q, NULL);
    *state = k;
    return 0;
}

static int end(void **state)
{
    struct kiosk *k = *state;
    assert_true(peil_store_close(k->runner.store, diag));
    peil_sessions_free(k->runner.sessions);
    assert_folder_has_only("visit.peil");
    return folder_end(state);
}

/* --- One request --- */

static void note(void *context, enum peil_append result)
{
    struct kiosk *k = context;
    pthread_mutex_lock(&k->mutex);
    peil_turn_stored(k->turn, result);
    k->is_stored = true;
    pthread_cond_signal(&k->stored);
    pthread_mutex_unlock(&k->mutex);
}

static bool store(struct kiosk *k)
{
    k->is_stored = false;
    peil_turn_submit(k->turn, note, k);
    pthread_mutex_lock(&k->mutex);
    while (!k->is_stored)
        pthread_cond_wait(&k->stored, &k->mutex);
    bool ready = peil_turn_answer(k->turn);
    pthread_mutex_unlock(&k->mutex);
    return ready;
}

static const char *header(const struct peil_reply *reply, const char *name)
{
    for (size_t i = 0; i < reply->header_count; i++)
        if (strcmp(reply->headers[i].name, name) == 0)
            return reply->headers[i].value;
    return "";
}

static void keep(struct kiosk *k, const struct peil_reply *reply)
{
    const char *cookie = header(reply, "Set-Cookie");
    k->status = reply->status;
    k->page = reply->page ? peil_arena_copy(arena, reply->page) : "";
    k->location = peil_arena_copy(arena, header(reply, "Location"));
    k->refresh = peil_arena_copy(arena, header(reply, "Refresh"));
    if (strncmp(cookie, "peil=", 5) == 0)
        k->cookie = peil_arena_copy_span(arena, cookie + 5, strcspn(cookie + 5, ";"));
    free(reply->page);
}

static void ask(struct kiosk *k, const char *method, const char *address,
                const char *body)
{
    struct peil_turn turn;
    const struct peil_head head = { .method = method,
                                    .address = address,
                                    .host = "127.0.0.1:8080",
                                    .hosts = 1,
                                    .type = "application/x-www-form-urlencoded",
                                    .token = k->cookie,
                                    .reached = 0x7f000001,
                                    .from = 0x7f000001,
                                    .now = k->now };
    k->turn = &turn;
    peil_turn_begin(&turn, &k->runner, arena);
    if (peil_turn_head(&turn, &head) && !peil_turn_run(&turn, body, strlen(body)))
        while (!store(k))
            continue;
    keep(k, &turn.reply);
}

static void get(struct kiosk *k, const char *address)
{
    ask(k, "GET", address, "");
}

static const char *field(struct kiosk *k, const char *name)
{
    const char *value = client_between(
        k->page,
        peil_arena_format(arena, "<input type=\"hidden\" name=\"%s\" value=\"", name),
        "\"", arena);
    return value ? value : "";
}

static void answer(struct kiosk *k, const char *fields)
{
    const char *body =
        peil_arena_format(arena, "item=%s&n=%s&t=%s&%s", field(k, "item"),
                          field(k, "n"), field(k, "t"), fields);
    ask(k, "POST", "/answer", body);
    assert_int_equal(k->status, 303);
    get(k, "/");
}

static const struct peil_session *seat(struct kiosk *k, size_t number)
{
    return peil_sessions_seat(k->runner.sessions, number);
}

/* Answers until the question of that name is shown. */
static void go_to(struct kiosk *k, const char *item)
{
    get(k, "/");
    while (strcmp(field(k, "item"), item) != 0) {
        bool asked = strstr(k->page, "name=\"code\"") != NULL;
        bool groep = strcmp(field(k, "item"), "groep") == 0;
        answer(k, groep ? "code=8&do=next" : asked ? "code=1&do=next" : "do=skip");
    }
}

/* --- The tests --- */

static void waits_for_nobody_at_the_start(void **state)
{
    struct kiosk *k = *state;
    get(k, "/");
    assert_string_equal(field(k, "item"), "groep");
    assert_string_equal(k->refresh, "");
    get(k, "/still");
    assert_string_equal(k->location, "/");
    get(k, "/reset");
    assert_string_equal(k->location, "/");
    assert_int_equal(peil_sessions_count(k->runner.sessions), 1);
}

static void asks_after_a_pause(void **state)
{
    struct kiosk *k = *state;
    go_to(k, "hulp");
    assert_string_equal(k->refresh, "180; url=/still");
    k->now += 180;
    get(k, "/still");
    assert_non_null(strstr(k->page, "Ben je er nog?"));
    assert_non_null(strstr(k->page, "Ja, ik ga verder"));
    assert_string_equal(k->refresh, "60; url=/reset");
    k->now += 20;
    get(k, "/");
    assert_string_equal(field(k, "item"), "hulp");
    assert_int_equal(peil_session_fate(seat(k, 0)), PEIL_FATE_OPEN);
}

static void gives_who_writes_longer(void **state)
{
    struct kiosk *k = *state;
    go_to(k, "tip");
    assert_string_equal(k->refresh, "600; url=/still");
}

static void makes_room_for_the_next(void **state)
{
    struct kiosk *k = *state;
    go_to(k, "hulp");
    const char *first = k->cookie;
    k->now += 180;
    get(k, "/still");
    k->now += 60;
    get(k, "/reset");
    assert_string_equal(k->location, "/");
    assert_string_equal(k->cookie, "");
    assert_int_equal(peil_session_fate(seat(k, 0)), PEIL_FATE_STOPPED);
    get(k, "/");
    assert_string_equal(field(k, "item"), "groep");
    assert_string_not_equal(k->cookie, first);
    assert_null(strstr(k->page, "checked"));
    assert_int_equal(peil_sessions_count(k->runner.sessions), 2);
}

/* A child who types the address, or a browser that looks ahead, ends nothing. */
static void does_not_reset_who_is_there(void **state)
{
    struct kiosk *k = *state;
    go_to(k, "hulp");
    k->now += 30;
    get(k, "/reset");
    assert_string_equal(k->location, "/");
    assert_string_not_equal(k->cookie, "");
    assert_int_equal(peil_session_fate(seat(k, 0)), PEIL_FATE_OPEN);
}

static void leaves_the_last_page(void **state)
{
    struct kiosk *k = *state;
    go_to(k, "meedoen");
    answer(k, "code=2&do=next");
    assert_string_equal(k->refresh, "30; url=/reset");
    get(k, "/reset");
    assert_string_equal(k->cookie, "");
    assert_int_equal(peil_session_fate(seat(k, 0)), PEIL_FATE_REFUSED);
}

static void only_at_a_kiosk(void **state)
{
    struct kiosk *k = *state;
    k->runner.kiosk = false;
    go_to(k, "hulp");
    assert_string_equal(k->refresh, "");
    k->now += 1000;
    get(k, "/still");
    assert_string_equal(k->location, "/");
    get(k, "/reset");
    assert_string_not_equal(k->cookie, "");
    assert_int_equal(peil_session_fate(seat(k, 0)), PEIL_FATE_OPEN);
}

int main(void)
{
    const struct test tests[] = {
        TEST(waits_for_nobody_at_the_start),
        TEST(asks_after_a_pause),
        TEST(gives_who_writes_longer),
        TEST(makes_room_for_the_next),
        TEST(does_not_reset_who_is_there),
        TEST(leaves_the_last_page),
        TEST(only_at_a_kiosk),
    };
    return run_suite(tests, LENGTH(tests), begin, end);
}
