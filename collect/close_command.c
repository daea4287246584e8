/* peil close: ends a visit. */
#include "collect/store/archive.h"
#include "collect/commands.h"
#include "collect/store/copy.h"
#include "questionnaires/base/message.h"

/* Of whom nothing but a count may stay: who refused, wiped, or never said yes. A broken
 * log is kept, for someone to look at. */
static void weigh(const struct peil_archive *archive,
                  struct peil_store_closing *closing, struct peil_tally *tally,
                  struct peil_arena *arena)
{
    const char **forget = peil_arena_array(arena, archive->count, sizeof *forget);
    for (size_t i = 0; i < archive->count; i++) {
        const struct peil_logged *logged = &archive->responses[i];
        enum peil_fate fate;
        if (!peil_archive_fate(archive, logged, &fate)) {
            tally->broken++;
            continue;
        }
        peil_tally_add(tally, fate);
        if (!peil_fate_has_record(fate))
            forget[closing->forget_count++] = logged->response;
    }
    closing->forget = forget;
    closing->joined = (long)archive->count;
    closing->refused = tally->refused;
    closing->wiped = tally->wiped;
    closing->cards = (long)archive->card_count;
}

static void print_counts(const struct peil_archive *archive,
                         const struct peil_tally *tally)
{
    const struct {
        const char *name;
        long count;
        bool always;
    } rows[] = {
        { _("cards handed out, at most"), (long)archive->card_count, false },
        { _("joined"), (long)archive->count, true },
        { _("completed"), tally->completed, true },
        { _("stopped, answers kept"), tally->stopped, true },
        { _("not finished"), tally->open, true },
        { _("did not want to take part"), tally->refused, true },
        { _("wiped their answers"), tally->wiped, true },
        { _("looked, but did not begin"), tally->waiting, false },
        { _("damaged"), tally->broken, false },
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (rows[i].always || rows[i].count > 0)
            printf("%6ld  %s\n", rows[i].count, rows[i].name);
}

static bool end_visit(const struct peil_archive *archive, struct peil_arena *arena,
                      struct peil_diag *diag)
{
    struct peil_tally tally = { 0 };
    struct peil_store_closing closing = { 0 };
    weigh(archive, &closing, &tally, arena);
    if (!peil_store_seal_visit(archive->path, &closing, diag))
        return false;
    if (tally.broken > 0)
        peil_diag_add(diag, PEIL_ERROR, (struct peil_place){ .file = archive->path },
                      "%ld responses are damaged", tally.broken);
    print_counts(archive, &tally);
    puts(_("The visit is closed: nothing links an answer to a device any more."));
    return true;
}

static void copy_visit(const char *path, const char *folder, struct peil_arena *arena,
                       struct peil_diag *diag)
{
    const char *copy = peil_copy_make(path, folder, arena, diag);
    if (copy)
        printf(_("A second copy was made, read back and found the same: %s\n"), copy);
    else
        fprintf(stderr,
                _("ATTENTION: there is no second copy. The visit itself is closed and "
                  "safe in %s. Try another place: peil close %s --copy-to FOLDER\n"),
                path, path);
}

/* A visit that was closed before is only copied: the first place may have failed. */
static int run(const struct peil_arguments *arguments)
{
    const char *const *operands;
    const char *folder = peil_arguments_value(arguments, "copy-to");
    (void)peil_arguments_operands(arguments, &operands);
    struct peil_arena *arena = peil_arguments_arena(arguments);
    struct peil_diag *diag = peil_diag_new(arena);
    const struct peil_archive *archive = peil_archive_read(operands[0], arena, diag);
    bool closed = archive && archive->about.closed && folder;
    if (archive && !closed &&
        (!folder || peil_copy_fits(operands[0], folder, arena, diag)))
        closed = end_visit(archive, arena, diag);
    if (closed && folder)
        copy_visit(operands[0], folder, arena, diag);
    fflush(stdout);
    peil_diag_print(diag, stderr);
    return peil_exit_choose(diag);
}

static const struct peil_option_rule options[] = {
    { .name = "copy-to",
      .argument = "DIR",
      .about = N_("where a second copy goes, such as a stick; it is read back and "
                  "compared") },
    { 0 },
};

const struct peil_command peil_close_command = {
    .name = "close",
    .summary = N_("End a visit: check its answers and drop what links them to devices"),
    .operands = "VISIT.peil",
    .least_operands = 1,
    .most_operands = 1,
    .options = options,
    .run = run,
};
