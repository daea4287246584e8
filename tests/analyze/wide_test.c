/* Columns of which every value is kept. */
#include "tests/analyze/class.h"
#include "tests/fixture.h"

#include <math.h>

static const char csv[] = "w,klas\n1.5,1a\n,1b\n-2,1a\nveel,\n3e2,\"1 a\"\n";

static struct peil_dataset *read(void)
{
    struct peil_dataset *dataset = peil_dataset_new(NULL, peil_study_none(), arena);
    peil_dataset_widen(dataset, "w", PEIL_WIDE_NUMBERS);
    peil_dataset_widen(dataset, "klas", PEIL_WIDE_NAMES);
    peil_dataset_widen(dataset, "klas", PEIL_WIDE_NUMBERS);
    assert_true(
        peil_response_file_parse(csv, strlen(csv), "w.csv", dataset, arena, diag));
    peil_dataset_finish(dataset);
    return dataset;
}

static void keeps_numbers(void **state)
{
    (void)state;
    const struct peil_wide *w = peil_dataset_find(read(), "w")->wide;
    assert_int_equal(w->rows, 5);
    assert_true(w->numbers[0] == 1.5 && w->numbers[2] == -2 && w->numbers[4] == 300);
    assert_true(isnan(w->numbers[1]) && isnan(w->numbers[3]));
    assert_string_equal(w->bad, "veel");
    assert_null(w->names);
}

static void numbers_names(void **state)
{
    (void)state;
    struct peil_dataset *dataset = read();
    const struct peil_wide *klas = peil_dataset_find(dataset, "klas")->wide;
    const unsigned names[] = { 0, 1, 0, PEIL_WIDE_BLANK, 2 };
    assert_memory_equal(klas->names, names, sizeof names);
    assert_int_equal(klas->name_count, 3);
    peil_dataset_keep(dataset, (const bool[]){ false, true, false, true, true });
    assert_int_equal(klas->rows, 3);
    assert_memory_equal(klas->names, ((unsigned[]){ 1, PEIL_WIDE_BLANK, 2 }),
                        3 * sizeof(unsigned));
    assert_true(peil_dataset_find(dataset, "w")->wide->numbers[2] == 300);
}

static void many_names_stay_apart(void **state)
{
    (void)state;
    struct peil_wide *wide = peil_wide_new("id", arena);
    wide->kinds = PEIL_WIDE_NAMES;
    for (int i = 0; i < 10000; i++) {
        peil_wide_note(wide, peil_arena_format(arena, "%d", i % 5000));
        peil_wide_append(wide);
    }
    assert_int_equal(wide->name_count, 5000);
    for (unsigned i = 0; i < 10000; i++)
        assert_int_equal(wide->names[i], i % 5000);
}

static void makes_a_column(void **state)
{
    (void)state;
    struct peil_dataset *dataset = read();
    static const struct peil_category box[] = { { "1", "eens", 1 } };
    const struct peil_column *made = peil_dataset_make(dataset, "box", "Box", box, 1);
    peil_column_set(made, 3, 0);
    assert_string_equal(codes_of(dataset, "box", arena), "-7 -7 -7 1 -7");
}

int main(void)
{
    const struct test tests[] = {
        TEST(keeps_numbers),
        TEST(numbers_names),
        TEST(many_names_stay_apart),
        TEST(makes_a_column),
    };
    return run_suite(tests, LENGTH(tests), fixture_begin, fixture_end);
}
