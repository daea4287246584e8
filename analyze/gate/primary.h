/* One table at the gate: what is hidden of it since it is small itself, and what else
 * so that rows and columns do not give it away. */
#ifndef PEIL_PRIMARY_H
#define PEIL_PRIMARY_H

#include "analyze/gate/gate.h"
#include "analyze/gate/shield.h"

struct peil_guard {
    double least_cell, least_group;
    struct peil_shield shield;
    bool *told;          /* of each edge: it is among the secrets */
    size_t secrets_seen; /* that were looked for in this table */
    size_t primary;      /* hidden because they are small themselves */
    struct peil_arena *arena;
};

/* What is hidden in one table is hidden in all of the same respondents. */
struct peil_secret {
    struct peil_shield_key key;
    double n;
    const struct peil_table *table; /* that it stands in */
};
struct peil_secrets {
    struct peil_secret *list;
    size_t count;
    struct peil_arena *arena;
};

/* Hides what is small. */
struct peil_guard peil_guard_make(const struct peil_gate *gate,
                                  struct peil_table *table, struct peil_arena *arena);

/* Hides rings, until no table has anything new to hide. */
void peil_guards_hide(struct peil_guard *guards, size_t count,
                      struct peil_secrets *secrets);

/* How many figures are. */
size_t peil_guard_hidden(const struct peil_guard *guard);

#endif
