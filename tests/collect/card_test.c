/* Codes: what is on them, what may be typed, how hard they are to guess. */
#include "collect/store/card.h"
#include "collect/web/guesses.h"
#include "collect/store/token.h"

#include "tests/suite.h"

#include <math.h>
#include <string.h>

static struct typed_case {
    const char *name, *text;
    enum peil_card_typed expected;
    const char *code;
} cases[] = {
    { "as it is printed", "CDF 234", PEIL_CARD_READ, "CDF234" },
    { "small letters", "cdf234", PEIL_CARD_READ, "CDF234" },
    { "pasted, with blanks all over", " \tC D-F2 3 4\r\n", PEIL_CARD_READ, "CDF234" },
    { "nothing", "", PEIL_CARD_EMPTY, "" },
    { "only blanks", "   ", PEIL_CARD_EMPTY, "" },
    { "one too few", "CDF23", PEIL_CARD_SHORT, NULL },
    { "one too many", "CDF2346", PEIL_CARD_SHORT, NULL },
    { "very many", "CDFCDFCDFCDFCDFCDFCDFCDFCDFCDFCDFCDFCDFCDFCDFCDFCDF",
      PEIL_CARD_SHORT, NULL },
    { "an O is not made a Q", "CDF23O", PEIL_CARD_FOREIGN, NULL },
    { "a zero", "0DF234", PEIL_CARD_FOREIGN, NULL },
    { "a dotted letter", "CDF23\xc3\x8b", PEIL_CARD_FOREIGN, NULL },
    { "a blank that does not break",
      "CDF\xc2\xa0"
      "234",
      PEIL_CARD_FOREIGN, NULL },
};

static void typed(void **state)
{
    const struct typed_case *c = *state;
    char code[PEIL_CARD_LENGTH + 1];
    assert_int_equal(peil_card_read(c->text, code), c->expected);
    if (c->code)
        assert_string_equal(code, c->code);
}

static void has_no_look_alikes(void **state)
{
    char code[PEIL_CARD_LENGTH + 1], read[PEIL_CARD_LENGTH + 1];
    size_t seen[128] = { 0 };
    (void)state;
    for (size_t i = 0; i < 4000; i++) {
        peil_card_new(code);
        assert_int_equal(strlen(code), PEIL_CARD_LENGTH);
        assert_int_equal(strcspn(code, "O0I1S5B8ZAEU"), PEIL_CARD_LENGTH);
        assert_int_equal(peil_card_read(code, read), PEIL_CARD_READ);
        assert_string_equal(read, code);
        for (size_t j = 0; j < PEIL_CARD_LENGTH; j++)
            seen[(size_t)code[j]]++;
    }
    /* 24,000 symbols, 1,000 of each: six standard deviations are 186. */
    size_t different = 0;
    for (size_t i = 0; i < 128; i++) {
        different += seen[i] > 0;
        assert_true(seen[i] == 0 || (seen[i] > 814 && seen[i] < 1186));
    }
    assert_int_equal(different, PEIL_CARD_SYMBOLS);
}

/* The figures that guesses.h, README.md and `peil cards` give. */
static void chance_is_as_stated(void **state)
{
    (void)state;
    size_t one = peil_guesses_most_of_one(PEIL_GUESSES_LESSON);
    size_t all = peil_guesses_most_of_all(PEIL_GUESSES_LESSON);
    assert_int_equal(one, 460);
    assert_int_equal(all, 2760);
    assert_int_equal(lround(1 / peil_card_chance(35, one)), 11870);
    assert_int_equal(lround(1 / peil_card_chance(35, all)), 1979);
    assert_true(peil_card_chance(0, 2760) == 0);
    assert_true(fabs(peil_card_chance(1, 1) * pow(24, 6) - 1) < 1e-6);
}

int main(void)
{
    if (!peil_token_begin())
        return 1;
    const struct test tests[] = {
        TEST(has_no_look_alikes),
        TEST(chance_is_as_stated),
        ROWS(cases, typed, name),
    };
    return run_suite(tests, LENGTH(tests), NULL, NULL);
}
