/* Sessions of a sealed store after a restart: shut until the pupil is back, counted all
 * the same, and then exactly as before. */
#include "collect/web/session.h"
#include "tests/collect/runner.h"
#include "tests/fixture.h"

#include <stdio.h>
#include <string.h>

static const char response[] = "fedcba9876543210fedcba9876543210";
enum { MOST = 16 };

/* One pupil before and after the restart, and what the store kept meanwhile. */
struct bench {
    const struct peil_questionnaire *q;
    char token[PEIL_TOKEN_LENGTH + 1], token_hash[PEIL_TOKEN_LENGTH + 1];
    struct peil_seal *seal;
    struct peil_sessions *before, *after;
    const char *lines[MOST];
    size_t count;
};

static int begin(void **state)
{
    static struct bench bench;
    fixture_begin(state);
    bench = (struct bench){ 0 };
    assert_true(peil_token_begin());
    peil_token_new(bench.token);
    peil_token_hash(bench.token, "store", bench.token_hash);
    bench.q = runner_read();
    bench.seal = peil_seal_new(bench.token, bench.q->hash, response);
    bench.before = peil_sessions_new(bench.q, NULL);
    bench.after = peil_sessions_new(bench.q, NULL);
    peil_sessions_join(bench.before, bench.token_hash, response, 5);
    *state = &bench;
    return 0;
}

static int end(void **state)
{
    struct bench *b = *state;
    peil_seal_free(b->seal);
    peil_sessions_free(b->before);
    peil_sessions_free(b->after);
    return fixture_end(state);
}

/* An answer that the session takes, and the line that the store would keep. */
static void post(struct bench *b, const char *body)
{
    struct peil_session *session = peil_sessions_find(b->before, b->token_hash);
    struct peil_form form;
    struct peil_event event;
    assert_true(peil_form_decode(body, strlen(body), arena, &form));
    assert_int_equal(peil_session_decide(session, &form, arena, &event),
                     PEIL_STEP_STORE);
    peil_session_apply(session, &event);
    assert_true(b->count < MOST);
    b->lines[b->count++] = peil_seal_close(b->seal, &event, arena);
}

static struct peil_session *restart(struct bench *b)
{
    struct peil_replay replay = peil_sessions_replay_sealed(b->after);
    struct peil_event event = { .sequence = 0, .text = "the sealed key" };
    memcpy(event.response, response, sizeof response);
    replay.join(replay.context, b->token_hash, response, 5);
    replay.event(replay.context, &event);
    for (size_t i = 0; i < b->count; i++) {
        event.sequence = (uint32_t)i + 1;
        event.text = b->lines[i];
        replay.event(replay.context, &event);
    }
    return peil_sessions_find(b->after, b->token_hash);
}

static const char *shown(const struct peil_session *session)
{
    const struct peil_item *item = peil_interview_item(session->interview);
    return item ? item->id : "";
}

static void the_pupil_goes_on(void **state)
{
    struct bench *b = *state;
    post(b, "item=groep&n=1&code=5&do=next");
    post(b, "item=meedoen&n=2&code=1");
    post(b, "item=hulp&n=3&code=10&text_10=oma&do=next");
    post(b, "item=gevoel&n=4&do=back");
    struct peil_session *session = restart(b);
    assert_true(session->shut);
    assert_int_equal(session->sequence, 0);
    peil_session_open(session, b->seal);
    assert_false(session->shut);
    assert_int_equal(session->sequence, 4);
    assert_string_equal(shown(session), "hulp");
    const struct peil_answer *answer = peil_interview_answer(
        session->interview, peil_interview_item(session->interview));
    assert_true(answer->given);
    assert_int_equal(peil_sessions_strange(b->after), 0);
    peil_session_open(session, b->seal); /* another request of the same moment */
    assert_int_equal(session->sequence, 4);
}

static void counts_who_is_not_back(void **state)
{
    struct bench *b = *state;
    post(b, "item=groep&n=1&code=5&do=next");
    struct peil_session *session = restart(b);
    struct peil_attendance a = peil_sessions_attendance(b->after);
    assert_int_equal(a.began, 1);
    assert_int_equal(a.busy, 1);
    assert_int_equal(a.unseen, 1);
    peil_session_open(session, b->seal);
    a = peil_sessions_attendance(b->after);
    assert_int_equal(a.busy, 1);
    assert_int_equal(a.unseen, 0);
}

/* Whatever became of the pupil is counted as if nothing had been sealed. */
static const struct ending {
    const char *name, *posts[4];
} endings[] = {
    { "refused", { "item=groep&n=1&code=5", "item=meedoen&n=2&code=2" } },
    { "left before agreeing", { "item=groep&n=1&code=5", "n=2&do=keep" } },
    { "stopped",
      { "item=groep&n=1&code=5", "item=meedoen&n=2&code=1", "n=3&do=keep" } },
    { "wiped", { "item=groep&n=1&code=5", "item=meedoen&n=2&code=1", "n=3&do=wipe" } },
    { "busy", { "item=groep&n=1&code=5", "item=meedoen&n=2&code=1" } },
};

static void every_ending_is_counted(void **state)
{
    for (size_t i = 0; i < LENGTH(endings); i++) {
        end(state); /* each begins anew */
        begin(state);
        struct bench *b = *state;
        for (size_t j = 0; j < 4 && endings[i].posts[j]; j++)
            post(b, endings[i].posts[j]);
        restart(b);
        struct peil_attendance was = peil_sessions_attendance(b->before);
        struct peil_attendance is = peil_sessions_attendance(b->after);
        is.unseen = 0;
        if (memcmp(&was, &is, sizeof was) != 0)
            fail_msg("%s", endings[i].name);
    }
}

/* A line that does not open is lost, and the next answer still has its own number. */
static void a_damaged_line_is_strange(void **state)
{
    struct bench *b = *state;
    post(b, "item=groep&n=1&code=5");
    post(b, "item=meedoen&n=2&code=1");
    b->lines[0] = "open no such line";
    struct peil_session *session = restart(b);
    peil_session_open(session, b->seal);
    assert_int_equal(session->sequence, 2);
    assert_true(peil_sessions_strange(b->after) > 0);
}

static void says_what_does_not_fit(void **state)
{
    struct bench *b = *state;
    post(b, "item=groep&n=1&code=5");
    b->lines[0] = "a groep 5"; /* not sealed at all */
    restart(b);
    assert_int_equal(peil_sessions_strange(b->after), 1);
    struct peil_replay replay = peil_sessions_replay_sealed(b->after);
    struct peil_event event = { .sequence = 4, .text = b->lines[0] };
    memcpy(event.response, response, sizeof response);
    replay.event(replay.context, &event); /* 2 and 3 are lacking */
    assert_int_equal(peil_sessions_strange(b->after), 2);
    event.response[0] = '0';
    replay.event(replay.context, &event);
    assert_int_equal(peil_sessions_strange(b->after), 3);
}

int main(void)
{
    const struct test tests[] = {
        TEST(the_pupil_goes_on),       TEST(counts_who_is_not_back),
        TEST(every_ending_is_counted), TEST(a_damaged_line_is_strange),
        TEST(says_what_does_not_fit),
    };
    return run_suite(tests, LENGTH(tests), begin, end);
}
