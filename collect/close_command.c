/* peil close: ends a visit. */
#include "collect/archive.h"
#include "collect/commands.h"
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
}

static void print_counts(const struct peil_tally *tally, long joined)
{
    const struct {
        const char *name;
        long count;
        bool always;
    } rows[] = {
        { _("joined"), joined, true },
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

static int run(const struct peil_arguments *arguments)
{
    const char *const *operands;
    (void)peil_arguments_operands(arguments, &operands);
    struct peil_arena *arena = peil_arguments_arena(arguments);
    struct peil_diag *diag = peil_diag_new(arena);
    struct peil_tally tally = { 0 };
    struct peil_store_closing closing = { 0 };
    const struct peil_archive *archive = peil_archive_read(operands[0], arena, diag);
    bool closed = false;
    if (archive) {
        weigh(archive, &closing, &tally, arena);
        closed = peil_store_seal_visit(operands[0], &closing, diag);
    }
    peil_diag_print(diag, stderr);
    if (!closed)
        return archive && !archive->about.closed ? PEIL_SYSTEM_FAILED : PEIL_BAD_INPUT;
    print_counts(&tally, closing.joined);
    printf(_("The visit is closed: nothing links an answer to a device any more.\n"));
    return tally.broken > 0 ? PEIL_BAD_INPUT : PEIL_DONE;
}

const struct peil_command peil_close_command = {
    .name = "close",
    .summary = N_("End a visit: check its answers and drop what links them to devices"),
    .operands = "VISIT.peil",
    .least_operands = 1,
    .most_operands = 1,
    .run = run,
};
