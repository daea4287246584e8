/* From the cells of a file to bytes in columns. */
#include "tests/analyze/class.h"
#include "tests/fixture.h"

/* --- What becomes of the cells of a column --- */

static struct reading {
    const char *name, *csv, *column, *codes;
    bool alone; /* no questionnaire */
} readings[] = {
    { "codes and missing kinds", "bekend\n1\n2\n-8\n-6\n-9\n-5\n-7\n", "bekend",
      "1 2 -8 -6 -9 -5 -7", false },
    { "columns in any order", "cijfer,groep,bekend\n7,5,1\n8,6,2\n", "groep", "5 6",
      false },
    { "a mark, CRLF and semicolons", "\xef\xbb\xbfgroep;bekend\r\n5;1\r\n6;2\r\n",
      "bekend", "1 2", false },
    { "a blank is not asked", "groep,bekend\n5,\n6,2\n", "bekend", "-7 2", false },
    { "a blank tick beside an answered one", "waarom_1,waarom_2,waarom_9\n1,,\n,,\n",
      "waarom_2", "0 -7", false },
    { "blank ticks beside a missing kind", "waarom_1,waarom_2,waarom_9\n-9,,\n",
      "waarom_9", "-9", false },
    { "a tick column that is not there", "waarom_1,waarom_9\n1,0\n,\n", "waarom_2",
      "0 -7", false },
    { "an item that is not there", "groep\n5\n6\n", "bekend", "-7 -7", false },
    { "a place that was not used", "rang_r1,rang_r2\n2,\n,\n", "rang_r2", "-9 -7",
      false },
    { "numbers by size, equal ones together", "cijfer\n9\n10\n8.5\n9.0\n", "cijfer",
      "9 10 8.5 9", false },
    { "own words are only given or not", "tip\nmeer bomen\n-9\n\n\"a, b\"\n", "tip",
      "given -9 given", false },
    { "a derived variable is computed", "groep\n5\n8\n12\n-9\n", "leeftijdsgroep",
      "1 2 3 -9", false },
    { "bands of one code, by variant", "variant,hulp\na,2\nb,2\nc,1\na,4\n,1\n",
      "dichtbij", "1 2 1 -7 -7", false },
    { "a derived variable that is there is read", "groep,leeftijdsgroep\n5,3\n8,\n",
      "leeftijdsgroep", "3 2", false },
    { "a variant that is not known", "variant,bekend\n,1\nb,2\n", "variant", "-9 b",
      false },
    { "other columns as they stand", "bekend,klas\n1,3b\n2,-9\n1,\n", "klas",
      "3b -9 -9", false },
    { "alone: a blank is no answer", "x\n1\n\"\"\n2\n", "x", "1 -9 2", true },
    { "alone: a missing code is a value", "x\n-9\n3\n", "x", "-9 3", true },
    { "alone: a name with dots and capitals", "Hulp.Eerst\na\nb\n", "Hulp.Eerst", "a b",
      true },
    { "alone: a name with blanks", "\" Hulp  eerst \"\na\n", "Hulp eerst", "a", true },
    { "alone: a column without a name", "x,\n1,2\n", "column 2", "2", true },
};

static void reads(void **state)
{
    const struct reading *r = *state;
    const struct peil_questionnaire *q = r->alone ? NULL : class_questionnaire(arena);
    struct peil_dataset *dataset = class_dataset(q, r->csv, arena);
    assert_string_equal(codes_of(dataset, r->column, arena), r->codes);
}

/* --- Values found, in order --- */

static struct order {
    const char *name, *csv, *categories;
} orders[] = {
    { "numbers by size", "x\n10\n9\n-1\n2.5\n", "-1 2.5 9 10" },
    { "one that is no number: by bytes", "x\n10\n9\na\n", "10 9 a" },
    { "capitals before small letters", "x\nb\na\nB\n", "B a b" },
    { "01 and 1 are two codes", "x\n1\n01\n", "01 1" },
    { "no rows", "x\n", "" },
};

static void sorts(void **state)
{
    const struct order *o = *state;
    const struct peil_column *column =
        peil_dataset_find(class_dataset(NULL, o->csv, arena), "x");
    const char *text = "";
    for (size_t i = 0; i < column->category_count; i++)
        text = peil_arena_format(arena, "%s%s%s", text, i ? " " : "",
                                 column->categories[i].code);
    assert_string_equal(text, o->categories);
}

/* --- Many values --- */

/* A column of `values` different numbers, each `times` times. */
static const struct peil_column *numbers(int values, int times)
{
    const char *csv = "x\n";
    for (int i = 0; i < values * times; i++)
        csv = peil_arena_format(arena, "%s%d\n", csv, i % values);
    return peil_dataset_find(class_dataset(NULL, csv, arena), "x");
}

