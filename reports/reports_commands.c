#include "reports/reports_commands.h"
#include "reports/publish_command.h"
#include "reports/renderers.h"
#include "reports/report_command.h"

const struct peil_command *const peil_reports_commands[] = { &peil_report_command,
                                                             &peil_publish_command,
                                                             NULL };

const struct peil_renderer *const peil_reports_renderers[] = {
    &peil_render_text,     &peil_render_csv,  &peil_render_json,
    &peil_render_markdown, &peil_render_html, NULL
};
