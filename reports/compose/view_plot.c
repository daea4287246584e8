/* A view as a drawing, with its table. */
#include "analyze/statistics/interval.h"
#include "questionnaires/base/message.h"
#include "reports/tables/figures.h"
#include "reports/compose/view.h"

#include <assert.h>
#include <math.h>

static const char *text_of(struct peil_arena *arena, const struct peil_view_cell *cell)
{
    if (!cell->share.offered)
        return _("not offered");
    if (!cell->share.shown)
        return isfinite(cell->share.n) ? _("too few") : _("not shown");
    return cell->share.n == 0
               ? _("nobody")
               : peil_figure_share(arena, cell->share.percent, cell->base);
}

/* A dot does not go without its margin. */
static struct peil_interval margin_of(const struct peil_view_cell *cell)
{
    const struct peil_share *share = &cell->share;
    struct peil_interval margin = { share->ci_low, share->ci_high };
    if (!isfinite(margin.high)) {
        margin = peil_interval_wilson(share->n, cell->base, .95);
        margin.low *= 100;
        margin.high *= 100;
    }
    return margin;
}

static struct peil_point point_of(struct peil_arena *arena,
                                  const struct peil_view_cell *cell)
{
    const struct peil_share *share = &cell->share;
    struct peil_interval margin = margin_of(cell);
    return (struct peil_point){
        .value = share->shown ? share->percent : NAN,
        .low = share->shown ? margin.low : NAN,
        .high = share->shown ? margin.high : NAN,
        .base = share->offered ? cell->base : 0,
        .shown = share->shown,
        .text = text_of(arena, cell),
    };
}

/* Which side has the labels and which the series. Answers that add up to a whole are
 * parts of one bar, of a group or of a question; waves and places stand side by side.
 */
static bool has_labels_in_columns(const struct peil_view *view,
                                  enum peil_plot_kind kind)
{
    bool parts = kind == PEIL_PLOT_STACKED || kind == PEIL_PLOT_DIVERGING;
    bool places = kind == PEIL_PLOT_TREND || kind == PEIL_PLOT_FUNNEL;
    bool alone = kind == PEIL_PLOT_DOTS && view->row_count == 1;
    return places || alone || (parts && !view->by_row);
}

static const char *const *column_titles(struct peil_arena *arena,
                                        const struct peil_view *view)
{
    const char **titles = peil_arena_array(arena, view->column_count, sizeof *titles);
    for (size_t i = 0; i < view->column_count; i++)
        titles[i] = view->columns[i].title;
    return titles;
}

/* Of an odd number of answers the middle one is neither for nor against. */
static const struct peil_plot_series *series_of(struct peil_arena *arena,
                                                const char *const *labels, size_t count,
                                                bool diverging, bool aside)
{
    struct peil_plot_series *series = peil_arena_array(arena, count, sizeof *series);
    size_t answers = count - aside;
    for (size_t i = 0; i < count; i++) {
        series[i].label = labels[i];
        series[i].neutral = diverging && answers % 2 == 1 && i == answers / 2;
        series[i].aside = i == answers;
    }
    return series;
}

static const char *name_of(enum peil_plot_kind kind)
{
    static const char *const names[] = {
        [PEIL_PLOT_BARS] = N_("Bar chart."),
        [PEIL_PLOT_STACKED] = N_("Stacked bars."),
        [PEIL_PLOT_DIVERGING] = N_("Bars to both sides of the middle."),
        [PEIL_PLOT_DOTS] = N_("Dots with their margins."),
        [PEIL_PLOT_TREND] = N_("Lines over the waves."),
        [PEIL_PLOT_SATURATION] = N_("A line over the interviews."),
        [PEIL_PLOT_FUNNEL] = N_("Dots between their limits."),
    };
    static_assert(sizeof names / sizeof *names == PEIL_PLOT_KINDS, "each has a name");
    return _(names[kind]);
}

/* What a listener needs: everyone's figures, or those of the first line. */
static const char *about(const struct peil_composer *composer,
                         const struct peil_view *view, enum peil_plot_kind kind)
{
    struct peil_arena *arena = composer->arena;
    bool line = kind == PEIL_PLOT_TREND;
    const char *text = "";
    const char *whose = line           ? view->rows[0]
                        : view->by_row ? ""
                                       : view->columns[0].title;
    for (size_t i = 0; i < (line ? view->column_count : view->row_count); i++) {
        const char *one = peil_arena_format(
            arena, "%s %s", line ? view->columns[i].title : view->rows[i],
            text_of(arena, peil_view_at(view, line ? 0 : i, line ? i : 0)));
        text = peil_composer_join(composer, text, "; ", one);
    }
    return peil_arena_format(arena, _("%s %s. The table has all figures."),
                             name_of(kind),
                             peil_composer_join(composer, whose, ": ", text));
}

const struct peil_plot *peil_view_plot(struct peil_composer *composer,
                                       const struct peil_view *view,
                                       enum peil_plot_kind kind, const char *id)
{
    struct peil_arena *arena = composer->arena;
    bool across = has_labels_in_columns(view, kind);
    const char *const *columns = column_titles(arena, view);
    size_t labels = across ? view->column_count : view->row_count;
    bool aside = view->aside && kind == PEIL_PLOT_DIVERGING;
    size_t series =
        across ? view->row_count : view->column_count - (view->aside && !aside);
    struct peil_point *points =
        peil_arena_array(arena, labels * series, sizeof *points);
    for (size_t i = 0; i < labels; i++)
        for (size_t k = 0; k < series; k++)
            points[i * series + k] =
                point_of(arena, peil_view_at(view, across ? k : i, across ? i : k));
    struct peil_plot *plot = peil_arena_array(arena, 1, sizeof *plot);
    *plot = (struct peil_plot){
        .kind = kind,
        .id = id,
        .title = view->title,
        .about = about(composer, view, kind),
        .percent = true,
        .middle = NAN,
        .labels = across ? columns : view->rows,
        .label_count = labels,
        .series = series_of(arena, across ? view->rows : columns, series,
                            kind == PEIL_PLOT_DIVERGING, aside),
        .series_count = series,
        .points = points,
        .sheet = peil_view_sheet(composer, view, id, "percent"),
    };
    return plot;
}
