/* From year to year: as R says, in tables as they are counted, and after the gate. */
#include "analyze/analysis.h"
#include "analyze/tables/waves.h"
#include "questionnaires/base/message.h"
#include "tests/analyze/class.h"
#include "tests/reference/reference.h"
#include "tests/fixture.h"

#include <gsl/gsl_errno.h>
#include <unistd.h>

/* --- The pupils of waves.R --- */

enum { MOST = 400 };
static struct pupils {
    size_t n;
    double weight[MOST], wave[MOST], answer[MOST], last[MOST];
    unsigned school[MOST];
} pupils;

static void read_pupils(void)
{
    char line[100];
    FILE *in = fopen("reference/waves_pupils.csv", "r");
    assert_non_null(in);
    assert_non_null(fgets(line, sizeof line, in));
    for (pupils.n = 0; fgets(line, sizeof line, in); pupils.n++) {
        size_t i = pupils.n;
        char *at = line;
        assert_true(i < MOST);
        pupils.weight[i] = strtod(at, &at);
        pupils.school[i] = (unsigned)strtoul(at + 1, &at, 10);
        pupils.wave[i] = strtod(at + 1, &at);
        pupils.answer[i] = strtod(at + 1, &at);
        pupils.last[i] = pupils.wave[i] < 1 ? NAN : pupils.wave[i] - 1;
    }
    fclose(in);
}

static struct slope_case {
    const char *name;
    bool weighted, clustered, all;
} slopes[] = {
    { "plain, two", false, true, false },       { "plain, three", false, true, true },
    { "weighted, two", true, true, false },     { "weighted, three", true, true, true },
    { "nobody together", false, false, false },
};

static void slope_as_in_r(void **state)
{
    const struct slope_case *c = *state;
    struct peil_design_data data = { .weights = c->weighted ? pupils.weight : NULL,
                                     .clusters = c->clustered ? pupils.school : NULL,
                                     .cluster_count = c->clustered ? 8 : 0,
                                     .n = pupils.n };
    struct peil_slope found =
        peil_slope(peil_design_new(&data, arena), pupils.answer,
                   c->all ? pupils.wave : pupils.last, .95, arena);
    assert_reference("waves", c->name, "slope", found.slope);
    assert_reference("waves", c->name, "se", found.se);
    assert_reference("waves", c->name, "degrees", found.degrees);
    assert_reference("waves", c->name, "t", found.t);
    assert_reference("waves", c->name, "p", found.p);
    assert_reference("waves", c->name, "low", found.interval.low);
    assert_reference("waves", c->name, "high", found.interval.high);
}

static void no_slope_without_two_scores(void **state)
{
    (void)state;
    static const double values[] = { 0, 1, 1 }, same[] = { 1, 1, 1 };
    static const double two[] = { 0, 1, 1 };
    static const unsigned one_school[] = { 0, 0, 0 };
    struct peil_design_data data = { .n = 3 };
    const struct peil_design *design = peil_design_new(&data, arena);
    assert_true(isnan(peil_slope(design, values, same, .95, arena).slope));
    data.clusters = one_school;
    data.cluster_count = 1;
    design = peil_design_new(&data, arena);
    struct peil_slope found = peil_slope(design, values, two, .95, arena);
    assert_close(found.slope, 1, "slope");
    assert_true(isnan(found.p) && isnan(found.interval.low));
}

/* --- From shown figures --- */

static const struct peil_category answers[] = { { "1", "Ja", 1 }, { "2", "Nee", 2 } };
static const struct peil_category years[] = { { "2024-1", "2024-1", 1 },
                                              { "2025-1", "2025-1", 2 },
                                              { "2026-1", "2026-1", 3 } };

/* 33 of 80, 51 of 95, 62 of 88, as waves.R has them; one of them may be hidden. */
static struct peil_table table_of(size_t hidden)
{
    static const double x[] = { 33, 51, 62 }, base[] = { 80, 95, 88 };
    struct peil_cell *cells = peil_arena_array(arena, 6, sizeof *cells);
    struct peil_margin *columns = peil_arena_array(arena, 3, sizeof *columns);
    for (size_t j = 0; j < 3; j++) {
        columns[j] = (struct peil_margin){ .n = base[j], .effective = base[j] };
        for (size_t i = 0; i < 2; i++) {
            double n = i == 0 ? x[j] : base[j] - x[j];
            bool gone = hidden == j;
            cells[i * 3 + j] =
                (struct peil_cell){ .n = gone ? NAN : n,
                                    .column_percent = gone ? NAN : 100 * n / base[j],
                                    .effective = gone ? NAN : base[j],
                                    .hidden = gone };
        }
    }
    return (struct peil_table){ .kind = PEIL_TABLE_CROSS,
                                .variable = "bekend",
                                .cross = { .column_variable = "wave",
                                           .rows = answers,
                                           .columns = years,
                                           .row_count = 2,
                                           .column_count = 3,
                                           .cells = cells,
                                           .column_totals = columns } };
}

