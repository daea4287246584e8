/* A drawing of the report as inline SVG, with a title and a description for who does
 * not see it. Beneath it stands its table (page_html.c).
 *
 * Places along the line are percentages and text keeps its size, so the same drawing is
 * read on a telephone, a projector and paper. Nothing is told by colour alone: parts go
 * from dark to light, series have a mark of their own. What may not be shown is hatched
 * with words, of one size whatever it hides. */
#ifndef PEIL_PLOT_H
#define PEIL_PLOT_H

#include "questionnaires/base/html.h"
#include "reports/outline/content.h"

/* `alone`: the drawing brings its own style, for programs that do not look for it in
 * the page (weasyprint). */
void peil_plot_write(struct peil_html *html, const struct peil_plot *plot, bool alone);

#endif
