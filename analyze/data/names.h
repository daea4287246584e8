/* Variable names as people write them in --freq and --cross: with blanks or commas
 * between, and in double quotes when a name holds such a thing itself. */
#ifndef PEIL_NAMES_H
#define PEIL_NAMES_H

#include "questionnaires/base/diag.h"

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

/* How many letters must change to make one name the other (Levenshtein 1966); more than
 * PEIL_NAMES_NEAR for names that have nothing to do with each other. */
enum { PEIL_NAMES_NEAR = 2 };
size_t peil_names_distance(const char *a, const char *b);

#endif
