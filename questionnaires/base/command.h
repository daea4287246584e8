/* Subcommands as const records: dispatch, --help, the man page's synopsis and the
 * shell completions all come from them. */
#ifndef PEIL_COMMAND_H
#define PEIL_COMMAND_H

#include "questionnaires/base/diag.h"

enum peil_exit {
    PEIL_DONE = 0,          /* all is well */
    PEIL_BAD_INPUT = 1,     /* the input has errors, or a check failed */
    PEIL_WRONG_USAGE = 2,   /* one line on stderr, and "--help" */
    PEIL_SYSTEM_FAILED = 3, /* disk, memory, network, port */
};
/* PEIL_DONE when diag has no error. */
int peil_exit_choose(const struct peil_diag *diag);

struct peil_option_rule {
    const char *name;     /* "store", for --store; NULL ends the array */
    const char *argument; /* "FILE"; NULL = a flag */
    const char *about;    /* one line, a msgid */
    char letter;          /* 'n' for -n; 0 = none */
    bool repeats;
    bool required;
};

/* Declared by analyze/renderer.h; here it is only carried from the front door. */
struct peil_renderer;

struct peil_arguments; /* options and operands of one call */

/* The first value of an option, or NULL; NULL too for a flag that was not given. */
const char *peil_arguments_value(const struct peil_arguments *arguments,
                                 const char *option);
bool peil_arguments_has(const struct peil_arguments *arguments, const char *option);
size_t peil_arguments_values(const struct peil_arguments *arguments, const char *option,
                             const char *const **values);
size_t peil_arguments_operands(const struct peil_arguments *arguments,
                               const char *const **operands);
/* NULL-terminated list that the front door handed over; NULL when none. */
const struct peil_renderer *const *
peil_arguments_renderers(const struct peil_arguments *arguments);
struct peil_arena *peil_arguments_arena(const struct peil_arguments *arguments);

/* "peil collect: <message>; see peil collect --help" on stderr; PEIL_WRONG_USAGE. */
int peil_arguments_refuse(const struct peil_arguments *arguments, const char *format,
                          ...) PEIL_FORMAT(2, 3);

struct peil_command {
    const char *name;     /* "collect" */
    const char *summary;  /* one line, a msgid */
    const char *operands; /* "QUESTIONNAIRE.xml", as the synopsis shows it */
    size_t least_operands, most_operands;   /* most 0 = none, SIZE_MAX = any number */
    const struct peil_option_rule *options; /* NULL = none */
    int (*run)(const struct peil_arguments *arguments);
};

/* Runs argv[1]. `rooms` is a NULL-terminated list of NULL-terminated command lists.
 * Knows by itself: --help, --version, help COMMAND, and the hidden words `man` and
 * `completions` that print what the build installs. Returns an exit code. */
int peil_command_main(int argc, char **argv,
                      const struct peil_command *const *const *rooms,
                      const struct peil_renderer *const *renderers);

#endif
