/* One side of a table: what its rows, or its columns, count.
 *
 * Mostly one column of the dataset; for a multiple item all its tick columns
 * together. An item that means different things by variant (two options share a code)
 * gives several dimensions, each for the variants that share its options. */
#ifndef PEIL_DIMENSION_H
#define PEIL_DIMENSION_H

#include "analyze/data/dataset.h"

/* Options shown together beside themselves: a row for who gave any of them. */
struct peil_net {
    struct peil_category category; /* its code: the codes of its options */
    const bool *has;               /* each category of the dimension */
};

enum { PEIL_NOWHERE = 255 }; /* in a set's map: the byte is in no category */
struct peil_dimension {
    const char *name, *label;
    const struct peil_item *item;     /* NULL: not of the questionnaire */
    const struct peil_derive *derive; /* or NULL; item is where it comes from */
    const struct peil_category *categories;
    size_t category_count;
    bool multiple;
    bool ordered; /* a scale, bands, a number; of found values it is not known */
    const struct peil_net *nets;
    size_t net_count;
    const size_t *groups; /* nested: of each category, which outer one; or NULL */
    const struct peil_dimension *outer, *inner; /* nested: one within the other */
    peil_variants variants; /* only these responses are counted; 0 = all */
    const char *const *notes;
    size_t note_count;
    /* From bytes to categories; private to those that make them. */
    const struct peil_column *const *columns; /* one; a multiple: one per category */
    const struct peil_column *variant;        /* NULL when variants is 0 */
    unsigned char places[PEIL_BYTE_MISSING];  /* of a byte among the categories */
    const unsigned char *maps; /* of a set: places for each column; NULL = no set */
    size_t map_count;
};

/* What stands in one row. */
struct peil_choice {
    bool outside;              /* of another variant: not counted at all */
    enum peil_missing missing; /* PEIL_ANSWERED: see the categories */
    size_t count;              /* 1; a multiple: any number */
    unsigned char categories[PEIL_MOST_VALUES];
};
void peil_dimension_choice(const struct peil_dimension *dimension, size_t row,
                           struct peil_choice *choice);

/* A dimension of one column with one answer at most is plain: all its rows are of a few
 * kinds, one for each category, each missing kind, and outside. */
bool peil_dimension_is_plain(const struct peil_dimension *dimension);
/* Which kind of row each byte is (256 of them); returns how many kinds there are. */
size_t peil_dimension_kinds(const struct peil_dimension *dimension,
                            unsigned char *kinds);
/* The bytes of so many rows of one block; `room` may be used for them. */
const unsigned char *peil_dimension_bytes(const struct peil_dimension *dimension,
                                          size_t row, size_t count,
                                          unsigned char *room);
/* What stands in a row of that kind. */
void peil_dimension_kind(const struct peil_dimension *dimension, size_t kind,
                         struct peil_choice *choice);

/* Is any of the row's answers in the net? */
bool peil_net_holds(const struct peil_net *net, const struct peil_choice *choice);
/* Of each net, for each category; for tables. */
const bool *peil_nets_has(const struct peil_dimension *dimension,
                          struct peil_arena *arena);

#endif
