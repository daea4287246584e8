/* A grid while it is being filled: private to grid.c and its parts. */
#ifndef PEIL_DRAFT_H
#define PEIL_DRAFT_H

#include "reports/tables/grid.h"

struct peil_draft {
    struct peil_arena *arena;
    const struct peil_table *table;
    unsigned cells; /* bits of what stands in them */
    bool stacked;   /* under each other */
    struct peil_grid_column *columns;
    size_t column_count;
    struct peil_grid_row *rows;
    size_t row_count;
};

void peil_draft_column(struct peil_draft *draft, const char *group, const char *title);

/* A row of blanks; the caller fills what can occur. All columns must be there. */
const char **peil_draft_row(struct peil_draft *draft, enum peil_grid_part part,
                            const char *label);

/* Labels come from people and files: no control characters, and on one line. */
const char *peil_draft_label(const struct peil_draft *draft, const char *text);

/* One word for all of them, that does not tell whether it was little or nothing. */
void peil_draft_hide(const char **figures, size_t count);

/* "100"; in a cross-tab the options of a multiple add up to more: no total. */
const char *peil_draft_whole(const struct peil_draft *draft, double base);

/* --- The parts --- */

/* Blocks stand side by side; one, without `total`, is a plain cross-tab. `total` are
 * the frequencies of the rows. */
void peil_draft_cross(struct peil_draft *draft, const struct peil_table *blocks,
                      size_t count, const struct peil_table *total);
void peil_draft_summary(struct peil_draft *draft);

#endif
