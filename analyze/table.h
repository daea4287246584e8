/* What analyze/ makes and a renderer shows: tables with everything that belongs to
 * them, before any output format.
 *
 * Figures that are undefined are NAN (a renderer writes "-" or null). A cell that the
 * disclosure gate hid has hidden = true and its figures are NAN too, so that no
 * renderer can show them by mistake. Percentages are 0..100. */
#ifndef PEIL_TABLE_H
#define PEIL_TABLE_H

#include "analyze/statistics/letters.h"
#include "questionnaires/variable.h"

/* Who is counted. A percentage cannot be without it. */
struct peil_base {
    const char *text; /* "alle leerlingen", "leerlingen die ..." */
    double n;         /* unweighted: valid answers */
    double weighted;
    double effective; /* Kish */
};

/* Weights that add up to n are weights too: then only the effective base tells. */
bool peil_base_is_weighted(const struct peil_base *base);

struct peil_category {
    const char *code, *label;
    double score;
};

struct peil_frequency_row {
    struct peil_category category;
    double n, weighted;
    double percent;            /* of all who were asked */
    double valid_percent;      /* of valid answers; multiple: of cases */
    double cumulative_percent; /* NAN for a multiple */
    double response_percent;   /* of responses; NAN unless multiple */
    double ci_low, ci_high;    /* 95 %, of valid_percent; Wilson's unless asked */
    bool hidden;
};
struct peil_missing_row {
    enum peil_missing kind;
    double n, weighted, percent; /* percent: of all who were asked; NAN for not asked */
    bool hidden;
};
struct peil_frequency {
    bool multiple;
    const struct peil_frequency_row *rows;
    size_t row_count;
    const struct peil_missing_row *missing; /* kinds that occur, in enum order */
    size_t missing_count;
    double asked;     /* unweighted: valid and missing, without not asked */
    double responses; /* multiple: sum of choices */
    const struct peil_frequency_row *nets; /* options together: who gave any of them */
    size_t net_count;
    const bool *net_has; /* net_count x row_count: which rows are in it */
};

struct peil_cell {
    double n, weighted;
    double row_percent, column_percent, total_percent;
    double expected, residual, adjusted_residual;
    const char *letters; /* columns that this one is significantly larger than */
    bool hidden;
    double effective; /* base of column_percent: weights and classes taken off */
};
struct peil_margin {
    double n, weighted, percent;
    bool hidden;
    double effective; /* Kish's base of the weights */
};

/* Made by peil_test_new, so that what does not apply is NAN. The first test of a table
 * is the one to believe; the others stand beside it. */
struct peil_test {
    const char *name;   /* "pearson", ... DESIGN.md section 5 */
    const char *method; /* "exact", "monte carlo"; NULL when there is but one */
    double statistic, df, df1, df2, p; /* NAN = does not apply */
    const char *note;                  /* honest words about it, or NULL */
    bool minor;                        /* for programs; too much for people */
    double draws, seed, low, high;     /* Monte Carlo; the exact p is there (99 %) */
    size_t family;                     /* 0, or of how many tests p was adjusted: */
    double adjusted;
    double below; /* 0; or the gate took p away, which is < this, or (1) not < .05 */
};
struct peil_measure {
    const char *name, *dependent; /* dependent: "rows", "columns", "symmetric", NULL */
    double value, se;
    double low, high;     /* 95 % interval, where it is not value -+ 1.96 se; or NAN */
    double p;             /* NAN = no test of its own */
    const char *category; /* whose figure it is: the code; or NULL */
    bool minor;
};
struct peil_test peil_test_new(const char *name, double statistic, double df, double p);
struct peil_measure peil_measure_new(const char *name, const char *dependent,
                                     double value, double se);

/* What was tested and measured, wherever it stands. */
struct peil_findings {
    const struct peil_test *tests;
    size_t test_count;
    const struct peil_measure *measures;
    size_t measure_count;
};

struct peil_cross {
    const char *column_variable, *column_label;
    bool multiple; /* rows are options of a multiple: column % of cases, no test */
    bool multiple_columns;  /* columns are: a case may stand in several of them */
    bool columns_sensitive; /* the gate is stricter then */
    const struct peil_category *rows, *columns;
    size_t row_count, column_count;
    const struct peil_cell *cells; /* row_count x column_count, row by row */
    const struct peil_margin *row_totals, *column_totals;
    double total, weighted_total;
    const struct peil_test *tests;
    size_t test_count;
    const struct peil_measure *measures;
    size_t measure_count;
    double smallest_expected, share_below_5; /* of expected counts; share 0..1 */
    bool unsearched; /* an exact p was called for, and not looked for long enough */
    const struct peil_category *nets; /* rows together */
    size_t net_count;
    const struct peil_cell *net_cells;    /* net_count x column_count */
    const struct peil_margin *net_totals; /* net_count */
    const bool *net_has;                  /* net_count x row_count */
    bool lettered;                        /* columns were compared */
    size_t first_letter;         /* of the first column: 0 = A; more in a banner */
    const size_t *column_groups; /* nested columns: only those of one group are
                                    compared, 0 ..; NULL = all are */
    const bool *partial;   /* rows whose option some of those counted never saw, so that
                              a nought says little; NULL = none */
    const double *overlap; /* columns x columns: how far both are of the same persons,
                              0 .. 1; NULL = not at all. For letters, never shown */
};

