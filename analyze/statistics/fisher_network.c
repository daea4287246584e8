/* The network of Mehta and Patel, filled column by column.
 *
 * With the margins fixed, P(T) is proportional to exp(v), v = -sum ln n_ij!. Once the
 * first k columns are filled, all that the other columns need to know is how much of
 * each row is left, in any order: that is a node. What differs between the tables that
 * come by a node is their past, the v of the columns filled. So a node keeps a list of
 * different pasts, with how often each occurred, and instead of every table it is
 * enough to follow every (node, past).
 *
 * Most need not be followed to the end. If even the most likely way on gives a table as
 * unlikely as ours, all ways do, and together they weigh R! / (prod r_i! prod c_j!), R
 * being what is left. If even the least likely way on is likelier than ours, none does.
 * Instead of the longest and shortest way themselves, which are hard to find, bounds
 * stand in for them: these prune a little less, and never wrongly. */
#include "analyze/statistics/fisher_network.h"

#include <gsl/gsl_sf_gamma.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* 200,000 entries in a stage are some 16 MB. */
enum { MOST_ROWS = 32, MOST_ENTRIES = 200000 };

/* A node is its row remainders, sorted, as digits of one number. */
struct entry {
    uint64_t node;
    int64_t bucket; /* past in steps of 1e-9: what lies closer is the same */
    double past;
    double ways; /* 0: the place is free */
};
struct stage { /* a hash of entries, open addressing */
    struct entry *places;
    size_t capacity, count;
};
struct network {
    size_t rows, columns;         /* of these columns, those still to fill come last */
    const double *column_totals;  /* ascending */
    const size_t *places;         /* of those columns in our table */
    const double *log_factorials; /* up to known; larger ones when asked for */
    size_t known;
    double limit, log_all; /* ln of what all tables together weigh */
    uint64_t radix, budget;
    uint64_t *ways; /* room for ways_through() */
    struct peil_arena *arena;
};

static double log_factorial(const struct network *net, double n)
{
    size_t i = (size_t)n;
    return i < net->known ? net->log_factorials[i] : gsl_sf_lnfact((unsigned)i);
}

/* --- The entries of a stage --- */

static size_t place_of(const struct stage *stage, uint64_t node, int64_t bucket)
{
    uint64_t hash =
        (node ^ (uint64_t)bucket * 0x9e3779b97f4a7c15u) * 0xbf58476d1ce4e5b9u;
    size_t at = (size_t)(hash ^ hash >> 31) & (stage->capacity - 1);
    while (stage->places[at].ways > 0 &&
           (stage->places[at].node != node || stage->places[at].bucket != bucket))
        at = (at + 1) & (stage->capacity - 1);
    return at;
}

static struct stage stage_of(size_t capacity, struct peil_arena *arena)
{
    struct entry *places = peil_arena_array(arena, capacity, sizeof *places);
    return (struct stage){ places, capacity, 0 };
}

static void add(struct stage *stage, struct entry entry, struct peil_arena *arena)
{
    if (stage->count * 2 >= stage->capacity) {
        struct stage larger = stage_of(stage->capacity * 2, arena);
        for (size_t i = 0; i < stage->capacity; i++)
            if (stage->places[i].ways > 0)
                add(&larger, stage->places[i], arena);
        *stage = larger;
    }
    entry.bucket = llround(entry.past * 1e9);
    struct entry *place = &stage->places[place_of(stage, entry.node, entry.bucket)];
    if (place->ways > 0) {
        place->ways += entry.ways;
        return;
    }
    *place = entry;
    stage->count++;
}

static int by_node(const void *a, const void *b)
{
    const struct entry *x = a, *y = b;
    if (x->node != y->node)
        return x->node < y->node ? -1 : 1;
    return (x->bucket > y->bucket) - (x->bucket < y->bucket);
}

/* The entries in front, node by node. */
static void gather(struct stage *stage)
{
    size_t kept = 0;
    for (size_t i = 0; i < stage->capacity; i++)
        if (stage->places[i].ways > 0)
            stage->places[kept++] = stage->places[i];
    qsort(stage->places, kept, sizeof *stage->places, by_node);
}

