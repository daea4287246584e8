/* Bars: a panel per series side by side on one scale, each bar with its own figure, so
 * that no legend, colour or axis is needed. More than four panels stand in rows. */
#include "reports/formats/plot_draw.h"
#include "reports/tables/wrap.h"

#include <math.h>

enum {
    HEADING_COLUMNS = 12, /* characters of a panel's heading on a line */
    LABEL_COLUMNS = 40,   /* of a label: a telephone's width */
    HEADING_LINE = 16,
    BAR = 15,
    AFTER_BAR = 14,
    BESIDE_COLUMNS = 21, /* of a label beside its bar: half a telephone's width */
    WIDE_COLUMNS = 40,   /* the same on paper */
    AFTER_BESIDE = 6,
    MOST_PANELS = 4, /* side by side */
};
static const double track = 0.62; /* of a panel; the rest is for the figure */

/* Panels that stand side by side. A panel alone has its labels beside it. */
struct band {
    size_t first, count;
    double left, panel;
};

static struct band band_of(size_t first, size_t count)
{
    double left = count < 2 ? 0.5 : 0;
    return (struct band){ first, count, left, (1 - left) / (double)count };
}

static double panel_at(const struct band *band, size_t series)
{
    return band->left + (double)(series - band->first) * band->panel;
}

/* They stand on one line at the bottom, above the first bars. */
static void draw_headings(struct peil_drawing *drawing, const struct band *band)
{
    const char *const *lines[MOST_PANELS];
    size_t counts[MOST_PANELS], most = 0;
    for (size_t i = 0; i < band->count; i++) {
        counts[i] =
            peil_wrap(drawing->arena, drawing->plot->series[band->first + i].label,
                      HEADING_COLUMNS, &lines[i]);
        most = counts[i] > most ? counts[i] : most;
    }
    for (size_t i = 0; i < band->count; i++)
        for (size_t line = 0; line < counts[i]; line++)
            peil_draw_text(
                drawing, "group",
                (struct peil_spot){
                    .x = panel_at(band, band->first + i),
                    .y = drawing->y +
                         (double)((most - counts[i] + line + 1) * HEADING_LINE) },
                lines[i][line]);
    drawing->y += (double)(most * HEADING_LINE + 14);
}

static void draw_bar(struct peil_drawing *drawing, const struct band *band,
                     size_t label, size_t series)
{
    const struct peil_point *point = peil_plot_point(drawing->plot, label, series);
    struct peil_spot at = { .x = panel_at(band, series), .y = drawing->y };
    double whole = track * band->panel, length = 0;
    if (point->shown)
        length = whole * fmin(point->value / peil_plot_scale(drawing->plot), 1);
    if (!point->shown && point->base != 0)
        peil_draw_hatched(drawing, at, whole, BAR);
    else if (point->shown && drawing->plot->percent)
        peil_draw_box(drawing, "track", at, whole, BAR);
    if (length > 0)
        peil_draw_box(drawing, series == 0 ? "bar all" : "bar", at, length, BAR);
    peil_draw_text(
        drawing, point->shown ? "figure" : "figure hidden",
        (struct peil_spot){ at.x + length, point->base != 0 ? 6 : 0, at.y + BAR - 3 },
        point->text);
}

/* The label above its bars; that of a bar alone stands beside it. */
static void draw_row(struct peil_drawing *drawing, const struct band *band,
                     size_t label)
{
    bool beside = band->left > 0;
    double top = drawing->y;
    size_t columns = !beside         ? LABEL_COLUMNS
                     : drawing->wide ? WIDE_COLUMNS
                                     : BESIDE_COLUMNS;
    peil_draw_label(drawing, "label", columns, drawing->plot->labels[label]);
    double under = drawing->y;
    if (beside)
        drawing->y = top + 2;
    for (size_t i = 0; i < band->count; i++)
        draw_bar(drawing, band, label, band->first + i);
    drawing->y += BAR + AFTER_BAR;
    if (beside)
        drawing->y = under + AFTER_BESIDE;
}

static void draw_band(struct peil_drawing *drawing, const struct band *band)
{
    if (drawing->plot->series_count > 1)
        draw_headings(drawing, band);
    for (size_t label = 0; label < drawing->plot->label_count; label++)
        draw_row(drawing, band, label);
}

void peil_plot_bars(struct peil_drawing *drawing)
{
    size_t series = drawing->plot->series_count;
    size_t bands = (series + MOST_PANELS - 1) / MOST_PANELS;
    for (size_t i = 0; i < bands; i++) {
        size_t first = i * series / bands, next = (i + 1) * series / bands;
        struct band band = band_of(first, next - first);
        drawing->y += i > 0 ? 20 : 0;
        draw_band(drawing, &band);
    }
}
