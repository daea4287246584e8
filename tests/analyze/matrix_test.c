/* What is counted while a file is read is what its rows would have said, however many
 * threads read it. */
#include "analyze/data/dimensions.h"
#include "analyze/data/joint.h"
#include "analyze/data/sampling.h"
#include "tests/analyze/class.h"
#include "tests/fixture.h"

#include <math.h>

/* Few values, many, more than can be numbered in `d`; blanks; of `e` a text that makes
 * no table. Values come in another order in every part of the file. Quotes may seem to
 * hold rows: whoever begins to read there guesses wrong. */
static const char *write_file(size_t rows, const char *odd_weight)
{
    FILE *out = text_begin();
    fputs("a,b,c,d,e,w\n", out);
    for (size_t i = 0; i < rows; i++) {
        fprintf(out, "%zu,%s,%zu,%zu,%s,", (rows - i) * 7 % 5,
                i * 5 % 11 < 3 ? ""
                : i * i % 3    ? "x"
                               : "y",
                i * i % 200, i % 300,
                i % 500 == 250 ? "\"\n1,x,1,1,k,9\n1,x,1,1,k,9\n1,x,1,1,k,9\n\"" : "k");
        if (i % 41 == 7)
            fprintf(out, "%s\n", odd_weight);
        else
            fprintf(out, i % 3 ? "%.2f\n" : "%.15f\n",
                    .1 + (double)(i * i % 701) / 300);
    }
    return new_file("matrix.csv", text_end());
}

static const char *const pairs[][2] = {
    { "a", "b" }, { "b", "a" }, { "c", "a" },  { "c", "c" },  { "a", "d" },
    { "a", "e" }, { "a", "z" }, { "b", NULL }, { "c", NULL }, { "w", "b" },
};

static const size_t threads[] = { 1, 2, 3, 7 }, pieces[] = { 0, 100, 5000 };

/* A file that was read, and what its responses count for. */
struct outcome {
    struct peil_dataset *dataset;
    struct peil_sample sample;
    bool well;
    const char *problems;
    struct peil_notes notes;
};

/* Counts only when there are matrices. */
static struct outcome read_by(const char *path, const struct peil_crew *crew,
                              const char *weight, struct peil_matrices *matrices)
{
    const struct peil_sampling sampling = { .weight = weight };
    struct peil_diag *own = peil_diag_new(arena);
    struct outcome outcome = { .dataset =
                                   peil_dataset_new(NULL, peil_study_none(), arena),
                               .notes = { .arena = arena } };
    peil_sampling_ask(&sampling, outcome.dataset, arena, own);
    if (matrices)
        matrices->weight = weight;
    for (size_t i = 0; matrices && i < LENGTH(pairs); i++)
        peil_matrices_ask(matrices, pairs[i][0], pairs[i][1]);
    peil_dataset_count_only(outcome.dataset, matrices);
    assert_true(peil_response_file_share(path, crew, outcome.dataset, arena, own));
    peil_dataset_finish(outcome.dataset);
    outcome.well = peil_sampling_make(&sampling, outcome.dataset, &outcome.notes,
                                      &outcome.sample, own);
    outcome.problems = problems_of(own, arena);
    return outcome;
}

static const struct peil_dimension *find(const struct peil_dataset *dataset,
                                         const char *name)
{
    struct peil_dimensions found =
        peil_dimensions_find(dataset, name, (struct peil_place){ 0 }, arena, diag);
    return found.count > 0 ? &found.list[0] : NULL;
}

static struct peil_joint meet(const struct outcome *outcome, const char *const names[2])
{
    const struct peil_dimension *row = find(outcome->dataset, names[0]);
    const struct peil_dimension *column =
        names[1] ? find(outcome->dataset, names[1]) : NULL;
    return !row || (names[1] && !column)
               ? (struct peil_joint){ 0 }
               : peil_joint_count(&outcome->sample, row, column, arena);
}

static bool is_near(double a, double b)
{
    return fabs(a - b) <= 1e-13 * fabs(b);
}

