#include "reports/formats/renderers.h"

const struct peil_renderer *const peil_reports_renderers[] = {
    &peil_render_text,     &peil_render_csv,  &peil_render_json,
    &peil_render_markdown, &peil_render_html, NULL
};
