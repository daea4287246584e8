#include "collect/store/key_file.h"

#include "collect/store/passphrase.h"
#include "questionnaires/base/file.h"
#include "questionnaires/base/schema.h"

#include <sodium.h>
#include <string.h>
#include <unistd.h>

enum {
    MOST_BYTES = 16 * 1024,
    SALT = crypto_pwhash_SALTBYTES,
    NONCE = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES,
    SEALED = NONCE + PEIL_KEY_BYTES + crypto_aead_xchacha20poly1305_ietf_ABYTES,
    LINES = 4, /* of paper */
    LINE = PEIL_KEY_BYTES / LINES,
    CHECK = 2,
    ROW = LINE + CHECK,
};

struct peil_key_file {
    const char *path;
    bool paper;
    unsigned char bytes[PEIL_KEY_BYTES];      /* paper: the key itself */
    const char *public;                       /* else: the other half, authenticated, */
    unsigned char salt[SALT], sealed[SEALED]; /* and the key behind a passphrase */
};

static const struct peil_schema schema = {
    .namespace = "urn:peil:key:1",
    .root = "key",
    .elements =
        (const struct peil_schema_element[]){
            { .name = "key",
              .about = "a secret key behind a passphrase",
              .attributes =
                  (const struct peil_schema_attribute[]){
                      { "name", PEIL_VALUE_NAME, true, NULL, "whose it is" },
                      { "public", PEIL_VALUE_TEXT, true, NULL, "its other half" },
                      { "salt", PEIL_VALUE_TEXT, true, NULL, "of the passphrase" },
                      { "secret", PEIL_VALUE_TEXT, true, NULL, "the key, encrypted" },
                      { 0 } } } },
    .element_count = 1,
};

static bool complain(struct peil_diag *diag, struct peil_place place, const char *why)
{
    peil_diag_add(diag, PEIL_ERROR, place, "%s", why);
    return false;
}

/* --- The passphrase --- */

/* What Argon2id makes of it; false when there is no memory for that. */
static bool stretch(const char *passphrase, const struct peil_key_file *file,
                    unsigned char key[PEIL_KEY_BYTES], struct peil_diag *diag)
{
    return crypto_pwhash(key, PEIL_KEY_BYTES, passphrase, strlen(passphrase),
                         file->salt, crypto_pwhash_OPSLIMIT_MODERATE,
                         crypto_pwhash_MEMLIMIT_MODERATE,
                         crypto_pwhash_ALG_ARGON2ID13) == 0 ||
           complain(diag, (struct peil_place){ .file = file->path },
                    "there is not enough memory for the passphrase");
}

static void lock(struct peil_key_file *file, const struct peil_secret *secret,
                 const unsigned char key[PEIL_KEY_BYTES])
{
    randombytes_buf(file->sealed, NONCE);
    crypto_aead_xchacha20poly1305_ietf_encrypt(
        file->sealed + NONCE, NULL, peil_secret_bytes(secret), PEIL_KEY_BYTES,
        (const unsigned char *)file->public, strlen(file->public), NULL, file->sealed,
        key);
}

static struct peil_secret *unlock(const struct peil_key_file *file,
                                  const unsigned char key[PEIL_KEY_BYTES],
                                  struct peil_diag *diag)
{
    unsigned char bytes[PEIL_KEY_BYTES];
    struct peil_secret *secret = NULL;
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(
            bytes, NULL, NULL, file->sealed + NONCE, SEALED - NONCE,
            (const unsigned char *)file->public, strlen(file->public), file->sealed,
            key) == 0)
        secret = peil_secret_of(bytes);
    else
        complain(diag, (struct peil_place){ .file = file->path },
                 "the passphrase is wrong, or the file is damaged");
    sodium_memzero(bytes, sizeof bytes);
    return secret;
}

/* --- Writing --- */

static void write_bytes(FILE *out, const char *name, const unsigned char *bytes,
                        size_t length)
{
    char text[2 * SEALED];
    fprintf(out, "\n     %s=\"%s\"", name,
            sodium_bin2base64(text, sizeof text, bytes, length,
                              sodium_base64_VARIANT_ORIGINAL));
}

static bool write_file(const struct peil_key_file *file, const char *name,
                       struct peil_diag *diag)
{
    FILE *out = peil_file_create(file->path, diag);
    if (!out)
        return false;
    fprintf(out,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            "<!-- A secret key of peil, behind a passphrase. Keep it off the laptop of "
            "the class. -->\n"
            "<key xmlns=\"%s\" name=\"%s\"\n     public=\"%s\"",
            schema.namespace, name, file->public);
    write_bytes(out, "salt", file->salt, sizeof file->salt);
    write_bytes(out, "secret", file->sealed, sizeof file->sealed);
    fputs("/>\n", out);
    return peil_file_commit(out, file->path, diag);
}

bool peil_key_file_write(const char *path, const char *name,
                         const struct peil_secret *secret, const char *passphrase,
                         struct peil_diag *diag)
{
    struct peil_key_file file = { .path = path };
    unsigned char key[PEIL_KEY_BYTES];
    if (access(path, F_OK) == 0)
        return complain(diag, (struct peil_place){ .file = path },
                        "there is a key already; it was left as it is");
    randombytes_buf(file.salt, sizeof file.salt);
    if (!stretch(passphrase, &file, key, diag))
        return false;
    struct peil_arena *arena = peil_arena_new();
    file.public = peil_secret_public(secret, arena);
    lock(&file, secret, key);
    sodium_memzero(key, sizeof key);
    bool written = write_file(&file, name, diag);
    peil_arena_free(arena);
    return written;
}

