/* Any bytes as a sealed line, as a response's sealed key and as a key file: nothing
 * opens that was not closed, and what is refused has one reason. */
#include "collect/store/key_file.h"
#include "tests/fuzz/fuzz.h"

#include <stdlib.h>
#include <string.h>

static const char token[] =
    "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
static const char response[] = "0123456789abcdef0123456789abcdef";

/* A line that opens is the one that closing gives: there is no second spelling. */
static void try_line(const char *line, struct peil_arena *arena)
{
    struct peil_seal *seal = peil_seal_new(token, "abc", response);
    struct peil_event event = { .sequence = 1,
                                .text = peil_seal_open(seal, 1, line, arena) };
    if (event.text && (!peil_fate_read(line, &event.fate) ||
                       strcmp(peil_seal_close(seal, &event, arena), line) != 0))
        abort();
    peil_seal_free(seal);
}

static void try_sealed_key(const char *words)
{
    static const unsigned char bytes[PEIL_KEY_BYTES] = { 1 };
    struct peil_secret *secret = peil_secret_of(bytes);
    peil_seal_free(peil_seal_recover(secret, words, "abc", response));
    peil_secret_free(secret);
}

/* A passphrase is not tried: that takes 256 MiB, and says nothing of the reading. */
static void try_key_file(const char *bytes, size_t length, struct peil_arena *arena)
{
    struct peil_diag *diag = peil_diag_new(arena);
    const struct peil_key_file *file =
        peil_key_file_parse(bytes, length, "key", arena, diag);
    if (!file == !peil_diag_has_error(diag))
        abort();
    if (file && !peil_key_file_needs_passphrase(file))
        peil_secret_free(peil_key_file_open(file, "", diag));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct peil_arena *arena = peil_arena_new();
    const char *text = peil_arena_copy_span(arena, (const char *)bytes, length);
    if (!peil_token_begin())
        abort();
    try_line(text, arena);
    try_sealed_key(text);
    try_key_file(text, length, arena);
    peil_arena_free(arena);
    return 0;
}
