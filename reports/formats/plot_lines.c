/* Lines over labels that follow each other: waves, or interviews (saturation). A value
 * that is not shown leaves a gap, a hatched place and a word. */
#include "reports/formats/plot_draw.h"

#include <math.h>

enum { HEIGHT = 210, TOP = 18, BELOW = 24, WORD_LINE = 15, LEAST_APART = 15 };
enum { TICKS = 4, MOST_LABELS = 6 };
static const double left = 0.14, right = 0.85; /* room for numbers on both sides */

static double at_label(const struct peil_plot *plot, size_t label)
{
    return plot->label_count < 2 ? (left + right) / 2
                                 : left + (right - left) * (double)label /
                                              (double)(plot->label_count - 1);
}

static double at_value(const struct peil_drawing *drawing, double value)
{
    double scale = peil_plot_scale(drawing->plot);
    return TOP + HEIGHT * (1 - fmin(fmax(value, 0), scale) / scale);
}

static struct peil_spot spot(const struct peil_drawing *drawing, size_t label,
                             size_t series)
{
    return (struct peil_spot){
        .x = at_label(drawing->plot, label),
        .y = at_value(drawing, peil_plot_point(drawing->plot, label, series)->value)
    };
}

static void draw_grid(struct peil_drawing *drawing)
{
    double scale = peil_plot_scale(drawing->plot);
    for (int i = 0; i <= TICKS; i++) {
        double y = at_value(drawing, scale * i / TICKS);
        peil_draw_line(drawing, i == 0 ? "axis" : "grid", (struct peil_spot){ .y = y },
                       (struct peil_spot){ 1, 0, y });
        if (i > 0)
            peil_draw_text(drawing, "tick", (struct peil_spot){ .y = y - 4 },
                           peil_plot_tick(drawing, scale * i / TICKS));
    }
}

/* Of many labels the first, the last and some between. */
static bool is_labelled(const struct peil_plot *plot, size_t label)
{
    size_t step = (plot->label_count + MOST_LABELS - 1) / MOST_LABELS;
    size_t last = plot->label_count - 1;
    return label == last || (label % step == 0 && last - label >= step);
}

static void draw_labels(struct peil_drawing *drawing)
{
    const struct peil_plot *plot = drawing->plot;
    for (size_t i = 0; i < plot->label_count; i++)
        if (is_labelled(plot, i))
            peil_draw_text(
                drawing, "label centre",
                (struct peil_spot){ at_label(plot, i), 0, TOP + HEIGHT + 18 },
                plot->labels[i]);
}

static const struct peil_point *hidden_at(const struct peil_plot *plot, size_t label)
{
    for (size_t i = 0; i < plot->series_count; i++)
        if (!peil_plot_point(plot, label, i)->shown)
            return peil_plot_point(plot, label, i);
    return NULL;
}

/* Behind the lines: a strip where something is left out, and the word under it. */
static void draw_hidden(struct peil_drawing *drawing)
{
    const struct peil_plot *plot = drawing->plot;
    bool any = false;
    for (size_t i = 0; i < plot->label_count; i++) {
        const struct peil_point *point = hidden_at(plot, i);
        double x = at_label(plot, i);
        if (!point)
            continue;
        any = true;
        if (point->base != 0)
            peil_draw_hatched(drawing, (struct peil_spot){ x - 0.02, 0, TOP }, 0.04,
                              HEIGHT);
        peil_draw_text(drawing, "figure hidden centre",
                       (struct peil_spot){ x, 0, TOP + HEIGHT + BELOW + WORD_LINE - 3 },
                       point->text);
    }
    drawing->y = TOP + HEIGHT + BELOW + (any ? WORD_LINE : 0);
}

static void draw_whisker(struct peil_drawing *drawing, size_t label, size_t series)
{
    const struct peil_point *point = peil_plot_point(drawing->plot, label, series);
    double x = at_label(drawing->plot, label);
    if (isfinite(point->low) && isfinite(point->high))
        peil_draw_line(drawing, peil_draw_class(drawing, "whisker", series),
                       (struct peil_spot){ x, 0, at_value(drawing, point->low) },
                       (struct peil_spot){ x, 0, at_value(drawing, point->high) });
}

static void draw_series(struct peil_drawing *drawing, size_t series)
{
    const struct peil_plot *plot = drawing->plot;
    for (size_t i = 0; i < plot->label_count; i++) {
        if (!peil_plot_point(plot, i, series)->shown)
            continue;
        draw_whisker(drawing, i, series);
        if (i > 0 && peil_plot_point(plot, i - 1, series)->shown)
            peil_draw_line(drawing, peil_draw_class(drawing, "line", series),
                           spot(drawing, i - 1, series), spot(drawing, i, series));
    }
    for (size_t i = 0; i < plot->label_count; i++)
        if (peil_plot_point(plot, i, series)->shown)
            peil_draw_mark(drawing, series, spot(drawing, i, series));
}

/* One line has all its figures above it, as long as there is room: beside whiskers, and
 * before a line that only rises. */
static void draw_all_figures(struct peil_drawing *drawing)
{
    bool rises = drawing->plot->kind == PEIL_PLOT_SATURATION;
    for (size_t i = 0; i < drawing->plot->label_count; i++) {
        const struct peil_point *point = peil_plot_point(drawing->plot, i, 0);
        struct peil_spot at = spot(drawing, i, 0);
        if (point->shown && is_labelled(drawing->plot, i))
            peil_draw_text(drawing, rises ? "figure end" : "figure",
                           (struct peil_spot){ at.x, rises ? 0 : 7, at.y - 8 },
                           point->text);
    }
}

/* Of several lines the last figure of each, beside it; lines that end together have
 * their figures under each other. */
static void draw_last_figures(struct peil_drawing *drawing)
{
    const struct peil_plot *plot = drawing->plot;
    size_t last = plot->label_count - 1;
    double above = -LEAST_APART;
    bool *drawn = peil_arena_array(drawing->arena, plot->series_count, sizeof *drawn);
    for (size_t n = 0; n < plot->series_count; n++) {
        size_t highest = plot->series_count;
        for (size_t i = 0; i < plot->series_count; i++)
            if (!drawn[i] && peil_plot_point(plot, last, i)->shown &&
                (highest == plot->series_count ||
                 spot(drawing, last, i).y < spot(drawing, last, highest).y))
                highest = i;
        if (highest == plot->series_count)
            return;
        drawn[highest] = true;
        above = fmax(above + LEAST_APART, spot(drawing, last, highest).y + 5);
        peil_draw_text(drawing, peil_draw_class(drawing, "figure of-line", highest),
                       (struct peil_spot){ right, 9, above },
                       peil_plot_point(plot, last, highest)->text);
    }
}

void peil_plot_trend(struct peil_drawing *drawing)
{
    draw_grid(drawing);
    draw_labels(drawing);
    draw_hidden(drawing);
    for (size_t i = 0; i < drawing->plot->series_count; i++)
        draw_series(drawing, i);
    if (drawing->plot->label_count == 0)
        return;
    if (drawing->plot->series_count == 1)
        draw_all_figures(drawing);
    else
        draw_last_figures(drawing);
}
