#include "collect/web/session.h"

#include "questionnaires/base/text.h"

#include <string.h>

/* Hashes and ids are random hexadecimal digits: the first three are a bucket. */
enum { BUCKETS = 4096 };

/* Nobody goes to and fro so often; a script that does stops growing the store here. */
enum { MOST_EVENTS = 2000 };

struct member {
    struct peil_session session; /* first, so that a session is its member */
    char token_hash[PEIL_TOKEN_LENGTH + 1];
    unsigned long seed;
    struct peil_sessions *sessions;
    struct peil_arena *arena;       /* of the interview and its events */
    struct peil_arena *draft_arena; /* NULL when there is no draft */
    struct peil_interview *interview;
    const char **events; /* session.sequence of them */
    const char **shut;   /* lines that only the pupil's token opens, in order */
    uint32_t shut_count;
    enum peil_fate fate; /* of a shut one: what its last line says */
    struct member *next_by_token, *next_by_response;
};

struct peil_sessions {
    const struct peil_questionnaire *q;
    const struct peil_response *preset;
    struct peil_arena *arena;
    struct member *by_token[BUCKETS], *by_response[BUCKETS];
    struct member **seats; /* in the order of joining */
    size_t count;
    size_t strange;
};

static struct member *member_of(struct peil_session *session)
{
    return (struct member *)(void *)session;
}

static size_t bucket(const char *digits)
{
    size_t number = 0;
    for (size_t i = 0; i < 3 && digits[i]; i++)
        number = number * 16 + (size_t)(digits[i] & 15) + (digits[i] > '9' ? 9 : 0);
    return number % BUCKETS;
}

struct peil_sessions *peil_sessions_new(const struct peil_questionnaire *q,
                                        const struct peil_response *preset)
{
    struct peil_arena *arena = peil_arena_new();
    struct peil_sessions *sessions = peil_arena_array(arena, 1, sizeof *sessions);
    sessions->arena = arena;
    sessions->q = q;
    sessions->preset = preset;
    return sessions;
}

void peil_sessions_free(struct peil_sessions *sessions)
{
    for (size_t i = 0; i < sessions->count; i++) {
        peil_arena_free(sessions->seats[i]->arena);
        peil_arena_free(sessions->seats[i]->draft_arena);
    }
    peil_arena_free(sessions->arena);
}

/* --- Joining and finding --- */

void peil_sessions_join(struct peil_sessions *sessions, const char *token_hash,
                        const char *response, uint64_t seed)
{
    if (peil_sessions_find(sessions, token_hash))
        return;
    struct member *member = peil_arena_array(sessions->arena, 1, sizeof *member);
    struct member **by_token = &sessions->by_token[bucket(token_hash)];
    struct member **by_response = &sessions->by_response[bucket(response)];
    memcpy(member->token_hash, token_hash, PEIL_TOKEN_LENGTH);
    memcpy(member->session.response, response, PEIL_ID_LENGTH);
    member->seed = (unsigned long)seed;
    member->sessions = sessions;
    member->arena = peil_arena_new();
    member->interview =
        peil_interview_new(sessions->q, sessions->preset, member->seed, member->arena);
    member->session.interview = member->interview;
    member->next_by_token = *by_token;
    member->next_by_response = *by_response;
    *by_token = *by_response = member;
    sessions->seats = peil_arena_grow(sessions->arena, sessions->seats, sessions->count,
                                      sizeof *sessions->seats);
    sessions->seats[sessions->count++] = member;
}

struct peil_session *peil_sessions_find(struct peil_sessions *sessions,
                                        const char *token_hash)
{
    struct member *member = sessions->by_token[bucket(token_hash)];
    while (member && strcmp(member->token_hash, token_hash) != 0)
        member = member->next_by_token;
    return member ? &member->session : NULL;
}

