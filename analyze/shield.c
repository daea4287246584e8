#include "analyze/shield.h"

#include "analyze/tabulate.h"
#include "questionnaires/base/message.h"

#include <assert.h>
#include <math.h>
#include <string.h>

/* A cell goes before a total, and a zero last: it says little to hide it. What must
 * never be hidden costs INFINITY. */
static const double COST_OF_TOTAL = 1e4, COST_OF_ZERO = 1e7;

/* --- From a table --- */

static void set_edge(struct peil_shield *shield, size_t edge, struct peil_edge is,
                     struct peil_shield_key key)
{
    is.cost += is.n > 0 ? 1 + is.n : COST_OF_ZERO;
    shield->network.edges[edge] = is;
    shield->keys[edge] = key;
}

static void make_room(struct peil_shield *shield, size_t edges, size_t nodes,
                      struct peil_arena *arena)
{
    shield->network = (struct peil_network){
        .edges = peil_arena_array(arena, edges, sizeof(struct peil_edge)),
        .edge_count = edges,
        .node_count = nodes,
    };
    shield->keys = peil_arena_array(arena, edges, sizeof *shield->keys);
}

static struct peil_shield_key total_key(const char *variable, const char *code)
{
    return (struct peil_shield_key){ .variable = variable, .code = code };
}

/* Valid answers add up to their sum, missing ones to what was asked less that. "Not
 * asked" is what remains of all responses: it cannot be kept. */
static void shield_frequency(struct peil_shield *shield, struct peil_arena *arena)
{
    enum { OPEN, VALID, MISSING, NODES };
    const struct peil_table *table = shield->table;
    const struct peil_frequency *f = &table->frequency;
    make_room(shield, f->row_count + f->missing_count, NODES, arena);
    for (size_t i = 0; i < f->row_count; i++) {
        double n = f->rows[i].n;
        set_edge(shield, i,
                 (struct peil_edge){ .from = OPEN,
                                     .to = VALID,
                                     .n = n,
                                     .most = table->base.n,
                                     .cost = n > 0 ? 0 : INFINITY },
                 total_key(table->variable, f->rows[i].category.code));
    }
    for (size_t i = 0; i < f->missing_count; i++) {
        const struct peil_missing_row *row = &f->missing[i];
        set_edge(
            shield, f->row_count + i,
            (struct peil_edge){ .from = OPEN,
                                .to = MISSING,
                                .n = row->n,
                                .most = f->asked,
                                .cost = row->kind == PEIL_NOT_ASKED ? INFINITY : 0 },
            (struct peil_shield_key){ table->variable, peil_missing_name(row->kind),
                                      "missing", "" });
    }
}

/* The node of a sum; where one case may stand in several of its parts there is no such
 * sum, and the node is the open one, 0. The totals of a multiple add up to its
 * responses, which its frequencies tell. */
struct nodes {
    size_t row, column, row_sum, column_sum;
};
static struct nodes nodes_of(const struct peil_cross *cross, size_t i, size_t j)
{
    size_t rows = cross->row_count, columns = cross->column_count;
    return (struct nodes){ .row = cross->multiple_columns ? 0 : 1 + i,
                           .column = cross->multiple ? 0 : 1 + rows + j,
                           .row_sum = 1 + rows + columns,
                           .column_sum = 2 + rows + columns };
}

static void shield_total(struct peil_shield *shield, size_t edge, size_t from,
                         size_t to, double n)
{
    shield->network.edges[edge] = (struct peil_edge){
        .from = from, .to = to, .n = n, .most = shield->table->base.n
    };
    shield->network.edges[edge].cost = n > 0 ? COST_OF_TOTAL + n : INFINITY;
}

static void shield_totals(struct peil_shield *shield)
{
    const struct peil_cross *cross = &shield->table->cross;
    size_t edge = cross->row_count * cross->column_count;
    for (size_t i = 0; i < cross->row_count; i++) {
        struct nodes nodes = nodes_of(cross, i, 0);
        shield->keys[edge] = total_key(shield->table->variable, cross->rows[i].code);
        shield_total(shield, edge++, nodes.row_sum, nodes.row, cross->row_totals[i].n);
    }
    for (size_t j = 0; j < cross->column_count; j++) {
        struct nodes nodes = nodes_of(cross, 0, j);
        shield->keys[edge] = total_key(cross->column_variable, cross->columns[j].code);
        shield_total(shield, edge++, nodes.column, nodes.column_sum,
                     cross->column_totals[j].n);
    }
}

