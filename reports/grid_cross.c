/* Cross-tabs, and banners of them side by side: n and column % under each column, and
 * letters where there are. */
#include "reports/draft.h"

#include "analyze/letters.h"
#include "questionnaires/base/message.h"
#include "reports/figures.h"

#include <math.h>

/* One row of every block is the row of the grid: an option, a net, a total. */
struct side {
    struct peil_draft *draft;
    const struct peil_table *blocks;
    size_t count;
    const struct peil_table *total; /* the frequencies of the rows; or NULL */
};

static bool has_letters(const struct peil_cross *cross)
{
    for (size_t i = 0; i < cross->row_count * cross->column_count; i++)
        if (cross->cells[i].letters && *cross->cells[i].letters)
            return true;
    return false;
}

static size_t width(const struct peil_cross *cross)
{
    return has_letters(cross) ? 3 : 2;
}

/* --- Columns --- */

static void add_group(struct peil_draft *draft, const char *group, bool letters)
{
    group = peil_draft_label(draft, group);
    peil_draft_column(draft, group, "n");
    peil_draft_column(draft, group, "%");
    if (letters)
        peil_draft_column(draft, group, _("sig."));
}

/* Where several variables stand side by side each column says which it is of. */
static const char *heading(const struct side *side, const struct peil_cross *cross,
                           size_t column)
{
    struct peil_arena *arena = side->draft->arena;
    const char *label = cross->columns[column].label;
    if (side->count > 1)
        label = peil_arena_format(arena, "%s: %s", cross->column_label, label);
    if (!has_letters(cross))
        return label;
    return peil_arena_format(arena, "%s (%s)", label,
                             peil_letters_name(cross->first_letter + column, arena));
}

static void add_columns(const struct side *side)
{
    if (side->total)
        add_group(side->draft, _("Total"), false);
    for (size_t k = 0; k < side->count; k++) {
        const struct peil_cross *cross = &side->blocks[k].cross;
        for (size_t i = 0; i < cross->column_count; i++)
            add_group(side->draft, heading(side, cross, i), has_letters(cross));
    }
    if (!side->total)
        add_group(side->draft, _("Total"), false);
}

/* --- Figures --- */

static void put_pair(const struct side *side, const char **figures, double n,
                     const char *percent)
{
    figures[0] = peil_figure_count(side->draft->arena, n);
    figures[1] = percent;
}

static void put_margin(const struct side *side, const char **figures,
                       const struct peil_margin *margin, const char *percent)
{
    if (margin->hidden)
        peil_draft_hide(figures, 2);
    else
        put_pair(side, figures, margin->n, percent);
}

static void put_frequency(const struct side *side, const char **figures,
                          const struct peil_frequency_row *row)
{
    if (row->hidden)
        peil_draft_hide(figures, 2);
    else
        put_pair(side, figures, row->n,
                 peil_figure_percent(side->draft->arena, row->valid_percent,
                                     side->total->base.n));
}

static void put_cell(const struct side *side, const char **figures,
                     const struct peil_cell *cell, double base, bool letters)
{
    if (cell->hidden) {
        peil_draft_hide(figures, letters ? 3 : 2);
        return;
    }
    put_pair(side, figures, cell->n,
             peil_figure_percent(side->draft->arena, cell->column_percent, base));
    if (letters)
        figures[2] = cell->letters ? cell->letters : "";
}

/* --- Rows --- */

/* Row number `row` of these cells, in the columns of one block. */
static const char **put_cells(const struct side *side, const char **figures,
                              const struct peil_cross *cross,
                              const struct peil_cell *cells, size_t row)
{
    for (size_t i = 0; i < cross->column_count; i++, figures += width(cross))
        put_cell(side, figures, &cells[row * cross->column_count + i],
                 cross->column_totals[i].n, has_letters(cross));
    return figures;
}

