/* A page of HTML that needs nothing but itself: no script, no request, its style
 * inside. Marked at the top, and on every sheet when printed, when it is internal or
 * shows practice data. */
#ifndef PEIL_DOCUMENT_H
#define PEIL_DOCUMENT_H

#include "questionnaires/base/html.h"
#include "reports/tables/grid.h"

struct peil_document {
    const char *title;
    const char *language; /* NULL = that of the messages */
    const char *foot;     /* stands under every printed sheet; or NULL */
    bool internal, synthetic, landscape, leaflet;
};

/* Up to and with the warnings; then comes what stands in <body>. */
void peil_document_begin(struct peil_html *html, const struct peil_document *document);
void peil_document_end(struct peil_html *html);

/* A table that scrolls by itself where the page is narrow. `id` is unique in the page:
 * the caption gets it, with "-tabel" behind it. */
void peil_document_table(struct peil_html *html, const struct peil_grid *grid,
                         const char *id);

/* A paragraph each; the class may be NULL. */
void peil_document_lines(struct peil_html *html, const char *class,
                         const char *const *lines, size_t count);

#endif
