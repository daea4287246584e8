/* Sealing: what is closed opens, under its own key and in its own place only, and tells
 * nothing by its length. */
#include "collect/interview/chance.h"
#include "collect/store/seal.h"
#include "tests/fixture.h"

#include <stdio.h>
#include <string.h>

static const char response[] = "0123456789abcdef0123456789abcdef";
static const char hash[] = "abc";

struct bench {
    struct peil_secret *analyst, *spare;
    struct peil_recipients recipients;
    char token[PEIL_TOKEN_LENGTH + 1];
    struct peil_seal *seal;
};

static struct peil_study study_for(struct bench *b)
{
    struct peil_public_key *keys = peil_arena_array(arena, 2, sizeof *keys);
    struct peil_study study = *peil_study_none();
    keys[0].name = "analist";
    keys[0].text = peil_secret_public(b->analyst, arena);
    keys[1].name = "herstel";
    keys[1].text = peil_secret_public(b->spare, arena);
    study.keys = keys;
    study.key_count = 2;
    return study;
}

static int begin(void **state)
{
    static struct bench bench;
    struct bench *b = &bench;
    if (!peil_token_begin())
        return -1;
    fixture_begin(state);
    b->analyst = peil_secret_new();
    b->spare = peil_secret_new();
    struct peil_study study = study_for(b);
    peil_token_new(b->token);
    b->seal = peil_seal_new(b->token, hash, response);
    *state = b;
    return peil_recipients_read(&study, &b->recipients, arena, diag) ? 0 : -1;
}

static int end(void **state)
{
    struct bench *b = *state;
    peil_secret_free(b->analyst);
    peil_secret_free(b->spare);
    peil_seal_free(b->seal);
    return fixture_end(state);
}

static const char *close_event(const struct bench *b, uint32_t sequence,
                               enum peil_fate fate, const char *text)
{
    struct peil_event event = { .sequence = sequence, .fate = fate, .text = text };
    return peil_seal_close(b->seal, &event, arena);
}

/* --- Open after close is what it was --- */

static void what_is_closed_opens(void **state)
{
    struct bench *b = *state;
    struct peil_chance chance = { 7 };
    char text[1200] = "";
    for (size_t length = 0; length < sizeof text - 1; length++) {
        const char *line = close_event(b, (uint32_t)length, PEIL_FATE_OPEN, text);
        assert_string_equal(peil_seal_open(b->seal, (uint32_t)length, line, arena),
                            text);
        text[length] = (char)(1 + peil_chance_below(&chance, 255));
    }
}

/* After a lost acknowledgement the store must know it again. */
static void the_same_is_the_same_line(void **state)
{
    struct bench *b = *state;
    const char *line = close_event(b, 1, PEIL_FATE_OPEN, "a hulp 1");
    assert_string_equal(line, close_event(b, 1, PEIL_FATE_OPEN, "a hulp 1"));
    /* The nonce is the first 24 bytes: 32 letters. */
    assert_memory_not_equal(
        line + strlen("open "),
        close_event(b, 2, PEIL_FATE_OPEN, "a hulp 1") + strlen("open "), 32);
    assert_memory_not_equal(
        line + strlen("open "),
        close_event(b, 1, PEIL_FATE_OPEN, "a hulp 2") + strlen("open "), 32);
}

/* --- Nothing shows but the fate --- */

static const char *const as_long[] = {
    "a hulp 1",
    "a hulp 2",
    "a hulp 10\n10=iemand anders",
    "a waarom_die 1 2 3 4 5 6 7 8 97",
    "a tip Een hele zin, zoals een kind van twaalf die opschrijft, met een punt.",
    "b",
    "f",
    "s",
    "w",
    "",
};

static void lengths_tell_nothing(void **state)
{
    struct bench *b = *state;
    size_t length = strlen(close_event(b, 1, PEIL_FATE_OPEN, as_long[0]));
    for (size_t i = 0; i < LENGTH(as_long); i++) {
        const char *line = close_event(b, 1, PEIL_FATE_OPEN, as_long[i]);
        assert_int_equal(strlen(line), length);
        assert_memory_equal(line, "open ", 5);
    }
    char text[511] = "";
    for (size_t i = 0; i < sizeof text - 1; i++) {
        size_t grown = strlen(close_event(b, 1, PEIL_FATE_OPEN, text)) - length;
        /* In steps only: nobody counts the letters of a text. */
        if (grown != (i < 256 ? 0 : 340))
            fail_msg("%zu bytes make a line %zu longer", i, grown);
        text[i] = 'x';
    }
}

/* --- What does not open --- */

static void every_bit_counts(void **state)
{
    struct bench *b = *state;
    const char *line = close_event(b, 3, PEIL_FATE_OPEN, "a hulp 1");
    size_t length = strlen(line);
    for (size_t bit = 0; bit < 8 * length; bit++) {
        char *changed = peil_arena_array(arena, length + 1, 1);
        memcpy(changed, line, length);
        changed[bit / 8] = (char)(changed[bit / 8] ^ (1 << bit % 8));
        if (peil_seal_open(b->seal, 3, changed, arena))
            fail_msg("bit %zu may change", bit);
    }
    for (size_t cut = 0; cut < length; cut++)
        assert_null(
            peil_seal_open(b->seal, 3, peil_arena_copy_span(arena, line, cut), arena));
    assert_null(
        peil_seal_open(b->seal, 3, peil_arena_format(arena, "%s=", line), arena));
}

