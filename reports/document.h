/* A page of HTML that needs nothing but itself: no script, no request, its style
 * inside. Marked at the top, and on every sheet when printed, when it is internal or
 * shows practice data. */
#ifndef PEIL_DOCUMENT_H
#define PEIL_DOCUMENT_H

#include "questionnaires/base/html.h"
#include "reports/grid.h"

/* Up to and with the warnings; then comes what stands in <body>. */
void peil_document_begin(struct peil_html *html, const struct peil_analysis *analysis,
                         const char *title);
void peil_document_end(struct peil_html *html);

/* A table that scrolls by itself where the page is narrow. `labelledby` is the id of
 * the heading it belongs to. */
void peil_document_table(struct peil_html *html, const struct peil_grid *grid,
                         const char *labelledby);

/* A paragraph each; the class may be NULL. */
void peil_document_lines(struct peil_html *html, const char *class,
                         const char *const *lines, size_t count);

#endif
