#include "reports/grid.h"
#include "questionnaires/base/message.h"
#include "questionnaires/base/text.h"
#include "reports/figures.h"
#include "reports/lines.h"

#include <assert.h>
#include <math.h>
#include <string.h>

enum { LONGEST_LABEL = 1000 };

/* A grid while it is being filled. */
struct draft {
    struct peil_arena *arena;
    const struct peil_table *table;
    struct peil_grid_column *columns;
    size_t column_count;
    struct peil_grid_row *rows;
    size_t row_count;
};

static void add_column(struct draft *draft, const char *group, const char *title)
{
    draft->columns = peil_arena_grow(draft->arena, draft->columns, draft->column_count,
                                     sizeof *draft->columns);
    draft->columns[draft->column_count++] =
        (struct peil_grid_column){ .group = group, .title = title };
}

/* Labels come from people and files: no control characters, and on one line. */
static const char *label_of(const struct draft *draft, const char *text)
{
    return peil_text_squeeze(draft->arena,
                             peil_text_clean(draft->arena, text, LONGEST_LABEL));
}

/* A row of blanks; the caller fills what can occur. All columns must be there. */
static const char **add_row(struct draft *draft, enum peil_grid_part part,
                            const char *label)
{
    const char **figures =
        peil_arena_array(draft->arena, draft->column_count, sizeof *figures);
    for (size_t i = 0; i < draft->column_count; i++)
        figures[i] = "";
    draft->rows = peil_arena_grow(draft->arena, draft->rows, draft->row_count,
                                  sizeof *draft->rows);
    draft->rows[draft->row_count++] = (struct peil_grid_row){
        .part = part, .label = label_of(draft, label), .figures = figures
    };
    return figures;
}

/* One word for all of them, that does not tell whether it was little or nothing. */
static void hide(const char **figures, size_t count)
{
    figures[0] = _("hidden");
    for (size_t i = 1; i < count; i++)
        figures[i] = NULL;
}

static bool is_weighted(const struct peil_base *base)
{
    return isfinite(base->weighted) && base->weighted != base->n;
}

/* "100"; in a cross-tab the options of a multiple add up to more: no total. */
static const char *whole(const struct draft *draft, double base)
{
    bool none = draft->table->kind == PEIL_TABLE_CROSS && draft->table->cross.multiple;
    return none ? "" : peil_figure_percent(draft->arena, base > 0 ? 100 : NAN, base);
}

/* --- Frequencies --- */

/* All that differs from column to column stands here and nowhere else. */
static const struct frequency_column {
    const char *title; /* msgid */
    enum { ALWAYS, WEIGHTED, SINGLE, MULTIPLE } when;
    enum { COUNT, PERCENT, INTERVAL } figure;
    size_t at; /* the figure's place in a row; an interval: its lower end */
} frequency_columns[] = {
    { "n", ALWAYS, COUNT, offsetof(struct peil_frequency_row, n) },
    { N_("weighted"), WEIGHTED, COUNT, offsetof(struct peil_frequency_row, weighted) },
    { "%", SINGLE, PERCENT, offsetof(struct peil_frequency_row, percent) },
    { N_("valid %"), SINGLE, PERCENT,
      offsetof(struct peil_frequency_row, valid_percent) },
    { N_("cum. %"), SINGLE, PERCENT,
      offsetof(struct peil_frequency_row, cumulative_percent) },
    { N_("people %"), MULTIPLE, PERCENT,
      offsetof(struct peil_frequency_row, valid_percent) },
    { N_("answers %"), MULTIPLE, PERCENT,
      offsetof(struct peil_frequency_row, response_percent) },
    { N_("margin (95%)"), ALWAYS, INTERVAL,
      offsetof(struct peil_frequency_row, ci_low) },
};
enum { FREQUENCY_COLUMNS = sizeof frequency_columns / sizeof *frequency_columns };

static bool applies(const struct frequency_column *column,
                    const struct peil_table *table)
{
    switch (column->when) {
    case WEIGHTED:
        return is_weighted(&table->base);
    case SINGLE:
        return !table->frequency.multiple;
    case MULTIPLE:
        return table->frequency.multiple;
    case ALWAYS:
        break;
    }
    return true;
}

static double figure_at(const struct peil_frequency_row *row, size_t at)
{
    double figure;
    memcpy(&figure, (const char *)row + at, sizeof figure);
    return figure;
}

