#include "questionnaires/base/hash.h"
#include "questionnaires/base/text.h"
#include "tests/fixture.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

static struct valid_case {
    const char *name;
    const char *bytes;
    int bad; /* -1 = valid */
} valid_cases[] = {
    { "valid: nothing", "", -1 },
    { "valid: all lengths", "a\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80", -1 },
    { "valid: not Latin-1", "caf\xe9", 3 },
    { "valid: not overlong", "a\xc0\xaf", 1 },
    { "valid: no surrogate", "ab\xed\xa0\x80", 2 },
    { "valid: not above U+10FFFF", "\xf4\x90\x80\x80", 0 },
    { "valid: not cut off", "a\xe2\x82", 1 },
    { "valid: no lone continuation", "\x80", 0 },
};

static void valid(void **state)
{
    const struct valid_case *c = *state;
    size_t bad = 99;
    assert_int_equal(peil_text_is_valid(c->bytes, strlen(c->bytes), &bad), c->bad < 0);
    assert_int_equal(bad, c->bad < 0 ? 99 : c->bad);
    assert_int_equal(peil_text_is_valid(c->bytes, strlen(c->bytes), NULL), c->bad < 0);
}

static void a_zero_byte_is_not_valid(void **state)
{
    (void)state;
    size_t bad;
    assert_false(peil_text_is_valid("ab\0c", 4, &bad));
    assert_int_equal(bad, 2);
}

static struct width_case {
    const char *name, *text;
    size_t width;
    const char *cut_to_four;
} width_cases[] = {
    { "width: ASCII", "abcde", 5, "abc\xe2\x80\xa6" },
    { "width: it fits", "abcd", 4, "abcd" },
    { "width: accents", "\xc3\xa9\xc3\xab\xc3\xaf", 3, "\xc3\xa9\xc3\xab\xc3\xaf" },
    { "width: combining marks", "e\xcc\x81t\xc3\xa9", 3, "e\xcc\x81t\xc3\xa9" },
    { "width: wide characters", "\xe5\xad\xa6\xe6\xa0\xa1\xe5\xad\xa6", 6,
      "\xe5\xad\xa6\xe2\x80\xa6" },
    { "width: no blank before the dots", "ab cde", 6, "ab\xe2\x80\xa6" },
};

static void width(void **state)
{
    const struct width_case *c = *state;
    assert_int_equal(peil_text_width(c->text), c->width);
    assert_string_equal(peil_text_cut(arena, c->text, 4), c->cut_to_four);
    assert_string_equal(peil_text_cut(arena, "abc", 0), "");
    assert_string_equal(peil_text_cut(arena, "abc", 1), "\xe2\x80\xa6");
}

struct change_case {
    const char *name;
    const char *(*change)(struct peil_arena *arena, const char *text);
    const char *text, *expected;
};

static const char *clean(struct peil_arena *into, const char *text)
{
    return peil_text_clean(into, text, 6);
}

static const char *safe(struct peil_arena *into, const char *text)
{
    (void)into;
    FILE *out = text_begin();
    peil_text_print_safe(out, text);
    return text_end();
}

static struct change_case change_cases[] = {
    { "squeeze: ends and runs", peil_text_squeeze, " \n a \t\r\n b ", "a b" },
    { "squeeze: only blanks", peil_text_squeeze, " \n ", "" },
    { "squeeze: a hard space stays", peil_text_squeeze, "a \xc2\xa0 b",
      "a \xc2\xa0 b" },
    { "clean: composed", clean, "e\xcc\x81", "\xc3\xa9" },
    { "clean: at most six letters", clean, "abcdefgh", "abcdef" },
    { "clean: line ends", clean, "a\r\nb\x1b\x07\tc", "a\nbc" },
    { "clean: at most six characters", clean,
      "\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9",
      "\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9" },
    { "clean: a C1 control", clean, "a\xc2\x9b\x62", "ab" },
    { "safe: escape and bell", safe, "a\x1b[1m\a", "a?[1m?" },
    { "safe: line separators", safe, "a\n\xe2\x80\xa8\xc2\x85", "a???" },
    { "safe: turned around", safe, "\xe2\x80\xae\xe2\x81\xa6\xe2\x80\x8f", "???" },
    { "safe: not UTF-8", safe, "caf\xe9s", "caf?s" },
    { "safe: ordinary words", safe, "ruzie \xe2\x82\xac 5", "ruzie \xe2\x82\xac 5" },
};

static void change(void **state)
{
    const struct change_case *c = *state;
    assert_string_equal(c->change(arena, c->text), c->expected);
}

