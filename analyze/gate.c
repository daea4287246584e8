#include "analyze/gate.h"

#include "analyze/redaction.h"
#include "analyze/remedy.h"
#include "analyze/tabulate.h"
#include "questionnaires/base/message.h"

#include <assert.h>
#include <math.h>

struct guard {
    double least_cell, least_group;
    struct peil_shield shield;
    bool *told;          /* of each edge: it is among the secrets */
    size_t secrets_seen; /* that were looked for in this table */
    size_t primary;      /* hidden because they are small themselves */
    struct peil_arena *arena;
};

struct secret {
    struct peil_shield_key key;
    double n;
    const struct peil_table *table; /* that it stands in */
};
struct secrets {
    struct secret *list;
    size_t count;
    struct peil_arena *arena;
};

static void hide(struct guard *guard, size_t edge)
{
    if (isfinite(guard->shield.network.edges[edge].cost))
        guard->shield.network.edges[edge].hidden = true;
}

/* --- What is small itself --- */

/* One group's answers: a column, a row, or all rows of frequencies. */
struct line {
    size_t first, step, count;
    double base;
    bool multiple, sensitive;
};

static void hide_line(struct guard *guard, const struct line *line)
{
    for (size_t i = 0; i < line->count; i++)
        hide(guard, line->first + i * line->step);
}

/* Whoever is in the group has given that answer. True when it is shown all the same,
 * since the item is not sensitive. */
static bool hide_agreement(struct guard *guard, const struct line *line)
{
    bool agreed = false;
    for (size_t i = 0; i < line->count && line->base >= guard->least_group; i++) {
        size_t edge = line->first + i * line->step;
        if (guard->shield.network.edges[edge].n < line->base - 1)
            continue;
        agreed = true;
        if (line->sensitive && line->multiple)
            hide(guard, edge);
        else if (line->sensitive && guard->shield.table->kind == PEIL_TABLE_FREQUENCY)
            guard->shield.closed = true;
        else if (line->sensitive)
            hide_line(guard, line);
    }
    return agreed && !line->sensitive;
}

static bool hide_columns(struct guard *guard)
{
    const struct peil_table *table = guard->shield.table;
    const struct peil_cross *cross = &table->cross;
    bool agreed = false;
    for (size_t j = 0; j < cross->column_count; j++) {
        struct line line = { j,
                             cross->column_count,
                             cross->row_count,
                             cross->column_totals[j].n,
                             cross->multiple,
                             table->sensitive };
        if (line.base < guard->least_group)
            hide_line(guard, &line);
        agreed = hide_agreement(guard, &line) || agreed;
    }
    return agreed;
}

static void hide_sensitive_rows(struct guard *guard)
{
    const struct peil_cross *cross = &guard->shield.table->cross;
    for (size_t i = 0; i < cross->row_count; i++)
        hide_agreement(guard,
                       &(struct line){ i * cross->column_count, 1, cross->column_count,
                                       cross->row_totals[i].n, cross->multiple_columns,
                                       true });
}

static bool are_agreed(const struct guard *guard, const struct peil_margin *totals,
                       size_t count)
{
    double base = guard->shield.table->base.n;
    for (size_t i = 0; i < count; i++) {
        if (base >= guard->least_group && totals[i].n >= base - 1)
            return true;
    }
    return false;
}

/* The whole of a sensitive item in one answer: then nothing of the table is shown. */
static bool is_one_answer(const struct guard *guard)
{
    const struct peil_cross *cross = &guard->shield.table->cross;
    return (guard->shield.table->sensitive && !cross->multiple &&
            are_agreed(guard, cross->row_totals, cross->row_count)) ||
           (cross->columns_sensitive && !cross->multiple_columns &&
            are_agreed(guard, cross->column_totals, cross->column_count));
}

static bool hide_frequency(struct guard *guard)
{
    const struct peil_table *table = guard->shield.table;
    return hide_agreement(
        guard, &(struct line){ 0, 1, table->frequency.row_count, table->base.n,
                               table->frequency.multiple, table->sensitive });
}

static bool hide_cross(struct guard *guard)
{
    guard->shield.closed |= is_one_answer(guard);
    if (guard->shield.table->cross.columns_sensitive)
        hide_sensitive_rows(guard);
    return hide_columns(guard);
}

