/* From files of responses to a dataset that can be counted: read, each response once,
 * derived, weighted, selected. */
#ifndef PEIL_INTAKE_H
#define PEIL_INTAKE_H

#include "analyze/data/request.h"
#include "analyze/notes.h"
#include "analyze/data/sample.h"

struct peil_intake {
    struct peil_dataset *dataset;
    struct peil_sample sample;
    struct peil_notes notes;
    const struct peil_definition *derived; /* as many as were asked for */
    const char *where; /* the selection in words; NULL = all responses */
    size_t read;       /* responses in the files, of that wave if one was asked for */
};

/* False after an error in diag. */
PEIL_MUST_READ
bool peil_intake_read(const struct peil_questionnaire *q, const char *const *files,
                      size_t file_count, const struct peil_request *request,
                      struct peil_intake *intake, struct peil_diag *diag);

#endif
