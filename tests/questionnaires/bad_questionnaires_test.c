/* Bad questionnaires, with what is to be said of them. */
#include "questionnaires/questionnaire.h"
#include "tests/expected.h"

#include <stddef.h>

static bool read_questionnaire(const char *bytes, size_t length, const char *name,
                               struct peil_arena *arena, struct peil_diag *diag)
{
    return peil_questionnaire_parse(bytes, length, name, arena, diag) != NULL;
}

int main(void)
{
    return run_expected("bad_questionnaires", "tests/corpus/questionnaire/*.xml",
                        read_questionnaire);
}