/* A mean of few tells of each; so does one of many who all said the same. */
static bool hide_summary(struct guard *guard)
{
    const struct peil_table *table = guard->shield.table;
    bool agreed = false;
    double least = table->summary.least;
    guard->shield.closed |= least > 0 && least < guard->least_cell;
    for (size_t i = 0; i < table->summary.row_count; i++) {
        const struct peil_summary_row *row = &table->summary.rows[i];
        bool alike = row->n >= guard->least_group && row->alike >= row->n - 1;
        if (row->n < guard->least_group || (alike && table->sensitive))
            hide(guard, i);
        if (alike && table->sensitive && row->total)
            guard->shield.closed = true;
        agreed = agreed || (alike && !table->sensitive);
    }
    return agreed;
}

/* Each returns whether a group is shown all the same that agreed. */
static bool (*const hide_groups[])(struct guard *) = {
    [PEIL_TABLE_FREQUENCY] = hide_frequency,
    [PEIL_TABLE_CROSS] = hide_cross,
    [PEIL_TABLE_SUMMARY] = hide_summary,
};
static_assert(sizeof hide_groups / sizeof *hide_groups == PEIL_TABLE_KINDS,
              "the gate knows what is small in every kind of table");

static void hide_small(struct guard *guard)
{
    struct peil_table *table = guard->shield.table;
    const struct peil_network *network = &guard->shield.network;
    guard->shield.closed = table->base.n > 0 && table->base.n < guard->least_group;
    guard->shield.silent = table->base.n > 0 && table->base.n < guard->least_cell;
    for (size_t i = 0; i < network->edge_count; i++) {
        if (network->edges[i].n > 0 && network->edges[i].n < guard->least_cell)
            hide(guard, i);
    }
    if (hide_groups[table->kind](guard))
        peil_table_add_note(table,
                            _("In a group here all, or all but one, gave the same "
                              "answer: think twice before you pass this on."),
                            guard->arena);
}

/* --- What gives it away --- */

/* A missing kind that is the only one follows from the base, and a band from its
 * categories: hiding it is pretence. A table where an answer cannot be protected is not
 * shown at all. */
static void hide_rings(struct guard *guard)
{
    struct peil_network *network = &guard->shield.network;
    for (size_t i = 0; i < network->edge_count; i++) {
        if (!network->edges[i].hidden || peil_network_protect(network, i, guard->arena))
            continue;
        if (peil_shield_is_answer(&guard->shield, i))
            guard->shield.closed = true;
        else
            network->edges[i].hidden = false;
    }
}

/* Of the same respondents, but for a few. */
static bool is_near(const struct guard *guard, const struct peil_table *other)
{
    const struct peil_table *table = guard->shield.table;
    return table->population == other->population &&
           fabs(table->base.n - other->base.n) < guard->least_cell;
}

static void hide_secrets(struct guard *guard, const struct secrets *secrets)
{
    const struct peil_shield *shield = &guard->shield;
    for (; guard->secrets_seen < secrets->count; guard->secrets_seen++) {
        const struct secret *secret = &secrets->list[guard->secrets_seen];
        for (size_t i = 0;
             i < shield->network.edge_count && is_near(guard, secret->table); i++) {
            double away = fabs(shield->network.edges[i].n - secret->n);
            if (away < guard->least_cell &&
                peil_shield_is_same(&shield->keys[i], &secret->key))
                hide(guard, i);
        }
    }
}

static void tell_secrets(struct guard *guard, struct secrets *secrets)
{
    const struct peil_shield *shield = &guard->shield;
    for (size_t i = 0; i < shield->network.edge_count && !shield->closed; i++) {
        const struct peil_edge *edge = &shield->network.edges[i];
        if (!edge->hidden || guard->told[i])
            continue;
        secrets->list = peil_arena_grow(secrets->arena, secrets->list, secrets->count,
                                        sizeof *secrets->list);
        secrets->list[secrets->count++] =
            (struct secret){ shield->keys[i], edge->n, shield->table };
        guard->told[i] = true;
    }
}

/* --- All tables together --- */

