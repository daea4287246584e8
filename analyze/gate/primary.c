#include "analyze/gate/primary.h"

#include "analyze/tables/tabulate.h"
#include "questionnaires/base/message.h"

#include <assert.h>
#include <math.h>

static void hide(struct peil_guard *guard, size_t edge)
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

static void hide_line(struct peil_guard *guard, const struct line *line)
{
    for (size_t i = 0; i < line->count; i++)
        hide(guard, line->first + i * line->step);
}

/* Whoever is in the group has given that answer. True when it is shown all the same,
 * since the item is not sensitive. */
static bool hide_agreement(struct peil_guard *guard, const struct line *line)
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

static bool hide_columns(struct peil_guard *guard)
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

static void hide_sensitive_rows(struct peil_guard *guard)
{
    const struct peil_cross *cross = &guard->shield.table->cross;
    for (size_t i = 0; i < cross->row_count; i++)
        hide_agreement(guard,
                       &(struct line){ i * cross->column_count, 1, cross->column_count,
                                       cross->row_totals[i].n, cross->multiple_columns,
                                       true });
}

static bool are_agreed(const struct peil_guard *guard, const struct peil_margin *totals,
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
static bool is_one_answer(const struct peil_guard *guard)
{
    const struct peil_cross *cross = &guard->shield.table->cross;
    return (guard->shield.table->sensitive && !cross->multiple &&
            are_agreed(guard, cross->row_totals, cross->row_count)) ||
           (cross->columns_sensitive && !cross->multiple_columns &&
            are_agreed(guard, cross->column_totals, cross->column_count));
}

static bool hide_frequency(struct peil_guard *guard)
{
    const struct peil_table *table = guard->shield.table;
    return hide_agreement(
        guard, &(struct line){ 0, 1, table->frequency.row_count, table->base.n,
                               table->frequency.multiple, table->sensitive });
}

static bool hide_cross(struct peil_guard *guard)
{
    guard->shield.closed |= is_one_answer(guard);
    if (guard->shield.table->cross.columns_sensitive)
        hide_sensitive_rows(guard);
    return hide_columns(guard);
}

/* A mean of few tells of each; so does one of many who all said the same. */
static bool hide_summary(struct peil_guard *guard)
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
static bool (*const hide_groups[])(struct peil_guard *) = {
    [PEIL_TABLE_FREQUENCY] = hide_frequency,
    [PEIL_TABLE_CROSS] = hide_cross,
    [PEIL_TABLE_SUMMARY] = hide_summary,
};
static_assert(sizeof hide_groups / sizeof *hide_groups == PEIL_TABLE_KINDS,
              "the gate knows what is small in every kind of table");

static void hide_small(struct peil_guard *guard)
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
        table->advice = _("In a group here all, or all but one, gave the same answer: "
                          "think twice before you pass this on.");
}

/* --- What gives it away --- */

/* A missing kind that is the only one follows from the base, and a band from its
 * categories: hiding it is pretence. A table where an answer cannot be protected is not
 * shown at all. */
static void hide_rings(struct peil_guard *guard)
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
static bool is_near(const struct peil_guard *guard, const struct peil_table *other)
{
    const struct peil_table *table = guard->shield.table;
    return peil_population_is_same(table->population, other->population) &&
           fabs(table->base.n - other->base.n) < guard->least_cell;
}

static void hide_secrets(struct peil_guard *guard, const struct peil_secrets *secrets)
{
    const struct peil_shield *shield = &guard->shield;
    for (; guard->secrets_seen < secrets->count; guard->secrets_seen++) {
        const struct peil_secret *secret = &secrets->list[guard->secrets_seen];
        for (size_t i = 0;
             i < shield->network.edge_count && is_near(guard, secret->table); i++) {
            double away = fabs(shield->network.edges[i].n - secret->n);
            if (away < guard->least_cell &&
                peil_shield_is_same(&shield->keys[i], &secret->key))
                hide(guard, i);
        }
    }
}

static void tell_secrets(struct peil_guard *guard, struct peil_secrets *secrets)
{
    const struct peil_shield *shield = &guard->shield;
    for (size_t i = 0; i < shield->network.edge_count && !shield->closed; i++) {
        const struct peil_edge *edge = &shield->network.edges[i];
        if (!edge->hidden || guard->told[i])
            continue;
        secrets->list = peil_arena_grow(secrets->arena, secrets->list, secrets->count,
                                        sizeof *secrets->list);
        secrets->list[secrets->count++] =
            (struct peil_secret){ shield->keys[i], edge->n, shield->table };
        guard->told[i] = true;
    }
}

/* --- All tables together --- */

size_t peil_guard_hidden(const struct peil_guard *guard)
{
    const struct peil_network *network = &guard->shield.network;
    size_t hidden = 0;
    for (size_t i = 0; i < network->edge_count; i++)
        hidden += guard->shield.closed || network->edges[i].hidden;
    return hidden;
}

/* Until no table has anything new to hide. */
void peil_guards_hide(struct peil_guard *guards, size_t count,
                      struct peil_secrets *secrets)
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

struct peil_guard peil_guard_make(const struct peil_gate *gate,
                                  struct peil_table *table, struct peil_arena *arena)
{
    const struct peil_questionnaire *q =
        table->population ? table->population->questionnaire : gate->questionnaire;
    struct peil_guard guard = { .least_cell = (double)gate->least_cell,
                                .least_group = (double)gate->least_group,
                                .shield = peil_shield_make(table, q, arena),
                                .arena = arena };
    guard.told = peil_arena_array(arena, guard.shield.network.edge_count, sizeof(bool));
    hide_small(&guard);
    guard.primary = peil_guard_hidden(&guard);
    return guard;
}
