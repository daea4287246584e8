/* From year to year: has a share risen or fallen, more than by chance?
 *
 * Pupils of the same schools come back with every wave, so the cluster is the school
 * across waves, not the school in a wave: what all its years have in common falls out
 * of the difference. peil_slope is that test, on responses. It can be made only where
 * all are counted; of a table that the gate let through, peil_wave_change makes what
 * its shown figures allow.
 *
 * Checked by tests/reference/waves.R (R 4.2: survey's svyglm, prop.trend.test). */
#ifndef PEIL_WAVES_H
#define PEIL_WAVES_H

#include "analyze/statistics/design.h"
#include "analyze/table.h"

/* How much `values` rise with a step of `scores`: the line of least squares,
 *
 *   b = sum w (s - mean_s) (y - mean_y) / sum w (s - mean_s)^2
 *
 * with, for its variance, u_i = w_i (s_i - mean_s) (y_i - mean_y - b (s_i - mean_s)) /
 * sum w (s - mean_s)^2, added up by cluster (svyglm, gaussian). Of a 0/1 value over two
 * waves scored 0 and 1, b is the difference between their shares, and its variance the
 * linearised one. A response whose score or value is NAN is outside; t has the degrees
 * of the design (clusters - strata; svyglm takes one off for the slope). NAN without
 * two different scores, and where the design has no degrees left. */
struct peil_slope {
    double slope, se, t, degrees, p;
    struct peil_interval interval;
};
struct peil_slope peil_slope(const struct peil_design *design, const double *values,
                             const double *scores, double level,
                             struct peil_arena *arena);

/* --- In a table: rows by wave --- */

/* Adds to each row, and net, what changed since the wave before ("wave_change") and,
 * with three waves or more, per wave ("wave_trend"), in percent points. Only for a
 * table by the column "wave" of pupils in classes; places: of each response of the
 * design its cell. The gate takes it away with any cell that it hides. */
void peil_waves_add(struct peil_cross *cross, const struct peil_design *design,
                    const unsigned *places, struct peil_arena *arena);

/* --- After the gate --- */

/* The share of some options together, in one wave. */
struct peil_wave {
    const char *code;  /* "2026-1" */
    bool shown;        /* else all figures are NAN */
    double n, percent; /* n: the base */
    double effective;  /* how many draws it is worth */
    double low, high;  /* 95 %, Wilson */
};
struct peil_waves {
    const struct peil_wave *list; /* in the order of the table's columns */
    size_t count;
    const struct peil_table *table; /* or NULL: they come from several */
    const char *codes;              /* "1 2" */
};
/* One of which nothing is shown. */
struct peil_wave peil_wave_hidden(const char *code);

/* Of a table by wave. `codes` have blanks between; several codes of a multiple item are
 * looked up as a net. */
struct peil_waves peil_waves_of(const struct peil_table *table, const char *codes,
                                struct peil_arena *arena);

/* The same of a table of one wave alone. */
struct peil_wave peil_wave_of_frequency(const struct peil_table *table,
                                        const char *codes, const char *wave,
                                        struct peil_arena *arena);

enum peil_direction {
    PEIL_WAVE_UNKNOWN, /* hidden, not asked, or nothing to compare with */
    PEIL_WAVE_LEVEL,   /* no more than chance */
    PEIL_WAVE_UP,
    PEIL_WAVE_DOWN
};
/* In percent points. By school where the table tells (peil_waves_add), else from its
 * shares: Newcombe's interval and the pooled z test, on effective bases. */
struct peil_wave_change {
    enum peil_direction direction; /* at the 5 % level */
    double change, low, high, p;
    bool by_school;
};
struct peil_wave_change peil_waves_change(const struct peil_waves *waves, size_t from,
                                          size_t to);
/* Per wave, over all that are shown: three at least. Else Cochran-Armitage's test, on
 * effective bases; it has no interval. */
struct peil_wave_change peil_waves_trend(const struct peil_waves *waves,
                                         struct peil_arena *arena);

#endif
