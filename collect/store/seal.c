#include "collect/store/seal.h"

#include <assert.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

enum {
    STEP = 256, /* an item's id, its codes and a short text fit in one */
    NONCE = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES,
    TAG = crypto_aead_xchacha20poly1305_ietf_ABYTES,
    SEALED_KEY = PEIL_KEY_BYTES + crypto_box_SEALBYTES,
};
static_assert(PEIL_KEY_BYTES == crypto_box_PUBLICKEYBYTES, "a public key");
static_assert(PEIL_KEY_BYTES == crypto_box_SECRETKEYBYTES, "a secret key");
static_assert(PEIL_KEY_BYTES == crypto_kdf_KEYBYTES, "what others are made of");
static_assert(PEIL_KEY_BYTES == crypto_aead_xchacha20poly1305_ietf_KEYBYTES,
              "a cipher");
static_assert(PEIL_KEY_BYTES * 2 == PEIL_TOKEN_LENGTH, "what a token gives");

/* Only bytes: guarded memory is aligned for nothing else. */
struct peil_seal {
    unsigned char key[PEIL_KEY_BYTES];
    unsigned char cipher[PEIL_KEY_BYTES], nonce[PEIL_KEY_BYTES]; /* made of it */
    char response[PEIL_ID_LENGTH + 1];
    char hash[];
};

struct peil_secret {
    unsigned char bytes[PEIL_KEY_BYTES], public[PEIL_KEY_BYTES];
};

/* Locked in memory, with guard pages, wiped when it is freed. */
static void *guarded(size_t size)
{
    void *memory = sodium_malloc(size);
    if (!memory)
        abort(); /* no memory */
    return memory;
}

/* --- Base64 --- */

static const char *to_base64(const unsigned char *bytes, size_t length,
                             struct peil_arena *arena)
{
    size_t size = sodium_base64_encoded_len(length, sodium_base64_VARIANT_ORIGINAL);
    return sodium_bin2base64(peil_arena_array(arena, size, 1), size, bytes, length,
                             sodium_base64_VARIANT_ORIGINAL);
}

/* The bytes of `letters` letters; false when there are more than `room`, or it is no
 * base64. The library takes some letters beyond ASCII for others. */
static bool from_base64(const char *text, size_t letters, unsigned char *bytes,
                        size_t room, size_t *length)
{
    static const char alphabet[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=";
    const char *end;
    return strspn(text, alphabet) >= letters &&
           sodium_base642bin(bytes, room, text, letters, NULL, length, &end,
                             sodium_base64_VARIANT_ORIGINAL) == 0 &&
           end == text + letters;
}

/* --- For whom --- */

/* A point of which no secret key exists cannot be sealed for. */
static bool read_recipient(const struct peil_public_key *key,
                           struct peil_recipient *recipient)
{
    const unsigned char practice[1] = { 0 };
    unsigned char sealed[sizeof practice + crypto_box_SEALBYTES];
    size_t length;
    recipient->name = key->name;
    return from_base64(key->text, strlen(key->text), recipient->key,
                       sizeof recipient->key, &length) &&
           length == sizeof recipient->key &&
           crypto_box_seal(sealed, practice, sizeof practice, recipient->key) == 0;
}

bool peil_recipients_read(const struct peil_study *study,
                          struct peil_recipients *recipients, struct peil_arena *arena,
                          struct peil_diag *diag)
{
    size_t errors = peil_diag_count(diag, PEIL_ERROR);
    struct peil_recipient *list =
        peil_arena_array(arena, study->key_count, sizeof *list);
    for (size_t i = 0; i < study->key_count; i++)
        if (!read_recipient(&study->keys[i], &list[i]))
            peil_diag_add(diag, PEIL_ERROR, study->keys[i].place,
                          "\"%s\" is not a public key as \"peil keys new\" prints it",
                          study->keys[i].name);
    *recipients = (struct peil_recipients){ list, study->key_count };
    return peil_diag_count(diag, PEIL_ERROR) == errors;
}

/* --- One response's seal --- */

static struct peil_seal *seal_of(const unsigned char *key, const char *hash,
                                 const char *response)
{
    size_t length = strlen(hash) + 1;
    struct peil_seal *seal = guarded(sizeof *seal + length);
    memcpy(seal->key, key, sizeof seal->key);
    crypto_kdf_derive_from_key(seal->cipher, sizeof seal->cipher, 1, "answers", key);
    crypto_kdf_derive_from_key(seal->nonce, sizeof seal->nonce, 2, "answers", key);
    snprintf(seal->response, sizeof seal->response, "%s", response);
    memcpy(seal->hash, hash, length);
    return seal;
}

struct peil_seal *peil_seal_new(const char *token, const char *hash,
                                const char *response)
{
    char secret[PEIL_TOKEN_LENGTH + 1], digits[PEIL_TOKEN_LENGTH + 1];
    unsigned char key[PEIL_KEY_BYTES];
    snprintf(secret, sizeof secret, "%s", token);
    peil_token_hash(secret, "key", digits);
    sodium_hex2bin(key, sizeof key, digits, PEIL_TOKEN_LENGTH, NULL, NULL, NULL);
    struct peil_seal *seal = seal_of(key, hash, response);
    sodium_memzero(secret, sizeof secret);
    sodium_memzero(digits, sizeof digits);
    sodium_memzero(key, sizeof key);
    return seal;
}

void peil_seal_free(struct peil_seal *seal)
{
    sodium_free(seal);
}

const char *peil_seal_key(const struct peil_seal *seal,
                          const struct peil_recipients *recipients,
                          struct peil_arena *arena)
{
    const char *words = "";
    for (size_t i = 0; i < recipients->count; i++) {
        unsigned char sealed[SEALED_KEY];
        if (crypto_box_seal(sealed, seal->key, sizeof seal->key,
                            recipients->list[i].key) != 0)
            abort(); /* it was tried when it was read */
        words = peil_arena_format(arena, "%s%s%s", words, i ? " " : "",
                                  to_base64(sealed, sizeof sealed, arena));
    }
    return words;
}

/* --- Lines --- */

/* What a line belongs to, authenticated with it. */
static const char *belonging(const struct peil_seal *seal, uint32_t sequence,
                             enum peil_fate fate, struct peil_arena *arena)
{
    return peil_arena_format(arena, "%s %s %u %s", seal->hash, seal->response,
                             (unsigned)sequence, peil_fate_word(fate));
}

static void make_nonce(const struct peil_seal *seal, const char *belongs,
                       const unsigned char *padded, size_t length,
                       unsigned char nonce[NONCE])
{
    crypto_generichash_state state;
    crypto_generichash_init(&state, seal->nonce, sizeof seal->nonce, NONCE);
    /* The NUL keeps the two parts apart. */
    crypto_generichash_update(&state, (const unsigned char *)belongs,
                              strlen(belongs) + 1);
    crypto_generichash_update(&state, padded, length);
    crypto_generichash_final(&state, nonce, NONCE);
}

const char *peil_seal_close(const struct peil_seal *seal,
                            const struct peil_event *event, struct peil_arena *arena)
{
    const char *belongs = belonging(seal, event->sequence, event->fate, arena);
    size_t length = strlen(event->text), padded = (length / STEP + 1) * STEP;
    unsigned char *plain = peil_arena_array(arena, padded, 1);
    unsigned char *row = peil_arena_array(arena, NONCE + padded + TAG, 1);
    memcpy(plain, event->text, length);
    sodium_pad(NULL, plain, length, STEP, padded);
    make_nonce(seal, belongs, plain, padded, row);
    crypto_aead_xchacha20poly1305_ietf_encrypt(
        row + NONCE, NULL, plain, padded, (const unsigned char *)belongs,
        strlen(belongs), NULL, row, seal->cipher);
    sodium_memzero(plain, padded);
    return peil_arena_format(arena, "%s %s", peil_fate_word(event->fate),
                             to_base64(row, NONCE + padded + TAG, arena));
}

static const char *decrypt(const struct peil_seal *seal, const char *belongs,
                           const unsigned char *row, size_t length,
                           struct peil_arena *arena)
{
    unsigned char *plain = peil_arena_array(arena, length, 1);
    size_t padded = length - NONCE - TAG;
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(
            plain, NULL, NULL, row + NONCE, length - NONCE,
            (const unsigned char *)belongs, strlen(belongs), row, seal->cipher) != 0 ||
        sodium_unpad(&length, plain, padded, STEP) != 0 || memchr(plain, 0, length))
        return NULL;
    plain[length] = '\0';
    return (const char *)plain;
}

