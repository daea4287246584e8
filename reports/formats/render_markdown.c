/* The tables of an analysis as Markdown, for notes and wikis. */
#include "questionnaires/base/message.h"
#include "reports/tables/lines.h"
#include "reports/tables/markdown.h"
#include "reports/formats/renderers.h"

static void write_table(FILE *out, const struct peil_analysis *analysis,
                        const struct peil_table *table)
{
    struct peil_arena *arena = peil_arena_new();
    const struct peil_grid *grid = peil_grid_table(analysis, table, arena);
    fputs("\n## ", out);
    peil_markdown_text(out, grid->title);
    fputs("\n\n", out);
    peil_markdown_grid(out, grid, arena);
    peil_arena_free(arena);
}

static void render(const struct peil_analysis *analysis, FILE *out)
{
    struct peil_lines overview = { .arena = peil_arena_new() };
    peil_lines_overview(&overview, analysis);
    peil_markdown_lines(out, overview.text, overview.count);
    for (size_t i = 0; i < analysis->table_count; i += peil_grid_span(analysis, i))
        write_table(out, analysis, &analysis->tables[i]);
    peil_arena_free(overview.arena);
}

const struct peil_renderer peil_render_markdown = {
    .name = "md",
    .about = N_("Markdown, for notes and wikis"),
    .render = render,
};
