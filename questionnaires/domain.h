/* The answers to an item that make a difference to some conditions.
 *
 * For a single these are its codes and "unanswered"; for a multiple the sets of the
 * options that the conditions name, with one more for all others; for a quantity the
 * numbers that they compare with, and one between each two. There may be more answers
 * here than a pupil could give, never fewer: what is proved for all of them holds. */
#ifndef PEIL_DOMAIN_H
#define PEIL_DOMAIN_H

#include "questionnaires/condition.h"

/* Conditions under study together; NULL conditions are left out. */
struct peil_conditions {
    const struct peil_condition **list;
    size_t count;
};

/* Marks in `seen`, by item index, the items that a condition speaks of. */
void peil_condition_items(const struct peil_condition *condition, bool *seen);

/* False when there are too many answers, or no such list can be made. */
PEIL_MUST_READ
bool peil_domain_read(const struct peil_item *item,
                      const struct peil_conditions *conditions,
                      struct peil_arena *arena, const struct peil_answer **answers,
                      size_t *count);

#endif
