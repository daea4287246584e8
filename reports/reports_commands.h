/* The commands of this room, and (renderers.h) its output formats for analyze.
 * NULL-terminated. */
#ifndef PEIL_REPORTS_COMMANDS_H
#define PEIL_REPORTS_COMMANDS_H

#include "questionnaires/base/command.h"
#include "reports/formats/renderers.h"

extern const struct peil_command *const peil_reports_commands[];

#endif