static size_t count_hidden(const struct guard *guard)
{
    const struct peil_network *network = &guard->shield.network;
    size_t hidden = 0;
    for (size_t i = 0; i < network->edge_count; i++)
        hidden += guard->shield.closed || network->edges[i].hidden;
    return hidden;
}

/* Until no table has anything new to hide. */
static void hide_all_rings(struct guard *guards, size_t count, struct secrets *secrets)
{
    size_t told;
    do {
        told = secrets->count;
        for (size_t i = 0; i < count; i++) {
            hide_secrets(&guards[i], secrets);
            hide_rings(&guards[i]);
            tell_secrets(&guards[i], secrets);
        }
    } while (secrets->count > told);
}

static struct guard make_guard(const struct peil_gate *gate, struct peil_table *table,
                               struct peil_arena *arena)
{
    const struct peil_questionnaire *q =
        table->population ? table->population->questionnaire : gate->questionnaire;
    struct guard guard = { .least_cell = (double)gate->least_cell,
                           .least_group = (double)gate->least_group,
                           .shield = peil_shield_make(table, q, arena),
                           .arena = arena };
    guard.told = peil_arena_array(arena, guard.shield.network.edge_count, sizeof(bool));
    hide_small(&guard);
    guard.primary = count_hidden(&guard);
    return guard;
}

/* --- The audit, until it finds nothing --- */

struct review {
    struct guard *guards;
    size_t guard_count;
    struct secrets secrets;
    struct peil_puzzle puzzle;
    struct peil_attack attack; /* the last one */
    double asked;
};

static const struct peil_figure *figure_of(const struct review *review, size_t figure)
{
    return &review->puzzle.figures.list[figure];
}

/* Only of a figure that a shield has. */
static struct peil_edge *edge_of(const struct review *review, size_t figure)
{
    const struct peil_figure *is = figure_of(review, figure);
    return &review->guards[is->table].shield.network.edges[is->edge];
}

static bool is_shown(const struct review *review, size_t figure)
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
static bool is_secret(const struct review *review, size_t figure)
{
    const struct peil_figure *is = figure_of(review, figure);
    if (is->kind == PEIL_FIGURE_DIFFERENCE)
        return is->n > 0 && is->n < review->asked;
    return is->edge != SIZE_MAX && edge_of(review, figure)->hidden;
}

/* A cell goes before a total, and a zero last: as in shield.c, but less steep, since
 * these are numbers to calculate with. */
static double cost_of(const struct review *review, size_t figure)
{
    const struct peil_figure *is = figure_of(review, figure);
    if (is->edge == SIZE_MAX || isinf(edge_of(review, figure)->cost))
        return INFINITY;
    return is->n > 0 ? 1 + is->n + (is->kind == PEIL_FIGURE_TOTAL ? 1000 : 0) : 5000;
}

static double width_of(const struct review *review, size_t figure)
{
    const struct peil_bounds *bounds = &review->attack.bounds[figure];
    static const double nearly = 1e-6;
    return floor(bounds->high + nearly) - ceil(bounds->low - nearly);
}

static bool is_exposed(const struct review *review, size_t figure)
{
    const struct peil_bounds *bounds = &review->attack.bounds[figure];
    return review->attack.wanted[figure] && bounds->solved && !bounds->nobody &&
           width_of(review, figure) < review->asked;
}

static void attack(struct review *review, struct peil_arena *arena)
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
static void concede(const struct review *review, size_t figure)
{
    edge_of(review, figure)->hidden = false;
    edge_of(review, figure)->cost = INFINITY;
}

/* Nothing helped but to show less and less of the table. */
static bool close_table(const struct review *review, size_t figure)
{
    struct peil_shield *shield =
        &review->guards[review->puzzle.figures.list[figure].table].shield;
    bool more = !shield->closed || !shield->silent;
    shield->silent = shield->closed;
    shield->closed = true;
    return more;
}

static bool hide_more(const struct review *review, size_t figure, bool *changed)
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
    for (size_t i = 0; i < count; i++) {
        if (!changed[i])
            continue;
        more = more || !edge_of(review, i)->hidden;
        edge_of(review, i)->hidden = true;
    }
    return more;
}

/* Of what is exposed one figure in each table, as what helps one may help others. False
 * when nothing more can be done. */
