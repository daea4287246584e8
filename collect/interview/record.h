/* Rows of a response file: what a finished, stopped or open interview comes to, in the
 * columns of questionnaires/variable.h.
 *
 *   peil_record_begin(&file, q, out, PEIL_CSV_LOSSLESS, arena);
 *   peil_record_write(&file, &about, interview);      for each response */
#ifndef PEIL_RECORD_H
#define PEIL_RECORD_H

#include "collect/interview/interview.h"
#include "questionnaires/base/csv.h"
#include "questionnaires/variable.h"

struct peil_record_file {
    struct peil_csv_writer csv;
    const struct peil_questionnaire *q;
    const struct peil_variable *variables;
    size_t variable_count;
};

/* What is known of a response beside its answers; "" where there is nothing. */
struct peil_record_about {
    const char *response; /* random id */
    const char *ojs, *wave, *school, *session;
    const char *mode; /* "web", "kiosk", "file", ... */
    bool synthetic;
};

/* Writes the header line. */
void peil_record_begin(struct peil_record_file *file,
                       const struct peil_questionnaire *q, FILE *out,
                       enum peil_csv_dialect dialect, struct peil_arena *arena);
void peil_record_write(struct peil_record_file *file,
                       const struct peil_record_about *about,
                       const struct peil_interview *interview);

/* The same for quality.csv: a row per response, the seconds of each item as `s_item`.
 */
void peil_record_begin_seconds(struct peil_record_file *file,
                               const struct peil_questionnaire *q, FILE *out,
                               enum peil_csv_dialect dialect);
void peil_record_write_seconds(struct peil_record_file *file, const char *response,
                               const struct peil_interview *interview);

#endif
