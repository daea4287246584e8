/* What a table or a chart shows: a share for each row and column, and the lines
 * beneath. Sheet and drawing are made of the same view, so that they agree. */
#ifndef PEIL_VIEW_H
#define PEIL_VIEW_H

#include "reports/composer.h"
#include "reports/shares.h"

struct peil_spot {
    struct peil_share share;
    double base; /* NAN = hidden */
};
struct peil_view {
    const char *title;
    const char *stub;                       /* heading of the rows; or NULL */
    const char *const *rows;                /* options, or questions side by side */
    const struct peil_grid_column *columns; /* everyone and groups, or options */
    size_t row_count, column_count;
    const struct peil_spot *spots;     /* row by row */
    bool by_row;                       /* a base for each row, not for each column */
    const struct peil_category *scale; /* options of a scale, in order; or NULL */
    const char *const *lines;          /* base first */
    size_t line_count;
    const struct peil_shares *shares; /* of one question: where it all comes from */
};
struct peil_views {
    const struct peil_view *list;
    size_t count;
};

/* Of one question, for each of its option lists: options by groups. Of several with the
 * same options: questions by options; where options are picked, questions by groups.
 * None where there is nothing. */
struct peil_views peil_views_of(struct peil_composer *composer,
                                const struct peil_pick *pick, const char *title);

/* May percentages be shown for everyone, or counts only, or (false) nothing at all? */
bool peil_view_has_percents(const struct peil_view *view);
bool peil_view_has_counts(const struct peil_view *view);

const struct peil_spot *peil_view_spot(const struct peil_view *view, size_t row,
                                       size_t column);

/* `look`: "percent", "n" or "both". */
const struct peil_sheet *peil_view_sheet(const struct peil_composer *composer,
                                         const struct peil_view *view, const char *id,
                                         const char *look);
const struct peil_plot *peil_view_plot(struct peil_composer *composer,
                                       const struct peil_view *view,
                                       enum peil_plot_kind kind, const char *id);

#endif
