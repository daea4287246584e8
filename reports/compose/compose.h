/* From an outline and data to a report in its final words: every figure live, every
 * table through one gate together. */
#ifndef PEIL_COMPOSE_H
#define PEIL_COMPOSE_H

#include "reports/outline/content.h"
#include "reports/outline/outline.h"

struct peil_audit;  /* analyze/gate/audit.h */
struct peil_counts; /* analyze/counts.h */

/* Files of each source of the outline; none = the source has no data. */
struct peil_data {
    const char *const *files;
    size_t count;
};
struct peil_material {
    const struct peil_outline *outline;
    const struct peil_study *study;
    const struct peil_data *data; /* as many as the outline has sources */
    const char *quotes;           /* file of reviewed quotes (quotes.h), or NULL */
    const char *national;         /* counts file(s) of all together, or NULL */
    const char *fieldwork;        /* counts of cards and refusals, or NULL */
    bool internal;
    bool publish; /* counts of the first source too, through the same gate */
};

struct peil_reports {
    const struct peil_content *list; /* one; with `per`, one for each value */
    size_t count;
    const struct peil_counts *counts; /* that may be published; NULL: not asked for */
    const struct peil_audit *audit; /* what the gate hid and how well; NULL: internal */
};

/* NULL when diag got an error. All lives in the arena. */
PEIL_MUST_READ
const struct peil_reports *peil_compose(const struct peil_material *material,
                                        struct peil_arena *arena,
                                        struct peil_diag *diag);

#endif
