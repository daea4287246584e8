/* Cross-tabs, and banners of them side by side. Two figures of a cell stand beside each
 * other, with letters where there are; more stand under each other, where a second stub
 * names them, so that the table grows longer and not wider. */
#include "reports/tables/draft.h"

#include "analyze/statistics/letters.h"
#include "questionnaires/base/message.h"
#include "reports/tables/figures.h"
#include "reports/tables/lines.h"

#include <assert.h>
#include <math.h>

enum { MOST_BESIDE = 2 };

/* One row of every block is the row of the grid: an option, a net, a total. */
struct side {
    struct peil_draft *draft;
    const struct peil_table *blocks;
    size_t count;
    const struct peil_table *total; /* the frequencies of the rows; or NULL */
};

static bool has(unsigned cells, size_t figure)
{
    return cells >> figure & 1;
}

static bool has_letters(const struct peil_cross *cross)
{
    for (size_t i = 0; i < cross->row_count * cross->column_count; i++)
        if (cross->cells[i].letters && *cross->cells[i].letters)
            return true;
    return false;
}

/* What stands in the cells of this block; of totals (NULL) no letters. */
static unsigned cells_of(const struct side *side, const struct peil_cross *cross)
{
    bool letters = cross && has_letters(cross);
    return letters ? side->draft->cells
                   : side->draft->cells & ~(1u << PEIL_CELL_LETTERS);
}

static bool is_stacked(const struct side *side)
{
    size_t count = 0;
    for (size_t i = 0; i < PEIL_CELL_FIGURES; i++)
        count += has(cells_of(side, NULL), i);
    return count > MOST_BESIDE;
}

static const char *name_of(size_t figure)
{
    static const char *const names[] = {
        [PEIL_CELL_N] = "n",
        [PEIL_CELL_ROW] = "row_percent",
        [PEIL_CELL_COLUMN] = "column_percent",
        [PEIL_CELL_LETTERS] = "letters",
        [PEIL_CELL_TOTAL] = "total_percent",
        [PEIL_CELL_EXPECTED] = "expected",
        [PEIL_CELL_RESIDUAL] = "residual",
        [PEIL_CELL_ADJUSTED] = "adjusted_residual",
    };
    static_assert(sizeof names / sizeof *names == PEIL_CELL_FIGURES,
                  "every figure of a cell has its name");
    return peil_lines_name(names[figure]);
}

/* --- Columns --- */

static void add_group(const struct side *side, const char *group, unsigned cells)
{
    struct peil_draft *draft = side->draft;
    group = peil_draft_label(draft, group);
    if (draft->stacked)
        peil_draft_column(draft, group, "");
    for (size_t i = 0; i < PEIL_CELL_FIGURES && !draft->stacked; i++) {
        bool usual = i == PEIL_CELL_COLUMN && draft->cells == PEIL_CELLS_USUAL;
        if (has(cells, i))
            peil_draft_column(draft, group, usual ? "%" : name_of(i));
    }
}

/* Where several variables stand side by side each column says which it is of. */
static const char *heading(const struct side *side, const struct peil_cross *cross,
                           size_t column)
{
    struct peil_arena *arena = side->draft->arena;
    const char *label = cross->columns[column].label;
    if (side->count > 1)
        label = peil_arena_format(arena, "%s: %s", cross->column_label, label);
    if (!has(cells_of(side, cross), PEIL_CELL_LETTERS))
        return label;
    return peil_arena_format(arena, "%s (%s)", label,
                             peil_letters_name(cross->first_letter + column, arena));
}

static void add_columns(const struct side *side)
{
    if (side->total)
        add_group(side, _("Total"), cells_of(side, NULL));
    for (size_t k = 0; k < side->count; k++) {
        const struct peil_cross *cross = &side->blocks[k].cross;
        for (size_t i = 0; i < cross->column_count; i++)
            add_group(side, heading(side, cross, i), cells_of(side, cross));
    }
    if (!side->total)
        add_group(side, _("Total"), cells_of(side, NULL));
}

/* --- Figures --- */

/* All that a cell or a total may say; "" cannot occur. */
struct entry {
    const char *text[PEIL_CELL_FIGURES];
    bool hidden;
};

static struct entry entry_of(bool hidden)
{
    struct entry entry = { .hidden = hidden };
    for (size_t i = 0; i < PEIL_CELL_FIGURES; i++)
        entry.text[i] = "";
    return entry;
}

/* The rows of a block, or its nets. */
struct body {
    const struct peil_cross *cross;
    const struct peil_category *categories;
    const struct peil_cell *cells;
    const struct peil_margin *totals;
    bool expects; /* counts are compared with expected ones */
};

static struct body body_of(const struct peil_cross *cross, bool nets)
{
    if (nets)
        return (struct body){ cross, cross->nets, cross->net_cells, cross->net_totals,
                              false };
    return (struct body){ cross, cross->rows, cross->cells, cross->row_totals,
                          peil_cross_expects(cross) };
}

