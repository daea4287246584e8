#include "analyze/renderer.h"

#include <string.h>

const struct peil_renderer *
peil_renderer_find(const struct peil_renderer *const *renderers, const char *name)
{
    for (; renderers && *renderers; renderers++) {
        if (strcmp((*renderers)->name, name) == 0)
            return *renderers;
    }
    return NULL;
}
