/* `peil collect`: serves one questionnaire to a class until it is told to stop. */
#include "collect/commands.h"

#include "collect/announce.h"
#include "collect/process.h"
#include "questionnaires/base/file.h"
#include "questionnaires/base/message.h"

#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <time.h>

enum { MOST_BYTES = 1024 * 1024 };

/* One visit, from reading the files to closing the store. */
struct visit {
    const struct peil_arguments *arguments;
    struct peil_arena *arena;
    struct peil_diag *diag;
    struct peil_store_about about;
    struct peil_web_options web;
    struct peil_recipients recipients;
    struct peil_recordings recordings;
    const struct peil_response *preset;
    const char *path; /* of the store */
    const char *mode;
    struct peil_desk desk;
};

static const char *text_or(const char *text, const char *otherwise)
{
    return text ? text : otherwise;
}

/* --- What the command line says --- */

static bool read_questionnaire(struct visit *v)
{
    const char *const *operands;
    peil_arguments_operands(v->arguments, &operands);
    v->about.questionnaire = peil_file_read(operands[0], MOST_BYTES, v->arena,
                                            &v->about.questionnaire_length, v->diag);
    if (!v->about.questionnaire)
        return false;
    v->web.runner.q =
        peil_questionnaire_parse(v->about.questionnaire, v->about.questionnaire_length,
                                 operands[0], v->arena, v->diag);
    return v->web.runner.q != NULL;
}

static bool read_study(struct visit *v)
{
    const char *path = peil_arguments_value(v->arguments, "study");
    size_t length;
    v->about.study_xml = "";
    v->web.runner.study = peil_study_none();
    if (path) {
        v->about.study_xml =
            peil_file_read(path, MOST_BYTES, v->arena, &length, v->diag);
        v->web.runner.study = peil_study_read(path, v->arena, v->diag);
    }
    if (!v->about.study_xml || !v->web.runner.study ||
        !peil_recipients_read(v->web.runner.study, &v->recipients, v->arena, v->diag))
        return false;
    v->web.runner.recipients = v->recipients.count > 0 ? &v->recipients : NULL;
    v->web.runner.q =
        peil_study_apply(v->web.runner.study, v->web.runner.q, v->arena, v->diag);
    return v->web.runner.q != NULL;
}

/* --set groep=7 --set soort=2 */
static bool read_preset(struct visit *v)
{
    const char *const *values;
    const char *lines = "", *why;
    size_t count = peil_arguments_values(v->arguments, "set", &values);
    v->preset = peil_interview_preset(v->web.runner.q, lines, v->arena, &why);
    for (size_t i = 0; i < count && v->preset; i++) {
        lines = peil_arena_format(v->arena, "%s%s\n", lines, values[i]);
        v->preset = peil_interview_preset(v->web.runner.q, lines, v->arena, &why);
        if (!v->preset)
            peil_diag_add(v->diag, PEIL_ERROR, (struct peil_place){ .file = "--set" },
                          "%s: %s", values[i], why);
    }
    v->about.preset = lines;
    return v->preset != NULL;
}

/* The sounds that lie beside the questionnaire. */
static bool read_recordings(struct visit *v)
{
    const char *const *operands;
    peil_arguments_operands(v->arguments, &operands);
    v->web.runner.recordings = &v->recordings;
    return peil_recordings_read(operands[0], v->web.runner.q, v->web.runner.study,
                                &v->recordings, v->arena, v->diag);
}

static bool read_input(struct visit *v)
{
    if (!read_questionnaire(v) || !read_study(v) || !read_preset(v) ||
        !read_recordings(v))
        return false;
    char *session = peil_arena_array(v->arena, PEIL_ID_LENGTH + 1, 1);
    peil_token_id(session);
    v->about.hash = v->web.runner.q->hash;
    v->about.session = session;
    v->about.mode = v->mode;
    v->about.school = text_or(peil_arguments_value(v->arguments, "school"), "");
    v->about.synthetic = v->web.runner.practice;
    return true;
}

/* --- The process: nothing of a pupil may leak out of it --- */

static void harden(void)
{
    struct sigaction ignore = { .sa_handler = SIG_IGN };
    peil_process_shield();
    sigaction(SIGPIPE, &ignore, NULL);
    sigaction(SIGXFSZ, &ignore, NULL); /* a full disk is an error, not a death */
}

static sigset_t stop_signals(void)
{
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    return signals;
}

/* --- Serving --- */

static void serve(struct peil_announcer *announcer)
{
    const sigset_t signals = stop_signals();
    while (sigtimedwait(&signals, NULL, &(struct timespec){ .tv_sec = 1 }) < 0) {
        peil_web_tend(announcer->web);
        peil_announce_changes(announcer);
    }
    /* A second one ends it at once: what was acknowledged is safe. */
    pthread_sigmask(SIG_UNBLOCK, &signals, NULL);
}

static void run_web(struct visit *v)
{
    struct peil_announcer announcer = { .options = &v->web,
                                        .path = v->path,
                                        .arena = v->arena };
    peil_desk_begin(&v->desk);
    v->web.desk = &v->desk;
    announcer.web = peil_web_open(&v->web, v->diag);
    if (!announcer.web)
        return;
    peil_announce_begin(&announcer);
    /* So far there are warnings only: now is when they help. */
    peil_diag_print(v->diag, stderr);
    v->diag = peil_diag_new(v->arena);
    serve(&announcer);
    peil_web_close(announcer.web);
    peil_announce_end(&announcer);
}