static const char *frequency_figure(const struct draft *draft,
                                    const struct frequency_column *column,
                                    const struct peil_frequency_row *row)
{
    double figure = figure_at(row, column->at);
    if (column->figure == COUNT)
        return peil_figure_count(draft->arena, figure);
    if (column->figure == PERCENT)
        return peil_figure_percent(draft->arena, figure, draft->table->base.n);
    return peil_figure_interval(draft->arena, figure, row->ci_high,
                                draft->table->base.n);
}

static void add_frequency_row(struct draft *draft, const struct peil_frequency_row *row)
{
    const char **figures = add_row(draft, PEIL_GRID_BODY, row->category.label);
    if (row->hidden) {
        hide(figures, draft->column_count);
        return;
    }
    for (size_t i = 0, at = 0; i < FREQUENCY_COLUMNS; i++)
        if (applies(&frequency_columns[i], draft->table))
            figures[at++] = frequency_figure(draft, &frequency_columns[i], row);
}

/* Totals speak in the columns of their own title only. */
static void set_figure(const struct draft *draft, const char **figures,
                       const char *title, const char *figure)
{
    for (size_t i = 0; i < draft->column_count; i++)
        if (strcmp(draft->columns[i].title, _(title)) == 0)
            figures[i] = figure;
}

static const char *share_of_asked(const struct draft *draft, double n)
{
    double asked = draft->table->frequency.asked;
    return peil_figure_percent(draft->arena, 100 * n / asked, asked);
}

static void add_valid_total(struct draft *draft)
{
    const struct peil_table *table = draft->table;
    const char **figures = add_row(draft, PEIL_GRID_TOTAL, _("Total of the answers"));
    set_figure(draft, figures, "n", peil_figure_count(draft->arena, table->base.n));
    if (is_weighted(&table->base))
        set_figure(draft, figures, "weighted",
                   peil_figure_count(draft->arena, table->base.weighted));
    else
        set_figure(draft, figures, "%", share_of_asked(draft, table->base.n));
    set_figure(draft, figures, "valid %", whole(draft, table->base.n));
    set_figure(draft, figures, "answers %", whole(draft, table->base.n));
}

static void add_missing_row(struct draft *draft, const struct peil_missing_row *row)
{
    const char **figures =
        add_row(draft, PEIL_GRID_MISSING, peil_grid_missing(row->kind));
    if (row->hidden) {
        hide(figures, 1);
        return;
    }
    set_figure(draft, figures, "n", peil_figure_count(draft->arena, row->n));
    if (is_weighted(&draft->table->base))
        set_figure(draft, figures, "weighted",
                   peil_figure_count(draft->arena, row->weighted));
    if (isfinite(row->percent))
        set_figure(
            draft, figures, "%",
            peil_figure_percent(draft->arena, row->percent, draft->table->base.n));
}

static void add_frequency(struct draft *draft)
{
    const struct peil_frequency *frequency = &draft->table->frequency;
    for (size_t i = 0; i < FREQUENCY_COLUMNS; i++)
        if (applies(&frequency_columns[i], draft->table))
            add_column(draft, "", _(frequency_columns[i].title));
    for (size_t i = 0; i < frequency->row_count; i++)
        add_frequency_row(draft, &frequency->rows[i]);
    add_valid_total(draft);
    for (size_t i = 0; i < frequency->missing_count; i++)
        add_missing_row(draft, &frequency->missing[i]);
}

/* --- Cross-tabs: n and column % under each column, and letters where there are --- */

static const char *letter(struct peil_arena *arena, size_t column)
{
    return column < 26
               ? peil_arena_format(arena, "%c", (int)('A' + column))
               : peil_arena_format(arena, "%s%c", letter(arena, column / 26 - 1),
                                   (int)('A' + column % 26));
}

static bool has_letters(const struct peil_cross *cross)
{
    for (size_t i = 0; i < cross->row_count * cross->column_count; i++)
        if (cross->cells[i].letters && *cross->cells[i].letters)
            return true;
    return false;
}

static void add_group(struct draft *draft, const char *group, bool letters)
{
    group = label_of(draft, group);
    add_column(draft, group, "n");
    add_column(draft, group, "%");
    if (letters)
        add_column(draft, group, _("sig."));
}

static void add_cross_columns(struct draft *draft, bool letters)
{
    const struct peil_cross *cross = &draft->table->cross;
    for (size_t i = 0; i < cross->column_count; i++) {
        const char *label = cross->columns[i].label;
        add_group(draft,
                  letters ? peil_arena_format(draft->arena, "%s (%s)", label,
                                              letter(draft->arena, i))
                          : label,
                  letters);
    }
    add_group(draft, _("Total"), false);
}

