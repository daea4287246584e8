#include "analyze/statistics/letters.h"
#include "tests/reference/reference.h"
#include "tests/fixture.h"

#include <gsl/gsl_errno.h>

/* --- Pairs and families --- */

static const double overlap[] = { 0, 25, 10, 25, 0, 40, 10, 40, 0 };

static struct row {
    const char *name;
    size_t count;
    struct peil_letters_column columns[4];
    const double *overlap;
    const char *letters[4]; /* with Bonferroni at .05 */
} rows[] = {
    { "four columns",
      4,
      { { 40, 100 }, { 62, 120 }, { 55, 80 }, { 21, 90 } },
      NULL,
      { "", "D", "A D", "" } },
    { "zero and all",
      4,
      { { 0, 50 }, { 30, 60 }, { 45, 45 }, { 40, 100 } },
      NULL,
      { "", "A", "A B D", "A" } },
    { "effective",
      3,
      { { 18.25, 61.75 }, { 40.5, 80.2 }, { 33.125, 90.4 } },
      NULL,
      { "", "A", "" } },
    { "overlap",
      3,
      { { 40, 100 }, { 62, 120 }, { 30, 80 } },
      overlap,
      { "", "C", "" } },
    { "overlap with zero",
      3,
      { { 0, 100 }, { 62, 120 }, { 30, 80 } },
      overlap,
      { "", "C", "" } },
    { "extreme", 2, { { 1900, 2000 }, { 100, 2000 } }, NULL, { "B", "" } },
    { "few", 3, { { 1, 34 }, { 9, 36 }, { 30, 200 } }, NULL, { "", "A", "" } },
};
static const char *const corrections[] = {
    [PEIL_BONFERRONI] = "bonferroni",
    [PEIL_HOLM] = "holm",
    [PEIL_BENJAMINI_HOCHBERG] = "BH",
    [PEIL_UNCORRECTED] = "none",
};

static void pair_agrees(const struct row *row, const char *kind,
                        const struct peil_letters_pair *pair, double actual)
{
    char figure[60];
    snprintf(figure, sizeof figure, "%s %zu %zu", kind, pair->a + 1, pair->b + 1);
    assert_reference("letters", row->name, figure, actual);
}

static void row_as_r(void **state)
{
    const struct row *row = *state;
    for (size_t c = 0; c < LENGTH(corrections); c++) {
        struct peil_letters_options options = { .correction = (enum peil_correction)c,
                                                .overlap = row->overlap };
        struct peil_letters l =
            peil_letters_row(row->columns, row->count, &options, arena);
        assert_int_equal(l.pair_count, row->count * (row->count - 1) / 2);
        for (size_t i = 0; i < l.pair_count; i++) {
            pair_agrees(row, "z", &l.pairs[i], l.pairs[i].z);
            pair_agrees(row, "p", &l.pairs[i], l.pairs[i].p);
            pair_agrees(row, corrections[c], &l.pairs[i], l.pairs[i].adjusted);
        }
    }
}

static void letters_of(void **state)
{
    const struct row *row = *state;
    struct peil_letters l = peil_letters_row(
        row->columns, row->count,
        &(struct peil_letters_options){ .overlap = row->overlap }, arena);
    for (size_t i = 0; i < row->count; i++)
        assert_string_equal(l.letters[i], row->letters[i]);
}

static void exact_is_said(void **state)
{
    (void)state;
    const struct peil_letters_options none = { 0 };
    struct peil_letters l = peil_letters_row(rows[1].columns, 4, &none, arena);
    assert_true(l.some_exact && l.pairs[0].exact && !l.pairs[4].exact);
    assert_false(peil_letters_row(rows[0].columns, 4, &none, arena).some_exact);
}

/* --- Who is not tested --- */

static void small_columns(void **state)
{
    (void)state;
    const struct peil_letters_column columns[] = { { 2, 29 }, { 28, 40 }, { 3, 35 } };
    struct peil_letters l =
        peil_letters_row(columns, 3, &(struct peil_letters_options){ 0 }, arena);
    assert_true(l.some_small && isnan(l.pairs[0].p) && isnan(l.pairs[1].adjusted));
    assert_close(l.pairs[2].adjusted, l.pairs[2].p, "the only pair of its family");
    assert_string_equal(l.letters[1], "C");
    l = peil_letters_row(columns, 3,
                         &(struct peil_letters_options){ .minimum_base = 1 }, arena);
    assert_string_equal(l.letters[1], "A C");
}

static void nothing_to_test(void **state)
{
    (void)state;
    const struct peil_letters_options any = { .minimum_base = 1 };
    assert_int_equal(peil_letters_row(NULL, 0, &any, arena).pair_count, 0);
    const struct peil_letters_column one[] = { { 3, 5 } };
    assert_string_equal(peil_letters_row(one, 1, &any, arena).letters[0], "");
    const struct peil_letters_column odd[] = {
        { 0, 0 }, { NAN, NAN }, { 0, 50 }, { 0, 60 }
    };
    struct peil_letters l = peil_letters_row(odd, 4, &any, arena);
    assert_true(isnan(l.pairs[0].p));
    for (size_t i = 0; i < 4; i++)
        assert_string_equal(l.letters[i], "");
    /* the whole column is in the other: nothing to compare */
    const struct peil_letters_column same[] = { { 20, 50 }, { 20, 50 } };
    const double all[] = { 0, 50, 50, 0 };
    l = peil_letters_row(same, 2, &(struct peil_letters_options){ .overlap = all },
                         arena);
    assert_true(isnan(l.pairs[0].p));
}

static void names(void **state)
{
    (void)state;
    assert_string_equal(peil_letters_name(0, arena), "A");
    assert_string_equal(peil_letters_name(25, arena), "Z");
    assert_string_equal(peil_letters_name(26, arena), "AA");
    assert_string_equal(peil_letters_name(27, arena), "AB");
    assert_string_equal(peil_letters_name(701, arena), "ZZ");
    assert_string_equal(peil_letters_name(702, arena), "AAA");
}

int main(void)
{
    gsl_set_error_handler_off();
    const struct test tests[] = {
        TEST(exact_is_said), TEST(small_columns),        TEST(nothing_to_test),
        TEST(names),         ROWS(rows, row_as_r, name), ROWS(rows, letters_of, name),
    };
    return run_suite(tests, LENGTH(tests), fixture_begin, fixture_end);
}
