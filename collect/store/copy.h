/* A second copy of a closed visit, in another place: a stick, a network disk. */
#ifndef PEIL_COPY_H
#define PEIL_COPY_H

#include "questionnaires/base/diag.h"

/* Can there be one? Asked before the visit is closed. */
PEIL_MUST_READ
bool peil_copy_fits(const char *path, const char *folder, struct peil_arena *arena,
                    struct peil_diag *diag);

/* Copies under the same name, makes it durable, reads it back from the disk and
 * compares: true only when every byte is there. A copy that is there already is
 * compared; another file of that name stays as it is, and is an error. Returns its
 * path, or NULL. */
PEIL_MUST_READ
const char *peil_copy_make(const char *path, const char *folder,
                           struct peil_arena *arena, struct peil_diag *diag);

#endif
