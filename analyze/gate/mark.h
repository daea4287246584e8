/* Marks tell sets apart without looking into them: what is in the same sets has the
 * same sum of marks. */
#ifndef PEIL_MARK_H
#define PEIL_MARK_H

#include "questionnaires/base/arena.h"

#include <stdint.h>

/* A number for a number, of which all bits look like chance (splitmix64). */
uint64_t peil_mark(size_t number);

/* Gives the first of each mark a number, from `*next` on; SIZE_MAX says that it is like
 * another, or has no mark: zero. */
const size_t *peil_mark_number(const uint64_t *marks, size_t count, size_t *next,
                               struct peil_arena *arena);

#endif
