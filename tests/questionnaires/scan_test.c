/* The scanner gives the rows that libcsv gives. */
#include "questionnaires/base/scan.h"
#include "questionnaires/base/file.h"
#include "tests/questionnaires/readers.h"
#include "tests/fixture.h"

#include <dirent.h>
#include <string.h>

/* --- What is plain, and what is not --- */

static struct scan_case {
    const char *name, *bytes, *expected;
} scan_cases[] = {
    { "plain: a row", "1,2\n", "1[1][2]" },
    { "plain: empty fields", ",\n", "1[][]" },
    { "plain: CRLF", "1,2\r\n", "1[1][2]" },
    { "plain: nothing but CRLF in the last field", "1,\r\n", "1[1][]" },
    { "plain: quotes", "\"1,\n\r\n\r2\",\"\"\n", "4[1,\n\r\n\r2][]" },
    { "plain: quotes and CRLF", "1,\"2\"\r\n", "1[1][2]" },
    { "plain: tabs", "\t1,\t\n", "1[][1,][]" },
    { "plain: doubled quotes", "\"\"\"a\"\"\",\"b\"\"\"\"c\"\n", "1[\"a\"][b\"\"c]" },
    { "plain: a quoted field alone", "\"\"\n", "1[]" },
    { "plain: blanks inside", "a b,\" c \"\n", "1[a b][ c ]" },
    { "plain: accents", "\xc3\xa9,\xe2\x82\xac\n", "1[\xc3\xa9][\xe2\x82\xac]" },
    { "plain: accents far apart", "\xc3\xa9,1,\"\xe2\x82\xac\"\n",
      "1[\xc3\xa9][1][\xe2\x82\xac]" },
    { "unfinished: no line end", "1,2", "unfinished" },
    { "unfinished: an open quote", "1,\"2\n", "unfinished" },
    { "unfinished: nothing", "", "unfinished" },
    { "odd: a blank line", "\n", "odd" },
    { "odd: a blank CRLF line", "\r\n", "odd" },
    { "odd: a blank in front", "1, 2\n", "odd" },
    { "odd: a blank behind", "1 ,2\n", "odd" },
    { "odd: a blank at the end", "1,2 \n", "odd" },
    { "odd: a blank before CRLF", "1,2 \r\n", "odd" },
    { "odd: a tab in front", "\t1,2\n", "odd" },
    { "odd: a blank behind quotes", "\"1\" ,2\n", "odd" },
    { "odd: CR alone", "1,2\r3,4\n", "odd" },
    { "odd: CR before a quote", "1,2\r\"3\",4\n", "odd" },
    { "odd: two CRs", "1,2\r\r\n", "odd" },
    { "odd: a quote inside", "1,2\"3\n", "odd" },
    { "odd: two quotes inside", "1,2\"\"3\n", "odd" },
    { "odd: text behind quotes", "\"1\"2,3\n", "odd" },
    { "odd: a blank between tabs", "1\t \t2\n", "odd" },
    { "odd: a zero byte is the end of no text", NULL, "odd" },
    { "odd: Latin-1", "caf\xe9,1\n", "odd" },
    { "odd: a cut character", "caf\xc3,1\n", "odd" },
    { "odd: a character that goes on in the next field", "\xc3,\xa9\n", "odd" },
};

static const char *scanned(char *bytes, size_t length, char delimiter)
{
    static const char *const words[] = { NULL, "unfinished", "odd" };
    uint32_t begins[80];
    struct peil_scan_row row = { .begins = begins, .room = LENGTH(begins) };
    struct peil_scan scan;
    peil_scan_begin(&scan, bytes, length, delimiter);
    enum peil_scanned what = peil_scan_next(&scan, &row);
    if (what != PEIL_SCAN_ROW)
        return words[what];
    assert_ptr_equal(scan.row, bytes + length);
    struct peil_csv_row read = { bytes, begins, row.count, 1 };
    const char *said = peil_arena_format(arena, "%d", row.lines);
    for (size_t time = 0; time < 2;
         time++) /* a text is the same when asked for again */
        for (size_t i = 0; i < row.count; i++) {
            struct peil_csv_field field = peil_csv_field(&read, i);
            assert_int_equal(strlen(field.text), field.length);
            if (time > 0)
                said = peil_arena_format(arena, "%s[%s]", said, field.text);
        }
    return said;
}

