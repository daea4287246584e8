/* What a figure counts, so that figures of all tables can be held against each other.
 *
 * An event is a few clauses, each of which says which values of a factor count.
 * "leeftijdsgroep" and "groep" are one factor, of which a band is several values;
 * "hulp" with option 3 is one event, be it a row of the multiple or the tick column
 * hulp_3. */
#ifndef PEIL_EVENT_H
#define PEIL_EVENT_H

#include "analyze/gate/rule.h"

enum { PEIL_MOST_CLAUSES = 8 };
struct peil_event {
    struct peil_clause clauses[PEIL_MOST_CLAUSES]; /* all must hold */
    size_t clause_count;
    const struct peil_rule *where; /* and this; NULL = always true */
};

/* First of all tables: makes the values known that a variable has. */
void peil_factors_meet(struct peil_factors *factors, const char *variable,
                       const struct peil_category *categories, size_t count);

/* One side of a table. A nested variable ("sector > groep") is two. */
struct peil_side {
    const char *variable;
    bool multiple;
    peil_variants variants; /* counted for these only; 0 = all */
};

/* Adds clauses: who gave that answer; who gave any; for whom it is missing; who was
 * asked at all. The first of them is on what the side is about. */
void peil_event_answer(struct peil_event *event, struct peil_factors *factors,
                       const struct peil_side *side, const char *code);
void peil_event_valid(struct peil_event *event, struct peil_factors *factors,
                      const struct peil_side *side);
void peil_event_missing(struct peil_event *event, struct peil_factors *factors,
                        const struct peil_side *side, enum peil_missing kind);
void peil_event_asked(struct peil_event *event, struct peil_factors *factors,
                      const struct peil_side *side);
/* Whose value in that column is this one. */
void peil_event_value(struct peil_event *event, struct peil_factors *factors,
                      const char *column, const char *value);

/* `values`: one for each factor. */
bool peil_event_holds(const struct peil_event *event, const size_t *values);

#endif
