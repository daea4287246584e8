#include "reports/formats/renderers.h"

#include <stddef.h>

const struct peil_page_renderer *const peil_page_renderers[] = {
    &peil_page_html, &peil_page_pdf,  &peil_page_markdown,
    &peil_page_csv,  &peil_page_json, &peil_page_text,
    &peil_page_docx, &peil_page_xlsx, NULL,
};
