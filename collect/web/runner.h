/* What a request has at hand: the runner, which all of them share, and the turn, which
 * is its own. Everything that answers a request fills in its part. */
#ifndef PEIL_RUNNER_H
#define PEIL_RUNNER_H

#include "collect/web/classroom.h"
#include "collect/web/head.h"
#include "collect/page/recordings.h"
#include "collect/web/session.h"

/* What is the same for every turn. */
struct peil_runner {
    const struct peil_questionnaire *q;
    const struct peil_study *study;
    struct peil_store *store;
    struct peil_sessions *sessions;
    const struct peil_recipients *recipients; /* none: answers are kept readable */
    struct peil_assets assets;
    const struct peil_recordings *recordings; /* may be NULL */
    unsigned port;
    bool kiosk, practice;
    struct peil_classroom *classroom; /* NULL: always open, without cards */
};

struct peil_turn {
    const struct peil_runner *runner;
    struct peil_arena *arena;
    const struct peil_route_rule *rule; /* what the address leads to; NULL = nothing */
    const char *address;                /* without what is asked for */
    const struct peil_asset *asset;     /* that stands there; NULL = none */
    const char *look, *range;
    uint32_t from;
    long now, idle; /* seconds since this pupil last asked for anything */
    char token[PEIL_COOKIE_LENGTH + 1]; /* "" when there is none */
    char token_hash[PEIL_TOKEN_LENGTH + 1];
    struct peil_session *session; /* NULL when nobody has that token */
    struct peil_form form;
    bool joins;             /* a join is to be stored, not an event */
    struct peil_card *card; /* by a card; NULL = by none */
    bool begins;            /* its first time, or again: not on from where it was */
    char instead_of[PEIL_ID_LENGTH + 1]; /* the card's response when it was decided */
    bool resets;                         /* the pupil went away from a kiosk */
    uint64_t seed;
    struct peil_event event;
    enum peil_append result;
    struct peil_reply reply;
};

#endif