static void assert_same(const struct outcome *counted, const struct outcome *kept)
{
    size_t met = 0;
    for (size_t i = 0; i < LENGTH(pairs); i++) {
        struct peil_joint a = meet(counted, pairs[i]), b = meet(kept, pairs[i]);
        double n = 0;
        assert_int_equal(a.rows, b.rows);
        assert_int_equal(a.columns, b.columns);
        for (size_t j = 0; j < a.rows * a.columns; j++) {
            assert_true(a.sums[j].n == b.sums[j].n);
            assert_true(is_near(a.sums[j].weighted, b.sums[j].weighted));
            assert_true(is_near(a.sums[j].squares, b.sums[j].squares));
            n += a.sums[j].n;
        }
        assert_true(a.rows == 0 || n == (double)kept->sample.rows);
        met += a.rows > 0;
    }
    assert_true(met > LENGTH(pairs) / 2);
}

static void counts_as_rows_do(void **state)
{
    (void)state;
    const char *path = write_file(PEIL_BLOCK + 700, "1");
    const struct peil_crew one = { 0 };
    const struct outcome kept = read_by(path, &one, NULL, NULL);
    for (size_t i = 0; i < LENGTH(threads); i++)
        for (size_t j = 0; j < LENGTH(pieces); j++) {
            struct peil_matrices matrices = { .arena = arena };
            const struct peil_crew crew = { threads[i], pieces[j] };
            const struct outcome counted = read_by(path, &crew, NULL, &matrices);
            assert_ptr_equal(peil_dataset_matrices(counted.dataset), &matrices);
            assert_same(&counted, &kept);
        }
}

/* --- Weights --- */

#define EIGHTY                                                                         \
    "98765432109876543210987654321098765432109876543210987654321098765432109876543210"

/* What stands in some rows, and what becomes of it. */
static struct weight_case {
    const char *name, *weight, *odd;
    bool well, drops;
} weight_cases[] = {
    { "blank", "w", "", true, true },
    { "zero", "w", "0", true, true },
    { "negative", "w", "-2.5", true, true },
    { "large", "w", "123456789012345678901234567890", true, false },
    { "small", "w", "0.000000000000000000000000000012", true, false },
    { "of a row that is odd", "w", "\"1.5\"", true, false },
    { "too large", "w", EIGHTY "0" EIGHTY, false, false },
    { "a comma", "w", "\"0,87\"", false, false },
    { "no number", "w", "nan", false, false },
    { "a text", "w", "\"1\n2\"", false, false },
    { "names", "b", "1", false, false },
    { "a column that is not there", "v", "1", false, false },
};

static void assert_same_shares(const struct peil_design *a, const struct peil_design *b)
{
    assert_int_equal(a->n, b->n);
    assert_int_equal(a->clusters, b->clusters);
    assert_int_equal(a->strata, b->strata);
    assert_int_equal(a->lonely, b->lonely);
    assert_true(is_near(a->effective, b->effective));
    assert_true(peil_design_is_simple(a) && peil_design_is_simple(b));
    const struct peil_sum sums[] = { { 3, 2, 1.5 }, { 5, 6, 7.5 }, { 1, 2, 4 } };
    const struct peil_design_sums of[] = { { a, 3, sums, NULL, NULL },
                                           { b, 3, sums, NULL, NULL } };
    struct peil_design_shares x = peil_design_part(&of[0], 0, 1, 3, arena),
                              y = peil_design_part(&of[1], 0, 1, 3, arena);
    for (size_t i = 0; i < 9; i++)
        assert_true(is_near(x.covariance[i], y.covariance[i]));
}

