/* How a pupil wants the pages to look: larger letters, more room, more contrast.
 *
 * It is kept as letters in a cookie of its own ("ls") and nowhere else; the letters
 * become classes of <html> for the style sheet. */
#ifndef PEIL_LOOK_H
#define PEIL_LOOK_H

#include "questionnaires/base/arena.h"

#include <stdbool.h>

enum { PEIL_LOOKS = 3 };
struct peil_look {
    char letter[2];
    const char *class;
};
extern const struct peil_look peil_looks[PEIL_LOOKS];

/* The letters that are known, each once, in our order; `letters` may be NULL. */
const char *peil_look_read(const char *letters, struct peil_arena *arena);

/* Takes the letter out, or puts it in. */
const char *peil_look_toggle(const char *letters, char letter,
                             struct peil_arena *arena);
bool peil_look_has(const char *letters, char letter);

/* "large spaced"; NULL = none. */
const char *peil_look_classes(const char *letters, struct peil_arena *arena);

#endif
