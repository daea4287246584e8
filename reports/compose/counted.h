/* All that must be counted for a report, and what came of it.
 *
 * A report is composed twice. The first time nothing is known: whatever is looked up
 * here is written down, and not found. Then everything is counted and leaves through
 * one gate together. The second time the same questions find their tables. So what is
 * counted and what is shown cannot grow apart. */
#ifndef PEIL_COUNTED_H
#define PEIL_COUNTED_H

#include "reports/tables/columns.h"
#include "reports/compose/compose.h"

struct peil_counted;
struct peil_versions; /* versions.h */

/* Which responses: of a source, of those a condition, of one wave. */
struct peil_selection {
    const struct peil_source *source;
    const char *where; /* or NULL */
    const char *wave;  /* NULL: the current one; PEIL_ALL_WAVES: none is left out */
};
#define PEIL_ALL_WAVES ""

/* NULL when diag got an error: a file could not be read. */
PEIL_MUST_READ
struct peil_counted *peil_counted_new(const struct peil_material *material,
                                      struct peil_arena *arena, struct peil_diag *diag);

/* Counts what was looked up so far. False when diag got an error. */
PEIL_MUST_READ
bool peil_counted_make(struct peil_counted *counted, struct peil_diag *diag);
/* From then on. */
bool peil_counted_is_made(const struct peil_counted *counted);
const struct peil_audit *peil_counted_audit(const struct peil_counted *counted);

/* --- Before counting too --- */

/* Are there files of this source? */
bool peil_counted_has(const struct peil_counted *counted,
                      const struct peil_source *source);
/* Have its files, or its questionnaire, this column? */
bool peil_counted_has_column(struct peil_counted *counted,
                             const struct peil_source *source, const char *name);
/* Which values the column has in its files, of all waves. */
struct peil_column_values peil_counted_values(struct peil_counted *counted,
                                              const struct peil_source *source,
                                              const char *name);
/* Did they come in classes, a visit each, so many that margins and tests can know of
 * it?
 */
bool peil_counted_has_classes(struct peil_counted *counted,
                              const struct peil_source *source);
/* The waves in its files, in order; and which of them is the current one. */
size_t peil_counted_waves(const struct peil_counted *counted,
                          const struct peil_source *source, const char *const **waves,
                          size_t *current);

/* Which versions of the questionnaire they hold. */
const struct peil_versions *peil_counted_versions(const struct peil_counted *counted,
                                                  const struct peil_source *source);

/* --- Looking up: nothing (NULL, 0) before all was counted --- */

/* The tables of a variable: one, or one for each of its option lists. */
struct peil_found {
    const struct peil_analysis *analysis;
    const struct peil_table **tables;
    size_t count;
};
struct peil_found peil_counted_frequencies(struct peil_counted *counted,
                                           const struct peil_selection *of,
                                           const char *item);
struct peil_found peil_counted_crosses(struct peil_counted *counted,
                                       const struct peil_selection *of,
                                       const char *item, const char *by);
/* Codes with blanks between: they get a row together, whose label they are. */
void peil_counted_net(struct peil_counted *counted, const struct peil_selection *of,
                      const char *item, const char *codes);
/* By groups, or (NULL) of all together. */
const struct peil_table *peil_counted_means(struct peil_counted *counted,
                                            const struct peil_selection *of,
                                            const char *item, const char *by);
const struct peil_table *peil_counted_saturation(struct peil_counted *counted,
                                                 const struct peil_selection *of,
                                                 const char *items);
/* How many responses there are, and what is said of all of them. */
const struct peil_analysis *peil_counted_analysis(struct peil_counted *counted,
                                                  const struct peil_selection *of);

#endif
