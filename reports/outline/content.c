#include "reports/outline/content.h"

/* The texts of a row's entries. */
static const char *const *texts(const struct peil_sheet *sheet, size_t row,
                                struct peil_arena *arena)
{
    const char **list = peil_arena_array(arena, sheet->column_count, sizeof *list);
    for (size_t i = 0; i < sheet->column_count; i++)
        list[i] = sheet->rows[row].entries[i].text;
    return list;
}

const struct peil_grid *peil_sheet_grid(const struct peil_sheet *sheet,
                                        struct peil_arena *arena)
{
    struct peil_grid *grid = peil_arena_array(arena, 1, sizeof *grid);
    struct peil_grid_row *rows =
        peil_arena_array(arena, sheet->row_count, sizeof *rows);
    for (size_t i = 0; i < sheet->row_count; i++)
        rows[i] = (struct peil_grid_row){ .part = sheet->rows[i].part,
                                          .label = sheet->rows[i].label,
                                          .figures = texts(sheet, i, arena) };
    *grid = (struct peil_grid){ .title = sheet->title,
                                .stub = sheet->stub,
                                .columns = sheet->columns,
                                .column_count = sheet->column_count,
                                .rows = rows,
                                .row_count = sheet->row_count,
                                .lines = sheet->lines,
                                .line_count = sheet->line_count };
    return grid;
}

/* The i-th sheet among the blocks; what is not found yet is counted down. */
static const struct peil_sheet *sheet_among(const struct peil_block *blocks,
                                            size_t count, size_t *i)
{
    for (size_t at = 0; at < count; at++) {
        const struct peil_sheet *sheet =
            blocks[at].plot ? blocks[at].plot->sheet : blocks[at].sheet;
        if (sheet && (*i)-- == 0)
            return sheet;
        sheet = sheet_among(blocks[at].children, blocks[at].child_count, i);
        if (sheet)
            return sheet;
    }
    return NULL;
}

const struct peil_sheet *peil_content_sheet(const struct peil_content *content,
                                            size_t i)
{
    return sheet_among(content->blocks, content->block_count, &i);
}