static struct entry cell_entry(const struct side *side, const struct body *body,
                               size_t row, size_t column)
{
    struct peil_arena *arena = side->draft->arena;
    const struct peil_cross *cross = body->cross;
    const struct peil_cell *cell = &body->cells[row * cross->column_count + column];
    struct entry entry = entry_of(cell->hidden);
    entry.text[PEIL_CELL_N] = peil_figure_count(arena, cell->n);
    entry.text[PEIL_CELL_ROW] =
        peil_figure_percent(arena, cell->row_percent, body->totals[row].n);
    entry.text[PEIL_CELL_COLUMN] = peil_figure_percent(arena, cell->column_percent,
                                                       cross->column_totals[column].n);
    entry.text[PEIL_CELL_LETTERS] = cell->letters ? cell->letters : "";
    entry.text[PEIL_CELL_TOTAL] =
        peil_figure_percent(arena, cell->total_percent, cross->total);
    if (!body->expects)
        return entry;
    entry.text[PEIL_CELL_EXPECTED] = peil_figure_decimal(arena, cell->expected, 1);
    entry.text[PEIL_CELL_RESIDUAL] = peil_figure_decimal(arena, cell->residual, 2);
    entry.text[PEIL_CELL_ADJUSTED] =
        peil_figure_decimal(arena, cell->adjusted_residual, 2);
    return entry;
}

/* "100", but not where options of a multiple add up to more. */
static const char *whole(const struct side *side, bool multiple, double base)
{
    return multiple
               ? ""
               : peil_figure_percent(side->draft->arena, base > 0 ? 100 : NAN, base);
}

/* Of all columns together; `all` is the base of its share. */
static struct entry row_total(const struct side *side, const struct peil_margin *margin,
                              double all)
{
    struct peil_arena *arena = side->draft->arena;
    struct entry entry = entry_of(margin->hidden);
    entry.text[PEIL_CELL_N] = peil_figure_count(arena, margin->n);
    entry.text[PEIL_CELL_ROW] =
        whole(side, side->blocks[0].cross.multiple_columns, margin->n);
    entry.text[PEIL_CELL_COLUMN] = entry.text[PEIL_CELL_TOTAL] =
        peil_figure_percent(arena, margin->percent, all);
    return entry;
}

static struct entry frequency_total(const struct side *side,
                                    const struct peil_frequency_row *row)
{
    return row_total(side,
                     &(struct peil_margin){ .n = row->n,
                                            .percent = row->valid_percent,
                                            .hidden = row->hidden },
                     side->total->base.n);
}

static struct entry column_total(const struct side *side,
                                 const struct peil_cross *cross, size_t column)
{
    const struct peil_margin *margin = &cross->column_totals[column];
    struct peil_arena *arena = side->draft->arena;
    struct entry entry = entry_of(margin->hidden);
    entry.text[PEIL_CELL_N] = peil_figure_count(arena, margin->n);
    entry.text[PEIL_CELL_COLUMN] = whole(side, cross->multiple, margin->n);
    entry.text[PEIL_CELL_ROW] = entry.text[PEIL_CELL_TOTAL] =
        peil_figure_percent(arena, margin->percent, cross->total);
    return entry;
}

static struct entry grand_total(const struct side *side, double n)
{
    const struct peil_cross *cross = &side->blocks[0].cross;
    struct entry entry = entry_of(false);
    entry.text[PEIL_CELL_N] = peil_figure_count(side->draft->arena, n);
    entry.text[PEIL_CELL_ROW] = whole(side, cross->multiple_columns, n);
    entry.text[PEIL_CELL_COLUMN] = whole(side, cross->multiple, n);
    entry.text[PEIL_CELL_TOTAL] =
        whole(side, cross->multiple || cross->multiple_columns, n);
    return entry;
}

/* --- Rows --- */

/* A row while it is filled: a line, or where figures are stacked one for each. */
struct filling {
    const struct side *side;
    size_t first; /* line */
    const char **lines[PEIL_CELL_FIGURES];
    size_t column; /* where the next entry goes */
};

static struct filling begin_row(const struct side *side, enum peil_grid_part part,
                                const char *label)
{
    struct peil_draft *draft = side->draft;
    struct filling row = { .side = side, .first = draft->row_count };
    if (!draft->stacked)
        row.lines[0] = peil_draft_row(draft, part, label);
    for (size_t i = 0; i < PEIL_CELL_FIGURES && draft->stacked; i++) {
        if (!has(draft->cells, i))
            continue;
        row.lines[i] = peil_draft_row(draft, part, label);
        draft->rows[draft->row_count - 1].name =
            part == PEIL_GRID_BASE ? NULL : name_of(i);
    }
    return row;
}

/* In the next columns, which are of `cross`; or (NULL) of the total. */
static void put(struct filling *row, const struct peil_cross *cross,
                const struct entry *entry)
{
    bool stacked = row->side->draft->stacked, first = true;
    unsigned cells = cells_of(row->side, cross);
    for (size_t i = 0; i < PEIL_CELL_FIGURES; i++) {
        if (!has(cells, i))
            continue;
        const char **at = &row->lines[stacked ? i : 0][row->column];
        *at = !entry->hidden ? entry->text[i] : first ? _("hidden") : NULL;
        row->column += !stacked;
        first = false;
    }
    row->column += stacked;
}

