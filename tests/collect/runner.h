/* The questionnaire with every kind of page, for the tests of the web runner. */
#ifndef PEIL_TESTS_RUNNER_H
#define PEIL_TESTS_RUNNER_H

#include "questionnaires/questionnaire.h"
#include "tests/golden.h"

static inline const struct peil_questionnaire *runner_read(struct peil_arena *arena)
{
    struct peil_diag *diag = peil_diag_new(arena);
    const struct peil_questionnaire *q =
        peil_questionnaire_read(source_path("tests/fixtures/runner.xml"), arena, diag);
    peil_diag_print(diag, stderr);
    assert_non_null(q);
    return q;
}

#endif