static struct member *find_response(struct peil_sessions *sessions,
                                    const char *response)
{
    struct member *member = sessions->by_response[bucket(response)];
    while (member && strcmp(member->session.response, response) != 0)
        member = member->next_by_response;
    return member;
}

struct peil_session *peil_sessions_holder(struct peil_sessions *sessions,
                                          const char *response)
{
    struct member *member = find_response(sessions, response);
    return member ? &member->session : NULL;
}

void peil_session_move(struct peil_session *session, const char *token_hash)
{
    struct member *member = member_of(session);
    struct member **by_token = member->sessions->by_token;
    struct member **at = &by_token[bucket(member->token_hash)];
    while (*at != member)
        at = &(*at)->next_by_token;
    *at = member->next_by_token;
    memcpy(member->token_hash, token_hash, PEIL_TOKEN_LENGTH);
    at = &by_token[bucket(token_hash)];
    member->next_by_token = *at;
    *at = member;
}

/* --- Deciding --- */

/* Would the interview have this event, and what would become of it? Tried on a copy,
 * made from its events. */
static bool would_apply(const struct member *member, struct peil_event *event)
{
    struct peil_arena *arena = peil_arena_new();
    const char *why;
    struct peil_interview *copy = peil_interview_new(
        member->sessions->q, member->sessions->preset, member->seed, arena);
    for (uint32_t i = 0; i < member->session.sequence; i++)
        if (!peil_interview_apply(copy, member->events[i], &why))
            break;
    bool applies = peil_interview_apply(copy, event->text, &why);
    event->fate = peil_fate_of(copy);
    peil_arena_free(arena);
    return applies;
}

static enum peil_mistake read_answer(const struct member *member,
                                     const struct peil_form *form,
                                     struct peil_arena *arena,
                                     struct peil_answer *answer)
{
    const struct peil_item *item = peil_interview_item(member->interview);
    *answer = (struct peil_answer){ .given = true, .missing = PEIL_NO_ANSWER };
    if (strcmp(peil_form_value(form, "do"), "skip") == 0)
        return item->required ? PEIL_MISTAKE_CHOOSE_ONE : PEIL_MISTAKE_NONE;
    return peil_form_answer(form, item, peil_interview_variant(member->interview),
                            arena, answer);
}

/* Nothing is measured before the assent, nor while practising. */
static const char *measure(struct member *member, const struct peil_item *item,
                           struct peil_arena *arena)
{
    struct peil_session *session = &member->session;
    if (item->assent || item->practice)
        return "";
    int seconds =
        peil_stopwatch_stop(&session->watch, session->sequence + 1, session->now);
    return seconds == PEIL_UNMEASURED ? "" : peil_arena_format(arena, "%d", seconds);
}

static enum peil_step decide_answer(struct member *member, const struct peil_form *form,
                                    struct peil_arena *arena, struct peil_event *event)
{
    const struct peil_item *item = peil_interview_item(member->interview);
    struct peil_answer answer;
    if (!item || strcmp(item->id, peil_form_value(form, "item")) != 0)
        return PEIL_STEP_SHOW;
    enum peil_mistake mistake = read_answer(member, form, arena, &answer);
    if (!mistake) {
        event->text =
            peil_arena_format(arena, "a%s %s %s", measure(member, item, arena),
                              item->id, peil_answer_write(item, &answer, arena));
        if (would_apply(member, event))
            return PEIL_STEP_STORE;
        mistake = PEIL_MISTAKE_OTHER;
    }
    peil_session_keep_draft(&member->session, form, mistake);
    return PEIL_STEP_SHOW;
}

static bool is_stale(const struct member *member, const struct peil_form *form)
{
    long number;
    return !peil_text_integer(peil_form_value(form, "n"), &number) ||
           number != (long)member->session.sequence + 1 || number > MOST_EVENTS;
}

void peil_session_fill_in(struct peil_session *session, const struct peil_form *form)
{
    if (!is_stale(member_of(session), form))
        peil_session_keep_draft(session, form, PEIL_MISTAKE_NONE);
}

