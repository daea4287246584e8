/* peil export: stores in, one response file out. */
#include "collect/commands.h"
#include "collect/store/export.h"
#include "collect/store/key_file.h"
#include "collect/process.h"
#include "questionnaires/base/message.h"

#include <string.h>

static const struct peil_option_rule options[] = {
    { .name = "output",
      .argument = "DIR",
      .letter = 'o',
      .required = true,
      .about = N_("where responses.csv, fieldwork.csv, codebook.csv and the rest go") },
    { .name = "for",
      .argument = "PROGRAM",
      .about = N_("\"spreadsheet\": cells that look like formulas are made harmless") },
    { .name = "key",
      .argument = "FILE",
      .about = N_("opens sealed answers: a secret key, or a file with the typed "
                  "recovery key") },
    { .name = "passphrase-file",
      .argument = "FILE",
      .about = N_("its first line is the key's passphrase; else PEIL_PASSPHRASE, else "
                  "it is asked") },
    { 0 },
};

static void print_counts(const struct peil_tally *tally, const char *folder)
{
    printf(_("Responses in %s/responses.csv: %ld (completed %ld, stopped %ld, not "
             "finished %ld).\n"),
           folder, tally->completed + tally->stopped + tally->open, tally->completed,
           tally->stopped, tally->open);
    if (tally->refused + tally->wiped > 0)
        printf(_("Not in it: did not want to take part %ld, wiped %ld.\n"),
               tally->refused, tally->wiped);
    if (tally->waiting > 0) /* a closed visit has forgotten them */
        printf(_("Looked, but did not begin: %ld.\n"), tally->waiting);
    if (tally->broken > 0)
        printf(_("Damaged and left out: %ld.\n"), tally->broken);
}

static int export(const struct peil_arguments *arguments,
                  const struct peil_secret *secret, struct peil_diag *diag)
{
    const char *const *stores, *folder = peil_arguments_value(arguments, "output");
    size_t count = peil_arguments_operands(arguments, &stores);
    enum peil_csv_dialect dialect =
        peil_arguments_has(arguments, "for") ? PEIL_CSV_SPREADSHEET : PEIL_CSV_LOSSLESS;
    struct peil_tally tally = { 0 };
    const struct peil_merged *merged =
        peil_export_merge(stores, count, secret, peil_arguments_arena(arguments), diag);
    if (merged && !peil_export_write(merged, folder, dialect, &tally, diag))
        return PEIL_SYSTEM_FAILED;
    if (merged)
        print_counts(&tally, folder);
    return peil_exit_choose(diag);
}

static int run(const struct peil_arguments *arguments)
{
    const char *program = peil_arguments_value(arguments, "for");
    const char *key = peil_arguments_value(arguments, "key");
    struct peil_arena *arena = peil_arguments_arena(arguments);
    struct peil_diag *diag = peil_diag_new(arena);
    struct peil_secret *secret = NULL;
    int result = PEIL_BAD_INPUT;
    if (program && strcmp(program, "spreadsheet") != 0)
        return peil_arguments_refuse(arguments, _("--for knows \"spreadsheet\" only"));
    peil_process_shield();
    if (key && peil_token_begin())
        secret = peil_secret_read(
            key, peil_arguments_value(arguments, "passphrase-file"), arena, diag);
    if (secret || !key)
        result = export(arguments, secret, diag);
    peil_secret_free(secret);
    peil_diag_print(diag, stderr);
    return result;
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
