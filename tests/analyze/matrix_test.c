/* What is counted while a file is read is what its rows would have said, however many
 * threads read it. */
#include "analyze/data/joint.h"
#include "tests/analyze/class.h"

static struct peil_arena *arena;

/* Few values, many, more than can be numbered in `d`; blanks; of `e` a text that makes
 * no table. Values come in another order in every part of the file. */
static const char *write_file(size_t rows)
{
    const char *path = PEIL_BUILD_DIR "/matrix.csv";
    FILE *out = fopen(path, "wb");
    assert_non_null(out);
    fputs("a,b,c,d,e\n", out);
    for (size_t i = 0; i < rows; i++)
        fprintf(out, "%zu,%s,%zu,%zu,%s\n", (rows - i) * 7 % 5,
                i * 5 % 11 < 3 ? ""
                : i * i % 3    ? "x"
                               : "y",
                i * i % 200, i % 300, i == rows / 2 ? "\"two\nlines\"" : "k");
    assert_int_equal(fclose(out), 0);
    return path;
}

static const char *const pairs[][2] = {
    { "a", "b" }, { "b", "a" }, { "c", "a" },  { "c", "c" },  { "a", "d" },
    { "a", "e" }, { "a", "z" }, { "b", NULL }, { "c", NULL },
};

static struct peil_dataset *read_by(const char *path, const struct peil_crew *crew,
                                    struct peil_matrices *matrices)
{
    struct peil_diag *diag = peil_diag_new(arena);
    struct peil_dataset *dataset = peil_dataset_new(NULL, peil_study_none(), arena);
    for (size_t i = 0; matrices && i < LENGTH(pairs); i++)
        peil_matrices_ask(matrices, pairs[i][0], pairs[i][1]);
    peil_dataset_count_only(dataset, matrices);
    assert_true(peil_response_file_share(path, crew, dataset, arena, diag));
    peil_dataset_finish(dataset);
    return dataset;
}

static const struct peil_dimension *find(const struct peil_dataset *dataset,
                                         const char *name)
{
    struct peil_diag *diag = peil_diag_new(arena);
    struct peil_dimensions found =
        peil_dimensions_find(dataset, name, (struct peil_place){ 0 }, arena, diag);
    return found.count > 0 ? &found.list[0] : NULL;
}

static struct peil_joint meet(const struct peil_dataset *dataset,
                              const char *const names[2])
{
    const struct peil_dimension *row = find(dataset, names[0]);
    const struct peil_dimension *column = names[1] ? find(dataset, names[1]) : NULL;
    struct peil_sample sample = peil_sample_plain(dataset);
    return names[1] && !column ? (struct peil_joint){ 0 }
                               : peil_joint_count(&sample, row, column, arena);
}

static void assert_same(const struct peil_dataset *counted,
                        const struct peil_dataset *kept)
{
    for (size_t i = 0; i < LENGTH(pairs); i++) {
        struct peil_joint a = meet(counted, pairs[i]), b = meet(kept, pairs[i]);
        double n = 0;
        assert_int_equal(a.rows, b.rows);
        assert_int_equal(a.columns, b.columns);
        for (size_t j = 0; j < a.rows * a.columns; j++) {
            assert_true(a.sums[j].n == b.sums[j].n);
            n += a.sums[j].n;
        }
        assert_true(a.rows == 0 || n == (double)peil_dataset_rows(kept));
    }
}

static void counts_as_rows_do(void **state)
{
    (void)state;
    static const size_t threads[] = { 1, 2, 3, 7 }, pieces[] = { 0, 100, 5000 };
    const char *path = write_file(PEIL_BLOCK + 700);
    const struct peil_crew one = { 0 };
    const struct peil_dataset *kept = read_by(path, &one, NULL);
    for (size_t i = 0; i < LENGTH(threads); i++)
        for (size_t j = 0; j < LENGTH(pieces); j++) {
            struct peil_matrices matrices = { .arena = arena };
            const struct peil_crew crew = { threads[i], pieces[j] };
            const struct peil_dataset *counted = read_by(path, &crew, &matrices);
            assert_ptr_equal(peil_dataset_matrices(counted), &matrices);
            assert_same(counted, kept);
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
        peil_matrix_count(&matrix, &row, &column, 1);
    }
    for (size_t i = 0; i < matrix.rows * matrix.columns; i++) {
        size_t row = i / matrix.columns, column = i % matrix.columns, expected = 0;
        for (size_t j = 0; j < LENGTH(sizes); j++)
            expected += peil_matrix_byte(row) == sizes[j][0] - 1 &&
                        peil_matrix_byte(column) == sizes[j][1] - 1;
        assert_int_equal(peil_matrix_sum(&matrix, row, column), expected);
    }
}

static int begin(void **state)
{
    (void)state;
    arena = peil_arena_new();
    return 0;
}

static int end(void **state)
{
    (void)state;
    peil_arena_free(arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts_as_rows_do),
        cmocka_unit_test(keeps_rows_for_a_wide_column),
        cmocka_unit_test(grows),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