static struct word_case {
    const char *name, *text;
    bool is_name, is_code;
} word_cases[] = {
    { "word: a name", "hulp_eerst2", true, true },
    { "word: 16 bytes", "abcdefghijklmnop", true, true },
    { "word: 17 bytes", "abcdefghijklmnopq", true, false },
    { "word: 32 bytes", "abcdefghijklmnopqrstuvwxyz012345", true, false },
    { "word: 33 bytes", "abcdefghijklmnopqrstuvwxyz0123456", false, false },
    { "word: digits", "12", false, true },
    { "word: capitals", "Ja", false, true },
    { "word: underscore first", "_a", false, true },
    { "word: empty", "", false, false },
    { "word: hyphen", "a-b", false, false },
    { "word: accent", "caf\xc3\xa9", false, false },
};

static void word(void **state)
{
    const struct word_case *c = *state;
    assert_int_equal(peil_text_is_name(c->text), c->is_name);
    assert_int_equal(peil_text_is_code(c->text), c->is_code);
}

static void words_are_split_at_blanks(void **state)
{
    (void)state;
    const char *const *words;
    assert_int_equal(peil_text_words(arena, " a b\n\tcc ", &words), 3);
    assert_string_equal(words[0], "a");
    assert_string_equal(words[1], "b");
    assert_string_equal(words[2], "cc");
    assert_int_equal(peil_text_words(arena, " \n", &words), 0);
}

static struct number_case {
    const char *name, *text;
    bool is_number, is_integer;
    double number;
} number_cases[] = {
    { "number: whole", "-12", true, true, -12 },
    { "number: decimal", "-12.5", true, false, -12.5 },
    { "number: no digit before the point", ".5", true, false, 0.5 },
    { "number: exponent", "3e-4", true, false, 3e-4 },
    { "number: leading zeros", "007", true, true, 7 },
    { "number: too large for a long", "9223372036854775808", true, false,
      9223372036854775808.0 },
    { "number: empty", "", false, false, 0 },
    { "number: only a sign", "-", false, false, 0 },
    { "number: only a point", ".", false, false, 0 },
    { "number: blank before", " 1", false, false, 0 },
    { "number: blank behind", "1 ", false, false, 0 },
    { "number: plus", "+1", false, false, 0 },
    { "number: decimal comma", "1,5", false, false, 0 },
    { "number: hexadecimal", "0x10", false, false, 0 },
    { "number: infinity", "inf", false, false, 0 },
    { "number: not a number", "nan", false, false, 0 },
    { "number: overflow", "1e999", false, false, 0 },
    { "number: no exponent", "1e", false, false, 0 },
    { "number: words", "34 years", false, false, 0 },
};

static void number(void **state)
{
    const struct number_case *c = *state;
    double read = 0;
    long whole = 0;
    assert_int_equal(peil_text_number(c->text, &read), c->is_number);
    assert_int_equal(peil_text_integer(c->text, &whole), c->is_integer);
    if (c->is_number)
        assert_true(read == c->number);
    if (c->is_integer)
        assert_true((double)whole == c->number);
}

/* Of up to 18 digits, the point before each of them. */
static void numbers_are_those_of_strtod(void **state)
{
    (void)state;
    unsigned long long seed = 1;
    for (int i = 0; i < 40000; i++) {
        char text[24];
        seed = seed * 6364136223846793005u + 1442695040888963407u;
        int length = snprintf(text, sizeof text, "%s%llu", i % 3 ? "" : "-",
                              (seed >> 4) % (1000000000000000000u >> i % 60));
        int behind = i % (length + 1);
        memmove(text + length - behind + 1, text + length - behind, (size_t)behind + 1);
        text[length - behind] = '.';
        double number = 0;
        if (peil_text_number(text, &number) && number != strtod(text, NULL))
            fail_msg("%s was read as %.17g", text, number);
    }
}

static struct decimal_case {
    const char *name;
    double number;
    int decimals;
    char point;
    const char *expected;
} decimal_cases[] = {
    { "decimal: half away from zero", 2.5, 0, '.', "3" },
    { "decimal: and below zero", -2.5, 0, '.', "-3" },
    { "decimal: as written, not as stored", 2.675, 2, '.', "2.68" },
    { "decimal: 1.005", 1.005, 2, '.', "1.01" },
    { "decimal: just below a half", 0.49999, 0, '.', "0" },
    { "decimal: a comma", 12.34, 1, ',', "12,3" },
    { "decimal: never -0", -0.04, 1, ',', "0,0" },
    { "decimal: nor -0 itself", -0.0, 2, '.', "0.00" },
    { "decimal: carries over", 99.95, 1, '.', "100.0" },
    { "decimal: large, just below a half", 123456789.4, 0, '.', "123456789" },
    { "decimal: larger than the nudge allows", 1234567890123456.0, 0, '.',
      "1234567890123456" },
    { "decimal: below one, behind zeros", -0.0625, 3, ',', "-0,063" },
    { "decimal: large and negative, with a comma", -1e15, 2, ',',
      "-1000000000000000,00" },
    { "decimal: very large", 1e22, 1, '.', "10000000000000000000000.0" },
    { "decimal: not a number", NAN, 1, '.', "-" },
    { "decimal: infinite", -INFINITY, 1, '.', "-" },
};

