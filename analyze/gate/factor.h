/* A factor is one thing that is known of each respondent: the answer to an item, the
 * tick of an option, the wave, the file. Its values are numbered as they are met. */
#ifndef PEIL_FACTOR_H
#define PEIL_FACTOR_H

#include "analyze/table.h"
#include "questionnaires/condition.h"

#include <stdint.h>

/* Values: codes by their place, then the missing kinds, then all others. */
enum { PEIL_VALUE_MISSING = 248, PEIL_VALUE_OTHER = 255, PEIL_VALUES = 256 };
struct peil_values {
    uint64_t bits[PEIL_VALUES / 64];
};
/* All codes, also those that no table has shown yet. */
struct peil_values peil_values_codes(void);
void peil_values_put(struct peil_values *values, size_t value);
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

/* The number of the factor by that name, which may be new. What is in the list stays
 * where it is until the next name. */
size_t peil_factors_find(struct peil_factors *factors, const char *name);
/* Its place among the values; what comes after many shares the last place. */
size_t peil_factors_value(struct peil_factors *factors, size_t number,
                          const struct peil_category *category);
/* Makes the values known that are the item's options. */
void peil_factors_offer(struct peil_factors *factors, size_t number,
                        const struct peil_item *item);

/* Whose value in that column is this one. */
struct peil_clause peil_factors_clause(struct peil_factors *factors, const char *column,
                                       const char *value);

/* "hulp_3" is the tick of option 3 of the multiple "hulp": that item, or NULL. */
const struct peil_item *peil_factors_ticked(const struct peil_factors *factors,
                                            const char *name);
/* Who ticked it, or did not. */
struct peil_clause peil_factors_tick(struct peil_factors *factors, const char *tick,
                                     bool is);

/* The column that says of which variant a respondent is; an empty cell is no answer. */
bool peil_factors_is_variant(const struct peil_factors *factors, const char *variable);
/* Those of that code; of NULL all. */
peil_variants peil_factors_variants(const struct peil_factors *factors,
                                    const char *code);

#endif
