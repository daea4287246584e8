/* The output formats: a row each, listed in reports_commands.c. */
#ifndef PEIL_RENDERERS_H
#define PEIL_RENDERERS_H

#include "analyze/renderer.h"

extern const struct peil_renderer peil_render_text;
extern const struct peil_renderer peil_render_csv;
extern const struct peil_renderer peil_render_json;
extern const struct peil_renderer peil_render_markdown;
extern const struct peil_renderer peil_render_html;

#endif
