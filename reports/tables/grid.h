/* A table as it is shown: headings, figures and lines beneath, all as text.
 *
 * What stands in a table is decided here, once; text, Markdown and HTML only draw it.
 * Hidden figures are words here already, so that no drawing can show them. JSON and
 * CSV, which are for programs, go by the analysis itself. */
#ifndef PEIL_GRID_H
#define PEIL_GRID_H

#include "analyze/table.h"

struct peil_grid_column {
    const char *group; /* heading shared with neighbours: "groep 5-6"; "" = none */
    const char *title; /* "n", "%" */
    bool words;        /* holds no figures: it begins at the left */
};

enum peil_grid_part {
    PEIL_GRID_BODY,
    PEIL_GRID_NET, /* options of the body together */
    PEIL_GRID_TOTAL,
    PEIL_GRID_BASE, /* what the total rests on */
    PEIL_GRID_MISSING
};

struct peil_grid_row {
    enum peil_grid_part part;
    const char *label;
    /* column_count of them; "" cannot occur, NULL is hidden with the one before it */
    const char *const *figures;
    const char *name; /* where grid.stacked: which figures these are; or NULL */
    bool again;       /* one more line of the row before it, with the same label */
};

struct peil_grid {
    const char *title;
    const char *stub; /* heading of the labels; NULL = "Antwoord" */
    const struct peil_grid_column *columns;
    size_t column_count;
    const struct peil_grid_row *rows;
    size_t row_count;
    bool stacked; /* several lines to a row: a second stub has their names */
    const char *const *lines; /* base first; then tests, notes, legend, marks */
    size_t line_count;
};

/* How many tables from number `first` on stand in one grid: the blocks of a banner,
 * side by side. */
size_t peil_grid_span(const struct peil_analysis *analysis, size_t first);

/* Of one of the analysis's own tables; of a banner, its first. */
const struct peil_grid *peil_grid_table(const struct peil_analysis *analysis,
                                        const struct peil_table *table,
                                        struct peil_arena *arena);

/* The figure, with the sign of official statistics (a point: secret) for NULL. */
const char *peil_grid_figure(const struct peil_grid_row *row, size_t column);

/* How many lines the row that begins there has. */
size_t peil_grid_lines(const struct peil_grid *grid, size_t row);

/* "groep 5-6, %": the column's heading where there is but one line for it. */
const char *peil_grid_heading(const struct peil_grid_column *column,
                              struct peil_arena *arena);

/* "weet ik niet", "overgeslagen", ... */
const char *peil_grid_missing(enum peil_missing kind);

#endif
