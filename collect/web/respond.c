#include "collect/web/respond.h"

struct peil_page peil_respond_about(const struct peil_turn *turn,
                                    char room[PEIL_TOKEN_LENGTH + 1])
{
    const struct peil_runner *runner = turn->runner;
    peil_token_hash(turn->token, "form", room);
    struct peil_page page = { .q = runner->q,
                              .study = runner->study,
                              .token = room,
                              .version = runner->assets.version,
                              .recordings = runner->recordings,
                              .look = turn->look,
                              .word =
                                  runner->classroom ? runner->classroom->word : NULL,
                              .kiosk = runner->kiosk,
                              .cards = runner->classroom && runner->classroom->deck,
                              .practice = runner->practice };
    if (turn->session) {
        page.interview = turn->session->interview;
        page.sequence = turn->session->sequence + 1;
        page.draft = turn->session->draft;
        page.mistake = turn->session->mistake;
        page.hand = turn->session->hand;
    }
    return page;
}

bool peil_respond_with(struct peil_turn *turn, enum peil_status status,
                       const struct peil_page *page,
                       void (*write)(FILE *out, const struct peil_page *page))
{
    peil_reply_begin(&turn->reply, status, "no-store");
    FILE *out = peil_reply_open(&turn->reply, "text/html; charset=utf-8");
    write(out, page);
    peil_reply_close(out);
    return true;
}

bool peil_respond(struct peil_turn *turn, enum peil_status status,
                  void (*write)(FILE *out, const struct peil_page *page))
{
    char room[PEIL_TOKEN_LENGTH + 1];
    struct peil_page page = peil_respond_about(turn, room);
    return peil_respond_with(turn, status, &page, write);
}

bool peil_respond_notice(struct peil_turn *turn, enum peil_status status)
{
    char room[PEIL_TOKEN_LENGTH + 1];
    struct peil_page page = peil_respond_about(turn, room);
    page.mistake = PEIL_MISTAKE_NONE;
    peil_reply_begin(&turn->reply, status, "no-store");
    FILE *out = peil_reply_open(&turn->reply, "text/html; charset=utf-8");
    peil_page_write_notice(out, &page,
                           status == PEIL_NOT_FOUND     ? PEIL_NOTICE_LOST
                           : status == PEIL_FORBIDDEN   ? PEIL_NOTICE_FORBIDDEN
                           : status == PEIL_UNAVAILABLE ? PEIL_NOTICE_WAIT
                                                        : PEIL_NOTICE_BAD);
    peil_reply_close(out);
    if (status == PEIL_METHOD_NOT_ALLOWED)
        peil_reply_header(&turn->reply, "Allow", "GET, POST");
    return true;
}

bool peil_respond_elsewhere(struct peil_turn *turn, const char *address)
{
    peil_reply_elsewhere(&turn->reply, address);
    return true;
}

static const char *cookie(struct peil_turn *turn, const char *name, const char *value)
{
    return peil_arena_format(turn->arena,
                             "%s=%s; HttpOnly; SameSite=Strict; Path=/; Max-Age=%d",
                             name, value, *value ? 12 * 60 * 60 : 0);
}

void peil_respond_cookie(struct peil_turn *turn, const char *token)
{
    peil_reply_header(&turn->reply, "Set-Cookie", cookie(turn, "peil", token));
    if (!*token)
        peil_respond_look(turn, "");
}

void peil_respond_look(struct peil_turn *turn, const char *letters)
{
    peil_reply_cookie(&turn->reply, cookie(turn, "look", letters));
}

bool peil_respond_is_ours(const struct peil_turn *turn)
{
    char form_token[PEIL_TOKEN_LENGTH + 1];
    peil_token_hash(turn->token, "form", form_token);
    return turn->session &&
           peil_token_equal(form_token, peil_form_value(&turn->form, "t"));
}
