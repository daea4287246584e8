#include "collect/web/entry.h"

#include "collect/page/entrance.h"
#include "collect/web/respond.h"

#include <string.h>

/* Kiosk: how long nothing may be asked for, in seconds. Who writes needs longer. */
enum { PAUSE = 180, PAUSE_WRITING = 600, STILL = 60, LAST_PAGE = 30 };

static const struct peil_classroom *classroom_of(const struct peil_turn *turn)
{
    static const struct peil_classroom open;
    return turn->runner->classroom ? turn->runner->classroom : &open;
}

/* --- Who it is --- */

void peil_entry_recognize(struct peil_turn *turn)
{
    struct peil_session *session = turn->session;
    const struct peil_classroom *classroom = turn->runner->classroom;
    if (session->shut) {
        struct peil_seal *seal =
            peil_seal_new(turn->token, turn->runner->q->hash, session->response);
        peil_session_open(session, seal);
        peil_seal_free(seal);
    }
    if (peil_session_fate(session) > PEIL_FATE_OPEN)
        memset(session->secret, 0, sizeof session->secret);
    else if (classroom && classroom->deck)
        memcpy(session->secret, turn->token, PEIL_TOKEN_LENGTH);
    session->now = peil_stopwatch_now();
    turn->idle = turn->now - session->seen;
    session->seen = turn->now;
}

/* --- Which page --- */

/* Without a script too: the browser itself goes there after so many seconds. */
static void move_on(struct peil_turn *turn, int seconds, const char *address)
{
    peil_reply_header(&turn->reply, "Refresh",
                      peil_arena_format(turn->arena, "%d; url=%s", seconds, address));
}

static bool show_pupil(struct peil_turn *turn)
{
    struct peil_session *session = turn->session;
    const struct peil_item *item = peil_interview_item(session->interview);
    peil_session_show(session);
    peil_respond(turn, PEIL_OK, peil_page_write_interview);
    if (!turn->runner->kiosk || session->sequence == 0)
        return true;
    if (peil_session_has_ended(session))
        move_on(turn, LAST_PAGE, "/reset");
    else
        move_on(turn, item && item->kind == PEIL_TEXT ? PAUSE_WRITING : PAUSE,
                "/still");
    return true;
}

static bool show_code(struct peil_turn *turn, enum peil_status status, const char *code,
                      const char *alert)
{
    char room[PEIL_TOKEN_LENGTH + 1];
    struct peil_page page = peil_respond_about(turn, room);
    page.interview = NULL;
    page.mistake = PEIL_MISTAKE_NONE;
    page.code = code;
    page.alert = alert;
    page.gone = *turn->token && !turn->session;
    return peil_respond_with(turn, status, &page, peil_entrance_write_code);
}

static void draw_token(struct peil_turn *turn)
{
    peil_token_new(turn->token);
    peil_token_hash(turn->token, "store", turn->token_hash);
    peil_token_id(turn->event.response);
    turn->seed = peil_token_seed();
    turn->joins = true;
}

bool peil_entry_show(struct peil_turn *turn)
{
    if (turn->session)
        return show_pupil(turn);
    if (classroom_of(turn)->closed)
        return peil_respond(turn, PEIL_OK, peil_entrance_write_closed);
    if (classroom_of(turn)->deck)
        return show_code(turn, PEIL_OK, "", NULL);
    draw_token(turn);
    return false;
}

/* --- By card --- */

bool peil_entry_card(struct peil_turn *turn)
{
    const char *typed = strrchr(turn->address, '/') + 1;
    char code[PEIL_CARD_LENGTH + 1];
    if (!classroom_of(turn)->deck)
        return peil_respond_elsewhere(turn, "/");
    if (classroom_of(turn)->closed)
        return peil_respond(turn, PEIL_OK, peil_entrance_write_closed);
    if (peil_card_read(typed, code) != PEIL_CARD_READ)
        return show_code(turn, PEIL_NOT_FOUND, "", NULL);
    char room[PEIL_TOKEN_LENGTH + 1];
    struct peil_page page = peil_respond_about(turn, room);
    page.code = code;
    return peil_respond_with(turn, PEIL_OK, &page, peil_entrance_write_card);
}

/* How a code is refused: said again on the page, next to the field. */
static bool refuse(struct peil_turn *turn, enum peil_status status,
                   enum peil_code_problem problem)
{
    const struct peil_words *words = peil_words_find(turn->runner->q->language);
    return show_code(turn, status, peil_form_value(&turn->form, "code"),
                     words->code_problems[problem]);
}

static bool ask_to_wait(struct peil_turn *turn, long seconds)
{
    const struct peil_words *words = peil_words_find(turn->runner->q->language);
    size_t wait = seconds <= 10 ? 0 : seconds <= 30 ? 1 : 2;
    show_code(turn, PEIL_TOO_MANY, peil_form_value(&turn->form, "code"),
              peil_words_fill(turn->arena, words->code_wait, words->waits[wait], ""));
    peil_reply_header(&turn->reply, "Retry-After",
                      peil_arena_format(turn->arena, "%ld", seconds));
    return true;
}

/* The pupil goes on under a new token, which opens what was sealed too: its first half
 * is the secret that sealed it. Where that is not known any more - a sealed visit was
 * restarted, and the device with the cookie is gone - the pupil begins again. */
static bool sit_down(struct peil_turn *turn, struct peil_card *card,
                     const struct peil_session *session)
{
    bool moves = session && (!turn->runner->recipients || *session->secret);
    draw_token(turn);
    turn->card = card;
    turn->begins = !moves;
    memcpy(turn->instead_of, card->response, sizeof turn->instead_of);
    if (moves) {
        if (*session->secret)
            memcpy(turn->token, session->secret, PEIL_TOKEN_LENGTH);
        peil_token_id(turn->token + PEIL_TOKEN_LENGTH);
        peil_token_hash(turn->token, "store", turn->token_hash);
        memcpy(turn->event.response, card->response, sizeof turn->event.response);
    }
    return false;
}

