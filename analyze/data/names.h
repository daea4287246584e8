/* Variable names as people write them in --freq and --cross: with blanks or commas
 * between, and in double quotes when a name holds such a thing itself. */
#ifndef PEIL_NAMES_H
#define PEIL_NAMES_H

#include "analyze/data/dataset.h"

struct peil_names {
    const char *const *list;
    size_t count;
};

/* `a, b "c d"` are three names; `a > b` is one, "a > b", for b within a. False after an
 * error at `place`. */
PEIL_MUST_READ
bool peil_names_read(const char *text, struct peil_place place,
                     struct peil_arena *arena, struct peil_names *names,
                     struct peil_diag *diag);

/* `a b by c`: the names before and after the word by, at least one each. */
PEIL_MUST_READ
bool peil_names_read_cross(const char *text, struct peil_place place,
                           struct peil_arena *arena, struct peil_names sides[2],
                           struct peil_diag *diag);

/* The column of that name. NULL after an error at `place`, which says what was meant
 * where the name is nearly one. */
const struct peil_column *peil_names_column(const struct peil_dataset *dataset,
                                            const char *name, struct peil_place place,
                                            struct peil_diag *diag);
/* That error: neither a question nor a column has the name. */
void peil_names_refuse(const struct peil_dataset *dataset, const char *name,
                       struct peil_place place, struct peil_diag *diag);

#endif
