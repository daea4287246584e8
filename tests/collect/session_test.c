/* Who is where: what a form leads to, and that a restart finds all as it was. */
#include "collect/interview/chance.h"
#include "collect/web/session.h"
#include "tests/collect/runner.h"
#include "tests/fixture.h"

#include <stdio.h>
#include <string.h>

static const char token_hash[] =
    "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
static const char response[] = "fedcba9876543210fedcba9876543210";

struct bench {
    const struct peil_questionnaire *q;
    struct peil_sessions *sessions;
    struct peil_session *session;
};

static int begin(void **state)
{
    static struct bench bench;
    fixture_begin(state);
    bench.q = runner_read();
    bench.sessions = peil_sessions_new(bench.q, NULL);
    peil_sessions_join(bench.sessions, token_hash, response, 1);
    bench.session = peil_sessions_find(bench.sessions, token_hash);
    *state = &bench;
    return bench.session ? 0 : -1;
}

static int end(void **state)
{
    struct bench *bench = *state;
    peil_sessions_free(bench->sessions);
    return fixture_end(state);
}

static enum peil_step decide(struct bench *b, const char *body,
                             struct peil_event *event)
{
    struct peil_form form;
    assert_true(peil_form_decode(body, strlen(body), arena, &form));
    return peil_session_decide(b->session, &form, arena, event);
}

/* A form that must lead to this event, which then becomes durable. */
static void post(struct bench *b, const char *body, const char *expected)
{
    struct peil_event event;
    assert_int_equal(decide(b, body, &event), PEIL_STEP_STORE);
    assert_string_equal(event.text, expected);
    assert_string_equal(event.response, response);
    assert_int_equal(event.sequence, b->session->sequence + 1);
    peil_session_apply(b->session, &event);
}

/* The time is settled by the first that comes in: sent again after a lost
 * acknowledgement it must be the same event, or the store takes it for another one. */
static void measures_once(void **state)
{
    static const char body[] = "item=groep&n=1&code=8&do=next";
    struct bench *b = *state;
    struct peil_event event;
    b->session->now = 1000;
    peil_session_show(b->session);
    b->session->now = 4000;
    peil_session_show(b->session);
    b->session->now = 6000;
    assert_int_equal(decide(b, body, &event), PEIL_STEP_STORE);
    assert_string_equal(event.text, "a5 groep 8");
    b->session->now = 60000;
    post(b, body, "a5 groep 8");
    assert_int_equal(decide(b, body, &event), PEIL_STEP_SHOW);
}

static void does_not_measure_over_a_restart(void **state)
{
    struct bench *b = *state;
    const struct peil_replay replay = peil_sessions_replay(b->sessions);
    replay.join(replay.context, token_hash, response, 1);
    b->session->now = 1000;
    peil_session_show(b->session);
    b->session->now = 6000;
    post(b, "item=groep&n=1&code=8&do=next", "a groep 8");
}

static const char *shown(const struct bench *b)
{
    const struct peil_item *item = peil_interview_item(b->session->interview);
    return item ? item->id : "";
}

static void goes_on_and_back(void **state)
{
    struct bench *b = *state;
    post(b, "item=groep&n=1&code=5&do=next", "a groep 5");
    post(b, "item=meedoen&n=2&code=1", "a meedoen 1");
    post(b, "item=hulp&n=3&code=10&text_10=oma&do=next", "a hulp 10\n10=oma");
    post(b, "item=gevoel&n=4&do=back", "b");
    post(b, "item=hulp&n=5&do=skip", "a hulp -9");
    assert_string_equal(shown(b), "gevoel");
    assert_int_equal(b->session->sequence, 5);
}

static void speaks_only_what_the_questionnaire_speaks(void **state)
{
    struct bench *b = *state;
    struct peil_event event;
    assert_int_equal(decide(b, "n=1&do=in-fr", &event), PEIL_STEP_SHOW);
    assert_int_equal(decide(b, "n=1&do=in-", &event), PEIL_STEP_SHOW);
    post(b, "item=groep&n=1&do=in-en", "l en");
    assert_string_equal(peil_interview_language(b->session->interview), "en");
    assert_int_equal(decide(b, "n=1&do=in-nl", &event), PEIL_STEP_SHOW); /* stale */
    post(b, "n=2&do=in-nl", "l nl");
}

static void does_not_decide_by_itself(void **state)
{
    struct bench *b = *state;
    struct peil_event event;
    assert_int_equal(decide(b, "item=groep&n=1&code=5", &event), PEIL_STEP_STORE);
    assert_string_equal(shown(b), "groep"); /* not durable yet */
    assert_int_equal(b->session->sequence, 0);
}