static void weighs_as_rows_do(void **state)
{
    const struct weight_case *c = *state;
    const char *path = write_file(PEIL_BLOCK + 700, c->odd);
    const struct peil_crew one = { 0 };
    const struct outcome kept = read_by(path, &one, c->weight, NULL);
    assert_int_equal(kept.well, c->well);
    for (size_t i = 0; i < LENGTH(threads); i++)
        for (size_t j = 0; j < LENGTH(pieces); j++) {
            struct peil_matrices matrices = { .arena = arena };
            const struct peil_crew crew = { threads[i], pieces[j] };
            const struct outcome counted = read_by(path, &crew, c->weight, &matrices);
            assert_ptr_equal(peil_dataset_matrices(counted.dataset), &matrices);
            assert_int_equal(counted.well, c->well);
            assert_string_equal(counted.problems, kept.problems);
            assert_int_equal(counted.notes.count, c->drops);
            assert_int_equal(kept.notes.count, c->drops);
            if (c->drops)
                assert_string_equal(counted.notes.list[0], kept.notes.list[0]);
            if (!c->well)
                continue;
            assert_int_equal(counted.sample.rows, kept.sample.rows);
            assert_same(&counted, &kept);
            assert_same_shares(counted.sample.design, kept.sample.design);
        }
}

/* To the last bit. */
static void weighs_the_same_with_any_threads(void **state)
{
    (void)state;
    const char *path = write_file(PEIL_BLOCK + 700, "");
    for (size_t j = 0; j < LENGTH(pieces); j++) {
        struct outcome outcomes[LENGTH(threads)];
        for (size_t i = 0; i < LENGTH(threads); i++) {
            struct peil_matrices *matrices =
                peil_arena_array(arena, 1, sizeof *matrices);
            const struct peil_crew crew = { threads[i], pieces[j] };
            matrices->arena = arena;
            outcomes[i] = read_by(path, &crew, "w", matrices);
        }
        for (size_t i = 1; i < LENGTH(threads); i++)
            for (size_t k = 0; k < LENGTH(pairs); k++) {
                struct peil_joint a = meet(&outcomes[0], pairs[k]),
                                  b = meet(&outcomes[i], pairs[k]);
                assert_int_equal(a.rows, b.rows);
                if (a.rows > 0)
                    assert_memory_equal(a.sums, b.sums,
                                        a.rows * a.columns * sizeof *a.sums);
            }
    }
}

/* No response that counts is an error; one is alone in its stratum. */
static void weighs_none_and_one(void **state)
{
    (void)state;
    static const char *const files[] = { "a,b,w\n1,x,0\n2,x,\n",
                                         "a,b,w\n1,x,0\n2,y,3\n" };
    for (size_t i = 0; i < LENGTH(files); i++) {
        const char *path = new_file("weightless.csv", files[i]);
        struct peil_matrices matrices = { .arena = arena };
        const struct peil_crew one = { 0 };
        const struct outcome kept = read_by(path, &one, "w", NULL),
                             counted = read_by(path, &one, "w", &matrices);
        assert_int_equal(kept.well, i);
        assert_int_equal(counted.well, i);
        assert_string_equal(counted.problems, kept.problems);
        if (counted.well)
            assert_int_equal(counted.sample.design->lonely, kept.sample.design->lonely);
    }
}

/* Of responses with a name each must be there once, which asks for all rows. */
static void keeps_rows_for_a_wide_column(void **state)
{
    (void)state;
    struct peil_matrices matrices = { .arena = arena };
    struct peil_dataset *dataset = peil_dataset_new(NULL, peil_study_none(), arena);
    peil_matrices_ask(&matrices, "a", NULL);
    peil_dataset_count_only(dataset, &matrices);
    peil_dataset_widen(dataset, "response", PEIL_WIDE_NAMES);
    peil_dataset_add(dataset, "a");
    assert_non_null(peil_dataset_matrices(dataset));
    peil_dataset_add(dataset, "response");
    assert_null(peil_dataset_matrices(dataset));
}

