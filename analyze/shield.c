#include "analyze/shield.h"

#include "analyze/bands.h"

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

/* The table's own edges and nodes, and room for the bands of so many totals. */
static void make_room(struct peil_shield *shield, size_t edges, size_t totals,
                      size_t nodes, struct peil_arena *arena)
{
    size_t derives = shield->questionnaire ? shield->questionnaire->derive_count : 0;
    size_t room = edges + totals * derives;
    shield->network = (struct peil_network){
        .edges = peil_arena_array(arena, room, sizeof(struct peil_edge)),
        .edge_count = edges,
        .node_count = nodes,
    };
    shield->keys = peil_arena_array(arena, room, sizeof *shield->keys);
}

static struct peil_shield_key total_key(const char *variable, const char *code)
{
    return (struct peil_shield_key){ .variable = variable, .code = code };
}

/* --- Totals, and the sums they add up to --- */

/* Where the totals of one variable flow: all into one sum, unless derived variables
 * show the sums of some of them. Then those in the same bands flow together, and on
 * through one edge for each band, which stands for that band's own total. */
struct flow {
    const char *variable;
    const struct peil_category *categories;
    const double *totals;
    size_t count;
    size_t sum;     /* the node of all of them */
    bool backwards; /* from the sum to the totals */
};

static double band_total(const struct peil_bands *bands, const struct flow *flow,
                         size_t derive, size_t category)
{
    double total = 0;
    for (size_t i = 0; i < flow->count; i++)
        total += peil_bands_share(bands, derive, category, i) ? flow->totals[i] : 0;
    return total;
}

/* From a new node, which is returned, to another. A category outside all bands of a
 * derived variable needs none. */
static size_t add_band(struct peil_shield *shield, const struct flow *flow,
                       const struct peil_bands *bands, size_t derive, size_t category,
                       size_t to)
{
    const struct peil_band *band = bands->of[category * bands->derive_count + derive];
    if (!band)
        return to;
    size_t from = shield->network.node_count++;
    size_t edge = shield->network.edge_count++;
    double total = band_total(bands, flow, derive, category);
    shield->network.edges[edge] = (struct peil_edge){
        .from = flow->backwards ? to : from,
        .to = flow->backwards ? from : to,
        .n = total,
        .most = shield->table->base.n,
        .cost = COST_OF_TOTAL + total,
    };
    shield->keys[edge] = total_key(bands->derives[derive]->id, band->code);
    return from;
}

/* The node that each total flows into, or comes from. */
static const size_t *add_bands(struct peil_shield *shield, const struct flow *flow,
                               struct peil_arena *arena)
{
    const struct peil_bands *bands = peil_bands_find(
        shield->questionnaire, flow->variable, flow->categories, flow->count, arena);
    size_t *nodes = peil_arena_array(arena, flow->count, sizeof *nodes);
    for (size_t i = 0; i < flow->count; i++) {
        size_t first = peil_bands_first(bands, i);
        nodes[i] = first < i ? nodes[first] : flow->sum;
        for (size_t d = 0; d < bands->derive_count && first == i; d++)
            nodes[i] = add_band(shield, flow, bands, d, i, nodes[i]);
    }
    return nodes;
}

/* --- Frequencies --- */

static void shield_missing(struct peil_shield *shield, size_t from, size_t to)
{
    const struct peil_frequency *f = &shield->table->frequency;
    for (size_t i = 0; i < f->missing_count; i++) {
        const struct peil_missing_row *row = &f->missing[i];
        set_edge(
            shield, f->row_count + i,
            (struct peil_edge){ .from = from,
                                .to = to,
                                .n = row->n,
                                .most = f->asked,
                                .cost = row->kind == PEIL_NOT_ASKED ? INFINITY : 0 },
            (struct peil_shield_key){ shield->table->variable,
                                      peil_missing_name(row->kind), "missing", "" });
    }
}

/* Valid answers add up to their sum, missing ones to what was asked less that. "Not
 * asked" is what remains of all responses: it cannot be kept. */
static void shield_frequency(struct peil_shield *shield, struct peil_arena *arena)
{
    enum { OPEN, VALID, MISSING, NODES };
    const struct peil_table *table = shield->table;
    const struct peil_frequency *f = &table->frequency;
    struct peil_category *categories =
        peil_arena_array(arena, f->row_count, sizeof *categories);
    double *totals = peil_arena_array(arena, f->row_count, sizeof *totals);
    for (size_t i = 0; i < f->row_count; i++) {
        categories[i] = f->rows[i].category;
        totals[i] = f->rows[i].n;
    }
    make_room(shield, f->row_count + f->missing_count, f->row_count, NODES, arena);
    const size_t *nodes = add_bands(shield,
                                    &(struct flow){ table->variable, categories, totals,
                                                    f->row_count, VALID, false },
                                    arena);
    for (size_t i = 0; i < f->row_count; i++)
        set_edge(shield, i,
                 (struct peil_edge){ .from = OPEN,
                                     .to = nodes[i],
                                     .n = totals[i],
                                     .most = table->base.n,
                                     .cost = totals[i] > 0 ? 0 : INFINITY },
                 total_key(table->variable, categories[i].code));
    shield_missing(shield, OPEN, MISSING);
}

