#include "reports/formats/plot_draw.h"
#include "questionnaires/base/text.h"

#include "embedded/plot_css.h"

#include <assert.h>
#include <stdlib.h>

/* What is beside the drawing to say which series is which. */
enum legend { NO_LEGEND, LEGEND_OF_PARTS, LEGEND_OF_MARKS };

static const struct kind {
    void (*draw)(struct peil_drawing *drawing);
    enum legend legend;
} kinds[] = {
    [PEIL_PLOT_BARS] = { peil_plot_bars, NO_LEGEND },
    [PEIL_PLOT_STACKED] = { peil_plot_stacked, LEGEND_OF_PARTS },
    [PEIL_PLOT_DIVERGING] = { peil_plot_diverging, LEGEND_OF_PARTS },
    [PEIL_PLOT_DOTS] = { peil_plot_dots, LEGEND_OF_MARKS },
    [PEIL_PLOT_TREND] = { peil_plot_trend, LEGEND_OF_MARKS },
    [PEIL_PLOT_SATURATION] = { peil_plot_trend, LEGEND_OF_MARKS },
    [PEIL_PLOT_FUNNEL] = { peil_plot_funnel, LEGEND_OF_MARKS },
};
static_assert(sizeof kinds / sizeof *kinds == PEIL_PLOT_KINDS,
              "every kind of drawing has its row");

/* --- Legend: plain words that wrap as the page does; the table says it too --- */

static void write_style(struct peil_html *html)
{
    peil_html_element(html, "style", NULL, (const char *)plot_css_bytes);
}

static void write_key(struct peil_drawing *drawing, enum legend legend, size_t series,
                      bool alone)
{
    struct peil_html *html = drawing->html;
    peil_html_begin(html, "li");
    peil_html_begin(html, "svg");
    peil_html_attribute(html, "class", "key");
    peil_html_attribute(html, "width", "14");
    peil_html_attribute(html, "height", "14");
    peil_html_attribute(html, "aria-hidden", "true");
    if (alone)
        write_style(html);
    if (legend == LEGEND_OF_PARTS)
        peil_draw_box(drawing, peil_part_class(drawing, series),
                      (struct peil_spot){ 0 }, 1, 14);
    else
        peil_draw_mark(drawing, series, (struct peil_spot){ .x = 0.5, .y = 7 });
    peil_html_end(html);
    peil_html_text(html, drawing->plot->series[series].label);
    peil_html_end(html);
}

static void write_legend(struct peil_drawing *drawing, enum legend legend, bool alone)
{
    if (legend == NO_LEGEND ||
        (legend == LEGEND_OF_MARKS && drawing->plot->series_count < 2))
        return;
    peil_html_begin(drawing->html, "ul");
    peil_html_attribute(drawing->html, "class", "legend");
    for (size_t i = 0; i < drawing->plot->series_count; i++)
        write_key(drawing, legend, i, alone);
    peil_html_end(drawing->html);
}

/* --- The frame --- */

static void write_named(struct peil_html *html, const char *id, const char *element,
                        const char *text)
{
    peil_html_begin(html, element);
    peil_html_attribute_format(html, "id", "%s-%s", id, element);
    peil_html_text(html, text);
    peil_html_end(html);
}

static void write_hatch(struct peil_html *html, const char *id)
{
    peil_html_begin(html, "pattern");
    peil_html_attribute_format(html, "id", "%s-hatch", id);
    peil_html_attribute(html, "width", "6");
    peil_html_attribute(html, "height", "6");
    peil_html_attribute(html, "patternUnits", "userSpaceOnUse");
    peil_html_begin(html, "path");
    peil_html_attribute(html, "class", "hatch");
    peil_html_attribute(html, "d", "M-1 1l2-2M0 6l6-6M5 7l2-2");
    peil_html_end(html);
    peil_html_end(html);
}

static bool hides(const struct peil_plot *plot)
{
    for (size_t i = 0; i < plot->label_count * plot->series_count; i++)
        if (!plot->points[i].shown)
            return true;
    return false;
}

static void write_frame(struct peil_html *html, const struct peil_plot *plot,
                        double height, bool alone)
{
    peil_html_begin(html, "svg");
    peil_html_attribute(html, "class", "plot");
    peil_html_attribute(html, "role", "img");
    peil_html_attribute_format(html, "aria-labelledby", "%s-title %s-desc", plot->id,
                               plot->id);
    peil_html_attribute(html, "width", "100%");
    peil_html_attribute_format(html, "height", "%.0f", height);
    peil_html_attribute_format(html, "style", "height:%.0fpx", height);
    peil_html_attribute(html, "font-size", "14");
    write_named(html, plot->id, "title", plot->title);
    write_named(html, plot->id, "desc", plot->about);
    if (alone)
        write_style(html);
    if (hides(plot))
        write_hatch(html, plot->id);
}

/* The inside comes first: only then is it known how high the frame is. */
void peil_plot_write(struct peil_html *html, const struct peil_plot *plot, bool alone)
{
    char *inside = NULL;
    size_t length = 0;
    struct peil_html inner = { .out = open_memstream(&inside, &length) };
    struct peil_drawing drawing = { html, peil_arena_new(), plot, 0, alone };
    assert(inner.out);
    write_legend(&drawing, kinds[plot->kind].legend, alone);
    drawing.html = &inner;
    kinds[plot->kind].draw(&drawing);
    fclose(inner.out);
    write_frame(html, plot, drawing.y, alone);
    peil_html_trusted(html, inside);
    peil_html_end(html);
    peil_arena_free(drawing.arena);
    free(inside);
}
