/* peil new: a small questionnaire to begin with. */
#ifndef PEIL_NEW_COMMAND_H
#define PEIL_NEW_COMMAND_H

#include "questionnaires/base/command.h"

extern const struct peil_command peil_new_command;

#endif
