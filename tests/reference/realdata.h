/* Surveys of others, too large or not ours to lie in the tree, and what was published
 * of them: in PEIL_REALDATA, or beside the source tree. */
#ifndef PEIL_TESTS_REALDATA_H
#define PEIL_TESTS_REALDATA_H

#include "tests/fixture.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The path of a file; without it the test is skipped. */
static inline const char *realdata(const char *file)
{
    const char *folder = getenv("PEIL_REALDATA");
    const char *path = peil_arena_format(
        arena, "%s/%s", folder ? folder : source_path("../shared/realdata"), file);
    if (access(path, R_OK) != 0) {
        print_message("SKIPPED: no %s; set PEIL_REALDATA to the folder that holds it\n",
                      path);
        skip();
    }
    return path;
}

/* --- Enough JSON to find a figure --- */

#define KEYS(...) ((const char *const[]){ __VA_ARGS__, NULL })

/* Behind these keys, each looked for behind the one before. */
static inline const char *behind(const char *json, const char *const *keys)
{
    for (; *keys; keys++) {
        const char *quoted = peil_arena_format(arena, "\"%s\":", *keys);
        const char *found = strstr(json, quoted);
        if (!found) {
            fail_msg("no %s", *keys);
            abort(); /* is never reached */
        }
        json = found + strlen(quoted);
    }
    return json;
}

static inline double number(const char *json, const char *const *keys)
{
    return strtod(behind(json, keys), NULL);
}

#endif
