/* The commands of this room, and its output formats for analyze. NULL-terminated. */
#ifndef PEIL_REPORTS_COMMANDS_H
#define PEIL_REPORTS_COMMANDS_H

#include "analyze/renderer.h"
#include "questionnaires/base/command.h"

extern const struct peil_command *const peil_reports_commands[];
extern const struct peil_renderer *const peil_reports_renderers[];

#endif
