#include "questionnaires/diff_command.h"

#include "questionnaires/base/json.h"
#include "questionnaires/base/message.h"
#include "questionnaires/base/text.h"
#include "questionnaires/diff.h"

#include <string.h>

static const char *id_of(const struct peil_match *match)
{
    return match->id ? match->id : match->old_id;
}

static bool is_renamed(const struct peil_match *match)
{
    return match->id && match->old_id && strcmp(match->id, match->old_id) != 0;
}

/* --- For people --- */

static size_t count(const struct peil_diff *diff, enum peil_survival survival)
{
    size_t found = 0;
    for (size_t i = 0; i < diff->count; i++)
        found += diff->matches[i].survival == survival;
    return found;
}

static void print_line(const struct peil_match *match, size_t width)
{
    printf("%-*s %c  %s", (int)width, id_of(match), match->core ? '*' : ' ',
           peil_survival_words(match->survival));
    if (is_renamed(match))
        printf(_(" (it was \"%s\")"), match->old_id);
    putchar('\n');
    for (size_t i = 0; i < match->change_count; i++)
        printf("%*s- %s\n", (int)width + 4, "", match->changes[i].what);
    for (size_t i = 0; i < match->recode_count; i++)
        printf("%*s= %s -> %s\n", (int)width + 4, "", match->recodes[i].from,
               match->recodes[i].to);
}

static void print_sum(const struct peil_diff *diff)
{
    const char *mark = "";
    for (size_t i = 0; i < PEIL_SURVIVALS; i++) {
        size_t found = count(diff, (enum peil_survival)i);
        if (found > 0)
            printf("%s%zu %s", mark, found, peil_survival_words((enum peil_survival)i));
        mark = found > 0 ? ", " : mark;
    }
    printf("\n%s\n", diff->core_survives
                         ? _("* core: every question that was core can be compared.")
                         : _("* core: not every question that was core can be "
                             "compared."));
}

static void print_text(const struct peil_diff *diff)
{
    size_t width = 0;
    for (size_t i = 0; i < diff->count; i++) {
        size_t length = strlen(id_of(&diff->matches[i]));
        width = length > width ? length : width;
    }
    printf(_("%s: version %s against version %s\n\n"), diff->new->id,
           diff->new->version, diff->old->version);
    for (size_t i = 0; i < diff->count; i++)
        print_line(&diff->matches[i], width);
    putchar('\n');
    print_sum(diff);
}

/* --- For programs --- */

static void print_version(struct peil_json *json, const char *key,
                          const struct peil_questionnaire *q)
{
    peil_json_key(json, key);
    peil_json_begin_object(json);
    peil_json_member(json, "id", q->id);
    peil_json_member(json, "version", q->version);
    peil_json_member(json, "hash", q->hash);
    peil_json_end_object(json);
}

static void print_changes(struct peil_json *json, const struct peil_match *match)
{
    peil_json_key(json, "changes");
    peil_json_begin_array(json);
    for (size_t i = 0; i < match->change_count; i++) {
        peil_json_begin_object(json);
        peil_json_member(json, "kind", peil_change_name(match->changes[i].kind));
        peil_json_member(json, "what", match->changes[i].what);
        peil_json_end_object(json);
    }
    peil_json_end_array(json);
}

static void print_recodes(struct peil_json *json, const struct peil_match *match)
{
    peil_json_key(json, "recode");
    peil_json_begin_array(json);
    for (size_t i = 0; i < match->recode_count; i++) {
        peil_json_begin_object(json);
        peil_json_member(json, "from", match->recodes[i].from);
        peil_json_member(json, "to", match->recodes[i].to);
        peil_json_end_object(json);
    }
    peil_json_end_array(json);
}

static void print_json(const struct peil_diff *diff)
{
    struct peil_json json = { .out = stdout };
    peil_json_begin_object(&json);
    print_version(&json, "old", diff->old);
    print_version(&json, "new", diff->new);
    peil_json_key(&json, "core_survives");
    peil_json_bool(&json, diff->core_survives);
    peil_json_key(&json, "items");
    peil_json_begin_array(&json);
    for (size_t i = 0; i < diff->count; i++) {
        const struct peil_match *match = &diff->matches[i];
        peil_json_begin_object(&json);
        peil_json_member(&json, "id", match->id);
        peil_json_member(&json, "old_id", match->old_id);
        peil_json_key(&json, "core");
        peil_json_bool(&json, match->core);
        peil_json_member(&json, "trend", peil_survival_name(match->survival));
        print_changes(&json, match);
        print_recodes(&json, match);
        peil_json_end_object(&json);
    }
    peil_json_end_array(&json);
    peil_json_end_object(&json);
    putchar('\n');
}

/* --- The command --- */

static int run(const struct peil_arguments *arguments)
{
    struct peil_arena *arena = peil_arguments_arena(arguments);
    struct peil_diag *diag = peil_diag_new(arena);
    const char *format = peil_arguments_value(arguments, "format");
    bool json = format && strcmp(format, "json") == 0;
    if (format && !json && strcmp(format, "text") != 0)
        return peil_arguments_refuse(
            arguments, _("the format is text or json, not \"%s\""), format);
    const char *const *paths;
    (void)peil_arguments_operands(arguments, &paths);
    const struct peil_questionnaire *old =
        peil_questionnaire_read(paths[0], arena, diag);
    const struct peil_questionnaire *new =
        peil_questionnaire_read(paths[1], arena, diag);
    if (old && new &&strcmp(old->id, new->id) != 0)
        peil_diag_add(diag, PEIL_ERROR, (struct peil_place){ .file = paths[1] },
                      "this is \"%s\", and \"%s\" is \"%s\": no versions of one and "
                      "the same questionnaire",
                      new->id, paths[0], old->id);
    peil_diag_print(diag, stderr);
    if (peil_exit_choose(diag) != PEIL_DONE || !old || !new)
        return peil_exit_choose(diag);
    const struct peil_diff *diff = peil_diff_make(old, new, arena);
    (json ? print_json : print_text)(diff);
    return diff->core_survives ? PEIL_DONE : PEIL_BAD_INPUT;
}

static const struct peil_option_rule options[] = {
    { .name = "format", .argument = "FORMAT", .about = N_("text (default) or json") },
    { .name = NULL },
};

const struct peil_command peil_diff_command = {
    .name = "diff",
    .summary = N_("Say which trends survive a new version of a questionnaire"),
    .operands = "OLD.xml NEW.xml",
    .least_operands = 2,
    .most_operands = 2,
    .options = options,
    .run = run,
};