static void put_pair(struct draft *draft, const char **figures, double n,
                     const char *percent)
{
    figures[0] = peil_figure_count(draft->arena, n);
    figures[1] = percent;
}

static void put_margin(struct draft *draft, const char **figures,
                       const struct peil_margin *margin, const char *percent)
{
    if (margin->hidden)
        hide(figures, 2);
    else
        put_pair(draft, figures, margin->n, percent);
}

static void put_cell(struct draft *draft, const char **figures,
                     const struct peil_cell *cell, double base, bool letters)
{
    if (cell->hidden) {
        hide(figures, letters ? 3 : 2);
        return;
    }
    put_pair(draft, figures, cell->n,
             peil_figure_percent(draft->arena, cell->column_percent, base));
    if (letters)
        figures[2] = cell->letters ? cell->letters : "";
}

static void add_cross_row(struct draft *draft, size_t row, bool letters)
{
    const struct peil_cross *cross = &draft->table->cross;
    const char **figures = add_row(draft, PEIL_GRID_BODY, cross->rows[row].label);
    for (size_t i = 0; i < cross->column_count; i++, figures += letters ? 3 : 2)
        put_cell(draft, figures, &cross->cells[row * cross->column_count + i],
                 cross->column_totals[i].n, letters);
    put_margin(draft, figures, &cross->row_totals[row],
               peil_figure_percent(draft->arena, cross->row_totals[row].percent,
                                   cross->total));
}

static void add_cross_totals(struct draft *draft, bool letters)
{
    const struct peil_cross *cross = &draft->table->cross;
    const char **figures = add_row(draft, PEIL_GRID_TOTAL, _("Total"));
    for (size_t i = 0; i < cross->column_count; i++, figures += letters ? 3 : 2) {
        const struct peil_margin *total = &cross->column_totals[i];
        put_margin(draft, figures, total, whole(draft, total->n));
    }
    put_pair(draft, figures, cross->total, whole(draft, cross->total));
}

static void add_cross(struct draft *draft)
{
    const struct peil_cross *cross = &draft->table->cross;
    bool letters = has_letters(cross);
    add_cross_columns(draft, letters);
    for (size_t i = 0; i < cross->row_count; i++)
        add_cross_row(draft, i, letters);
    add_cross_totals(draft, letters);
}

/* --- Either --- */

static const char *title(const struct peil_table *table, struct peil_arena *arena)
{
    if (table->kind == PEIL_TABLE_FREQUENCY)
        return peil_arena_format(arena, "%s (%s)", table->label, table->variable);
    return peil_arena_format(arena, "%s (%s) × %s (%s)", table->label, table->variable,
                             table->cross.column_label, table->cross.column_variable);
}

const struct peil_grid *peil_grid_table(const struct peil_analysis *analysis,
                                        const struct peil_table *table,
                                        struct peil_arena *arena)
{
    struct draft draft = { .arena = arena, .table = table };
    struct peil_lines lines = { .arena = arena };
    if (table->kind == PEIL_TABLE_FREQUENCY)
        add_frequency(&draft);
    else
        add_cross(&draft);
    peil_lines_table(&lines, analysis, table);
    struct peil_grid *grid = peil_arena_array(arena, 1, sizeof *grid);
    *grid = (struct peil_grid){ .title = title(table, arena),
                                .columns = draft.columns,
                                .column_count = draft.column_count,
                                .rows = draft.rows,
                                .row_count = draft.row_count,
                                .lines = lines.text,
                                .line_count = lines.count };
    return grid;
}

const char *peil_grid_figure(const struct peil_grid_row *row, size_t column)
{
    return row->figures[column] ? row->figures[column] : ".";
}

const char *peil_grid_heading(const struct peil_grid_column *column,
                              struct peil_arena *arena)
{
    return *column->group
               ? peil_arena_format(arena, "%s, %s", column->group, column->title)
               : column->title;
}

const char *peil_grid_missing(enum peil_missing kind)
{
    static const char *const names[] = {
        [PEIL_ANSWERED] = N_("answered"),
        [PEIL_NOT_ASKED] = N_("not asked"),
        [PEIL_NO_ANSWER] = N_("skipped"),
        [PEIL_DONT_KNOW] = N_("does not know"),
        [PEIL_REFUSED] = N_("would rather not say"),
        [PEIL_NOT_REACHED] = N_("not reached (stopped before)"),
    };
    static_assert(sizeof names / sizeof *names == PEIL_MISSING_KINDS,
                  "every missing kind has its words");
    return _(names[kind]);
}
