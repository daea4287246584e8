/* A real survey and the figures that were published with it: FiveThirtyEight's
 * masculinity survey of 2018, 1,615 responses, weighted, every question by age, race,
 * children and orientation. Of its 800 cells 784 were published, to the percent; the
 * 16 others have a base below 100. The data are not part of peil; see realdata.h. */
#include "analyze/analysis.h"
#include "questionnaires/base/csv.h"
#include "questionnaires/base/text.h"
#include "tests/reference/realdata.h"

#include <math.h>
#include <string.h>

/* --- Our tables --- */

enum { LEAST_BASE = 100 }; /* below that the publisher showed nothing */

/* With the weights; `internal`: without the gate. */
static const struct peil_analysis *analyse(const char *data, bool internal)
{
    const struct peil_questionnaire *q =
        peil_questionnaire_read("fixtures/masculinity.xml", arena, diag);
    static const char *const cross[] = {
        "q0001 q0002 q0004 q0005 q0007_0001 q0007_0002 "
        "q0007_0004 q0007_0008 q0007_0009 q0007_0011 "
        "q0008 q0009 q0010 by age3 race2 kids orientation"
    };
    struct peil_study *study = peil_arena_array(arena, 1, sizeof *study);
    *study = *peil_study_none();
    study->least_group = LEAST_BASE;
    struct peil_request request = { .cross = cross,
                                    .cross_count = 1,
                                    .sampling = { .weight = "weight" },
                                    .study = study,
                                    .internal = internal };
    const struct peil_analysis *analysis =
        q ? peil_analyze(q, &data, 1, &request, arena, diag) : NULL;
    if (!analysis || peil_diag_count(diag, PEIL_WARNING) > 0)
        fail_msg("%s", problems_of(diag, arena));
    return analysis;
}

/* --- The published ones --- */

enum {
    VARIABLE,
    CATEGORY,
    BANNER,
    BASE_N,
    BASE_W,
    N,
    W,
    PERCENT,
    PERCENT_UNWEIGHTED,
    NEFF,
    PUBLISHED,
    HIDDEN,
    FIELDS
};

struct comparison {
    const struct peil_analysis *analysis;
    size_t compared, published, hidden;
};

/* What our tables say of one cell of the publication. */
struct found {
    double n, weighted, percent, base_n, base_w, effective;
    bool hidden;
};

static size_t find_category(const struct peil_category *categories, size_t count,
                            const char *label)
{
    size_t i = 0;
    while (i < count && strcmp(categories[i].label, label) != 0)
        i++;
    return i;
}

static struct found cell_of(const struct peil_cross *cross, size_t row, size_t column)
{
    const struct peil_cell *cell = &cross->cells[row * cross->column_count + column];
    const struct peil_margin *base = &cross->column_totals[column];
    return (struct found){ cell->n,     cell->weighted, cell->column_percent,
                           base->n,     base->weighted, base->effective,
                           cell->hidden };
}

/* Total is the row's own: of the banner where nobody is left out, which is age. */
static struct found total_of(const struct peil_table *table, size_t row)
{
    const struct peil_margin *total = &table->cross.row_totals[row];
    return (struct found){ total->n,      total->weighted,      total->percent,
                           table->base.n, table->base.weighted, table->base.effective,
                           total->hidden };
}

static const char *text(const struct peil_csv_row *row, size_t column)
{
    return peil_csv_field(row, column).text;
}

/* False when no table of ours has the cell. */
static bool find(const struct peil_analysis *analysis, const struct peil_csv_row *cell,
                 struct found *found)
{
    for (size_t i = 0; i < analysis->table_count; i++) {
        const struct peil_table *table = &analysis->tables[i];
        const struct peil_cross *cross = &table->cross;
        if (strcmp(table->variable, text(cell, VARIABLE)) != 0)
            continue;
        size_t row = find_category(cross->rows, cross->row_count, text(cell, CATEGORY));
        size_t column =
            find_category(cross->columns, cross->column_count, text(cell, BANNER));
        bool total = strcmp(text(cell, BANNER), "Total") == 0;
        if (row == cross->row_count || (column == cross->column_count && !total))
            continue;
        *found = total ? total_of(table, row) : cell_of(cross, row, column);
        return true;
    }
    return false;
}

static void near(double actual, double expected, const struct peil_csv_row *row)
{
    if (!(fabs(actual - expected) <= 1e-9 * fmax(1, fabs(expected))))
        fail_msg("%s, %s, %s: %.15g, expected %.15g", text(row, VARIABLE),
                 text(row, CATEGORY), text(row, BANNER), actual, expected);
}

static double figure(const struct peil_csv_row *row, size_t column)
{
    double value = NAN;
    assert_true(peil_text_number(text(row, column), &value));
    return value;
}

static bool compare(void *context, const struct peil_csv_row *row)
{
    struct comparison *comparison = context;
    struct found found;
    assert_true(row->count > FIELDS);
    if (row->line == 1)
        return true;
    if (!find(comparison->analysis, row, &found))
        fail_msg("no cell for %s, %s, %s", text(row, VARIABLE), text(row, CATEGORY),
                 text(row, BANNER));
    near(found.n, figure(row, N), row);
    near(found.weighted, figure(row, W), row);
    near(found.base_n, figure(row, BASE_N), row);
    near(found.base_w, figure(row, BASE_W), row);
    near(found.percent, figure(row, PERCENT), row);
    near(found.effective, figure(row, NEFF), row);
    if (*text(row, PUBLISHED)) {
        near(floor(found.percent + .5), figure(row, PUBLISHED), row);
        comparison->published++;
    }
    comparison->compared++;
    return true;
}

/* The publisher hid a cell when its base was below 100, and so do we. */
static bool compare_hidden(void *context, const struct peil_csv_row *row)
{
    struct comparison *comparison = context;
    struct found found;
    if (row->line == 1)
        return true;
    assert_true(find(comparison->analysis, row, &found));
    if (strcmp(text(row, HIDDEN), "TRUE") == 0) {
        assert_true(found.hidden && isnan(found.percent) && isnan(found.weighted));
        comparison->hidden++;
    }
    return true;
}

static void run(peil_csv_row_function *check, bool internal, struct comparison *result)
{
    const char *data = realdata("masculinity/data.csv");
    const char *published = realdata("masculinity/reference_cells.csv");
    *result = (struct comparison){ .analysis = analyse(data, internal) };
    assert_true(peil_csv_read(published, check, result, diag));
}

static void agrees_with_the_publication(void **state)
{
    (void)state;
    struct comparison result = { 0 };
    run(compare, true, &result);
    assert_int_equal(result.compared, 800);
    assert_int_equal(result.published, 784);
}

static void hides_what_the_publisher_hid(void **state)
{
    (void)state;
    struct comparison result = { 0 };
    run(compare_hidden, false, &result);
    assert_int_equal(result.hidden, 16);
}

int main(void)
{
    const struct test tests[] = {
        TEST(agrees_with_the_publication),
        TEST(hides_what_the_publisher_hid),
    };
    return run_suite(tests, LENGTH(tests), fixture_begin, fixture_end);
}
