/* Markdown with pipe tables. */
#ifndef PEIL_MARKDOWN_H
#define PEIL_MARKDOWN_H

#include "reports/tables/grid.h"

#include <stdio.h>

/* What Markdown or HTML would take for its own gets a backslash; a line break becomes a
 * blank. */
void peil_markdown_text(FILE *out, const char *text);

/* Each on a line of its own, together one paragraph. */
void peil_markdown_lines(FILE *out, const char *const *lines, size_t count);

/* The table and the lines beneath; not its title. */
void peil_markdown_grid(FILE *out, const struct peil_grid *grid,
                        struct peil_arena *arena);

#endif
