#include "analyze/block.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_FACTORS = 12, MOST_ATOMS = 500, MOST_COMMON = 50 };

/* Sorted. */
struct set {
    size_t list[MOST_FACTORS], count;
    bool full; /* one more would not have fitted */
};

static void put(struct set *set, size_t factor)
{
    size_t at = 0;
    while (at < set->count && set->list[at] < factor)
        at++;
    if (at < set->count && set->list[at] == factor)
        return;
    if (set->count == MOST_FACTORS) {
        set->full = true;
        return;
    }
    memmove(&set->list[at + 1], &set->list[at],
            (set->count++ - at) * sizeof *set->list);
    set->list[at] = factor;
}

static void put_all(struct set *set, const struct set *more)
{
    set->full = set->full || more->full;
    for (size_t i = 0; i < more->count; i++)
        put(set, more->list[i]);
}

static bool holds(const struct set *set, const struct set *less)
{
    size_t found = 0;
    for (size_t i = 0; i < set->count && found < less->count; i++)
        found += set->list[i] == less->list[found];
    return found == less->count;
}

static void put_rule(struct set *set, const struct peil_rule *rule)
{
    if (rule && rule->kind == PEIL_NODE_IN)
        put(set, rule->yes.factor);
    if (!rule || rule->kind == PEIL_NODE_IN)
        return;
    put_rule(set, rule->left);
    put_rule(set, rule->right);
}

static void put_event(struct set *set, const struct peil_event *event)
{
    for (size_t i = 0; event && i < event->clause_count; i++)
        put(set, event->clauses[i].factor);
    if (event)
        put_rule(set, event->where);
}

static struct set factors_of(const struct peil_figure *figure)
{
    struct set set = { .count = 0 };
    put_event(&set, &figure->event);
    put_event(&set, figure->without);
    return set;
}

/* --- Which factors meet --- */

struct maker {
    struct peil_puzzle puzzle;
    struct set *of; /* each figure */
    struct set *blocks;
    size_t block_count;
    struct peil_arena *arena;
};

struct row {
    size_t subject, figure;
};

/* At most; values that nothing tells apart will be one. */
static double atoms_of(const struct maker *maker, const struct set *set)
{
    double atoms = 1;
    for (size_t i = 0; i < set->count; i++) {
        size_t codes = maker->puzzle.figures.factors.list[set->list[i]].code_count;
        atoms *= (double)(codes > 2 ? codes + 1 : 2);
    }
    return set->full ? INFINITY : atoms;
}

static void add_block(struct maker *maker, const struct set *set)
{
    for (size_t i = 0; i < maker->block_count; i++)
        if (holds(&maker->blocks[i], set))
            return;
    maker->blocks = peil_arena_grow(maker->arena, maker->blocks, maker->block_count,
                                    sizeof *maker->blocks);
    maker->blocks[maker->block_count++] = *set;
}

/* Who was asked depends on other answers. */
static void add_askers(const struct maker *maker, struct set *set)
{
    for (size_t i = 0; i < set->count; i++) {
        struct set more = *set;
        const struct peil_factor *factor =
            &maker->puzzle.figures.factors.list[set->list[i]];
        put_rule(&more, factor->asked);
        if (more.count > set->count && atoms_of(maker, &more) <= MOST_ATOMS) {
            *set = more;
            i = SIZE_MAX; /* who was asked that, too */
        }
    }
}

/* All that stands beside one factor comes into one block, as long as it is not too
 * large. What does not fit makes blocks of its own. */
static void gather(struct maker *maker, const struct row *rows, size_t count)
{
    struct set all = { .count = 0 };
    for (size_t i = 0; i < count; i++) {
        struct set more = all;
        put_all(&more, &maker->of[rows[i].figure]);
        if (atoms_of(maker, &more) <= MOST_ATOMS)
            all = more;
    }
    for (size_t i = 0; i < count; i++)
        if (!holds(&all, &maker->of[rows[i].figure]))
            add_block(maker, &maker->of[rows[i].figure]);
    add_askers(maker, &all);
    add_block(maker, &all);
}

static int by_subject(const void *a, const void *b)
{
    const struct row *x = a, *y = b;
    if (x->subject != y->subject)
        return x->subject < y->subject ? -1 : 1;
    return (x->figure > y->figure) - (x->figure < y->figure);
}

static void find_blocks(struct maker *maker)
{
    const struct peil_figures *figures = &maker->puzzle.figures;
    struct row *rows = peil_arena_array(maker->arena, figures->count, sizeof *rows);
    for (size_t i = 0; i < figures->count; i++)
        rows[i] = (struct row){ figures->list[i].subject, i };
    qsort(rows, figures->count, sizeof *rows, by_subject);
    for (size_t i = 0, after; i < figures->count; i = after) {
        for (after = i;
             after < figures->count && rows[after].subject == rows[i].subject;)
            after++;
        gather(maker, &rows[i], after - i);
    }
}

