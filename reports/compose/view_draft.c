#include "reports/compose/view_draft.h"

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
