#include "analyze/gate/review.h"

#include "analyze/gate/remedy.h"

#include <math.h>
#include <string.h>

static const struct peil_figure *figure_of(const struct peil_review *review,
                                           size_t figure)
{
    return &review->puzzle.figures.list[figure];
}

/* Only of a figure that a shield has. */
static struct peil_edge *edge_of(const struct peil_review *review, size_t figure)
{
    const struct peil_figure *is = figure_of(review, figure);
    return &review->guards[is->table].shield.network.edges[is->edge];
}

static bool is_shown(const struct peil_review *review, size_t figure)
{
    const struct peil_figure *is = figure_of(review, figure);
    const struct peil_shield *shield = &review->guards[is->table].shield;
    switch (is->kind) {
    case PEIL_FIGURE_KNOWN:
        return !isnan(is->n);
    case PEIL_FIGURE_BASE:
        return !shield->silent;
    case PEIL_FIGURE_MISSING:
        return !shield->silent && !edge_of(review, figure)->hidden;
    case PEIL_FIGURE_CELL:
    case PEIL_FIGURE_TOTAL:
        return !shield->closed && !edge_of(review, figure)->hidden;
    case PEIL_FIGURE_DIFFERENCE:
    case PEIL_FIGURE_COMMON:
    default:
        return false;
    }
}

/* What was hidden for a reason; the rest of a closed table goes along without one. */
static bool is_secret(const struct peil_review *review, size_t figure)
{
    const struct peil_figure *is = figure_of(review, figure);
    if (is->kind == PEIL_FIGURE_DIFFERENCE)
        return is->n > 0 && is->n < review->asked;
    return is->edge != SIZE_MAX && edge_of(review, figure)->hidden;
}

/* Only with its whole table. */
static bool is_base(const struct peil_review *review, size_t figure)
{
    const struct peil_figure *is = figure_of(review, figure);
    return is->edge == SIZE_MAX ||
           (is->kind == PEIL_FIGURE_MISSING && isinf(edge_of(review, figure)->cost));
}

/* A cell goes before a total, then a zero, and a whole table last: as in shield.c, but
 * less steep, since these are numbers to calculate with. */
static double cost_of(const struct peil_review *review, size_t figure)
{
    const struct peil_figure *is = figure_of(review, figure);
    if (is->kind == PEIL_FIGURE_KNOWN)
        return INFINITY;
    if (is_base(review, figure))
        return 1e5;
    if (isinf(edge_of(review, figure)->cost) || edge_of(review, figure)->hidden)
        return INFINITY; /* what is hidden and known all the same stays known */
    return is->n > 0 ? 1 + is->n + (is->kind == PEIL_FIGURE_TOTAL ? 1000 : 0) : 5000;
}

double peil_review_width(const struct peil_review *review, size_t figure)
{
    const struct peil_bounds *bounds = &review->attack.bounds[figure];
    return floor(bounds->high + PEIL_NEARLY) - ceil(bounds->low - PEIL_NEARLY);
}

/* Of very few respondents nobody can know less than nothing. */
static double asked_of(const struct peil_review *review, size_t figure)
{
    double among = figure_of(review, figure)->among;
    return fmin(review->asked, fmin(among, review->least[figure]));
}

bool peil_review_exposes(const struct peil_review *review, size_t figure)
{
    const struct peil_bounds *bounds = &review->attack.bounds[figure];
    return review->attack.wanted[figure] && bounds->solved &&
           !review->attack.knowledge.nobody[figure] &&
           peil_review_width(review, figure) < asked_of(review, figure);
}

static void attack(struct peil_review *review, struct peil_arena *arena)
{
    size_t count = review->puzzle.figures.count;
    bool *shown = peil_arena_array(arena, count, sizeof *shown);
    bool *wanted = peil_arena_array(arena, count, sizeof *wanted);
    for (size_t i = 0; i < count; i++) {
        shown[i] = is_shown(review, i);
        wanted[i] = is_secret(review, i);
    }
    review->attack = (struct peil_attack){ .puzzle = &review->puzzle,
                                           .shown = shown,
                                           .enough = 2 * review->asked,
                                           .wanted = wanted,
                                           .memory = &review->memory,
                                           .arena = arena };
    peil_attack_run(&review->attack);
}

