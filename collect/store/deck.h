/* The cards of a visit: which codes let a pupil in, and whose questions each opens.
 *
 * The store keeps a code only as a keyed hash, beside the response that it led to, so
 * that a pupil whose screen died goes on at another device. The key stands in the same
 * file: it makes the hashes of every visit different, it keeps nothing from a thief who
 * has the file (six symbols can all be tried), and at the end of the visit cards and
 * key both go (peil_store_seal_visit). With answers sealed no code opens any of them.
 *
 *   `peil cards`    peil_deck_draw
 *   `peil collect`  peil_deck_new, peil_deck_replay, and for what a pupil types
 *                   peil_deck_find; then peil_store_seat (store.h) */
#ifndef PEIL_DECK_H
#define PEIL_DECK_H

#include "collect/store/card.h"
#include "collect/store/store.h"

struct peil_database;

enum { PEIL_DECK_MOST = 2000 };

struct peil_deck_code {
    char text[PEIL_CARD_LENGTH + 1];
};

/* Draws that many new codes and adds them to a store, which is made where there is
 * none; never while a server holds it. */
PEIL_MUST_READ
bool peil_deck_draw(const char *path, struct peil_deck_code *codes, size_t count,
                    struct peil_diag *diag);

struct peil_deck;
struct peil_card {
    char hash[PEIL_TOKEN_LENGTH + 1];
    char response[PEIL_ID_LENGTH + 1]; /* "" = nobody's yet */
};

/* `key` is the store's (peil_store_about). */
struct peil_deck *peil_deck_new(const char *key, struct peil_arena *arena);
struct peil_replay peil_deck_replay(struct peil_deck *deck);
size_t peil_deck_count(const struct peil_deck *deck);

/* NULL when no card has that code. */
struct peil_card *peil_deck_find(struct peil_deck *deck, const char *code);

/* For the store's thread: what peil_store_seat asks, within a transaction. False on
 * trouble with the disk. */
PEIL_MUST_READ
bool peil_deck_seat(struct peil_database *database, const struct peil_seat *seat,
                    enum peil_append *result);

#endif