static void a_second_click_is_stale(void **state)
{
    struct bench *b = *state;
    struct peil_event event;
    post(b, "item=groep&n=1&code=5&do=next", "a groep 5");
    assert_int_equal(decide(b, "item=groep&n=1&code=5&do=next", &event),
                     PEIL_STEP_SHOW);
    assert_int_equal(decide(b, "item=groep&n=1&code=8&do=next", &event),
                     PEIL_STEP_SHOW);
    assert_null(b->session->draft);
    assert_string_equal(shown(b), "meedoen");
}

/* The writer may finish twice what was sent twice: the second changes nothing. */
static void an_event_applies_once(void **state)
{
    struct bench *b = *state;
    struct peil_event event;
    assert_int_equal(decide(b, "item=groep&n=1&code=5", &event), PEIL_STEP_STORE);
    peil_session_apply(b->session, &event);
    peil_session_apply(b->session, &event);
    assert_int_equal(b->session->sequence, 1);
    assert_string_equal(shown(b), "meedoen");
}

static void a_mistake_keeps_what_was_filled_in(void **state)
{
    struct bench *b = *state;
    struct peil_event event;
    post(b, "item=groep&n=1&code=5", "a groep 5");
    post(b, "item=meedoen&n=2&code=1", "a meedoen 1");
    assert_int_equal(decide(b, "item=hulp&n=3&text_10=&do=next", &event),
                     PEIL_STEP_SHOW);
    assert_int_equal(b->session->mistake, PEIL_MISTAKE_CHOOSE);
    assert_int_equal(decide(b, "item=hulp&n=3&code=7&do=next", &event), PEIL_STEP_SHOW);
    assert_int_equal(b->session->mistake, PEIL_MISTAKE_OTHER);
    assert_true(peil_form_has(b->session->draft, "code", "7"));
    post(b, "item=hulp&n=3&code=1&do=next", "a hulp 1");
    assert_null(b->session->draft);
    assert_int_equal(b->session->mistake, PEIL_MISTAKE_NONE);
}

static void assent_is_not_skipped(void **state)
{
    struct bench *b = *state;
    struct peil_event event;
    post(b, "item=groep&n=1&code=5", "a groep 5");
    assert_int_equal(decide(b, "item=meedoen&n=2&do=skip", &event), PEIL_STEP_SHOW);
    assert_int_equal(b->session->mistake, PEIL_MISTAKE_CHOOSE_ONE);
    post(b, "item=meedoen&n=2&code=2&do=next", "a meedoen 2");
    assert_int_equal(peil_interview_state(b->session->interview),
                     PEIL_INTERVIEW_REFUSED);
}

static struct show_case {
    const char *name, *body;
    enum peil_step step;
} shows[] = {
    { "another question", "item=hulp&n=2&code=1", PEIL_STEP_SHOW },
    { "no number", "item=meedoen&code=1", PEIL_STEP_SHOW },
    { "a number that is none", "item=meedoen&n=2x&code=1", PEIL_STEP_SHOW },
    { "a number of the future", "item=meedoen&n=3&code=1", PEIL_STEP_SHOW },
    { "a very large number", "item=meedoen&n=18446744073709551618&code=1",
      PEIL_STEP_SHOW },
    { "handing in halfway", "item=meedoen&n=2&do=finish", PEIL_STEP_SHOW },
    { "a verb that is none", "item=&n=2&do=destroy", PEIL_STEP_SHOW },
    { "stop asks first", "item=meedoen&n=2&do=stop", PEIL_STEP_STOP },
    { "stop on a stale page too", "item=meedoen&n=1&do=stop", PEIL_STEP_STOP },
    { "keep", "n=2&do=keep", PEIL_STEP_STORE },
    { "wipe", "n=2&do=wipe", PEIL_STEP_STORE },
    { "back", "item=meedoen&n=2&do=back", PEIL_STEP_STORE },
    { "the answer", "item=meedoen&n=2&code=1", PEIL_STEP_STORE },
};
static void shows_or_stores(void **state)
{
    struct bench *b = *state;
    struct peil_event event;
    post(b, "item=groep&n=1&code=5", "a groep 5");
    for (size_t i = 0; i < LENGTH(shows); i++) {
        enum peil_step step = decide(b, shows[i].body, &event);
        if (step != shows[i].step)
            print_error("%s\n", shows[i].name);
        assert_int_equal(step, shows[i].step);
    }
}

/* Nothing happens any more after the end, whatever is sent. */
static void the_end_is_the_end(void **state)
{
    struct bench *b = *state;
    struct peil_event event;
    post(b, "n=1&do=keep", "s");
    for (const char *const *verb =
             (const char *const[]){ "back", "finish", "keep", "wipe", "next", NULL };
         *verb; verb++)
        assert_int_equal(
            decide(b, peil_arena_format(arena, "item=groep&n=2&code=5&do=%s", *verb),
                   &event),
            PEIL_STEP_SHOW);
}

