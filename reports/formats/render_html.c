/* The tables of an analysis as one page of HTML. */
#include "questionnaires/base/message.h"
#include "reports/tables/grid.h"
#include "reports/tables/lines.h"
#include "reports/tables/document.h"
#include "reports/formats/renderers.h"

static void write_table(struct peil_html *html, const struct peil_analysis *analysis,
                        size_t number)
{
    struct peil_arena *arena = peil_arena_new();
    const struct peil_grid *grid =
        peil_grid_table(analysis, &analysis->tables[number], arena);
    const char *id = peil_arena_format(arena, "t%zu", number + 1);
    peil_html_begin(html, "section");
    peil_html_begin(html, "h2");
    peil_html_attribute(html, "id", id);
    peil_html_text(html, grid->title);
    peil_html_end(html);
    if (grid->row_count > 0)
        peil_document_table(html, grid, id);
    peil_document_lines(html, "note", grid->lines, grid->line_count);
    peil_html_end(html);
    peil_arena_free(arena);
}

static void render(const struct peil_analysis *analysis, FILE *out)
{
    struct peil_html html = { .out = out };
    struct peil_lines overview = { .arena = peil_arena_new() };
    peil_lines_overview(&overview, analysis);
    peil_document_begin(&html,
                        &(struct peil_document){ .title = _("Tables"),
                                                 .internal = analysis->internal,
                                                 .synthetic = analysis->synthetic });
    peil_html_begin(&html, "main");
    peil_html_attribute(&html, "class", "tables");
    peil_html_element(&html, "h1", NULL, _("Tables"));
    /* The first line counts; the warnings stand at the top of the page already. */
    peil_document_lines(&html, "lead", overview.text, 1);
    for (size_t i = 0; i < analysis->table_count; i += peil_grid_span(analysis, i))
        write_table(&html, analysis, i);
    peil_document_end(&html);
    peil_arena_free(overview.arena);
}

const struct peil_renderer peil_render_html = {
    .name = "html",
    .about = N_("one page for a browser"),
    .render = render,
};
