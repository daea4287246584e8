#include "reports/compose/view.h"
#include "questionnaires/base/message.h"

#include <math.h>
#include <string.h>

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
