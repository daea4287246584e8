/* Random ids and secret tokens. The one door of libsodium in this room.
 *
 * A pupil's cookie holds a token of 256 random bits; nothing else opens an interview.
 * The store keeps only its hash, so a store that is read or stolen opens none. A
 * response's public id is drawn apart and cannot be computed from the token. */
#ifndef PEIL_TOKEN_H
#define PEIL_TOKEN_H

#include <stdbool.h>
#include <stdint.h>

enum {
    PEIL_ID_LENGTH = 32,    /* hexadecimal digits of a response's or session's id */
    PEIL_TOKEN_LENGTH = 64, /* of a secret token, and of its hash */
    PEIL_COOKIE_LENGTH = PEIL_TOKEN_LENGTH + PEIL_ID_LENGTH,
};

/* Must succeed once before the others are called. */
bool peil_token_begin(void);

void peil_token_new(char token[PEIL_TOKEN_LENGTH + 1]);
void peil_token_id(char id[PEIL_ID_LENGTH + 1]);
uint64_t peil_token_seed(void);
/* 0 ... bound - 1, all equally likely. */
uint32_t peil_token_below(uint32_t bound);

/* Is it a token, or a token with an id behind it? That is how a pupil goes on at
 * another device: the same secret, yet the cookie of the old one opens nothing any
 * more. Never more is known of what comes in. */
bool peil_token_is_valid(const char *token);

/* One-way and apart per purpose: "store" for what the store keeps, "form" for the
 * hidden field of a page. */
void peil_token_hash(const char *token, const char *purpose,
                     char hash[PEIL_TOKEN_LENGTH + 1]);

/* Takes the same time wherever they differ. */
bool peil_token_equal(const char *a, const char *b);

#endif
