#include "reports/report_command.h"

#include "questionnaires/base/message.h"
#include "questionnaires/base/text.h"
#include "reports/compose/quotes.h"
#include "reports/report_batch.h"
#include "reports/report_job.h"

#include <ctype.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

static const struct peil_option_rule options[] = {
    { .name = "study",
      .argument = "FILE",
      .about = N_("the study: OJS, wave, schools") },
    { .name = "output",
      .argument = "PLACE",
      .letter = 'o',
      .about = N_("a folder for its files; or one file, such as page.html") },
    { .name = "format",
      .argument = "LIST",
      .about = N_("html, pdf, xlsx, docx, md, csv, json, text; html when not said") },
    { .name = "quotes",
      .argument = "FILE",
      .about = N_("quotes that were reviewed; only released ones are shown") },
    { .name = "national",
      .argument = "FILE",
      .about = N_("counts of all together, to compare with") },
    { .name = "fieldwork",
      .argument = "FILE",
      .about = N_("cards and refusals of each visit, for the response") },
    { .name = "counts",
      .about =
          N_("write counts.xml too, as peil publish does, through the same gate") },
    { .name = "internal", .about = N_("hide no small groups; marks every page") },
    { .name = "check", .about = N_("only say what is wrong with these reports") },
    { .name = "review",
      .argument = "FILE",
      .about = N_("add what is new to the quotes in FILE, for a person to review") },
    { .name = "batch",
      .argument = "FOLDER",
      .about = N_("a report for every study in FOLDER") },
    { .name = "jobs",
      .argument = "N",
      .about = N_("that many at once; else one for each processor") },
    { .name = NULL },
};

/* --- Checking --- */

static int check(const struct peil_arguments *arguments)
{
    struct peil_arena *arena = peil_arguments_arena(arguments);
    struct peil_diag *diag = peil_diag_new(arena);
    const char *file = peil_arguments_value(arguments, "study");
    const struct peil_study *study =
        file ? peil_study_read(file, arena, diag) : peil_study_none();
    const char *const *paths;
    size_t count = peil_arguments_operands(arguments, &paths);
    for (size_t i = 0; i < count && study; i++)
        if (peil_outline_read(paths[i], study, arena, diag))
            fprintf(stderr, _("%s: nothing to remark\n"), paths[i]);
    peil_diag_print(diag, stdout);
    return peil_exit_choose(diag);
}

/* --- Making --- */

/* The formats of "html,pdf"; NULL when one of them is not known, which *bad then is. */
static const struct peil_page_renderer *const *
read_formats(const char *list, struct peil_arena *arena, const char **bad)
{
    size_t most = strlen(list) + 1, count = 0;
    const struct peil_page_renderer **formats =
        peil_arena_array(arena, most + 1, sizeof *formats);
    for (const char *at = list; at; at = strchr(at, ',')) {
        at += count > 0; /* the comma */
        *bad = peil_arena_copy_span(arena, at, strcspn(at, ","));
        formats[count] = peil_report_format(*bad);
        if (!formats[count++])
            return NULL;
    }
    return formats;
}

static struct peil_report_job job_of(const struct peil_arguments *arguments)
{
    const char *const *operands;
    size_t count = peil_arguments_operands(arguments, &operands);
    return (struct peil_report_job){
        .report = operands[0],
        .data = operands + 1,
        .data_count = count - 1,
        .study = peil_arguments_value(arguments, "study"),
        .quotes = peil_arguments_value(arguments, "quotes"),
        .national = peil_arguments_value(arguments, "national"),
        .fieldwork = peil_arguments_value(arguments, "fieldwork"),
        .output = peil_arguments_value(arguments, "output"),
        .internal = peil_arguments_has(arguments, "internal"),
        .counts = peil_arguments_has(arguments, "counts"),
    };
}

