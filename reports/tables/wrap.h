/* Text broken into lines that fit a number of columns. */
#ifndef PEIL_WRAP_H
#define PEIL_WRAP_H

#include "questionnaires/base/arena.h"

/* Breaks at blanks, and inside a word only when the word alone is too wide. At least
 * one line, which may be "". Returns the number of lines. */
size_t peil_wrap(struct peil_arena *arena, const char *text, size_t columns,
                 const char *const **lines);

#endif
