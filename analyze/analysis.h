/* From a request to tables: the one way into this room, for the command and for
 * reports/. */
#ifndef PEIL_ANALYSIS_H
#define PEIL_ANALYSIS_H

#include "analyze/data/request.h"
#include "analyze/table.h"

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
