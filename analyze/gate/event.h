/* What a figure counts, so that figures of all tables can be held against each other.
 *
 * A factor is one thing that is known of each respondent: the answer to an item, the
 * tick of an option, the wave, the file. An event is a few clauses, each of which says
 * which values of a factor count. "leeftijdsgroep" and "groep" are one factor, of which
 * a band is several values; "hulp" with option 3 is one event, be it a row of the
 * multiple or the tick column hulp_3. */
#ifndef PEIL_EVENT_H
#define PEIL_EVENT_H

#include "analyze/table.h"
#include "questionnaires/condition.h"

#include <stdint.h>

/* Values: codes by their place, then the missing kinds, then all others. */
enum { PEIL_VALUE_MISSING = 248, PEIL_VALUE_OTHER = 255, PEIL_VALUES = 256 };
struct peil_values {
    uint64_t bits[PEIL_VALUES / 64];
};
bool peil_values_has(const struct peil_values *values, size_t value);

struct peil_clause {
    size_t factor;
    struct peil_values values;
};

/* A condition on factors. What is neither true nor false is unknown. */
struct peil_rule {
    enum peil_node_kind kind; /* or, and, not; else a clause: */
    const struct peil_rule *left, *right;
    struct peil_clause yes;
    struct peil_values no;
};

enum { PEIL_MOST_CLAUSES = 8 };
struct peil_event {
    struct peil_clause clauses[PEIL_MOST_CLAUSES]; /* all must hold */
    size_t clause_count;
    const struct peil_rule *where; /* and this; NULL = always true */
};

struct peil_factor {
    const char *name;
    const struct peil_item *item; /* or NULL */
    struct peil_category *codes;
    size_t code_count;
    bool tick; /* of an option; that of the question stands before it in events */
    const char
        *excluded; /* a tick: the factor of the option that excludes it; or NULL */
    const struct peil_rule *asked;   /* when the question is asked; NULL = not known */
    const struct peil_rule *offered; /* which answers to which variant; NULL = all */
};

/* Which variant each value of the item gives that decides it, and last which give none;
 * where several items do, or a number, the variant is a factor of its own. */
struct peil_decision {
    const struct peil_questionnaire *of;
    size_t factor;
    struct peil_values values[PEIL_MAX_VARIANTS + 1];
};
struct peil_factors {
    const struct peil_questionnaire *questionnaire; /* that names are looked up in */
    struct peil_factor *list;
    size_t count;
    struct peil_decision decision;
    bool plain; /* nothing is known of how variables hang together */
    struct peil_arena *arena;
};

/* First of all tables: makes the values known that a variable has. */
void peil_factors_meet(struct peil_factors *factors, const char *variable,
                       const struct peil_category *categories, size_t count);

/* What the variable is a matter of. It stays where it is until the next name. */
const struct peil_factor *peil_factors_of(struct peil_factors *factors,
                                          const char *variable);

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

/* NULL is always true. */
const struct peil_rule *peil_rule_make(struct peil_factors *factors,
                                       const struct peil_condition *condition);
/* Both. */
const struct peil_rule *peil_rule_both(const struct peil_factors *factors,
                                       const struct peil_rule *a,
                                       const struct peil_rule *b);

/* Who is of one of these variants; `PEIL_NO_VARIANT` stands for who is of none. */
enum { PEIL_NO_VARIANT = 1 << PEIL_MAX_VARIANTS };
struct peil_clause peil_rule_variants(struct peil_factors *factors,
                                      peil_variants variants);
const struct peil_rule *peil_rule_clause(const struct peil_factors *factors,
                                         struct peil_clause clause);
/* Leaves on one and the same factor: of each variant, and last of who is of none. */
const struct peil_rule *peil_rule_by_variant(struct peil_factors *factors,
                                             const struct peil_rule *leaves);

/* `values`: one for each factor. */
enum peil_truth peil_rule_evaluate(const struct peil_rule *rule, const size_t *values);
bool peil_event_holds(const struct peil_event *event, const size_t *values);

#endif
