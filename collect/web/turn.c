#include "collect/web/turn.h"

#include "collect/web/entry.h"
#include "collect/web/respond.h"
#include "collect/page/look.h"

#include <string.h>

/* --- What each address does: true when the reply is made --- */

static bool show_stop(struct peil_turn *turn)
{
    if (!turn->session || peil_session_has_ended(turn->session))
        return peil_respond_elsewhere(turn, "/");
    return peil_respond(turn, PEIL_OK, peil_page_write_stop);
}

static bool show_wipe(struct peil_turn *turn)
{
    if (!turn->session || peil_session_has_ended(turn->session))
        return peil_respond_elsewhere(turn, "/");
    return peil_respond(turn, PEIL_OK, peil_page_write_wipe);
}

static bool take_answer(struct peil_turn *turn)
{
    if (!peil_respond_is_ours(turn))
        return peil_respond_notice(turn, PEIL_FORBIDDEN);
    enum peil_step step =
        peil_session_decide(turn->session, &turn->form, turn->arena, &turn->event);
    if (step == PEIL_STEP_STORE)
        return false;
    return peil_respond_elsewhere(turn, step == PEIL_STEP_STOP ? "/stop" : "/");
}

/* How the pages look is kept in the browser only. What was filled in came along. */
static bool take_look(struct peil_turn *turn)
{
    const char *letters =
        peil_look_read(peil_form_value(&turn->form, "look"), turn->arena);
    const char *place = peil_form_value(&turn->form, "place");
    if (peil_respond_is_ours(turn))
        peil_session_fill_in(turn->session, &turn->form);
    peil_respond_elsewhere(turn, strcmp(place, "stop") == 0   ? "/stop"
                                 : strcmp(place, "wipe") == 0 ? "/wipe"
                                                              : "/");
    peil_respond_look(turn, letters);
    return true;
}

static bool show_asset(struct peil_turn *turn)
{
    peil_assets_reply(turn->asset, turn->range, turn->arena, &turn->reply);
    return true;
}

static const struct peil_route_rule {
    const char *path, *method;
    bool (*run)(struct peil_turn *turn);
} rules[] = {
    { "/", "GET", peil_entry_show },       { "/k/", "GET", peil_entry_card },
    { "/join", "POST", peil_entry_join },  { "/answer", "POST", take_answer },
    { "/stop", "GET", show_stop },         { "/wipe", "GET", show_wipe },
    { "/next", "POST", peil_entry_next },  { "/still", "GET", peil_entry_still },
    { "/reset", "GET", peil_entry_reset }, { "/look", "POST", take_look },
};

static const struct peil_route_rule asset_rule = { "", "GET", show_asset };

static const struct peil_route_rule *find_rule(struct peil_turn *turn,
                                               const struct peil_head *head)
{
    const struct peil_runner *runner = turn->runner;
    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++)
        if (peil_head_is_for(head, rules[i].path))
            return &rules[i];
    turn->asset = peil_assets_find(&runner->assets, turn->address);
    if (!turn->asset && runner->recordings)
        turn->asset = peil_assets_find(&runner->recordings->assets, turn->address);
    return turn->asset ? &asset_rule : NULL;
}

static void identify(struct peil_turn *turn, const char *token)
{
    if (!token || !peil_token_is_valid(token))
        return;
    snprintf(turn->token, sizeof turn->token, "%s", token);
    peil_token_hash(token, "store", turn->token_hash);
    turn->session = peil_sessions_find(turn->runner->sessions, turn->token_hash);
    if (turn->session)
        peil_entry_recognize(turn);
}

/* --- The way of a turn --- */

void peil_turn_begin(struct peil_turn *turn, const struct peil_runner *runner,
                     struct peil_arena *arena)
{
    *turn = (struct peil_turn){ .runner = runner, .arena = arena };
}

bool peil_turn_head(struct peil_turn *turn, const struct peil_head *head)
{
    turn->address =
        peil_arena_copy_span(turn->arena, head->address, strcspn(head->address, "?"));
    turn->rule = find_rule(turn, head);
    turn->look = peil_look_read(head->look, turn->arena);
    turn->range = head->range;
    turn->from = head->from;
    turn->now = head->now;
    identify(turn, head->token);
    enum peil_status status = peil_head_judge(
        head, turn->runner->port, turn->rule ? turn->rule->method : NULL, turn->arena);
    return status == PEIL_OK || !peil_respond_notice(turn, status);
}

bool peil_turn_run(struct peil_turn *turn, const char *body, size_t length)
{
    if (!peil_form_decode(body, length, turn->arena, &turn->form))
        return peil_respond_notice(turn, PEIL_BAD_REQUEST);
    return turn->rule->run(turn);
}

/* What the store gets is sealed here: what is written down of an answer, nobody at this
 * machine can read. */
static void seal(struct peil_turn *turn, struct peil_join *join,
                 struct peil_event *event)
{
    if (!turn->runner->recipients)
        return;
    struct peil_seal *seal =
        peil_seal_new(turn->token, turn->runner->q->hash, event->response);
    if (turn->joins)
        join->sealed_key = peil_seal_key(seal, turn->runner->recipients, turn->arena);
    else
        event->text = peil_seal_close(seal, event, turn->arena);
    peil_seal_free(seal);
}

void peil_turn_submit(struct peil_turn *turn,
                      void (*done)(void *context, enum peil_append result),
                      void *context)
{
    struct peil_store *store = turn->runner->store;
    struct peil_event event = turn->event;
    struct peil_join join = { turn->token_hash, event.response, turn->seed, NULL };
    seal(turn, &join, &event);
    if (turn->card)
        peil_store_seat(store,
                        &(struct peil_seat){ .card = turn->card->hash,
                                             .join = join,
                                             .begins = turn->begins,
                                             .instead_of = turn->instead_of },
                        done, context);
    else if (join.sealed_key)
        peil_store_join_sealed(store, &join, done, context);
    else if (turn->joins)
        peil_store_join(store, turn->token_hash, event.response, turn->seed, done,
                        context);
    else
        peil_store_append(store, &event, 1, done, context);
}

void peil_turn_stored(struct peil_turn *turn, enum peil_append result)
{
    bool durable = result == PEIL_APPENDED || result == PEIL_REPEATED;
    turn->result = result;
    if (turn->joins) {
        peil_entry_stored(turn);
        return;
    }
    turn->session->unsaved = result == PEIL_NOT_STORED;
    if (durable)
        peil_session_apply(turn->session, &turn->event);
}

bool peil_turn_answer(struct peil_turn *turn)
{
    bool kept = turn->result != PEIL_NOT_STORED;
    if (turn->joins)
        return peil_entry_answer(turn);
    if (kept) {
        peil_respond_elsewhere(turn, "/");
        if (turn->resets)
            peil_respond_cookie(turn, "");
        return true;
    }
    peil_session_keep_draft(turn->session, &turn->form, PEIL_MISTAKE_NOT_STORED);
    return peil_respond(turn, PEIL_UNAVAILABLE, peil_page_write_interview);
}
