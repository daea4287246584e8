/* Answers that were found once: what did not change need not be solved again. */
#ifndef PEIL_MEMORY_H
#define PEIL_MEMORY_H

#include "questionnaires/base/arena.h"

#include <stdbool.h>
#include <stdint.h>

struct peil_recall {
    uint64_t mark; /* of the question */
    double low, high;
    bool exact; /* else it is known to be so wide, and may be wider */
};
struct peil_memory {
    struct peil_recall *list; /* by their marks; of a free place `mark` is 0 */
    size_t count, places;     /* a power of two */
    struct peil_arena *arena;
};

/* NULL when there is none. */
const struct peil_recall *peil_memory_find(const struct peil_memory *memory,
                                           uint64_t mark);
void peil_memory_add(struct peil_memory *memory, struct peil_recall answer);

#endif
