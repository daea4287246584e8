/* What may be combined with what in a condition, and what is said when it may not.
 *
 * condition.c knows the grammar and asks here for nodes. A NULL node stands for what
 * was refused and told; whatever is made of it is NULL again, so that nothing is said
 * twice. */
#ifndef PEIL_MEANING_H
#define PEIL_MEANING_H

#include "questionnaires/condition.h"

struct peil_meaning {
    const struct peil_questionnaire *q;
    size_t before; /* only items with a smaller index */
    struct peil_arena *arena;
    struct peil_diag *diag;
    size_t parts;
    bool stopped; /* after a mistake in the grammar nothing more is said */
};

void peil_meaning_complain(struct peil_meaning *meaning, struct peil_place place,
                           const char *format, ...) PEIL_FORMAT(3, 4);

struct peil_condition *peil_meaning_node(struct peil_meaning *meaning,
                                         enum peil_node_kind kind,
                                         struct peil_place place);
/* PEIL_NODE_NUMBER or PEIL_NODE_CODE; codes[0] is its spelling. */
struct peil_condition *peil_meaning_literal(struct peil_meaning *meaning,
                                            enum peil_node_kind kind,
                                            struct peil_place place,
                                            const char *spelling);
/* An item or a derived variable, by its id. */
struct peil_condition *peil_meaning_reference(struct peil_meaning *meaning,
                                              const char *id, struct peil_place place);
const char *peil_meaning_name(const struct peil_condition *reference);

/* Is it a condition, is that a code of the item? Say so if not. */
bool peil_meaning_is_truth(struct peil_meaning *meaning,
                           const struct peil_condition *node);
void peil_meaning_check_code(struct peil_meaning *meaning,
                             const struct peil_condition *subject, const char *code,
                             struct peil_place place);

/* Two operands with an operator between: and, or; = and !=; all others. */
typedef struct peil_condition *peil_meaning_combine(struct peil_meaning *meaning,
                                                    enum peil_node_kind kind,
                                                    struct peil_condition *left,
                                                    struct peil_condition *right);
peil_meaning_combine peil_meaning_join, peil_meaning_equate, peil_meaning_calculate;
struct peil_condition *peil_meaning_negate(struct peil_meaning *meaning,
                                           struct peil_condition *operand,
                                           struct peil_place place);

#endif
