/* Any bytes as a counts file. What is read is written and read again as the same, and
 * merges with itself into itself. */
#include "analyze/counts_file.h"
#include "tests/fuzz/fuzz.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *written(const struct peil_counts *counts, struct peil_arena *arena)
{
    char *bytes = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&bytes, &length);
    if (!out)
        abort();
    peil_counts_write(counts, out, arena);
    fclose(out);
    const char *text = peil_arena_copy_span(arena, bytes, length);
    free(bytes);
    return text;
}

static void check(const struct peil_counts *counts, struct peil_arena *arena)
{
    struct peil_diag *diag = peil_diag_new(arena);
    const char *text = written(counts, arena);
    const struct peil_counts *again =
        peil_counts_parse(text, strlen(text), "again.xml", arena, diag);
    const struct peil_counts *twice =
        again ? peil_counts_merge(counts, again, arena, diag) : NULL;
    if (!twice || strcmp(text, written(twice, arena)) != 0)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct peil_arena *arena = peil_arena_new();
    struct peil_diag *diag = peil_diag_new(arena);
    const char *text = peil_arena_copy_span(arena, (const char *)bytes, length);
    const struct peil_counts *counts =
        peil_counts_parse(text, length, "c.xml", arena, diag);
    if ((counts == NULL) != peil_diag_has_error(diag))
        abort();
    if (counts)
        check(counts, arena);
    peil_arena_free(arena);
    return 0;
}
