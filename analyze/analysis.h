/* From a request to tables: the one way into this room, for the command and for
 * reports/. */
#ifndef PEIL_ANALYSIS_H
#define PEIL_ANALYSIS_H

#include "analyze/statistics/letters.h"
#include "analyze/statistics/rank.h"
#include "analyze/data/sampling.h"
#include "analyze/table.h"
#include "questionnaires/study.h"

/* A list of what was said on the command line. */
struct peil_list {
    const char *const *list;
    size_t count;
};

/* Which tables. The zero value asks for what an analyst wants first: every item's
 * frequencies, and its cross-tab by age group where there is one. */
struct peil_request {
    const char *const *freq; /* variable names */
    size_t freq_count;
    const char *const *cross; /* "ROWS by COLUMNS" */
    size_t cross_count;
    const char *banner;     /* "age, sector > group": columns for all frequencies */
    const char *means;      /* variables; by the banner too */
    struct peil_list alpha; /* each: the items of one scale */
    struct peil_list kappa; /* "A by B": two coders */
    struct peil_list krippendorff; /* each: the columns of all coders */
    const char *saturation;        /* codes that interviews may have */
    struct peil_list matched;      /* each: questions to the same persons */
    struct peil_list stratified;   /* "A by B within C" */

    struct peil_list derive, net, multiple; /* definition.h */
    struct peil_list keep;                  /* columns whose every text is kept */
    const char *where;                      /* condition, or NULL */
    const char *wave;                       /* only responses of this one, or NULL */
    struct peil_sampling sampling;          /* weights and classes */
    enum peil_correction correction;        /* of letters, for comparing many at once */
    bool adjust;                            /* the first tests of all tables too */
    enum peil_percentile percentile;
    enum peil_interval_method interval; /* of shares in frequencies */
    const struct peil_study *study;     /* thresholds; NULL = the defaults */
    bool internal;                      /* no disclosure gate */
    bool explain;                       /* in plain words */
    unsigned cells;                     /* bits of what stands in them; or 0 */
};

/* Reads the response files and makes the tables. `q` may be NULL: then categories are
 * the values found, in order. NULL when diag got an error. All lives in the arena. */
PEIL_MUST_READ
const struct peil_analysis *peil_analyze(const struct peil_questionnaire *q,
                                         const char *const *files, size_t file_count,
                                         const struct peil_request *request,
                                         struct peil_arena *arena,
                                         struct peil_diag *diag);

/* One request of one set of files. */
struct peil_inquiry {
    const struct peil_questionnaire *questionnaire; /* or NULL */
    const char *const *files;
    size_t file_count;
    struct peil_request request;
};

/* Several requests whose tables leave together: the gate looks at all of them at once,
 * so that no two tell what one alone hides (a filter and its complement, two waves, a
 * school and all schools). `analyses` gets as many, each with the same audit. The
 * thresholds and `internal` are those of the first. False when diag got an error. */
PEIL_MUST_READ
bool peil_analyze_together(const struct peil_inquiry *inquiries, size_t count,
                           const struct peil_analysis **analyses,
                           struct peil_arena *arena, struct peil_diag *diag);

#endif
