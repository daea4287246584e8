/* However many threads read a file, and in pieces of whatever size: the dataset is the
 * same, and so is what is said of the file. */
#include "tests/analyze/class.h"
#include "tests/questionnaires/readers.h"
#include "tests/fixture.h"

#include <dirent.h>

/* All that can be known of a dataset, as one text. */
static const char *contents(const struct peil_dataset *dataset)
{
    FILE *out = text_begin();
    for (size_t i = 0; i < peil_dataset_columns(dataset); i++) {
        const struct peil_column *column = peil_dataset_column(dataset, i);
        fprintf(out, "%s|%s|%s|", column->name,
                column->uncounted ? column->uncounted : "",
                column->doubtful ? column->doubtful : "");
        for (size_t j = 0; j < column->category_count; j++)
            fprintf(out, "%s,", column->categories[j].code);
        for (size_t row = 0; row < peil_dataset_rows(dataset); row++)
            fprintf(out, " %d", peil_column_byte(column, row));
        for (size_t row = 0; column->wide && row < column->wide->rows; row++)
            fprintf(out, " %g/%u", column->wide->numbers[row],
                    column->wide->names[row]);
        fputc('\n', out);
    }
    return text_end();
}

/* The file twice into one dataset, so that the second time there are rows and values.
 */
static const char *read_by(const char *path, const struct peil_questionnaire *q,
                           const struct peil_crew *crew)
{
    diag = peil_diag_new(arena);
    struct peil_dataset *dataset = peil_dataset_new(q, peil_study_none(), arena);
    peil_dataset_widen(dataset, "a", PEIL_WIDE_NAMES);
    peil_dataset_widen(dataset, "a", PEIL_WIDE_NUMBERS);
    bool well = true;
    for (int time = 0; time < 2; time++)
        well = (crew ? peil_response_file_share(path, crew, dataset, arena, diag)
                     : peil_response_file_read(path, dataset, arena, diag)) &&
               well;
    assert_int_equal(well, !peil_diag_has_error(diag));
    peil_dataset_finish(dataset);
    return peil_arena_format(arena, "%s%s", problems_of(diag, arena),
                             well ? contents(dataset) : "");
}

static void assert_same(const char *path, const struct peil_questionnaire *q,
                        size_t piece)
{
    static const size_t threads[] = { 1, 2, 3, 7 };
    const char *expected = read_by(path, q, NULL);
    for (size_t i = 0; i < LENGTH(threads); i++) {
        struct peil_crew crew = { threads[i], piece };
        assert_string_equal(read_by(path, q, &crew), expected);
    }
}

static const char *written(const char *bytes, size_t length)
{
    const char *path = PEIL_BUILD_DIR "/pieces.csv";
    FILE *out = fopen(path, "wb");
    assert_non_null(out);
    assert_int_equal(fwrite(bytes, 1, length, out), length);
    assert_int_equal(fclose(out), 0);
    return path;
}

static void start_anew(void)
{
    peil_arena_free(arena);
    arena = peil_arena_new();
}

static void random_files(void **state)
{
    (void)state;
    unsigned seed = 20260709;
    for (int i = 0; i < 400; i++) {
        char bytes[4096];
        size_t length = random_file(&seed, bytes, sizeof bytes);
        assert_same(written(bytes, length), NULL, 1 + below(&seed, 120));
        start_anew();
    }
}

/* Answers of a class as pupils give them, and now and then what nobody can answer. */
static void random_classes(void **state)
{
    (void)state;
    static const char *const fields[][6] = {
        { "a", "b", "c", "b", "", "d" },
        { "5", "6", "8", "12", "-9", "9" },
        { "1", "2", "-8", "", "-5", "3" },
        { "2", "4", "1", "", "2", "3" },
        { "1", "0", "", "-9", "0", "x" },
        { "0", "1", "", "-9", "0", "1" },
        { "7", "8.5", "10", "", "-6", "99" },
        { "\"meer, bomen\n\"", "", "\"zei \"\"nee\"\"\"", "caf\xc3\xa9", "-9",
          " gym " },
        { "X1", "X2", "", "a longer name than is kept", "X1", "\xe9" },
    };
    unsigned seed = 20260710;
    for (int i = 0; i < 300; i++) {
        const char *csv =
            "variant,groep,bekend,hulp,waarom_1,waarom_2,cijfer,tip,a\r\n";
        unsigned wrong = below(&seed, 8) ? 5 : 6;
        for (unsigned rows = below(&seed, 30); rows > 0; rows--)
            for (size_t j = 0; j < LENGTH(fields); j++)
                csv = peil_arena_format(arena, "%s%s%s", csv,
                                        fields[j][below(&seed, wrong)],
                                        j < LENGTH(fields) - 1 ? "," : "\n");
        assert_same(written(csv, strlen(csv)), class_questionnaire(arena),
                    1 + below(&seed, 200));
        start_anew();
    }
}

/* Many values, found in another order by each: numbers, and too many of them. */
static void many_values(void **state)
{
    (void)state;
    static const int values[] = { 20, 100, 240, 241, 300 };
    for (size_t i = 0; i < LENGTH(values); i++) {
        char bytes[32768];
        size_t length = (size_t)sprintf(bytes, "a,b,c\n");
        for (int row = 0; row < 700; row++)
            length += (size_t)sprintf(bytes + length, "%d,%d,\"v%d%s\"\n",
                                      row * 7 % values[i], row, row * 13 % values[i],
                                      row == 600 && values[i] == 100 ? "\n" : "");
        assert_same(written(bytes, length), NULL, 512);
        start_anew();
    }
}

/* A piece that ends one block of rows and begins the next. */
static void many_rows(void **state)
{
    (void)state;
    char bytes[4 * PEIL_BLOCK] = "a\n";
    size_t length = strlen(bytes);
    for (int row = 0; row < PEIL_BLOCK + 500; row++) {
        int digits = row * 7 % 30;
        bytes[length++] = (char)('0' + digits / 10);
        bytes[length++] = (char)('0' + digits % 10);
        bytes[length++] = '\n';
    }
    assert_same(written(bytes, length), NULL, 2000);
}

static int is_csv(const struct dirent *entry)
{
    return strstr(entry->d_name, ".csv") != NULL;
}

static void the_corpora(void **state)
{
    (void)state;
    static const char *const folders[] = { "corpus/csv", "corpus/responses" };
    for (size_t i = 0; i < LENGTH(folders); i++) {
        struct dirent **entries = NULL;
        int count = scandir(folders[i], &entries, is_csv, alphasort);
        assert_true(count > 5);
        for (int j = 0; j < count; j++) {
            const char *path =
                peil_arena_format(arena, "%s/%s", folders[i], entries[j]->d_name);
            assert_same(path, NULL, 16);
            assert_same(path, class_questionnaire(arena), 50);
            free(entries[j]);
            start_anew();
        }
        free(entries);
    }
}

int main(void)
{
    const struct test tests[] = {
        TEST(random_files), TEST(random_classes), TEST(many_values),
        TEST(many_rows),    TEST(the_corpora),
    };
    return run_suite(tests, LENGTH(tests), fixture_begin, fixture_end);
}
