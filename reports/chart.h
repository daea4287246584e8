/* Bars for one question, as an inline SVG: a panel per group, side by side on one
 * scale, each bar with its own figure, so that no legend, colour or axis is needed.
 *
 * Places along the line are percentages and text keeps its size, so the same drawing
 * is read on a telephone, a projector and paper. A bar that may not be shown is a
 * hatched track of full length with words: its size says nothing. */
#ifndef PEIL_CHART_H
#define PEIL_CHART_H

#include "questionnaires/base/html.h"
#include "reports/shares.h"

/* `id` is unique in the page; `title` is what the drawing is called. */
void peil_chart_write(struct peil_html *html, const struct peil_shares *shares,
                      const char *id, const char *title);

#endif
