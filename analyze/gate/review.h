/* All tables are attacked, what is exposed is hidden better, and they are attacked
 * again, until nothing is. */
#ifndef PEIL_REVIEW_H
#define PEIL_REVIEW_H

#include "analyze/gate/attack.h"
#include "analyze/gate/primary.h"

struct peil_review {
    struct peil_guard *guards;
    size_t guard_count;
    struct peil_puzzle puzzle; /* of their tables */
    double asked;              /* width of an interval, at least */
    unsigned without;          /* stages that are left out */
    struct peil_secrets secrets;
    struct peil_memory memory;
    struct peil_attack attack; /* the last one */
    bool *discreet; /* of each figure: who is the only one in it learns nothing by it */
    double *least;  /* of each figure: the width asked; NAN = not looked at */
};

/* False when the tables contradict each other, if all that is known of their variables
 * is true: then the puzzle must be made of less. */
PEIL_MUST_READ
bool peil_review_run(struct peil_review *review, struct peil_arena *arena);

/* Of a figure that the last attack wanted. */
double peil_review_width(const struct peil_review *review, size_t figure);
bool peil_review_exposes(const struct peil_review *review, size_t figure);

/* What was done, in numbers. */
const struct peil_audit *peil_review_report(const struct peil_review *review,
                                            struct peil_arena *arena);

#endif
