#include "analyze/gate/redaction.h"

#include "analyze/tables/tabulate.h"
#include "analyze/tables/verdict.h"
#include "questionnaires/base/message.h"

#include <assert.h>
#include <math.h>
#include <string.h>

struct redaction {
    const struct peil_shield *shield;
    struct peil_table *table; /* its */
    double least_cell;
    bool tiny; /* not even the base is shown */
    struct peil_arena *arena;
};

static void *copy(const struct redaction *r, const void *array, size_t count,
                  size_t size)
{
    void *made = peil_arena_array(r->arena, count, size);
    if (count > 0)
        memcpy(made, array, count * size);
    return made;
}

static bool is_hidden(const struct redaction *r, size_t edge)
{
    return r->shield->closed || r->shield->network.edges[edge].hidden;
}

/* Options of a multiple overlap: a net that is a few larger than one of its options
 * tells how few gave the others alone. */
static bool is_near(const struct redaction *r, double net, double option)
{
    return net > option && net - option < r->least_cell;
}

/* --- Frequencies --- */

static void hide_row(const struct redaction *r, struct peil_frequency_row *row)
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
    r->table->hidden++;
}

/* Hidden with any figure that is in them: what remains says nothing new. */
static void apply_nets(const struct redaction *r)
{
    struct peil_frequency *f = &r->table->frequency;
    struct peil_frequency_row *nets = copy(r, f->nets, f->net_count, sizeof *nets);
    for (size_t k = 0; k < f->net_count; k++) {
        bool hidden = r->shield->closed;
        for (size_t i = 0; i < f->row_count; i++)
            hidden = hidden || (f->net_has[k * f->row_count + i] &&
                                (is_hidden(r, i) ||
                                 (f->multiple && is_near(r, nets[k].n, f->rows[i].n))));
        if (hidden)
            hide_row(r, &nets[k]);
    }
    f->nets = nets;
}

static void apply_rows(const struct redaction *r)
{
    struct peil_frequency *frequency = &r->table->frequency;
    struct peil_frequency_row *rows =
        copy(r, frequency->rows, frequency->row_count, sizeof *rows);
    bool some = false;
    for (size_t i = 0; i < frequency->row_count; i++) {
        some = some || is_hidden(r, i);
        if (is_hidden(r, i))
            hide_row(r, &rows[i]);
    }
    for (size_t i = 0; i < frequency->row_count && some; i++)
        rows[i].cumulative_percent = NAN;
    frequency->rows = rows;
}

static void apply_missing(const struct redaction *r)
{
    struct peil_frequency *frequency = &r->table->frequency;
    struct peil_missing_row *rows =
        copy(r, frequency->missing, frequency->missing_count, sizeof *rows);
    for (size_t i = 0; i < frequency->missing_count; i++) {
        if (!r->tiny && !r->shield->network.edges[frequency->row_count + i].hidden)
            continue;
        rows[i] = (struct peil_missing_row){ rows[i].kind, NAN, NAN, NAN, true };
        r->table->hidden++;
    }
    frequency->missing = rows;
}

static void apply_frequency(const struct redaction *r)
{
    struct peil_frequency *frequency = &r->table->frequency;
    apply_nets(r);
    apply_rows(r);
    apply_missing(r);
    if (r->tiny)
        frequency->asked = NAN;
    if (r->shield->closed)
        frequency->responses = NAN;
}

/* --- Cross-tabs --- */

static const struct peil_margin no_margin = { NAN, NAN, NAN, true, NAN };
static const struct peil_cell no_cell = { NAN, NAN, NAN,  NAN,  NAN, NAN,
                                          NAN, NAN, NULL, true, NAN };

static const struct peil_margin *apply_margins(const struct redaction *r,
                                               const struct peil_margin *margins,
                                               size_t count, size_t first)
{
    struct peil_margin *made = copy(r, margins, count, sizeof *made);
    for (size_t i = 0; i < count; i++) {
        if (!is_hidden(r, first + i))
            continue;
        made[i] = no_margin;
        r->table->hidden++;
        r->table->cross.smallest_expected = NAN;
    }
    return made;
}

