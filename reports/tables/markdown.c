#include "reports/tables/markdown.h"

#include <string.h>

/* Labels may hold anything: what Markdown or HTML would take for its own gets a
 * backslash, and a line break would end the table's row. */
void peil_markdown_text(FILE *out, const char *text)
{
    for (const char *at = text; *at; at++)
        if (*at == '\n' || *at == '\r')
            fputc(' ', out);
        else if (strchr("\\`*_{}[]<>#|~&", *at))
            fprintf(out, "\\%c", *at);
        else
            fputc(*at, out);
}

static void write_cell(FILE *out, const char *text)
{
    fputs(" ", out);
    peil_markdown_text(out, text);
    fputs(" |", out);
}

static void write_heading(FILE *out, const struct peil_grid *grid,
                          struct peil_arena *arena)
{
    fputs("|", out);
    if (grid->stub)
        write_cell(out, grid->stub);
    else
        fputs(" |", out);
    fputs(grid->stacked ? " |" : "", out);
    for (size_t i = 0; i < grid->column_count; i++)
        write_cell(out, peil_grid_heading(&grid->columns[i], arena));
    /* Where a line is long, dashes are a column's share of the width (pandoc). */
    fputs("\n|:--------|", out);
    fputs(grid->stacked ? ":---|" : "", out);
    for (size_t i = 0; i < grid->column_count; i++)
        fputs(grid->columns[i].words ? ":---|" : "---:|", out);
    fputc('\n', out);
}

static void write_row(FILE *out, const struct peil_grid *grid,
                      const struct peil_grid_row *row)
{
    fputs("|", out);
    write_cell(out, row->again ? "" : row->label);
    if (grid->stacked)
        write_cell(out, row->name ? row->name : "");
    for (size_t i = 0; i < grid->column_count; i++)
        write_cell(out, peil_grid_figure(row, i));
    fputc('\n', out);
}

/* Two blanks at its end keep a line a line. */
void peil_markdown_lines(FILE *out, const char *const *lines, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        peil_markdown_text(out, lines[i]);
        fputs(i + 1 < count ? "  \n" : "\n", out);
    }
}

void peil_markdown_grid(FILE *out, const struct peil_grid *grid,
                        struct peil_arena *arena)
{
    if (grid->row_count > 0)
        write_heading(out, grid, arena);
    for (size_t i = 0; i < grid->row_count; i++)
        write_row(out, grid, &grid->rows[i]);
    fputc('\n', out);
    peil_markdown_lines(out, grid->lines, grid->line_count);
}
