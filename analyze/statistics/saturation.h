/* When have we heard it all? New themes per interview, in the order they were held.
 *
 * Few new codes in the last interviews is a sign that more of them would bring little
 * new (Guest, Bunce and Johnson 2006, Field Methods 18: 59), among pupils like these.
 *
 * mentioned[i * codes + c] says whether interview i has code c. Checked by hand-made
 * examples in tests/analyze/saturation_test.c. */
#ifndef PEIL_SATURATION_H
#define PEIL_SATURATION_H

#include "questionnaires/base/arena.h"

#include <stdbool.h>

struct peil_saturation {
    size_t found;         /* codes that were mentioned at all */
    const size_t *fresh;  /* per interview: codes mentioned for the first time */
    const size_t *curve;  /* per interview: codes heard so far */
    const size_t *blocks; /* new codes in each next `block` interviews; the last block
                             may be shorter */
    size_t block_count;
    size_t complete_after; /* interviews until nothing new came; 0: nothing ever did.
                              When it is all of them, saturation has not been seen */
};
struct peil_saturation peil_saturation(const bool *mentioned, size_t interviews,
                                       size_t codes, size_t block,
                                       struct peil_arena *arena);

#endif