static uint64_t encode(const struct network *net, const double *left)
{
    double sorted[MOST_ROWS];
    for (size_t i = 0; i < net->rows; i++) {
        size_t at = i;
        for (; at > 0 && sorted[at - 1] > left[i]; at--)
            sorted[at] = sorted[at - 1];
        sorted[at] = left[i];
    }
    uint64_t node = 0;
    for (size_t i = net->rows; i-- > 0;)
        node = node * net->radix + (uint64_t)sorted[i];
    return node;
}

static void decode(const struct network *net, uint64_t node, double *left)
{
    for (size_t i = 0; i < net->rows; i++, node /= net->radix)
        left[i] = (double)(node % net->radix);
}

/* --- How likely the rest can be --- */

static double even_split(const struct network *net, double total, double parts)
{
    double share = floor(total / parts), over = total - share * parts;
    return over * log_factorial(net, share + 1) +
           (parts - over) * log_factorial(net, share);
}

/* All of `total` in as few of the parts as they can hold; the largest part stands last.
 */
static double heap_up(const struct network *net, double total, const double *parts,
                      size_t count)
{
    double sum = 0;
    for (size_t i = count; i-- > 0 && total > 0;) {
        double taken = fmin(total, parts[i]);
        sum += log_factorial(net, taken);
        total -= taken;
    }
    return sum;
}

/* What an optimal table costs at least, by the dual of the transport problem with
 * prices ln(r_i c_j / R): a cell's cost is then least at the whole number below its
 * expectation. */
static double priced(const struct network *net, double expected)
{
    double below = floor(expected);
    return (expected - below) * log(expected) + log_factorial(net, below);
}

/* sum ln n_ij! of the columns from `first` on lies between these. */
struct bounds {
    double least, most;
};
static struct bounds bounds_of(const struct network *net, const double *left,
                               size_t first, double total)
{
    const double *columns = net->column_totals + first;
    size_t count = net->columns - first, filled = 0;
    struct bounds by_row = { 0, 0 }, by_column = { 0, 0 };
    double dual = 0;
    for (size_t i = 0; i < net->rows; i++) {
        filled += left[i] > 0;
        by_row.least += even_split(net, left[i], (double)count);
        by_row.most += heap_up(net, left[i], columns, count);
        for (size_t j = 0; j < count && left[i] > 0; j++)
            dual += priced(net, left[i] * columns[j] / total);
    }
    for (size_t j = 0; j < count; j++) {
        by_column.least += even_split(net, columns[j], (double)filled);
        by_column.most += heap_up(net, columns[j], left, net->rows);
    }
    return (struct bounds){ fmax(dual, fmax(by_row.least, by_column.least)),
                            fmin(by_row.most, by_column.most) };
}

/* --- From one stage to the next --- */

struct step {
    struct network *net;
    struct stage *next;
    const struct entry *pasts; /* of one node */
    size_t past_count;
    double left[MOST_ROWS];
    double below[MOST_ROWS]; /* what the rows after this one hold together */
};

/* Puts `rest` of the column in rows `row` and on, in every way; they can hold it.
 * False: over budget. */
static bool fill(struct step *step, size_t row, double rest, double v)
{
    struct network *net = step->net;
    double held = step->left[row];
    if (row == net->rows - 1) {
        if (net->budget < step->past_count || step->next->count > MOST_ENTRIES)
            return false;
        net->budget -= step->past_count;
        step->left[row] = held - rest;
        struct entry entry = { .node = encode(net, step->left) };
        step->left[row] = held;
        for (size_t i = 0; i < step->past_count; i++) {
            entry.past = step->pasts[i].past + v - log_factorial(net, rest);
            entry.ways = step->pasts[i].ways;
            add(step->next, entry, net->arena);
        }
        return true;
    }
    bool within = true;
    size_t most = (size_t)fmin(rest, held);
    for (size_t n = (size_t)fmax(0, rest - step->below[row]); within && n <= most;
         n++) {
        step->left[row] = held - (double)n;
        within =
            fill(step, row + 1, rest - (double)n, v - log_factorial(net, (double)n));
    }
    step->left[row] = held;
    return within;
}