/* Those that are part of another say nothing of their own. */
static void drop_parts(struct maker *maker)
{
    size_t kept = 0;
    for (size_t i = 0; i < maker->block_count; i++) {
        bool part = false;
        for (size_t j = i + 1; j < maker->block_count && !part; j++)
            part = holds(&maker->blocks[j], &maker->blocks[i]);
        if (!part)
            maker->blocks[kept++] = maker->blocks[i];
    }
    maker->block_count = kept;
}

/* --- What blocks have in common --- */

static size_t count_blocks(const struct maker *maker, size_t factor)
{
    size_t count = 0;
    for (size_t i = 0; i < maker->block_count; i++)
        count += holds(&maker->blocks[i], &(struct set){ { factor }, 1, false });
    return count;
}

/* Sets of values that events know of one factor, each once. */
struct sets {
    const struct peil_values **list;
    size_t count;
};

static void meet_values(const struct maker *maker, struct sets *sets,
                        const struct peil_values *values)
{
    for (size_t i = 0; i < sets->count; i++)
        if (memcmp(sets->list[i], values, sizeof *values) == 0)
            return;
    sets->list =
        peil_arena_grow(maker->arena, sets->list, sets->count, sizeof *sets->list);
    sets->list[sets->count++] = values;
}

static void meet_rule(const struct maker *maker, struct sets *of,
                      const struct peil_rule *rule)
{
    if (!rule)
        return;
    if (rule->kind == PEIL_NODE_IN) {
        meet_values(maker, &of[rule->yes.factor], &rule->yes.values);
        meet_values(maker, &of[rule->yes.factor], &rule->no);
        return;
    }
    meet_rule(maker, of, rule->left);
    meet_rule(maker, of, rule->right);
}

static void meet_event(const struct maker *maker, struct sets *of,
                       const struct peil_event *event)
{
    for (size_t i = 0; event && i < event->clause_count; i++)
        meet_values(maker, &of[event->clauses[i].factor], &event->clauses[i].values);
    if (event)
        meet_rule(maker, of, event->where);
}

static void add_common(struct maker *maker, size_t factor,
                       const struct peil_values *values)
{
    struct peil_figure common = { .kind = PEIL_FIGURE_COMMON,
                                  .edge = SIZE_MAX,
                                  .event = { .clause_count = 1 },
                                  .n = NAN,
                                  .subject = factor };
    common.event.clauses[0] = (struct peil_clause){ factor, *values };
    peil_figures_add(&maker->puzzle.figures, common);
}

static void find_common(struct maker *maker)
{
    struct peil_figures *figures = &maker->puzzle.figures;
    struct sets *of =
        peil_arena_array(maker->arena, figures->factors.count, sizeof *of);
    for (size_t i = 0; i < figures->count; i++) {
        meet_event(maker, of, &figures->list[i].event);
        meet_event(maker, of, figures->list[i].without);
    }
    for (size_t i = 0; i < figures->factors.count; i++)
        for (size_t j = 0; j < of[i].count && of[i].count <= MOST_COMMON &&
                           count_blocks(maker, i) > 1;
             j++)
            add_common(maker, i, of[i].list[j]);
}

/* --- Together --- */

static void find_factors(struct maker *maker)
{
    const struct peil_figures *figures = &maker->puzzle.figures;
    maker->of = peil_arena_array(maker->arena, figures->count, sizeof *maker->of);
    for (size_t i = 0; i < figures->count; i++)
        maker->of[i] = factors_of(&figures->list[i]);
}

/* Which figures a block knows: those of which it has all factors. */
static struct peil_block know(const struct maker *maker, const struct set *set)
{
    const struct peil_figures *figures = &maker->puzzle.figures;
    struct peil_block block = { .factors = set->list, .factor_count = set->count };
    size_t *known = NULL;
    for (size_t i = 0; i < figures->count; i++) {
        if (!holds(set, &maker->of[i]))
            continue;
        known = peil_arena_grow(maker->arena, known, block.figure_count, sizeof *known);
        known[block.figure_count++] = i;
    }
    block.figures = known;
    return block;
}

struct peil_puzzle peil_puzzle_make(struct peil_figures figures,
                                    struct peil_arena *arena)
{
    struct maker maker = { .puzzle = { .figures = figures }, .arena = arena };
    find_factors(&maker);
    find_blocks(&maker);
    drop_parts(&maker);
    find_common(&maker);
    find_factors(&maker);
    maker.puzzle.block_count = maker.block_count;
    for (size_t i = 0; i < maker.block_count; i++) {
        struct peil_block block = know(&maker, &maker.blocks[i]);
        peil_block_add(&maker.puzzle, i, &block, arena);
    }
    return maker.puzzle;
}
