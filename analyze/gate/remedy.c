#include "analyze/gate/remedy.h"

#include "analyze/gate/solver.h"

#include <math.h>

enum { MOST_COLUMNS = 6000 };
struct remedy {
    const struct peil_attack *attack;
    const struct peil_puzzle *puzzle;
    const double *costs;
    size_t figure;
    const bool *blocks; /* those that know the figure */
    size_t *columns;    /* of each atom */
    size_t *changes;    /* of each figure: the column by which it grows; the next one is
                           by which it shrinks */
    size_t *first;      /* of each figure: its first sum in the blocks */
    size_t count;       /* of columns */
    struct peil_solver *solver;
};

static const struct peil_figure *figure_of(const struct remedy *remedy,
                                           const struct peil_equation *sum)
{
    return &remedy->puzzle->figures.list[sum->figure];
}

static bool can_change(const struct remedy *remedy, size_t figure)
{
    return remedy->attack->shown[figure] && isfinite(remedy->costs[figure]);
}

static void number_columns(struct remedy *remedy)
{
    const struct peil_puzzle *puzzle = remedy->puzzle;
    for (size_t i = 0; i < puzzle->sum_count; i++) {
        const struct peil_equation *sum = &puzzle->sums[i];
        if (!remedy->blocks[sum->block])
            continue;
        for (size_t k = 0; k < sum->atom_count; k++)
            if (remedy->columns[sum->atoms[k]] == SIZE_MAX)
                remedy->columns[sum->atoms[k]] = remedy->count++;
        if (remedy->first[sum->figure] != SIZE_MAX)
            continue;
        remedy->first[sum->figure] = i;
        remedy->changes[sum->figure] = remedy->count;
        if (can_change(remedy, sum->figure))
            remedy->count += 2;
    }
}

struct row {
    size_t *columns;
    double *factors;
    size_t count;
};

static void put(struct row *row, size_t column, double factor)
{
    row->columns[row->count] = column;
    row->factors[row->count++] = factor;
}

static struct row row_of(const struct remedy *remedy, const struct peil_equation *sum,
                         size_t more)
{
    struct peil_arena *arena = remedy->attack->arena;
    size_t most = sum->atom_count + more;
    struct row row = { peil_arena_array(arena, most, sizeof(size_t)),
                       peil_arena_array(arena, most, sizeof(double)), 0 };
    for (size_t k = 0; k < sum->atom_count; k++)
        put(&row, remedy->columns[sum->atoms[k]], 1);
    return row;
}

/* What is shown stays, or changes at its cost; what is hidden is the same in all
 * blocks. */
static void add_row(struct remedy *remedy, size_t i)
{
    const struct peil_equation *sum = &remedy->puzzle->sums[i];
    const struct peil_equation *first =
        &remedy->puzzle->sums[remedy->first[sum->figure]];
    bool shown = remedy->attack->shown[sum->figure];
    if (!shown && first == sum)
        return;
    struct row row = row_of(remedy, sum, shown ? 2 : first->atom_count);
    for (size_t k = 0; !shown && k < first->atom_count; k++)
        put(&row, remedy->columns[first->atoms[k]], -1);
    if (can_change(remedy, sum->figure)) {
        put(&row, remedy->changes[sum->figure], -1);
        put(&row, remedy->changes[sum->figure] + 1, 1);
    }
    peil_solver_add(remedy->solver, row.columns, row.factors, row.count,
                    shown ? figure_of(remedy, sum)->n : 0);
}

/* The whole costs; returns the row that says what the figure should be. */
static size_t add_rows(struct remedy *remedy, struct row *costs)
{
    const struct peil_puzzle *puzzle = remedy->puzzle;
    for (size_t i = 0; i < puzzle->sum_count; i++)
        if (remedy->blocks[puzzle->sums[i].block])
            add_row(remedy, i);
    for (size_t i = 0; i < puzzle->figures.count; i++)
        for (size_t k = 0; k < 2 && remedy->first[i] != SIZE_MAX; k++)
            if (can_change(remedy, i))
                put(costs, remedy->changes[i] + k, remedy->costs[i]);
    const struct peil_equation *sum = &puzzle->sums[remedy->first[remedy->figure]];
    struct row row = row_of(remedy, sum, 0);
    return peil_solver_add(remedy->solver, row.columns, row.factors, row.count, NAN);
}