/* But for that of weights, unless it has to tell responses apart as well. */
static void keeps_no_rows_for_weights(void **state)
{
    (void)state;
    struct peil_matrices matrices = { .arena = arena, .weight = "response" };
    struct peil_dataset *dataset = peil_dataset_new(NULL, peil_study_none(), arena);
    peil_dataset_count_only(dataset, &matrices);
    peil_dataset_widen(dataset, "response", PEIL_WIDE_NUMBERS);
    peil_dataset_add(dataset, "response");
    assert_non_null(peil_dataset_matrices(dataset));
    dataset = peil_dataset_new(NULL, peil_study_none(), arena);
    peil_dataset_count_only(dataset, &matrices);
    peil_dataset_widen(dataset, "response", PEIL_WIDE_NUMBERS);
    peil_dataset_widen(dataset, "response", PEIL_WIDE_NAMES);
    peil_dataset_add(dataset, "response");
    assert_null(peil_dataset_matrices(dataset));
}

/* Rows are kept of what tables name, and every value of what is wide; of all columns
 * where responses have to be told apart. */
static void keeps_what_is_named(void **state)
{
    (void)state;
    static const char csv[] = "a,b,c,id\n1,x,5,r1\n2,,6,r2\n1,x,7,r3\n";
    static const char *const ids[] = { "id", "response" };
    for (size_t i = 0; i < LENGTH(ids); i++) {
        struct peil_matrices matrices = { .arena = arena };
        struct peil_dataset *dataset = peil_dataset_new(NULL, peil_study_none(), arena);
        const char *file = peil_arena_format(arena, "a,b,c,%s%s", ids[i], csv + 8);
        peil_matrices_ask(&matrices, "a", "b");
        peil_dataset_keep_only(dataset, &matrices);
        peil_dataset_widen(dataset, ids[i], PEIL_WIDE_NAMES);
        assert_true(peil_response_file_parse(file, strlen(file), "f.csv", dataset,
                                             arena, diag));
        peil_dataset_finish(dataset);
        assert_string_equal(codes_of(dataset, "b", arena), "x -9 x");
        assert_string_equal(peil_wide_text(peil_dataset_find(dataset, ids[i])->wide, 2),
                            "r3");
        assert_int_equal(peil_dataset_tabulates(dataset, 2), i);
        assert_int_equal(peil_dataset_find(dataset, "c")->category_count, 3 * i);
        peil_dataset_keep(dataset, (const bool[]){ true, true, false });
        assert_string_equal(codes_of(dataset, "a", arena), "1 2");
    }
}

/* Rows and columns that come later leave the counts where they were. */
static void grows(void **state)
{
    (void)state;
    struct peil_matrix matrix = { .row = "a", .column = "b" };
    size_t sizes[][2] = { { 1, 1 }, { 1, 9 }, { 30, 9 }, { 241, 241 } };
    for (size_t i = 0; i < LENGTH(sizes); i++) {
        unsigned char row = (unsigned char)(sizes[i][0] - 1),
                      column = (unsigned char)(sizes[i][1] - 1);
        peil_matrix_fit(&matrix, sizes[i][0], sizes[i][1], arena);
        peil_matrix_count(&matrix, &row, &column, NULL, 1);
    }
    for (size_t i = 0; i < matrix.rows * matrix.columns; i++) {
        size_t row = i / matrix.columns, column = i % matrix.columns, expected = 0;
        for (size_t j = 0; j < LENGTH(sizes); j++)
            expected += peil_matrix_byte(row) == sizes[j][0] - 1 &&
                        peil_matrix_byte(column) == sizes[j][1] - 1;
        assert_true(peil_matrix_sum(&matrix, row, column).n == (double)expected);
    }
}

int main(void)
{
    const struct test tests[] = {
        TEST(counts_as_rows_do),
        TEST(weighs_the_same_with_any_threads),
        TEST(weighs_none_and_one),
        TEST(keeps_rows_for_a_wide_column),
        TEST(keeps_no_rows_for_weights),
        TEST(keeps_what_is_named),
        TEST(grows),
        ROWS(weight_cases, weighs_as_rows_do, name),
    };
    return run_suite(tests, LENGTH(tests), folder_begin, folder_end);
}
