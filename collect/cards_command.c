/* `peil cards`: a sheet of codes to print, of which each lets one pupil in. */
#include "collect/commands.h"

#include "collect/web/guesses.h"
#include "collect/web/listen.h"
#include "collect/page/sheet.h"
#include "questionnaires/base/file.h"
#include "questionnaires/base/message.h"
#include "questionnaires/base/text.h"

#include <string.h>
#include <unistd.h>

enum { USUAL_PORT = 8080 };
static const char usual_store[] = "visit.peil";

/* Where pupils of this laptop will come in, as far as can be told beforehand. */
static const char *own_address(struct peil_arena *arena)
{
    const char *const *addresses;
    size_t count = peil_listen_addresses(&(struct peil_listen){ .port = USUAL_PORT },
                                         arena, &addresses);
    return count > 1 ? addresses[0] : NULL;
}

static bool write_sheet(const struct peil_sheet *sheet, const char *path,
                        struct peil_diag *diag)
{
    if (!path) {
        peil_sheet_write(stdout, sheet);
        return fflush(stdout) == 0;
    }
    FILE *out = peil_file_create(path, diag);
    if (!out)
        return false;
    peil_sheet_write(out, sheet);
    return peil_file_commit(out, path, diag);
}

static double one_in(size_t count, size_t tries)
{
    return 1 / peil_card_chance(count, tries);
}

/* On stderr, for stdout may be the sheet. */
static void explain(const struct peil_sheet *sheet, const char *store)
{
    fprintf(stderr,
            _("%zu cards, kept in %s. Begin with: peil collect ... --mode cards "
              "--store %s\n"),
            sheet->count, store, store);
    if (sheet->address)
        fprintf(stderr,
                _("They lead to %s; say --address when pupils reach this laptop "
                  "elsewhere.\n"),
                sheet->address);
    else
        fputs(_("This laptop has no address yet: the cards have a code only. Say "
                "--address for one.\n"),
              stderr);
    fprintf(
        stderr,
        _("Guessing a code through a lesson of %d minutes, as fast as it is let: one "
          "device has a chance of 1 in %.0f, all together of 1 in %.0f.\n"),
        PEIL_GUESSES_LESSON,
        one_in(sheet->count, peil_guesses_most_of_one(PEIL_GUESSES_LESSON)),
        one_in(sheet->count, peil_guesses_most_of_all(PEIL_GUESSES_LESSON)));
}

static int make(const struct peil_arguments *arguments, size_t count)
{
    struct peil_arena *arena = peil_arguments_arena(arguments);
    struct peil_diag *diag = peil_diag_new(arena);
    const char *store = peil_arguments_value(arguments, "store");
    const char *address = peil_arguments_value(arguments, "address");
    struct peil_deck_code *codes = peil_arena_array(arena, count, sizeof *codes);
    struct peil_sheet sheet = { .codes = codes,
                                .count = count,
                                .address = address ? address : own_address(arena),
                                .language = peil_message_language() };
    store = store ? store : usual_store;
    bool drawn = peil_deck_draw(store, codes, count, diag);
    bool written =
        drawn && write_sheet(&sheet, peil_arguments_value(arguments, "output"), diag);
    peil_diag_print(diag, stderr);
    if (written)
        explain(&sheet, store);
    return written ? PEIL_DONE : drawn ? PEIL_SYSTEM_FAILED : peil_exit_choose(diag);
}

static int run(const struct peil_arguments *arguments)
{
    const char *const *operands;
    const char *address = peil_arguments_value(arguments, "address");
    long count;
    (void)peil_arguments_operands(arguments, &operands);
    if (!peil_text_integer(operands[0], &count) || count < 1 || count > PEIL_DECK_MOST)
        return peil_arguments_refuse(arguments,
                                     _("\"%s\" is no number of cards from 1 to %d"),
                                     operands[0], PEIL_DECK_MOST);
    if (address && strncmp(address, "http://", 7) != 0)
        return peil_arguments_refuse(
            arguments, _("\"%s\" is no address, such as http://10.42.0.1:8080/"),
            address);
    if (!peil_arguments_value(arguments, "output") && isatty(STDOUT_FILENO))
        return peil_arguments_refuse(arguments, _("say where the sheet goes: %s"),
                                     "-o cards.html");
    if (!peil_token_begin()) {
        fputs("peil: no source of chance\n", stderr);
        return PEIL_SYSTEM_FAILED;
    }
    return make(arguments, (size_t)count);
}

static const struct peil_option_rule options[] = {
    { .name = "store",
      .argument = "FILE.peil",
      .about = N_("the visit that the cards are for; visit.peil unless said") },
    { .name = "address",
      .argument = "URL",
      .about = N_("where pupils reach peil collect; this laptop's best address, port "
                  "8080, unless said") },
    { .name = "output",
      .argument = "FILE.html",
      .letter = 'o',
      .about = N_(
          "where the sheet goes; else to standard output, when that is no terminal") },
    { 0 }
};

const struct peil_command peil_cards_command = {
    .name = "cards",
    .summary = N_("Print a sheet of codes that let pupils in, one each"),
    .operands = "NUMBER",
    .least_operands = 1,
    .most_operands = 1,
    .options = options,
    .run = run,
};
