/* Of each of some things a list of numbers: the sums that it stands in, the rows, the
 * questions. They stand in one array, so first it is counted how long each list will
 * be. */
#ifndef PEIL_INDEX_H
#define PEIL_INDEX_H

#include "questionnaires/base/arena.h"

/* The list of `i` is list[first[i]], up to list[first[i + 1]]. */
struct peil_index {
    size_t *first, *list;
};

struct peil_index peil_index_new(size_t count, struct peil_arena *arena);
/* One more will be put in the list of `i`. */
void peil_index_expect(struct peil_index *index, size_t i);
/* All are expected. */
void peil_index_settle(struct peil_index *index, size_t count,
                       struct peil_arena *arena);
void peil_index_put(struct peil_index *index, size_t i, size_t number);

#endif