/* A code of a wrong shape is a slip, and costs nothing. */
static bool take_code(struct peil_turn *turn, const char *code)
{
    const struct peil_classroom *classroom = classroom_of(turn);
    long wait = peil_guesses_wait(classroom->guesses, turn->from, turn->now);
    if (wait > 0)
        return ask_to_wait(turn, wait);
    struct peil_card *card = peil_deck_find(classroom->deck, code);
    if (!card) {
        peil_guesses_miss(classroom->guesses, turn->from, turn->now);
        return refuse(turn, PEIL_FORBIDDEN, PEIL_CODE_UNKNOWN);
    }
    const struct peil_session *session =
        peil_sessions_holder(turn->runner->sessions, card->response);
    if (session && session == turn->session)
        return peil_respond_elsewhere(turn, "/");
    if (session && peil_session_fate(session) > PEIL_FATE_OPEN)
        return refuse(turn, PEIL_FORBIDDEN, PEIL_CODE_USED);
    return sit_down(turn, card, session);
}

bool peil_entry_join(struct peil_turn *turn)
{
    char code[PEIL_CARD_LENGTH + 1];
    if (!classroom_of(turn)->deck)
        return peil_respond_elsewhere(turn, "/");
    if (classroom_of(turn)->closed)
        return peil_respond(turn, PEIL_OK, peil_entrance_write_closed);
    switch (peil_card_read(peil_form_value(&turn->form, "code"), code)) {
    case PEIL_CARD_EMPTY:
        return refuse(turn, PEIL_OK, PEIL_CODE_EMPTY);
    case PEIL_CARD_SHORT:
        return refuse(turn, PEIL_OK, PEIL_CODE_SHORT);
    case PEIL_CARD_FOREIGN:
        return refuse(turn, PEIL_OK, PEIL_CODE_FOREIGN);
    case PEIL_CARD_READ:
        break;
    }
    return take_code(turn, code);
}

/* --- When it is durable --- */

static void sit_stored(struct peil_turn *turn)
{
    struct peil_sessions *sessions = turn->runner->sessions;
    if (turn->begins) {
        memcpy(turn->card->response, turn->event.response, sizeof turn->card->response);
        peil_sessions_join(sessions, turn->token_hash, turn->event.response,
                           turn->seed);
    } else {
        peil_session_move(peil_sessions_holder(sessions, turn->card->response),
                          turn->token_hash);
        turn->runner->classroom->moved++;
    }
}

void peil_entry_stored(struct peil_turn *turn)
{
    struct peil_sessions *sessions = turn->runner->sessions;
    if (turn->result != PEIL_APPENDED && turn->result != PEIL_REPEATED)
        return;
    if (turn->card)
        sit_stored(turn);
    else
        peil_sessions_join(sessions, turn->token_hash, turn->event.response,
                           turn->seed);
    turn->session = peil_sessions_find(sessions, turn->token_hash);
    peil_entry_recognize(turn);
}

bool peil_entry_answer(struct peil_turn *turn)
{
    if (turn->result == PEIL_NOT_STORED)
        return peil_respond_notice(turn, PEIL_UNAVAILABLE);
    if (turn->card && turn->result == PEIL_CONFLICT)
        return peil_entry_join(turn);
    if (turn->card)
        peil_respond_elsewhere(turn, "/");
    else
        show_pupil(turn);
    peil_respond_cookie(turn, turn->token);
    return true;
}

/* --- Making way --- */

/* A second press finds the next pupil there already, and changes nothing. */
bool peil_entry_next(struct peil_turn *turn)
{
    bool shared = turn->runner->kiosk || classroom_of(turn)->deck;
    if (!shared || !turn->session || !peil_session_has_ended(turn->session))
        return peil_respond_elsewhere(turn, "/");
    if (!peil_respond_is_ours(turn))
        return peil_respond_notice(turn, PEIL_FORBIDDEN);
    peil_respond_elsewhere(turn, "/");
    peil_respond_cookie(turn, "");
    return true;
}

static bool is_busy_at_kiosk(const struct peil_turn *turn)
{
    return turn->runner->kiosk && turn->session && turn->session->sequence > 0;
}

bool peil_entry_still(struct peil_turn *turn)
{
    if (!is_busy_at_kiosk(turn) || peil_session_has_ended(turn->session))
        return peil_respond_elsewhere(turn, "/");
    peil_respond(turn, PEIL_OK, peil_entrance_write_still);
    move_on(turn, STILL, "/reset");
    return true;
}

/* "I stop, keep it", said for a pupil who went away. */
bool peil_entry_reset(struct peil_turn *turn)
{
    if (!is_busy_at_kiosk(turn))
        return peil_respond_elsewhere(turn, "/");
    if (!peil_session_has_ended(turn->session)) {
        const char *number = peil_arena_format(
            turn->arena, "%lu", (unsigned long)turn->session->sequence + 1);
        const struct peil_field fields[] = { { "do", "keep" }, { "n", number } };
        const struct peil_form stops = { fields, 2 };
        turn->resets = true;
        if (turn->idle >= STILL - 5 &&
            peil_session_decide(turn->session, &stops, turn->arena, &turn->event) ==
                PEIL_STEP_STORE)
            return false;
        return peil_respond_elsewhere(turn, "/");
    }
    peil_respond_elsewhere(turn, "/");
    peil_respond_cookie(turn, "");
    return true;
}
