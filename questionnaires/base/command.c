#include "questionnaires/base/command.h"

#include "questionnaires/base/manual.h"
#include "questionnaires/base/message.h"
#include "questionnaires/base/text.h"

#include <string.h>

struct given {
    const struct peil_option_rule *rule;
    const char **values; /* a flag's is "" */
    size_t count;
};

struct peil_arguments {
    struct peil_arena *arena;
    const struct peil_command *command;
    const struct peil_renderer *const *renderers;
    struct given *given; /* a row per option rule */
    size_t rule_count;
    const char **operands;
    size_t operand_count;
};

int peil_exit_choose(const struct peil_diag *diag)
{
    return peil_diag_has_failure(diag) ? PEIL_SYSTEM_FAILED
           : peil_diag_has_error(diag) ? PEIL_BAD_INPUT
                                       : PEIL_DONE;
}

static struct given *find_given(const struct peil_arguments *arguments,
                                const char *option, size_t length)
{
    for (size_t i = 0; i < arguments->rule_count; i++) {
        const char *name = arguments->given[i].rule->name;
        if (strlen(name) == length && memcmp(name, option, length) == 0)
            return &arguments->given[i];
    }
    return NULL;
}

const char *peil_arguments_value(const struct peil_arguments *arguments,
                                 const char *option)
{
    const struct given *given = find_given(arguments, option, strlen(option));
    return given && given->count ? given->values[0] : NULL;
}

bool peil_arguments_has(const struct peil_arguments *arguments, const char *option)
{
    return peil_arguments_value(arguments, option) != NULL;
}

size_t peil_arguments_values(const struct peil_arguments *arguments, const char *option,
                             const char *const **values)
{
    const struct given *given = find_given(arguments, option, strlen(option));
    *values = given ? given->values : NULL;
    return given ? given->count : 0;
}

size_t peil_arguments_operands(const struct peil_arguments *arguments,
                               const char *const **operands)
{
    *operands = arguments->operands;
    return arguments->operand_count;
}

const struct peil_renderer *const *
peil_arguments_renderers(const struct peil_arguments *arguments)
{
    return arguments->renderers;
}

struct peil_arena *peil_arguments_arena(const struct peil_arguments *arguments)
{
    return arguments->arena;
}

int peil_arguments_refuse(const struct peil_arguments *arguments, const char *format,
                          ...)
{
    va_list values;
    va_start(values, format);
    const char *message = peil_arena_format_list(arguments->arena, format, values);
    va_end(values);
    const char *name = arguments->command->name;
    fprintf(stderr, "peil %s: ", name);
    peil_text_print_safe(stderr, message);
    fprintf(stderr, _("; see \"peil %s --help\""), name);
    fputc('\n', stderr);
    return PEIL_WRONG_USAGE;
}

static void keep_value(struct peil_arguments *arguments, struct given *given,
                       const char *value)
{
    given->values =
        peil_arena_grow(arguments->arena, given->values, given->count, sizeof value);
    given->values[given->count++] = value;
}

/* An option as typed, and the words that follow it. */
struct typed {
    const char *shown; /* "--store", "-n": for messages */
    struct given *given;
    const char *attached; /* what stands behind = or the letter; NULL = nothing */
};

static struct typed take_apart(struct peil_arguments *arguments, const char *word)
{
    struct typed typed = { .shown = word };
    if (word[1] == '-') {
        size_t length = strcspn(word + 2, "=");
        typed.shown = peil_arena_copy_span(arguments->arena, word, length + 2);
        typed.given = find_given(arguments, word + 2, length);
        typed.attached = word[length + 2] ? word + length + 3 : NULL;
        return typed;
    }
    for (size_t i = 0; i < arguments->rule_count; i++)
        if (arguments->given[i].rule->letter == word[1])
            typed.given = &arguments->given[i];
    typed.attached = word[2] ? word + 2 : NULL;
    return typed;
}

/* Why a known option cannot be taken; NULL when it can. */
static const char *trouble(const struct typed *typed, bool has_next)
{
    const struct peil_option_rule *rule = typed->given->rule;
    if (!rule->argument && typed->attached)
        return _("this option takes no value");
    if (rule->argument && !typed->attached && !has_next)
        return _("this option needs a value");
    if (typed->given->count > 0 && !rule->repeats)
        return _("this option may be given only once");
    return NULL;
}

/* Takes one option; *next is the word after it, used up when that is its value. */
static bool take_option(struct peil_arguments *arguments, const char *word,
                        char ***next)
{
    struct typed typed = take_apart(arguments, word);
    const char *refusal =
        typed.given ? trouble(&typed, **next != NULL) : _("unknown option");
    if (!typed.given || refusal) {
        peil_arguments_refuse(arguments, "%s: %s", typed.shown, refusal);
        return false;
    }
    const char *value = typed.attached;
    if (!typed.given->rule->argument)
        value = "";
    else if (!value)
        value = *(*next)++;
    keep_value(arguments, typed.given, value);
    return true;
}

static bool take_words(struct peil_arguments *arguments, char **words)
{
    bool only_operands = false;
    while (*words) {
        const char *word = *words++;
        if (only_operands || word[0] != '-' || !word[1]) {
            arguments->operands =
                peil_arena_grow(arguments->arena, arguments->operands,
                                arguments->operand_count, sizeof word);
            arguments->operands[arguments->operand_count++] = word;
        } else if (strcmp(word, "--") == 0) {
            only_operands = true;
        } else if (!take_option(arguments, word, &words)) {
            return false;
        }
    }
    return true;
}

