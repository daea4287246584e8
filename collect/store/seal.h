/* Sealed answers: who has the laptop reads nothing, and still a pupil can go on after a
 * crash.
 *
 *   token    256 random bits, in the pupil's cookie and nowhere else
 *   key      BLAKE2b of the token; lives for one request. It is stored too, but sealed
 *            (crypto_box_seal) for each public key of the study
 *   a line   what the store keeps of an event: "open UkVE...": what became of the
 *            response, in clear, and the event's text, padded to steps of 256 bytes and
 *            encrypted (XChaCha20-Poly1305) under the key. The questionnaire's hash,
 * the response, the sequence and the clear word are authenticated with it, so no line
 * opens in another's place The nonce is a keyed hash of all that is in a line, so that
 * the same event, sent again after a lost acknowledgement, is the same line, and no two
 * texts share a nonce.
 *
 *   the server   peil_recipients_read, peil_seal_new, peil_seal_key, peil_seal_close;
 *                after a restart, when the cookie is back, peil_seal_open
 *   the analyst  peil_seal_recover, peil_seal_open */
#ifndef PEIL_SEAL_H
#define PEIL_SEAL_H

#include "collect/store/store.h"
#include "questionnaires/study.h"

enum {
    PEIL_KEY_BYTES = 32,
    PEIL_KEY_TEXT = 44, /* letters of a key in base64 */
};

/* --- For whom --- */

struct peil_recipients {
    const struct peil_recipient {
        const char *name;
        unsigned char key[PEIL_KEY_BYTES];
    } * list;
    size_t count; /* 0 = nobody: answers stay readable */
};

/* The study's public keys, each tried; false after errors in diag. */
PEIL_MUST_READ
bool peil_recipients_read(const struct peil_study *study,
                          struct peil_recipients *recipients, struct peil_arena *arena,
                          struct peil_diag *diag);

/* --- One response's seal: its key, in memory that is locked and wiped --- */

struct peil_seal;

/* From the secret of a token: its first PEIL_TOKEN_LENGTH digits, whatever stands
 * behind them. `hash` is the questionnaire's, `response` the public id. */
struct peil_seal *peil_seal_new(const char *token, const char *hash,
                                const char *response);
void peil_seal_free(struct peil_seal *seal); /* NULL is allowed */

/* The key, sealed for each recipient: a word each. */
const char *peil_seal_key(const struct peil_seal *seal,
                          const struct peil_recipients *recipients,
                          struct peil_arena *arena);

/* The line that the store keeps instead of the event's text. */
const char *peil_seal_close(const struct peil_seal *seal,
                            const struct peil_event *event, struct peil_arena *arena);
/* The event's text; NULL when the line was not closed by this seal for this sequence,
 * or a bit of it has changed since. */
const char *peil_seal_open(const struct peil_seal *seal, uint32_t sequence,
                           const char *line, struct peil_arena *arena);

/* --- A recipient's secret key, in memory of the same kind --- */

struct peil_secret;

struct peil_secret *peil_secret_new(void);
struct peil_secret *peil_secret_of(const unsigned char bytes[PEIL_KEY_BYTES]);
void peil_secret_free(struct peil_secret *secret); /* NULL is allowed */
const unsigned char *peil_secret_bytes(const struct peil_secret *secret);
/* Its public key, in base64. */
const char *peil_secret_public(const struct peil_secret *secret,
                               struct peil_arena *arena);

/* The seal of a response from the words of peil_seal_key; NULL when none of them was
 * sealed for this key. */
struct peil_seal *peil_seal_recover(const struct peil_secret *secret,
                                    const char *sealed_key, const char *hash,
                                    const char *response);

#endif
