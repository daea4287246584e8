#include "analyze/review.h"

#include "analyze/remedy.h"

#include <math.h>

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
    if (isinf(edge_of(review, figure)->cost))
        return INFINITY;
    return is->n > 0 ? 1 + is->n + (is->kind == PEIL_FIGURE_TOTAL ? 1000 : 0) : 5000;
}

double peil_review_width(const struct peil_review *review, size_t figure)
{
    const struct peil_bounds *bounds = &review->attack.bounds[figure];
    static const double nearly = 1e-6;
    return floor(bounds->high + nearly) - ceil(bounds->low - nearly);
}

/* Of very few respondents nobody can know less than nothing. */
bool peil_review_exposes(const struct peil_review *review, size_t figure)
{
    const struct peil_bounds *bounds = &review->attack.bounds[figure];
    double asked = fmin(review->asked, figure_of(review, figure)->among);
    return review->attack.wanted[figure] && bounds->solved && !bounds->nobody &&
           peil_review_width(review, figure) < asked;
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
    review->attack = (struct peil_attack){
        .puzzle = &review->puzzle, .shown = shown, .wanted = wanted, .arena = arena
    };
    peil_attack_run(&review->attack);
}

/* Shows it, for good: why there is no answer says little, and is hidden only where that
 * is no pretence. */
static void concede(const struct peil_review *review, size_t figure)
{
    edge_of(review, figure)->hidden = false;
    edge_of(review, figure)->cost = INFINITY;
}

/* Nothing helped but to show less and less of the table. */
static bool close_table(const struct peil_review *review, size_t figure)
{
    struct peil_shield *shield =
        &review->guards[review->puzzle.figures.list[figure].table].shield;
    bool more = !shield->closed || !shield->silent;
    shield->silent = shield->closed;
    shield->closed = true;
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

static bool hide_more(const struct peil_review *review, size_t figure, bool *changed)
{
    size_t count = review->puzzle.figures.count;
    double *costs = peil_arena_array(review->attack.arena, count, sizeof *costs);
    bool more = false;
    for (size_t i = 0; i < count; i++) {
        costs[i] = cost_of(review, i);
        changed[i] = false;
    }
    if (!peil_remedy_find(&review->attack, figure, review->asked, costs, changed))
        return false;
    for (size_t i = 0; i < count; i++)
        if (changed[i])
            more = hide_too(review, i) || more;
    return more;
}

/* Of what is exposed one figure in each table, as what helps one may help others. False
 * when nothing more can be done. */
static bool remedy(struct peil_review *review, bool patient)
{
    size_t count = review->puzzle.figures.count;
    bool *changed = peil_arena_array(review->attack.arena, count, sizeof *changed);
    bool *touched =
        peil_arena_array(review->attack.arena, review->guard_count, sizeof *touched);
    bool done = false;
    for (size_t i = 0; i < count; i++) {
        const struct peil_figure *figure = &review->puzzle.figures.list[i];
        if (!peil_review_exposes(review, i) || touched[figure->table])
            continue;
        if (figure->kind == PEIL_FIGURE_MISSING) {
            concede(review, i);
            done = true;
            continue;
        }
        touched[figure->table] = true;
        done = (patient && hide_more(review, i, changed)) || close_table(review, i) ||
               done;
    }
    return done;
}

enum { PATIENCE = 40, MOST_ROUNDS = 100 };

void peil_review_run(struct peil_review *review, struct peil_arena *arena)
{
    struct peil_arena *round = NULL;
    bool more = true;
    for (size_t i = 0; i < MOST_ROUNDS && more; i++) {
        peil_arena_free(round);
        round = peil_arena_new();
        if (!(review->without & PEIL_GATE_RINGS))
            peil_guards_hide(review->guards, review->guard_count, &review->secrets);
        attack(review, round);
        more = !(review->without & PEIL_GATE_AUDIT) && remedy(review, i < PATIENCE);
    }
    attack(review, arena);
    peil_arena_free(round);
}