static void counts_who_came(void **state)
{
    struct bench *b = *state;
    struct peil_attendance a = peil_sessions_attendance(b->sessions);
    assert_int_equal(a.began, 0); /* only looked */
    post(b, "item=groep&n=1&code=5", "a groep 5");
    a = peil_sessions_attendance(b->sessions);
    assert_int_equal(a.began, 1);
    assert_int_equal(a.busy, 1);
    post(b, "n=2&do=wipe", "w");
    a = peil_sessions_attendance(b->sessions);
    assert_int_equal(a.began, 1);
    assert_int_equal(a.wiped, 1);
    assert_int_equal(a.busy, 0);
}

static void finds_only_its_own(void **state)
{
    struct bench *b = *state;
    char other[] = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdee";
    assert_null(peil_sessions_find(b->sessions, other));
    assert_null(peil_sessions_find(b->sessions, ""));
    peil_sessions_join(b->sessions, token_hash, "0000", 2); /* a second time: nothing */
    assert_ptr_equal(peil_sessions_find(b->sessions, token_hash), b->session);
    assert_string_equal(b->session->response, response);
}

/* --- A restart: many pupils, random events, replayed into new sessions --- */

enum { PUPILS = 40, STEPS = 12 };

static void name_pupil(size_t number, char *hash, size_t room, char *id, size_t id_room)
{
    snprintf(hash, room, "%064zx", number * 2654435761u);
    snprintf(id, id_room, "%032zx", number * 40503u);
}

static void same_after_a_restart(void **state)
{
    static const char *const bodies[] = { "code=1",  "code=5",        "do=skip",
                                          "do=back", "code=2&code=3", "value=7",
                                          "do=wipe", "do=keep",       "rank_1=1",
                                          "code=dk" };
    struct bench *b = *state;
    struct peil_sessions *live = peil_sessions_new(b->q, NULL);
    struct peil_sessions *again = peil_sessions_new(b->q, NULL);
    struct peil_replay replay = peil_sessions_replay(again);
    struct peil_chance chance = { 7 };
    char hash[PEIL_TOKEN_LENGTH + 1], id[PEIL_ID_LENGTH + 1];
    for (size_t i = 0; i < PUPILS; i++) {
        name_pupil(i + 1, hash, sizeof hash, id, sizeof id);
        peil_sessions_join(live, hash, id, i);
        replay.join(replay.context, hash, id, i);
    }
    for (size_t step = 0; step < PUPILS * STEPS; step++) {
        struct peil_event event;
        name_pupil(peil_chance_below(&chance, PUPILS) + 1, hash, sizeof hash, id,
                   sizeof id);
        b->session = peil_sessions_find(live, hash);
        const char *body = peil_arena_format(
            arena, "item=%s&n=%u&%s", shown(b), b->session->sequence + 1,
            bodies[peil_chance_below(&chance, LENGTH(bodies))]);
        if (decide(b, body, &event) != PEIL_STEP_STORE)
            continue;
        peil_session_apply(b->session, &event);
        replay.event(replay.context, &event);
    }
    assert_int_equal(peil_sessions_strange(live), 0);
    assert_int_equal(peil_sessions_strange(again), 0);
    for (size_t i = 0; i < PUPILS; i++) {
        name_pupil(i + 1, hash, sizeof hash, id, sizeof id);
        const struct peil_session *a = peil_sessions_find(live, hash);
        const struct peil_session *z = peil_sessions_find(again, hash);
        assert_int_equal(a->sequence, z->sequence);
        assert_int_equal(peil_interview_state(a->interview),
                         peil_interview_state(z->interview));
        assert_ptr_equal(peil_interview_item(a->interview),
                         peil_interview_item(z->interview));
    }
    peil_sessions_free(live);
    peil_sessions_free(again);
}

static void says_what_does_not_fit(void **state)
{
    struct bench *b = *state;
    struct peil_replay replay = peil_sessions_replay(b->sessions);
    struct peil_event event = { .sequence = 1, .text = "a niets 1" };
    memcpy(event.response, response, sizeof event.response);
    replay.event(replay.context, &event);
    assert_int_equal(peil_sessions_strange(b->sessions), 1);
    assert_int_equal(b->session->sequence, 1); /* the store goes on from there */
    event.response[0] = '0';
    replay.event(replay.context, &event);
    assert_int_equal(peil_sessions_strange(b->sessions), 2);
}

int main(void)
{
    const struct test tests[] = {
        TEST(measures_once),
        TEST(does_not_measure_over_a_restart),
        TEST(goes_on_and_back),
        TEST(speaks_only_what_the_questionnaire_speaks),
        TEST(does_not_decide_by_itself),
        TEST(a_second_click_is_stale),
        TEST(an_event_applies_once),
        TEST(a_mistake_keeps_what_was_filled_in),
        TEST(assent_is_not_skipped),
        TEST(shows_or_stores),
        TEST(the_end_is_the_end),
        TEST(counts_who_came),
        TEST(finds_only_its_own),
        TEST(same_after_a_restart),
        TEST(says_what_does_not_fit),
    };
    return run_suite(tests, LENGTH(tests), begin, end);
}
