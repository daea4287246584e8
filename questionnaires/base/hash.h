/* BLAKE2b-256 as 64 hexadecimal digits: tells whether two contents are the same. */
#ifndef PEIL_HASH_H
#define PEIL_HASH_H

#include "questionnaires/base/arena.h"

const char *peil_hash(struct peil_arena *arena, const void *bytes, size_t length);

#endif
