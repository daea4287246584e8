/* A real survey through the whole of analyze/: NHTSA's telephone survey of 2010, 6,999
 * drivers, weighted, with three questions whose answers stand in several columns. What
 * is expected are figures of R. The data are not part of peil: see realdata.h. */
#include "tests/analyze/asked.h"
#include "tests/reference/realdata.h"

enum { MOST = 60 };

/* All numbers of a list, also of one of lists; returns how many. */
static size_t numbers(const char *json, const char *const *keys, double list[MOST])
{
    const char *at = strchr(behind(json, keys), '[');
    size_t count = 0;
    for (int depth = 0; at;) {
        depth += (*at == '[') - (*at == ']');
        if (depth == 0)
            break;
        char *end = NULL;
        double value = strtod(++at, &end);
        if (end != at && count < MOST) {
            list[count++] = value;
            at = end;
        }
    }
    return count;
}

static void near(double actual, double expected, const char *what)
{
    if (!(fabs(actual - expected) <= 1e-9 * fmax(1, fabs(expected))))
        fail_msg("%s: %.15g, expected %.15g", what, actual, expected);
}

/* --- Skipping, and asking --- */

struct survey {
    const char *data, *json;
};

static struct survey open_survey(void)
{
    const char *expected = realdata("nhtsa/reference.json");
    return (struct survey){ realdata("nhtsa/data.csv"), read_text(expected) };
}

static const struct peil_analysis *ask(const struct survey *survey,
                                       struct peil_request request)
{
    request.internal = true;
    struct peil_request *kept = peil_arena_array(arena, 1, sizeof *kept);
    *kept = request;
    return asked_of(survey->data, kept, arena);
}

/* --- Frequencies --- */

static void compare_frequency(const struct survey *survey, const char *which,
                              const char *variable)
{
    double values[MOST], freq[MOST], valid[MOST], cumulative[MOST], percent[MOST];
    const char *json = behind(survey->json, KEYS("frequencies", which, variable));
    size_t count = numbers(json, KEYS("values"), values);
    numbers(json, KEYS("freq"), freq);
    numbers(json, KEYS("pct"), percent);
    numbers(json, KEYS("valid_pct"), valid);
    numbers(json, KEYS("cum_pct"), cumulative);
    bool weighted = strcmp(which, "weighted") == 0;
    const struct peil_analysis *analysis =
        ask(survey, (struct peil_request){
                        .freq = &variable,
                        .freq_count = 1,
                        .sampling = { .weight = weighted ? "normalized_wt" : NULL } });
    const struct peil_table *table = &analysis->tables[0];
    assert_int_equal(table->frequency.row_count, count);
    for (size_t i = 0; i < count; i++) {
        const struct peil_frequency_row *row = &table->frequency.rows[i];
        near(row->category.score, values[i], variable);
        near(row->weighted, freq[i], variable);
        near(row->percent, percent[i], variable);
        near(row->valid_percent, valid[i], variable);
        near(row->cumulative_percent, cumulative[i], variable);
    }
    near(table->base.weighted, number(json, KEYS("valid_n")), variable);
}

static void frequencies(void **state)
{
    (void)state;
    struct survey survey = open_survey();
    static const char *const variables[] = { "qn1",     "qnd7a",    "qn17",
                                             "qn105ba", "agegroup", "qnd5a" };
    for (size_t i = 0; i < LENGTH(variables); i++)
        compare_frequency(&survey, "unweighted", variables[i]);
    for (size_t i = 0; i + 1 < LENGTH(variables); i++)
        compare_frequency(&survey, "weighted", variables[i]);
}

/* --- Cross-tabs --- */

static const struct crossed {
    const char *name, *cross;
    bool weighted;
} crossed[] = {
    { "qn105ba_by_qns1", "qn105ba by qns1", false },
    { "qn105bb_by_qns3a", "qn105bb by qns3a", false },
    { "qn105ba_by_agegroup", "qn105ba by agegroup", false },
    { "qn105ba_by_agegroup_weighted", "qn105ba by agegroup", true },
};

