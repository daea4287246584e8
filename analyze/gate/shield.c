#include "analyze/gate/shield.h"

#include "analyze/gate/bands.h"

#include <assert.h>
#include <math.h>
#include <string.h>

/* A cell goes before a total, and a zero last: it says little to hide it. What must
 * never be hidden costs INFINITY. */
static const double COST_OF_TOTAL = 1e4, COST_OF_ZERO = 1e7;

static const char outside[] = "outside"; /* all bands */

/* --- From a table --- */

static void set_edge(struct peil_shield *shield, size_t edge, struct peil_edge is,
                     struct peil_shield_key key)
{
    is.cost += is.n > 0 ? 1 + is.n : COST_OF_ZERO;
    shield->network.edges[edge] = is;
    shield->keys[edge] = key;
}

/* The table's own edges and nodes, and room for others behind them. */
static void make_room(struct peil_shield *shield, size_t edges, size_t others,
                      size_t nodes, struct peil_arena *arena)
{
    size_t room = edges + others;
    shield->network = (struct peil_network){
        .edges = peil_arena_array(arena, room, sizeof(struct peil_edge)),
        .edge_count = edges,
        .node_count = nodes,
    };
    shield->keys = peil_arena_array(arena, room, sizeof *shield->keys);
}

/* Each total may stand in one band of every derived variable. */
static size_t most_bands(const struct peil_shield *shield, size_t totals)
{
    return totals * (shield->questionnaire ? shield->questionnaire->derive_count : 0);
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

/* From a new node, which is returned, to another. What is outside all bands of a
 * derived variable is known too: it is what the two bases differ by. */
static size_t add_band(struct peil_shield *shield, const struct flow *flow,
                       const struct peil_bands *bands, size_t derive, size_t category,
                       size_t to)
{
    const struct peil_band *band = bands->of[category * bands->derive_count + derive];
    size_t from = shield->network.node_count++;
    size_t edge = shield->network.edge_count++;
    double total = band_total(bands, flow, derive, category);
    shield->network.edges[edge] = (struct peil_edge){
        .from = flow->backwards ? to : from,
        .to = flow->backwards ? from : to,
        .n = total,
        .most = shield->table->base.n,
        .cost = band ? COST_OF_TOTAL + total : INFINITY,
    };
    shield->keys[edge] =
        total_key(bands->derives[derive]->id, band ? band->code : outside);
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
    make_room(shield, f->row_count + f->missing_count, most_bands(shield, f->row_count),
              NODES, arena);
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

/* "A by B" and "B by A" are one table to who reads both. */
static struct peil_shield_key cell_key(const char *variable, const char *code,
                                       const char *variable2, const char *code2)
{
    if (strcmp(variable, variable2) <= 0)
        return (struct peil_shield_key){ variable, code, variable2, code2 };
    return (struct peil_shield_key){ variable2, code2, variable, code };
}

/* --- Sums of cells that another table shows --- */

/* Which rows, or columns, stand together there: in the bands of a derived variable, or
 * within a category of an outer one. */
struct together {
    const char *variable; /* NULL: none do */
    size_t *group;        /* of each category */
    const char **codes; /* of each group; a category outside all bands has `outside` */
    size_t count;
};

static struct together bands_together(const struct peil_shield *shield,
                                      const char *variable,
                                      const struct peil_category *categories,
                                      size_t count, struct peil_arena *arena)
{
    struct together together = { NULL, peil_arena_array(arena, count, sizeof(size_t)),
                                 peil_arena_array(arena, count, sizeof(char *)), 0 };
    const struct peil_bands *bands =
        peil_bands_find(shield->questionnaire, variable, categories, count, arena);
    if (bands->derive_count == 0)
        return together;
    together.variable = bands->derives[0]->id;
    for (size_t i = 0; i < count; i++) {
        size_t first = 0;
        while (!peil_bands_share(bands, 0, first, i))
            first++;
        const struct peil_band *band = bands->of[i * bands->derive_count];
        if (first == i)
            together.codes[together.count] = band ? band->code : outside;
        together.group[i] = first == i ? together.count++ : together.group[first];
    }
    return together;
}

/* "sector > groep" with "PO>5": within PO of sector. */
static struct together nested_together(const struct peil_cross *cross,
                                       struct peil_arena *arena)
{
    const char *sign = strrchr(cross->column_variable, '>');
    size_t count = cross->column_count;
    struct together together = { NULL, peil_arena_array(arena, count, sizeof(size_t)),
                                 peil_arena_array(arena, count, sizeof(char *)), 0 };
    together.variable = peil_arena_copy_span(
        arena, cross->column_variable, (size_t)(sign - cross->column_variable) - 1);
    for (size_t j = 0; j < count; j++) {
        const char *code = cross->columns[j].code;
        together.group[j] = cross->column_groups[j];
        together.codes[together.group[j]] =
            peil_arena_copy_span(arena, code, (size_t)(strrchr(code, '>') - code));
        if (together.group[j] >= together.count)
            together.count = together.group[j] + 1;
    }
    return together;
}

/* A cross-tab while its network is made. Cells flow from their row, or from the part of
 * it that another table shows, to their column, or to a part of that. */
struct crossing {
    struct peil_shield *shield;
    const struct peil_cross *cross;
    struct together rows, columns;
    size_t first_row_part, first_column_part; /* nodes */
};

static size_t row_part(const struct crossing *c, size_t i, size_t j)
{
    if (!c->columns.variable || c->cross->multiple_columns)
        return row_node(c->cross, i);
    return c->first_row_part + i * c->columns.count + c->columns.group[j];
}

static size_t column_part(const struct crossing *c, size_t i, size_t j)
{
    if (!c->rows.variable || c->cross->multiple)
        return column_node(c->cross, j);
    return c->first_column_part + j * c->rows.count + c->rows.group[i];
}

/* In a row or column without any answer the zeros are no secret. Among ticks no cell
 * is larger than the group that ticked. */
static void shield_cell(const struct crossing *c, size_t i, size_t j)
{
    const struct peil_cross *cross = c->cross;
    double row = cross->row_totals[i].n, column = cross->column_totals[j].n;
    size_t edge = i * cross->column_count + j;
    set_edge(c->shield, edge,
             (struct peil_edge){ .from = row_part(c, i, j),
                                 .to = column_part(c, i, j),
                                 .n = cross->cells[edge].n,
                                 .most = fmin(cross->multiple ? column : INFINITY,
                                              cross->multiple_columns ? row : INFINITY),
                                 .cost = row == 0 || column == 0 ? INFINITY : 0 },
             cell_key(c->shield->table->variable, cross->rows[i].code,
                      cross->column_variable, cross->columns[j].code));
}

/* What is outside all bands is known by subtraction, and cannot be hidden. */
static void add_part(const struct crossing *c, struct peil_edge part, const char *code,
                     struct peil_shield_key key)
{
    struct peil_network *network = &c->shield->network;
    part.most = c->shield->table->base.n;
    part.cost = code == outside ? INFINITY : COST_OF_TOTAL + part.n;
    if (part.n == 0)
        part.cost = INFINITY;
    network->edges[network->edge_count] = part;
    c->shield->keys[network->edge_count++] = key;
}

static void add_row_parts(const struct crossing *c)
{
    const struct peil_cross *cross = c->cross;
    if (!c->columns.variable || cross->multiple_columns)
        return;
    for (size_t i = 0; i < cross->row_count; i++)
        for (size_t g = 0; g < c->columns.count; g++) {
            struct peil_edge part = { .from = row_node(cross, i),
                                      .to = c->first_row_part + i * c->columns.count +
                                            g };
            for (size_t j = 0; j < cross->column_count; j++)
                if (c->columns.group[j] == g)
                    part.n += cross->cells[i * cross->column_count + j].n;
            add_part(c, part, c->columns.codes[g],
                     cell_key(c->shield->table->variable, cross->rows[i].code,
                              c->columns.variable, c->columns.codes[g]));
        }
}

static void add_column_parts(const struct crossing *c)
{
    const struct peil_cross *cross = c->cross;
    if (!c->rows.variable || cross->multiple)
        return;
    for (size_t j = 0; j < cross->column_count; j++)
        for (size_t g = 0; g < c->rows.count; g++) {
            struct peil_edge part = { .from =
                                          c->first_column_part + j * c->rows.count + g,
                                      .to = column_node(cross, j) };
            for (size_t i = 0; i < cross->row_count; i++)
                if (c->rows.group[i] == g)
                    part.n += cross->cells[i * cross->column_count + j].n;
            add_part(c, part, c->rows.codes[g],
                     cell_key(c->rows.variable, c->rows.codes[g],
                              cross->column_variable, cross->columns[j].code));
        }
}

/* Nested columns add up to their outer category, and these to all. */
static const size_t *add_outer(struct peil_shield *shield, const struct flow *flow,
                               const struct together *outer, struct peil_arena *arena)
{
    struct peil_network *network = &shield->network;
    size_t *nodes = peil_arena_array(arena, flow->count, sizeof *nodes);
    for (size_t g = 0; g < outer->count; g++) {
        size_t node = network->node_count++;
        struct peil_edge sum = { .from = node, .to = flow->sum };
        for (size_t j = 0; j < flow->count; j++) {
            if (outer->group[j] != g)
                continue;
            nodes[j] = node;
            sum.n += flow->totals[j];
        }
        sum.most = shield->table->base.n;
        sum.cost = sum.n > 0 ? COST_OF_TOTAL + sum.n : INFINITY;
        network->edges[network->edge_count] = sum;
        shield->keys[network->edge_count++] =
            total_key(outer->variable, outer->codes[g]);
    }
    return nodes;
}

static void shield_columns(const struct crossing *c, struct peil_arena *arena)
{
    const struct peil_cross *cross = c->cross;
    size_t rows = cross->row_count, columns = cross->column_count;
    struct flow flow = { cross->column_variable,
                         cross->columns,
                         totals_of(cross->column_totals, columns, arena),
                         columns,
                         2 + rows + columns,
                         false };
    const size_t *nodes = cross->column_groups
                              ? add_outer(c->shield, &flow, &c->columns, arena)
                              : add_bands(c->shield, &flow, arena);
    for (size_t j = 0; j < columns; j++)
        shield_total(c->shield, rows * columns + rows + j,
                     (struct peil_edge){ .from = column_node(cross, j),
                                         .to = nodes[j],
                                         .n = flow.totals[j] },
                     total_key(flow.variable, cross->columns[j].code));
}

static void shield_cross(struct peil_shield *shield, struct peil_arena *arena)
{
    const struct peil_cross *cross = &shield->table->cross;
    size_t rows = cross->row_count, columns = cross->column_count;
    struct crossing c = {
        .shield = shield,
        .cross = cross,
        .rows =
            bands_together(shield, shield->table->variable, cross->rows, rows, arena),
        .columns = cross->column_groups
                       ? nested_together(cross, arena)
                       : bands_together(shield, cross->column_variable, cross->columns,
                                        columns, arena),
        .first_row_part = 3 + rows + columns,
    };
    c.first_column_part = c.first_row_part + rows * c.columns.count;
    size_t parts = rows * c.columns.count + columns * c.rows.count;
    make_room(shield, rows * columns + rows + columns,
              most_bands(shield, rows + columns) + c.columns.count + parts,
              3 + rows + columns + parts, arena);
    for (size_t i = 0; i < rows; i++)
        for (size_t j = 0; j < columns; j++)
            shield_cell(&c, i, j);
    shield_rows(shield, arena);
    shield_columns(&c, arena);
    add_row_parts(&c);
    add_column_parts(&c);
}

/* --- Summaries --- */

/* Groups add up to all, as do their means times their numbers. */
static void shield_summary(struct peil_shield *shield, struct peil_arena *arena)
{
    enum { OPEN, ALL, NODES };
    const struct peil_summary *summary = &shield->table->summary;
    const char *variable =
        summary->group_variable ? summary->group_variable : shield->table->variable;
    make_room(shield, summary->row_count, 0, NODES, arena);
    for (size_t i = 0; i < summary->row_count; i++) {
        const struct peil_summary_row *row = &summary->rows[i];
        bool counted = summary->group_variable && !row->total && row->n > 0;
        set_edge(shield, i,
                 (struct peil_edge){ .from = OPEN,
                                     .to = counted ? ALL : OPEN,
                                     .n = counted ? row->n : 0,
                                     .most = shield->table->base.n,
                                     .cost = counted ? 0 : INFINITY },
                 total_key(variable, row->category.code));
    }
}

static void (*const shields[])(struct peil_shield *, struct peil_arena *) = {
    [PEIL_TABLE_FREQUENCY] = shield_frequency,
    [PEIL_TABLE_CROSS] = shield_cross,
    [PEIL_TABLE_SUMMARY] = shield_summary,
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
    const size_t answers[] = {
        [PEIL_TABLE_FREQUENCY] = table->frequency.row_count,
        [PEIL_TABLE_CROSS] = rows * columns + rows + columns,
        [PEIL_TABLE_SUMMARY] = table->summary.row_count,
    };
    return edge < answers[table->kind];
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
