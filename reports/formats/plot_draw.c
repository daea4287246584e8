#include "reports/formats/plot_draw.h"
#include "questionnaires/base/text.h"
#include "reports/tables/figures.h"
#include "reports/tables/wrap.h"

#include <math.h>

enum { LABEL_LINE = 19 };

static const char *along(const struct peil_drawing *drawing, double part)
{
    return peil_arena_format(drawing->arena, "%s%%",
                             peil_text_decimal(drawing->arena, 100 * part, 2, '.'));
}

static const char *pixels(const struct peil_drawing *drawing, double y)
{
    return peil_text_decimal(drawing->arena, y, fabs(y - round(y)) < 0.05 ? 0 : 1, '.');
}

void peil_draw_text(struct peil_drawing *drawing, const char *class,
                    struct peil_spot at, const char *text)
{
    peil_html_begin(drawing->html, "text");
    peil_html_attribute(drawing->html, "class", class);
    peil_html_attribute(drawing->html, "x", along(drawing, at.x));
    if (at.shift != 0)
        peil_html_attribute(drawing->html, "dx", pixels(drawing, at.shift));
    peil_html_attribute(drawing->html, "y", pixels(drawing, at.y));
    peil_html_text(drawing->html, text);
    peil_html_end(drawing->html);
}

void peil_draw_label(struct peil_drawing *drawing, const char *class, size_t columns,
                     const char *text)
{
    const char *const *lines;
    size_t count = peil_wrap(drawing->arena, text, columns, &lines);
    for (size_t i = 0; i < count; i++) {
        peil_draw_text(drawing, class,
                       (struct peil_spot){ .y = drawing->y + LABEL_LINE - 6 },
                       lines[i]);
        drawing->y += LABEL_LINE;
    }
}

static void begin_box(struct peil_drawing *drawing, const char *class,
                      struct peil_spot at)
{
    peil_html_begin(drawing->html, "rect");
    peil_html_attribute(drawing->html, "class", class);
    peil_html_attribute(drawing->html, "x", along(drawing, at.x));
    peil_html_attribute(drawing->html, "y", pixels(drawing, at.y));
}

void peil_draw_box(struct peil_drawing *drawing, const char *class, struct peil_spot at,
                   double width, double height)
{
    begin_box(drawing, class, at);
    peil_html_attribute(drawing->html, "width", along(drawing, width));
    peil_html_attribute(drawing->html, "height", pixels(drawing, height));
    peil_html_end(drawing->html);
}

void peil_draw_hatched(struct peil_drawing *drawing, struct peil_spot at, double width,
                       double height)
{
    begin_box(drawing, "track", at);
    peil_html_attribute(drawing->html, "width", along(drawing, width));
    peil_html_attribute(drawing->html, "height", pixels(drawing, height));
    peil_html_attribute_format(drawing->html, "fill", "url(#%s-hatch)",
                               drawing->plot->id);
    peil_html_end(drawing->html);
}

void peil_draw_line(struct peil_drawing *drawing, const char *class,
                    struct peil_spot from, struct peil_spot to)
{
    struct peil_html *html = drawing->html;
    peil_html_begin(html, "line");
    peil_html_attribute(html, "class", class);
    peil_html_attribute(html, "x1", along(drawing, from.x));
    peil_html_attribute(html, "y1", pixels(drawing, from.y));
    peil_html_attribute(html, "x2", along(drawing, to.x));
    peil_html_attribute(html, "y2", pixels(drawing, to.y));
    peil_html_end(html);
}

/* Round and square, full and hollow: told apart without colour. */
void peil_draw_mark(struct peil_drawing *drawing, size_t series, struct peil_spot at)
{
    struct peil_html *html = drawing->html;
    const char *class = peil_arena_format(drawing->arena, "mark mark-%zu", series % 4);
    if (series % 2 == 1) {
        begin_box(drawing, class, at);
        peil_html_attribute(html, "width", "9");
        peil_html_attribute(html, "height", "9");
        peil_html_attribute(html, "transform", "translate(-4.5 -4.5)");
    } else {
        peil_html_begin(html, "circle");
        peil_html_attribute(html, "class", class);
        peil_html_attribute(html, "cx", along(drawing, at.x));
        peil_html_attribute(html, "cy", pixels(drawing, at.y));
        peil_html_attribute(html, "r", "5");
    }
    peil_html_end(html);
}

const char *peil_draw_class(struct peil_drawing *drawing, const char *name,
                            size_t number)
{
    return peil_arena_format(drawing->arena, "%s %s-%zu", name, name, number % 4);
}

/* --- Numbers --- */

const struct peil_point *peil_plot_point(const struct peil_plot *plot, size_t label,
                                         size_t series)
{
    return &plot->points[label * plot->series_count + series];
}

/* 1, 2, 2.5, 5 or 10 times a power of ten. */
static double round_up(double value)
{
    static const double steps[] = { 1, 2, 2.5, 5 };
    double power = pow(10, floor(log10(value)));
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        if (value <= steps[i] * power * (1 + 1e-9))
            return steps[i] * power;
    return 10 * power;
}

double peil_plot_scale(const struct peil_plot *plot)
{
    double most = 0;
    if (plot->percent)
        return 100;
    for (size_t i = 0; i < plot->label_count * plot->series_count; i++)
        if (plot->points[i].shown)
            most = fmax(most, fmax(plot->points[i].value, plot->points[i].high));
    return most > 0 ? round_up(most) : 1;
}

const char *peil_plot_tick(struct peil_drawing *drawing, double value)
{
    if (drawing->plot->percent)
        return peil_figure_share(drawing->arena, value, 0);
    return fabs(value - round(value)) < 1e-9
               ? peil_figure_count(drawing->arena, value)
               : peil_figure_decimal(drawing->arena, value, value < 1 ? 2 : 1);
}
