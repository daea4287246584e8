/* Figures that add up, as a network: who knows the sums can compute what?
 *
 * A node is a sum that is published (a row that adds up to its total, a column, all
 * totals together) and an edge is a figure, which flows from one sum into another. Two
 * tables that look the same to the public differ by a circulation over the hidden
 * edges. So a hidden figure can be computed exactly when no ring of hidden edges goes
 * through it: when its edge is a bridge. Gusfield (1988), SIAM J. Comput. 17: 552.
 *
 * Along a ring figures grow and shrink by turns. None shrinks below one, as zeros are
 * hardly ever hidden and everybody may know that; a figure of zero can only grow, and
 * one that is as large as can be (all cases of a group ticked it) can only shrink. */
#ifndef PEIL_NETWORK_H
#define PEIL_NETWORK_H

#include "questionnaires/base/arena.h"

#include <stdbool.h>

struct peil_edge {
    size_t from, to; /* nodes; the same one: nothing published adds it up */
    double n, most;  /* it is known that n <= most */
    double cost;     /* what it costs to hide it too */
    bool hidden;
    bool safe; /* it lies on a ring of hidden edges */
};
struct peil_network {
    struct peil_edge *edges;
    size_t edge_count, node_count;
};

/* Hides the edges of the cheapest ring through that hidden edge. False when there is
 * no such ring: the figure cannot be protected. */
bool peil_network_protect(struct peil_network *network, size_t edge,
                          struct peil_arena *arena);

#endif
