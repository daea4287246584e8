#include "questionnaires/base/manual.h"

#include "questionnaires/base/message.h"
#include "questionnaires/base/text.h"

#include <string.h>

static const struct {
    enum peil_exit code;
    const char *meaning;
} exits[] = {
    { PEIL_DONE, N_("done") },
    { PEIL_BAD_INPUT, N_("the input has errors, or a check failed") },
    { PEIL_WRONG_USAGE, N_("wrong usage") },
    { PEIL_SYSTEM_FAILED, N_("the system failed: disk, memory, network") },
};
static const char purpose[] =
    N_("asks pupils what they need, and counts what they say");
enum { EXITS = sizeof exits / sizeof exits[0], GAP = 2, PAGE_WIDTH = 80 };

static const struct peil_option_rule help_rule = { .name = "help",
                                                   .letter = 'h',
                                                   .about = N_("show this help") };

/* The command's options in order, then --help; NULL after the last. */
static const struct peil_option_rule *next_rule(const struct peil_command *command,
                                                const struct peil_option_rule *rule)
{
    if (rule == &help_rule)
        return NULL;
    rule = rule ? rule + 1 : command->options;
    return rule && rule->name ? rule : &help_rule;
}

static void pad(FILE *out, size_t used, size_t width)
{
    fprintf(out, "%*s", (int)(width > used ? width - used : 0), "");
}

/* From column `indent` on, and below it where a line is full. */
static void wrap(FILE *out, const char *text, size_t indent)
{
    struct peil_arena *arena = peil_arena_new();
    size_t column = indent;
    while (*text) {
        size_t length = strcspn(text, " ");
        const char *word = peil_arena_copy_span(arena, text, length);
        bool fits = column + 1 + peil_text_width(word) <= PAGE_WIDTH;
        if (column > indent && fits)
            fputc(' ', out);
        else if (column > indent)
            fprintf(out, "\n%*s", (int)indent, "");
        column = column > indent && fits ? column + 1 : indent;
        fputs(word, out);
        column += peil_text_width(word);
        text += length + (text[length] == ' ');
    }
    fputc('\n', out);
    peil_arena_free(arena);
}

/* The commands of all rooms; a blank line stands where a room ends. */
static void list_commands(const struct peil_command *const *const *rooms, FILE *out)
{
    size_t width = 0;
    for (size_t i = 0; rooms[i]; i++)
        for (size_t k = 0; rooms[i][k]; k++)
            if (peil_text_width(rooms[i][k]->name) > width)
                width = peil_text_width(rooms[i][k]->name);
    for (size_t i = 0; rooms[i]; i++) {
        for (size_t k = 0; rooms[i][k]; k++) {
            fprintf(out, "  %s", rooms[i][k]->name);
            pad(out, peil_text_width(rooms[i][k]->name), width + GAP);
            wrap(out, _(rooms[i][k]->summary), 2 + width + GAP);
        }
        if (rooms[i][0])
            fputc('\n', out);
    }
}

static void list_exits(FILE *out)
{
    fprintf(out, "%s\n", _("Exit status:"));
    for (size_t i = 0; i < EXITS; i++)
        fprintf(out, "  %d  %s\n", (int)exits[i].code, _(exits[i].meaning));
}

void peil_manual_list(const struct peil_command *const *const *rooms, FILE *out)
{
    fprintf(out, "peil %s\n\n", _(purpose));
    fprintf(out, "%s\n\n", _("Usage: peil COMMAND [OPTION]... [FILE]..."));
    list_commands(rooms, out);
    fprintf(out, "%s\n", _("\"peil COMMAND --help\" tells more about a command."));
    fprintf(out, "%s\n", _("\"peil --version\" tells which peil this is."));
    fprintf(out, "%s\n\n", _("\"LANGUAGE=nl peil ...\" speaks Dutch."));
    list_exits(out);
}

static const char *option_words(struct peil_arena *arena,
                                const struct peil_option_rule *rule)
{
    const char *letter =
        rule->letter ? peil_arena_format(arena, "-%c, ", rule->letter) : "    ";
    return peil_arena_format(arena, "%s--%s%s%s", letter, rule->name,
                             rule->argument ? " " : "",
                             rule->argument ? rule->argument : "");
}

static const char *option_remark(const struct peil_option_rule *rule)
{
    if (rule->required)
        return rule->repeats ? _(" (required; may be repeated)") : _(" (required)");
    return rule->repeats ? _(" (may be repeated)") : "";
}

static void list_options(const struct peil_command *command, FILE *out)
{
    struct peil_arena *arena = peil_arena_new();
    const struct peil_option_rule *rule = NULL;
    size_t width = 0;
    while ((rule = next_rule(command, rule))) {
        size_t needed = peil_text_width(option_words(arena, rule));
        width = needed > width ? needed : width;
    }
    fprintf(out, "%s\n", _("Options:"));
    while ((rule = next_rule(command, rule))) {
        const char *words = option_words(arena, rule);
        fprintf(out, "  %s", words);
        pad(out, peil_text_width(words), width + GAP);
        wrap(out, peil_arena_format(arena, "%s%s", _(rule->about), option_remark(rule)),
             2 + width + GAP);
    }
    peil_arena_free(arena);
}

