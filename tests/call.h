/* A command called as from the shell: its words, NULL behind the last; its exit status.
 */
#ifndef PEIL_TESTS_CALL_H
#define PEIL_TESTS_CALL_H

#include "questionnaires/base/command.h"
#include "tests/golden.h"

int call_command(const struct peil_command *const *commands,
                 const char *const *arguments);

#endif
