/* One record per command of this room; collect_commands.c lists them. */
#ifndef PEIL_COMMANDS_H
#define PEIL_COMMANDS_H

#include "questionnaires/base/command.h"

extern const struct peil_command peil_collect_command;
extern const struct peil_command peil_simulate_command;
extern const struct peil_command peil_export_command;
extern const struct peil_command peil_close_command;
extern const struct peil_command peil_cards_command;
extern const struct peil_command peil_keys_command;
extern const struct peil_command peil_audio_command;

#endif
