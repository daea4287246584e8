#include "reports/publish_command.h"
#include "analyze/analysis.h"
#include "analyze/gate/audit.h"
#include "analyze/counts_file.h"
#include "questionnaires/base/message.h"
#include "reports/tables/columns.h"

#include <math.h>
#include <stdint.h>

static const struct peil_option_rule options[] = {
    { .name = "study",
      .argument = "FILE",
      .about = N_("whose counts, and which wave") },
    { .name = "merge", .about = N_("make one file of several counts files") },
    { .name = "output",
      .argument = "FILE",
      .letter = 'o',
      .required = true,
      .about = N_("the counts file to write") },
    { .name = NULL },
};

/* --- Of one SWV --- */

struct publishing {
    const struct peil_questionnaire *q;
    const struct peil_study *study;
    const char *const *files;
    size_t file_count;
    struct peil_arena *arena;
    struct peil_diag *diag;
};

/* Files that know no waves are of the study's. */
static bool choose_wave(const struct publishing *publishing, const char **wave)
{
    struct peil_column_values waves;
    *wave = NULL;
    if (!peil_columns_read(publishing->files, publishing->file_count, "wave", &waves,
                           publishing->arena, publishing->diag))
        return false;
    if (waves.count > 0)
        *wave = publishing->study->wave;
    return true;
}

/* What is exposed is not published. */
static bool is_safe(const struct publishing *publishing,
                    const struct peil_analysis *analysis)
{
    size_t exposed = analysis->audit ? analysis->audit->exposed : 0;
    if (exposed > 0)
        peil_diag_add(publishing->diag, PEIL_ERROR,
                      (struct peil_place){ .file = publishing->files[0] },
                      "%zu hidden figures could be worked out, so nothing is written",
                      exposed);
    return exposed == 0;
}

static const struct peil_counts *count(const struct publishing *publishing)
{
    struct peil_counts_request wanted =
        peil_counts_request(publishing->q, publishing->arena);
    struct peil_inquiry inquiry = {
        .questionnaire = publishing->q,
        .files = publishing->files,
        .file_count = publishing->file_count,
        .request = { .freq = wanted.freq,
                     .freq_count = wanted.freq_count,
                     .cross = wanted.cross,
                     .cross_count = wanted.cross_count,
                     .study = publishing->study },
    };
    const struct peil_analysis *analysis;
    if (!choose_wave(publishing, &inquiry.request.wave) ||
        !peil_analyze_together(&inquiry, 1, &analysis, publishing->arena,
                               publishing->diag) ||
        !is_safe(publishing, analysis))
        return NULL;
    return peil_counts_of(analysis, publishing->study, publishing->arena);
}

static const struct peil_counts *publish(const struct peil_arguments *arguments,
                                         const char *study, struct peil_diag *diag)
{
    struct publishing publishing = { .arena = peil_arguments_arena(arguments),
                                     .diag = diag };
    const char *const *operands;
    publishing.file_count = peil_arguments_operands(arguments, &operands) - 1;
    publishing.files = operands + 1;
    publishing.study = peil_study_read(study, publishing.arena, diag);
    publishing.q = peil_questionnaire_read(operands[0], publishing.arena, diag);
    if (!publishing.study || !publishing.q)
        return NULL;
    if (!*publishing.study->ojs)
        peil_diag_add(diag, PEIL_ERROR, (struct peil_place){ .file = study },
                      "<ojs code=\"...\"> is needed: whose counts are these?");
    publishing.q =
        peil_study_apply(publishing.study, publishing.q, publishing.arena, diag);
    return publishing.q && !peil_diag_has_error(diag) ? count(&publishing) : NULL;
}

/* --- Of several --- */

static const struct peil_counts *merge(const struct peil_arguments *arguments,
                                       struct peil_diag *diag)
{
    const char *const *operands;
    size_t files = peil_arguments_operands(arguments, &operands);
    return peil_counts_read_all(operands, files, peil_arguments_arena(arguments), diag);
}

/* --- The command --- */

/* "2 SWVs and waves, 30 questions; 12 of 640 figures are hidden" */
static void summarize(const struct peil_counts *counts, const char *path)
{
    size_t figures = 0, hidden = 0;
    for (size_t p = 0; p < counts->part_count; p++)
        for (size_t i = 0; i < counts->item_count; i++) {
            const double *row = counts->parts[p].figures[i];
            size_t count =
                (1 + counts->group_count) * (1 + counts->items[i].code_count);
            figures += row ? count : 0;
            for (size_t k = 0; row && k < count; k++)
                hidden += isnan(row[k]) ? 1 : 0;
        }
    fprintf(stderr,
            _("%s: counts of %zu SWVs, with %zu questions; hidden: %zu of %zu\n"), path,
            counts->part_count, counts->item_count, hidden, figures);
    if (peil_counts_is_synthetic(counts))
        fprintf(stderr, _("%s: there are practice data among these counts\n"), path);
}

static int run(const struct peil_arguments *arguments)
{
    struct peil_arena *arena = peil_arguments_arena(arguments);
    struct peil_diag *diag = peil_diag_new(arena);
    const char *path = peil_arguments_value(arguments, "output");
    const char *study = peil_arguments_value(arguments, "study");
    const char *const *operands;
    bool merges = peil_arguments_has(arguments, "merge");
    if (!merges && !study)
        return peil_arguments_refuse(
            arguments, _("--study is needed: it says whose counts these are"));
    if (!merges && peil_arguments_operands(arguments, &operands) < 2)
        return peil_arguments_refuse(arguments, _("a file of responses is needed"));
    const struct peil_counts *counts =
        merges ? merge(arguments, diag) : publish(arguments, study, diag);
    if (counts && peil_counts_save(counts, path, arena, diag))
        summarize(counts, path);
    peil_diag_print(diag, stderr);
    return peil_exit_choose(diag);
}

const struct peil_command peil_publish_command = {
    .name = "publish",
    .summary = N_("Write counts that an SWV may publish, or merge those of several"),
    .operands = "QUESTIONNAIRE.xml RESPONSES.csv... | --merge COUNTS.xml...",
    .least_operands = 1,
    .most_operands = SIZE_MAX,
    .options = options,
    .run = run,
};