/* Of what seems exposed: how much would be known if no table were shown at all? No more
 * than that can be asked. */
static void ask_less(struct peil_review *review)
{
    const struct peil_attack last = review->attack;
    size_t count = review->puzzle.figures.count;
    bool *shown = peil_arena_array(last.arena, count, sizeof *shown);
    bool *wanted = peil_arena_array(last.arena, count, sizeof *wanted);
    bool some = false;
    for (size_t i = 0; i < count; i++) {
        shown[i] = last.shown[i] && figure_of(review, i)->kind == PEIL_FIGURE_KNOWN;
        wanted[i] = isnan(review->least[i]) && peil_review_exposes(review, i);
        some = some || wanted[i];
    }
    if (!some)
        return;
    review->attack.shown = shown;
    review->attack.wanted = wanted;
    peil_attack_run(&review->attack);
    for (size_t i = 0; i < count; i++)
        if (wanted[i] && review->attack.bounds[i].solved)
            review->least[i] = peil_review_width(review, i);
    review->attack = last;
}

/* Shows it, for good: why there is no answer says little, and is hidden only where that
 * is no pretence. */
static void concede(const struct peil_review *review, size_t figure)
{
    edge_of(review, figure)->hidden = false;
    edge_of(review, figure)->cost = INFINITY;
}

/* Shows less and less of a table; true when there was anything left to take. */
static bool close_table(struct peil_shield *shield)
{
    bool more = !shield->closed || !shield->silent;
    shield->silent = shield->closed;
    shield->closed = true;
    return more;
}

/* Nothing helped but to close its own table, and when that does not help, the others of
 * which its blocks know. */
static bool close_tables(const struct peil_review *review, size_t figure)
{
    const struct peil_puzzle *puzzle = &review->puzzle;
    struct peil_guard *guards = review->guards;
    bool *blocks =
        peil_arena_array(review->attack.arena, puzzle->block_count, sizeof *blocks);
    bool more = close_table(&guards[figure_of(review, figure)->table].shield);
    for (size_t i = 0; i < puzzle->sum_count; i++)
        if (puzzle->sums[i].figure == figure)
            blocks[puzzle->sums[i].block] = true;
    for (size_t i = 0; i < puzzle->sum_count && !more; i++) {
        const struct peil_figure *other = figure_of(review, puzzle->sums[i].figure);
        if (blocks[puzzle->sums[i].block] && other->kind < PEIL_FIGURE_KNOWN)
            more = close_table(&guards[other->table].shield);
    }
    return more;
}

/* True when it was not hidden yet. */
static bool hide_too(const struct peil_review *review, size_t figure)
{
    struct peil_shield *shield =
        &review->guards[figure_of(review, figure)->table].shield;
    bool *hidden =
        is_base(review, figure) ? &shield->silent : &edge_of(review, figure)->hidden;
    bool more = !*hidden;
    *hidden = true;
    shield->closed = shield->closed || shield->silent;
    return more;
}

/* A table goes or it does not, however much its figures change: what it costs is paid,
 * and others need perhaps not be hidden then. False when none goes. */
static bool pay(const struct peil_review *review, const bool *changed, double *costs)
{
    size_t count = review->puzzle.figures.count;
    bool *gone =
        peil_arena_array(review->attack.arena, review->guard_count, sizeof *gone);
    bool some = false;
    for (size_t i = 0; i < count; i++)
        if (changed[i] && is_base(review, i))
            gone[figure_of(review, i)->table] = some = true;
    for (size_t i = 0; i < count; i++)
        if (isfinite(costs[i]) && gone[figure_of(review, i)->table])
            costs[i] = 1e-2;
    return some;
}

