#include "questionnaires/base/csv.h"
#include "tests/chance.h"
#include "tests/fixture.h"

#include <string.h>

static bool write_row(void *context, const struct peil_csv_row *row)
{
    FILE *out = context;
    fprintf(out, "%d", row->line);
    for (size_t i = 0; i < row->count; i++) {
        assert_int_equal(strlen(peil_csv_field(row, i).text),
                         peil_csv_field(row, i).length);
        fprintf(out, "[%s]", peil_csv_field(row, i).text);
    }
    fputc('\n', out);
    return true;
}

/* The rows as read from memory or from a file, and then the problems. */
static const char *read_back(const char *bytes, size_t length, const char *path)
{
    diag = peil_diag_new(arena);
    FILE *out = text_begin();
    bool done = path ? peil_csv_read(path, write_row, out, diag)
                     : peil_csv_parse(bytes, length, "a.csv", write_row, out, diag);
    assert_int_equal(done, !peil_diag_has_error(diag));
    const char *rows = text_end();
    const char *read = peil_arena_format(arena, "%s%s", rows, problems_of(diag, arena));
    return read;
}

static struct read_case {
    const char *name, *bytes, *expected;
} read_cases[] = {
    { "read: commas", "a,b\n1,2\n", "1[a][b]\n2[1][2]\n" },
    { "read: semicolons", "a;b\n1,5;2\n", "1[a][b]\n2[1,5][2]\n" },
    { "read: tabs", "a\tb\n1, 2\t3;4\n", "1[a][b]\n2[1, 2][3;4]\n" },
    { "read: an empty field between tabs", "a\tb\tc\n\t\t1\n",
      "1[a][b][c]\n2[][][1]\n" },
    { "read: the delimiter is not in the quotes", "\"a,b,c\";d\n1;2\n",
      "1[a,b,c][d]\n2[1][2]\n" },
    { "read: one column", "a\n1\n\n2\n", "1[a]\n2[1]\n4[2]\n" },
    { "read: a mark, and quotes behind it", "\xef\xbb\xbf\"a\",b\n1,2\n",
      "1[a][b]\n2[1][2]\n" },
    { "read: CRLF", "a,b\r\n1,2\r\n3,4", "1[a][b]\n2[1][2]\n3[3][4]\n" },
    { "read: CR", "a,b\r1,2\r3,4\r", "1[a][b]\n2[1][2]\n3[3][4]\n" },
    { "read: doubled quotes", "a,b\n\"x \"\"y\"\"\",\"\"\n",
      "1[a][b]\n2[x \"y\"][]\n" },
    { "read: newlines in fields", "a,b\r\n\"1\r\n2\",\"\n3\"\r\n4,5\r\n",
      "1[a][b]\n2[1\r\n2][\n3]\n5[4][5]\n" },
    { "read: blanks in quotes stay, others go", "a,b\n\" 1 \", 2 \n",
      "1[a][b]\n2[ 1 ][2]\n" },
    { "read: blank lines vanish and count", "\n\na,b\n \n1,2\n\n",
      "3[a][b]\n5[1][2]\n" },
    { "read: accents", "na\xc3\xa4m,\xe2\x82\xac\n1,2\n",
      "1[na\xc3\xa4m][\xe2\x82\xac]\n2[1][2]\n" },
    { "read: only empty fields", "a,b\n,\n", "1[a][b]\n2[][]\n" },
    { "wrong: goes on after ragged rows", "a,b\n1\n2,3\n4,5,6\n7,8\n",
      "1[a][b]\n3[2][3]\n5[7][8]\n"
      "a.csv:2: error: the row has 1 field, the header has 2\n"
      "a.csv:4: error: the row has 3 fields, the header has 2\n" },
    { "wrong: goes on after Latin-1", "a,b\n\xc3\xa9,caf\xe9\n2,3\n",
      "1[a][b]\n3[2][3]\n"
      "a.csv:2:6: error: this byte is not UTF-8; save the file as UTF-8\n" },
    { "wrong: a row of two lines is one row", "a,b\n\"1\n\xe9\",2\n3\n4,5\n",
      "1[a][b]\n5[4][5]\n"
      "a.csv:3:1: error: this byte is not UTF-8; save the file as UTF-8\n"
      "a.csv:4: error: the row has 1 field, the header has 2\n" },
    { "wrong: nothing can be read by a bad header", "a,\xe9\n1,2\n",
      "a.csv:1:3: error: this byte is not UTF-8; save the file as UTF-8\n" },
    { "wrong: an open quote, far from its field", "a,b\n1,\"x\n2,\"y\"\n3,4\n",
      "1[a][b]\n"
      "a.csv:3:4: error: a quote stands wrong: quote the whole field, and double the "
      "quotes in it; the field began on line 2\n" },
    { "wrong: an open quote in a row of many lines", "a,b,c\n\"1\n\n\",2,\"3\n4\n",
      "1[a][b][c]\na.csv:4: error: the quote that opens field 3 never closes\n" },
    { "wrong: an open quote in the header", "a,\"b\n1,2\n",
      "a.csv:1: error: the quote that opens field 2 never closes\n" },
    { "wrong: empty", " \n\n",
      "a.csv: error: the file is empty; a header line is expected\n" },
};