const char *peil_seal_open(const struct peil_seal *seal, uint32_t sequence,
                           const char *line, struct peil_arena *arena)
{
    const char *blank = strchr(line, ' ');
    enum peil_fate fate;
    if (!blank || !peil_fate_read(line, &fate))
        return NULL;
    size_t letters = strlen(blank + 1), length;
    unsigned char *row = peil_arena_array(arena, letters, 1);
    if (!from_base64(blank + 1, letters, row, letters, &length) ||
        length < NONCE + TAG + STEP)
        return NULL;
    return decrypt(seal, belonging(seal, sequence, fate, arena), row, length, arena);
}

/* --- A recipient's secret key --- */

struct peil_secret *peil_secret_of(const unsigned char bytes[PEIL_KEY_BYTES])
{
    struct peil_secret *secret = guarded(sizeof *secret);
    memcpy(secret->bytes, bytes, sizeof secret->bytes);
    crypto_scalarmult_base(secret->public, secret->bytes);
    return secret;
}

struct peil_secret *peil_secret_new(void)
{
    struct peil_secret *secret = guarded(sizeof *secret);
    crypto_box_keypair(secret->public, secret->bytes);
    return secret;
}

void peil_secret_free(struct peil_secret *secret)
{
    sodium_free(secret);
}

const unsigned char *peil_secret_bytes(const struct peil_secret *secret)
{
    return secret->bytes;
}

const char *peil_secret_public(const struct peil_secret *secret,
                               struct peil_arena *arena)
{
    return to_base64(secret->public, sizeof secret->public, arena);
}

struct peil_seal *peil_seal_recover(const struct peil_secret *secret,
                                    const char *sealed_key, const char *hash,
                                    const char *response)
{
    struct peil_seal *seal = NULL;
    while (*sealed_key && !seal) {
        size_t letters = strcspn(sealed_key, " "), length;
        unsigned char sealed[SEALED_KEY], key[PEIL_KEY_BYTES];
        if (from_base64(sealed_key, letters, sealed, sizeof sealed, &length) &&
            length == sizeof sealed &&
            crypto_box_seal_open(key, sealed, sizeof sealed, secret->public,
                                 secret->bytes) == 0)
            seal = seal_of(key, hash, response);
        sodium_memzero(key, sizeof key);
        sealed_key += letters + (sealed_key[letters] == ' ');
    }
    return seal;
}