static bool find_more(const struct peil_review *review, size_t figure, double asked,
                      bool *changed)
{
    size_t count = review->puzzle.figures.count;
    double *costs = peil_arena_array(review->attack.arena, count, sizeof *costs);
    bool *less = peil_arena_array(review->attack.arena, count, sizeof *less);
    for (size_t i = 0; i < count; i++) {
        costs[i] = cost_of(review, i);
        changed[i] = false;
    }
    if (!peil_remedy_find(&review->attack, figure, asked, costs, changed))
        return false;
    if (pay(review, changed, costs) &&
        peil_remedy_find(&review->attack, figure, asked, costs, less))
        memcpy(changed, less, count * sizeof *changed);
    return true;
}

static bool hide_more(const struct peil_review *review, size_t figure, double asked,
                      bool *changed)
{
    size_t count = review->puzzle.figures.count;
    bool more = false;
    if (!find_more(review, figure, asked, changed))
        return false;
    for (size_t i = 0; i < count; i++)
        if (changed[i] && is_base(review, i))
            more = hide_too(review, i) || more;
    for (size_t i = 0; i < count; i++)
        if (changed[i] && is_shown(review, i)) /* not closed with its whole table */
            more = hide_too(review, i) || more;
    return more;
}

/* Marks the blocks that know the figure; true when some were marked already. */
static bool touch(const struct peil_review *review, size_t figure, bool *touched)
{
    const struct peil_puzzle *puzzle = &review->puzzle;
    bool some = false;
    for (size_t i = 0; i < puzzle->sum_count; i++)
        if (puzzle->sums[i].figure == figure) {
            some = some || touched[puzzle->sums[i].block];
            touched[puzzle->sums[i].block] = true;
        }
    return some;
}

/* The smallest that is exposed and was not looked at in this round; or SIZE_MAX. */
static size_t next_exposed(const struct peil_review *review, const bool *seen)
{
    size_t least = SIZE_MAX;
    for (size_t i = 0; i < review->puzzle.figures.count; i++)
        if (!seen[i] && peil_review_exposes(review, i) &&
            (least == SIZE_MAX ||
             figure_of(review, i)->n < figure_of(review, least)->n))
            least = i;
    return least;
}

/* Of what is exposed one figure in each block, the smallest first, as what helps one
 * may help others. False when nothing more can be done. */
static bool remedy(struct peil_review *review, bool patient)
{
    size_t count = review->puzzle.figures.count;
    struct peil_arena *arena = review->attack.arena;
    bool *changed = peil_arena_array(arena, count, sizeof *changed);
    bool *seen = peil_arena_array(arena, count, sizeof *seen);
    bool *touched =
        peil_arena_array(arena, review->puzzle.block_count, sizeof *touched);
    bool done = false;
    for (size_t i = next_exposed(review, seen); i != SIZE_MAX;
         i = next_exposed(review, seen)) {
        seen[i] = true;
        if (figure_of(review, i)->kind == PEIL_FIGURE_MISSING) {
            concede(review, i);
            done = true;
        } else if (!touch(review, i, touched)) {
            done = (patient && hide_more(review, i, asked_of(review, i), changed)) ||
                   close_tables(review, i) || done;
        }
    }
    return done;
}

/* --- Who is the only one knows that --- */

/* Small figures that stand in a block with the table of the only one; but for those
 * that count nobody else. */