static bool is_complete(const struct peil_arguments *arguments)
{
    const struct peil_command *command = arguments->command;
    for (size_t i = 0; i < arguments->rule_count; i++) {
        const struct given *given = &arguments->given[i];
        if (given->rule->required && given->count == 0) {
            peil_arguments_refuse(arguments, _("option --%s is missing"),
                                  given->rule->name);
            return false;
        }
    }
    if (arguments->operand_count < command->least_operands)
        peil_arguments_refuse(arguments, _("expected %s"), command->operands);
    else if (arguments->operand_count > command->most_operands)
        peil_arguments_refuse(arguments, _("\"%s\" is one too many"),
                              arguments->operands[command->most_operands]);
    else
        return true;
    return false;
}

/* A page that never reached the disk is no success. */
static int flushed(void)
{
    if (fflush(stdout) == 0 && !ferror(stdout))
        return PEIL_DONE;
    perror("peil");
    return PEIL_SYSTEM_FAILED;
}

static int run(const struct peil_command *command, char **words,
               const struct peil_renderer *const *renderers)
{
    struct peil_arena *arena = peil_arena_new();
    struct peil_arguments arguments = { .arena = arena,
                                        .command = command,
                                        .renderers = renderers };
    while (command->options && command->options[arguments.rule_count].name)
        arguments.rule_count++;
    arguments.given =
        peil_arena_array(arena, arguments.rule_count, sizeof *arguments.given);
    for (size_t i = 0; i < arguments.rule_count; i++)
        arguments.given[i].rule = &command->options[i];
    bool understood = take_words(&arguments, words) && is_complete(&arguments);
    int code = understood ? command->run(&arguments) : PEIL_WRONG_USAGE;
    peil_arena_free(arena);
    return code == PEIL_DONE ? flushed() : code;
}

static const struct peil_command *
find_command(const struct peil_command *const *const *rooms, const char *name)
{
    for (size_t i = 0; rooms[i]; i++)
        for (size_t k = 0; rooms[i][k]; k++)
            if (strcmp(rooms[i][k]->name, name) == 0)
                return rooms[i][k];
    return NULL;
}

/* How many letters must be put in, left out or changed to make one word the other. */
static size_t distance(const char *a, const char *b)
{
    enum { LONGEST = 31 };
    size_t row[LONGEST + 1], length = strlen(b);
    if (strlen(a) > LONGEST || length > LONGEST)
        return LONGEST;
    for (size_t k = 0; k <= length; k++)
        row[k] = k;
    for (size_t i = 1; a[i - 1]; i++) {
        size_t above_left = row[0];
        row[0] = i;
        for (size_t k = 1; k <= length; k++) {
            size_t changed = above_left + (a[i - 1] != b[k - 1]);
            size_t shifted = 1 + (row[k] < row[k - 1] ? row[k] : row[k - 1]);
            above_left = row[k];
            row[k] = changed < shifted ? changed : shifted;
        }
    }
    return row[length];
}

static const char *nearest(const struct peil_command *const *const *rooms,
                           const char *name)
{
    const char *found = NULL;
    size_t least = 3; /* further away is another word, no slip of the hand */
    for (size_t i = 0; rooms[i]; i++)
        for (size_t k = 0; rooms[i][k]; k++)
            if (distance(name, rooms[i][k]->name) < least) {
                found = rooms[i][k]->name;
                least = distance(name, found);
            }
    return found;
}

static int refuse_command(const struct peil_command *const *const *rooms,
                          const char *name)
{
    const char *guess = nearest(rooms, name);
    fprintf(stderr, "peil: %s: ", _("unknown command"));
    peil_text_print_safe(stderr, name);
    if (guess)
        fprintf(stderr, _("; did you mean \"%s\"?"), guess);
    else
        fputs(_("; see \"peil --help\""), stderr);
    fputc('\n', stderr);
    return PEIL_WRONG_USAGE;
}

/* peil help [COMMAND] and peil man [COMMAND] */
static int show(const struct peil_command *const *const *rooms, const char *name,
                bool as_page)
{
    const struct peil_command *command = name ? find_command(rooms, name) : NULL;
    if (name && !command)
        return refuse_command(rooms, name);
    if (as_page)
        peil_manual_page(rooms, command, stdout);
    else if (command)
        peil_manual_help(command, stdout);
    else
        peil_manual_list(rooms, stdout);
    return flushed();
}

static bool is_help(const char *word)
{
    return strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0;
}

static bool asks_help(char **words)
{
    for (; *words && strcmp(*words, "--") != 0; words++)
        if (is_help(*words))
            return true;
    return false;
}

int peil_command_main(int argc, char **argv,
                      const struct peil_command *const *const *rooms,
                      const struct peil_renderer *const *renderers)
{
    if (argc < 2) {
        fprintf(stderr, "peil: %s\n", _("name a command; see \"peil --help\""));
        return PEIL_WRONG_USAGE;
    }
    const char *word = argv[1];
    if (strcmp(word, "--version") == 0) {
        printf("peil %s\n", PEIL_VERSION);
        return flushed();
    }
    if (strcmp(word, "completions") == 0) {
        peil_manual_completions(rooms, stdout);
        return flushed();
    }
    if (is_help(word) || strcmp(word, "help") == 0)
        return show(rooms, argv[2], false);
    if (strcmp(word, "man") == 0)
        return show(rooms, argv[2], true);
    const struct peil_command *command = find_command(rooms, word);
    if (!command)
        return refuse_command(rooms, word);
    if (asks_help(argv + 2))
        return show(rooms, word, false);
    return run(command, argv + 2, renderers);
}