static enum peil_step raise_hand(struct peil_session *session,
                                 const struct peil_form *form, bool up)
{
    session->hand = up;
    peil_session_fill_in(session, form);
    return PEIL_STEP_SHOW;
}

enum peil_step peil_session_decide(struct peil_session *session,
                                   const struct peil_form *form,
                                   struct peil_arena *arena, struct peil_event *event)
{
    static const struct {
        const char *name, *event;
    } verbs[] = {
        { "back", "b" }, { "finish", "f" }, { "keep", "s" }, { "wipe", "w" }
    };
    struct member *member = member_of(session);
    const char *verb = peil_form_value(form, "do");
    *event = (struct peil_event){ .sequence = session->sequence + 1 };
    memcpy(event->response, session->response, sizeof event->response);
    if (strcmp(verb, "stop") == 0)
        return PEIL_STEP_STOP;
    if (strncmp(verb, "hand-", 5) == 0)
        return raise_hand(session, form, strcmp(verb, "hand-up") == 0);
    if (is_stale(member, form))
        return PEIL_STEP_SHOW;
    for (size_t i = 0; i < sizeof verbs / sizeof verbs[0]; i++)
        if (strcmp(verb, verbs[i].name) == 0) {
            event->text = verbs[i].event;
            return would_apply(member, event) ? PEIL_STEP_STORE : PEIL_STEP_SHOW;
        }
    if (strncmp(verb, "in-", 3) == 0) {
        event->text = peil_arena_format(arena, "l %s", verb + 3);
        return would_apply(member, event) ? PEIL_STEP_STORE : PEIL_STEP_SHOW;
    }
    return decide_answer(member, form, arena, event);
}

/* --- What became of it --- */

static void drop_draft(struct member *member)
{
    peil_arena_free(member->draft_arena);
    member->draft_arena = NULL;
    member->session.draft = NULL;
    member->session.mistake = PEIL_MISTAKE_NONE;
}

void peil_session_apply(struct peil_session *session, const struct peil_event *event)
{
    struct member *member = member_of(session);
    const char *why;
    if (event->sequence != session->sequence + 1)
        return;
    drop_draft(member);
    member->events = peil_arena_grow(member->arena, member->events, session->sequence,
                                     sizeof *member->events);
    member->events[session->sequence] = peil_arena_copy(member->arena, event->text);
    session->sequence++;
    if (!peil_interview_apply(member->interview, event->text, &why))
        member->sessions->strange++;
}

void peil_session_show(struct peil_session *session)
{
    peil_stopwatch_show(&session->watch, session->sequence + 1, session->now);
}

void peil_session_keep_draft(struct peil_session *session, const struct peil_form *form,
                             enum peil_mistake mistake)
{
    struct member *member = member_of(session);
    struct peil_arena *arena = peil_arena_new();
    struct peil_form *draft = peil_arena_array(arena, 1, sizeof *draft);
    struct peil_field *fields = peil_arena_array(arena, form->count, sizeof *fields);
    for (size_t i = 0; i < form->count; i++)
        fields[i] =
            (struct peil_field){ peil_arena_copy(arena, form->fields[i].name),
                                 peil_arena_copy(arena, form->fields[i].value) };
    *draft = (struct peil_form){ fields, form->count };
    drop_draft(member);
    member->draft_arena = arena;
    session->draft = draft;
    session->mistake = mistake;
}

/* --- After a restart, and at the end --- */

/* The page may have been looked at before the restart. */
static void skip_page(struct member *member)
{
    peil_stopwatch_skip(&member->session.watch, member->session.sequence + 1);
}

static void replay_join(void *context, const char *token_hash, const char *response,
                        uint64_t seed)
{
    peil_sessions_join(context, token_hash, response, seed);
    struct member *member = find_response(context, response);
    if (member)
        skip_page(member);
}