static void run_sessions(struct visit *v)
{
    struct peil_sessions *sessions = peil_sessions_new(v->web.runner.q, v->preset);
    struct peil_replay replay = v->web.runner.recipients
                                    ? peil_sessions_replay_sealed(sessions)
                                    : peil_sessions_replay(sessions);
    v->web.runner.sessions = sessions;
    if (peil_store_replay(v->web.runner.store, &replay, v->diag)) {
        if (peil_sessions_strange(sessions) > 0)
            peil_diag_add(v->diag, PEIL_WARNING, (struct peil_place){ .file = v->path },
                          "%zu events in this store do not fit the questionnaire",
                          peil_sessions_strange(sessions));
        run_web(v);
    }
    peil_sessions_free(sessions);
}

/* Who may come in: anybody, or who has a card of this store. */
static bool open_classroom(struct visit *v)
{
    struct peil_store *store = v->web.runner.store;
    struct peil_deck *deck = NULL;
    if (strcmp(v->mode, "cards") == 0) {
        deck = peil_deck_new(peil_store_about(store)->card_key, v->arena);
        struct peil_replay replay = peil_deck_replay(deck);
        if (!peil_store_replay(store, &replay, v->diag))
            return false;
        if (peil_deck_count(deck) == 0) {
            peil_diag_add(
                v->diag, PEIL_ERROR, (struct peil_place){ .file = v->path },
                "this store has no cards: peil cards 30 --store %s makes them",
                v->path);
            return false;
        }
    }
    v->web.runner.classroom = peil_classroom_new(deck, v->arena);
    return true;
}

static void run_store(struct visit *v)
{
    v->web.runner.store = peil_store_open(v->path, &v->about, v->diag);
    if (!v->web.runner.store)
        return;
    if (open_classroom(v))
        run_sessions(v);
    (void)!peil_store_close(v->web.runner.store, v->diag); /* diag has heard it */
}

static int run_visit(struct visit *v)
{
    const sigset_t signals = stop_signals();
    harden();
    if (!peil_token_begin()) {
        fputs("peil: no source of chance\n", stderr);
        return PEIL_SYSTEM_FAILED;
    }
    /* Before any thread begins, so that none of them is woken. */
    pthread_sigmask(SIG_BLOCK, &signals, NULL);
    if (read_input(v))
        run_store(v);
    peil_diag_print(v->diag, stderr);
    return peil_exit_choose(v->diag);
}

static bool is_mode(const char *mode)
{
    static const char *const modes[] = { "open", "cards", "kiosk" };
    for (size_t i = 0; i < sizeof modes / sizeof modes[0]; i++)
        if (strcmp(mode, modes[i]) == 0)
            return true;
    return false;
}

static int run(const struct peil_arguments *arguments)
{
    const char *mode = text_or(peil_arguments_value(arguments, "mode"), "open");
    bool kiosk = strcmp(mode, "kiosk") == 0;
    const char *listen = text_or(peil_arguments_value(arguments, "listen"),
                                 kiosk ? "127.0.0.1:8080" : ":8080");
    const char *port = text_or(peil_arguments_value(arguments, "control"), "0");
    struct peil_listen control;
    struct peil_arena *arena = peil_arguments_arena(arguments);
    struct visit v = { .arguments = arguments,
                       .arena = arena,
                       .diag = peil_diag_new(arena),
                       .path = peil_arguments_value(arguments, "store"),
                       .mode = mode };
    if (!peil_listen_read(listen, &v.web.listen))
        return peil_arguments_refuse(
            arguments, _("\"%s\" is no address to listen on, such as 127.0.0.1:8080"),
            listen);
    if (!is_mode(mode))
        return peil_arguments_refuse(
            arguments, _("\"%s\" is no mode: open, cards or kiosk was expected"), mode);
    if (strchr(port, ':') || !peil_listen_read(port, &control))
        return peil_arguments_refuse(arguments, _("\"%s\" is no port"), port);
    v.web.desk_port = control.port;
    v.web.runner.kiosk = kiosk;
    v.desk.network = peil_arguments_value(arguments, "hotspot");
    v.desk.password = peil_arguments_value(arguments, "hotspot-password");
    v.web.runner.practice = peil_arguments_has(arguments, "practice");
    return run_visit(&v);
}

static const struct peil_option_rule options[] = {
    { .name = "store",
      .argument = "FILE.peil",
      .about = N_("where the answers of this visit go"),
      .required = true },
    { .name = "study",
      .argument = "STUDY.xml",
      .about = N_("whose survey this is: names, schools, rotating questions") },
    { .name = "school", .argument = "CODE", .about = N_("the school that is visited") },
    { .name = "listen",
      .argument = "ADDRESS:PORT",
      .about = N_("where pupils come in; unless said \":8080\", which is the whole "
                  "network, and for a kiosk 127.0.0.1:8080") },
    { .name = "mode",
      .argument = "MODE",
      .about = N_("open: one interview per browser; cards: one per card of peil cards; "
                  "kiosk: pupils take turns at one device") },
    { .name = "hotspot",
      .argument = "NAME",
      .about = N_("the wifi that pupils have to choose: its QR code is shown too") },
    { .name = "hotspot-password",
      .argument = "WORD",
      .about = N_("the password of that wifi; the class sees it on the beamer") },
    { .name = "control",
      .argument = "PORT",
      .about = N_("of your own page, on this machine alone; any that is free unless "
                  "said") },
    { .name = "set",
      .argument = "ITEM=CODE",
      .about = N_("answered for all pupils of this visit, who only check it"),
      .repeats = true },
    { .name = "practice", .about = N_("rehearse: nothing that is filled in counts") },
    { 0 }
};

const struct peil_command peil_collect_command = {
    .name = "collect",
    .summary = N_("Serve a questionnaire to a class and keep the answers"),
    .operands = "QUESTIONNAIRE.xml",
    .least_operands = 1,
    .most_operands = 1,
    .options = options,
    .run = run,
};