/* --- Paper --- */

/* Of the line's place too, so that lines cannot change places. */
static void check_of(size_t line, const unsigned char *bytes,
                     unsigned char check[CHECK])
{
    unsigned char said[1 + LINE] = { (unsigned char)line };
    unsigned char hash[crypto_generichash_BYTES_MIN];
    memcpy(said + 1, bytes, LINE);
    crypto_generichash(hash, sizeof hash, said, sizeof said, NULL, 0);
    memcpy(check, hash, CHECK);
    sodium_memzero(said, sizeof said);
}

void peil_key_file_write_paper(const struct peil_secret *secret, FILE *out)
{
    const unsigned char *bytes = peil_secret_bytes(secret);
    for (size_t line = 0; line < LINES; line++, bytes += LINE) {
        unsigned char row[ROW];
        memcpy(row, bytes, LINE);
        check_of(line, row, row + LINE);
        for (size_t i = 0; i < ROW; i++)
            fprintf(out, "%s%02X", i == 0 ? "    " : i % 2 ? "" : " ", row[i]);
        fputc('\n', out);
        sodium_memzero(row, sizeof row);
    }
}

static bool read_row(const char *text, size_t letters, size_t line,
                     unsigned char *bytes)
{
    unsigned char row[ROW], check[CHECK];
    size_t length;
    if (sodium_hex2bin(row, sizeof row, text, letters, " -\t\r", &length, NULL) != 0 ||
        length != sizeof row)
        return false;
    check_of(line, row, check);
    memcpy(bytes, row, LINE);
    return memcmp(check, row + LINE, CHECK) == 0;
}

static bool read_paper(struct peil_key_file *file, const char *text,
                       struct peil_diag *diag)
{
    struct peil_place place = { .file = file->path, .line = 1, .column = 1 };
    size_t rows = 0;
    for (; *text; place.line++) {
        size_t letters = strcspn(text, "\n");
        bool blank = strspn(text, " \t\r") >= letters;
        if (!blank && rows == LINES)
            return complain(diag, place, "the recovery key has four lines, not more");
        if (!blank && !read_row(text, letters, rows, file->bytes + rows * LINE))
            return complain(diag, place,
                            "this is no line of the recovery key, or it has a typing "
                            "error");
        rows += !blank;
        text += letters + (text[letters] == '\n');
    }
    file->paper = true;
    return rows == LINES ||
           complain(diag, (struct peil_place){ .file = file->path },
                    "this is no key file, nor the four lines of a recovery key");
}

/* --- Reading --- */

static bool read_attribute(const struct peil_element *element, const char *name,
                           unsigned char *bytes, size_t room, struct peil_diag *diag)
{
    const struct peil_attribute *found = peil_element_attribute(element, name);
    size_t length;
    return (sodium_base642bin(bytes, room, found->value, strlen(found->value), NULL,
                              &length, NULL, sodium_base64_VARIANT_ORIGINAL) == 0 &&
            length == room) ||
           complain(diag, found->place, "this is not as peil wrote it");
}

static bool read_element(struct peil_key_file *file, const struct peil_element *root,
                         struct peil_diag *diag)
{
    if (!root || !peil_schema_check(&schema, root, diag))
        return false;
    file->public = peil_element_value(root, "public");
    return read_attribute(root, "salt", file->salt, sizeof file->salt, diag) &&
           read_attribute(root, "secret", file->sealed, sizeof file->sealed, diag);
}

struct peil_key_file *peil_key_file_parse(const char *bytes, size_t length,
                                          const char *name, struct peil_arena *arena,
                                          struct peil_diag *diag)
{
    struct peil_key_file *file = peil_arena_array(arena, 1, sizeof *file);
    file->path = name;
    bool is_xml = memchr(bytes, '<', length) != NULL;
    bool read =
        is_xml
            ? read_element(file, peil_xml_parse(bytes, length, name, arena, diag), diag)
            : read_paper(file, peil_arena_copy_span(arena, bytes, length), diag);
    return read ? file : NULL;
}

struct peil_key_file *peil_key_file_read(const char *path, struct peil_arena *arena,
                                         struct peil_diag *diag)
{
    size_t length;
    const char *bytes = peil_file_read(path, MOST_BYTES, arena, &length, diag);
    return bytes ? peil_key_file_parse(bytes, length, path, arena, diag) : NULL;
}

bool peil_key_file_needs_passphrase(const struct peil_key_file *file)
{
    return !file->paper;
}

struct peil_secret *peil_key_file_open(const struct peil_key_file *file,
                                       const char *passphrase, struct peil_diag *diag)
{
    unsigned char key[PEIL_KEY_BYTES];
    if (file->paper)
        return peil_secret_of(file->bytes);
    if (!stretch(passphrase, file, key, diag))
        return NULL;
    struct peil_secret *secret = unlock(file, key, diag);
    sodium_memzero(key, sizeof key);
    return secret;
}

struct peil_secret *peil_secret_read(const char *path, const char *passphrase_file,
                                     struct peil_arena *arena, struct peil_diag *diag)
{
    const struct peil_key_file *file = peil_key_file_read(path, arena, diag);
    if (!file || !peil_key_file_needs_passphrase(file))
        return file ? peil_key_file_open(file, "", diag) : NULL;
    char *passphrase = peil_passphrase_read(passphrase_file, false);
    struct peil_secret *secret =
        passphrase ? peil_key_file_open(file, passphrase, diag) : NULL;
    peil_passphrase_free(passphrase);
    return secret;
}