static void every_line_has_its_place(void **state)
{
    struct bench *b = *state;
    const char *line = close_event(b, 3, PEIL_FATE_OPEN, "a hulp 1");
    char other_token[PEIL_TOKEN_LENGTH + 1];
    peil_token_new(other_token);
    struct peil_seal *others[] = {
        peil_seal_new(other_token, hash, response),
        peil_seal_new(b->token, "abd", response),
        peil_seal_new(b->token, hash, "1123456789abcdef0123456789abcdef"),
    };
    struct peil_seal *same = peil_seal_new(b->token, hash, response);
    assert_string_equal(peil_seal_open(same, 3, line, arena), "a hulp 1");
    peil_seal_free(same);
    /* The same secret with something behind it: a pupil at another device. */
    same = peil_seal_new(peil_arena_format(arena, "%s0123", b->token), hash, response);
    assert_string_equal(peil_seal_open(same, 3, line, arena), "a hulp 1");
    peil_seal_free(same);
    for (size_t i = 0; i < LENGTH(others); i++) {
        assert_null(peil_seal_open(others[i], 3, line, arena));
        peil_seal_free(others[i]);
    }
    assert_null(peil_seal_open(b->seal, 2, line, arena));
    assert_null(peil_seal_open(b->seal, 4, line, arena));
    assert_null(peil_seal_open(
        b->seal, 3, peil_arena_format(arena, "wiped%s", line + strlen("open")), arena));
}

/* --- The recipients --- */

static void both_recipients_recover_it(void **state)
{
    struct bench *b = *state;
    const char *line = close_event(b, 1, PEIL_FATE_COMPLETED, "f");
    const char *keys = peil_seal_key(b->seal, &b->recipients, arena);
    struct peil_secret *stranger = peil_secret_new();
    const struct peil_secret *readers[] = { b->analyst, b->spare };
    for (size_t i = 0; i < 2; i++) {
        struct peil_seal *seal = peil_seal_recover(readers[i], keys, hash, response);
        assert_non_null(seal);
        assert_string_equal(peil_seal_open(seal, 1, line, arena), "f");
        peil_seal_free(seal);
    }
    assert_null(peil_seal_recover(stranger, keys, hash, response));
    peil_secret_free(stranger);
}

static void a_damaged_key_recovers_nothing(void **state)
{
    struct bench *b = *state;
    const char *keys = peil_seal_key(b->seal, &b->recipients, arena);
    char *changed = peil_arena_array(arena, strlen(keys) + 1, 1);
    for (size_t i = 0; i < strcspn(keys, " "); i++) {
        memcpy(changed, keys, strlen(keys));
        changed[i] = changed[i] == 'A' ? 'B' : 'A';
        assert_null(peil_seal_recover(b->analyst, changed, hash, response));
    }
    static const char *const no_keys[] = { "", " ", "  ", "AAAA", "open", "= =" };
    for (size_t i = 0; i < LENGTH(no_keys); i++)
        assert_null(peil_seal_recover(b->analyst, no_keys[i], hash, response));
}

static struct bad_key {
    const char *name, *text;
} bad_keys[] = {
    { "empty", "" },
    { "no base64", "wat een sleutel is, weet peil" },
    { "too short", "CQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==" },
    { "too long", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" },
    { "a point nobody has a key of", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=" },
    { "another such point", "AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=" },
};

static void refuses_what_is_no_key(void **state)
{
    const struct bad_key *c = *state;
    struct peil_public_key key = { .name = "analist", .text = c->text };
    struct peil_study study = *peil_study_none();
    struct peil_recipients recipients;
    study.keys = &key;
    study.key_count = 1;
    assert_true(peil_token_begin());
    assert_false(peil_recipients_read(&study, &recipients, arena, diag));
    assert_int_equal(peil_diag_count(diag, PEIL_ERROR), 1);
}

/* --- Fates --- */

static void fates_have_words(void **state)
{
    (void)state;
    for (int i = 0; i < PEIL_FATES; i++) {
        enum peil_fate fate = PEIL_FATES;
        assert_true(peil_fate_read(peil_fate_word((enum peil_fate)i), &fate));
        assert_int_equal(fate, i);
    }
    enum peil_fate fate;
    assert_true(peil_fate_read("open sesame", &fate));
    assert_false(peil_fate_read("opened", &fate));
    assert_false(peil_fate_read("", &fate));
    assert_false(peil_fate_read(" open", &fate));
}

int main(void)
{
    const struct test tests[] = {
        TEST(what_is_closed_opens),           TEST(the_same_is_the_same_line),
        TEST(lengths_tell_nothing),           TEST(every_bit_counts),
        TEST(every_line_has_its_place),       TEST(both_recipients_recover_it),
        TEST(a_damaged_key_recovers_nothing), TEST(fates_have_words),
    };
    const struct test rows[] = { ROWS(bad_keys, refuses_what_is_no_key, name) };
    return run_suite(tests, LENGTH(tests), begin, end) +
           run_suite(rows, LENGTH(rows), fixture_begin, fixture_end);
}
