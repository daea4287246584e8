/* Any bytes as CSV: the scanner with libcsv behind it reads what libcsv alone reads, in
 * chunks and in parts of any size. */
#include "questionnaires/base/scan.h"
#include "tests/fuzz/fuzz.h"
#include "tests/questionnaires/readers.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct peil_arena *arena = peil_arena_new();
    size_t some = length > 0 ? bytes[length - 1] : 0;
    if (!reads_same(bytes, length, PEIL_CSV_LEAST_TO_SCAN + some, 1 + some, arena) ||
        !reads_same(bytes, length, 0, 64, arena))
        abort();
    peil_arena_free(arena);
    return 0;
}
