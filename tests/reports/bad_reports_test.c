/* Bad reports, with what is to be said of them. */
#include "reports/outline/outline.h"
#include "tests/expected.h"

static bool read_report(const char *bytes, size_t length, const char *name,
                        struct peil_arena *arena, struct peil_diag *diag)
{
    return peil_outline_parse(bytes, length, name, NULL, arena, diag) != NULL;
}

int main(void)
{
    return run_expected("bad_reports", "tests/corpus/report/*.xml", read_report);
}
