/* peil diff OLD.xml NEW.xml */
#ifndef PEIL_DIFF_COMMAND_H
#define PEIL_DIFF_COMMAND_H

#include "questionnaires/base/command.h"

extern const struct peil_command peil_diff_command;

#endif
