/* From a request to tables: the one way into this room, for the command and for
 * reports/. */
#ifndef PEIL_ANALYSIS_H
#define PEIL_ANALYSIS_H

#include "analyze/letters.h"
#include "analyze/sampling.h"
#include "analyze/table.h"
#include "questionnaires/study.h"

/* Which tables. The zero value asks for what an analyst wants first: every item's
 * frequencies, and its cross-tab by age group where there is one. */
struct peil_request {
    const char *const *freq; /* variable names */
    size_t freq_count;
    const char *const *cross; /* "ROWS by COLUMNS" */
    size_t cross_count;
    const char *where;               /* condition, or NULL */
    struct peil_sampling sampling;   /* weights and classes */
    enum peil_correction correction; /* of letters, for comparing many at once */
    const struct peil_study *study;  /* thresholds; NULL = the defaults */
    bool internal;                   /* no disclosure gate */
};

/* Reads the response files and makes the tables. `q` may be NULL: then categories are
 * the values found, in order. NULL when diag got an error. All lives in the arena. */
PEIL_MUST_READ
const struct peil_analysis *peil_analyze(const struct peil_questionnaire *q,
                                         const char *const *files, size_t file_count,
                                         const struct peil_request *request,
                                         struct peil_arena *arena,
                                         struct peil_diag *diag);

#endif
