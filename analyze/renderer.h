/* What analyze/ asks of an output format. reports/ has one row per format, and peil.c
 * hands the rows over, so that `peil analyze --format html` needs no upward include. */
#ifndef PEIL_RENDERER_H
#define PEIL_RENDERER_H

#include "analyze/table.h"

struct peil_renderer {
    const char *name;  /* "text", "csv", "json", "md", "html" */
    const char *about; /* a msgid */
    /* The whole analysis; writing errors are found by the caller (ferror). */
    void (*render)(const struct peil_analysis *analysis, FILE *out);
};

/* NULL when there is no such format. */
const struct peil_renderer *
peil_renderer_find(const struct peil_renderer *const *renderers, const char *name);

#endif