static void reads(void **state)
{
    const struct read_case *c = *state;
    assert_string_equal(read_back(c->bytes, strlen(c->bytes), NULL), c->expected);
}

static bool stop_at_third(void *context, const struct peil_csv_row *row)
{
    int *count = context;
    (void)row;
    return ++*count < 3;
}

static void stopping_is_no_error(void **state)
{
    (void)state;
    int count = 0;
    const char *bytes = "a,b\n1,2\n3,4\n5,6\n\"7";
    assert_true(
        peil_csv_parse(bytes, strlen(bytes), "a.csv", stop_at_third, &count, diag));
    assert_int_equal(count, 3);
}

static void a_file_that_is_not_there(void **state)
{
    (void)state;
    assert_string_equal(read_back(NULL, 0, "none.csv"),
                        "none.csv: error: cannot open: No such file or directory\n");
    assert_string_equal(read_back(NULL, 0, "corpus"),
                        "corpus: error: cannot read: Is a directory\n");
}

/* Where a chunk ends makes no difference: characters of two and three bytes, quotes
 * and CRLFs fall on every side of it as the first field grows. */
static void chunks_leave_no_trace(void **state)
{
    (void)state;
    const char *path = PEIL_BUILD_DIR "/chunks.csv";
    for (int shift = 0; shift < 40; shift++) {
        char *bytes = NULL;
        size_t length = 0;
        FILE *out = open_memstream(&bytes, &length);
        fprintf(out, "a,b\r\n%0*d,0\r\n", 65536 - 20 + shift, shift);
        for (int i = 0; i < 5; i++)
            fprintf(out, "\"\xe2\x82\xac\r\n\xc3\xa9\"\"\",%d\r\n", i);
        fprintf(out, "\"%0*d\"\r\n\xe9,1\r\n", 65536, 1);
        fclose(out);
        out = fopen(path, "wb");
        assert_non_null(out);
        assert_int_equal(fwrite(bytes, 1, length, out), length);
        assert_int_equal(fclose(out), 0);
        const char *whole = read_back(bytes, length, NULL);
        const char *parts = read_back(NULL, 0, path);
        const char *problems = strstr(whole, "a.csv"), *others = strstr(parts, path);
        assert_memory_equal(whole, parts, (size_t)(problems - whole));
        assert_string_equal(problems, "a.csv:13: error: the row has 1 field, the "
                                      "header has 2\na.csv:14:1: error: this byte is "
                                      "not UTF-8; save the file as UTF-8\n");
        assert_string_equal(strchr(others, ':'),
                            peil_arena_format(arena,
                                              ":13: error: the row has 1 field, the "
                                              "header has 2\n%s:14:1: error: this "
                                              "byte is not UTF-8; save the file as "
                                              "UTF-8\n",
                                              path));
        free(bytes);
    }
    remove(path);
}

/* --- Writing --- */

