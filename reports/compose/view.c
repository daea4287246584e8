#include "reports/compose/view.h"
#include "questionnaires/base/message.h"
#include "reports/compose/view_draft.h"

#include <math.h>
#include <string.h>

void peil_view_begin(struct peil_view_draft *draft, size_t rows, size_t columns)
{
    struct peil_arena *arena = draft->composer->arena;
    draft->rows = peil_arena_array(arena, rows, sizeof *draft->rows);
    draft->columns = peil_arena_array(arena, columns, sizeof *draft->columns);
    draft->cells = peil_arena_array(arena, rows * columns, sizeof *draft->cells);
    draft->row_count = rows;
    draft->column_count = columns;
}

struct peil_view_cell *peil_view_cell_at(const struct peil_view_draft *draft,
                                         size_t row, size_t column)
{
    return &draft->cells[row * draft->column_count + column];
}

struct peil_view peil_view_finish(const struct peil_view_draft *draft,
                                  const char *title)
{
    return (struct peil_view){
        .title = title,
        .rows = draft->rows,
        .columns = draft->columns,
        .row_count = draft->row_count,
        .column_count = draft->column_count,
        .cells = draft->cells,
    };
}

void peil_view_set_lines(struct peil_view *view, const struct peil_lines *lines)
{
    view->lines = lines->text;
    view->line_count = lines->count;
}

const struct peil_view_cell *peil_view_at(const struct peil_view *view, size_t row,
                                          size_t column)
{
    return &view->cells[row * view->column_count + column];
}

bool peil_view_has_percents(const struct peil_view *view)
{
    for (size_t i = 0; i < view->row_count * view->column_count; i++)
        if (view->cells[i].share.shown)
            return true;
    return false;
}

bool peil_view_is_empty(const struct peil_view *view)
{
    for (size_t i = 0; i < view->row_count * view->column_count; i++)
        if (view->cells[i].base != 0)
            return false;
    return true;
}

bool peil_view_has_counts(const struct peil_view *view)
{
    for (size_t i = 0; i < view->row_count * view->column_count; i++)
        if (isfinite(view->cells[i].base))
            return true;
    return false;
}

static bool is_chosen(const struct peil_view *view, size_t row)
{
    for (size_t i = 0; i < view->column_count; i++) {
        const struct peil_share *share = &peil_view_at(view, row, i)->share;
        if (share->offered && !(share->n == 0))
            return true;
    }
    return false;
}

static const char *const *with_line(const char *const *lines, size_t count,
                                    const char *line, struct peil_arena *arena)
{
    const char **longer = peil_arena_array(arena, count + 1, sizeof *longer);
    for (size_t i = 0; i < count; i++)
        longer[i] = lines[i];
    longer[count] = line;
    return longer;
}

struct peil_view peil_view_brief(const struct peil_view *view, struct peil_arena *arena)
{
    struct peil_view brief = *view;
    const char **rows = peil_arena_array(arena, view->row_count, sizeof *rows);
    struct peil_view_cell *cells =
        peil_arena_array(arena, view->row_count * view->column_count, sizeof *cells);
    size_t count = 0;
    for (size_t row = 0; row < view->row_count; row++) {
        if (!is_chosen(view, row))
            continue;
        memcpy(&cells[count * view->column_count], peil_view_at(view, row, 0),
               view->column_count * sizeof *cells);
        rows[count++] = view->rows[row];
    }
    if (count == 0 || count == view->row_count)
        return *view;
    const char *line = _("Nobody chose what is not in the table.");
    brief.rows = rows;
    brief.row_count = count;
    brief.cells = cells;
    brief.lines = with_line(view->lines, brief.line_count++, line, arena);
    if (view->count_lines)
        brief.count_lines =
            with_line(view->count_lines, brief.count_line_count++, line, arena);
    return brief;
}

struct peil_views peil_views_of(struct peil_composer *composer,
                                const struct peil_pick *pick, const char *title)
{
    struct peil_selection of =
        peil_composer_select(composer, pick->source, pick->where);
    if (!peil_composer_has(composer, of.source) || pick->item_count == 0)
        return (struct peil_views){ 0 };
    if (pick->item_count == 1)
        return peil_views_of_item(composer, pick, &of, title);
    if (pick->option_count > 0)
        return peil_views_of_picked(composer, pick, title);
    return peil_views_of_items(composer, pick, &of, title);
}
