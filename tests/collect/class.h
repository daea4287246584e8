/* A class on a server of its own, with cards, a desk and perhaps sealed answers. */
#ifndef PEIL_TESTS_CLASS_H
#define PEIL_TESTS_CLASS_H

#include "collect/web/web.h"
#include "tests/collect/pupil.h"
#include "tests/collect/runner.h"

#include <string.h>

enum { CLASS_CARDS = 6 };

struct class
{
    const char *path;
    struct peil_deck_code codes[CLASS_CARDS];
    struct peil_store_about about;
    struct peil_recipients recipients;
    struct peil_web_options options;
    struct peil_desk desk;
    struct peil_web *web;
};

static inline void class_open(struct class *c)
{
    struct peil_runner *runner = &c->options.runner;
    runner->store = peil_store_open(c->path, &c->about, diag);
    assert_non_null(runner->store);
    runner->sessions = peil_sessions_new(runner->q, NULL);
    struct peil_deck *deck =
        peil_deck_new(peil_store_about(runner->store)->card_key, arena);
    struct peil_replay cards = peil_deck_replay(deck);
    struct peil_replay events = runner->recipients
                                    ? peil_sessions_replay_sealed(runner->sessions)
                                    : peil_sessions_replay(runner->sessions);
    assert_true(peil_store_replay(runner->store, &cards, diag));
    assert_true(peil_store_replay(runner->store, &events, diag));
    runner->classroom = peil_classroom_new(deck, arena);
    peil_desk_begin(&c->desk);
    c->options.desk = &c->desk;
    c->web = peil_web_open(&c->options, diag);
    assert_non_null(c->web);
    c->options.listen = peil_web_listen(c->web);
}

static inline void class_close(struct class *c)
{
    peil_web_close(c->web);
    assert_true(peil_store_close(c->options.runner.store, diag));
    peil_sessions_free(c->options.runner.sessions);
}

static inline void class_restart(struct class *c)
{
    class_close(c);
    class_open(c);
}

static inline void class_seal(struct class *c)
{
    struct peil_secret *secret = peil_secret_new();
    struct peil_public_key *keys = peil_arena_array(arena, 1, sizeof *keys);
    keys[0] = (struct peil_public_key){ .name = "analist",
                                        .text = peil_secret_public(secret, arena) };
    struct peil_study study = *peil_study_none();
    study.keys = keys;
    study.key_count = 1;
    assert_true(peil_recipients_read(&study, &c->recipients, arena, diag));
    c->options.runner.recipients = &c->recipients;
    peil_secret_free(secret);
}

static inline int class_begin(void **state)
{
    static struct class class;
    struct class *c = &class;
    assert_true(peil_token_begin());
    folder_begin(state);
    *c = (struct class){ 0 };
    c->path = in_folder("visit.peil");
    c->options.runner.q = runner_read();
    c->options.runner.study = peil_study_none();
    c->options.listen.address = 0x7f000001;
    c->about = (struct peil_store_about){ .questionnaire = "x",
                                          .questionnaire_length = 1,
                                          .hash = c->options.runner.q->hash,
                                          .session = "0123456789abcdef",
                                          .mode = "cards" };
    assert_true(peil_deck_draw(c->path, c->codes, CLASS_CARDS, diag));
    class_open(c);
    *state = c;
    return 0;
}

static inline int class_begin_sealed(void **state)
{
    class_begin(state);
    struct class *c = *state;
    class_close(c);
    class_seal(c);
    class_open(c);
    return 0;
}

static inline int class_end(void **state)
{
    struct class *c = *state;
    class_close(c);
    peil_diag_print(diag, stderr);
    assert_folder_has_only("visit.peil");
    return folder_end(state);
}

static inline struct pupil class_pupil(struct class *c)
{
    return (struct pupil){
        .port = c->options.listen.port, .cookie = "", .page = "", .arena = arena
    };
}

/* Types a code; the status. */
static inline int class_type(struct pupil *p, const char *code)
{
    const char *reply =
        pupil_post(p, "/join", peil_arena_format(p->arena, "code=%s", code));
    return client_status(reply);
}

/* Which question is shown, "" when none. */
static inline const char *class_at(struct pupil *p)
{
    pupil_get(p, "/");
    return pupil_field(p, "item");
}

static inline int class_answer(struct pupil *p, const char *fields)
{
    return client_status(pupil_post(p, "/answer", fields));
}

static inline size_t class_size(struct class *c)
{
    return peil_sessions_count(c->options.runner.sessions);
}

#endif