/* Follows some pasts of one node through column `first`. */
static bool spread(struct network *net, const struct entry *pasts, size_t count,
                   size_t first, struct stage *next)
{
    struct step step = {
        .net = net, .next = next, .pasts = pasts, .past_count = count
    };
    decode(net, pasts->node, step.left);
    for (size_t row = net->rows - 1; row-- > 0;)
        step.below[row] = step.below[row + 1] + step.left[row + 1];
    return fill(&step, 0, net->column_totals[first], 0);
}

static size_t end_of_node(const struct stage *stage, size_t from)
{
    size_t to = from;
    while (to < stage->count && stage->places[to].node == stage->places[from].node)
        to++;
    return to;
}

/* In how many ways can column `first` be filled? Counted modulo 2^64, so never too
 * many; not at all where counting would take longer than finding out. */
static uint64_t ways_through(const struct network *net, const double *left,
                             size_t first)
{
    if (net->column_totals[first] > (double)net->budget)
        return 0;
    size_t total = (size_t)net->column_totals[first];
    uint64_t *ways = net->ways; /* ways[n]: to put n in the rows so far */
    memset(ways, 0, (total + 1) * sizeof *ways);
    ways[0] = 1;
    for (size_t row = 0; row < net->rows; row++) {
        for (size_t n = 1; n <= total; n++)
            ways[n] += ways[n - 1];
        for (size_t n = total, held = (size_t)left[row]; n > held; n--)
            ways[n] -= ways[n - held - 1];
    }
    return ways[total];
}

/* A node as settle() and join() see it. */
struct crossing {
    size_t first; /* column to fill */
    struct entry *pasts;
    size_t count;
    double left[MOST_ROWS], total;
    double log_weight; /* ln of what all ways on weigh together */
};

static struct crossing crossing_of(const struct network *net, struct entry *pasts,
                                   size_t count, size_t first)
{
    struct crossing at = { .first = first, .pasts = pasts, .count = count };
    decode(net, pasts->node, at.left);
    for (size_t i = 0; i < net->rows; i++) {
        at.total += at.left[i];
        at.log_weight -= log_factorial(net, at.left[i]);
    }
    at.log_weight += log_factorial(net, at.total);
    for (size_t j = first; j < net->columns; j++)
        at.log_weight -= log_factorial(net, net->column_totals[j]);
    return at;
}

static bool are_all_unlikely(const struct network *net, double past,
                             const struct bounds *rest)
{
    return past - rest->least <= net->limit;
}

static bool must_follow(const struct network *net, double past,
                        const struct bounds *rest)
{
    return !are_all_unlikely(net, past, rest) && past - rest->most <= net->limit;
}

/* Weighs those pasts whose every end is as unlikely as ours, and keeps those that must
 * be followed. */
static void settle(const struct network *net, struct crossing *at,
                   const struct bounds *rest, double *mass)
{
    size_t kept = 0;
    for (size_t i = 0; i < at->count; i++) {
        double past = at->pasts[i].past;
        if (are_all_unlikely(net, past, rest))
            *mass += at->pasts[i].ways * exp(past + at->log_weight - net->log_all);
        else if (must_follow(net, past, rest))
            at->pasts[kept++] = at->pasts[i];
    }
    at->count = kept;
}

/* --- Meeting in the middle --- */

static double log_choose(const struct network *net, double n, double k)
{
    return log_factorial(net, n) - log_factorial(net, k) - log_factorial(net, n - k);
}

/* Is it less work to list all ways on from here, and pair them with the pasts, than to
 * take every past through the next column? The number of ways on is Good's estimate
 * (1976, Annals of Statistics 4: 1159), that of ways through a column its limit. */
static bool is_worth_joining(const struct network *net, const struct crossing *at)
{
    double rows = (double)net->rows, columns = (double)(net->columns - at->first);
    double ways = -log_choose(net, at->total + rows * columns - 1, rows * columns - 1);
    for (size_t i = 0; i < net->rows; i++)
        ways += log_choose(net, at->left[i] + columns - 1, columns - 1);
    for (size_t j = at->first; j < net->columns; j++)
        ways += log_choose(net, net->column_totals[j] + rows - 1, rows - 1);
    double through =
        log_choose(net, net->column_totals[at->first] + rows - 1, rows - 1);
    return columns <= 2 || ways < log((double)at->count) + through;
}