static struct crowd {
    const char *name;
    int values, times;
    const char *doubtful, *uncounted;
} crowds[] = {
    { "fifty values", 50, 2, NULL, NULL },
    { "more than fifty", 51, 2, "it has more than 50 different values", NULL },
    { "every answer different", 20, 1, "every answer is different", NULL },
    { "every answer different, but few", 19, 1, NULL, NULL },
    { "as many as a byte can say", 240, 1, "it has more than 50 different values",
      NULL },
    { "one too many", 241, 1, "it has more than 50 different values",
      "it has more than 240 different values" },
};

static void assert_words(const char *actual, const char *expected)
{
    assert_string_equal(actual ? actual : "", expected ? expected : "");
}

static void judges(void **state)
{
    const struct crowd *c = *state;
    const struct peil_column *column = numbers(c->values, c->times);
    assert_words(column->doubtful, c->doubtful);
    assert_words(column->uncounted, c->uncounted);
}

static void texts_are_not_counted(void **state)
{
    (void)state;
    struct peil_dataset *dataset =
        class_dataset(NULL, "x,y\na,\"two\nlines\"\nb,c\n", arena);
    assert_null(peil_dataset_find(dataset, "x")->uncounted);
    assert_words(peil_dataset_find(dataset, "y")->uncounted, "it holds texts");
}

/* --- Blocks --- */

/* More rows than a block, from two files; the second has a column more. */
static void fills_blocks(void **state)
{
    (void)state;
    struct peil_dataset *dataset = peil_dataset_new(NULL, peil_study_none(), arena);
    size_t rows = 2 * PEIL_BLOCK + 3;
    char *csv = peil_arena_array(arena, 2 * rows + 3, 1);
    strcpy(csv, "x\n");
    for (size_t i = 0; i < rows; i++)
        memcpy(csv + 2 + 2 * i, i % 3 ? "1\n" : "2\n", 2);
    assert_true(
        peil_response_file_parse(csv, 2 + 2 * rows, "1.csv", dataset, arena, diag));
    assert_true(
        peil_response_file_parse("y,x\n7,1\n", 8, "2.csv", dataset, arena, diag));
    peil_dataset_finish(dataset);

    assert_int_equal(peil_dataset_rows(dataset), rows + 1);
    assert_int_equal(peil_dataset_count(dataset, "x", "2"), (rows + 2) / 3);
    assert_int_equal(peil_dataset_count(dataset, "y", "7"), 1);
    assert_int_equal(peil_column_byte(peil_dataset_find(dataset, "y"), rows - 1),
                     PEIL_BYTE_MISSING + PEIL_NO_ANSWER);
}

static void keeps_rows(void **state)
{
    (void)state;
    struct peil_dataset *dataset = class_dataset(NULL, "x,y\n1,a\n2,b\n3,c\n", arena);
    peil_dataset_keep(dataset, (const bool[]){ true, false, true });
    assert_string_equal(codes_of(dataset, "x", arena), "1 3");
    assert_string_equal(codes_of(dataset, "y", arena), "a c");
}

/* --- Selecting --- */

static struct selection {
    const char *name, *where, *kept;
} selections[] = {
    { "a code", "bekend = 1", "5 8" },
    { "a quantity", "cijfer > 7", "7 8" },
    { "a tick", "selected(waarom, 2)", "8" },
    { "a derived variable", "leeftijdsgroep = 2", "7 8" },
    { "the variant", "variant(a)", "5 6" },
    { "what is missing is not true", "not(cijfer > 7)", "5" },
    { "a column that is not the questionnaire's", "school = 'X1'", "5 7" },
};

static void selects(void **state)
{
    static const char csv[] = "variant,groep,bekend,waarom_1,waarom_2,waarom_9,cijfer,"
                              "school\na,5,1,1,0,0,7,X1\na,6,2,,,,-9,X2\n"
                              "b,7,-8,,,,8,X1\nb,8,1,0,1,0,7.5,X2\n";
    const struct selection *s = *state;
    struct peil_dataset *dataset =
        class_dataset(class_questionnaire(arena), csv, arena);
    bool kept[4];
    const char *said = peil_respondent_judge(dataset, s->where, kept, arena, diag);
    assert_string_equal(problems_of(diag, arena), "");
    assert_true(said && *said);
    peil_dataset_keep(dataset, kept);
    assert_string_equal(codes_of(dataset, "groep", arena), s->kept);
}

int main(void)
{
    const struct test tests[] = {
        ROWS(readings, reads, name),
        ROWS(orders, sorts, name),
        ROWS(crowds, judges, name),
        ROWS(selections, selects, name),
        TEST(texts_are_not_counted),
        TEST(fills_blocks),
        TEST(keeps_rows),
    };
    return run_suite(tests, LENGTH(tests), fixture_begin, fixture_end);
}