static int make_batch(const struct peil_arguments *arguments,
                      const struct peil_report_job *job)
{
    const char *said = peil_arguments_value(arguments, "jobs");
    long jobs = 0;
    if (said && (!peil_text_integer(said, &jobs) || jobs < 1 || jobs > 1000))
        return peil_arguments_refuse(arguments, _("--jobs is a number from 1 to 1000"));
    if (job->data_count > 0 || job->study || job->quotes || job->fieldwork)
        return peil_arguments_refuse(
            arguments, _("with --batch the study and its data are in the folders"));
    return peil_report_batch(job, peil_arguments_value(arguments, "batch"),
                             (size_t)jobs);
}

static int make_one(const struct peil_arguments *arguments,
                    const struct peil_report_job *job)
{
    struct peil_arena *arena = peil_arguments_arena(arguments);
    struct peil_diag *diag = peil_diag_new(arena);
    if (peil_report_make(job, arena, diag))
        printf(_("The report is in %s.\n"), job->output);
    peil_diag_print(diag, stderr);
    return peil_exit_choose(diag);
}

/* "page.doc" was meant to be a file: no folder is made of it. */
static const char *strange_ending(const char *path)
{
    const char *folder = strrchr(path, '/');
    const char *dot = strrchr(folder ? folder : path, '.');
    bool strange = dot && dot[1] && access(path, F_OK) != 0;
    for (const char *at = strange ? dot + 1 : ""; *at; at++)
        strange = strange && isalpha((unsigned char)*at);
    return strange ? dot + 1 : NULL;
}

static int make(const struct peil_arguments *arguments)
{
    const char *list = peil_arguments_value(arguments, "format"), *bad = "";
    struct peil_report_job job = job_of(arguments);
    if (!job.output)
        return peil_arguments_refuse(arguments, _("option --output is missing"));
    if (job.counts && job.internal)
        return peil_arguments_refuse(arguments,
                                     _("what is internal has no counts to publish"));
    const struct peil_page_renderer *file = peil_report_format_of(job.output);
    const char *ending = list || file ? NULL : strange_ending(job.output);
    if (ending)
        return peil_arguments_refuse(arguments, _("there is no format \"%s\""), ending);
    if (list)
        job.formats = read_formats(list, peil_arguments_arena(arguments), &bad);
    if (list && !job.formats)
        return peil_arguments_refuse(arguments, _("there is no format \"%s\""), bad);
    if (list && file && (job.formats[0] != file || job.formats[1]))
        return peil_arguments_refuse(
            arguments, _("\"%s\" is one file; these formats want a folder"),
            job.output);
    return peil_arguments_has(arguments, "batch") ? make_batch(arguments, &job)
                                                  : make_one(arguments, &job);
}

/* --- Reviewing quotes --- */

static int review(const struct peil_arguments *arguments)
{
    struct peil_arena *arena = peil_arguments_arena(arguments);
    struct peil_diag *diag = peil_diag_new(arena);
    const char *path = peil_arguments_value(arguments, "review");
    struct peil_report_job job = job_of(arguments);
    const struct peil_material *material = peil_report_material(&job, arena, diag);
    struct peil_review found;
    if (material && peil_quotes_review(material, path, &found, arena, diag)) {
        fprintf(stderr, _("%s: quotes added: %zu; waiting for a decision: %zu\n"), path,
                found.added, found.waiting);
        if (found.waiting > 0)
            fputs(_("Write yes or no in the column \"released\".\n"), stderr);
    }
    peil_diag_print(diag, stderr);
    return peil_exit_choose(diag);
}

static int run(const struct peil_arguments *arguments)
{
    return peil_arguments_has(arguments, "check")    ? check(arguments)
           : peil_arguments_has(arguments, "review") ? review(arguments)
                                                     : make(arguments);
}

const struct peil_command peil_report_command = {
    .name = "report",
    .summary = N_("Make a report: text, tables and drawings out of responses"),
    .operands = "REPORT.xml|QUESTIONNAIRE.xml [SOURCE=]RESPONSES.csv...",
    .least_operands = 1,
    .most_operands = SIZE_MAX,
    .options = options,
    .run = run,
};
