#include "collect/store/passphrase.h"

#include "questionnaires/base/message.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

enum { MOST = 1024 };

/* --- One line into locked memory, nothing of it in a buffer of the library --- */

enum {
    END_OF_LINE = '\n',
    ENTER = '\r',
    CANCEL = 3,
    NO_MORE = 4,
    BACK = 8,
    ERASE = 127
};

/* On a terminal that passes every key on; in a file those keys do not occur. */
static bool read_line(int file, char *line)
{
    size_t length = 0;
    char letter;
    while (read(file, &letter, 1) == 1 && letter != END_OF_LINE && letter != ENTER &&
           letter != NO_MORE) {
        if (letter == CANCEL || length + 1 == MOST)
            return false;
        if (letter != BACK && letter != ERASE)
            line[length++] = letter;
        else /* a whole character of UTF-8 */
            while (length > 0 && ((unsigned char)line[--length] & 0xC0) == 0x80)
                ;
    }
    line[length] = '\0';
    return length > 0;
}

static bool read_file(const char *path, char *line)
{
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0) {
        fprintf(stderr, "%s: error: %s\n", path, strerror(errno));
        return false;
    }
    bool read = read_line(file, line);
    close(file);
    if (!read)
        fprintf(stderr, _("%s: no passphrase on its first line\n"), path);
    return read;
}

static bool read_environment(char *line)
{
    const char *given = getenv("PEIL_PASSPHRASE");
    if (!given || !*given || strlen(given) >= MOST)
        return false;
    memcpy(line, given, strlen(given) + 1);
    return true;
}

/* --- The terminal --- */

static bool ask(int terminal, const char *question, char *line)
{
    dprintf(terminal, "%s ", question);
    bool read = read_line(terminal, line);
    dprintf(terminal, "\n");
    return read;
}

static bool ask_hidden(int terminal, bool twice, char *line)
{
    char *again = sodium_malloc(MOST);
    bool read = again && ask(terminal, _("Passphrase (is not shown):"), line);
    if (read && twice)
        read = ask(terminal, _("The same once more:"), again);
    bool same = read && (!twice || strcmp(line, again) == 0);
    sodium_free(again);
    if (!same)
        fputs(read ? _("They are not the same.\n") : _("No passphrase was given.\n"),
              stderr);
    return same;
}

/* Keys come in one by one, so that Ctrl-C too leaves the terminal as it was. */
static bool read_terminal(bool twice, char *line)
{
    struct termios shown, hidden;
    int terminal = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
    if (terminal < 0 || tcgetattr(terminal, &shown) != 0) {
        fputs(_("No terminal to ask the passphrase on: give --passphrase-file.\n"),
              stderr);
        if (terminal >= 0)
            close(terminal);
        return false;
    }
    hidden = shown;
    hidden.c_lflag &= ~(tcflag_t)(ECHO | ICANON | ISIG);
    tcsetattr(terminal, TCSAFLUSH, &hidden);
    bool read = ask_hidden(terminal, twice, line);
    tcsetattr(terminal, TCSAFLUSH, &shown);
    close(terminal);
    return read;
}

/* --- The door --- */

static bool is_long_enough(const char *passphrase)
{
    bool enough = strlen(passphrase) >= PEIL_LEAST_PASSPHRASE;
    if (!enough)
        fprintf(stderr,
                _("A passphrase needs at least %d characters: four words that do not "
                  "belong together are good.\n"),
                PEIL_LEAST_PASSPHRASE);
    return enough;
}

char *peil_passphrase_read(const char *file, bool twice)
{
    char *line = sodium_malloc(MOST);
    if (!line)
        abort(); /* no memory */
    bool read = file ? read_file(file, line)
                     : read_environment(line) || read_terminal(twice, line);
    if (read && (!twice || is_long_enough(line)))
        return line;
    sodium_free(line);
    return NULL;
}

void peil_passphrase_free(char *passphrase)
{
    sodium_free(passphrase);
}
