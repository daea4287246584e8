/* What a diag says, as one text to compare with: a line per problem, as printed. */
#ifndef PEIL_TESTS_PROBLEMS_H
#define PEIL_TESTS_PROBLEMS_H

#include "questionnaires/base/diag.h"

#include <stdlib.h>

static inline const char *problems_of(const struct peil_diag *diag,
                                      struct peil_arena *arena)
{
    char *bytes = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&bytes, &length);
    peil_diag_print(diag, out);
    fclose(out);
    const char *text = peil_arena_copy_span(arena, bytes, length);
    free(bytes);
    return text;
}

#define LENGTH(array) (sizeof(array) / sizeof *(array))

#endif
