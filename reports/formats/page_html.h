/* A report in its final words as one page of HTML: a file that needs nothing but
 * itself, for a browser, a telephone, a reader's voice and paper. */
#ifndef PEIL_PAGE_HTML_H
#define PEIL_PAGE_HTML_H

#include "questionnaires/base/diag.h"
#include "reports/outline/content.h"

#include <stdio.h>

/* `paper`: for weasyprint, whose drawings bring their own style. */
void peil_page_write(const struct peil_content *content, bool paper, FILE *out);

/* The same as Markdown, which pandoc reads too. */
void peil_page_markdown_write(const struct peil_content *content, FILE *out);

/* Writes a file whole or not at all: what every format of one file needs. */
PEIL_MUST_READ
bool peil_page_file(const struct peil_content *content, const char *path,
                    void (*write)(const struct peil_content *, FILE *),
                    struct peil_diag *diag);

/* "count", "percent", "decimal", "hidden"; "" for words. */
const char *peil_unit_name(enum peil_unit unit);

#endif
