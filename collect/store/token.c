#include "collect/store/token.h"

#include <sodium.h>
#include <string.h>

enum { TOKEN_BYTES = PEIL_TOKEN_LENGTH / 2, ID_BYTES = PEIL_ID_LENGTH / 2 };

bool peil_token_begin(void)
{
    return sodium_init() >= 0;
}

void peil_token_new(char token[PEIL_TOKEN_LENGTH + 1])
{
    unsigned char bytes[TOKEN_BYTES];
    randombytes_buf(bytes, sizeof bytes);
    sodium_bin2hex(token, PEIL_TOKEN_LENGTH + 1, bytes, sizeof bytes);
    sodium_memzero(bytes, sizeof bytes);
}

void peil_token_id(char id[PEIL_ID_LENGTH + 1])
{
    unsigned char bytes[ID_BYTES];
    randombytes_buf(bytes, sizeof bytes);
    sodium_bin2hex(id, PEIL_ID_LENGTH + 1, bytes, sizeof bytes);
}

uint64_t peil_token_seed(void)
{
    uint64_t seed;
    randombytes_buf(&seed, sizeof seed);
    return seed;
}

uint32_t peil_token_below(uint32_t bound)
{
    return randombytes_uniform(bound);
}

bool peil_token_is_valid(const char *token)
{
    size_t length = strspn(token, "0123456789abcdef");
    return (length == PEIL_TOKEN_LENGTH || length == PEIL_COOKIE_LENGTH) &&
           token[length] == '\0';
}

void peil_token_hash(const char *token, const char *purpose,
                     char hash[PEIL_TOKEN_LENGTH + 1])
{
    unsigned char bytes[TOKEN_BYTES];
    crypto_generichash_state state;
    crypto_generichash_init(&state, NULL, 0, sizeof bytes);
    /* The purpose's NUL keeps the two parts apart. */
    crypto_generichash_update(&state, (const unsigned char *)purpose,
                              strlen(purpose) + 1);
    crypto_generichash_update(&state, (const unsigned char *)token, strlen(token));
    crypto_generichash_final(&state, bytes, sizeof bytes);
    sodium_bin2hex(hash, PEIL_TOKEN_LENGTH + 1, bytes, sizeof bytes);
}

bool peil_token_equal(const char *a, const char *b)
{
    size_t length = strlen(a);
    return strlen(b) == length && sodium_memcmp(a, b, length) == 0;
}