/* "A by B" and "B by A" are one table to who reads both. */
static struct peil_shield_key cell_key(const struct peil_table *table, size_t row,
                                       size_t column)
{
    const struct peil_cross *cross = &table->cross;
    const char *row_code = cross->rows[row].code;
    const char *column_code = cross->columns[column].code;
    if (strcmp(table->variable, cross->column_variable) <= 0)
        return (struct peil_shield_key){ table->variable, row_code,
                                         cross->column_variable, column_code };
    return (struct peil_shield_key){ cross->column_variable, column_code,
                                     table->variable, row_code };
}

/* In a row or column without any answer the zeros are no secret. Among ticks no cell
 * is larger than the group that ticked. */
static void shield_cell(struct peil_shield *shield, size_t i, size_t j)
{
    const struct peil_cross *cross = &shield->table->cross;
    double row = cross->row_totals[i].n, column = cross->column_totals[j].n;
    struct nodes nodes = nodes_of(cross, i, j);
    size_t edge = i * cross->column_count + j;
    set_edge(shield, edge,
             (struct peil_edge){ .from = nodes.row,
                                 .to = nodes.column,
                                 .n = cross->cells[edge].n,
                                 .most = fmin(cross->multiple ? column : INFINITY,
                                              cross->multiple_columns ? row : INFINITY),
                                 .cost = row == 0 || column == 0 ? INFINITY : 0 },
             cell_key(shield->table, i, j));
}

static void shield_cross(struct peil_shield *shield, struct peil_arena *arena)
{
    const struct peil_cross *cross = &shield->table->cross;
    size_t rows = cross->row_count, columns = cross->column_count;
    make_room(shield, rows * columns + rows + columns, 3 + rows + columns, arena);
    for (size_t i = 0; i < rows; i++)
        for (size_t j = 0; j < columns; j++)
            shield_cell(shield, i, j);
    shield_totals(shield);
}

static void (*const shields[])(struct peil_shield *, struct peil_arena *) = {
    [PEIL_TABLE_FREQUENCY] = shield_frequency,
    [PEIL_TABLE_CROSS] = shield_cross,
};
static_assert(sizeof shields / sizeof *shields == PEIL_TABLE_KINDS,
              "the gate sees every kind of table");

struct peil_shield peil_shield_make(struct peil_table *table, struct peil_arena *arena)
{
    struct peil_shield shield = { .table = table };
    shields[table->kind](&shield, arena);
    return shield;
}