void peil_manual_help(const struct peil_command *command, FILE *out)
{
    bool has_operands = command->operands && *command->operands;
    fprintf(out, _("Usage: peil %s [OPTION]..."), command->name);
    fprintf(out, "%s%s\n\n", has_operands ? " " : "",
            has_operands ? command->operands : "");
    fprintf(out, "%s\n\n", _(command->summary));
    list_options(command, out);
    fputc('\n', out);
    list_exits(out);
}

/* roff takes a full stop or a quote at the start of a line for a request, and needs
 * its backslashes and minus signs marked. */
static void roff(FILE *out, const char *text)
{
    if (*text == '.' || *text == '\'')
        fputs("\\&", out);
    for (; *text; text++)
        if (*text == '\\')
            fputs("\\e", out);
        else if (*text == '-')
            fputs("\\-", out);
        else
            fputc(*text, out);
}

/* A paragraph with a label: `label` in bold. */
static void roff_item(FILE *out, const char *label, const char *text)
{
    fputs(".TP\n\\fB", out);
    roff(out, label);
    fputs("\\fR\n", out);
    roff(out, text);
    fputc('\n', out);
}

static void roff_head(FILE *out, const char *name, const char *summary)
{
    fprintf(out, ".TH \"%s\" 1 \"\" \"peil %s\"\n.SH %s\n", name, PEIL_VERSION,
            _("NAME"));
    roff(out, name);
    fputs(" \\- ", out);
    roff(out, summary);
    fprintf(out, "\n.SH %s\n", _("SYNOPSIS"));
}

static void roff_exits(FILE *out)
{
    fprintf(out, ".SH %s\n", _("EXIT STATUS"));
    for (size_t i = 0; i < EXITS; i++)
        roff_item(out, (const char[]){ (char)('0' + exits[i].code), '\0' },
                  _(exits[i].meaning));
}

static void command_page(const struct peil_command *command, FILE *out)
{
    struct peil_arena *arena = peil_arena_new();
    const char *name = peil_arena_format(arena, "peil-%s", command->name);
    roff_head(out, name, _(command->summary));
    fprintf(out, "\\fBpeil %s\\fR [OPTION]... ", command->name);
    roff(out, command->operands ? command->operands : "");
    fprintf(out, "\n.SH %s\n", _("OPTIONS"));
    const struct peil_option_rule *rule = NULL;
    while ((rule = next_rule(command, rule))) {
        const char *words = option_words(arena, rule);
        const char *about =
            peil_arena_format(arena, "%s%s", _(rule->about), option_remark(rule));
        roff_item(out, words + strspn(words, " "), about);
    }
    peil_arena_free(arena);
}

static void front_page(const struct peil_command *const *const *rooms, FILE *out)
{
    roff_head(out, "peil", _(purpose));
    fprintf(out, "\\fBpeil\\fR COMMAND [OPTION]... [FILE]...\n.SH %s\n", _("COMMANDS"));
    for (size_t i = 0; rooms[i]; i++)
        for (size_t k = 0; rooms[i][k]; k++)
            roff_item(out, rooms[i][k]->name, _(rooms[i][k]->summary));
    fprintf(out, ".SH %s\n", _("ENVIRONMENT"));
    roff_item(out, "LANGUAGE, LC_ALL, LC_MESSAGES, LANG",
              _("the first that is set chooses the language: Dutch for nl and for C, "
                "else English"));
}

void peil_manual_page(const struct peil_command *const *const *rooms,
                      const struct peil_command *command, FILE *out)
{
    if (command)
        command_page(command, out);
    else
        front_page(rooms, out);
    roff_exits(out);
}

void peil_manual_completions(const struct peil_command *const *const *rooms, FILE *out)
{
    fputs("_peil() {\n"
          "    local word=${COMP_WORDS[COMP_CWORD]} words\n"
          "    case ${COMP_WORDS[1]} in\n",
          out);
    for (size_t i = 0; rooms[i]; i++)
        for (size_t k = 0; rooms[i][k]; k++) {
            const struct peil_option_rule *rule = NULL;
            fprintf(out, "    %s) words='", rooms[i][k]->name);
            while ((rule = next_rule(rooms[i][k], rule)))
                fprintf(out, "--%s%s", rule->name, rule == &help_rule ? "" : " ");
            fputs("' ;;\n", out);
        }
    fputs("    esac\n"
          "    if [ \"$COMP_CWORD\" -eq 1 ]; then\n"
          "        words='",
          out);
    for (size_t i = 0; rooms[i]; i++)
        for (size_t k = 0; rooms[i][k]; k++)
            fprintf(out, "%s ", rooms[i][k]->name);
    fputs("help --help --version'\n"
          "    elif [ \"${word#-}\" = \"$word\" ]; then\n"
          "        words=\n"
          "    fi\n"
          "    COMPREPLY=($(compgen -W \"$words\" -- \"$word\"))\n"
          "}\n"
          "complete -o default -F _peil peil\n",
          out);
}