/* --- Cross-tabs --- */

/* The nodes of a cross-tab. Where one case may stand in several cells of a row (or of a
 * column) they do not add up to its total, and its node is the open one, 0. The totals
 * of a multiple add up to its responses, which its frequencies tell. */
static size_t row_node(const struct peil_cross *cross, size_t i)
{
    return cross->multiple_columns ? 0 : 1 + i;
}

static size_t column_node(const struct peil_cross *cross, size_t j)
{
    return cross->multiple ? 0 : 1 + cross->row_count + j;
}

static const double *totals_of(const struct peil_margin *margins, size_t count,
                               struct peil_arena *arena)
{
    double *totals = peil_arena_array(arena, count, sizeof *totals);
    for (size_t i = 0; i < count; i++)
        totals[i] = margins[i].n;
    return totals;
}

static void shield_total(struct peil_shield *shield, size_t edge, struct peil_edge is,
                         struct peil_shield_key key)
{
    is.most = shield->table->base.n;
    is.cost = is.n > 0 ? COST_OF_TOTAL + is.n : INFINITY;
    shield->network.edges[edge] = is;
    shield->keys[edge] = key;
}

static void shield_rows(struct peil_shield *shield, struct peil_arena *arena)
{
    const struct peil_cross *cross = &shield->table->cross;
    size_t rows = cross->row_count, columns = cross->column_count;
    struct flow flow = { shield->table->variable,
                         cross->rows,
                         totals_of(cross->row_totals, rows, arena),
                         rows,
                         1 + rows + columns,
                         true };
    const size_t *nodes = add_bands(shield, &flow, arena);
    for (size_t i = 0; i < rows; i++)
        shield_total(shield, rows * columns + i,
                     (struct peil_edge){ .from = nodes[i],
                                         .to = row_node(cross, i),
                                         .n = flow.totals[i] },
                     total_key(flow.variable, cross->rows[i].code));
}

static void shield_columns(struct peil_shield *shield, struct peil_arena *arena)
{
    const struct peil_cross *cross = &shield->table->cross;
    size_t rows = cross->row_count, columns = cross->column_count;
    struct flow flow = { cross->column_variable,
                         cross->columns,
                         totals_of(cross->column_totals, columns, arena),
                         columns,
                         2 + rows + columns,
                         false };
    const size_t *nodes = add_bands(shield, &flow, arena);
    for (size_t j = 0; j < columns; j++)
        shield_total(shield, rows * columns + rows + j,
                     (struct peil_edge){ .from = column_node(cross, j),
                                         .to = nodes[j],
                                         .n = flow.totals[j] },
                     total_key(flow.variable, cross->columns[j].code));
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
    size_t edge = i * cross->column_count + j;
    set_edge(shield, edge,
             (struct peil_edge){ .from = row_node(cross, i),
                                 .to = column_node(cross, j),
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
    make_room(shield, rows * columns + rows + columns, rows + columns,
              3 + rows + columns, arena);
    for (size_t i = 0; i < rows; i++)
        for (size_t j = 0; j < columns; j++)
            shield_cell(shield, i, j);
    shield_rows(shield, arena);
    shield_columns(shield, arena);
}

static void (*const shields[])(struct peil_shield *, struct peil_arena *) = {
    [PEIL_TABLE_FREQUENCY] = shield_frequency,
    [PEIL_TABLE_CROSS] = shield_cross,
};
static_assert(sizeof shields / sizeof *shields == PEIL_TABLE_KINDS,
              "the gate sees every kind of table");

struct peil_shield peil_shield_make(struct peil_table *table,
                                    const struct peil_questionnaire *q,
                                    struct peil_arena *arena)
{
    struct peil_shield shield = { .table = table, .questionnaire = q };
    shields[table->kind](&shield, arena);
    return shield;
}

bool peil_shield_is_answer(const struct peil_shield *shield, size_t edge)
{
    const struct peil_table *table = shield->table;
    size_t rows = table->cross.row_count, columns = table->cross.column_count;
    return edge < (table->kind == PEIL_TABLE_FREQUENCY
                       ? table->frequency.row_count
                       : rows * columns + rows + columns);
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
