/* Weights, counts, classes and strata through the whole of analyze/. The figures of
 * designs are R's survey (tests/reference/design.R). */
#include "analyze/statistics/letters.h"
#include "questionnaires/base/message.h"
#include "tests/analyze/asked.h"
#include "tests/reference/reference.h"
#include "tests/fixture.h"

/* --- As survey --- */

static struct design_case {
    const char *name, *file, *where;
    struct peil_sampling sampling;
} designs[] = {
    { "strata with fpc",
      "reference/design_apistrat.csv",
      NULL,
      { .weight = "weight", .strata = "stratum", .fpc = "fpc" } },
    { "strata, domain",
      "reference/design_apistrat.csv",
      "domain = 1",
      { .weight = "weight", .strata = "stratum", .fpc = "fpc" } },
    { "weights only", "reference/design_apistrat.csv", NULL, { .weight = "weight" } },
    { "clusters with fpc",
      "reference/design_apiclus1.csv",
      NULL,
      { .weight = "weight", .cluster = "cluster", .fpc = "fpc" } },
    { "clusters",
      "reference/design_apiclus1.csv",
      NULL,
      { .weight = "weight", .cluster = "cluster" } },
    { "clusters, domain",
      "reference/design_apiclus1.csv",
      "domain = 1",
      { .weight = "weight", .cluster = "cluster" } },
    { "few clusters",
      "reference/design_two.csv",
      NULL,
      { .weight = "weight", .cluster = "cluster", .strata = "stratum", .fpc = "fpc" } },
    { "few clusters, domain",
      "reference/design_two.csv",
      "domain = 1",
      { .weight = "weight", .cluster = "cluster", .strata = "stratum" } },
};

static void as_survey(void **state)
{
    const struct design_case *c = *state;
    const char *cross = "row by column";
    struct peil_request request = { .cross = &cross,
                                    .cross_count = 1,
                                    .where = c->where,
                                    .sampling = c->sampling,
                                    .internal = true };
    const struct peil_analysis *analysis = asked_of(c->file, &request, arena);
    const struct peil_table *table = &analysis->tables[0];
    const struct peil_test *test = &table->cross.tests[0];
    assert_string_equal(test->name, "rao_scott");
    assert_reference("design", c->name, "n", table->base.n);
    assert_reference("design", c->name, "weighted", table->base.weighted);
    assert_reference("design", c->name, "kish", table->base.effective);
    assert_reference("design", c->name, "f", test->statistic);
    assert_reference("design", c->name, "df1", test->df1);
    assert_reference("design", c->name, "df2", test->df2);
    assert_reference("design", c->name, "p", test->p);
    assert_reference("design", c->name, "x2", asked_test(table, "pearson")->statistic);
}

/* --- Counts --- */

/* Snee (1974) hair by eye of 592 students; figures of R's vcd and chisq.test. */
static const char hair[] = "hair,eye,n\nblack,brown,68\nblack,blue,20\nblack,hazel,15\n"
                           "black,green,5\nbrown,brown,119\nbrown,blue,84\n"
                           "brown,hazel,54\nbrown,green,29\nred,brown,26\nred,blue,17\n"
                           "red,hazel,14\nred,green,14\nblond,brown,7\nblond,blue,94\n"
                           "blond,hazel,10\nblond,green,16\n";

static void rows_that_are_counted(void **state)
{
    (void)state;
    const char *cross = "hair by eye", *freq = "hair";
    struct peil_request request = { .freq = &freq,
                                    .freq_count = 1,
                                    .cross = &cross,
                                    .cross_count = 1,
                                    .sampling = { .count = "n" } };
    const struct peil_analysis *analysis = asked(hair, &request, arena);
    const struct peil_table *frequency = &analysis->tables[0];
    assert_close(frequency->base.n, 592, "n");
    assert_close(frequency->base.effective, 592, "effective");
    assert_close(frequency->frequency.rows[0].n, 108, "black");
    assert_close(frequency->frequency.rows[0].ci_low, 15.3402752977479, "its margin");
    const struct peil_table *table = &analysis->tables[1];
    const struct peil_test *pearson = asked_test(table, "pearson");
    assert_close(pearson->statistic, 138.289841626008, "X2");
    assert_close(pearson->df, 9, "df");
    assert_close(asked_test(table, "likelihood_ratio")->statistic, 146.443578464516,
                 "G2");
    assert_close(asked_measure(table, "cramers_v", NULL)->value, 0.279044623342658,
                 "V");
}

/* --- Who is left out --- */

static bool notes_say(const struct peil_analysis *analysis, const char *words)
{
    for (size_t i = 0; i < analysis->note_count; i++)
        if (strstr(analysis->notes[i], words))
            return true;
    return false;
}

static void no_weight_no_answer(void **state)
{
    (void)state;
    const char *freq = "a";
    struct peil_request request = {
        .freq = &freq, .freq_count = 1, .sampling = { .weight = "w" }, .internal = true
    };
    const struct peil_analysis *analysis =
        asked("a,w\n1,2\n1,1\n2,\n2,0\n2,-1\n2,1\n", &request, arena);
    assert_int_equal(analysis->read, 6);
    assert_int_equal(analysis->used, 3);
    assert_true(notes_say(analysis, "3 responses were left out"));
    const struct peil_frequency_row *row = &analysis->tables[0].frequency.rows[0];
    assert_close(row->n, 2, "n");
    assert_close(row->weighted, 3, "weighted");
    assert_close(row->valid_percent, 75, "percent");
    assert_close(analysis->tables[0].base.effective, 16 / 6.0, "Kish's");
}

