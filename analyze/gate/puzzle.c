#include "analyze/gate/block.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_ATOMS = 500, MOST_COMMON = 50 };

/* Sorted. */
struct set {
    size_t list[PEIL_MOST_FACTORS], count;
    bool full; /* one more would not have fitted */
};

static void put(struct set *set, size_t factor)
{
    size_t at = 0;
    while (at < set->count && set->list[at] < factor)
        at++;
    if (at < set->count && set->list[at] == factor)
        return;
    if (set->count == PEIL_MOST_FACTORS) {
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

/* What a block will be of. Factors that only say who was asked are no matter of its
 * own: it does not know their figures. */
struct area {
    struct set own, all;
};

struct maker {
    struct peil_puzzle puzzle;
    struct set *of; /* each figure */
    struct area *areas;
    size_t area_count;
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

/* Who was asked depends on other answers. */
static struct area with_askers(const struct maker *maker, const struct set *own)
{
    struct area area = { *own, *own };
    for (size_t i = 0; i < own->count; i++) {
        struct set more = area.all;
        put_rule(&more, maker->puzzle.figures.factors.list[own->list[i]].asked);
        if (!more.full)
            area.all = more;
    }
    return area;
}

static void add_area(struct maker *maker, const struct set *own)
{
    for (size_t i = 0; i < maker->area_count; i++)
        if (holds(&maker->areas[i].own, own))
            return;
    maker->areas = peil_arena_grow(maker->arena, maker->areas, maker->area_count,
                                   sizeof *maker->areas);
    maker->areas[maker->area_count++] = with_askers(maker, own);
}

/* With a tick, that of the option which excludes it, where a table shows it. */
static void put_excluding(const struct maker *maker, struct set *set)
{
    const struct peil_factors *factors = &maker->puzzle.figures.factors;
    struct set ticks = *set;
    for (size_t i = 0; i < ticks.count; i++) {
        const char *excluded = factors->list[ticks.list[i]].excluded;
        for (size_t j = 0; excluded && j < factors->count; j++)
            if (strcmp(factors->list[j].name, excluded) == 0)
                put(set, j);
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
            add_area(maker, &maker->of[rows[i].figure]);
    put_excluding(maker, &all);
    add_area(maker, &all);
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
    for (size_t i = 0; i < maker->area_count; i++) {
        bool part = false;
        for (size_t j = i + 1; j < maker->area_count && !part; j++)
            part = holds(&maker->areas[j].own, &maker->areas[i].own);
        if (!part)
            maker->areas[kept++] = maker->areas[i];
    }
    maker->area_count = kept;
}

/* --- What blocks have in common --- */

static bool has(const struct set *set, size_t factor)
{
    return holds(set, &(struct set){ { factor }, 1, false });
}

static size_t count_areas(const struct maker *maker, size_t factor)
{
    size_t count = 0;
    for (size_t i = 0; i < maker->area_count; i++)
        count += has(&maker->areas[i].own, factor);
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
        for (size_t j = 0;
             j < of[i].count && of[i].count <= MOST_COMMON && count_areas(maker, i) > 1;
             j++)
            add_common(maker, i, of[i].list[j]);
}

/* --- Who was asked --- */

static bool is_same_event(const struct peil_event *a, const struct peil_event *b)
{
    return a->where == b->where && a->clause_count == b->clause_count &&
           memcmp(a->clauses, b->clauses, a->clause_count * sizeof *a->clauses) == 0;
}

/* Who should have answered, of a column: the block of the question shares that with the
 * blocks of those before it. */
static void add_asked(struct maker *maker, size_t first, struct peil_figure figure)
{
    struct peil_figures *figures = &maker->puzzle.figures;
    const struct peil_rule *asked = figures->factors.list[figure.subject].asked;
    struct peil_event event = { .where = peil_rule_both(&figures->factors,
                                                        figure.event.where, asked) };
    for (size_t i = 0; i < figure.event.clause_count; i++)
        if (figure.event.clauses[i].factor != figure.subject)
            event.clauses[event.clause_count++] = figure.event.clauses[i];
    for (size_t i = first; i < figures->count; i++)
        if (is_same_event(&figures->list[i].event, &event))
            return;
    peil_figures_add(figures, (struct peil_figure){ .kind = PEIL_FIGURE_COMMON,
                                                    .edge = SIZE_MAX,
                                                    .event = event,
                                                    .n = NAN,
                                                    .subject = figure.subject });
}

static void find_asked(struct maker *maker)
{
    struct peil_figures *figures = &maker->puzzle.figures;
    size_t count = figures->count;
    for (size_t i = 0; i < count; i++) {
        struct peil_figure figure = figures->list[i];
        if ((figure.kind == PEIL_FIGURE_TOTAL || figure.kind == PEIL_FIGURE_BASE) &&
            figures->factors.list[figure.subject].asked)
            add_asked(maker, count, figure);
    }
}

/* --- Together --- */

static void find_factors(struct maker *maker)
{
    const struct peil_figures *figures = &maker->puzzle.figures;
    maker->of = peil_arena_array(maker->arena, figures->count, sizeof *maker->of);
    for (size_t i = 0; i < figures->count; i++)
        maker->of[i] = factors_of(&figures->list[i]);
}

/* A figure of which all factors are there, and of those that say who was asked no more
 * than that. */
static bool is_known(const struct maker *maker, const struct area *area, size_t i)
{
    const struct peil_event *event = &maker->puzzle.figures.list[i].event;
    for (size_t k = 0; k < event->clause_count; k++)
        if (!has(&area->own, event->clauses[k].factor))
            return false;
    return holds(&area->all, &maker->of[i]);
}

static struct peil_block block_of(const struct maker *maker, const struct area *area)
{
    struct peil_block block = { .factors = area->all.list,
                                .factor_count = area->all.count };
    size_t *known = NULL;
    for (size_t i = 0; i < maker->puzzle.figures.count; i++) {
        if (!is_known(maker, area, i))
            continue;
        known = peil_arena_grow(maker->arena, known, block.figure_count, sizeof *known);
        known[block.figure_count++] = i;
    }
    block.figures = known;
    return block;
}

/* --- Which sums have it --- */

static void index_sums(struct peil_puzzle *puzzle, struct peil_arena *arena)
{
    struct peil_index *of_figure = &puzzle->of_figure, *of_atom = &puzzle->of_atom;
    *of_figure = peil_index_new(puzzle->figures.count, arena);
    *of_atom = peil_index_new(puzzle->atom_count, arena);
    for (size_t i = 0; i < puzzle->sum_count; i++) {
        peil_index_expect(of_figure, puzzle->sums[i].figure);
        for (size_t k = 0; k < puzzle->sums[i].atom_count; k++)
            peil_index_expect(of_atom, puzzle->sums[i].atoms[k]);
    }
    peil_index_settle(of_figure, puzzle->figures.count, arena);
    peil_index_settle(of_atom, puzzle->atom_count, arena);
    for (size_t i = 0; i < puzzle->sum_count; i++) {
        peil_index_put(of_figure, puzzle->sums[i].figure, i);
        for (size_t k = 0; k < puzzle->sums[i].atom_count; k++)
            peil_index_put(of_atom, puzzle->sums[i].atoms[k], i);
    }
}

struct peil_puzzle peil_puzzle_make(struct peil_figures figures,
                                    struct peil_arena *arena)
{
    struct maker maker = { .puzzle = { .figures = figures }, .arena = arena };
    find_factors(&maker);
    find_blocks(&maker);
    drop_parts(&maker);
    find_common(&maker);
    find_asked(&maker);
    find_factors(&maker);
    maker.puzzle.block_count = maker.area_count;
    for (size_t i = 0; i < maker.area_count; i++) {
        struct peil_block block = block_of(&maker, &maker.areas[i]);
        peil_block_add(&maker.puzzle, i, &block, arena);
    }
    index_sums(&maker.puzzle, arena);
    return maker.puzzle;
}
