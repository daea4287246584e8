/* From a name to the dimensions that it stands for. */
#ifndef PEIL_DIMENSIONS_H
#define PEIL_DIMENSIONS_H

#include "analyze/data/dimension.h"

struct peil_dimensions {
    const struct peil_dimension *list;
    size_t count; /* 0 after an error in diag */
};

/* The dimensions of that name: an item, a column, a set that was defined, or one within
 * another ("sector > groep"). An unknown name is an error at
 * `place`, which says what was meant where the name is nearly one. */
struct peil_dimensions peil_dimensions_find(const struct peil_dataset *dataset,
                                            const char *name, struct peil_place place,
                                            struct peil_arena *arena,
                                            struct peil_diag *diag);

#endif