static void twice_is_once(void **state)
{
    (void)state;
    const char *freq = "a";
    struct peil_request request = { .freq = &freq, .freq_count = 1, .internal = true };
    const struct peil_analysis *analysis =
        asked("response,a\nx1,1\nx2,2\nx1,1\nx3,1\nx2,1\n,1\n,1\n", &request, arena);
    assert_int_equal(analysis->read, 7);
    assert_int_equal(analysis->used, 5);
    assert_true(notes_say(analysis, "2 responses were there more than once"));
    assert_true(notes_say(analysis, "1 of these was not the same"));
    assert_close(analysis->tables[0].frequency.rows[0].n, 4, "1");
}

/* --- What cannot be --- */

static struct refusal {
    const char *name, *csv;
    struct peil_sampling sampling;
    const char *problem;
} refusals[] = {
    { "no such column",
      "a,w\n1,1\n",
      { .weight = "v" },
      "--weight: error: \"v\" is neither a question nor a column\n" },
    { "a decimal comma",
      "a;w\n1;0,87\n",
      { .weight = "w" },
      "--weight: error: \"w\" holds \"0,87\"; numbers with a decimal point are "
      "expected\n" },
    { "nobody has a weight",
      "a,w\n1,0\n1,\n",
      { .weight = "w" },
      "--weight: error: no response has a number above zero in \"w\"\n" },
    { "two populations in one stratum",
      "a,s,f,k\n1,1,5,1\n2,1,6,2\n",
      { .cluster = "k", .strata = "s", .fpc = "f" },
      "--fpc: error: one number for each stratum is expected: the clusters in the "
      "population, or the fraction that was asked\n" },
};

static void refuses(void **state)
{
    const struct refusal *r = *state;
    const char *path = asked_file(r->csv, arena);
    struct peil_request request = { .sampling = r->sampling };
    assert_null(peil_analyze(NULL, &path, 1, &request, arena, diag));
    unlink(path);
    assert_string_equal(problems_of(diag, arena), r->problem);
}

/* Not a guess, and not a margin of zero. */
static void a_lonely_stratum_is_said(void **state)
{
    (void)state;
    const char *cross = "a by b";
    struct peil_request request = { .cross = &cross,
                                    .cross_count = 1,
                                    .sampling = { .cluster = "k", .strata = "s" },
                                    .internal = true };
    const struct peil_analysis *analysis =
        asked("a,b,k,s\n1,1,1,1\n2,2,2,1\n1,2,3,1\n2,1,1,1\n1,1,4,2\n2,2,4,2\n",
              &request, arena);
    assert_true(notes_say(analysis, "1 stratum has but one class"));
    assert_true(isnan(asked_test(&analysis->tables[0], "rao_scott")->p));
}

/* Class 1 of school a is not class 1 of school b; who names no class is one alone. */
static void classes_of_schools(void **state)
{
    (void)state;
    const char *cross = "a by b";
    static const char csv[] = "a,b,school,klas\n1,1,a,1\n2,2,a,1\n1,2,a,2\n2,1,b,1\n"
                              "1,1,b,2\n2,2,b,2\n2,2,,2\n";
    struct peil_request request = { .cross = &cross,
                                    .cross_count = 1,
                                    .sampling = { .cluster = "school klas" },
                                    .internal = true };
    const struct peil_analysis *analysis = asked(csv, &request, arena);
    assert_true(notes_say(analysis, "1 response names no class"));
    const struct peil_test *test = asked_test(&analysis->tables[0], "rao_scott");
    assert_close(test->df2 / test->df1, 4, "degrees"); /* five classes, one stratum */
}

/* Rows are as many persons as there are; only counts can come to too many. */
static void persons_one_by_one(void **state)
{
    (void)state;
    enum { MANY = 10000001 };
    static const double counts[][2] = { { 2, 1 }, { 1.5, 1 }, { MANY, 1 } };
    static const size_t twice[] = { 0, 0, 1 };
    size_t count;
    struct peil_sample sample = { .rows = 2, .counts = counts[0] };
    const size_t *persons = peil_sample_persons(&sample, &count, arena);
    assert_int_equal(count, LENGTH(twice));
    assert_memory_equal(persons, twice, sizeof twice);
    for (size_t i = 1; i < LENGTH(counts); i++) {
        sample.counts = counts[i];
        assert_null(peil_sample_persons(&sample, &count, arena));
    }
    sample = (struct peil_sample){ .rows = MANY };
    assert_non_null(peil_sample_persons(&sample, &count, arena));
    assert_int_equal(count, MANY);
}

int main(void)
{
    peil_message_choose("en");
    const struct test tests[] = {
        TEST(rows_that_are_counted),    TEST(persons_one_by_one),
        TEST(no_weight_no_answer),      TEST(twice_is_once),
        TEST(a_lonely_stratum_is_said), TEST(classes_of_schools),
        ROWS(designs, as_survey, name), ROWS(refusals, refuses, name),
    };
    return run_suite(tests, LENGTH(tests), fixture_begin, fixture_end);
}