static void add_row(const struct side *side, size_t row)
{
    const struct peil_cross *first = &side->blocks[0].cross;
    const char **figures =
        peil_draft_row(side->draft, PEIL_GRID_BODY, first->rows[row].label);
    if (side->total) {
        put_frequency(side, figures, &side->total->frequency.rows[row]);
        figures += 2;
    }
    for (size_t k = 0; k < side->count; k++)
        figures = put_cells(side, figures, &side->blocks[k].cross,
                            side->blocks[k].cross.cells, row);
    if (!side->total)
        put_margin(side, figures, &first->row_totals[row],
                   peil_figure_percent(side->draft->arena,
                                       first->row_totals[row].percent, first->total));
}

static void add_net(const struct side *side, size_t net)
{
    const struct peil_cross *first = &side->blocks[0].cross;
    const char **figures =
        peil_draft_row(side->draft, PEIL_GRID_NET, first->nets[net].label);
    if (side->total) {
        put_frequency(side, figures, &side->total->frequency.nets[net]);
        figures += 2;
    }
    for (size_t k = 0; k < side->count; k++)
        figures = put_cells(side, figures, &side->blocks[k].cross,
                            side->blocks[k].cross.net_cells, net);
    if (!side->total)
        put_margin(side, figures, &first->net_totals[net],
                   peil_figure_percent(side->draft->arena,
                                       first->net_totals[net].percent, first->total));
}

static void add_totals(const struct side *side)
{
    struct peil_draft *draft = side->draft;
    const struct peil_base *base =
        side->total ? &side->total->base : &side->blocks[0].base;
    const char **figures = peil_draft_row(draft, PEIL_GRID_TOTAL, _("Total"));
    if (side->total) {
        put_pair(side, figures, base->n, peil_draft_whole(draft, base->n));
        figures += 2;
    }
    for (size_t k = 0; k < side->count; k++) {
        const struct peil_cross *cross = &side->blocks[k].cross;
        for (size_t i = 0; i < cross->column_count; i++, figures += width(cross)) {
            const struct peil_margin *total = &cross->column_totals[i];
            put_margin(side, figures, total, peil_draft_whole(draft, total->n));
        }
    }
    if (!side->total)
        put_pair(side, figures, side->blocks[0].cross.total,
                 peil_draft_whole(draft, side->blocks[0].cross.total));
}

/* Weighted, or effective: what the percentages rest on where persons do not weigh 1. */
static double base_figure(const struct peil_margin *margin, bool effective)
{
    return effective ? margin->effective : margin->weighted;
}

static void add_base(const struct side *side, const char *label, bool effective)
{
    struct peil_arena *arena = side->draft->arena;
    const struct peil_base *base =
        side->total ? &side->total->base : &side->blocks[0].base;
    const char *all =
        peil_figure_count(arena, effective ? round(base->effective) : base->weighted);
    const char **figures = peil_draft_row(side->draft, PEIL_GRID_BASE, label);
    if (side->total) {
        figures[0] = all;
        figures += 2;
    }
    for (size_t k = 0; k < side->count; k++) {
        const struct peil_cross *cross = &side->blocks[k].cross;
        for (size_t i = 0; i < cross->column_count; i++, figures += width(cross)) {
            double figure = base_figure(&cross->column_totals[i], effective);
            if (cross->column_totals[i].hidden)
                peil_draft_hide(figures, 2);
            else
                figures[0] =
                    peil_figure_count(arena, effective ? round(figure) : figure);
        }
    }
    if (!side->total)
        figures[0] = all;
}

void peil_draft_cross(struct peil_draft *draft, const struct peil_table *blocks,
                      size_t count, const struct peil_table *total)
{
    struct side side = { draft, blocks, count, total };
    const struct peil_cross *first = &blocks[0].cross;
    add_columns(&side);
    for (size_t i = 0; i < first->row_count; i++)
        add_row(&side, i);
    for (size_t i = 0; i < first->net_count; i++)
        add_net(&side, i);
    add_totals(&side);
    if (!peil_draft_is_weighted(&blocks[0].base))
        return;
    add_base(&side, _("Weighted base"), false);
    add_base(&side, _("Effective base"), true);
}
