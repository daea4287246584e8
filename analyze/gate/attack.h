/* An attacker who knows all that is shown, and solves it: how much may each figure be
 * at least, and at most? */
#ifndef PEIL_ATTACK_H
#define PEIL_ATTACK_H

#include "analyze/gate/knowledge.h"
#include "analyze/gate/memory.h"

struct peil_bounds {
    double low, high; /* or within these, when they are wide enough */
    bool solved;      /* else it was not looked at, or the puzzle is too large */
    bool large;       /* not solved: its part of the puzzle is too large by itself */
};
struct peil_attack {
    const struct peil_puzzle *puzzle;
    const bool *shown;                /* each figure */
    const struct peil_attack *before; /* of who knows less, to begin with; or NULL */
    double enough;      /* an interval that is wider need not be known exactly */
    const bool *wanted; /* each figure: to be solved */
    struct peil_memory *memory;      /* of earlier attacks on this puzzle */
    struct peil_knowledge knowledge; /* what follows at once */
    bool contradiction;         /* what is shown cannot be: the files do not agree */
    struct peil_bounds *bounds; /* of each figure */
    struct peil_arena *arena;
};

void peil_attack_run(struct peil_attack *attack);

#endif
