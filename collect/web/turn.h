/* One turn: from what a browser sent to what it gets. No sockets here: web.c carries.
 *
 *   peil_turn_head     may this request be at all? else the reply says why not
 *   peil_turn_run      what it asks for: a reply, or something to be stored first
 *   peil_turn_submit   hands that to the store, which calls `done` from its own thread
 *   peil_turn_stored   in `done`: what is durable now counts for every page
 *   peil_turn_answer   the reply after that
 * All but submit are called under the lock over the sessions; submit never is. */
#ifndef PEIL_TURN_H
#define PEIL_TURN_H

#include "collect/web/runner.h"

void peil_turn_begin(struct peil_turn *turn, const struct peil_runner *runner,
                     struct peil_arena *arena);

/* False: refused, the reply is made. */
PEIL_MUST_READ
bool peil_turn_head(struct peil_turn *turn, const struct peil_head *head);

/* True: the reply is made. False: submit it to the store first. */
PEIL_MUST_READ
bool peil_turn_run(struct peil_turn *turn, const char *body, size_t length);

void peil_turn_submit(struct peil_turn *turn,
                      void (*done)(void *context, enum peil_append result),
                      void *context);
void peil_turn_stored(struct peil_turn *turn, enum peil_append result);
/* Like peil_turn_run. */
PEIL_MUST_READ
bool peil_turn_answer(struct peil_turn *turn);

#endif
