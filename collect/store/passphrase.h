/* A passphrase, from wherever the caller of a command has it. */
#ifndef PEIL_PASSPHRASE_H
#define PEIL_PASSPHRASE_H

#include <stdbool.h>

enum { PEIL_LEAST_PASSPHRASE = 12 }; /* bytes of a new one */

/* The first line of `file` (of --passphrase-file; may be NULL), else the environment's
 * PEIL_PASSPHRASE, else asked on the terminal without showing it; `twice` for a new
 * one, which must be long enough. In locked memory. NULL after a word on stderr. */
char *peil_passphrase_read(const char *file, bool twice);
/* Wipes it. NULL is allowed. */
void peil_passphrase_free(char *passphrase);

#endif