static int by_past(const void *a, const void *b)
{
    double x = ((const struct entry *)a)->past, y = ((const struct entry *)b)->past;
    return (x > y) - (x < y);
}

/* Every way on from one node, ascending in v. The last column takes what the others
 * left. False: over budget. */
static bool list_ways(struct network *net, const struct crossing *at,
                      struct stage *ways)
{
    *ways = stage_of(64, net->arena);
    add(ways, (struct entry){ .node = at->pasts->node, .ways = 1 }, net->arena);
    gather(ways);
    for (size_t column = at->first; column + 1 < net->columns; column++) {
        struct stage next = stage_of(64, net->arena);
        for (size_t from = 0, to; from < ways->count; from = to) {
            to = end_of_node(ways, from);
            if (!spread(net, ways->places + from, to - from, column, &next))
                return false;
        }
        gather(&next);
        *ways = next;
    }
    for (size_t i = 0; i < ways->count; i++) {
        double left[MOST_ROWS];
        decode(net, ways->places[i].node, left);
        for (size_t row = 0; row < net->rows; row++)
            ways->places[i].past -= log_factorial(net, left[row]);
    }
    qsort(ways->places, ways->count, sizeof *ways->places, by_past);
    return true;
}

/* Weighs all pairs of a past and a way on that are as unlikely as ours: both ascend, so
 * the likelier the past, the fewer the ways. */
static bool join(struct network *net, const struct crossing *at, double *mass)
{
    struct network inner = *net;
    inner.arena = peil_arena_new();
    struct stage ways;
    bool within = list_ways(&inner, at, &ways);
    net->budget = inner.budget;
    double share = 0; /* of the ways on, by weight */
    for (size_t past = at->count, way = 0; within && past-- > 0;) {
        double room = net->limit - at->pasts[past].past;
        for (; way < ways.count && ways.places[way].past <= room; way++)
            share +=
                ways.places[way].ways * exp(ways.places[way].past - at->log_weight);
        *mass += share * at->pasts[past].ways *
                 exp(at->pasts[past].past + at->log_weight - net->log_all);
    }
    peil_arena_free(inner.arena);
    return within;
}

/* What spread() will take of this node's budget, or list_ways() at least. */
static uint64_t steps_from(const struct network *net, const struct crossing *at)
{
    if (at->count == 0 || at->first + 1 == net->columns)
        return 0;
    uint64_t ways = ways_through(net, at->left, at->first);
    return is_worth_joining(net, at) ? ways : at->count * ways;
}

/* Is what this stage will take at least within the budget? If not, that is known before
 * its first step. The bounds of each node are kept, at its first entry. */
static bool is_in_reach(const struct network *net, const struct stage *now,
                        size_t first, struct bounds *bounds)
{
    uint64_t steps = 0;
    for (size_t from = 0, to; from < now->count; from = to) {
        to = end_of_node(now, from);
        struct crossing at = crossing_of(net, now->places + from, to - from, first);
        bounds[from] = bounds_of(net, at.left, first, at.total);
        at.count = 0;
        for (size_t i = from; i < to; i++)
            at.count += must_follow(net, now->places[i].past, &bounds[from]);
        steps += steps_from(net, &at);
        if (steps > net->budget)
            return false;
    }
    return true;
}

/* Takes column `first` from the entries of one stage to the next. */
static bool advance(struct network *net, struct stage *now, size_t first,
                    struct stage *next, double *mass)
{
    gather(now);
    struct bounds *bounds = peil_arena_array(net->arena, now->count, sizeof *bounds);
    if (!is_in_reach(net, now, first, bounds))
        return false;
    for (size_t from = 0, to; from < now->count; from = to) {
        to = end_of_node(now, from);
        struct crossing at = crossing_of(net, now->places + from, to - from, first);
        settle(net, &at, &bounds[from], mass);
        bool within =
            at.count == 0 ||
            (is_worth_joining(net, &at) ? join(net, &at, mass)
                                        : spread(net, at.pasts, at.count, first, next));
        if (!within)
            return false;
    }
    return true;
}

