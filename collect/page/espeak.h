/* Texts as speech, by espeak-ng: a program beside ours, called without a shell. */
#ifndef PEIL_ESPEAK_H
#define PEIL_ESPEAK_H

#include "questionnaires/base/diag.h"

#include <stdbool.h>

/* Is the program installed? */
bool peil_espeak_is_there(void);

/* Makes a wav file, whole or not at all, and never in the place of another. */
PEIL_MUST_READ
bool peil_espeak_render(const char *language, const char *text, const char *path,
                        struct peil_arena *arena, struct peil_diag *diag);

#endif
