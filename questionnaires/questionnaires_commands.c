#include "questionnaires/questionnaires_commands.h"

#include "questionnaires/check_command.h"
#include "questionnaires/diff_command.h"
#include "questionnaires/new_command.h"

const struct peil_command *const peil_questionnaires_commands[] = {
    &peil_check_command,
    &peil_new_command,
    &peil_diff_command,
    NULL,
};
