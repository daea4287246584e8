/* The output formats: a row each, those of an analysis and those of a report. */
#ifndef PEIL_RENDERERS_H
#define PEIL_RENDERERS_H

#include "analyze/renderer.h"
#include "reports/outline/content.h"

extern const struct peil_renderer peil_render_text;
extern const struct peil_renderer peil_render_csv;
extern const struct peil_renderer peil_render_json;
extern const struct peil_renderer peil_render_markdown;
extern const struct peil_renderer peil_render_html;

extern const struct peil_renderer *const peil_reports_renderers[];

/* A report in its final words as a file of one format. */
struct peil_page_renderer {
    const char *name, *suffix; /* "html", ".html" */
    const char *about;
    /* False when the file could not be made; diag says why. */
    bool (*write)(const struct peil_content *content, const char *path,
                  struct peil_diag *diag);
};
extern const struct peil_page_renderer peil_page_html;
extern const struct peil_page_renderer peil_page_markdown;
extern const struct peil_page_renderer peil_page_csv;
extern const struct peil_page_renderer peil_page_json;
extern const struct peil_page_renderer peil_page_text;
extern const struct peil_page_renderer peil_page_pdf;
extern const struct peil_page_renderer peil_page_docx;
extern const struct peil_page_renderer peil_page_xlsx;

/* All of them, NULL behind the last; the first is the usual one. */
extern const struct peil_page_renderer *const peil_page_renderers[];

#endif
