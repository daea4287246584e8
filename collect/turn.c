#include "collect/turn.h"

#include "collect/listen.h"
#include "collect/page.h"
#include "embedded/icon_svg.h"
#include "embedded/style_css.h"
#include "embedded/wave_svg.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* The statuses that we speak. */
enum {
    OK = 200,
    SEE_OTHER = 303,
    BAD_REQUEST = 400,
    FORBIDDEN = 403,
    NOT_FOUND = 404,
    METHOD_NOT_ALLOWED = 405,
    TOO_LARGE = 413,
    UNSUPPORTED_TYPE = 415,
    MISDIRECTED = 421,
    UNAVAILABLE = 503,
};

/* --- Replies --- */

static void add_header(struct peil_turn *turn, const char *name, const char *value)
{
    struct peil_reply *reply = &turn->reply;
    assert(reply->header_count < PEIL_REPLY_HEADERS);
    reply->headers[reply->header_count++] = (struct peil_reply_header){ name, value };
}

static void reply_begin(struct peil_turn *turn, unsigned status, const char *caching)
{
    turn->reply = (struct peil_reply){ .status = status };
    add_header(turn, "Content-Security-Policy",
               "default-src 'none'; style-src 'self'; img-src 'self'; form-action "
               "'self'; base-uri 'none'; frame-ancestors 'none'");
    add_header(turn, "X-Content-Type-Options", "nosniff");
    add_header(turn, "Referrer-Policy", "same-origin");
    add_header(turn, "Cache-Control", caching);
    if (status == UNAVAILABLE)
        add_header(turn, "Retry-After", "5");
}

static bool reply_elsewhere(struct peil_turn *turn, const char *address)
{
    reply_begin(turn, SEE_OTHER, "no-store");
    add_header(turn, "Location", address);
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

static FILE *open_body(struct peil_turn *turn)
{
    FILE *out = open_memstream(&turn->reply.page, &turn->reply.length);
    if (!out)
        abort(); /* no memory */
    add_header(turn, "Content-Type", "text/html; charset=utf-8");
    return out;
}

static void close_body(FILE *out)
{
    if (fclose(out) != 0)
        abort(); /* no memory */
}

static bool reply_page(struct peil_turn *turn, unsigned status,
                       void (*write)(FILE *out, const struct peil_page *page))
{
    char form_token[PEIL_TOKEN_LENGTH + 1];
    peil_token_hash(turn->token, "form", form_token);
    struct peil_page page = page_of(turn, form_token);
    reply_begin(turn, status, "no-store");
    FILE *out = open_body(turn);
    write(out, &page);
    close_body(out);
    return true;
}

static bool reply_notice(struct peil_turn *turn, unsigned status)
{
    struct peil_page page = page_of(turn, "");
    page.mistake = PEIL_MISTAKE_NONE;
    reply_begin(turn, status, "no-store");
    if (status == METHOD_NOT_ALLOWED)
        add_header(turn, "Allow", "GET, POST");
    FILE *out = open_body(turn);
    peil_page_write_notice(out, &page,
                           status == NOT_FOUND     ? PEIL_NOTICE_LOST
                           : status == FORBIDDEN   ? PEIL_NOTICE_FORBIDDEN
                           : status == UNAVAILABLE ? PEIL_NOTICE_WAIT
                                                   : PEIL_NOTICE_BAD);
    close_body(out);
    return true;
}

static bool reply_asset(struct peil_turn *turn, const unsigned char *bytes,
                        size_t length, const char *type)
{
    reply_begin(turn, OK, "public, max-age=86400");
    add_header(turn, "Content-Type", type);
    turn->reply.asset = bytes;
    turn->reply.length = length;
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
        return reply_page(turn, OK, peil_page_write);
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
    return reply_page(turn, OK, peil_page_write_stop);
}

static bool show_wipe(struct peil_turn *turn)
{
    if (!turn->session || has_ended(turn->session))
        return reply_elsewhere(turn, "/");
    return reply_page(turn, OK, peil_page_write_wipe);
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
        return reply_notice(turn, FORBIDDEN);
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
        return reply_notice(turn, FORBIDDEN);
    reply_elsewhere(turn, "/");
    add_header(turn, "Set-Cookie",
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

/* The address as it was sent, up to "?": nothing is decoded, so %2e and %00 find
 * nothing. */
static const struct peil_route_rule *find_rule(const char *address)
{
    size_t length = strcspn(address, "?");
    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++)
        if (strlen(rules[i].path) == length &&
            memcmp(rules[i].path, address, length) == 0)
            return &rules[i];
    return NULL;
}

/* --- What is refused --- */

/* Is the host the very address that the browser reached? Then no name that somebody
 * else points at us (DNS rebinding) can pass for ours. */
static bool is_our_host(const struct peil_turn *turn, const struct peil_head *head)
{
    const char *names[] = { peil_listen_address_text(head->reached, turn->arena),
                            head->reached >> 24 == 127 ? "localhost" : NULL };
    unsigned port = turn->runner->port;
    for (size_t i = 0; i < 2 && names[i]; i++) {
        const char *full = peil_arena_format(turn->arena, "%s:%u", names[i], port);
        if (strcasecmp(head->host, full) == 0 ||
            (port == 80 && strcasecmp(head->host, names[i]) == 0))
            return true;
    }
    return false;
}

static bool is_our_origin(const struct peil_turn *turn, const struct peil_head *head)
{
    const char *ours = peil_arena_format(turn->arena, "http://%s", head->host);
    return head->origins == 0 ||
           (head->origins == 1 && strcmp(head->origin, ours) == 0);
}

static bool is_form(const struct peil_head *head)
{
    static const char type[] = "application/x-www-form-urlencoded";
    return head->type && strncasecmp(head->type, type, strlen(type)) == 0;
}

/* OK, or the status with which the head of a request is refused. */
static unsigned judge(const struct peil_turn *turn, const struct peil_head *head)
{
    if (head->hosts != 1 || head->lengths > 1 || head->address[0] != '/')
        return BAD_REQUEST;
    if (!is_our_host(turn, head))
        return MISDIRECTED;
    if (!turn->rule)
        return NOT_FOUND;
    if (strcmp(head->method, turn->rule->method) != 0)
        return METHOD_NOT_ALLOWED;
    if (strcmp(head->method, "POST") != 0)
        return OK;
    if (!is_our_origin(turn, head))
        return FORBIDDEN;
    if (!is_form(head))
        return UNSUPPORTED_TYPE;
    return head->length && strtoull(head->length, NULL, 10) > PEIL_MOST_BODY ? TOO_LARGE
                                                                             : OK;
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
    turn->rule = find_rule(head->address);
    identify(turn, head->token);
    unsigned status = judge(turn, head);
    return status == OK || !reply_notice(turn, status);
}

bool peil_turn_run(struct peil_turn *turn, const char *body, size_t length)
{
    if (!peil_form_decode(body, length, turn->arena, &turn->form))
        return reply_notice(turn, BAD_REQUEST);
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
        reply_page(turn, OK, peil_page_write);
        add_header(turn, "Set-Cookie",
                   peil_arena_format(turn->arena,
                                     "peil=%s; HttpOnly; SameSite=Strict; Path=/; "
                                     "Max-Age=43200",
                                     turn->token));
    } else if (kept) {
        reply_elsewhere(turn, "/");
    } else if (turn->joins) {
        reply_notice(turn, UNAVAILABLE);
    } else {
        peil_session_keep_draft(turn->session, &turn->form, PEIL_MISTAKE_NOT_STORED);
        reply_page(turn, UNAVAILABLE, peil_page_write);
    }
}
