/* A dot with its interval per label, series under each other in it. */
#include "reports/formats/plot_draw.h"

#include <math.h>

enum { LABEL_COLUMNS = 46, ROW = 22, AFTER_LABEL = 10, AXIS = 22, TICKS = 4 };
static const double field = 0.76; /* of the width; the rest is for the figure */

static double at_value(const struct peil_drawing *drawing, double value)
{
    double scale = peil_plot_scale(drawing->plot);
    return field * fmin(fmax(value, 0), scale) / scale;
}

static void draw_interval(struct peil_drawing *drawing, const struct peil_point *point,
                          size_t series, double y)
{
    double low = at_value(drawing, point->low), high = at_value(drawing, point->high);
    const char *class = peil_draw_class(drawing, "interval", series);
    if (!isfinite(point->low) || !isfinite(point->high))
        return;
    peil_draw_line(drawing, class, (struct peil_spot){ low, 0, y },
                   (struct peil_spot){ high, 0, y });
    peil_draw_line(drawing, class, (struct peil_spot){ low, 0, y - 4 },
                   (struct peil_spot){ low, 0, y + 4 });
    peil_draw_line(drawing, class, (struct peil_spot){ high, 0, y - 4 },
                   (struct peil_spot){ high, 0, y + 4 });
}

static void draw_dot(struct peil_drawing *drawing, size_t label, size_t series)
{
    const struct peil_point *point = peil_plot_point(drawing->plot, label, series);
    double y = drawing->y + ROW / 2.0;
    if (point->shown) {
        draw_interval(drawing, point, series, y);
        peil_draw_mark(drawing, series,
                       (struct peil_spot){ at_value(drawing, point->value), 0, y });
    } else if (point->base != 0) {
        peil_draw_hatched(drawing, (struct peil_spot){ 0, 0, y - 6 }, field, 12);
    }
    peil_draw_text(drawing, point->shown ? "figure end" : "figure hidden end",
                   (struct peil_spot){ 1, 0, y + 5 }, point->text);
    drawing->y += ROW;
}

static void draw_ticks(struct peil_drawing *drawing)
{
    double scale = peil_plot_scale(drawing->plot);
    for (int i = 0; i <= TICKS; i++)
        peil_draw_text(drawing,
                       i == 0       ? "tick"
                       : i == TICKS ? "tick end"
                                    : "tick centre",
                       (struct peil_spot){ field * i / TICKS, 0, drawing->y + 15 },
                       peil_plot_tick(drawing, scale * i / TICKS));
    drawing->y += AXIS;
}

/* Behind the dots. */
static void draw_grid(struct peil_drawing *drawing)
{
    double bottom = drawing->y + (double)(drawing->plot->series_count * ROW);
    for (int i = 0; i <= TICKS; i++)
        peil_draw_line(drawing, "grid",
                       (struct peil_spot){ field * i / TICKS, 0, drawing->y },
                       (struct peil_spot){ field * i / TICKS, 0, bottom });
}

/* Labels stand above their rows, the scale under the last. */
void peil_plot_dots(struct peil_drawing *drawing)
{
    const struct peil_plot *plot = drawing->plot;
    for (size_t i = 0; i < plot->label_count; i++) {
        drawing->y += i > 0 ? AFTER_LABEL : 0;
        peil_draw_label(drawing, "label", LABEL_COLUMNS, plot->labels[i]);
        draw_grid(drawing);
        for (size_t series = 0; series < plot->series_count; series++)
            draw_dot(drawing, i, series);
    }
    draw_ticks(drawing);
}
