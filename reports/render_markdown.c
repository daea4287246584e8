/* Markdown with pipe tables, for notes and wikis. */
#include "questionnaires/base/message.h"
#include "reports/grid.h"
#include "reports/lines.h"
#include "reports/renderers.h"

#include <string.h>

/* Labels may hold anything: what Markdown or HTML would take for its own gets a
 * backslash, and a line break would end the table's row. */
static void escape(FILE *out, const char *text)
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
    escape(out, text);
    fputs(" |", out);
}

static void write_heading(FILE *out, const struct peil_grid *grid,
                          struct peil_arena *arena)
{
    fputs("| |", out);
    for (size_t i = 0; i < grid->column_count; i++)
        write_cell(out, peil_grid_heading(&grid->columns[i], arena));
    fputs("\n|:---|", out);
    for (size_t i = 0; i < grid->column_count; i++)
        fputs("---:|", out);
    fputc('\n', out);
}

static void write_row(FILE *out, const struct peil_grid *grid,
                      const struct peil_grid_row *row)
{
    fputs("|", out);
    write_cell(out, row->label);
    for (size_t i = 0; i < grid->column_count; i++)
        write_cell(out, peil_grid_figure(row, i));
    fputc('\n', out);
}

/* Two blanks at its end keep a line a line. */
static void write_lines(FILE *out, const char *const *lines, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        escape(out, lines[i]);
        fputs(i + 1 < count ? "  \n" : "\n", out);
    }
}

static void write_table(FILE *out, const struct peil_analysis *analysis,
                        const struct peil_table *table)
{
    struct peil_arena *arena = peil_arena_new();
    const struct peil_grid *grid = peil_grid_table(analysis, table, arena);
    fputs("\n## ", out);
    escape(out, grid->title);
    fputs("\n\n", out);
    if (grid->row_count > 0)
        write_heading(out, grid, arena);
    for (size_t i = 0; i < grid->row_count; i++)
        write_row(out, grid, &grid->rows[i]);
    fputc('\n', out);
    write_lines(out, grid->lines, grid->line_count);
    peil_arena_free(arena);
}

static void render(const struct peil_analysis *analysis, FILE *out)
{
    struct peil_lines overview = { .arena = peil_arena_new() };
    peil_lines_overview(&overview, analysis);
    write_lines(out, overview.text, overview.count);
    for (size_t i = 0; i < analysis->table_count; i += peil_grid_span(analysis, i))
        write_table(out, analysis, &analysis->tables[i]);
    peil_arena_free(overview.arena);
}

const struct peil_renderer peil_render_markdown = {
    .name = "md",
    .about = N_("Markdown, for notes and wikis"),
    .render = render,
};
