/* Bad input carries its expectations on the line:
 *   <single id="wave"> <!-- expect: error: the id "wave" is reserved -->
 * The whole list is compared, so that a problem too many fails as well. */
#ifndef PEIL_TESTS_EXPECTED_H
#define PEIL_TESTS_EXPECTED_H

#include "questionnaires/base/diag.h"

#include <stdbool.h>

/* Reads the bytes as our language, under that name. */
typedef bool read_function(const char *bytes, size_t length, const char *name,
                           struct peil_arena *arena, struct peil_diag *diag);

/* Runs it on every file of the pattern, each a test of its own; what main returns. */
int run_expected(const char *group, const char *pattern, read_function *read);

#endif