/* Wherever the row begins in a block, and with what behind it. */
static void scans(void **state)
{
    const struct scan_case *c = *state;
    char delimiter = strstr(c->name, "tabs") ? '\t' : ',';
    static const char zero[] = "a\0b\n";
    const char *text = c->bytes ? c->bytes : zero;
    size_t length = c->bytes ? strlen(text) : 4;
    for (size_t shift = 0; shift < 130; shift++) {
        char bytes[256 + PEIL_SCAN_SPARE];
        memset(bytes, '"', sizeof bytes);
        memset(bytes, 'x', shift);
        memcpy(bytes + shift, text, length);
        assert_string_equal(scanned(bytes + shift, length, delimiter), c->expected);
    }
}

/* --- The same as libcsv --- */

static void random_files(void **state)
{
    (void)state;
    static const size_t chunks[] = { 0, 64, 65, 100, 129, 200 };
    unsigned seed = 20260708;
    for (int i = 0; i < 20000; i++) {
        char bytes[4096];
        size_t length = random_file(&seed, bytes, sizeof bytes);
        if (i % 100 == 0) {
            peil_arena_free(arena);
            arena = peil_arena_new();
        }
        size_t chunk = chunks[below(&seed, LENGTH(chunks))];
        assert_true(reads_same(bytes, length, chunk, 1 + below(&seed, 90), arena));
    }
}

static int is_visible(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

static void the_corpus(void **state)
{
    (void)state;
    struct dirent **entries = NULL;
    int count = scandir("corpus/csv", &entries, is_visible, alphasort);
    assert_true(count > 10);
    for (int i = 0; i < count; i++) {
        const char *path =
            peil_arena_format(arena, "corpus/csv/%s", entries[i]->d_name);
        size_t length = 0;
        const char *bytes = peil_file_read(path, 1 << 20, arena, &length, diag);
        assert_non_null(bytes);
        for (size_t part = 1; part < 70; part += 3)
            assert_true(
                reads_same(bytes, length, part < 30 ? 0 : 2 * part, part, arena));
        free(entries[i]);
    }
    free(entries);
}

/* Rows, fields and files that are larger than what is held at once. */
static void large_rows(void **state)
{
    (void)state;
    static const int widths[] = { 60, 1000, 65520, 65536, 70000, 200000 };
    for (size_t i = 0; i < LENGTH(widths); i++) {
        const char *bytes = "a,b\n";
        for (int row = 0; row < 4; row++)
            bytes = peil_arena_format(arena, "%s%d,\"%0*d\n\"\n\xe9,3\n", bytes, row,
                                      widths[i] + row, row);
        assert_true(reads_same(bytes, strlen(bytes), 0, 1000, arena));
        assert_true(reads_same(bytes, strlen(bytes), 4096, 50000, arena));
    }
}

/* A chunk that ends in the blanks before a row. */
static void blanks_in_front(void **state)
{
    (void)state;
    for (int width = 60; width < 70; width++) {
        const char *bytes =
            peil_arena_format(arena, "a,b\n%*s,2\n\xe9,3\n", width, "1");
        assert_true(reads_same(bytes, strlen(bytes), 64, 10, arena));
    }
}

static void rows_wider_than_the_header(void **state)
{
    (void)state;
    const char *bytes = "a,b\n";
    for (int width = 1; width < 400; width += 7) {
        for (int i = 0; i < width; i++)
            bytes = peil_arena_format(arena, "%s,", bytes);
        bytes = peil_arena_format(arena, "%s\n", bytes);
    }
    assert_true(reads_same(bytes, strlen(bytes), 0, 300, arena));
}

/* --- Guesses --- */

/* From any place in a clean file the next row is found, or the guess is behind it. */
static void guesses(void **state)
{
    (void)state;
    const char *bytes = "a,b\n1,2\n\"3,4\n5,6\n\",7\n8,9\n";
    static const size_t rows[] = { 4, 8, 21 };
    int file = file_of(bytes, strlen(bytes));
    size_t right = 0;
    for (size_t i = 4; i < 25; i++) {
        struct peil_csv_part part = {
            .name = "a.csv", .file = file, .begin = i, .width = 2, .delimiter = ','
        };
        bool found = peil_csv_guess(&part);
        assert_int_equal(found, i <= 21);
        for (size_t j = 0; found && j < LENGTH(rows); j++)
            right += part.begin == rows[j] && (j == 0 || i > rows[j - 1]);
    }
    close(file);
    assert_int_equal(right, 13);
}

int main(void)
{
    const struct test tests[] = {
        TEST(random_files),
        TEST(the_corpus),
        TEST(large_rows),
        TEST(blanks_in_front),
        TEST(rows_wider_than_the_header),
        TEST(guesses),
        ROWS(scan_cases, scans, name),
    };
    return run_suite(tests, LENGTH(tests), fixture_begin, fixture_end);
}