static bool same_text(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

bool peil_shield_is_same(const struct peil_shield_key *a,
                         const struct peil_shield_key *b)
{
    return same_text(a->variable, b->variable) && same_text(a->code, b->code) &&
           same_text(a->variable2, b->variable2) && same_text(a->code2, b->code2);
}

/* --- Back into the table --- */

static void *copy(const void *array, size_t count, size_t size,
                  struct peil_arena *arena)
{
    void *made = peil_arena_array(arena, count, size);
    if (count > 0)
        memcpy(made, array, count * size);
    return made;
}

static bool is_hidden(const struct peil_shield *shield, size_t edge)
{
    return shield->closed || shield->network.edges[edge].hidden;
}

static void hide_row(struct peil_frequency_row *row)
{
    *row = (struct peil_frequency_row){ .category = row->category,
                                        .n = NAN,
                                        .weighted = NAN,
                                        .percent = NAN,
                                        .valid_percent = NAN,
                                        .cumulative_percent = NAN,
                                        .response_percent = NAN,
                                        .ci_low = NAN,
                                        .ci_high = NAN,
                                        .hidden = true };
}

static void apply_rows(const struct peil_shield *shield, struct peil_arena *arena)
{
    struct peil_frequency *frequency = &shield->table->frequency;
    struct peil_frequency_row *rows =
        copy(frequency->rows, frequency->row_count, sizeof *rows, arena);
    size_t hidden = 0;
    for (size_t i = 0; i < frequency->row_count; i++) {
        if (!is_hidden(shield, i))
            continue;
        hide_row(&rows[i]);
        hidden++;
    }
    for (size_t i = 0; i < frequency->row_count && hidden > 0; i++)
        rows[i].cumulative_percent = NAN;
    frequency->rows = rows;
    shield->table->hidden += hidden;
}

static void apply_missing(const struct peil_shield *shield, bool all,
                          struct peil_arena *arena)
{
    struct peil_frequency *frequency = &shield->table->frequency;
    struct peil_missing_row *rows =
        copy(frequency->missing, frequency->missing_count, sizeof *rows, arena);
    for (size_t i = 0; i < frequency->missing_count; i++) {
        if (!all && !shield->network.edges[frequency->row_count + i].hidden)
            continue;
        rows[i] = (struct peil_missing_row){ rows[i].kind, NAN, NAN, NAN, true };
        shield->table->hidden++;
    }
    frequency->missing = rows;
}

static void apply_frequency(const struct peil_shield *shield, bool base,
                            struct peil_arena *arena)
{
    struct peil_frequency *frequency = &shield->table->frequency;
    apply_rows(shield, arena);
    apply_missing(shield, base, arena);
    if (base)
        frequency->asked = NAN;
    if (shield->closed)
        frequency->responses = NAN;
}

static const struct peil_margin *apply_margins(const struct peil_shield *shield,
                                               const struct peil_margin *margins,
                                               size_t count, size_t first,
                                               struct peil_arena *arena)
{
    struct peil_margin *made = copy(margins, count, sizeof *made, arena);
    for (size_t i = 0; i < count; i++) {
        if (!is_hidden(shield, first + i))
            continue;
        made[i] = (struct peil_margin){ NAN, NAN, NAN, true };
        shield->table->hidden++;
        shield->table->cross.smallest_expected = NAN;
    }
    return made;
}

/* What the figures of a shown cell would tell of a hidden total. */
static void hide_relations(struct peil_cell *cell, bool row, bool column)
{
    if (row)
        cell->row_percent = NAN;
    if (column)
        cell->column_percent = NAN;
    if (row || column)
        cell->expected = cell->residual = cell->adjusted_residual = NAN;
}

static void apply_cells(const struct peil_shield *shield, struct peil_arena *arena)
{
    struct peil_cross *cross = &shield->table->cross;
    size_t count = cross->row_count * cross->column_count;
    struct peil_cell *cells = copy(cross->cells, count, sizeof *cells, arena);
    for (size_t i = 0; i < count; i++) {
        hide_relations(&cells[i], cross->row_totals[i / cross->column_count].hidden,
                       cross->column_totals[i % cross->column_count].hidden);
        if (!is_hidden(shield, i))
            continue;
        cells[i] =
            (struct peil_cell){ NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NULL, true };
        shield->table->hidden++;
    }
    cross->cells = cells;
}

static void apply_cross(const struct peil_shield *shield, bool base,
                        struct peil_arena *arena)
{
    struct peil_cross *cross = &shield->table->cross;
    size_t cells = cross->row_count * cross->column_count;
    cross->row_totals =
        apply_margins(shield, cross->row_totals, cross->row_count, cells, arena);
    cross->column_totals =
        apply_margins(shield, cross->column_totals, cross->column_count,
                      cells + cross->row_count, arena);
    apply_cells(shield, arena);
    if (base)
        cross->total = cross->weighted_total = NAN;
    if (!shield->closed)
        return;
    cross->test_count = cross->measure_count = 0;
    cross->smallest_expected = cross->share_below_5 = NAN;
}

static void (*const applies[])(const struct peil_shield *, bool,
                               struct peil_arena *) = {
    [PEIL_TABLE_FREQUENCY] = apply_frequency,
    [PEIL_TABLE_CROSS] = apply_cross,
};
static_assert(sizeof applies / sizeof *applies == PEIL_TABLE_KINDS,
              "the gate closes every kind of table");

void peil_shield_apply(const struct peil_shield *shield, long least_cell,
                       struct peil_arena *arena)
{
    struct peil_base *base = &shield->table->base;
    bool tiny = base->n > 0 && base->n < (double)least_cell;
    applies[shield->table->kind](shield, tiny, arena);
    if (tiny)
        base->n = base->weighted = base->effective = NAN;
}
