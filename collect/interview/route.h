/* Who is asked what: which items of a questionnaire one response reaches, recomputed
 * from its answers each time, so that there is no state to go wrong.
 *
 * The items that decide the variant are those that a variant's condition speaks of,
 * and those that their own conditions speak of in turn. They are asked first, unless
 * the session has preset them. What an item no longer reached had for an answer stays
 * in `kept`, and comes back when the route does. */
#ifndef PEIL_ROUTE_H
#define PEIL_ROUTE_H

#include "questionnaires/condition.h"

struct peil_route {
    const struct peil_questionnaire *q;
    size_t *order;              /* item indexes as they are asked */
    bool *decides;              /* per item: does the variant depend on it? */
    struct peil_answer *kept;   /* per item: all that was ever given */
    bool *asked;                /* per item: does the route reach it? */
    struct peil_response found; /* per item: what counts now, else given == false */
};

/* `preset` may be NULL. */
struct peil_route *peil_route_new(const struct peil_questionnaire *q,
                                  const struct peil_response *preset,
                                  struct peil_arena *arena);

/* After each change in `kept`. */
void peil_route_find(struct peil_route *route);

bool peil_route_offers(const struct peil_route *route,
                       const struct peil_option *option);
bool peil_route_offers_dont_know(const struct peil_route *route,
                                 const struct peil_item *item);
bool peil_route_offers_refuse(const struct peil_route *route,
                              const struct peil_item *item);
/* May this answer, allowed by the item itself, be given here? Else *why is a msgid. */
bool peil_route_allows(const struct peil_route *route, const struct peil_item *item,
                       const struct peil_answer *answer, const char **why);

/* Fills `open`, per item: has it no answer, and will it or may it still be asked? */
void peil_route_foresee(const struct peil_route *route, bool *open);

#endif