static void crosstabs(void **state)
{
    (void)state;
    struct survey survey = open_survey();
    for (size_t k = 0; k < LENGTH(crossed); k++) {
        double counts[MOST], columns[MOST], rows[MOST];
        const char *json = behind(survey.json, KEYS("crosstabs", crossed[k].name));
        size_t count = numbers(json, KEYS("counts"), counts);
        numbers(json, KEYS("col_pct"), columns);
        numbers(json, KEYS("row_pct"), rows);
        const struct peil_analysis *analysis = ask(
            &survey, (struct peil_request){
                         .cross = &crossed[k].cross,
                         .cross_count = 1,
                         .sampling = { .weight = crossed[k].weighted ? "normalized_wt"
                                                                     : NULL } });
        const struct peil_cross *cross = &analysis->tables[0].cross;
        assert_int_equal(cross->row_count * cross->column_count, count);
        for (size_t i = 0; i < count; i++) {
            near(cross->cells[i].weighted, counts[i], crossed[k].name);
            near(cross->cells[i].column_percent, columns[i], crossed[k].name);
            near(cross->cells[i].row_percent, rows[i], crossed[k].name);
        }
    }
}

/* --- Several answers --- */

static const char *const sets[] = {
    "employment: qnd2_1 qnd2_2 qnd2_3",
    "race: qnd6_1 qnd6_2 qnd6_3 qnd6_4 qnd6_5",
    "host_actions: qn88_1 qn88_2 qn88_3",
};

static size_t place_of(const struct peil_category *categories, size_t count,
                       double value)
{
    size_t i = 0;
    while (i < count && categories[i].score != value)
        i++;
    assert_true(i < count);
    return i;
}

/* Each answer of a person once, in whichever column; who gave none is no case. */
static void compare_set(const struct survey *survey, const char *name, bool weighted)
{
    char key[40];
    snprintf(key, sizeof key, "%s%s", name, weighted ? "_weighted" : "");
    const struct peil_analysis *analysis =
        ask(survey, (struct peil_request){
                        .freq = &name,
                        .freq_count = 1,
                        .multiple = { sets, LENGTH(sets) },
                        .sampling = { .weight = weighted ? "normalized_wt" : NULL } });
    const struct peil_table *table = &analysis->tables[0];
    const char *json = behind(survey->json, KEYS("multiple_response", key));
    for (size_t i = 0; i < table->frequency.row_count; i++) {
        const struct peil_frequency_row *row = &table->frequency.rows[i];
        json = behind(json, KEYS("value"));
        near(row->category.score, strtod(json, NULL), name);
        near(row->weighted, number(json, KEYS("count")), name);
        near(table->base.weighted, number(json, KEYS("base_cases")), name);
        near(row->valid_percent, number(json, KEYS("pct_cases")), name);
        near(row->response_percent, number(json, KEYS("pct_responses")), name);
    }
}

static void compare_groups(const struct survey *survey, const char *name,
                           const char *group, const char *key)
{
    const char *by = peil_arena_format(arena, "%s by %s", name, group);
    const struct peil_analysis *analysis =
        ask(survey, (struct peil_request){ .cross = &by,
                                           .cross_count = 1,
                                           .multiple = { sets, LENGTH(sets) } });
    const struct peil_cross *cross = &analysis->tables[0].cross;
    const char *json = behind(survey->json, KEYS("multiple_response", key));
    for (size_t i = 0; i < cross->row_count * cross->column_count; i++) {
        json = behind(json, KEYS("group"));
        size_t column = place_of(cross->columns, cross->column_count,
                                 strtod(strchr(json, '"') + 1, NULL));
        size_t row =
            place_of(cross->rows, cross->row_count, number(json, KEYS("value")));
        const struct peil_cell *cell =
            &cross->cells[row * cross->column_count + column];
        near(cell->n, number(json, KEYS("count")), key);
        near(cross->column_totals[column].n, number(json, KEYS("base_cases")), key);
        near(cell->column_percent, number(json, KEYS("pct_cases")), key);
    }
}

