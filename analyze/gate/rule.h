/* Conditions on factors, and what they say of an item: when it is asked, and which
 * answers are offered to whom. */
#ifndef PEIL_RULE_H
#define PEIL_RULE_H

#include "analyze/gate/factor.h"

/* The number of the factor by that name. Of an item that is met for the first time it
 * is found out who is asked. `ticks`: its options are factors of their own. */
size_t peil_rule_factor(struct peil_factors *factors, const char *name, bool ticks);

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

enum peil_truth peil_rule_evaluate(const struct peil_rule *rule, const size_t *values);

#endif
