/* peil report: from response files to the page that an SWV reads. */
#ifndef PEIL_REPORT_COMMAND_H
#define PEIL_REPORT_COMMAND_H

#include "questionnaires/base/command.h"

extern const struct peil_command peil_report_command;

#endif