static void replay_event(void *context, const struct peil_event *event)
{
    struct peil_sessions *sessions = context;
    struct member *member = find_response(sessions, event->response);
    if (!member) {
        sessions->strange++;
        return;
    }
    peil_session_apply(&member->session, event);
    skip_page(member);
}

struct peil_replay peil_sessions_replay(struct peil_sessions *sessions)
{
    return (struct peil_replay){ .join = replay_join,
                                 .event = replay_event,
                                 .context = sessions };
}

static void replay_shut(void *context, const struct peil_event *event)
{
    struct peil_sessions *sessions = context;
    struct member *member = find_response(sessions, event->response);
    if (event->sequence == 0)
        return; /* its key, which is not for us */
    if (!member || event->sequence != member->shut_count + 1) {
        sessions->strange++;
        return;
    }
    sessions->strange += !peil_fate_read(event->text, &member->fate);
    member->shut = peil_arena_grow(member->arena, member->shut, member->shut_count,
                                   sizeof *member->shut);
    member->shut[member->shut_count++] = peil_arena_copy(member->arena, event->text);
    member->session.shut = true;
}

struct peil_replay peil_sessions_replay_sealed(struct peil_sessions *sessions)
{
    return (struct peil_replay){ .join = replay_join,
                                 .event = replay_shut,
                                 .context = sessions };
}

/* A line that does not open is an event that does nothing: its number is taken. */
void peil_session_open(struct peil_session *session, const struct peil_seal *seal)
{
    struct member *member = member_of(session);
    struct peil_arena *arena = peil_arena_new();
    for (uint32_t i = 0; session->shut && i < member->shut_count; i++) {
        const char *text = peil_seal_open(seal, i + 1, member->shut[i], arena);
        peil_session_apply(session, &(struct peil_event){ .sequence = i + 1,
                                                          .text = text ? text : "" });
    }
    session->shut = false;
    skip_page(member);
    peil_arena_free(arena);
}

size_t peil_sessions_strange(const struct peil_sessions *sessions)
{
    return sessions->strange;
}

size_t peil_sessions_count(const struct peil_sessions *sessions)
{
    return sessions->count;
}

const struct peil_session *peil_sessions_seat(const struct peil_sessions *sessions,
                                              size_t seat)
{
    return &sessions->seats[seat]->session;
}

enum peil_fate peil_session_fate(const struct peil_session *session)
{
    const struct member *member = (const struct member *)(const void *)session;
    return session->shut ? member->fate : peil_fate_of(session->interview);
}

bool peil_session_has_ended(const struct peil_session *session)
{
    enum peil_interview_state state = peil_interview_state(session->interview);
    return state != PEIL_INTERVIEW_ASKING && state != PEIL_INTERVIEW_CLOSING;
}

static void count(struct peil_attendance *attendance, const struct member *member)
{
    size_t *const places[] = {
        [PEIL_FATE_WAITING] = &attendance->busy,
        [PEIL_FATE_OPEN] = &attendance->busy,
        [PEIL_FATE_COMPLETED] = &attendance->done,
        [PEIL_FATE_STOPPED] = &attendance->stopped,
        [PEIL_FATE_LEFT] = &attendance->stopped,
        [PEIL_FATE_REFUSED] = &attendance->refused,
        [PEIL_FATE_WIPED] = &attendance->wiped,
    };
    bool shut = member->session.shut;
    size_t *place = places[peil_session_fate(&member->session)];
    if (member->session.sequence == 0 && !shut)
        return;
    attendance->began++;
    ++*place;
    attendance->unseen += shut && place == &attendance->busy;
}

struct peil_attendance peil_sessions_attendance(const struct peil_sessions *sessions)
{
    struct peil_attendance attendance = { 0 };
    for (size_t i = 0; i < sessions->count; i++)
        count(&attendance, sessions->seats[i]);
    return attendance;
}
