#include "questionnaires/base/message.h"

#include <locale.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* The first that says anything decides, as everywhere in POSIX. */
static const char *wish(void)
{
    static const char *const names[] = { "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG" };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const char *value = getenv(names[i]);
        if (value && *value)
            return value;
    }
    return "C";
}

const char *peil_message_language(void)
{
    const char *name = wish();
    size_t length = strcspn(name, ".@:");
    bool names_none = (length == 1 && name[0] == 'C') ||
                      (length == 5 && strncmp(name, "POSIX", 5) == 0);
    return names_none || strncmp(name, "nl", 2) == 0 ? "nl" : "en";
}

static const char *catalogues(void)
{
    struct stat status;
    if (stat(PEIL_BUILD_LOCALE, &status) == 0 && S_ISDIR(status.st_mode))
        return PEIL_BUILD_LOCALE;
    return PEIL_LOCALE;
}

/* glibc looks for catalogues only in a locale that is not "C", and a classroom laptop
 * may have no Dutch one. Any other locale will do, for LANGUAGE then names the
 * language; C.UTF-8 is always there in Debian. */
void peil_message_begin(void)
{
    setenv("LANGUAGE", peil_message_language(), 1);
    if (!setlocale(LC_MESSAGES, "C.UTF-8"))
        setlocale(LC_MESSAGES, "");
    if (!setlocale(LC_CTYPE, "C.UTF-8"))
        setlocale(LC_CTYPE, "");
    bindtextdomain("peil", catalogues());
    bind_textdomain_codeset("peil", "UTF-8");
    textdomain("peil");
}

/* textdomain makes glibc look again at LANGUAGE for what it has said before. */
void peil_message_choose(const char *language)
{
    setenv("LANGUAGE", strncmp(language, "nl", 2) == 0 ? "nl" : "en", 1);
    textdomain("peil");
}
