/* What happened in the field, over all visits together: a CSV file with a row for each
 * visit, and these counts as columns. */
#ifndef PEIL_FIELDWORK_H
#define PEIL_FIELDWORK_H

#include "questionnaires/base/diag.h"

enum {
    PEIL_FIELDWORK_CARDS,     /* code cards given out */
    PEIL_FIELDWORK_REFUSED,   /* rather not */
    PEIL_FIELDWORK_JOINED,    /* began */
    PEIL_FIELDWORK_STOPPED,   /* of whom before the end */
    PEIL_FIELDWORK_COMPLETED, /* of whom to the end */
    PEIL_FIELDWORK_COUNTS
};
struct peil_fieldwork {
    double counts[PEIL_FIELDWORK_COUNTS]; /* NAN = hidden; or not known of all visits */
    size_t visits;
};

/* False when diag got an error. */
PEIL_MUST_READ
bool peil_fieldwork_read(const char *path, struct peil_fieldwork *work,
                         struct peil_diag *diag);

/* Hides counts of 1 .. least - 1, and what they could be worked out from. */
void peil_fieldwork_protect(struct peil_fieldwork *work, long least);

const char *peil_fieldwork_name(size_t count);

#endif
