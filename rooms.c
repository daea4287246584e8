/* All rooms' commands, joined. */
#include "collect/collect_commands.h"
#include "analyze/analyze_command.h"
#include "questionnaires/base/command.h"
#include "questionnaires/base/message.h"
#include "questionnaires/questionnaires_commands.h"
#include "reports/reports_commands.h"

int main(int argc, char **argv)
{
    static const struct peil_command *const *const rooms[] = {
        peil_questionnaires_commands, peil_collect_commands, peil_analyze_commands,
        peil_reports_commands, NULL
    };
    peil_message_begin();
    return peil_command_main(argc, argv, rooms, peil_reports_renderers);
}
