/* The commands of this room: collect, cards, simulate, export, close and keys. */
#ifndef PEIL_COLLECT_COMMANDS_H
#define PEIL_COLLECT_COMMANDS_H

#include "questionnaires/base/command.h"

extern const struct peil_command *const peil_collect_commands[];

#endif
