/* Bad counts files, with what is to be said of them. */
#include "analyze/counts_file.h"
#include "tests/expected.h"

#include <stddef.h>

static bool read_counts(const char *bytes, size_t length, const char *name,
                        struct peil_arena *arena, struct peil_diag *diag)
{
    return peil_counts_parse(bytes, length, name, arena, diag) != NULL;
}

int main(void)
{
    return run_expected("bad_counts", "tests/corpus/counts/*.xml", read_counts);
}
