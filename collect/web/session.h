/* Who is where: from a pupil's token to the interview, in memory.
 *
 * An interview here is exactly what the store holds: an event is first checked on a
 * copy (peil_session_decide), then stored, and only when it is durable applied
 * (peil_session_apply). So a restarted server, which replays the store, finds every
 * pupil at the very same question. Numbers make it harmless to send a thing twice:
 * each event of an interview has the next one, a page carries the number that its own
 * answer will have, and what comes with another number is stale and changes nothing.
 *
 * One thread at a time: web.c holds a lock around all of this. */
#ifndef PEIL_SESSION_H
#define PEIL_SESSION_H

#include "collect/page/form.h"
#include "collect/interview/interview.h"
#include "collect/store/seal.h"
#include "collect/web/stopwatch.h"

struct peil_session {
    char response[PEIL_ID_LENGTH + 1];
    const struct peil_interview *interview;
    uint32_t sequence;             /* of the last event applied; 0 = only joined */
    const struct peil_form *draft; /* what came last and was not taken, or NULL */
    enum peil_mistake mistake;     /* why not */
    bool shut; /* sealed, until its pupil is back: see peil_session_open */
    /* Only in memory, for the peer-researcher's page (board.h). */
    long seen; /* when its pupil last asked for anything */
    bool hand, unsaved;
    /* How long its pages take: `now` is when the request came in (stopwatch.h). */
    struct peil_stopwatch watch;
    long now;
    /* And for a pupil who goes on at another device: what seals his answers. */
    char secret[PEIL_TOKEN_LENGTH + 1];
};
struct peil_sessions;

/* `preset` may be NULL. Both live as long as the sessions. */
struct peil_sessions *peil_sessions_new(const struct peil_questionnaire *q,
                                        const struct peil_response *preset);
void peil_sessions_free(struct peil_sessions *sessions);

/* Joins and events of an opened store: hand this to peil_store_replay. */
struct peil_replay peil_sessions_replay(struct peil_sessions *sessions);
/* The same for a sealed store. Nothing can be read yet: every session is shut. */
struct peil_replay peil_sessions_replay_sealed(struct peil_sessions *sessions);
/* How many events of the store the interview would not have: 0, or another program
 * wrote them. */
size_t peil_sessions_strange(const struct peil_sessions *sessions);

/* After the join is durable. */
void peil_sessions_join(struct peil_sessions *sessions, const char *token_hash,
                        const char *response, uint64_t seed);
/* NULL when nobody has that token. */
struct peil_session *peil_sessions_find(struct peil_sessions *sessions,
                                        const char *token_hash);

/* NULL when nobody has that id. */
struct peil_session *peil_sessions_holder(struct peil_sessions *sessions,
                                          const char *response);
/* From here on its pupil has another token. */
void peil_session_move(struct peil_session *session, const char *token_hash);

/* All of them, in the order of joining; after a restart in that of their ids. */
size_t peil_sessions_count(const struct peil_sessions *sessions);
const struct peil_session *peil_sessions_seat(const struct peil_sessions *sessions,
                                              size_t seat);
/* What became of it so far, also of one that is shut. */
enum peil_fate peil_session_fate(const struct peil_session *session);
/* Is nothing asked of the pupil any more? */
bool peil_session_has_ended(const struct peil_session *session);

/* The pupil came back, and with the token its seal: from here on the session is as it
 * was before the restart. */
void peil_session_open(struct peil_session *session, const struct peil_seal *seal);

/* The pupil gets the page that asks: from here on it is timed. */
void peil_session_show(struct peil_session *session);

/* What a form that came in asks for. */
enum peil_step {
    PEIL_STEP_SHOW,  /* show where the pupil is: it was stale, or a mistake (draft) */
    PEIL_STEP_STOP,  /* ask: keep or wipe? */
    PEIL_STEP_STORE, /* an event to be made durable */
};
enum peil_step peil_session_decide(struct peil_session *session,
                                   const struct peil_form *form,
                                   struct peil_arena *arena, struct peil_event *event);

/* After the event is durable; one that was applied before changes nothing. */
void peil_session_apply(struct peil_session *session, const struct peil_event *event);

/* What was filled in and not sent yet stays so when the page is shown again; nothing
 * happens in the interview. */
void peil_session_fill_in(struct peil_session *session, const struct peil_form *form);

/* The same with the reason why it was not taken. */
void peil_session_keep_draft(struct peil_session *session, const struct peil_form *form,
                             enum peil_mistake mistake);

/* How many began, by where they are now. Who only opened the page does not count. */
struct peil_attendance {
    size_t began, done, stopped, refused, wiped, busy;
    size_t unseen; /* of the busy ones: not back since the restart of a sealed store */
};
struct peil_attendance peil_sessions_attendance(const struct peil_sessions *sessions);

#endif
