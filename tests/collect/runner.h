/* The questionnaire with every kind of page, for the tests of the web runner. */
#ifndef PEIL_TESTS_RUNNER_H
#define PEIL_TESTS_RUNNER_H

#include "tests/fixture.h"

static inline const struct peil_questionnaire *runner_read(void)
{
    return read_questionnaire("tests/fixtures/runner.xml");
}

#endif