static void shares_and_their_change(void **state)
{
    (void)state;
    struct peil_table table = table_of(SIZE_MAX);
    struct peil_waves waves = peil_waves_of(&table, "1", arena);
    assert_int_equal(waves.count, 3);
    assert_string_equal(waves.list[2].code, "2026-1");
    assert_close(waves.list[0].percent, 100 * 33. / 80, "share");
    assert_close(waves.list[0].n, 80, "base");
    assert_true(waves.list[0].low < 41 && waves.list[0].high > 42);
    struct peil_wave_change change = peil_waves_change(&waves, 1, 2);
    assert_reference("waves", "shares", "change", change.change);
    assert_reference("waves", "shares", "change_p", change.p);
    assert_true(change.low > 0 && change.high < 31 && change.low < change.change);
    assert_int_equal(change.direction, PEIL_WAVE_UP);
    assert_false(change.by_school);
    assert_int_equal(peil_waves_change(&waves, 2, 1).direction, PEIL_WAVE_DOWN);
    assert_int_equal(peil_waves_change(&waves, 0, 1).direction, PEIL_WAVE_LEVEL);
    struct peil_wave_change trend = peil_waves_trend(&waves, arena);
    assert_reference("waves", "shares", "p", trend.p);
    assert_reference("waves", "shares", "slope", trend.change);
    assert_int_equal(trend.direction, PEIL_WAVE_UP);
}

static void options_together(void **state)
{
    (void)state;
    struct peil_table table = table_of(SIZE_MAX);
    struct peil_waves all = peil_waves_of(&table, "1 2", arena);
    assert_close(all.list[1].percent, 100, "all of them");
    assert_int_equal(peil_waves_change(&all, 0, 2).direction, PEIL_WAVE_LEVEL);
    assert_false(peil_waves_of(&table, "7", arena).list[0].shown);
    table.cross.multiple = true; /* ticks do not add up */
    assert_false(peil_waves_of(&table, "1 2", arena).list[1].shown);
    assert_true(peil_waves_of(&table, "1", arena).list[1].shown);
}

static void of_a_hidden_wave_nothing_is_known(void **state)
{
    (void)state;
    struct peil_table table = table_of(1);
    struct peil_waves waves = peil_waves_of(&table, "1", arena);
    assert_false(waves.list[1].shown);
    assert_true(isnan(waves.list[1].percent) && isnan(waves.list[1].n) &&
                isnan(waves.list[1].low));
    struct peil_wave_change change = peil_waves_change(&waves, 1, 2);
    assert_int_equal(change.direction, PEIL_WAVE_UNKNOWN);
    assert_true(isnan(change.change) && isnan(change.p));
    assert_int_equal(peil_waves_change(&waves, 0, 2).direction, PEIL_WAVE_UP);
    assert_int_equal(peil_waves_trend(&waves, arena).direction, PEIL_WAVE_UNKNOWN);
}

/* --- As it is counted --- */

static const char *file_of_pupils(bool last_only)
{
    const char *path = in_folder("pupils.csv");
    FILE *out = fopen(path, "w");
    assert_non_null(out);
    fprintf(out, "school,wave,answer\n");
    for (size_t i = 0; i < pupils.n; i++)
        if (!last_only || !isnan(pupils.last[i]))
            fprintf(out, "s%u,%g,%g\n", pupils.school[i], 2024 + pupils.wave[i],
                    pupils.answer[i]);
    fclose(out);
    return path;
}

static const struct peil_table *count_pupils(bool last_only, const char *net)
{
    const char *path = file_of_pupils(last_only), *cross = "answer by wave";
    struct peil_request request = { .cross = &cross,
                                    .cross_count = 1,
                                    .net = { &net, net != NULL },
                                    .sampling = { .cluster = "school" } };
    const struct peil_analysis *analysis =
        peil_analyze(NULL, &path, 1, &request, arena, diag);
    peil_diag_print(diag, stderr);
    assert_non_null(analysis);
    return &analysis->tables[0];
}

static void counts_by_school(void **state)
{
    (void)state;
    const struct peil_table *table = count_pupils(false, NULL);
    struct peil_waves waves = peil_waves_of(table, "1", arena);
    struct peil_wave_change change = peil_waves_change(&waves, 1, 2);
    assert_true(change.by_school);
    assert_reference("waves", "plain, two", "p", change.p);
    assert_close(change.change, 100 * reference_read("waves", "plain, two", "slope"),
                 "change");
    assert_close(change.low, 100 * reference_read("waves", "plain, two", "low"), "low");
    struct peil_wave_change trend = peil_waves_trend(&waves, arena);
    assert_true(trend.by_school);
    assert_reference("waves", "plain, three", "p", trend.p);
    assert_false(peil_waves_change(&waves, 0, 1).by_school); /* not the last two */
}

static void two_waves_have_no_trend(void **state)
{
    (void)state;
    struct peil_waves waves = peil_waves_of(count_pupils(true, NULL), "1", arena);
    assert_int_equal(waves.count, 2);
    assert_true(peil_waves_change(&waves, 0, 1).by_school);
    assert_true(isnan(peil_waves_trend(&waves, arena).p));
}

static void nets_too(void **state)
{
    (void)state;
    const struct peil_table *table = count_pupils(false, "answer: 0 1 \"0 1\"");
    struct peil_waves both = peil_waves_of(table, table->cross.nets[0].code, arena);
    assert_close(both.list[0].percent, 100, "all");
}

int main(void)
{
    gsl_set_error_handler_off();
    peil_message_begin();
    read_pupils();
    const struct test tests[] = {
        TEST(no_slope_without_two_scores),
        TEST(shares_and_their_change),
        TEST(options_together),
        TEST(of_a_hidden_wave_nothing_is_known),
        TEST(counts_by_school),
        TEST(two_waves_have_no_trend),
        TEST(nets_too),
        ROWS(slopes, slope_as_in_r, name),
    };
    return run_suite(tests, LENGTH(tests), folder_begin, folder_end);
}