static double try(const struct remedy *remedy, const struct row *costs, size_t aim,
                  double value)
{
    if (value < 0)
        return INFINITY;
    peil_solver_fix(remedy->solver, aim, value);
    double cost =
        peil_solver_least(remedy->solver, costs->columns, costs->factors, costs->count);
    return isnan(cost) ? INFINITY : cost;
}

static void find_changed(const struct remedy *remedy, bool *changed)
{
    for (size_t i = 0; i < remedy->puzzle->figures.count; i++)
        for (size_t k = 0; k < 2 && remedy->first[i] != SIZE_MAX; k++)
            if (can_change(remedy, i) &&
                peil_solver_value(remedy->solver, remedy->changes[i] + k) > PEIL_NEARLY)
                changed[i] = true;
}

static void begin(struct remedy *remedy)
{
    struct peil_arena *arena = remedy->attack->arena;
    size_t atoms = remedy->puzzle->atom_count, figures = remedy->puzzle->figures.count;
    remedy->columns = peil_arena_array(arena, atoms, sizeof(size_t));
    remedy->changes = peil_arena_array(arena, figures, sizeof(size_t));
    remedy->first = peil_arena_array(arena, figures, sizeof(size_t));
    for (size_t i = 0; i < atoms; i++)
        remedy->columns[i] = SIZE_MAX;
    for (size_t i = 0; i < figures; i++)
        remedy->first[i] = SIZE_MAX;
    number_columns(remedy);
}

/* False also when nothing need change: then it is other blocks that give it away. */
static bool find(const struct peil_attack *attack, size_t figure, double asked,
                 const double *costs, const bool *blocks, bool *changed)
{
    const struct peil_bounds *bounds = &attack->bounds[figure];
    struct peil_arena *arena = attack->arena;
    struct remedy remedy = { .attack = attack,
                             .puzzle = attack->puzzle,
                             .costs = costs,
                             .figure = figure,
                             .blocks = blocks };
    begin(&remedy);
    size_t most = 2 * attack->puzzle->figures.count;
    if (remedy.count > MOST_COLUMNS)
        return false;
    struct row all = { peil_arena_array(arena, most, sizeof(size_t)),
                       peil_arena_array(arena, most, sizeof(double)), 0 };
    remedy.solver = peil_solver_new(remedy.count);
    size_t aim = add_rows(&remedy, &all);
    double more = try(&remedy, &all, aim, bounds->low + asked);
    double less = try(&remedy, &all, aim, bounds->high - asked);
    bool found = fmin(more, less) > PEIL_NEARLY && isfinite(fmin(more, less));
    if (found && more < less)
        try(&remedy, &all, aim, bounds->low + asked);
    if (found)
        find_changed(&remedy, changed);
    peil_solver_free(remedy.solver);
    return found;
}

/* Adds the blocks that share with these who was asked; or, more `widely`, anything that
 * no table shows. True when there are any. */
static bool widen(const struct peil_attack *attack, bool *blocks, bool widely)
{
    const struct peil_puzzle *puzzle = attack->puzzle;
    bool *shared =
        peil_arena_array(attack->arena, puzzle->figures.count, sizeof *shared);
    bool more = false;
    for (size_t i = 0; i < puzzle->sum_count; i++) {
        size_t number = puzzle->sums[i].figure;
        const struct peil_figure *figure = &puzzle->figures.list[number];
        bool asked = figure->kind == PEIL_FIGURE_COMMON && figure->event.where;
        if (blocks[puzzle->sums[i].block])
            shared[number] = asked || (widely && !attack->shown[number]);
    }
    for (size_t i = 0; i < puzzle->sum_count; i++)
        if (shared[puzzle->sums[i].figure] && !blocks[puzzle->sums[i].block])
            more = blocks[puzzle->sums[i].block] = true;
    return more;
}

bool peil_remedy_find(const struct peil_attack *attack, size_t figure, double asked,
                      const double *costs, bool *changed)
{
    const struct peil_puzzle *puzzle = attack->puzzle;
    bool *blocks = peil_arena_array(attack->arena, puzzle->block_count, sizeof *blocks);
    for (size_t i = 0; i < puzzle->sum_count; i++)
        if (puzzle->sums[i].figure == figure)
            blocks[puzzle->sums[i].block] = true;
    bool found = find(attack, figure, asked, costs, blocks, changed);
    while (!found && (widen(attack, blocks, false) || widen(attack, blocks, true)))
        found = find(attack, figure, asked, costs, blocks, changed);
    return found;
}
