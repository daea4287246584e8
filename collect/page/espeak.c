#include "collect/page/espeak.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

/* Words a minute. Children follow what is a little slower than talk. */
#define PACE "140"

/* Runs it with this file as its input; the exit status, or -1. */
static int run(char *const *arguments, int input)
{
    posix_spawn_file_actions_t actions;
    pid_t child;
    int status = -1;
    if (posix_spawn_file_actions_init(&actions) != 0)
        return -1;
    bool ready =
        posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO) == 0 &&
        posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY,
                                         0) == 0 &&
        posix_spawnp(&child, arguments[0], &actions, NULL, arguments, environ) == 0;
    posix_spawn_file_actions_destroy(&actions);
    if (ready)
        while (waitpid(child, &status, 0) < 0 && errno == EINTR)
            continue;
    return ready && WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

bool peil_espeak_is_there(void)
{
    char name[] = "espeak-ng", version[] = "--version";
    char *const arguments[] = { name, version, NULL };
    int nothing = open("/dev/null", O_RDONLY | O_CLOEXEC);
    bool there = nothing >= 0 && run(arguments, nothing) == 0;
    if (nothing >= 0)
        close(nothing);
    return there;
}

/* An option with its value, as the kind of text that a program is called with. */
static char *option(struct peil_arena *arena, const char *name, const char *value)
{
    size_t size = strlen(name) + strlen(value) + 1;
    char *text = peil_arena_array(arena, size, 1);
    snprintf(text, size, "%s%s", name, value);
    return text;
}

/* The text goes in through a file without a name: it may be longer than a pipe. */
static bool speak(const char *language, const char *text, const char *path,
                  struct peil_arena *arena)
{
    char name[] = "espeak-ng", utf8[] = "-b1", pace[] = "-s" PACE, in[] = "--stdin";
    char *const arguments[] = {
        name, utf8, pace, in, option(arena, "-v", language), option(arena, "-w", path),
        NULL
    };
    FILE *input = tmpfile();
    if (!input)
        return false;
    bool spoken = fputs(text, input) >= 0 && fputc('\n', input) != EOF &&
                  fflush(input) == 0 && lseek(fileno(input), 0, SEEK_SET) == 0 &&
                  run(arguments, fileno(input)) == 0;
    fclose(input);
    return spoken;
}

bool peil_espeak_render(const char *language, const char *text, const char *path,
                        struct peil_arena *arena, struct peil_diag *diag)
{
    const char *half = peil_arena_format(arena, "%s.tmp", path);
    struct stat made;
    bool spoken = speak(language, text, half, arena) && stat(half, &made) == 0 &&
                  made.st_size > 0;
    /* A link, unlike a renaming, finds out that there is something already. */
    bool kept = spoken && link(half, path) == 0;
    if (!spoken)
        peil_diag_add(diag, PEIL_ERROR, (struct peil_place){ .file = path },
                      "espeak-ng could not make this (is there a voice for \"%s\"?)",
                      language);
    else if (!kept)
        peil_diag_add(diag, PEIL_ERROR, (struct peil_place){ .file = path },
                      "cannot keep this: %s", strerror(errno));
    unlink(half);
    return kept;
}
