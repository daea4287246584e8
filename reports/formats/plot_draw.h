/* What the drawings of plot.h have in common: a pen that knows where it is, and the
 * pieces they are made of. */
#ifndef PEIL_PLOT_DRAW_H
#define PEIL_PLOT_DRAW_H

#include "reports/formats/plot.h"

struct peil_drawing {
    struct peil_html *html; /* what stands inside the <svg> */
    struct peil_arena *arena;
    const struct peil_plot *plot;
    double y;  /* in pixels: where the next thing comes; at the end, the height */
    bool wide; /* for paper, which is wider than a telephone */
};

/* A place: a part (0..1) of the width, some pixels beside it, and pixels down. */
struct peil_spot {
    double x, shift, y;
};

/* The kinds, each in its file; they begin at y = 0. */
void peil_plot_bars(struct peil_drawing *drawing);
void peil_plot_stacked(struct peil_drawing *drawing);
void peil_plot_diverging(struct peil_drawing *drawing);
void peil_plot_dots(struct peil_drawing *drawing);
void peil_plot_trend(struct peil_drawing *drawing);
void peil_plot_funnel(struct peil_drawing *drawing);

/* --- Pieces --- */

void peil_draw_text(struct peil_drawing *drawing, const char *class,
                    struct peil_spot at, const char *text);
/* Over as many lines as it needs; y goes on beneath it. */
void peil_draw_label(struct peil_drawing *drawing, const char *class, size_t columns,
                     const char *text);
/* `width` is a part, `height` pixels; at.shift is not used. */
void peil_draw_box(struct peil_drawing *drawing, const char *class, struct peil_spot at,
                   double width, double height);
void peil_draw_hatched(struct peil_drawing *drawing, struct peil_spot at, double width,
                       double height);
void peil_draw_line(struct peil_drawing *drawing, const char *class,
                    struct peil_spot from, struct peil_spot to);
/* The dot of a series: each has a shape of its own. */
void peil_draw_mark(struct peil_drawing *drawing, size_t series, struct peil_spot at);

/* "line-2": series differ in colour, and lines in dashes. */
const char *peil_draw_class(struct peil_drawing *drawing, const char *name,
                            size_t number);

/* What the drawing's full scale stands for: 100 percent, or a round number that no
 * shown value or interval goes beyond. */
double peil_plot_scale(const struct peil_plot *plot);
/* "75 %", or the number as it stands. */
const char *peil_plot_tick(struct peil_drawing *drawing, double value);

const struct peil_point *peil_plot_point(const struct peil_plot *plot, size_t label,
                                         size_t series);

/* The class of one of the parts of a bar, from dark to light; and whether words on it
 * are white. Parts of a diverging bar go from dark to light to dark. */
const char *peil_part_class(struct peil_drawing *drawing, size_t series);
bool peil_part_is_dark(const struct peil_plot *plot, size_t series);

#endif
