/* An attacker who knows all that is shown, and solves it: how much may each figure be
 * at least, and at most? */
#ifndef PEIL_ATTACK_H
#define PEIL_ATTACK_H

#include "analyze/gate/puzzle.h"

struct peil_bounds {
    double low, high; /* or within these, when they are wide enough */
    bool solved;      /* else it was not looked at, or the puzzle is too large */
    bool large;       /* not solved: its part of the puzzle is too large by itself */
    bool nobody;      /* a zero that is shown says that it is zero */
};
struct peil_attack {
    const struct peil_puzzle *puzzle;
    const bool *shown;  /* each figure */
    double enough;      /* an interval that is wider need not be known exactly */
    const bool *wanted; /* each figure: to be solved */
    bool contradiction; /* what is shown cannot be: the files do not agree */
    struct peil_bounds *bounds; /* of each figure */
    struct peil_arena *arena;
};

void peil_attack_run(struct peil_attack *attack);

#endif
