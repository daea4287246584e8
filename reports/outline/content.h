/* A report in its final words and figures, before any format.
 *
 * compose.h makes it from an outline and data; a renderer of reports only draws it. All
 * that the disclosure gate hid is gone here: a hidden figure is a word ("niet
 * getoond"), its number is NAN, and so no drawing, sheet or program can show it by
 * mistake. */
#ifndef PEIL_CONTENT_H
#define PEIL_CONTENT_H

#include "analyze/table.h"
#include "reports/tables/grid.h"

/* --- A table --- */

enum peil_unit {
    PEIL_UNIT_NONE,    /* no number: words, "-", or too few for a percentage */
    PEIL_UNIT_HIDDEN,  /* by the gate; the text is its word */
    PEIL_UNIT_COUNT,   /* whole */
    PEIL_UNIT_PERCENT, /* 0..100 */
    PEIL_UNIT_DECIMAL, /* a mean, a statistic */
};
struct peil_entry {
    const char *text; /* as people read it: "43 %", "niet getoond"; "" cannot occur */
    double number;    /* at full precision; NAN unless it is shown as a number */
    enum peil_unit unit;
};
struct peil_sheet_row {
    enum peil_grid_part part;
    const char *label;
    const struct peil_entry *entries; /* column_count */
};
struct peil_sheet {
    const char *id, *title;
    const char *stub; /* heading of the labels: "School"; NULL = "Antwoord" */
    const struct peil_grid_column *columns;
    size_t column_count;
    const struct peil_sheet_row *rows;
    size_t row_count;
    const char *const *lines; /* base first; then tests, notes, legend, marks */
    size_t line_count;
};

/* --- A drawing --- */

enum peil_plot_kind {
    PEIL_PLOT_BARS,    /* a bar per label, a panel per series (groups) */
    PEIL_PLOT_STACKED, /* a bar per label (group or item), a part per series (option) */
    PEIL_PLOT_DIVERGING,  /* the same, the neutral in the middle, don't-know beside */
    PEIL_PLOT_DOTS,       /* a dot with its interval per label, a colour per series */
    PEIL_PLOT_TREND,      /* a line per series over labels (waves) */
    PEIL_PLOT_SATURATION, /* one line: codes so far over labels (interviews) */
    PEIL_PLOT_FUNNEL,     /* a dot per label at its base, limits around the middle */
    PEIL_PLOT_KINDS
};
struct peil_plot_series {
    const char *label;
    bool neutral; /* diverging: in the middle */
    bool aside;   /* diverging: beside, such as "weet ik niet" */
};
struct peil_point {
    double value, low, high; /* percent, or a count; NAN when there is none */
    double base;             /* on how many it rests; a funnel's place; or NAN.
                                0: nobody was asked, so there is nothing to hatch */
    bool shown;              /* false: hatched, with the words of `text` */
    const char *text;        /* "43 %", "niet getoond", "niet gevraagd" */
};
struct peil_plot {
    enum peil_plot_kind kind;
    const char *id, *title;
    const char *about; /* what it shows, in a sentence or two: for <desc> */
    bool percent;      /* values are 0..100 on a fixed scale */
    double middle;     /* a funnel: the value that limits stand around; or NAN */
    const char *const *labels;
    size_t label_count;
    const struct peil_plot_series *series;
    size_t series_count;
    const struct peil_point *points; /* label_count x series_count, label by label */
    const struct peil_sheet *sheet;  /* its table: the drawing never stands alone */
};

/* --- The text --- */

struct peil_run {
    const char *text;
    bool strong;
    const char *note; /* a footnote that this run refers to; or NULL */
};

enum peil_block_kind {
    PEIL_BLOCK_CHAPTER,   /* text = its title; children */
    PEIL_BLOCK_SECTION,   /* the same, one level down; a question too */
    PEIL_BLOCK_PARAGRAPH, /* runs */
    PEIL_BLOCK_LIST,      /* children: paragraphs */
    PEIL_BLOCK_NUMBERS,   /* big figures: children are paragraphs, text = the label */
    PEIL_BLOCK_TABLE,     /* sheet */
    PEIL_BLOCK_PLOT,      /* plot, with its sheet */
    PEIL_BLOCK_QUOTE, /* runs, and text = who said it ("leerling, groep 7-8") or "" */
    PEIL_BLOCK_BOX,   /* text = its heading or ""; children: to keep in mind */
    PEIL_BLOCK_CARD,  /* of a poster: text = what was said; children = what is done */
    PEIL_BLOCK_CONTENTS, /* the renderer lists the chapters here */
    PEIL_BLOCK_PAGE,     /* on paper a new page begins */
    PEIL_BLOCK_KINDS
};
struct peil_block {
    enum peil_block_kind kind;
    const char *id; /* unique in the report, fit for HTML; or NULL */
    const char *text;
    const struct peil_run *runs;
    size_t run_count;
    const struct peil_sheet *sheet;
    const struct peil_plot *plot;
    const struct peil_block *children;
    size_t child_count;
};

struct peil_content {
    const char *name;     /* of its files: "leerlingbevraging", "school-99AA00" */
    const char *language; /* "nl" */
    const char *title, *subtitle;
    const char *whose;        /* "Jeugdsteunpunt De Brug (VO3006) · meting 2026-1" */
    const char *date;         /* of SOURCE_DATE_EPOCH, "2026-11-22"; or NULL */
    bool internal, synthetic; /* every page is marked */
    bool landscape;           /* a poster */
    bool leaflet; /* one sheet: on paper its drawings stand without their tables */
    const struct peil_block *blocks;
    size_t block_count;
};

/* The sheet as the texts that people read, for formats that draw grids. */
const struct peil_grid *peil_sheet_grid(const struct peil_sheet *sheet,
                                        struct peil_arena *arena);

/* Every table of the report, in reading order, drawings' tables too. NULL behind the
 * last. */
const struct peil_sheet *peil_content_sheet(const struct peil_content *content,
                                            size_t i);

#endif
