/* The tables of an analysis for a terminal. */
#include "questionnaires/base/message.h"
#include "reports/lines.h"
#include "reports/renderers.h"
#include "reports/screen.h"

static void render(const struct peil_analysis *analysis, FILE *out)
{
    struct peil_screen screen = peil_screen_of(out, peil_arena_new());
    struct peil_lines overview = { .arena = screen.arena };
    peil_lines_overview(&overview, analysis);
    for (size_t i = 0; i < overview.count; i++)
        peil_screen_prose(&screen, overview.text[i], i > 0 && screen.bold);
    for (size_t i = 0; i < analysis->table_count; i += peil_grid_span(analysis, i)) {
        peil_arena_free(screen.arena);
        screen.arena = peil_arena_new();
        fputs("\n\n", out);
        peil_screen_grid(&screen,
                         peil_grid_table(analysis, &analysis->tables[i], screen.arena));
    }
    peil_arena_free(screen.arena);
}

const struct peil_renderer peil_render_text = {
    .name = "text",
    .about = N_("tables for the terminal"),
    .render = render,
};
