#include "analyze/gate/network.h"

#include <math.h>

/* The cheapest way from one node to the others, by Bellman and Ford: a few rounds over
 * the edges, and nothing to keep in order. */
struct way {
    const struct peil_network *network;
    size_t without; /* the edge that the ring is to close */
    double least;   /* what a figure that shrinks by one must be, at least */
    double *cost;   /* to each node; INFINITY = no way */
    size_t *by;     /* the edge that leads there */
};

static bool relax(struct way *way, size_t edge, size_t from, size_t to)
{
    const struct peil_edge *e = &way->network->edges[edge];
    double cost = way->cost[from] + (e->hidden ? 0 : e->cost);
    if (!(cost < way->cost[to]))
        return false;
    way->cost[to] = cost;
    way->by[to] = edge;
    return true;
}

static bool relax_all(struct way *way)
{
    bool better = false;
    for (size_t i = 0; i < way->network->edge_count; i++) {
        const struct peil_edge *e = &way->network->edges[i];
        if (i == way->without || e->from == e->to)
            continue;
        if (e->n < e->most)
            better = relax(way, i, e->from, e->to) || better;
        if (e->n >= way->least)
            better = relax(way, i, e->to, e->from) || better;
    }
    return better;
}

static struct way find_way(const struct peil_network *network, size_t edge, bool grows,
                           double least, struct peil_arena *arena)
{
    const struct peil_edge *e = &network->edges[edge];
    struct way way = {
        .network = network,
        .without = edge,
        .least = least,
        .cost = peil_arena_array(arena, network->node_count, sizeof(double)),
        .by = peil_arena_array(arena, network->node_count, sizeof(size_t)),
    };
    for (size_t i = 0; i < network->node_count; i++)
        way.cost[i] = INFINITY;
    if (grows ? e->n < e->most : e->n >= least)
        way.cost[grows ? e->to : e->from] = 0;
    size_t end = grows ? e->from : e->to;
    while (way.cost[end] > 0 && relax_all(&way))
        continue;
    return way;
}

/* Walks back from the end of the way. */
static void hide_way(struct peil_network *network, const struct way *way, size_t start,
                     size_t end)
{
    while (end != start) {
        struct peil_edge *e = &network->edges[way->by[end]];
        e->hidden = e->safe = true;
        end = e->to == end ? e->from : e->to;
    }
}

static bool protect(struct peil_network *network, size_t edge, double least,
                    struct peil_arena *arena)
{
    const struct peil_edge *e = &network->edges[edge];
    struct way grow = find_way(network, edge, true, least, arena);
    if (grow.cost[e->from] == 0) {
        hide_way(network, &grow, e->to, e->from);
        return true;
    }
    struct way shrink = find_way(network, edge, false, least, arena);
    if (isinf(grow.cost[e->from]) && isinf(shrink.cost[e->to]))
        return false;
    if (grow.cost[e->from] <= shrink.cost[e->to])
        hide_way(network, &grow, e->to, e->from);
    else
        hide_way(network, &shrink, e->from, e->to);
    return true;
}

/* Where all other figures are ones too, a figure of one can only be protected against
 * who does not know that none of them is zero. */
bool peil_network_protect(struct peil_network *network, size_t edge,
                          struct peil_arena *arena)
{
    struct peil_edge *e = &network->edges[edge];
    e->safe = e->safe || e->from == e->to || protect(network, edge, 2, arena) ||
              protect(network, edge, 1, arena);
    return e->safe;
}
