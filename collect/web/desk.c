#include "collect/web/desk.h"

#include "collect/web/desk_page.h"
#include "embedded/desk_css.h"
#include "embedded/desk_js.h"
#include "embedded/icon_svg.h"

#include <string.h>

void peil_desk_begin(struct peil_desk *desk)
{
    peil_token_id(desk->link);
    peil_token_new(desk->cookie);
}

/* --- Replies --- */

static FILE *begin(struct peil_desk_turn *turn, enum peil_status status,
                   const char *type)
{
    peil_reply_begin(&turn->reply, status, "no-store");
    peil_reply_header(&turn->reply, "Content-Security-Policy",
                      "default-src 'none'; script-src 'self'; connect-src 'self'; "
                      "style-src 'self'; img-src 'self'; form-action 'self'; base-uri "
                      "'none'; frame-ancestors 'none'");
    return peil_reply_open(&turn->reply, type);
}

static void respond(struct peil_desk_turn *turn, const char *type,
                    void (*write)(FILE *out, const struct peil_desk_view *view))
{
    const struct peil_desk *desk = turn->desk;
    const struct peil_runner *runner = desk->runner;
    const struct peil_board board = peil_board_read(
        runner->sessions, runner->classroom, runner->store, turn->now, turn->arena);
    char form_token[PEIL_TOKEN_LENGTH + 1];
    peil_token_hash(desk->cookie, "form", form_token);
    FILE *out = begin(turn, PEIL_OK, type);
    write(out, &(struct peil_desk_view){ .desk = desk,
                                         .board = &board,
                                         .token = form_token,
                                         .arena = turn->arena });
    peil_reply_close(out);
}

static void refuse(struct peil_desk_turn *turn, enum peil_status status)
{
    FILE *out = begin(turn, status, "text/html; charset=utf-8");
    peil_desk_write_refusal(out, status == PEIL_FORBIDDEN);
    peil_reply_close(out);
    if (status == PEIL_METHOD_NOT_ALLOWED)
        peil_reply_header(&turn->reply, "Allow", "GET, POST");
}

/* --- What each address does --- */

/* A link that was spent still leads in who has the cookie: it is in the history. */
static void enter(struct peil_desk_turn *turn)
{
    struct peil_desk *desk = turn->desk;
    bool fits = peil_token_equal(strrchr(turn->address, '/') + 1, desk->link);
    if (!fits && !turn->known) {
        refuse(turn, PEIL_FORBIDDEN);
        return;
    }
    peil_reply_elsewhere(&turn->reply, "/");
    if (!fits)
        return;
    peil_token_id(desk->link);
    desk->spent++;
    peil_reply_header(&turn->reply, "Set-Cookie",
                      peil_arena_format(turn->arena,
                                        "peil_desk=%s; HttpOnly; SameSite=Strict; "
                                        "Path=/; Max-Age=43200",
                                        desk->cookie));
}

static void show_home(struct peil_desk_turn *turn)
{
    respond(turn, "text/html; charset=utf-8", peil_desk_write_home);
}

static void show_state(struct peil_desk_turn *turn)
{
    respond(turn, "application/json", peil_desk_write_state);
}

static void show_projector(struct peil_desk_turn *turn)
{
    respond(turn, "text/html; charset=utf-8", peil_desk_write_projector);
}

static void turn_door(struct peil_desk_turn *turn, bool closed)
{
    char form_token[PEIL_TOKEN_LENGTH + 1];
    peil_token_hash(turn->desk->cookie, "form", form_token);
    if (!peil_token_equal(form_token, peil_form_value(&turn->form, "t"))) {
        refuse(turn, PEIL_FORBIDDEN);
        return;
    }
    turn->desk->runner->classroom->closed = closed;
    peil_reply_elsewhere(&turn->reply, "/");
}

static void open_door(struct peil_desk_turn *turn)
{
    turn_door(turn, false);
}

static void close_door(struct peil_desk_turn *turn)
{
    turn_door(turn, true);
}

static void show_style(struct peil_desk_turn *turn)
{
    peil_reply_asset(&turn->reply, desk_css_bytes, desk_css_length,
                     "text/css; charset=utf-8");
}

static void show_script(struct peil_desk_turn *turn)
{
    peil_reply_asset(&turn->reply, desk_js_bytes, desk_js_length,
                     "text/javascript; charset=utf-8");
}

static void show_icon(struct peil_desk_turn *turn)
{
    peil_reply_asset(&turn->reply, icon_svg_bytes, icon_svg_length, "image/svg+xml");
}

static const struct peil_desk_rule {
    const char *path, *method;
    void (*run)(struct peil_desk_turn *turn);
    bool for_all; /* without the cookie too */
} rules[] = {
    { "/in/", "GET", enter, .for_all = true },
    { "/", "GET", show_home, false },
    { "/state.json", "GET", show_state, false },
    { "/projector", "GET", show_projector, false },
    { "/open", "POST", open_door, false },
    { "/close", "POST", close_door, false },
    { "/desk.css", "GET", show_style, .for_all = true },
    { "/desk.js", "GET", show_script, false },
    { "/icon.svg", "GET", show_icon, .for_all = true },
};

/* --- The way of a turn --- */

static const struct peil_desk_rule *find_rule(const struct peil_head *head)
{
    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++)
        if (peil_head_is_for(head, rules[i].path))
            return &rules[i];
    return NULL;
}

bool peil_desk_head(struct peil_desk_turn *turn, const struct peil_head *head)
{
    turn->rule = find_rule(head);
    turn->now = head->now;
    turn->address =
        peil_arena_copy_span(turn->arena, head->address, strcspn(head->address, "?"));
    turn->known = head->token && peil_token_equal(turn->desk->cookie, head->token);
    enum peil_status status = peil_head_judge(
        head, turn->desk->port, turn->rule ? turn->rule->method : NULL, turn->arena);
    bool for_all = turn->rule && turn->rule->for_all;
    if (status == PEIL_OK && !turn->known && !for_all)
        status = PEIL_FORBIDDEN;
    if (status != PEIL_OK)
        refuse(turn, status);
    return status == PEIL_OK;
}

void peil_desk_run(struct peil_desk_turn *turn, const char *body, size_t length)
{
    if (peil_form_decode(body, length, turn->arena, &turn->form))
        turn->rule->run(turn);
    else
        refuse(turn, PEIL_BAD_REQUEST);
}