/* Does a node fit in 64 bits? */
static bool fits(const struct peil_margins *m)
{
    double largest = 0;
    for (size_t i = 0; i < m->rows; i++)
        largest = fmax(largest, m->row_totals[i]);
    return m->rows <= MOST_ROWS && (double)m->rows * log2(largest + 1) < 63;
}

/* Our own table comes by a node of every stage. As long as that one must be followed,
 * each takes as many steps as there are ways through the next column; joining saves
 * none of these, for who lists all ways on comes by those nodes too. Most searches that
 * are in vain are so here, before the first step. */
static bool is_in_vain(const struct network *net, const struct peil_margins *m)
{
    double left[MOST_ROWS], past = 0, total = m->total;
    uint64_t steps = 0;
    memcpy(left, m->row_totals, m->rows * sizeof *left);
    for (size_t first = 0; first + 1 < net->columns && steps <= net->budget; first++) {
        struct bounds rest = bounds_of(net, left, first, total);
        if (past - rest.least <= net->limit + 1e-7) /* those that merged may differ */
            return false;
        steps += ways_through(net, left, first);
        for (size_t i = 0; i < net->rows; i++) {
            double n = m->counts[i * m->columns + net->places[first]];
            past -= log_factorial(net, n);
            left[i] -= n;
        }
        total -= net->column_totals[first];
    }
    return steps > net->budget;
}

static double search(struct network *net, const double *row_totals)
{
    struct stage now = stage_of(64, net->arena);
    struct entry start = { .node = encode(net, row_totals), .ways = 1 };
    add(&now, start, net->arena);
    double mass = 0;
    for (size_t first = 0; first < net->columns; first++) {
        struct stage next = stage_of(64, net->arena);
        if (!advance(net, &now, first, &next, &mass))
            return NAN;
        now = next;
    }
    return fmin(mass, 1);
}

/* Of columns, ascending, and rows; a table of no more logarithms than there may be
 * steps to use them. */
static struct network network_of(const struct peil_margins *m, uint64_t budget,
                                 struct peil_arena *arena)
{
    double *columns = peil_arena_array(arena, m->columns, sizeof *columns);
    size_t *places = peil_arena_array(arena, m->columns, sizeof *places);
    double every = m->total + (double)(m->rows * m->columns) + 1;
    struct network net = { .rows = m->rows,
                           .columns = m->columns,
                           .column_totals = columns,
                           .places = places,
                           .known = (size_t)fmin(every, (double)budget),
                           .budget = budget,
                           .arena = arena };
    net.log_factorials = peil_fisher_log_factorials(net.known, arena);
    net.log_all = log_factorial(&net, m->total);
    double largest = 0;
    for (size_t i = 0; i < m->rows; i++) {
        largest = fmax(largest, m->row_totals[i]);
        net.log_all -= log_factorial(&net, m->row_totals[i]);
    }
    net.radix = (uint64_t)largest + 1;
    for (size_t j = 0; j < m->columns; j++) {
        double total = m->column_totals[j];
        net.log_all -= log_factorial(&net, total);
        size_t at = j;
        for (; at > 0 && columns[at - 1] > total; at--) {
            columns[at] = columns[at - 1];
            places[at] = places[at - 1];
        }
        columns[at] = total;
        places[at] = j;
    }
    size_t room = (size_t)fmin(columns[m->columns - 1], (double)budget) + 1;
    net.ways = peil_arena_array(arena, room, sizeof *net.ways);
    return net;
}

const double *peil_fisher_log_factorials(size_t count, struct peil_arena *arena)
{
    double *table = peil_arena_array(arena, count, sizeof *table);
    for (size_t n = 2; n < count; n++)
        table[n] = gsl_sf_lnfact((unsigned)n);
    return table;
}

double peil_fisher_network(const struct peil_margins *margins, double limit,
                           uint64_t budget)
{
    struct peil_arena *arena = peil_arena_new();
    struct peil_margins m = *margins;
    if (m.rows > m.columns)
        m = peil_margins_transpose(&m, arena);
    double p = NAN;
    if (fits(&m)) {
        struct network net = network_of(&m, budget, arena);
        net.limit = limit;
        p = is_in_vain(&net, &m) ? NAN : search(&net, m.row_totals);
    }
    peil_arena_free(arena);
    return p;
}
