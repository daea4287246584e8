#include "reports/report_command.h"
#include "analyze/analysis.h"
#include "questionnaires/base/file.h"
#include "questionnaires/base/message.h"
#include "reports/report.h"

#include <stdint.h>

static const struct peil_option_rule options[] = {
    { .name = "study",
      .argument = "FILE",
      .about = N_("the study: OJS, wave, schools") },
    { .name = "internal", .about = N_("hide no small groups; marks every page") },
    { .name = "output",
      .argument = "FILE",
      .letter = 'o',
      .required = true,
      .about = N_("the page to write") },
    { .name = NULL },
};

static bool write_page(const struct peil_analysis *analysis,
                       const struct peil_study *study, const char *path,
                       struct peil_diag *diag)
{
    FILE *file = peil_file_create(path, diag);
    if (!file)
        return false;
    peil_report_write(analysis, study, file);
    return peil_file_commit(file, path, diag);
}

/* NULL when something in the input is wrong; diag says what. */
static const struct peil_analysis *analysed(const struct peil_arguments *arguments,
                                            const struct peil_study *study,
                                            struct peil_diag *diag)
{
    struct peil_arena *arena = peil_arguments_arena(arguments);
    const char *const *operands;
    size_t count = peil_arguments_operands(arguments, &operands);
    const struct peil_questionnaire *q =
        peil_questionnaire_read(operands[0], arena, diag);
    if (q)
        q = peil_study_apply(study, q, arena, diag);
    if (!q)
        return NULL;
    peil_message_choose(q->language);
    struct peil_request request = {
        .study = study,
        .internal = peil_arguments_has(arguments, "internal"),
    };
    return peil_analyze(q, operands + 1, count - 1, &request, arena, diag);
}

static int run(const struct peil_arguments *arguments)
{
    struct peil_arena *arena = peil_arguments_arena(arguments);
    struct peil_diag *diag = peil_diag_new(arena);
    const char *file = peil_arguments_value(arguments, "study");
    const struct peil_study *study =
        file ? peil_study_read(file, arena, diag) : peil_study_none();
    const struct peil_analysis *analysis =
        study ? analysed(arguments, study, diag) : NULL;
    int status = PEIL_BAD_INPUT;
    if (analysis)
        status =
            write_page(analysis, study, peil_arguments_value(arguments, "output"), diag)
                ? PEIL_DONE
                : PEIL_SYSTEM_FAILED;
    peil_diag_print(diag, stderr);
    return status;
}

const struct peil_command peil_report_command = {
    .name = "report",
    .summary = N_("Makes the report that an SWV reads, as one page of HTML"),
    .operands = "QUESTIONNAIRE.xml RESPONSES.csv...",
    .least_operands = 2,
    .most_operands = SIZE_MAX,
    .options = options,
    .run = run,
};