/* All together stand first in a banner, and last in a plain cross-tab. */
static void put_all(struct filling *row, const struct entry *entry, bool first)
{
    if (first == (row->side->total != NULL))
        put(row, NULL, entry);
}

static bool says_something(const struct peil_draft *draft, size_t row)
{
    const char *const *figures = draft->rows[row].figures;
    for (size_t i = 0; i < draft->column_count; i++)
        if (figures[i] && *figures[i])
            return true;
    return false;
}

/* Lines without any figure go. */
static void end_row(const struct filling *row)
{
    struct peil_draft *draft = row->side->draft;
    size_t kept = row->first;
    for (size_t i = row->first; i < draft->row_count; i++) {
        if (!says_something(draft, i))
            continue;
        draft->rows[kept] = draft->rows[i];
        draft->rows[kept].again = kept > row->first;
        kept++;
    }
    draft->row_count = kept;
}

static void add_row(const struct side *side, size_t number, bool net)
{
    struct body first = body_of(&side->blocks[0].cross, net);
    struct filling row = begin_row(side, net ? PEIL_GRID_NET : PEIL_GRID_BODY,
                                   first.categories[number].label);
    const struct peil_frequency *total = side->total ? &side->total->frequency : NULL;
    struct entry all =
        total ? frequency_total(side, net ? &total->nets[number] : &total->rows[number])
              : row_total(side, &first.totals[number], first.cross->total);
    put_all(&row, &all, true);
    for (size_t k = 0; k < side->count; k++) {
        struct body body = body_of(&side->blocks[k].cross, net);
        for (size_t i = 0; i < body.cross->column_count; i++) {
            struct entry entry = cell_entry(side, &body, number, i);
            put(&row, body.cross, &entry);
        }
    }
    put_all(&row, &all, false);
    end_row(&row);
}

static void add_totals(const struct side *side)
{
    struct filling row = begin_row(side, PEIL_GRID_TOTAL, _("Total"));
    struct entry all = grand_total(side, side->total ? side->total->base.n
                                                     : side->blocks[0].cross.total);
    put_all(&row, &all, true);
    for (size_t k = 0; k < side->count; k++) {
        const struct peil_cross *cross = &side->blocks[k].cross;
        for (size_t i = 0; i < cross->column_count; i++) {
            struct entry entry = column_total(side, cross, i);
            put(&row, cross, &entry);
        }
    }
    put_all(&row, &all, false);
    end_row(&row);
}

/* --- Bases: what the percentages rest on --- */

enum base { PERSONS, WEIGHTED, EFFECTIVE };

/* It stands where the first figure of its column does. */
static struct entry base_entry(const struct side *side, bool hidden, double figure)
{
    struct entry entry = entry_of(hidden);
    size_t first = 0;
    while (!has(side->draft->cells, first))
        first++;
    entry.text[first] = peil_figure_count(side->draft->arena, figure);
    return entry;
}

static double base_figure(enum base base, double n, double weighted, double effective)
{
    return base == PERSONS ? n : base == WEIGHTED ? weighted : round(effective);
}

static void add_base(const struct side *side, const char *label, enum base base)
{
    const struct peil_base *whole =
        side->total ? &side->total->base : &side->blocks[0].base;
    struct filling row = begin_row(side, PEIL_GRID_BASE, label);
    struct entry all = base_entry(
        side, false, base_figure(base, whole->n, whole->weighted, whole->effective));
    put_all(&row, &all, true);
    for (size_t k = 0; k < side->count; k++) {
        const struct peil_cross *cross = &side->blocks[k].cross;
        for (size_t i = 0; i < cross->column_count; i++) {
            const struct peil_margin *of = &cross->column_totals[i];
            struct entry entry =
                base_entry(side, of->hidden,
                           base_figure(base, of->n, of->weighted, of->effective));
            put(&row, cross, &entry);
        }
    }
    put_all(&row, &all, false);
    end_row(&row);
}

void peil_draft_cross(struct peil_draft *draft, const struct peil_table *blocks,
                      size_t count, const struct peil_table *total)
{
    struct side side = { draft, blocks, count, total };
    const struct peil_cross *first = &blocks[0].cross;
    draft->stacked = is_stacked(&side);
    add_columns(&side);
    for (size_t i = 0; i < first->row_count; i++)
        add_row(&side, i, false);
    for (size_t i = 0; i < first->net_count; i++)
        add_row(&side, i, true);
    add_totals(&side);
    if (!has(draft->cells, PEIL_CELL_N))
        add_base(&side, _("Base (n)"), PERSONS);
    if (!peil_base_is_weighted(&blocks[0].base))
        return;
    add_base(&side, _("Weighted base"), WEIGHTED);
    add_base(&side, _("Effective base"), EFFECTIVE);
}