static struct write_case {
    const char *name, *text, *lossless, *spreadsheet;
} write_cases[] = {
    { "write: words", "ruzie", "\"ruzie\"", "\"ruzie\"" },
    { "write: nothing", "", "\"\"", "\"\"" },
    { "write: quotes and newlines", "a \"b\"\n,;", "\"a \"\"b\"\"\n,;\"",
      "\"a \"\"b\"\"\n,;\"" },
    { "write: a formula", "=1+1", "\"=1+1\"", "\"'=1+1\"" },
    { "write: a command", "@SUM(A1)", "\"@SUM(A1)\"", "\"'@SUM(A1)\"" },
    { "write: a plus", "+31 6", "\"+31 6\"", "\"'+31 6\"" },
    { "write: a number below zero", "-7", "\"-7\"", "\"-7\"" },
    { "write: a minus and words", "-geen", "\"-geen\"", "\"'-geen\"" },
    { "write: a tab", "\tx", "\"\tx\"", "\"'\tx\"" },
    { "write: a carriage return", "\rx", "\"\rx\"", "\"'\rx\"" },
    { "write: = further on", "a=1", "\"a=1\"", "\"a=1\"" },
};

static const char *written(enum peil_csv_dialect dialect, const char *text)
{
    FILE *out = text_begin();
    struct peil_csv_writer writer = { .out = out, .dialect = dialect };
    peil_csv_write(&writer, text);
    peil_csv_write_integer(&writer, -7);
    peil_csv_end_row(&writer);
    peil_csv_write_integer(&writer, 3);
    peil_csv_end_row(&writer);
    return text_end();
}

static void writes(void **state)
{
    const struct write_case *c = *state;
    assert_string_equal(written(PEIL_CSV_LOSSLESS, c->text),
                        peil_arena_format(arena, "%s,-7\n3\n", c->lossless));
    assert_string_equal(written(PEIL_CSV_SPREADSHEET, c->text),
                        peil_arena_format(arena, "%s,-7\n3\n", c->spreadsheet));
}

/* Any text that is written is read back the same. */
static const char *random_text(unsigned *seed)
{
    static const char *const pieces[] = { "\"",
                                          "\"\"",
                                          ",",
                                          ";",
                                          "\t",
                                          " ",
                                          "\n",
                                          "\r\n",
                                          "\r",
                                          "=",
                                          "a",
                                          "\xc3\xa9",
                                          "\xf0\x9f\x98\x80",
                                          "'",
                                          "0" };
    const char *text = "";
    for (unsigned i = below(seed, 8); i > 0; i--)
        text =
            peil_arena_format(arena, "%s%s", text, pieces[below(seed, LENGTH(pieces))]);
    return text;
}

struct written_fields {
    const char *texts[300][3];
    size_t row;
};

static bool same_as_written(void *context, const struct peil_csv_row *row)
{
    struct written_fields *fields = context;
    assert_int_equal(row->count, 3);
    for (size_t i = 0; i < 3; i++)
        assert_string_equal(peil_csv_field(row, i).text, fields->texts[fields->row][i]);
    fields->row++;
    return true;
}

static void what_is_written_is_read_back(void **state)
{
    (void)state;
    struct written_fields fields = { .texts = { { "a", "b", "c" } } };
    unsigned seed = 20240607;
    char *bytes = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&bytes, &length);
    struct peil_csv_writer writer = { .out = out };
    for (size_t row = 0; row < LENGTH(fields.texts); row++) {
        for (size_t i = 0; i < 3; i++) {
            if (row > 0)
                fields.texts[row][i] = random_text(&seed);
            peil_csv_write(&writer, fields.texts[row][i]);
        }
        peil_csv_end_row(&writer);
    }
    fclose(out);
    assert_true(peil_csv_parse(bytes, length, "a.csv", same_as_written, &fields, diag));
    assert_int_equal(fields.row, LENGTH(fields.texts));
    free(bytes);
}

int main(void)
{
    const struct test tests[] = {
        TEST(stopping_is_no_error),    TEST(a_file_that_is_not_there),
        TEST(chunks_leave_no_trace),   TEST(what_is_written_is_read_back),
        ROWS(read_cases, reads, name), ROWS(write_cases, writes, name),
    };
    return run_suite(tests, LENGTH(tests), fixture_begin, fixture_end);
}
