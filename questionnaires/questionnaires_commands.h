/* The commands of this room: check, new. NULL-terminated. */
#ifndef PEIL_QUESTIONNAIRES_COMMANDS_H
#define PEIL_QUESTIONNAIRES_COMMANDS_H

#include "questionnaires/base/command.h"

extern const struct peil_command *const peil_questionnaires_commands[];

#endif