/* What the figures of a shown cell would tell of a hidden total. */
static void hide_relations(struct peil_cell *cell, bool row, bool column)
{
    if (row)
        cell->row_percent = NAN;
    if (column)
        cell->column_percent = cell->effective = NAN;
    if (row || column)
        cell->expected = cell->residual = cell->adjusted_residual = NAN;
}

static void apply_cells(const struct redaction *r)
{
    struct peil_cross *cross = &r->table->cross;
    size_t count = cross->row_count * cross->column_count;
    struct peil_cell *cells = copy(r, cross->cells, count, sizeof *cells);
    for (size_t i = 0; i < count; i++) {
        hide_relations(&cells[i], cross->row_totals[i / cross->column_count].hidden,
                       cross->column_totals[i % cross->column_count].hidden);
        if (!is_hidden(r, i))
            continue;
        cells[i] = no_cell;
        r->table->hidden++;
    }
    cross->cells = cells;
}

/* A net of column j, or (column_count) of all columns. */
static bool hides_net(const struct redaction *r, size_t net, size_t j)
{
    const struct peil_cross *cross = &r->table->cross;
    size_t columns = cross->column_count, cells = cross->row_count * columns;
    bool total = j == columns;
    double n = total ? cross->net_totals[net].n : cross->net_cells[net * columns + j].n;
    for (size_t i = 0; i < cross->row_count; i++) {
        size_t edge = total ? cells + i : i * columns + j;
        double own = total ? cross->row_totals[i].n : cross->cells[edge].n;
        if (cross->net_has[net * cross->row_count + i] &&
            (is_hidden(r, edge) || (cross->multiple && is_near(r, n, own))))
            return true;
    }
    return false;
}

static bool hides_some(const struct redaction *r, size_t net)
{
    for (size_t j = 0; j <= r->table->cross.column_count; j++)
        if (hides_net(r, net, j))
            return true;
    return false;
}

/* Before the cells, of which it must know how many there are. Of single answers a net
 * is a sum: shown where all in it is shown, it tells nothing new. Of ticks it does, so
 * that one hidden net of a row takes the others along. */
static void apply_cross_nets(const struct redaction *r)
{
    struct peil_cross *cross = &r->table->cross;
    size_t rows = cross->row_count, columns = cross->column_count;
    struct peil_cell *cells =
        copy(r, cross->net_cells, cross->net_count * columns, sizeof *cells);
    struct peil_margin *totals =
        copy(r, cross->net_totals, cross->net_count, sizeof *totals);
    for (size_t k = 0; k < cross->net_count; k++) {
        bool all = r->shield->closed || (cross->multiple && hides_some(r, k));
        bool total = all || hides_net(r, k, columns);
        for (size_t j = 0; j < columns; j++) {
            struct peil_cell *cell = &cells[k * columns + j];
            bool hidden = all || hides_net(r, k, j);
            hide_relations(cell, total, is_hidden(r, rows * columns + rows + j));
            if (hidden)
                *cell = no_cell;
            r->table->hidden += hidden;
        }
        if (total)
            totals[k] = no_margin;
        r->table->hidden += total;
    }
    cross->net_cells = cells;
    cross->net_totals = totals;
}

/* What is left of the tests where something is hidden: a verdict, if that. Before the
 * cells are hidden, since it takes them to know. */
static void blunt_tests(const struct redaction *r)
{
    struct peil_cross *cross = &r->table->cross;
    size_t cells = cross->row_count * cross->column_count;
    bool *hidden = peil_arena_array(r->arena, cells, sizeof *hidden);
    bool some = false, margins = false;
    for (size_t i = 0; i < cells; i++) {
        hidden[i] = is_hidden(r, i);
        some = some || hidden[i];
    }
    for (size_t i = 0; i < cross->row_count + cross->column_count; i++)
        margins = margins || is_hidden(r, cells + i);
    if (!some && !margins)
        return;
    bool safe = !margins && peil_verdict_is_safe(cross, hidden, r->arena);
    struct peil_test *test = peil_arena_array(r->arena, 1, sizeof *test);
    if (safe) {
        *test = peil_test_new(cross->tests[0].name, NAN, NAN, NAN);
        test->below = cross->tests[0].p < .05 ? .05 : 1;
    }
    cross->tests = test;
    cross->test_count = safe;
    cross->measure_count = 0;
}

