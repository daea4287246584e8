/* Counting kinds of rows comes to the same as looking at every row. */
#include "analyze/data/dimensions.h"
#include "analyze/data/joint.h"
#include "tests/analyze/class.h"
#include "tests/fixture.h"

static struct peil_dataset *dataset;

/* More rows than a block holds, an odd number of them; of some the variant is not
 * known, and of one item it changes what the codes mean. */
static void make_dataset(void)
{
    static const char *const variants[] = { "a", "b", "c", "" };
    static const char *const answers[] = { "1", "2", "", "-9", "-8", "1", "2", "-5" };
    FILE *out = text_begin();
    fputs("variant,bekend,hulp,waarom_1,waarom_2,cijfer,klas\n", out);
    for (unsigned i = 0; i < PEIL_BLOCK + 301; i++)
        fprintf(out, "%s,%s,%s,%u,%u,%u,k%u\n", variants[i * 7 % 13 % 4],
                answers[i * 5 % 11 % 8], i % 3 ? "1" : "", i % 2, i / 2 % 2,
                1 + i * 3 % 10, i % 17);
    dataset = class_dataset(class_questionnaire(arena), text_end(), arena);
}

static const struct peil_dimension *find(const char *name, size_t which)
{
    struct peil_dimensions found =
        peil_dimensions_find(dataset, name, (struct peil_place){ 0 }, arena, diag);
    assert_true(which < found.count);
    return &found.list[which];
}

static bool same_choice(const struct peil_choice *a, const struct peil_choice *b)
{
    if (a->outside || b->outside)
        return a->outside == b->outside;
    return a->missing == b->missing && a->count == b->count &&
           memcmp(a->categories, b->categories, a->count) == 0;
}

/* The sum of all rows that look like these kinds. */
static struct peil_sum look(const struct peil_sample *sample,
                            const struct peil_dimension *const dimensions[2],
                            const size_t kinds[2])
{
    struct peil_sum sum = { 0 };
    for (size_t row = 0; row < sample->rows; row++) {
        bool same = true;
        for (size_t i = 0; i < 2 && dimensions[i]; i++) {
            struct peil_choice choice, kind;
            peil_dimension_choice(dimensions[i], row, &choice);
            peil_dimension_kind(dimensions[i], kinds[i], &kind);
            same = same && same_choice(&choice, &kind);
        }
        if (same)
            peil_sum_add(&sum, sample, row);
    }
    return sum;
}

static struct pair {
    const char *name, *row;
    size_t row_number;
    const char *column;
} pairs[] = {
    { "one column", "bekend", 0, NULL },
    { "two columns", "bekend", 0, "klas" },
    { "itself", "klas", 0, "klas" },
    { "by variant, the first", "hulp", 0, "bekend" },
    { "by variant, the second", "hulp", 1, "cijfer" },
    { "the variant itself", "cijfer", 0, "variant" },
    { "one tick", "waarom_1", 0, "waarom_2" },
    { "bands", "leeftijdsgroep", 0, "bekend" },
};

static void assert_counts(const struct peil_sample *sample, const struct pair *pair)
{
    const struct peil_dimension *const dimensions[2] = {
        find(pair->row, pair->row_number), pair->column ? find(pair->column, 0) : NULL
    };
    assert_true(peil_dimension_is_plain(dimensions[0]));
    struct peil_joint joint =
        peil_joint_count(sample, dimensions[0], dimensions[1], arena);
    double all = 0;
    for (size_t i = 0; i < joint.rows * joint.columns; i++) {
        size_t kinds[2] = { i / joint.columns, i % joint.columns };
        struct peil_sum sum = look(sample, dimensions, kinds);
        assert_true(joint.sums[i].n == sum.n);
        assert_true(joint.sums[i].weighted == sum.weighted);
        assert_true(joint.sums[i].squares == sum.squares);
        all += sum.n;
    }
    double rows = 0;
    for (size_t row = 0; row < sample->rows; row++)
        rows += peil_sample_count(sample, row);
    assert_true(all == rows);
}

static void counts(void **state)
{
    struct peil_sample sample = peil_sample_plain(dataset);
    assert_counts(&sample, *state);
    double *weights = peil_arena_array(arena, sample.rows, sizeof *weights);
    for (size_t i = 0; i < sample.rows; i++)
        weights[i] = (double)(1 + i % 5) / 4;
    sample.weights = weights;
    assert_counts(&sample, *state);
    sample.weights = NULL;
    sample.counts = weights;
    assert_counts(&sample, *state);
}

static void what_is_plain(void **state)
{
    (void)state;
    assert_true(peil_dimension_is_plain(find("bekend", 0)));
    assert_false(peil_dimension_is_plain(find("waarom", 0)));
    assert_false(peil_dimension_is_plain(find("bekend > klas", 0)));
}

static int begin(void **state)
{
    fixture_begin(state);
    make_dataset();
    return 0;
}

int main(void)
{
    const struct test tests[] = { TEST(what_is_plain), ROWS(pairs, counts, name) };
    return run_suite(tests, LENGTH(tests), begin, fixture_end);
}
