/* The front door. A table is counted in less time than SQLite, TLS and workbooks take
 * to load, so the commands that need none of them are done here. For all others, and
 * for what asks to know every command, peil-rooms (rooms.c) takes the place of this
 * process.
 */
#include "analyze/analyze_command.h"
#include "questionnaires/base/command.h"
#include "questionnaires/base/message.h"
#include "questionnaires/questionnaires_commands.h"
#include "reports/reports_commands.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const struct peil_command *const *const rooms[] = { peil_questionnaires_commands,
                                                           peil_analyze_commands,
                                                           NULL };

static bool is_here(const char *name)
{
    for (size_t i = 0; name && rooms[i]; i++)
        for (size_t k = 0; rooms[i][k]; k++)
            if (strcmp(name, rooms[i][k]->name) == 0)
                return true;
    return false;
}

/* It lies where this program lies once it was installed, or was built. Returns only
 * when it is not there. */
static int go_on(char **argv)
{
    static const char *const places[] = { "../libexec/peil-rooms",
                                          "libexec/peil-rooms" };
    enum { LONGEST = 32 };
    char path[PATH_MAX] = "";
    ssize_t length = readlink("/proc/self/exe", path, sizeof path - LONGEST);
    char *name = length > 0 ? strrchr(path, '/') : NULL;
    for (size_t i = 0; name && i < sizeof places / sizeof *places; i++) {
        snprintf(name + 1, LONGEST, "%s", places[i]);
        execv(path, argv);
        if (errno != ENOENT)
            break;
    }
    fprintf(stderr, "peil: %s: %s\n", name ? path : "/proc/self/exe", strerror(errno));
    return PEIL_SYSTEM_FAILED;
}

int main(int argc, char **argv)
{
    if (argc < 2 || !is_here(argv[1]))
        return go_on(argv);
    peil_message_begin();
    return peil_command_main(argc, argv, rooms, peil_reports_renderers);
}