static void decimal(void **state)
{
    const struct decimal_case *c = *state;
    assert_string_equal(peil_text_decimal(arena, c->number, c->decimals, c->point),
                        c->expected);
}

/* Every half of a hundredth below 100, and the number beside it, said in two ways. */
static void every_half_rounds_up(void **state)
{
    (void)state;
    for (int i = 0; i < 10000; i++) {
        double half = (10 * i + 5) / 1000.0;
        const char *expected =
            peil_arena_format(arena, "%d.%02d", (i + 1) / 100, (i + 1) % 100);
        assert_string_equal(peil_text_decimal(arena, half, 2, '.'), expected);
        expected = peil_arena_format(arena, "%d.%02d", i / 100, i % 100);
        assert_string_equal(peil_text_decimal(arena, half - 1e-6, 2, '.'), expected);
    }
}

static void exact_numbers_have_fifteen_digits(void **state)
{
    (void)state;
    assert_string_equal(peil_text_exact(arena, 0.1), "0.1");
    assert_string_equal(peil_text_exact(arena, 1.0 / 3), "0.333333333333333");
    assert_string_equal(peil_text_exact(arena, 153), "153");
    assert_string_equal(peil_text_exact(arena, -0.0), "0");
    assert_string_equal(peil_text_exact(arena, 1e300), "1e+300");
    assert_string_equal(peil_text_exact(arena, NAN), "null");
}

/* The digits are our own, and printf's: of fractions, of numbers in the middle of two,
 * of those beside a power of ten, and of any. */
static double any_number(uint64_t luck, int kind)
{
    double number;
    int size = (int)(luck >> 40) % 16;
    switch (kind) {
    case 0:
        return 100.0 * (double)(luck % 5000) / (double)(1 + (luck >> 32) % 5000);
    case 1:
        return ((double)(luck % 1000000000000000) + 0.5) / pow(10, size);
    case 2:
        return ldexp((double)(luck % 100000), -(int)(luck >> 32) % 60);
    case 3:
        return nextafter(pow(10, size - 5), luck % 2 == 0 ? 0 : INFINITY);
    case 4:
        return -exp(-(double)(luck % 40000) / 1000);
    default:
        memcpy(&number, &luck, sizeof number);
        return number;
    }
}

static void digits_are_those_of_printf(void **state)
{
    (void)state;
    char expected[64], room[PEIL_TEXT_DIGITS];
    uint64_t luck = 20261122;
    for (int i = 0; i < 200000; i++) {
        luck = luck * 6364136223846793005u + 1442695040888963407u;
        double number = any_number(luck ^ luck >> 29, i % 6);
        if (!isfinite(number))
            continue;
        snprintf(expected, sizeof expected, "%.15g", number == 0 ? 0.0 : number);
        assert_string_equal(peil_text_digits(room, number), expected);
    }
}

/* BLAKE2b-256 of "abc", as RFC 7693's reference code and Python's hashlib give it. */
static void hash_is_blake2b_256(void **state)
{
    (void)state;
    assert_string_equal(
        peil_hash(arena, "abc", 3),
        "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319");
    assert_string_equal(
        peil_hash(arena, "", 0),
        "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8");
}

int main(void)
{
    const struct test tests[] = {
        TEST(a_zero_byte_is_not_valid),
        TEST(words_are_split_at_blanks),
        TEST(numbers_are_those_of_strtod),
        TEST(every_half_rounds_up),
        TEST(exact_numbers_have_fifteen_digits),
        TEST(digits_are_those_of_printf),
        TEST(hash_is_blake2b_256),
        ROWS(valid_cases, valid, name),
        ROWS(width_cases, width, name),
        ROWS(change_cases, change, name),
        ROWS(word_cases, word, name),
        ROWS(number_cases, number, name),
        ROWS(decimal_cases, decimal, name),
    };
    return run_suite(tests, LENGTH(tests), fixture_begin, fixture_end);
}
