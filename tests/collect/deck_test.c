/* Cards in the store: drawn, taken, moved, and gone when the visit is closed. */
#include "collect/store/deck.h"

#include "tests/fixture.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct visit {
    const char *path;
    struct peil_store *store;
    struct peil_deck *deck;
};

static const struct peil_store_about about = {
    .questionnaire = "<q/>", .questionnaire_length = 4, .hash = "h", .session = "s"
};

static int begin(void **state)
{
    static struct visit visit;
    folder_begin(state);
    visit = (struct visit){ .path = in_folder("v.peil") };
    *state = &visit;
    return 0;
}

static void open_store(struct visit *v)
{
    v->store = peil_store_open(v->path, &about, diag);
    peil_diag_print(diag, stderr);
    assert_non_null(v->store);
    v->deck = peil_deck_new(peil_store_about(v->store)->card_key, arena);
    struct peil_replay replay = peil_deck_replay(v->deck);
    assert_true(peil_store_replay(v->store, &replay, diag));
}

static void close_store(struct visit *v)
{
    assert_true(peil_store_close(v->store, diag));
}

static void take(void *context, enum peil_append result)
{
    *(enum peil_append *)context = result;
}

/* The queue is worked off when the store closes. */
static enum peil_append seat(struct visit *v, const struct peil_seat *seat)
{
    enum peil_append result = PEIL_NOT_STORED;
    peil_store_seat(v->store, seat, take, &result);
    close_store(v);
    open_store(v);
    return result;
}

struct seen {
    size_t joins, events;
    char token_hash[80], response[80];
};

static void see_join(void *context, const char *token_hash, const char *response,
                     uint64_t seed)
{
    struct seen *seen = context;
    (void)seed;
    seen->joins++;
    snprintf(seen->token_hash, sizeof seen->token_hash, "%s", token_hash);
    snprintf(seen->response, sizeof seen->response, "%s", response);
}

static struct seen look(struct visit *v)
{
    struct seen seen = { 0 };
    struct peil_replay replay = { .join = see_join, .context = &seen };
    assert_true(peil_store_replay(v->store, &replay, diag));
    return seen;
}

static const char first_id[] = "11111111111111111111111111111111";
static const char second_id[] = "22222222222222222222222222222222";

static void drawn_before_the_visit(void **state)
{
    struct visit *v = *state;
    struct peil_deck_code codes[30];
    assert_true(peil_deck_draw(v->path, codes, 30, diag));
    assert_true(peil_deck_draw(v->path, codes, 5, diag));
    open_store(v);
    assert_int_equal(peil_deck_count(v->deck), 35);
    assert_string_equal(peil_deck_find(v->deck, codes[3].text)->response, "");
    assert_null(peil_deck_find(v->deck, "OOOOOO"));
    assert_string_equal(peil_store_about(v->store)->questionnaire, "<q/>");
    close_store(v);
}

static void never_while_a_server_runs(void **state)
{
    struct visit *v = *state;
    struct peil_deck_code code;
    open_store(v);
    assert_false(peil_deck_draw(v->path, &code, 1, diag));
    close_store(v);
}

static void holds_no_code(void **state)
{
    struct visit *v = *state;
    struct peil_deck_code codes[4];
    assert_true(peil_deck_draw(v->path, codes, 4, diag));
    FILE *file = fopen(v->path, "rb");
    assert_non_null(file);
    char *bytes = peil_arena_array(arena, 1024 * 1024, 1);
    size_t length = fread(bytes, 1, 1024 * 1024, file);
    fclose(file);
    for (size_t i = 0; i < 4; i++)
        for (size_t at = 0; at + PEIL_CARD_LENGTH <= length; at++)
            assert_memory_not_equal(bytes + at, codes[i].text, PEIL_CARD_LENGTH);
}

static void joins_then_moves(void **state)
{
    struct visit *v = *state;
    struct peil_deck_code code;
    assert_true(peil_deck_draw(v->path, &code, 1, diag));
    open_store(v);
    const struct peil_card *card = peil_deck_find(v->deck, code.text);
    struct peil_seat sits = { .card = card->hash,
                              .join = { .token_hash = "aa", .response = first_id },
                              .begins = true,
                              .instead_of = "" };
    assert_int_equal(seat(v, &sits), PEIL_APPENDED);
    assert_string_equal(peil_deck_find(v->deck, code.text)->response, first_id);
    assert_string_equal(look(v).token_hash, "aa");

    /* A double click: the card was free when it was looked at. */
    sits.join = (struct peil_join){ .token_hash = "bb", .response = second_id };
    assert_int_equal(seat(v, &sits), PEIL_CONFLICT);
    struct seen seen = look(v);
    assert_int_equal(seen.joins, 1);
    assert_string_equal(seen.response, first_id);
    assert_string_equal(seen.token_hash, "aa");

    sits = (struct peil_seat){ .card = card->hash,
                               .join = { .token_hash = "cc", .response = second_id },
                               .instead_of = first_id };
    assert_int_equal(seat(v, &sits), PEIL_APPENDED);
    assert_string_equal(look(v).token_hash, "cc");
    close_store(v);
}

static void begins_anew_where_asked(void **state)
{
    struct visit *v = *state;
    struct peil_deck_code code;
    assert_true(peil_deck_draw(v->path, &code, 1, diag));
    open_store(v);
    const struct peil_card *card = peil_deck_find(v->deck, code.text);
    struct peil_seat sits = {
        .card = card->hash,
        .join = { .token_hash = "aa", .response = first_id, .sealed_key = "sealed" },
        .begins = true,
        .instead_of = ""
    };
    assert_int_equal(seat(v, &sits), PEIL_APPENDED);
    sits.join.token_hash = "bb";
    sits.join.response = second_id;
    sits.instead_of = first_id;
    assert_int_equal(seat(v, &sits), PEIL_APPENDED);
    assert_string_equal(peil_deck_find(v->deck, code.text)->response, second_id);
    assert_int_equal(look(v).joins, 2);
    close_store(v);
}

static void refuses_an_unknown_card(void **state)
{
    struct visit *v = *state;
    open_store(v);
    assert_int_equal(seat(v, &(struct peil_seat){ .card = "no such",
                                                  .join = { .token_hash = "aa",
                                                            .response = first_id },
                                                  .begins = true,
                                                  .instead_of = "" }),
                     PEIL_CONFLICT);
    assert_int_equal(look(v).joins, 0);
    close_store(v);
}

static void gone_when_closed(void **state)
{
    struct visit *v = *state;
    struct peil_deck_code code;
    struct peil_store_about said;
    assert_true(peil_deck_draw(v->path, &code, 1, diag));
    open_store(v);
    close_store(v);
    assert_true(
        peil_store_seal_visit(v->path, &(struct peil_store_closing){ 0 }, diag));
    struct peil_deck *deck = peil_deck_new("", arena);
    struct peil_replay replay = peil_deck_replay(deck);
    assert_true(peil_store_read(v->path, &said, &replay, arena, diag));
    assert_int_equal(peil_deck_count(deck), 0);
    assert_string_equal(said.card_key, "");
    assert_false(peil_deck_draw(v->path, &code, 1, diag));
}

int main(void)
{
    if (!peil_token_begin())
        return 1;
    const struct test tests[] = {
        TEST(drawn_before_the_visit),  TEST(never_while_a_server_runs),
        TEST(holds_no_code),           TEST(joins_then_moves),
        TEST(begins_anew_where_asked), TEST(refuses_an_unknown_card),
        TEST(gone_when_closed),
    };
    return run_suite(tests, LENGTH(tests), begin, folder_end);
}
