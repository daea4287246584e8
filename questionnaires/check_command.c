#include "questionnaires/check_command.h"

#include "questionnaires/base/file.h"
#include "questionnaires/base/json.h"
#include "questionnaires/base/message.h"
#include "questionnaires/base/text.h"
#include "questionnaires/base/xml.h"
#include "questionnaires/check.h"
#include "questionnaires/grammar.h"
#include "questionnaires/study.h"

#include <stdint.h>
#include <string.h>

/* What was read from one file: a questionnaire, a study, or neither after errors. */
struct checked {
    const char *path;
    const struct peil_questionnaire *questionnaire;
    const struct peil_study *study;
    struct peil_diag *diag; /* of this file alone */
};

/* --- Reading --- */

/* The root says which it is. What cannot be read as XML is read as a questionnaire:
 * then the problem is said once, there. */
static bool is_study(const char *path, struct peil_arena *arena)
{
    struct peil_diag *unread = peil_diag_new(arena);
    if (strcmp(path, "-") == 0)
        return false; /* what was read of it would be gone */
    const struct peil_element *root = peil_xml_read(path, arena, unread);
    return root && strcmp(root->name, peil_study_schema.root) == 0;
}

static struct checked check_file(const char *path, struct peil_arena *arena)
{
    struct checked checked = { .path = path, .diag = peil_diag_new(arena) };
    if (is_study(path, arena)) {
        checked.study = peil_study_read(path, arena, checked.diag);
        return checked;
    }
    checked.questionnaire = peil_questionnaire_read(path, arena, checked.diag);
    if (checked.questionnaire)
        peil_check(checked.questionnaire, arena, checked.diag);
    return checked;
}

/* --- One line for each file that is well --- */

static const char *remarks(const struct checked *checked, struct peil_arena *arena)
{
    size_t errors = peil_diag_count(checked->diag, PEIL_ERROR);
    size_t warnings = peil_diag_count(checked->diag, PEIL_WARNING);
    if (!errors && !warnings)
        return _("nothing to remark");
    const char *first =
        peil_arena_format(arena, ngettext("%zu error", "%zu errors", errors), errors);
    const char *second = peil_arena_format(
        arena, ngettext("%zu warning", "%zu warnings", warnings), warnings);
    if (!warnings)
        return first;
    return errors ? peil_arena_format(arena, "%s, %s", first, second) : second;
}

/* "; groep 5-6: 9.4 minutes, ..." */
static const char *minutes(const struct peil_questionnaire *q, struct peil_arena *arena)
{
    char point = strcmp(peil_message_language(), "nl") == 0 ? ',' : '.';
    const char *line = "";
    for (size_t i = 0; i < q->variant_count; i++) {
        const char *number =
            peil_text_decimal(arena, peil_check_minutes(q, i), 1, point);
        const char *part = peil_arena_format(arena, _("%s about %s minutes"),
                                             q->variants[i].label, number);
        line = peil_arena_format(arena, "%s%s %s", line, *line ? "," : ";", part);
    }
    return line;
}

static void summarize(const struct checked *checked, struct peil_arena *arena)
{
    const struct peil_questionnaire *q = checked->questionnaire;
    const char *said = remarks(checked, arena);
    if (q)
        fprintf(stderr, _("%s: %zu items, %zu variants, %s%s\n"), checked->path,
                q->item_count, q->variant_count, said, minutes(q, arena));
    else if (checked->study)
        fprintf(stderr, _("%s: study of %zu schools, %s\n"), checked->path,
                checked->study->school_count, said);
    else
        fprintf(stderr, "%s: %s\n", checked->path, said);
}

/* --- The command --- */

static void print_text(struct checked *files, size_t count, struct peil_arena *arena)
{
    for (size_t i = 0; i < count; i++)
        peil_diag_print(files[i].diag, stdout);
    fflush(stdout);
    for (size_t i = 0; i < count; i++)
        summarize(&files[i], arena);
}

/* All problems of all files as one array. */
static void print_json(struct checked *files, size_t count, struct peil_arena *arena)
{
    struct peil_diag *all = peil_diag_new(arena);
    for (size_t i = 0; i < count; i++) {
        const struct peil_problem *problems;
        size_t found = peil_diag_problems(files[i].diag, &problems);
        for (size_t p = 0; p < found; p++)
            peil_diag_add(all, problems[p].severity, problems[p].place, "%s",
                          problems[p].message);
    }
    peil_diag_print_json(all, stdout);
}

static bool is_accepted(const struct checked *checked, bool strict)
{
    return !peil_diag_has_error(checked->diag) &&
           !(strict && peil_diag_count(checked->diag, PEIL_WARNING));
}

static int run(const struct peil_arguments *arguments)
{
    struct peil_arena *arena = peil_arguments_arena(arguments);
    const char *format = peil_arguments_value(arguments, "format");
    bool json = format && strcmp(format, "json") == 0;
    if (format && !json && strcmp(format, "text") != 0)
        return peil_arguments_refuse(
            arguments, _("the format is text or json, not \"%s\""), format);
    const char *const *paths;
    size_t count = peil_arguments_operands(arguments, &paths);
    struct checked *files = peil_arena_array(arena, count, sizeof *files);
    bool accepted = true;
    for (size_t i = 0; i < count; i++) {
        files[i] = check_file(paths[i], arena);
        accepted &= is_accepted(&files[i], peil_arguments_has(arguments, "strict"));
    }
    (json ? print_json : print_text)(files, count, arena);
    return accepted ? PEIL_DONE : PEIL_BAD_INPUT;
}

static const struct peil_option_rule options[] = {
    { .name = "format", .argument = "FORMAT", .about = N_("text (default) or json") },
    { .name = "strict", .about = N_("Fail on warnings too") },
    { .name = NULL },
};

const struct peil_command peil_check_command = {
    .name = "check",
    .summary = N_("Say what is wrong with questionnaires and studies"),
    .operands = "FILE.xml...",
    .least_operands = 1,
    .most_operands = SIZE_MAX,
    .options = options,
    .run = run,
};
