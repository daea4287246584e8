/* Responses as they stand, cell by cell in words: for registers, which are about things
 * and not about anybody, and for the quotes that a person reviews before they leave.
 * No disclosure gate stands behind this door. */
#ifndef PEIL_RECORDS_H
#define PEIL_RECORDS_H

#include "questionnaires/study.h"

struct peil_records_request {
    const char *const *columns; /* items, derived variables, columns of the response */
    size_t column_count;
    const char *where; /* condition, or NULL */
    const char *wave;  /* only responses of this one, or NULL */
    const struct peil_study *study;
};
struct peil_records {
    const char *const *labels; /* of the columns */
    const char *const *cells; /* row_count x column_count, row by row: labels for codes,
                                 own words as they are, "" where there is no answer */
    size_t row_count, column_count;
};

/* In the order of the files; each response once. NULL when diag got an error. */
PEIL_MUST_READ
const struct peil_records *
peil_records_read(const struct peil_questionnaire *q, const char *const *files,
                  size_t file_count, const struct peil_records_request *request,
                  struct peil_arena *arena, struct peil_diag *diag);

#endif