/* Figures that are no counts, a row for each group, item or interview: means,
 * reliability, agreement, saturation. */
struct peil_summary_row {
    struct peil_category category;
    double n, weighted, effective; /* who is counted in this row; NAN = nobody is */
    const double *figures;
    double alike; /* how many of them gave one and the same answer, at most */
    bool total;   /* all of them together */
    bool hidden;
};
struct peil_summary {
    const char *what;                         /* "means", "reliability", ... */
    const char *group_variable, *group_label; /* what rows are groups of; or NULL */
    const char *const *figures;               /* their names: "mean", "sd", ... */
    const double *shares; /* of a percentile, who lie below it; others 0; or NULL */
    size_t figure_count;
    const struct peil_summary_row *rows;
    size_t row_count;
    double least; /* the smallest count above zero that measures tell of; or 0 */
    const struct peil_test *tests;
    size_t test_count;
    const struct peil_measure *measures;
    size_t measure_count;
};

enum peil_table_kind {
    PEIL_TABLE_FREQUENCY,
    PEIL_TABLE_CROSS,
    PEIL_TABLE_SUMMARY,
    PEIL_TABLE_KINDS
};

struct peil_table {
    enum peil_table_kind kind;
    const char *variable, *label; /* the rows' variable, and its question */
    bool sensitive;               /* a sensitive item: the gate is stricter */
    struct peil_base base;
    struct peil_frequency frequency; /* by kind */
    struct peil_cross cross;
    struct peil_summary summary;
    size_t banner;            /* 0; or the how manieth block of a banner, 1 .. */
    const char *advice;       /* to who passes it on, and not to readers; or NULL */
    const char *const *notes; /* sentences under the table */
    size_t note_count;
    size_t hidden; /* cells that the gate hid */
    /* Private to the gate: who is counted (or NULL), and which variants of each side.
     */
    const struct peil_population *population;
    peil_variants row_variants, column_variants;
};

struct peil_findings peil_table_findings(const struct peil_table *table);

/* What may stand in the cells of cross-tabs that people read, in this order. */
enum peil_cell_figure {
    PEIL_CELL_N,
    PEIL_CELL_ROW,
    PEIL_CELL_COLUMN,
    PEIL_CELL_LETTERS, /* they compare column percentages, and go with them */
    PEIL_CELL_TOTAL,
    PEIL_CELL_EXPECTED,
    PEIL_CELL_RESIDUAL, /* Pearson's */
    PEIL_CELL_ADJUSTED,
    PEIL_CELL_FIGURES
};
/* n and column %: the figures of a cell are bits, 1 << each. */
enum {
    PEIL_CELLS_USUAL = 1 << PEIL_CELL_N | 1 << PEIL_CELL_COLUMN | 1 << PEIL_CELL_LETTERS
};

struct peil_audit; /* audit.h */

struct peil_analysis {
    const struct peil_questionnaire *questionnaire; /* NULL: a CSV alone */
    const char *respondents;  /* "leerlingen", or "respondenten" */
    size_t read, used;        /* responses */
    size_t stopped;           /* of the used ones */
    const char *const *notes; /* about all tables: what was left out, and why */
    size_t note_count;
    bool synthetic; /* some record was simulated */
    bool internal;  /* the gate was passed by: mark every page */
    bool explain;   /* say in plain words what tests and measures mean */
    enum peil_correction correction; /* of letters */
    unsigned cells; /* bits of what stands in cells; 0 = PEIL_CELLS_USUAL */
    const struct peil_audit *audit; /* of the gate; NULL when it was passed by */
    const struct peil_table *tables;
    size_t table_count;
};

/* Whether counts are compared with expected ones: not where answers overlap. */
bool peil_cross_expects(const struct peil_cross *cross);

/* The bits of what stands in the cells of these tables, side by side: what was chosen
 * as far as there is any; else the usual. */
unsigned peil_analysis_cells(const struct peil_analysis *analysis,
                             const struct peil_table *tables, size_t count);

#endif