static bool *others(const struct peil_review *review, size_t single)
{
    const struct peil_puzzle *puzzle = &review->puzzle;
    struct peil_arena *arena = review->attack.arena;
    bool *wanted = peil_arena_array(arena, puzzle->figures.count, sizeof *wanted);
    bool *blocks = peil_arena_array(arena, puzzle->block_count, sizeof *blocks);
    size_t table = figure_of(review, single)->table;
    for (size_t i = 0; i < puzzle->sum_count; i++) {
        const struct peil_figure *figure = figure_of(review, puzzle->sums[i].figure);
        if (figure->kind < PEIL_FIGURE_KNOWN && figure->table == table)
            blocks[puzzle->sums[i].block] = true;
    }
    for (size_t i = 0; i < puzzle->sum_count; i++) {
        size_t figure = puzzle->sums[i].figure;
        double n = figure_of(review, figure)->n;
        wanted[figure] = wanted[figure] ||
                         (blocks[puzzle->sums[i].block] && figure != single && n > 1 &&
                          n < review->asked && review->attack.wanted[figure] &&
                          asked_of(review, figure) >= review->asked);
    }
    return wanted;
}

/* What the only one in a figure knows of others; those are hidden better. */
static bool remedy_single(struct peil_review *review, size_t single, bool patient)
{
    const struct peil_attack last = review->attack;
    struct peil_arena *arena = peil_arena_new(); /* there may be many of them */
    size_t count = review->puzzle.figures.count;
    bool *shown = peil_arena_array(arena, count, sizeof *shown);
    bool *changed = peil_arena_array(arena, count, sizeof *changed);
    bool done = false;
    for (size_t i = 0; i < count; i++)
        shown[i] = last.shown[i] || i == single;
    review->attack.arena = arena;
    review->attack.wanted = others(review, single);
    review->attack.enough = 1;
    review->attack.shown = shown;
    review->attack.before = &last;
    peil_attack_run(&review->attack);
    for (size_t i = 0; i < count && !done; i++)
        if (review->attack.wanted[i] && review->attack.bounds[i].solved &&
            peil_review_width(review, i) < 1)
            done = (patient && hide_more(review, i, 1, changed)) ||
                   close_tables(review, i);
    review->attack = last;
    peil_arena_free(arena);
    return done;
}

/* Of each table the first of them that knows too much. */
static bool remedy_singles(struct peil_review *review, bool patient)
{
    bool *touched =
        peil_arena_array(review->attack.arena, review->guard_count, sizeof *touched);
    bool done = false;
    for (size_t i = 0; i < review->puzzle.figures.count; i++) {
        const struct peil_figure *figure = figure_of(review, i);
        if (figure->kind > PEIL_FIGURE_TOTAL || figure->n != 1 ||
            !review->attack.wanted[i] || touched[figure->table] || review->discreet[i])
            continue;
        touched[figure->table] = remedy_single(review, i, patient);
        review->discreet[i] =
            !touched[figure->table]; /* and more is hidden, never less */
        done = done || touched[figure->table];
    }
    return done;
}

enum { PATIENCE = 40, MOST_ROUNDS = 100 };

static bool remedy_all(struct peil_review *review, bool patient)
{
    if (review->without & PEIL_GATE_AUDIT)
        return false;
    ask_less(review);
    return remedy(review, patient) ||
           (!(review->without & PEIL_GATE_SINGLES) && remedy_singles(review, patient));
}

bool peil_review_run(struct peil_review *review, struct peil_arena *arena)
{
    struct peil_arena *round = NULL;
    bool more = true;
    size_t count = review->puzzle.figures.count;
    review->least = peil_arena_array(arena, count, sizeof *review->least);
    review->memory = (struct peil_memory){ .arena = arena };
    review->discreet = peil_arena_array(arena, count, sizeof *review->discreet);
    for (size_t i = 0; i < count; i++)
        review->least[i] = NAN;
    for (size_t i = 0; i < MOST_ROUNDS && more; i++) {
        peil_arena_free(round);
        round = peil_arena_new();
        if (!(review->without & PEIL_GATE_RINGS))
            peil_guards_hide(review->guards, review->guard_count, &review->secrets);
        attack(review, round);
        more = !review->attack.contradiction && remedy_all(review, i < PATIENCE);
    }
    attack(review, arena);
    peil_arena_free(round);
    return !review->attack.contradiction;
}
