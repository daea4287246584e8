/* Tokens: what is drawn is new each time, what is hashed stays apart per purpose. */
#include "collect/store/token.h"
#include "tests/golden.h"

#include <string.h>

#define SIXTEEN "0123456789abcdef"

static int begin(void **state)
{
    (void)state;
    return peil_token_begin() ? 0 : -1;
}

static void draws_are_new_and_valid(void **state)
{
    (void)state;
    char a[PEIL_TOKEN_LENGTH + 1], b[PEIL_TOKEN_LENGTH + 1];
    char id[PEIL_ID_LENGTH + 1], other[PEIL_ID_LENGTH + 1];
    peil_token_new(a);
    peil_token_new(b);
    peil_token_id(id);
    peil_token_id(other);
    assert_true(peil_token_is_valid(a) && peil_token_is_valid(b));
    assert_false(peil_token_equal(a, b));
    assert_true(peil_token_equal(a, a));
    assert_int_equal(strlen(id), PEIL_ID_LENGTH);
    assert_string_not_equal(id, other);
}

static void hashes_are_the_same_per_token_and_purpose(void **state)
{
    (void)state;
    static const char token[] = SIXTEEN SIXTEEN SIXTEEN SIXTEEN;
    char store[PEIL_TOKEN_LENGTH + 1], again[PEIL_TOKEN_LENGTH + 1];
    char form[PEIL_TOKEN_LENGTH + 1], shifted[PEIL_TOKEN_LENGTH + 1];
    peil_token_hash(token, "store", store);
    peil_token_hash(token, "store", again);
    peil_token_hash(token, "form", form);
    assert_string_equal(store, again);
    assert_string_not_equal(store, form);
    peil_token_hash("b", "a", store);
    peil_token_hash("", "ab", shifted);
    assert_string_not_equal(store, shifted);
}

static void only_tokens_are_valid(void **state)
{
    (void)state;
    static const char *const others[] = {
        "",
        SIXTEEN,
        SIXTEEN SIXTEEN SIXTEEN SIXTEEN "0",
        SIXTEEN SIXTEEN SIXTEEN "0123456789ABCDEF",
        SIXTEEN SIXTEEN SIXTEEN "0123 56789abcdef",
    };
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        assert_false(peil_token_is_valid(others[i]));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(draws_are_new_and_valid),
        cmocka_unit_test(hashes_are_the_same_per_token_and_purpose),
        cmocka_unit_test(only_tokens_are_valid),
    };
    return cmocka_run_group_tests(tests, begin, NULL);
}
