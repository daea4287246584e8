/* The header of a response file: which field goes to which column of the dataset. */
#ifndef PEIL_RESPONSE_HEADER_H
#define PEIL_RESPONSE_HEADER_H

#include "analyze/data/dataset.h"
#include "questionnaires/base/csv.h"

/* The columns of an item that has several: what a blank in one of them stands for
 * depends on the others. */
struct peil_column_group {
    size_t first, end;
};

struct peil_response_header {
    size_t *columns; /* of each field, its number in the dataset */
    size_t count;
    size_t variant_field;  /* SIZE_MAX = there is none */
    unsigned char *blanks; /* of each column, the byte of a blank cell */
    size_t *absent;        /* columns that have no field */
    size_t absent_count;
    struct peil_column_group *groups;
    size_t group_count;
};

/* Matches the fields by name; those that are unknown become columns. NULL after an
 * error in diag. */
PEIL_MUST_READ
const struct peil_response_header *
peil_response_header_read(const char *file, const struct peil_csv_row *row,
                          struct peil_dataset *dataset, struct peil_arena *arena,
                          struct peil_diag *diag);

#endif
