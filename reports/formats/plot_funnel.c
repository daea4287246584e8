/* A funnel: each label at the number it rests on, between limits within which chance
 * alone would keep 95 and 99.8 in a hundred of them.
 *
 *   limit(n) = p -+ z sqrt(p (100 - p) / n),  z = 1.960 and 3.090
 *
 * p in percent is the middle. Spiegelhalter (2005), Statistics in Medicine 24(8):
 * 1185-1202. Only labels outside the inner limits are named in the drawing; the table
 * has them all. */
#include "reports/formats/plot_draw.h"
#include "reports/tables/figures.h"

#include <math.h>
#include <stdlib.h>

enum { HEIGHT = 260, TOP = 18, BELOW = 26, STEPS = 48, TICKS = 4, NAME = 16 };
static const double left = 0.12, right = 0.98;
static const double near = 0.25; /* dots whose names could meet */
static const double inner = 1.959964, outer = 3.090232;

static double at_base(double most, double base)
{
    return left + (right - left) * base / most;
}

static double at_value(const struct peil_drawing *drawing, double value)
{
    double scale = peil_plot_scale(drawing->plot);
    return TOP + HEIGHT * (1 - fmin(fmax(value, 0), scale) / scale);
}

/* Where labels are not hidden, and have a place. */
static bool is_drawn(const struct peil_point *point)
{
    return point->shown && isfinite(point->value) && point->base > 0;
}

static double largest_base(const struct peil_plot *plot)
{
    double most = 0;
    for (size_t i = 0; i < plot->label_count; i++)
        if (is_drawn(peil_plot_point(plot, i, 0)))
            most = fmax(most, peil_plot_point(plot, i, 0)->base);
    double step = pow(10, floor(log10(fmax(most / TICKS, 1))));
    return TICKS * step * ceil(fmax(most, 1) / TICKS / step);
}

static double limit(const struct peil_plot *plot, double base, double z)
{
    return plot->middle + z * sqrt(plot->middle * (100 - plot->middle) / base);
}

static void draw_limit(struct peil_drawing *drawing, const char *class, double most,
                       double z)
{
    struct peil_spot from = { 0 };
    for (int i = 0; i <= STEPS; i++) {
        /* Denser where the curve is steep. */
        double base = fmax(most * pow((double)i / STEPS, 2), most / 400);
        struct peil_spot to = { .x = at_base(most, base),
                                .y = at_value(drawing, limit(drawing->plot, base, z)) };
        if (i > 0)
            peil_draw_line(drawing, class, from, to);
        from = to;
    }
}

/* At its right end each upper limit says what it is. */
static void draw_limit_name(struct peil_drawing *drawing, double most, double z,
                            double below)
{
    double percent = 100 * erf(fabs(z) / sqrt(2));
    peil_draw_text(
        drawing, "tick end",
        (struct peil_spot){ right, 0,
                            at_value(drawing, limit(drawing->plot, most, z)) + below },
        peil_arena_format(
            drawing->arena, "%s\u00a0%%",
            peil_figure_decimal(drawing->arena, percent, percent > 99 ? 1 : 0)));
}

static void draw_grid(struct peil_drawing *drawing, double most)
{
    double scale = peil_plot_scale(drawing->plot), bottom = TOP + HEIGHT;
    for (int i = 0; i <= TICKS; i++) {
        double y = at_value(drawing, scale * i / TICKS);
        double x = at_base(most, most * i / TICKS);
        peil_draw_line(drawing, i == 0 ? "axis" : "grid", (struct peil_spot){ .y = y },
                       (struct peil_spot){ 1, 0, y });
        if (i > 0)
            peil_draw_text(drawing, "tick", (struct peil_spot){ .y = y - 4 },
                           peil_plot_tick(drawing, scale * i / TICKS));
        peil_draw_text(drawing, i == TICKS ? "tick end" : "tick centre",
                       (struct peil_spot){ x, 0, bottom + 16 },
                       peil_arena_format(drawing->arena, i == 0 ? "n = %.0f" : "%.0f",
                                         most * i / TICKS));
    }
}

static bool is_outside(const struct peil_plot *plot, const struct peil_point *point)
{
    double off = fabs(point->value - plot->middle);
    return off > limit(plot, point->base, inner) - plot->middle;
}

static struct peil_spot spot_of(const struct peil_drawing *drawing,
                                const struct peil_point *point, double most)
{
    return (struct peil_spot){ .x = at_base(most, point->base),
                               .y = at_value(drawing, point->value) };
}

/* --- Names of those outside --- */

struct name {
    struct peil_spot dot;
    const char *text;
};

static int higher_first(const void *a, const void *b)
{
    double one = ((const struct name *)a)->dot.y,
           other = ((const struct name *)b)->dot.y;
    return (one > other) - (one < other);
}

static void draw_name(struct peil_drawing *drawing, const struct name *name, double y)
{
    bool far_right = name->dot.x > 0.6;
    peil_draw_text(drawing, far_right ? "figure end" : "figure",
                   (struct peil_spot){ name->dot.x, far_right ? -9 : 9, y },
                   name->text);
}

/* Beside its dot, or below the name of a dot near it while there is room. */
static void draw_names(struct peil_drawing *drawing, double most)
{
    const struct peil_plot *plot = drawing->plot;
    struct name *names =
        peil_arena_array(drawing->arena, plot->label_count, sizeof *names);
    size_t count = 0;
    for (size_t i = 0; i < plot->label_count; i++) {
        const struct peil_point *point = peil_plot_point(plot, i, 0);
        if (is_drawn(point) && is_outside(plot, point))
            names[count++] =
                (struct name){ spot_of(drawing, point, most), plot->labels[i] };
    }
    qsort(names, count, sizeof *names, higher_first);
    double y = 0;
    for (size_t i = 0; i < count; i++) {
        bool is_near = i > 0 && fabs(names[i].dot.x - names[i - 1].dot.x) < near;
        double own = names[i].dot.y - 5;
        y = is_near && y + NAME < TOP + HEIGHT ? fmax(own, y + NAME) : own;
        draw_name(drawing, &names[i], y);
    }
}

void peil_plot_funnel(struct peil_drawing *drawing)
{
    const struct peil_plot *plot = drawing->plot;
    double most = largest_base(plot);
    draw_grid(drawing, most);
    if (isfinite(plot->middle)) {
        double y = at_value(drawing, plot->middle);
        peil_draw_line(drawing, "middle", (struct peil_spot){ left, 0, y },
                       (struct peil_spot){ right, 0, y });
        draw_limit(drawing, "limit", most, inner);
        draw_limit(drawing, "limit", most, -inner);
        draw_limit(drawing, "limit far", most, outer);
        draw_limit(drawing, "limit far", most, -outer);
        draw_limit_name(drawing, most, inner, 13);
        draw_limit_name(drawing, most, outer, -5);
    }
    for (size_t i = 0; i < plot->label_count; i++) {
        const struct peil_point *point = peil_plot_point(plot, i, 0);
        if (is_drawn(point))
            peil_draw_mark(drawing, is_outside(plot, point) ? 0 : 2,
                           spot_of(drawing, point, most));
    }
    draw_names(drawing, most);
    drawing->y = TOP + HEIGHT + BELOW;
}
