/* Whole files, read with a limit and written so that a crash leaves old or new. */
#ifndef PEIL_FILE_H
#define PEIL_FILE_H

#include "questionnaires/base/diag.h"

/* Reads a regular file of at most `limit` bytes. NULL after a problem in diag. The
 * bytes are followed by a NUL that is not counted. "-" is standard input. */
PEIL_MUST_READ
const char *peil_file_read(const char *path, size_t limit, struct peil_arena *arena,
                           size_t *length, struct peil_diag *diag);

/* Opens PATH.tmp for writing (mode 0600); peil_file_commit makes it durable and
 * renames it to PATH. Both say what went wrong in diag. What is there already and is no
 * regular file is left alone. */
PEIL_MUST_READ
FILE *peil_file_create(const char *path, struct peil_diag *diag);
PEIL_MUST_READ
bool peil_file_commit(FILE *file, const char *path, struct peil_diag *diag);
/* Closes and removes PATH.tmp. */
void peil_file_abandon(FILE *file, const char *path);

/* Makes a directory (0700) where there is none. */
PEIL_MUST_READ
bool peil_file_directory(const char *path, struct peil_diag *diag);

#endif
