/* peil export: stores in, one response file out. */
#include "collect/commands.h"
#include "collect/export.h"
#include "questionnaires/base/message.h"

#include <string.h>

static const struct peil_option_rule options[] = {
    { .name = "output",
      .argument = "DIR",
      .letter = 'o',
      .required = true,
      .about = N_("where responses.csv, questionnaire.xml and codebook.csv go") },
    { .name = "for",
      .argument = "PROGRAM",
      .about = N_("\"spreadsheet\": cells that look like formulas are made harmless") },
    { 0 },
};

static void print_counts(const struct peil_tally *tally, const char *folder)
{
    printf(_("Responses in %s/responses.csv: %ld (completed %ld, stopped %ld, not "
             "finished %ld).\n"),
           folder, tally->completed + tally->stopped + tally->open, tally->completed,
           tally->stopped, tally->open);
    if (tally->refused + tally->wiped + tally->waiting > 0)
        printf(_("Not in it: did not want to take part %ld, wiped %ld, did not begin "
                 "%ld.\n"),
               tally->refused, tally->wiped, tally->waiting);
    if (tally->broken > 0)
        printf(_("Damaged and left out: %ld.\n"), tally->broken);
}

static int run(const struct peil_arguments *arguments)
{
    const char *const *stores, *folder = peil_arguments_value(arguments, "output");
    const char *program = peil_arguments_value(arguments, "for");
    size_t count = peil_arguments_operands(arguments, &stores);
    if (program && strcmp(program, "spreadsheet") != 0)
        return peil_arguments_refuse(arguments, _("--for knows \"spreadsheet\" only"));
    struct peil_arena *arena = peil_arguments_arena(arguments);
    struct peil_diag *diag = peil_diag_new(arena);
    struct peil_tally tally = { 0 };
    const struct peil_merged *merged = peil_export_merge(stores, count, arena, diag);
    bool written =
        merged && peil_export_write(merged, folder,
                                    program ? PEIL_CSV_SPREADSHEET : PEIL_CSV_LOSSLESS,
                                    &tally, diag);
    peil_diag_print(diag, stderr);
    if (merged && !written)
        return PEIL_SYSTEM_FAILED;
    if (written)
        print_counts(&tally, folder);
    return peil_diag_has_error(diag) ? PEIL_BAD_INPUT : PEIL_DONE;
}

const struct peil_command peil_export_command = {
    .name = "export",
    .summary = N_("Write the answers of one or more visits as one response file"),
    .operands = "VISIT.peil...",
    .least_operands = 1,
    .most_operands = SIZE_MAX,
    .options = options,
    .run = run,
};
