/* A table and the network of its figures: how the disclosure gate sees a table, and how
 * what it decided gets back into the table. */
#ifndef PEIL_SHIELD_H
#define PEIL_SHIELD_H

#include "analyze/network.h"
#include "analyze/table.h"

/* What a figure counts: a code of a variable; a cell, also one of a second variable. */
struct peil_shield_key {
    const char *variable, *code, *variable2, *code2; /* the last two NULL for totals */
};

/* The edges are, of frequencies: the rows, then the missing kinds; of a cross-tab: the
 * cells row by row, the row totals, the column totals. An edge that costs INFINITY is
 * never hidden: all know it anyway. */
struct peil_shield {
    struct peil_table *table;
    struct peil_network network;
    struct peil_shield_key *keys; /* of each edge */
    bool closed;                  /* no figure of it is shown */
};

struct peil_shield peil_shield_make(struct peil_table *table, struct peil_arena *arena);

/* Takes what is hidden out of the table, with all that would tell it: percents of a
 * hidden total, cumulative percents, expected counts. Of a closed table only the base
 * remains, and not even that when it is below `least_cell`. */
void peil_shield_apply(const struct peil_shield *shield, long least_cell,
                       struct peil_arena *arena);

bool peil_shield_is_same(const struct peil_shield_key *a,
                         const struct peil_shield_key *b);

#endif
