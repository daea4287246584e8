#include "reports/reports_commands.h"
#include "reports/publish_command.h"
#include "reports/report_command.h"

const struct peil_command *const peil_reports_commands[] = { &peil_report_command,
                                                             &peil_publish_command,
                                                             NULL };
