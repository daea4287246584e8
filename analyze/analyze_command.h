/* The command of this room: analyze. NULL-terminated. */
#ifndef PEIL_ANALYZE_COMMAND_H
#define PEIL_ANALYZE_COMMAND_H

#include "questionnaires/base/command.h"

extern const struct peil_command *const peil_analyze_commands[];

#endif
