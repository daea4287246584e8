/* A view while it is being filled: private to those that make views. */
#ifndef PEIL_VIEW_DRAFT_H
#define PEIL_VIEW_DRAFT_H

#include "reports/tables/lines.h"
#include "reports/compose/view.h"

struct peil_view_draft {
    struct peil_composer *composer;
    const char **rows;
    struct peil_grid_column *columns;
    struct peil_view_cell *cells;
    size_t row_count, column_count;
};

void peil_view_begin(struct peil_view_draft *draft, size_t rows, size_t columns);
struct peil_view_cell *peil_view_cell_at(const struct peil_view_draft *draft,
                                         size_t row, size_t column);
struct peil_view peil_view_finish(const struct peil_view_draft *draft,
                                  const char *title);
void peil_view_set_lines(struct peil_view *view, const struct peil_lines *lines);

/* Of one question, for each of its option lists. */
struct peil_views peil_views_of_item(struct peil_composer *composer,
                                     const struct peil_pick *pick,
                                     const struct peil_selection *of,
                                     const char *title);

#endif