static void apply_cross(const struct redaction *r)
{
    struct peil_cross *cross = &r->table->cross;
    size_t cells = cross->row_count * cross->column_count;
    blunt_tests(r);
    apply_cross_nets(r);
    cross->row_totals = apply_margins(r, cross->row_totals, cross->row_count, cells);
    cross->column_totals = apply_margins(r, cross->column_totals, cross->column_count,
                                         cells + cross->row_count);
    apply_cells(r);
    if (r->tiny)
        cross->total = cross->weighted_total = NAN;
    if (!r->shield->closed)
        return;
    cross->test_count = cross->measure_count = 0;
    cross->smallest_expected = cross->share_below_5 = NAN;
}

/* --- Summaries --- */

/* A percentile near the end of a small group is the answer of one of a few. */
static bool is_tail(const struct redaction *r, double n, double share)
{
    return share > 0 && n * fmin(share, 1 - share) < r->least_cell - 1e-9;
}

/* True when there are such. */
static bool hide_tails(const struct redaction *r, struct peil_summary_row *row)
{
    const struct peil_summary *summary = &r->table->summary;
    if (!summary->shares)
        return false;
    double *figures = copy(r, row->figures, summary->figure_count, sizeof *figures);
    bool hides = false;
    for (size_t i = 0; i < summary->figure_count; i++)
        if (row->n > 0 && is_tail(r, row->n, summary->shares[i])) {
            figures[i] = NAN;
            hides = true;
        }
    row->figures = figures;
    return hides;
}

static void apply_summary(const struct redaction *r)
{
    struct peil_summary *summary = &r->table->summary;
    struct peil_summary_row *rows =
        copy(r, summary->rows, summary->row_count, sizeof *rows);
    double *nothing =
        peil_arena_array(r->arena, summary->figure_count, sizeof *nothing);
    for (size_t i = 0; i < summary->figure_count; i++)
        nothing[i] = NAN;
    bool tails = false;
    for (size_t i = 0; i < summary->row_count; i++) {
        if (!is_hidden(r, i)) {
            tails = hide_tails(r, &rows[i]) || tails;
            continue;
        }
        rows[i] = (struct peil_summary_row){ .category = rows[i].category,
                                             .n = NAN,
                                             .weighted = NAN,
                                             .effective = NAN,
                                             .figures = nothing,
                                             .alike = NAN,
                                             .total = rows[i].total,
                                             .hidden = true };
        r->table->hidden++;
    }
    summary->rows = rows;
    if (tails)
        peil_table_add_note(r->table,
                            _("A percentile is not shown when too few lie beyond it."),
                            r->arena);
    if (r->table->hidden > 0 || r->shield->closed)
        summary->test_count = summary->measure_count = 0;
}

/* --- Any table --- */

static void (*const applies[])(const struct redaction *) = {
    [PEIL_TABLE_FREQUENCY] = apply_frequency,
    [PEIL_TABLE_CROSS] = apply_cross,
    [PEIL_TABLE_SUMMARY] = apply_summary,
};
static_assert(sizeof applies / sizeof *applies == PEIL_TABLE_KINDS,
              "the gate closes every kind of table");

void peil_redaction_apply(const struct peil_shield *shield, long least_cell,
                          struct peil_arena *arena)
{
    struct peil_base *base = &shield->table->base;
    struct redaction r = { .shield = shield,
                           .table = shield->table,
                           .least_cell = (double)least_cell,
                           .tiny = shield->silent,
                           .arena = arena };
    applies[shield->table->kind](&r);
    if (r.tiny)
        base->n = base->weighted = base->effective = NAN;
}
