/* peil simulate: made-up classes, into a file or against a running server. */
#include "collect/commands.h"
#include "collect/page/sheet.h"
#include "collect/simulate/simulate.h"
#include "questionnaires/base/file.h"
#include "questionnaires/base/message.h"
#include "questionnaires/base/text.h"

#include <limits.h>
#include <string.h>

enum {
    USUAL_COUNT = 25,
    MOST_COUNT = 1000000,
    USUAL_AT_ONCE = 30,
    MOST_AT_ONCE = 500,
    MOST_TROUBLE = 90,
    MOST_SHEET = 64 * 1024 * 1024
};

static const struct peil_option_rule options[] = {
    { .name = "number",
      .argument = "N",
      .letter = 'n',
      .about = N_("pupils; 25 unless said") },
    { .name = "seed",
      .argument = "N",
      .about = N_("the same seed gives the same pupils; 1 unless said") },
    { .name = "output",
      .argument = "FILE",
      .letter = 'o',
      .about = N_("write a response file") },
    { .name = "url",
      .argument = "URL",
      .about = N_("visit a running peil collect --practice") },
    { .name = "at-once",
      .argument = "N",
      .about = N_("pupils at the same time; 30 unless said") },
    { .name = "think",
      .argument = "SECONDS",
      .about = N_("how long a pupil thinks, on average; 0 unless said") },
    { .name = "trouble",
      .argument = "PERCENT",
      .about = N_("how often the connection is lost, or a pupil clicks twice, reloads "
                  "or goes back") },
    { .name = "cards",
      .argument = "FILE.html",
      .about = N_("the sheet of peil cards, where pupils come in by card") },
    { .name = "store",
      .argument = "FILE",
      .about = N_("afterwards, when peil collect has been stopped, see that this store "
                  "has every answer that was acknowledged") },
    { .name = "study",
      .argument = "FILE",
      .about = N_("the study.xml of this survey") },
    { .name = "persona",
      .argument = "NAME=SHARE",
      .repeats = true,
      .about = N_("only these: careful, speeder, straight-liner, yes-sayer, drop-out, "
                  "refuser") },
    { 0 },
};

/* A whole number from `least` to `most`, or `usual` when the option was not given. */
static bool read_number(const struct peil_arguments *arguments, const char *option,
                        long usual, long most, long *number)
{
    const char *value = peil_arguments_value(arguments, option);
    *number = usual;
    return !value ||
           (peil_text_integer(value, number) && *number >= 1 && *number <= most);
}

static bool read_trouble(const struct peil_arguments *arguments,
                         struct peil_simulation *simulation)
{
    const char *think = peil_arguments_value(arguments, "think");
    const char *trouble = peil_arguments_value(arguments, "trouble");
    long percent = 0;
    bool fits = !trouble || (peil_text_integer(trouble, &percent) && percent >= 0 &&
                             percent <= MOST_TROUBLE);
    simulation->trouble = (unsigned)percent;
    return fits && (!think || (peil_text_number(think, &simulation->think) &&
                               simulation->think >= 0 && simulation->think <= 60));
}

static bool read_share(const char *text, struct peil_simulation *simulation,
                       struct peil_arena *arena)
{
    const char *equals = strchr(text, '=');
    size_t length = equals ? (size_t)(equals - text) : strlen(text);
    const struct peil_persona *persona =
        peil_persona_find(peil_arena_copy_span(arena, text, length));
    long share = 1;
    if (!persona || (equals && !peil_text_integer(equals + 1, &share)) || share < 0 ||
        share > 1000)
        return false;
    simulation->shares[persona - peil_personas] = (unsigned)share;
    return true;
}

static bool read_shares(const struct peil_arguments *arguments,
                        struct peil_simulation *simulation)
{
    const char *const *values;
    size_t count = peil_arguments_values(arguments, "persona", &values);
    for (size_t i = 0; count == 0 && i < PEIL_PERSONAS; i++)
        simulation->shares[i] = peil_personas[i].share;
    for (size_t i = 0; i < count; i++)
        if (!read_share(values[i], simulation, peil_arguments_arena(arguments)))
            return false;
    return true;
}

static bool read_questionnaire(const struct peil_arguments *arguments,
                               struct peil_simulation *simulation,
                               struct peil_diag *diag)
{
    struct peil_arena *arena = peil_arguments_arena(arguments);
    const char *const *operands, *study = peil_arguments_value(arguments, "study");
    (void)peil_arguments_operands(arguments, &operands);
    const struct peil_questionnaire *q =
        peil_questionnaire_read(operands[0], arena, diag);
    simulation->study = study ? peil_study_read(study, arena, diag) : peil_study_none();
    if (q && simulation->study)
        simulation->q = peil_study_apply(simulation->study, q, arena, diag);
    return simulation->q != NULL;
}

/* A card for each pupil. */
static bool read_cards(const struct peil_arguments *arguments,
                       struct peil_simulation *simulation, struct peil_diag *diag)
{
    struct peil_arena *arena = peil_arguments_arena(arguments);
    const char *path = peil_arguments_value(arguments, "cards");
    size_t length, count;
    const char *html =
        path ? peil_file_read(path, MOST_SHEET, arena, &length, diag) : NULL;
    if (!html)
        return !path;
    simulation->cards = peil_sheet_read(html, &count, arena);
    if (count < simulation->count)
        peil_diag_add(diag, PEIL_ERROR, (struct peil_place){ .file = path },
                      "%zu cards for %zu pupils", count, simulation->count);
    return count >= simulation->count;
}

