#include "collect/turn.h"

#include "collect/page.h"
#include "embedded/icon_svg.h"
#include "embedded/style_css.h"
#include "embedded/wave_svg.h"

#include <string.h>

/* --- Replies --- */

static bool reply_elsewhere(struct peil_turn *turn, const char *address)
{
    peil_reply_elsewhere(&turn->reply, address);
    return true;
}

static struct peil_page page_of(const struct peil_turn *turn, const char *form_token)
{
    const struct peil_runner *runner = turn->runner;
    struct peil_page page = { .q = runner->q,
                              .study = runner->study,
                              .token = form_token,
                              .style = runner->style,
                              .kiosk = runner->kiosk,
                              .practice = runner->practice };
    if (turn->session) {
        page.interview = turn->session->interview;
        page.sequence = turn->session->sequence + 1;
        page.draft = turn->session->draft;
        page.mistake = turn->session->mistake;
    }
    return page;
}

static FILE *begin_page(struct peil_turn *turn, enum peil_status status)
{
    peil_reply_begin(&turn->reply, status, "no-store");
    return peil_reply_open(&turn->reply, "text/html; charset=utf-8");
}

static bool reply_page(struct peil_turn *turn, enum peil_status status,
                       void (*write)(FILE *out, const struct peil_page *page))
{
    char form_token[PEIL_TOKEN_LENGTH + 1];
    peil_token_hash(turn->token, "form", form_token);
    struct peil_page page = page_of(turn, form_token);
    FILE *out = begin_page(turn, status);
    write(out, &page);
    peil_reply_close(out);
    return true;
}

static bool reply_notice(struct peil_turn *turn, enum peil_status status)
{
    struct peil_page page = page_of(turn, "");
    page.mistake = PEIL_MISTAKE_NONE;
    FILE *out = begin_page(turn, status);
    if (status == PEIL_METHOD_NOT_ALLOWED)
        peil_reply_header(&turn->reply, "Allow", "GET, POST");
    peil_page_write_notice(out, &page,
                           status == PEIL_NOT_FOUND     ? PEIL_NOTICE_LOST
                           : status == PEIL_FORBIDDEN   ? PEIL_NOTICE_FORBIDDEN
                           : status == PEIL_UNAVAILABLE ? PEIL_NOTICE_WAIT
                                                        : PEIL_NOTICE_BAD);
    peil_reply_close(out);
    return true;
}

static bool reply_asset(struct peil_turn *turn, const unsigned char *bytes,
                        size_t length, const char *type)
{
    peil_reply_asset(&turn->reply, bytes, length, type);
    return true;
}

/* --- What each address does: true when the reply is made --- */

static bool has_ended(const struct peil_session *session)
{
    enum peil_interview_state state = peil_interview_state(session->interview);
    return state != PEIL_INTERVIEW_ASKING && state != PEIL_INTERVIEW_CLOSING;
}

static bool show(struct peil_turn *turn)
{
    if (turn->session)
        return reply_page(turn, PEIL_OK, peil_page_write);
    peil_token_new(turn->token);
    peil_token_hash(turn->token, "store", turn->token_hash);
    peil_token_id(turn->event.response);
    turn->seed = peil_token_seed();
    turn->joins = true;
    return false;
}

static bool show_stop(struct peil_turn *turn)
{
    if (!turn->session || has_ended(turn->session))
        return reply_elsewhere(turn, "/");
    return reply_page(turn, PEIL_OK, peil_page_write_stop);
}

static bool show_wipe(struct peil_turn *turn)
{
    if (!turn->session || has_ended(turn->session))
        return reply_elsewhere(turn, "/");
    return reply_page(turn, PEIL_OK, peil_page_write_wipe);
}

/* The page's own token comes from the pupil's: no other site can know it. */
static bool is_from_our_page(const struct peil_turn *turn)
{
    char form_token[PEIL_TOKEN_LENGTH + 1];
    peil_token_hash(turn->token, "form", form_token);
    return turn->session &&
           peil_token_equal(form_token, peil_form_value(&turn->form, "t"));
}

static bool take_answer(struct peil_turn *turn)
{
    if (!is_from_our_page(turn))
        return reply_notice(turn, PEIL_FORBIDDEN);
    enum peil_step step =
        peil_session_decide(turn->session, &turn->form, turn->arena, &turn->event);
    if (step == PEIL_STEP_STORE)
        return false;
    return reply_elsewhere(turn, step == PEIL_STEP_STOP ? "/stop" : "/");
}

/* A second press finds the next pupil there already, and changes nothing. */
static bool begin_next(struct peil_turn *turn)
{
    if (!turn->runner->kiosk || !turn->session || !has_ended(turn->session))
        return reply_elsewhere(turn, "/");
    if (!is_from_our_page(turn))
        return reply_notice(turn, PEIL_FORBIDDEN);
    reply_elsewhere(turn, "/");
    peil_reply_header(&turn->reply, "Set-Cookie",
                      "peil=; HttpOnly; SameSite=Strict; Path=/; Max-Age=0");
    return true;
}

static bool show_style(struct peil_turn *turn)
{
    return reply_asset(turn, style_css_bytes, style_css_length,
                       "text/css; charset=utf-8");
}

