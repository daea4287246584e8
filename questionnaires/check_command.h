/* peil check: reads questionnaires and studies and says what is wrong with them. */
#ifndef PEIL_CHECK_COMMAND_H
#define PEIL_CHECK_COMMAND_H

#include "questionnaires/base/command.h"

extern const struct peil_command peil_check_command;

#endif
