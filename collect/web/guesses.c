#include "collect/web/guesses.h"

#include "collect/store/token.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

enum { MINUTE = 60 };

/* A wrong code moves `free` on by its price; free codes are left while `free` is less
 * than a minute ahead. */
struct account {
    long free;
};
static const long price_of_one = MINUTE / PEIL_GUESSES_OF_ONE;
static const long price_of_all = MINUTE / PEIL_GUESSES_OF_ALL;

struct guesser {
    char address[PEIL_TOKEN_LENGTH + 1]; /* hashed; "" = a place that is free */
    struct account account;
    long missed; /* when last */
};

struct peil_guesses {
    char key[PEIL_TOKEN_LENGTH + 1];
    struct account all;
    struct guesser guessers[PEIL_GUESSES_ADDRESSES];
};

struct peil_guesses *peil_guesses_new(struct peil_arena *arena)
{
    struct peil_guesses *guesses = peil_arena_array(arena, 1, sizeof *guesses);
    peil_token_new(guesses->key);
    return guesses;
}

static long wait_of(struct account account, long price, long now)
{
    long wait = account.free + price - now - MINUTE;
    return wait > 0 ? wait : 0;
}

static long least(long a, long b)
{
    return a < b ? a : b;
}

static void charge(struct account *account, long price, long now)
{
    long from = account->free > now ? account->free : now;
    account->free = least(from + price, now + MINUTE);
}

static bool is_forgotten(const struct guesser *guesser, long now)
{
    return guesser->address[0] == '\0' || now - guesser->missed >= MINUTE;
}

/* The place of an address, or else one that is free (then with an empty address), or
 * NULL: all are taken. */
static const struct guesser *find(const struct peil_guesses *guesses,
                                  const char *address, long now)
{
    const struct guesser *place = NULL;
    for (size_t i = 0; i < PEIL_GUESSES_ADDRESSES; i++) {
        const struct guesser *guesser = &guesses->guessers[i];
        if (strcmp(guesser->address, address) == 0)
            return guesser;
        if (!place && is_forgotten(guesser, now))
            place = guesser;
    }
    return place;
}

static void hash(const struct peil_guesses *guesses, uint32_t address,
                 char hashed[PEIL_TOKEN_LENGTH + 1])
{
    char digits[16];
    snprintf(digits, sizeof digits, "%lx", (unsigned long)address);
    peil_token_hash(digits, guesses->key, hashed);
}

long peil_guesses_wait(const struct peil_guesses *guesses, uint32_t address, long now)
{
    char hashed[PEIL_TOKEN_LENGTH + 1];
    hash(guesses, address, hashed);
    const struct guesser *guesser = find(guesses, hashed, now);
    long all = wait_of(guesses->all, price_of_all, now);
    if (!guesser || is_forgotten(guesser, now))
        return guesser ? 0 : all;
    long own = wait_of(guesser->account, price_of_one, now);
    all = least(all, guesser->missed + MINUTE - now);
    return own > all ? own : all;
}

void peil_guesses_miss(struct peil_guesses *guesses, uint32_t address, long now)
{
    char hashed[PEIL_TOKEN_LENGTH + 1];
    hash(guesses, address, hashed);
    const struct guesser *found = find(guesses, hashed, now);
    charge(&guesses->all, price_of_all, now);
    if (!found)
        return;
    struct guesser *guesser = &guesses->guessers[found - guesses->guessers];
    if (is_forgotten(guesser, now))
        *guesser = (struct guesser){ .account = { 0 } };
    memcpy(guesser->address, hashed, sizeof hashed);
    guesser->missed = now;
    charge(&guesser->account, price_of_one, now);
}

size_t peil_guesses_most_of_one(size_t minutes)
{
    return PEIL_GUESSES_OF_ONE * (minutes + 1);
}

size_t peil_guesses_most_of_all(size_t minutes)
{
    return PEIL_GUESSES_OF_ALL * (minutes + 1);
}
