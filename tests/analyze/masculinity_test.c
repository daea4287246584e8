/* A real survey and the figures that were published with it: FiveThirtyEight's
 * masculinity survey of 2018, 1,615 responses, every question by age. The data are not
 * part of peil; see below where they are looked for. Weights come later: these are the
 * unweighted figures beside the published ones. */
#include "analyze/analysis.h"
#include "questionnaires/base/csv.h"
#include "questionnaires/base/text.h"
#include "tests/golden.h"
#include "tests/questionnaires/problems.h"

#include <math.h>
#include <string.h>
#include <unistd.h>

/* PEIL_REALDATA, or what lies beside the source tree; NULL when there is nothing. */
static const char *realdata(const char *file, struct peil_arena *arena)
{
    const char *folder = getenv("PEIL_REALDATA");
    if (!folder)
        folder = peil_arena_copy(arena, source_path("../shared/realdata"));
    const char *path = peil_arena_format(arena, "%s/masculinity/%s", folder, file);
    if (access(path, R_OK) == 0)
        return path;
    print_message("SKIPPED: no %s; set PEIL_REALDATA to the folder that holds it\n",
                  path);
    return NULL;
}

/* --- Our tables --- */

static const struct peil_analysis *analyse(const char *data, struct peil_arena *arena)
{
    struct peil_diag *diag = peil_diag_new(arena);
    const struct peil_questionnaire *q =
        peil_questionnaire_read("fixtures/masculinity.xml", arena, diag);
    static const char *const cross[] = {
        "q0001 q0002 q0004 q0005 q0007_0001 q0007_0002 "
        "q0007_0004 q0007_0008 q0007_0009 q0007_0011 "
        "q0008 q0009 q0010 by age3"
    };
    struct peil_request request = { .cross = cross,
                                    .cross_count = 1,
                                    .internal = true };
    const struct peil_analysis *analysis =
        q ? peil_analyze(q, &data, 1, &request, arena, diag) : NULL;
    if (!analysis || peil_diag_count(diag, PEIL_WARNING) > 0)
        fail_msg("%s", problems_of(diag, arena));
    return analysis;
}

static const struct peil_cross *find_cross(const struct peil_analysis *analysis,
                                           const char *variable)
{
    for (size_t i = 0; i < analysis->table_count; i++) {
        if (strcmp(analysis->tables[i].variable, variable) == 0)
            return &analysis->tables[i].cross;
    }
    return NULL;
}

static size_t find_category(const struct peil_category *categories, size_t count,
                            const char *label)
{
    size_t i = 0;
    while (i < count && strcmp(categories[i].label, label) != 0)
        i++;
    return i;
}

/* --- The published ones --- */

enum { VARIABLE, CATEGORY, BANNER, BASE_N, N = 5, PERCENT = 8, FIELDS };

struct comparison {
    const struct peil_analysis *analysis;
    size_t compared;
};

static void near(double actual, double expected, const struct peil_csv_field *fields)
{
    if (!(fabs(actual - expected) <= 1e-9 * fmax(1, fabs(expected))))
        fail_msg("%s, %s, %s: %.15g, expected %.15g", fields[VARIABLE].text,
                 fields[CATEGORY].text, fields[BANNER].text, actual, expected);
}

static double number(const struct peil_csv_field *field)
{
    double value = NAN;
    assert_true(peil_text_number(field->text, &value));
    return value;
}

static bool compare(void *context, const struct peil_csv_row *row)
{
    struct comparison *comparison = context;
    const struct peil_csv_field *fields = row->fields;
    const struct peil_cross *cross =
        find_cross(comparison->analysis, fields[VARIABLE].text);
    if (row->line == 1 || !cross)
        return true;
    bool total = strcmp(fields[BANNER].text, "Total") == 0;
    size_t i = find_category(cross->rows, cross->row_count, fields[CATEGORY].text);
    size_t j = find_category(cross->columns, cross->column_count, fields[BANNER].text);
    if (!total && j == cross->column_count)
        return true; /* another banner */
    assert_true(row->count > FIELDS && i < cross->row_count);
    const struct peil_cell *cell = &cross->cells[i * cross->column_count + j];
    near(total ? cross->row_totals[i].n : cell->n, number(&fields[N]), fields);
    near(total ? cross->total : cross->column_totals[j].n, number(&fields[BASE_N]),
         fields);
    near(total ? cross->row_totals[i].percent : cell->column_percent,
         number(&fields[PERCENT]), fields);
    comparison->compared++;
    return true;
}

static void agrees_with_the_publication(void **state)
{
    (void)state;
    struct peil_arena *arena = peil_arena_new();
    const char *data = realdata("data.csv", arena);
    const char *published = realdata("reference_cells.csv", arena);
    if (!data || !published) {
        peil_arena_free(arena);
        skip();
        return;
    }
    struct comparison comparison = { .analysis = analyse(data, arena) };
    struct peil_diag *diag = peil_diag_new(arena);
    assert_true(peil_csv_read(published, compare, &comparison, diag));
    assert_int_equal(comparison.compared, 4 * 80); /* Total and three age groups */
    peil_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(agrees_with_the_publication) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
