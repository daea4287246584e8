/* The tables of an analysis for a terminal. */
#include "analyze/gate/audit.h"
#include "questionnaires/base/message.h"
#include "reports/tables/figures.h"
#include "reports/tables/lines.h"
#include "reports/formats/renderers.h"
#include "reports/tables/screen.h"

#include <math.h>

/* How well is hidden what is hidden? */
static void render_audit(const struct peil_screen *screen,
                         const struct peil_audit *audit)
{
    if (!audit || audit->primary + audit->secondary == 0)
        return;
    struct peil_arena *arena = screen->arena;
    const char *line = peil_arena_format(
        arena,
        _("Hidden: %s small, %s to protect those; who works one out is "
          "left with a range of at least %s."),
        peil_figure_count(arena, (double)audit->primary),
        peil_figure_count(arena, (double)audit->secondary),
        isfinite(audit->narrowest) ? peil_figure_count(arena, audit->narrowest) : "-");
    fputs("\n\n", screen->out);
    peil_screen_prose(screen, line, false);
}

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
    render_audit(&screen, analysis->audit);
    peil_arena_free(screen.arena);
}

const struct peil_renderer peil_render_text = {
    .name = "text",
    .about = N_("tables for the terminal"),
    .render = render,
};
