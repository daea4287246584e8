#include "reports/tables/grid.h"
#include "questionnaires/base/message.h"
#include "reports/tables/draft.h"
#include "reports/tables/figures.h"
#include "reports/tables/lines.h"

#include <assert.h>
#include <math.h>
#include <string.h>

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
        return peil_base_is_weighted(&table->base);
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

static const char *frequency_figure(const struct peil_draft *draft,
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

static void add_frequency_row(struct peil_draft *draft, enum peil_grid_part part,
                              const struct peil_frequency_row *row)
{
    const char **figures = peil_draft_row(draft, part, row->category.label);
    if (row->hidden) {
        peil_draft_hide(figures, draft->column_count);
        return;
    }
    for (size_t i = 0, at = 0; i < FREQUENCY_COLUMNS; i++)
        if (applies(&frequency_columns[i], draft->table))
            figures[at++] = frequency_figure(draft, &frequency_columns[i], row);
}

/* Totals speak in the columns of their own title only. */
static void set_figure(const struct peil_draft *draft, const char **figures,
                       const char *title, const char *figure)
{
    const char *said = _(title);
    for (size_t i = 0; i < draft->column_count; i++)
        if (strcmp(draft->columns[i].title, said) == 0)
            figures[i] = figure;
}

static const char *share_of_asked(const struct peil_draft *draft, double n)
{
    double asked = draft->table->frequency.asked;
    return peil_figure_percent(draft->arena, 100 * n / asked, asked);
}

static void add_valid_total(struct peil_draft *draft)
{
    const struct peil_table *table = draft->table;
    const char **figures =
        peil_draft_row(draft, PEIL_GRID_TOTAL,
                       table->frequency.multiple ? _("Total who answered")
                                                 : _("Total of the answers"));
    set_figure(draft, figures, "n", peil_figure_count(draft->arena, table->base.n));
    if (peil_base_is_weighted(&table->base))
        set_figure(draft, figures, "weighted",
                   peil_figure_count(draft->arena, table->base.weighted));
    else
        set_figure(draft, figures, "%", share_of_asked(draft, table->base.n));
    set_figure(draft, figures, "valid %", peil_draft_whole(draft, table->base.n));
    set_figure(draft, figures, "answers %", peil_draft_whole(draft, table->base.n));
}

static void add_missing_row(struct peil_draft *draft,
                            const struct peil_missing_row *row)
{
    const char **figures =
        peil_draft_row(draft, PEIL_GRID_MISSING, peil_grid_missing(row->kind));
    if (row->hidden) {
        peil_draft_hide(figures, 1);
        return;
    }
    set_figure(draft, figures, "n", peil_figure_count(draft->arena, row->n));
    if (peil_base_is_weighted(&draft->table->base))
        set_figure(draft, figures, "weighted",
                   peil_figure_count(draft->arena, row->weighted));
    if (isfinite(row->percent))
        set_figure(
            draft, figures, "%",
            peil_figure_percent(draft->arena, row->percent, draft->table->base.n));
}

static void add_frequency(struct peil_draft *draft)
{
    const struct peil_frequency *frequency = &draft->table->frequency;
    for (size_t i = 0; i < FREQUENCY_COLUMNS; i++)
        if (applies(&frequency_columns[i], draft->table))
            peil_draft_column(draft, "", _(frequency_columns[i].title));
    for (size_t i = 0; i < frequency->row_count; i++)
        add_frequency_row(draft, PEIL_GRID_BODY, &frequency->rows[i]);
    for (size_t i = 0; i < frequency->net_count; i++)
        add_frequency_row(draft, PEIL_GRID_NET, &frequency->nets[i]);
    add_valid_total(draft);
    for (size_t i = 0; i < frequency->missing_count; i++)
        add_missing_row(draft, &frequency->missing[i]);
}

/* --- Any table --- */

/* "Ken je het? (bekend)"; a column of found values has no other name. */
static const char *named(const char *label, const char *variable,
                         struct peil_arena *arena)
{
    return strcmp(label, variable) == 0
               ? variable
               : peil_arena_format(arena, "%s (%s)", label, variable);
}

static const char *title(const struct peil_table *table, bool banner,
                         struct peil_arena *arena)
{
    const char *rows = named(table->label, table->variable, arena);
    const char *columns = table->cross.column_label;
    const char *column = table->cross.column_variable;
    if (table->kind == PEIL_TABLE_SUMMARY) {
        columns = table->summary.group_label;
        column = table->summary.group_variable;
    }
    if (table->kind == PEIL_TABLE_FREQUENCY || banner || !column)
        return rows;
    return peil_arena_format(arena, "%s × %s", rows, named(columns, column, arena));
}

size_t peil_grid_span(const struct peil_analysis *analysis, size_t first)
{
    size_t count = 1;
    while (analysis->tables[first].banner > 0 &&
           first + count < analysis->table_count &&
           analysis->tables[first + count].banner > count)
        count++;
    return count;
}

/* The frequencies of the rows stand before the banner's first block. */
static const struct peil_table *total_of(const struct peil_analysis *analysis,
                                         size_t number)
{
    const struct peil_table *table = &analysis->tables[number];
    const struct peil_table *before = number > 0 ? table - 1 : NULL;
    bool fits = before && table->banner == 1 && before->kind == PEIL_TABLE_FREQUENCY &&
                before->frequency.row_count == table->cross.row_count &&
                strcmp(before->variable, table->variable) == 0;
    return fits ? before : NULL;
}

const struct peil_grid *peil_grid_table(const struct peil_analysis *analysis,
                                        const struct peil_table *table,
                                        struct peil_arena *arena)
{
    struct peil_draft draft = { .arena = arena, .table = table };
    struct peil_lines lines = { .arena = arena };
    size_t number = (size_t)(table - analysis->tables);
    size_t span = peil_grid_span(analysis, number);
    draft.cells = peil_analysis_cells(analysis, table, span);
    if (table->kind == PEIL_TABLE_FREQUENCY)
        add_frequency(&draft);
    else if (table->kind == PEIL_TABLE_SUMMARY)
        peil_draft_summary(&draft);
    else
        peil_draft_cross(&draft, table, span, total_of(analysis, number));
    peil_lines_table(&lines, analysis, table, span);
    struct peil_grid *grid = peil_arena_array(arena, 1, sizeof *grid);
    *grid = (struct peil_grid){ .title = title(table, table->banner > 0, arena),
                                .columns = draft.columns,
                                .column_count = draft.column_count,
                                .rows = draft.rows,
                                .row_count = draft.row_count,
                                .stacked = draft.stacked,
                                .lines = lines.text,
                                .line_count = lines.count };
    return grid;
}

const char *peil_grid_figure(const struct peil_grid_row *row, size_t column)
{
    return row->figures[column] ? row->figures[column] : ".";
}

size_t peil_grid_lines(const struct peil_grid *grid, size_t row)
{
    size_t count = 1;
    while (row + count < grid->row_count && grid->rows[row + count].again)
        count++;
    return count;
}

const char *peil_grid_heading(const struct peil_grid_column *column,
                              struct peil_arena *arena)
{
    if (!*column->group || !*column->title)
        return *column->group ? column->group : column->title;
    return peil_arena_format(arena, "%s, %s", column->group, column->title);
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