static bool remedy(struct review *review, bool patient)
{
    size_t count = review->puzzle.figures.count;
    bool *changed = peil_arena_array(review->attack.arena, count, sizeof *changed);
    bool *touched =
        peil_arena_array(review->attack.arena, review->guard_count, sizeof *touched);
    bool done = false;
    for (size_t i = 0; i < count; i++) {
        const struct peil_figure *figure = &review->puzzle.figures.list[i];
        if (!is_exposed(review, i) || touched[figure->table])
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

static void review_all(struct review *review, struct peil_arena *arena)
{
    struct peil_arena *round = NULL;
    bool more = true;
    for (size_t i = 0; i < MOST_ROUNDS && more; i++) {
        peil_arena_free(round);
        round = peil_arena_new();
        hide_all_rings(review->guards, review->guard_count, &review->secrets);
        attack(review, round);
        more = remedy(review, i < PATIENCE);
    }
    attack(review, arena);
    peil_arena_free(round);
}

/* --- What was done --- */

static void judge(const struct review *review, struct peil_audit_table *tables)
{
    for (size_t i = 0; i < review->puzzle.figures.count; i++) {
        struct peil_audit_table *table = &tables[review->puzzle.figures.list[i].table];
        const struct peil_bounds *bounds = &review->attack.bounds[i];
        if (!review->attack.wanted[i] || !bounds->solved || bounds->nobody)
            continue;
        table->narrowest = fmin(table->narrowest, width_of(review, i));
        table->exposed += is_exposed(review, i);
    }
}

static const char *name_of(const struct peil_table *table, struct peil_arena *arena)
{
    const char *by = table->kind == PEIL_TABLE_CROSS     ? table->cross.column_variable
                     : table->kind == PEIL_TABLE_SUMMARY ? table->summary.group_variable
                                                         : NULL;
    const struct peil_population *population = table->population;
    const char *name = by ? peil_arena_format(arena, "%s by %s", table->variable, by)
                          : table->variable;
    if (population && population->where_text)
        name = peil_arena_format(arena, "%s, where %s", name, population->where_text);
    if (population && population->wave)
        name = peil_arena_format(arena, "%s, wave %s", name, population->wave);
    return name;
}

static const struct peil_audit *report(const struct review *review,
                                       struct peil_arena *arena)
{
    size_t count = review->guard_count;
    struct peil_audit_table *tables = peil_arena_array(arena, count, sizeof *tables);
    struct peil_audit *audit = peil_arena_array(arena, 1, sizeof *audit);
    *audit = (struct peil_audit){ .asked = review->asked,
                                  .narrowest = NAN,
                                  .tables = tables };
    for (size_t i = 0; i < count; i++) {
        const struct guard *guard = &review->guards[i];
        size_t hidden = count_hidden(guard);
        tables[i] = (struct peil_audit_table){
            .name = name_of(guard->shield.table, arena),
            .primary = guard->primary < hidden ? guard->primary : hidden,
            .secondary = hidden > guard->primary ? hidden - guard->primary : 0,
            .narrowest = NAN
        };
    }
    judge(review, tables);
    for (size_t i = 0; i < count; i++) {
        audit->primary += tables[i].primary;
        audit->secondary += tables[i].secondary;
        audit->exposed += tables[i].exposed;
        audit->narrowest = fmin(audit->narrowest, tables[i].narrowest);
    }
    audit->table_count = count;
    return audit;
}

const struct peil_audit *peil_gate_close(const struct peil_gate *gate,
                                         struct peil_table *const *tables, size_t count,
                                         struct peil_arena *arena)
{
    struct review review = { .guards =
                                 peil_arena_array(arena, count, sizeof(struct guard)),
                             .guard_count = count,
                             .secrets = { .arena = arena },
                             .asked = (double)gate->least_cell };
    for (size_t i = 0; i < count; i++)
        review.guards[i] = make_guard(gate, tables[i], arena);
    review.puzzle = peil_puzzle_make(
        peil_figures_make(tables, count, gate->questionnaire, arena), arena);
    review_all(&review, arena);
    const struct peil_audit *audit = report(&review, arena);
    for (size_t i = 0; i < count; i++)
        peil_redaction_apply(&review.guards[i].shield, gate->least_cell, arena);
    return audit;
}
