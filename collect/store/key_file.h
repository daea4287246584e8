/* Where a secret key is kept: a file that a passphrase opens, or a sheet of paper in a
 * safe.
 *
 *   <key xmlns="urn:peil:key:1" name="analist" public="..." salt="..." secret="..."/>
 * holds the public key, and the secret one encrypted under Argon2id (MODERATE: 256 MiB
 * and most of a second for each guess). The paper is the secret key itself: four lines
 * of twenty hexadecimal digits, the last four of each a check, so that a typing error
 * is known with its line; who typed it into a file gives that file instead. */
#ifndef PEIL_KEY_FILE_H
#define PEIL_KEY_FILE_H

#include "collect/store/seal.h"

/* Written with mode 0600; never over a file that is there. */
PEIL_MUST_READ
bool peil_key_file_write(const char *path, const char *name,
                         const struct peil_secret *secret, const char *passphrase,
                         struct peil_diag *diag);
void peil_key_file_write_paper(const struct peil_secret *secret, FILE *out);

struct peil_key_file;

/* A key file or a typed sheet; NULL after an error in diag. */
PEIL_MUST_READ
struct peil_key_file *peil_key_file_read(const char *path, struct peil_arena *arena,
                                         struct peil_diag *diag);
PEIL_MUST_READ
struct peil_key_file *peil_key_file_parse(const char *bytes, size_t length,
                                          const char *name, struct peil_arena *arena,
                                          struct peil_diag *diag);

/* A sheet needs none. */
bool peil_key_file_needs_passphrase(const struct peil_key_file *file);

/* The secret key; NULL after an error in diag: a wrong passphrase, a damaged file. */
PEIL_MUST_READ
struct peil_secret *peil_key_file_open(const struct peil_key_file *file,
                                       const char *passphrase, struct peil_diag *diag);

/* All of it: reads the file and asks for its passphrase where it needs one (see
 * passphrase.h; `passphrase_file` may be NULL). NULL after an error, in diag or said.
 */
PEIL_MUST_READ
struct peil_secret *peil_secret_read(const char *path, const char *passphrase_file,
                                     struct peil_arena *arena, struct peil_diag *diag);

#endif
