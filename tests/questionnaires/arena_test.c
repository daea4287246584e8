#include "questionnaires/base/arena.h"
#include "tests/golden.h"

#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void pieces_are_zeroed_aligned_and_apart(void **state)
{
    (void)state;
    enum { PIECES = 3000 };
    struct peil_arena *arena = peil_arena_new();
    static unsigned char *pieces[PIECES];
    for (size_t i = 0; i < PIECES; i++) {
        size_t size = (i * 37) % 700 + (i % 500 ? 0 : 300000);
        pieces[i] = peil_arena_array(arena, size, 1);
        assert_int_equal((uintptr_t)pieces[i] % _Alignof(max_align_t), 0);
        for (size_t k = 0; k < size; k++)
            assert_int_equal(pieces[i][k], 0);
        memset(pieces[i], (int)(i % 250 + 1), size);
    }
    for (size_t i = 0; i < PIECES; i++) {
        size_t size = (i * 37) % 700 + (i % 500 ? 0 : 300000);
        for (size_t k = 0; k < size; k++)
            assert_int_equal(pieces[i][k], i % 250 + 1);
    }
    peil_arena_free(arena);
}

/* Two lists that grow in turns lie side by side, and must not meet. */
static void lists_grow_and_keep_what_they_have(void **state)
{
    (void)state;
    enum { LISTS = 2, COUNT = 1000 };
    struct element {
        size_t numbers[5];
    } * lists[LISTS] = { NULL };
    struct peil_arena *arena = peil_arena_new();
    for (size_t i = 0; i < COUNT; i++)
        for (size_t k = 0; k < LISTS; k++) {
            lists[k] = peil_arena_grow(arena, lists[k], i, sizeof *lists[k]);
            for (size_t n = 0; n < 5; n++)
                lists[k][i].numbers[n] = LISTS * i + k;
        }
    for (size_t i = 0; i < COUNT; i++)
        for (size_t k = 0; k < LISTS; k++)
            for (size_t n = 0; n < 5; n++)
                assert_int_equal(lists[k][i].numbers[n], LISTS * i + k);
    peil_arena_free(arena);
}

/* Short, and long enough for a chunk by itself; with others before and behind. */
static void arrays_are_extended_and_keep_what_they_have(void **state)
{
    (void)state;
    enum { ARRAYS = 5, LONGEST = 1 << 17 };
    struct peil_arena *arena = peil_arena_new();
    size_t *arrays[ARRAYS] = { NULL }, count = 0;
    for (size_t longer = 1; longer <= LONGEST; longer = 3 * longer + 1) {
        for (size_t k = 0; k < ARRAYS; k++) {
            arrays[k] =
                peil_arena_extend(arena, arrays[k], count, longer, sizeof *arrays[k]);
            for (size_t i = count; i < longer; i++)
                arrays[k][i] = ARRAYS * i + k;
            memset(peil_arena_array(arena, longer, 1), 255, longer);
        }
        count = longer;
    }
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < ARRAYS; k++)
            assert_int_equal(arrays[k][i], ARRAYS * i + k);
    peil_arena_free(arena);
}

static void texts_are_copied_and_ended(void **state)
{
    (void)state;
    struct peil_arena *arena = peil_arena_new();
    assert_string_equal(peil_arena_copy(arena, "groep"), "groep");
    assert_string_equal(peil_arena_copy_span(arena, "groep 5", 5), "groep");
    assert_string_equal(peil_arena_copy_span(arena, NULL, 0), "");
    assert_string_equal(peil_arena_format(arena, "%s %d", "groep", 5), "groep 5");
    for (int length = 250; length < 260; length++) {
        const char *text = peil_arena_format(arena, "%*d", length, 7);
        assert_int_equal(strlen(text), length);
        assert_int_equal(text[length - 1], '7');
    }
    peil_arena_free(arena);
    peil_arena_free(NULL);
}

/* A product of sizes that does not fit ends the program with 3, like no memory. */
static void too_much_ends_the_program(void **state)
{
    (void)state;
    pid_t child = fork();
    if (child == 0) {
        fclose(stderr);
        peil_arena_array(peil_arena_new(), SIZE_MAX / 8 + 2, 8); /* wraps to 8 */
        _exit(0);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pieces_are_zeroed_aligned_and_apart),
        cmocka_unit_test(lists_grow_and_keep_what_they_have),
        cmocka_unit_test(arrays_are_extended_and_keep_what_they_have),
        cmocka_unit_test(texts_are_copied_and_ended),
        cmocka_unit_test(too_much_ends_the_program),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
