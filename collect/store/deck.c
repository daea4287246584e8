#include "collect/store/deck.h"

#include "collect/store/lock.h"
#include "collect/store/visit.h"

#include <string.h>

struct peil_deck {
    const char *key;
    struct peil_arena *arena;
    struct peil_card *cards;
    size_t count;
};

/* --- What a server knows --- */

struct peil_deck *peil_deck_new(const char *key, struct peil_arena *arena)
{
    struct peil_deck *deck = peil_arena_array(arena, 1, sizeof *deck);
    *deck = (struct peil_deck){ .key = key, .arena = arena };
    return deck;
}

static void replay_card(void *context, const char *hash, const char *response)
{
    struct peil_deck *deck = context;
    deck->cards =
        peil_arena_grow(deck->arena, deck->cards, deck->count, sizeof *deck->cards);
    struct peil_card *card = &deck->cards[deck->count++];
    snprintf(card->hash, sizeof card->hash, "%s", hash);
    snprintf(card->response, sizeof card->response, "%s", response);
}

struct peil_replay peil_deck_replay(struct peil_deck *deck)
{
    return (struct peil_replay){ .card = replay_card, .context = deck };
}

size_t peil_deck_count(const struct peil_deck *deck)
{
    return deck->count;
}

struct peil_card *peil_deck_find(struct peil_deck *deck, const char *code)
{
    char hash[PEIL_TOKEN_LENGTH + 1];
    peil_token_hash(code, deck->key, hash);
    for (size_t i = 0; i < deck->count; i++)
        if (peil_token_equal(deck->cards[i].hash, hash))
            return &deck->cards[i];
    return NULL;
}

/* --- Drawing --- */

static bool run(struct peil_database *database, const char *sql, const char *first)
{
    return peil_database_run(
        database,
        &(struct peil_statement){ .sql = sql, .values = { { .text = first } } });
}

static bool count_row(void *context, const struct peil_value *columns)
{
    (void)columns;
    ++*(size_t *)context;
    return true;
}

/* Adds the card, unless there is one with that code: then it is drawn again. */
static bool draw_one(struct peil_database *database, const char *key,
                     struct peil_deck_code *code)
{
    char hash[PEIL_TOKEN_LENGTH + 1];
    size_t same;
    do {
        peil_card_new(code->text);
        peil_token_hash(code->text, key, hash);
        same = 0;
        if (!peil_database_run(
                database,
                &(struct peil_statement){ .sql = "SELECT 1 FROM card WHERE hash = ?1",
                                          .values = { { .text = hash } },
                                          .row = count_row,
                                          .context = &same }))
            return false;
    } while (same > 0);
    return run(database, "INSERT INTO card VALUES (?1, NULL)", hash);
}

static bool draw(struct peil_database *database, const char *key,
                 struct peil_deck_code *codes, size_t count)
{
    char fresh[PEIL_TOKEN_LENGTH + 1];
    bool drawn = run(database, "BEGIN IMMEDIATE", NULL);
    if (drawn && !*key) {
        peil_token_new(fresh);
        key = fresh;
        drawn = run(database, "INSERT INTO about VALUES ('card_key', ?1)", key);
    }
    for (size_t i = 0; drawn && i < count; i++)
        drawn = draw_one(database, key, &codes[i]);
    return drawn && run(database, "COMMIT", NULL);
}

bool peil_deck_draw(const char *path, struct peil_deck_code *codes, size_t count,
                    struct peil_diag *diag)
{
    struct peil_arena *arena = peil_arena_new();
    struct peil_store_about about = { 0 };
    int lock = peil_lock_take(path, diag);
    struct peil_database *database =
        lock < 0 ? NULL : peil_database_open(path, peil_visit_schema, diag);
    bool drawn = false;
    if (database) {
        (void)!peil_visit_about(database, &about, arena); /* it may say nothing yet */
        if (about.closed)
            peil_diag_add(diag, PEIL_ERROR, (struct peil_place){ .file = path },
                          "this visit has been closed");
        else if (!(drawn = draw(database, about.card_key, codes, count)))
            peil_database_complain(database, path, "cannot keep the cards", diag);
    }
    drawn = peil_database_close(database) && drawn;
    peil_lock_release(lock);
    peil_arena_free(arena);
    return drawn;
}

/* --- Letting in --- */

struct holder {
    bool found;
    char response[PEIL_ID_LENGTH + 1];
};

static bool find_holder(void *context, const struct peil_value *columns)
{
    struct holder *holder = context;
    holder->found = true;
    snprintf(holder->response, sizeof holder->response, "%s", columns[0].text);
    return true;
}

static bool begin_response(struct peil_database *database, const struct peil_seat *seat)
{
    const struct peil_join *join = &seat->join;
    return peil_database_run(database,
                             &(struct peil_statement){
                                 .sql = "INSERT INTO response VALUES (?1, ?2, ?3)",
                                 .values = { { .text = join->response },
                                             { .text = join->token_hash },
                                             { .integer = (int64_t)join->seed } } }) &&
           (!join->sealed_key ||
            peil_database_run(database,
                              &(struct peil_statement){
                                  .sql = "INSERT INTO event VALUES (?1, 0, ?2)",
                                  .values = { { .text = join->response },
                                              { .text = join->sealed_key } } })) &&
           peil_database_run(
               database,
               &(struct peil_statement){
                   .sql = "UPDATE card SET response = ?2 WHERE hash = ?1",
                   .values = { { .text = seat->card }, { .text = join->response } } });
}

static bool move_response(struct peil_database *database, const char *response,
                          const char *token_hash)
{
    return peil_database_run(
        database, &(struct peil_statement){
                      .sql = "UPDATE response SET token_hash = ?2 WHERE id = ?1",
                      .values = { { .text = response }, { .text = token_hash } } });
}

bool peil_deck_seat(struct peil_database *database, const struct peil_seat *seat,
                    enum peil_append *result)
{
    struct holder holder = { 0 };
    if (!peil_database_run(
            database,
            &(struct peil_statement){ .sql = "SELECT coalesce(response, '') FROM card"
                                             " WHERE hash = ?1",
                                      .values = { { .text = seat->card } },
                                      .row = find_holder,
                                      .context = &holder }))
        return false;
    bool as_decided = holder.found && strcmp(holder.response, seat->instead_of) == 0;
    *result = as_decided ? PEIL_APPENDED : PEIL_CONFLICT;
    return !as_decided || (seat->begins ? begin_response(database, seat)
                                        : move_response(database, holder.response,
                                                        seat->join.token_hash));
}
