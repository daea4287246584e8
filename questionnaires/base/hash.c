#include "questionnaires/base/hash.h"

#include <sodium.h>
#include <stdlib.h>

enum { BYTES = 32 };

const char *peil_hash(struct peil_arena *arena, const void *bytes, size_t length)
{
    unsigned char hash[BYTES];
    if (sodium_init() < 0)
        abort(); /* the system has no random numbers at all */
    crypto_generichash(hash, sizeof hash, bytes, length, NULL, 0);
    char *text = peil_arena_array(arena, 2 * BYTES + 1, 1);
    return sodium_bin2hex(text, 2 * BYTES + 1, hash, sizeof hash);
}