static void several_answers(void **state)
{
    (void)state;
    struct survey survey = open_survey();
    compare_set(&survey, "employment", false);
    compare_set(&survey, "employment", true);
    compare_set(&survey, "race", false);
    compare_set(&survey, "host_actions", false);
    compare_groups(&survey, "employment", "agegroup", "employment_by_agegroup");
    compare_groups(&survey, "host_actions", "qns3a", "host_actions_by_sex");
}

/* --- Means, and subtotals --- */

static const struct mean {
    const char *key, *variable;
    bool weighted;
} means[] = {
    { "age", "qnd1", false },
    { "age_weighted", "qnd1", true },
    { "qn18", "qn18", false },
    { "qn19a_weighted", "qn19a", true },
};

static void means_of_amounts(void **state)
{
    (void)state;
    struct survey survey = open_survey();
    for (size_t i = 0; i < LENGTH(means); i++) {
        const struct mean *mean = &means[i];
        const struct peil_analysis *analysis = ask(
            &survey,
            (struct peil_request){
                .means = mean->variable,
                .sampling = { .weight = mean->weighted ? "normalized_wt" : NULL } });
        const struct peil_summary_row *row = &analysis->tables[0].summary.rows[0];
        const char *json = behind(survey.json, KEYS("means", mean->key));
        near(row->n, number(json, KEYS("n")), mean->key);
        near(row->weighted, number(json, KEYS("W")), mean->key);
        near(row->figures[0], number(json, KEYS("mean")), mean->key);
        /* R's sd of weighted data divides by W - 1, ours by n - 1 of n. */
        double scale =
            sqrt((row->weighted - 1) / row->weighted * row->n / (row->n - 1));
        near(row->figures[1], scale * number(json, KEYS("sd")), mean->key);
        /* Who gave no amount stays in the design: n / (n - 1) is of all 6,999. */
        double whole = mean->weighted ? sqrt(row->n / (row->n - 1) * 6998 / 6999) : 1;
        near(whole * row->figures[2], number(json, KEYS("se_linearized")), mean->key);
    }
}

/* The published subtotals stand in a base of five columns; ours are nets of rows. */
static void subtotals_are_nets(void **state)
{
    (void)state;
    struct survey survey = open_survey();
    static const char *const net[] = { "qn105ba: 1..3 \"1 to 3\" / 4 5" };
    static const char *const cross[] = { "qn105ba by qns1" };
    const struct peil_analysis *analysis =
        ask(&survey, (struct peil_request){ .cross = cross,
                                            .cross_count = 1,
                                            .net = { net, 1 },
                                            .where = "qns1 != 6" });
    const struct peil_cross *table = &analysis->tables[0].cross;
    double first[MOST], second[MOST];
    numbers(survey.json, KEYS("from_pspp_ctables_at", "row_subtotal_1to3"), first);
    numbers(survey.json, KEYS("from_pspp_ctables_at", "row_subtotal_4to5"), second);
    static const size_t of[] = { 0, 1, 3, 4, 5 }; /* between them a subtotal */
    assert_int_equal(table->net_count, 2);
    for (size_t j = 0; j < LENGTH(of); j++) {
        near(table->net_cells[j].n, first[of[j]], "1 to 3");
        near(table->net_cells[table->column_count + j].n, second[of[j]], "4 5");
    }
}

int main(void)
{
    const struct test tests[] = {
        TEST(frequencies),      TEST(crosstabs),          TEST(several_answers),
        TEST(means_of_amounts), TEST(subtotals_are_nets),
    };
    return run_suite(tests, LENGTH(tests), fixture_begin, fixture_end);
}
