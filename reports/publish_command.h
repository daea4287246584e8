/* peil publish: counts of one SWV, and those of several merged. */
#ifndef PEIL_PUBLISH_COMMAND_H
#define PEIL_PUBLISH_COMMAND_H

#include "questionnaires/base/command.h"

extern const struct peil_command peil_publish_command;

#endif
