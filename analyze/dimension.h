/* One side of a table: what its rows, or its columns, count.
 *
 * Mostly one column of the dataset; for a multiple item all its tick columns
 * together. An item that means different things by variant (two options share a code)
 * gives several dimensions, each for the variants that share its options. */
#ifndef PEIL_DIMENSION_H
#define PEIL_DIMENSION_H

#include "analyze/dataset.h"

struct peil_dimension {
    const char *name, *label;
    const struct peil_item *item;     /* NULL: not of the questionnaire */
    const struct peil_derive *derive; /* or NULL; item is where it comes from */
    const struct peil_category *categories;
    size_t category_count;
    bool multiple;
    bool ordered; /* a scale, bands, a number; of found values it is not known */
    peil_variants variants; /* only these responses are counted; 0 = all */
    const char *const *notes;
    size_t note_count;
    /* From bytes to categories; private to dimension.c. */
    const struct peil_column *const *columns; /* one; a multiple: one per category */
    const struct peil_column *variant;        /* NULL when variants is 0 */
    unsigned char places[PEIL_BYTE_MISSING];  /* of a byte among the categories */
};
struct peil_dimensions {
    const struct peil_dimension *list;
    size_t count; /* 0 after an error in diag */
};

/* The dimensions of that name: an item, or a column. An unknown name is an error at
 * `place`, which says what was meant where the name is nearly one. */
struct peil_dimensions peil_dimensions_find(const struct peil_dataset *dataset,
                                            const char *name, struct peil_place place,
                                            struct peil_arena *arena,
                                            struct peil_diag *diag);

/* The column of that name; NULL after the same error. */
const struct peil_column *peil_dimensions_column(const struct peil_dataset *dataset,
                                                 const char *name,
                                                 struct peil_place place,
                                                 struct peil_arena *arena,
                                                 struct peil_diag *diag);

/* What stands in one row. */
struct peil_choice {
    bool outside;              /* of another variant: not counted at all */
    enum peil_missing missing; /* PEIL_ANSWERED: see the categories */
    size_t count;              /* 1; a multiple: any number */
    unsigned char categories[PEIL_MOST_VALUES];
};
void peil_dimension_choice(const struct peil_dimension *dimension, size_t row,
                           struct peil_choice *choice);

#endif