static bool show_wave(struct peil_turn *turn)
{
    return reply_asset(turn, wave_svg_bytes, wave_svg_length, "image/svg+xml");
}

static bool show_icon(struct peil_turn *turn)
{
    return reply_asset(turn, icon_svg_bytes, icon_svg_length, "image/svg+xml");
}

static const struct peil_route_rule {
    const char *path, *method;
    bool (*run)(struct peil_turn *turn);
} rules[] = {
    { "/", "GET", show },
    { "/answer", "POST", take_answer },
    { "/stop", "GET", show_stop },
    { "/wipe", "GET", show_wipe },
    { "/next", "POST", begin_next },
    { "/style.css", "GET", show_style },
    { "/wave.svg", "GET", show_wave },
    { "/icon.svg", "GET", show_icon },
};

static const struct peil_route_rule *find_rule(const struct peil_head *head)
{
    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++)
        if (peil_head_is_for(head, rules[i].path))
            return &rules[i];
    return NULL;
}

/* Lives for one request, as the token does. */
static struct peil_seal *seal_of(const struct peil_turn *turn, const char *response)
{
    return peil_seal_new(turn->token, turn->runner->q->hash, response);
}

static void identify(struct peil_turn *turn, const char *token)
{
    if (!token || !peil_token_is_valid(token))
        return;
    memcpy(turn->token, token, sizeof turn->token);
    peil_token_hash(token, "store", turn->token_hash);
    turn->session = peil_sessions_find(turn->runner->sessions, turn->token_hash);
    if (turn->session && turn->session->shut) {
        struct peil_seal *seal = seal_of(turn, turn->session->response);
        peil_session_open(turn->session, seal);
        peil_seal_free(seal);
    }
}

/* --- The way of a turn --- */

void peil_turn_begin(struct peil_turn *turn, const struct peil_runner *runner,
                     struct peil_arena *arena)
{
    *turn = (struct peil_turn){ .runner = runner, .arena = arena };
}

bool peil_turn_head(struct peil_turn *turn, const struct peil_head *head)
{
    turn->rule = find_rule(head);
    identify(turn, head->token);
    enum peil_status status = peil_head_judge(
        head, turn->runner->port, turn->rule ? turn->rule->method : NULL, turn->arena);
    return status == PEIL_OK || !reply_notice(turn, status);
}

bool peil_turn_run(struct peil_turn *turn, const char *body, size_t length)
{
    if (!peil_form_decode(body, length, turn->arena, &turn->form))
        return reply_notice(turn, PEIL_BAD_REQUEST);
    return turn->rule->run(turn);
}

/* What the store gets is sealed here: what is written down of an answer, nobody at this
 * machine can read. */
static void submit_sealed(struct peil_turn *turn,
                          void (*done)(void *context, enum peil_append result),
                          void *context)
{
    const struct peil_runner *runner = turn->runner;
    struct peil_event event = turn->event;
    struct peil_seal *seal = seal_of(turn, event.response);
    struct peil_join join = { turn->token_hash, event.response, turn->seed, NULL };
    if (turn->joins)
        join.sealed_key = peil_seal_key(seal, runner->recipients, turn->arena);
    else
        event.text = peil_seal_close(seal, &event, turn->arena);
    peil_seal_free(seal);
    if (turn->joins)
        peil_store_join_sealed(runner->store, &join, done, context);
    else
        peil_store_append(runner->store, &event, 1, done, context);
}

void peil_turn_submit(struct peil_turn *turn,
                      void (*done)(void *context, enum peil_append result),
                      void *context)
{
    const struct peil_runner *runner = turn->runner;
    if (runner->recipients)
        submit_sealed(turn, done, context);
    else if (turn->joins)
        peil_store_join(runner->store, turn->token_hash, turn->event.response,
                        turn->seed, done, context);
    else
        peil_store_append(runner->store, &turn->event, 1, done, context);
}

void peil_turn_stored(struct peil_turn *turn, enum peil_append result)
{
    struct peil_sessions *sessions = turn->runner->sessions;
    bool durable = result == PEIL_APPENDED || result == PEIL_REPEATED;
    if (durable && turn->joins) {
        peil_sessions_join(sessions, turn->token_hash, turn->event.response,
                           turn->seed);
        turn->session = peil_sessions_find(sessions, turn->token_hash);
    } else if (durable) {
        peil_session_apply(turn->session, &turn->event);
    }
    turn->result = result;
}

void peil_turn_answer(struct peil_turn *turn)
{
    bool kept = turn->result != PEIL_NOT_STORED;
    if (kept && turn->joins) {
        reply_page(turn, PEIL_OK, peil_page_write);
        peil_reply_header(
            &turn->reply, "Set-Cookie",
            peil_arena_format(turn->arena,
                              "peil=%s; HttpOnly; SameSite=Strict; Path=/; "
                              "Max-Age=43200",
                              turn->token));
    } else if (kept) {
        reply_elsewhere(turn, "/");
    } else if (turn->joins) {
        reply_notice(turn, PEIL_UNAVAILABLE);
    } else {
        peil_session_keep_draft(turn->session, &turn->form, PEIL_MISTAKE_NOT_STORED);
        reply_page(turn, PEIL_UNAVAILABLE, peil_page_write);
    }
}
