/* Do items measure one thing, do coders agree, has it all been heard? Tables of figures
 * about a whole set of columns. All of persons as they are, each counting for one:
 * weights and classes have no part in it. */
#ifndef PEIL_CONSISTENCY_H
#define PEIL_CONSISTENCY_H

#include "analyze/data/dimension.h"
#include "analyze/data/names.h"
#include "analyze/data/sample.h"

/* What all of them need. Each returns NULL after an error at `place` in diag. */
struct peil_consistency {
    const struct peil_dataset *dataset;
    const size_t *persons; /* the row of each; counted rows come more than once */
    size_t person_count;
    struct peil_place place;
    struct peil_arena *arena;
    struct peil_diag *diag;
};

/* The items of one scale: alpha with its interval, omega, and each item with the rest.
 */
struct peil_table *peil_consistency_scale(const struct peil_consistency *of,
                                          const struct peil_names *items);

/* Two or more coders of the same responses, each a column. Of two: kappa, also weighted
 * by distance; of all: Krippendorff's alpha and others that bear missing codes. */
struct peil_table *peil_consistency_coders(const struct peil_consistency *of,
                                           const struct peil_names *coders);

/* Interviews in the order of the file, and the codes they have: the options of multiple
 * questions, ticks of 0 and 1, or columns that hold a code. */
struct peil_table *peil_consistency_saturation(const struct peil_consistency *of,
                                               const struct peil_names *codes);

#endif
