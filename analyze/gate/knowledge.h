/* What follows at once from the figures that are known, without solving anything: a
 * sum of which all but one atom is known gives that one, and sums of the same unknown
 * atoms are equal. */
#ifndef PEIL_KNOWLEDGE_H
#define PEIL_KNOWLEDGE_H

#include "analyze/gate/puzzle.h"

/* What is left of a sum when the known atoms are taken off. */
struct peil_rest {
    double known; /* that they are together */
    size_t unknown;
    uint64_t mark; /* the same one: the same unknown atoms */
};
struct peil_knowledge {
    const struct peil_puzzle *puzzle;
    double *values;          /* of each atom; NAN while it is unknown */
    double *figures;         /* of each figure: shown, or found out; NAN */
    struct peil_rest *rests; /* of each sum */
    bool *nobody;       /* of each figure: zeros that are shown say that it is zero */
    bool contradiction; /* what is shown cannot be */
    struct peil_arena *arena;
};

struct peil_knowledge peil_knowledge_make(const struct peil_puzzle *puzzle,
                                          const bool *shown, struct peil_arena *arena);

/* Of who knows these figures besides. */
struct peil_knowledge peil_knowledge_more(const struct peil_knowledge *knowledge,
                                          const bool *shown, struct peil_arena *arena);

/* The first sum of a figure; NULL when no block knows it. */
const struct peil_equation *peil_knowledge_first(const struct peil_knowledge *knowledge,
                                                 size_t figure);

#endif
