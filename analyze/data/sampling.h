/* From --weight, --count, --cluster, --strata, --fpc and --rake to a sample.
 *
 * First, before files are read, peil_sampling_ask says which columns are needed. When
 * all is read, peil_sampling_make drops the responses that have no weight and makes the
 * design of all others; after a selection, peil_sampling_select leaves the design as it
 * is, since another sample would have had other classes. */
#ifndef PEIL_SAMPLING_H
#define PEIL_SAMPLING_H

#include "analyze/notes.h"
#include "analyze/data/sample.h"

struct peil_sampling {
    const char *weight, *count; /* names of variables; NULL = none. Not both */
    const char *cluster;        /* one or more: a class is one of its school */
    const char *strata, *fpc;
    const char *rake; /* a CSV file: variable, code, target */
};

void peil_sampling_ask(const struct peil_sampling *sampling,
                       struct peil_dataset *dataset, struct peil_arena *arena,
                       struct peil_diag *diag);

/* False after an error in diag. */
PEIL_MUST_READ
bool peil_sampling_make(const struct peil_sampling *sampling,
                        struct peil_dataset *dataset, struct peil_notes *notes,
                        struct peil_sample *sample, struct peil_diag *diag);

/* The rows that were kept are all that is left of the dataset. */
void peil_sampling_select(struct peil_sample *sample, const bool *kept, size_t rows,
                          struct peil_arena *arena);

#endif