static int write_file(const struct peil_simulation *simulation, const char *path,
                      struct peil_arena *arena, struct peil_diag *diag)
{
    struct peil_tally tally = { 0 };
    FILE *out = peil_file_create(path, diag);
    if (out)
        peil_simulation_write(simulation, out, &tally, arena);
    bool written = out && peil_file_commit(out, path, diag);
    peil_diag_print(diag, stderr);
    if (!written)
        return PEIL_SYSTEM_FAILED;
    printf(_("Made-up responses in %s: %ld (completed %ld, stopped %ld, not finished "
             "%ld). Not in it: did not want to take part %ld.\n"),
           path, tally.completed + tally.stopped + tally.open, tally.completed,
           tally.stopped, tally.open, tally.refused);
    return PEIL_DONE;
}

/* Exit 1 when an answer that was acknowledged is not there as it was given. */
static int compare(const struct peil_visit_report *report, const char *store,
                   struct peil_arena *arena)
{
    struct peil_comparison found;
    struct peil_diag *diag = peil_diag_new(arena);
    fprintf(stderr, _("Stop peil collect now: then its store is compared.\n"));
    bool read = peil_store_compare(store, report->acknowledged,
                                   report->acknowledged_count, &found, arena, diag);
    peil_diag_print(diag, stderr);
    if (!read)
        return PEIL_SYSTEM_FAILED;
    printf(_("Compared with the store: %zu answers; missing %zu, different %zu.\n"),
           found.acknowledged, found.missing, found.different);
    if (found.first)
        fprintf(stderr, _("peil simulate: the first of these: %s\n"), found.first);
    return found.missing + found.different ? PEIL_BAD_INPUT : PEIL_DONE;
}

static int visit(const struct peil_simulation *simulation,
                 const struct peil_client *server, size_t at_once, const char *store,
                 struct peil_arena *arena)
{
    struct peil_visit_report report =
        peil_simulation_visit(simulation, server, at_once, arena);
    if (report.requests > 0 && !report.practice && !report.trouble)
        fprintf(stderr,
                _("peil simulate: the server does not say that this is practice: "
                  "made-up answers are now among real ones\n"));
    printf(
        _("Completed %ld, stopped %ld, did not want to take part %ld, walked away %ld, "
          "failed %ld.\n"),
        report.completed, report.stopped, report.refused, report.left, report.failed);
    printf(_("Answers acknowledged: %ld, in %ld requests. Half took at most %.0f ms, "
             "99 %% "
             "at most %.0f ms, the slowest %.0f ms.\n"),
           report.answers, report.requests, report.half, report.most, report.slowest);
    if (simulation->trouble)
        printf(_("Things that went wrong on the way: %ld.\n"), report.troubles);
    if (report.trouble)
        fprintf(stderr, "peil simulate: %s\n", _(report.trouble));
    fflush(stdout);
    int compared = store ? compare(&report, store, arena) : PEIL_DONE;
    if (compared != PEIL_DONE)
        return compared;
    return report.failed || report.trouble ? PEIL_SYSTEM_FAILED : PEIL_DONE;
}

static int run(const struct peil_arguments *arguments)
{
    struct peil_arena *arena = peil_arguments_arena(arguments);
    struct peil_diag *diag = peil_diag_new(arena);
    const char *path = peil_arguments_value(arguments, "output"), *why;
    const char *url = peil_arguments_value(arguments, "url");
    struct peil_simulation simulation = { 0 };
    struct peil_client server;
    long count, seed, at_once;
    if (!path == !url)
        return peil_arguments_refuse(arguments,
                                     _("say where to: -o FILE or --url URL"));
    if (!url && (peil_arguments_value(arguments, "think") ||
                 peil_arguments_value(arguments, "trouble") ||
                 peil_arguments_value(arguments, "cards") ||
                 peil_arguments_value(arguments, "store")))
        return peil_arguments_refuse(
            arguments, _("--think, --trouble, --cards and --store go with --url"));
    if (!read_number(arguments, "number", USUAL_COUNT, MOST_COUNT, &count) ||
        !read_number(arguments, "seed", 1, LONG_MAX, &seed) ||
        !read_number(arguments, "at-once", USUAL_AT_ONCE, MOST_AT_ONCE, &at_once))
        return peil_arguments_refuse(arguments, _("that is not a number that will do"));
    if (!read_trouble(arguments, &simulation))
        return peil_arguments_refuse(arguments, _("that is not a number that will do"));
    if (!read_shares(arguments, &simulation))
        return peil_arguments_refuse(arguments, _("no such persona, or no such share"));
    if (url && !peil_client_read(url, &server, &why))
        return peil_arguments_refuse(arguments, "%s", _(why));
    simulation.count = (size_t)count;
    simulation.seed = (uint64_t)seed;
    if (!read_questionnaire(arguments, &simulation, diag) ||
        !read_cards(arguments, &simulation, diag)) {
        peil_diag_print(diag, stderr);
        return PEIL_BAD_INPUT;
    }
    return url ? visit(&simulation, &server, (size_t)at_once,
                       peil_arguments_value(arguments, "store"), arena)
               : write_file(&simulation, path, arena, diag);
}

const struct peil_command peil_simulate_command = {
    .name = "simulate",
    .summary = N_("Make up classes: to rehearse, to test, to try out an analysis"),
    .operands = "QUESTIONNAIRE.xml",
    .least_operands = 1,
    .most_operands = 1,
    .options = options,
    .run = run,
};
