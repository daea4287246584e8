/* The lines under a table: base, tests, notes, legend and marks. */
#ifndef PEIL_LINES_H
#define PEIL_LINES_H

#include "analyze/table.h"

struct peil_lines {
    struct peil_arena *arena;
    const char **text;
    size_t count;
};

void peil_lines_add(struct peil_lines *lines, const char *text);

/* How many responses, and the warnings: what every output says first. */
void peil_lines_overview(struct peil_lines *lines,
                         const struct peil_analysis *analysis);

/* All lines under one table, or under `span` blocks of a banner side by side. */
void peil_lines_table(struct peil_lines *lines, const struct peil_analysis *analysis,
                      const struct peil_table *table, size_t span);

/* Of a test, measure or figure by its name in the JSON: "chi-kwadraat". */
const char *peil_lines_name(const char *name);

/* "Basis: alle leerlingen (n=153)" */
const char *peil_lines_base(const struct peil_base *base, struct peil_arena *arena);

#endif
