/* What is only true while the class is in, and only in memory: may pupils come in, by
 * which cards, and how often was a wrong code tried. Under the lock over the sessions.
 */
#ifndef PEIL_CLASSROOM_H
#define PEIL_CLASSROOM_H

#include "collect/store/deck.h"
#include "collect/web/guesses.h"

struct peil_classroom {
    bool closed;            /* nobody new comes in; who is busy goes on */
    const char *word;       /* on the beamer and on the first page: is this our page? */
    struct peil_deck *deck; /* NULL: pupils come in without a card */
    struct peil_guesses *guesses;
    size_t moved; /* pupils who went on at another device */
};

/* Open, with a word drawn by lot. `deck` may be NULL. */
struct peil_classroom *peil_classroom_new(struct peil_deck *deck,
                                          struct peil_arena *arena);

#endif
