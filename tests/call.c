#include "tests/call.h"

#include <stdio.h>

enum { MOST_WORDS = 10, LONGEST_WORD = 256 };

int call_command(const struct peil_command *const *commands,
                 const char *const *arguments)
{
    const struct peil_command *const *const rooms[] = { commands, NULL };
    char words[MOST_WORDS][LONGEST_WORD];
    char *argv[MOST_WORDS + 1] = { NULL };
    int argc = 0;
    for (; arguments[argc]; argc++) {
        assert_true(argc < MOST_WORDS);
        snprintf(words[argc], sizeof words[argc], "%s", arguments[argc]);
        argv[argc] = words[argc];
    }
    return peil_command_main(argc, argv, rooms, NULL);
}
