/* The peer-researcher's desk: a listener of its own, on the loopback alone, behind a
 * link that opens once. The pupils' listener knows none of its addresses.
 *
 *   GET  /in/LINK       spends the link and leaves a cookie; a fresh link is drawn
 *   GET  /              counts and tiles; without a script it looks again by itself
 *   GET  /state.json    the same for the page's script
 *   GET  /projector     for the beamer: address, QR codes, the word of the session
 *   POST /open /close   may pupils come in?
 *   GET  /desk.css /desk.js /icon.svg
 * Without the cookie all but the link is refused. No answer is ever shown. */
#ifndef PEIL_DESK_H
#define PEIL_DESK_H

#include "collect/web/runner.h"

struct peil_desk {
    const struct peil_runner *runner; /* with a classroom */
    const char *const *ways;          /* where pupils come in, the best first */
    size_t way_count;
    const char *network, *password; /* of the hotspot; NULL = none */
    unsigned port;
    char link[PEIL_ID_LENGTH + 1];
    size_t spent; /* how many links have been */
    char cookie[PEIL_TOKEN_LENGTH + 1];
};

/* Draws the link and the cookie. */
void peil_desk_begin(struct peil_desk *desk);

struct peil_desk_turn {
    struct peil_desk *desk;
    struct peil_arena *arena;
    const struct peil_desk_rule *rule;
    const char *address;
    long now;
    bool known; /* it has the cookie */
    struct peil_form form;
    struct peil_reply reply;
};

/* As turn.h has it, but nothing is ever stored. Under the same lock. */
PEIL_MUST_READ
bool peil_desk_head(struct peil_desk_turn *turn, const struct peil_head *head);
void peil_desk_run(struct peil_desk_turn *turn, const char *body, size_t length);

#endif
