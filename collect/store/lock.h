/* One process per store, on a disk that keeps its word.
 *
 * The lock is an flock on PATH.lock: it dies with its process, so nothing is ever left
 * locked. Network and FAT file systems are refused: they lock or sync in name only. */
#ifndef PEIL_LOCK_H
#define PEIL_LOCK_H

#include "questionnaires/base/diag.h"

/* A handle, or -1 after an error in diag. Warns when the disk is nearly full. */
PEIL_MUST_READ
int peil_lock_take(const char *path, struct peil_diag *diag);
void peil_lock_release(int lock);

#endif
