/* Guessing through whole lessons, with a clock of our own. */
#include "collect/store/card.h"
#include "collect/web/guesses.h"
#include "collect/store/token.h"

#include "tests/fixture.h"

enum { LESSON = PEIL_GUESSES_LESSON * 60, START = 5000 };

/* How many wrong codes are looked at when each of `devices` guesses `each` times a
 * second through a whole lesson. */
static size_t guess(uint32_t devices, size_t each)
{
    struct peil_guesses *guesses = peil_guesses_new(arena);
    size_t looked_at = 0;
    for (long now = START; now < START + LESSON; now++)
        for (uint32_t device = 0; device < devices; device++)
            for (size_t i = 0; i < each; i++)
                if (peil_guesses_wait(guesses, device, now) == 0) {
                    peil_guesses_miss(guesses, device, now);
                    looked_at++;
                }
    return looked_at;
}

static void one_device(void **state)
{
    (void)state;
    size_t tries = guess(1, 20);
    assert_in_range(tries, 450, peil_guesses_most_of_one(PEIL_GUESSES_LESSON));
}

/* Beyond the 60 a minute of all, each device has one of its own. */
static void thirty_devices(void **state)
{
    (void)state;
    size_t most = peil_guesses_most_of_all(PEIL_GUESSES_LESSON);
    size_t tries = guess(30, 4);
    assert_in_range(tries, most - 60, most + 30 * (PEIL_GUESSES_LESSON + 1));
    assert_true(peil_card_chance(35, tries) < 1e-3);
}

/* Whatever a network does, and however it changes its addresses. */
static void a_whole_network(void **state)
{
    (void)state;
    size_t most = peil_guesses_most_of_all(PEIL_GUESSES_LESSON) +
                  PEIL_GUESSES_ADDRESSES * (PEIL_GUESSES_LESSON + 1);
    size_t tries = guess(600, 1);
    assert_in_range(tries, 1, most);
    assert_true(peil_card_chance(35, tries) < 0.003);
}

/* While 20 devices guess as fast as they can, a pupil types it wrong once and then
 * right; he never waits more than a minute, and without a mistake not at all. */
static void the_class_comes_in(void **state)
{
    struct peil_guesses *guesses = peil_guesses_new(arena);
    (void)state;
    for (long now = START; now < START + LESSON; now++) {
        for (uint32_t device = 0; device < 20; device++)
            if (peil_guesses_wait(guesses, device, now) == 0)
                peil_guesses_miss(guesses, device, now);
        assert_int_equal(peil_guesses_wait(guesses, 1000, now), 0);
        if (now % 61 == 0) {
            assert_int_equal(peil_guesses_wait(guesses, 1001, now), 0);
            peil_guesses_miss(guesses, 1001, now);
            assert_in_range(peil_guesses_wait(guesses, 1001, now), 0, 60);
        }
    }
}

static void says_how_long(void **state)
{
    struct peil_guesses *guesses = peil_guesses_new(arena);
    (void)state;
    for (int i = 0; i < PEIL_GUESSES_OF_ONE; i++) {
        assert_int_equal(peil_guesses_wait(guesses, 7, START), 0);
        peil_guesses_miss(guesses, 7, START);
    }
    assert_int_equal(peil_guesses_wait(guesses, 7, START), 6);
    assert_int_equal(peil_guesses_wait(guesses, 7, START + 5), 1);
    assert_int_equal(peil_guesses_wait(guesses, 7, START + 6), 0);
    assert_int_equal(peil_guesses_wait(guesses, 8, START), 0);
}

int main(void)
{
    if (!peil_token_begin())
        return 1;
    const struct test tests[] = {
        TEST(one_device),         TEST(thirty_devices), TEST(a_whole_network),
        TEST(the_class_comes_in), TEST(says_how_long),
    };
    return run_suite(tests, LENGTH(tests), fixture_begin, fixture_end);
}
