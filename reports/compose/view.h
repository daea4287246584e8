/* What a table or a chart shows: a share for each row and column, and the lines
 * beneath. Sheet and drawing are made of the same view, so that they agree. */
#ifndef PEIL_VIEW_H
#define PEIL_VIEW_H

#include "analyze/tables/waves.h"
#include "reports/compose/composer.h"
#include "reports/tables/shares.h"

struct peil_view_cell {
    struct peil_share share;
    double base; /* NAN = hidden */
};
struct peil_view {
    const char *title;
    const char *stub;                       /* heading of the rows; or NULL */
    const char *const *rows;                /* options, or questions side by side */
    const struct peil_grid_column *columns; /* everyone and groups, or options */
    size_t row_count, column_count;
    const struct peil_view_cell *cells; /* row by row */
    bool by_row;                        /* a base for each row, not for each column */
    const char *const *lines;           /* base first */
    size_t line_count;
    const char *const *count_lines; /* where only counts are shown; or NULL */
    size_t count_line_count;
    const struct peil_shares *shares;   /* of one question: where it all comes from, */
    const struct peil_table *frequency; /* and who is missing there; or NULL */
    bool aside; /* the last column is of who does not know: no part of the whole */
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

/* Picked options together: questions by groups. */
struct peil_views peil_views_of_picked(struct peil_composer *composer,
                                       const struct peil_pick *pick, const char *title);

/* Shares by wave, a line for each. */
struct peil_wave_line {
    const char *label;
    struct peil_waves waves; /* of all lines the same ones */
};
struct peil_wave_lines {
    struct peil_wave_line *list;
    size_t count;
    const char *const *notes; /* under the table */
    size_t note_count;
};
const struct peil_view *peil_view_of_waves(struct peil_composer *composer,
                                           const struct peil_wave_lines *lines,
                                           const char *title);

/* Was nobody asked? */
bool peil_view_is_empty(const struct peil_view *view);
/* May percentages be shown for everyone, or counts only, or (false) nothing at all? */
bool peil_view_has_percents(const struct peil_view *view);
bool peil_view_has_counts(const struct peil_view *view);

const struct peil_view_cell *peil_view_at(const struct peil_view *view, size_t row,
                                          size_t column);

/* Without the rows of what nobody chose, and with a line that says so. What is hidden
 * stays: only a zero that would be shown goes. */
struct peil_view peil_view_brief(const struct peil_view *view,
                                 struct peil_arena *arena);

/* `look`: "percent", "n" or "both". */
const struct peil_sheet *peil_view_sheet(const struct peil_composer *composer,
                                         const struct peil_view *view, const char *id,
                                         const char *look);
const struct peil_plot *peil_view_plot(struct peil_composer *composer,
                                       const struct peil_view *view,
                                       enum peil_plot_kind kind, const char *id);

/* A table of it; of what is too little the counts; of what may not be shown a sentence
 * that says so. */
void peil_view_tell(struct peil_composer *composer, const struct peil_view *view,
                    const char *look, struct peil_blocks *blocks);

#endif
