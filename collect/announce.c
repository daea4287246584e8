#include "collect/announce.h"

#include "collect/page/qr.h"
#include "collect/page/recordings.h"
#include "collect/page/words.h"
#include "questionnaires/base/message.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* For the camera of whoever looks at this window. */
static void print_code(const struct peil_announcer *a, const char *text)
{
    const struct peil_qr *qr = peil_qr_new(text, a->arena);
    if (qr && isatty(STDOUT_FILENO))
        peil_qr_print(stdout, qr, !getenv("NO_COLOR"));
}

/* The loopback is last: it is for this machine alone. */
static void print_ways(const struct peil_announcer *a)
{
    const struct peil_desk *desk = a->options->desk;
    const struct peil_listen listen = peil_web_listen(a->web);
    const char *const *addresses;
    size_t count = peil_listen_addresses(&listen, a->arena, &addresses);
    printf(_("peil collect: ready at %s\n"), addresses[count - 1]);
    if (desk->network) {
        printf(_("  Pupils choose the wifi:  %s\n"), desk->network);
        print_code(a, peil_qr_wifi(desk->network, desk->password, a->arena));
    }
    for (size_t i = 0; i + 1 < count; i++)
        printf(i == 0 ? _("  Pupils type:  %s\n") : _("  or perhaps:  %s\n"),
               addresses[i]);
    if (count > 1)
        print_code(a, addresses[0]);
    const struct peil_deck *deck = a->options->runner.classroom->deck;
    if (deck)
        printf(_("  Cards:  %zu\n"), peil_deck_count(deck));
}

/* Who may read them. That someone still can is for the eve: peil keys test. */
static void print_seal(const struct peil_announcer *a)
{
    const struct peil_recipients *recipients = a->options->runner.recipients;
    const char *names = "";
    for (size_t i = 0; recipients && i < recipients->count; i++)
        names = peil_arena_format(a->arena, "%s%s%s", names, i ? ", " : "",
                                  recipients->list[i].name);
    if (*names)
        printf(_("  Sealed for:  %s (have you done peil keys test?)\n"), names);
    else
        puts(_("  NOT sealed: whoever has this laptop can read the answers (see peil "
               "keys)."));
}

static void print_recordings(const struct peil_recordings *recordings)
{
    if (!recordings || recordings->count == 0)
        return;
    size_t played = recordings->assets.count;
    printf(_("  Recordings to read aloud with:  %zu\n"), played);
    if (played < recordings->count)
        printf(_("  ATTENTION: %zu recordings say other words than the pages now; they "
                 "are left out (see peil audio).\n"),
               recordings->count - played);
}

/* Questions can be asked in any language; what stands on our own buttons cannot. */
static void print_languages(const struct peil_questionnaire *q)
{
    for (size_t i = 0; i < q->title.count; i++) {
        const char *language = q->title.wordings[i].language;
        const char *ours = peil_words_find(language)->language;
        if (strcmp(ours, language) != 0)
            printf(_("  ATTENTION: peil has no words of its own in %s (%s): \"next\", "
                     "\"back\" and \"I stop\" are in %s.\n"),
                   peil_words_language(language), language, peil_words_language(ours));
    }
}

void peil_announce_begin(struct peil_announcer *a)
{
    const struct peil_runner *runner = &a->options->runner;
    print_ways(a);
    printf(_("  Answers go to:  %s\n"), a->path);
    print_seal(a);
    print_recordings(runner->recordings);
    print_languages(runner->q);
    if (runner->practice)
        puts(_("  Practice: what is filled in now does not count."));
    a->well = true;
    a->link = peil_web_desk_link(a->web, a->arena);
    printf(_("  Your own page (the link opens once):  %s\n"), a->link);
    puts(_("  To stop: Ctrl-C"));
    fflush(stdout);
}

/* Says once that storing fails, and once that it works again. */
static void watch_store(struct peil_announcer *a)
{
    bool well = peil_store_is_well(a->options->runner.store);
    if (a->well && !well)
        fputs(_("ATTENTION: answers cannot be stored now. Look at the disk. Pupils are "
                "asked to wait.\n"),
              stderr);
    if (!a->well && well)
        fputs(_("Answers are being stored again.\n"), stderr);
    a->well = well;
}

/* A link that was used, and the next one, which opens as once. */
static void watch_link(struct peil_announcer *a)
{
    struct peil_arena *arena = peil_arena_new();
    const char *link = peil_web_desk_link(a->web, arena);
    if (strcmp(link, a->link) != 0) {
        a->link = peil_arena_copy(a->arena, link);
        printf(_("  Your own page was opened. To open it elsewhere:  %s\n"), link);
        fflush(stdout);
    }
    peil_arena_free(arena);
}

void peil_announce_changes(struct peil_announcer *a)
{
    watch_store(a);
    watch_link(a);
}

void peil_announce_end(const struct peil_announcer *a)
{
    const struct peil_attendance came =
        peil_sessions_attendance(a->options->runner.sessions);
    printf(_("Took part: %zu (handed in %zu, stopped %zu, wiped %zu, still busy %zu). "
             "Rather not: %zu.\n"),
           came.began - came.refused, came.done, came.stopped, came.wiped, came.busy,
           came.refused);
    if (came.unseen > 0)
        printf(_("Of those still busy, not seen since the restart: %zu.\n"),
               came.unseen);
}
