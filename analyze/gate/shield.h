/* A table as the network of its figures: how the disclosure gate sees a table. */
#ifndef PEIL_SHIELD_H
#define PEIL_SHIELD_H

#include "analyze/gate/network.h"
#include "analyze/table.h"

/* What a figure counts: a code of a variable; a cell, also one of a second variable. */
struct peil_shield_key {
    const char *variable, *code, *variable2, *code2; /* the last two NULL for totals */
};

/* The edges are, of frequencies: the rows, then the missing kinds; of a cross-tab: the
 * cells row by row, the row totals, the column totals; of a summary: its rows. Behind
 * them come sums that other tables show: the bands of derived variables, of totals and
 * of cells, and the outer category of nested columns. An edge that costs INFINITY is
 * never hidden: all know it anyway. */
struct peil_shield {
    struct peil_table *table;
    const struct peil_questionnaire *questionnaire; /* or NULL */
    struct peil_network network;
    struct peil_shield_key *keys; /* of each edge */
    bool closed;                  /* no figure of it is shown */
    bool silent;                  /* nor its base */
};

struct peil_shield peil_shield_make(struct peil_table *table,
                                    const struct peil_questionnaire *q,
                                    struct peil_arena *arena);

/* Is it a figure about valid answers of this table (and no missing kind, no band)? */
bool peil_shield_is_answer(const struct peil_shield *shield, size_t edge);

bool peil_shield_is_same(const struct peil_shield_key *a,
                         const struct peil_shield_key *b);

#endif
