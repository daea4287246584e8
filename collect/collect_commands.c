#include "collect/collect_commands.h"

#include "collect/commands.h"

const struct peil_command *const peil_collect_commands[] = {
    &peil_audio_command,   &peil_cards_command,
    &peil_collect_command, &peil_simulate_command,
    &peil_export_command,  &peil_close_command,
    &peil_keys_command,    NULL
};
