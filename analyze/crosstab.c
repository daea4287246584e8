#include "analyze/crosstab.h"

#include "analyze/chisquare.h"
#include "analyze/tabulate.h"
#include "questionnaires/base/message.h"
#include "questionnaires/base/text.h"

#include <math.h>
#include <string.h>

/* --- Counting --- */

struct counts {
    size_t columns;
    double *cells, *rows, *column_cases;
    double cases;
};

static void add(struct counts *counts, const struct peil_choice *row,
                const struct peil_choice *column)
{
    counts->cases++;
    for (size_t i = 0; i < row->count; i++)
        counts->rows[row->categories[i]]++;
    for (size_t j = 0; j < column->count; j++)
        counts->column_cases[column->categories[j]]++;
    for (size_t i = 0; i < row->count; i++)
        for (size_t j = 0; j < column->count; j++)
            counts
                ->cells[row->categories[i] * counts->columns + column->categories[j]]++;
}

static bool is_valid(const struct peil_choice *choice)
{
    return !choice->outside && choice->missing == PEIL_ANSWERED;
}

static struct counts count(const struct peil_dataset *dataset,
                           const struct peil_dimension *rows,
                           const struct peil_dimension *columns,
                           struct peil_arena *arena)
{
    size_t row_count = rows->category_count, column_count = columns->category_count;
    struct counts counts = {
        .columns = column_count,
        .cells = peil_arena_array(arena, row_count * column_count, sizeof(double)),
        .rows = peil_arena_array(arena, row_count, sizeof(double)),
        .column_cases = peil_arena_array(arena, column_count, sizeof(double)),
    };
    struct peil_choice row, column;
    for (size_t i = 0; i < peil_dataset_rows(dataset); i++) {
        peil_dimension_choice(rows, i, &row);
        if (!is_valid(&row))
            continue;
        peil_dimension_choice(columns, i, &column);
        if (is_valid(&column))
            add(&counts, &row, &column);
    }
    return counts;
}

/* --- Figures --- */

static double percent(double n, double base)
{
    return base > 0 ? 100 * n / base : NAN;
}

static const struct peil_cell *make_cells(const struct counts *counts, size_t rows,
                                          bool tested, struct peil_arena *arena)
{
    size_t columns = counts->columns;
    struct peil_cell *cells = peil_arena_array(arena, rows * columns, sizeof *cells);
    const struct peil_chisquare_cell *residuals =
        peil_chisquare_cells(counts->cells, rows, columns, arena);
    for (size_t i = 0; i < rows * columns; i++) {
        double n = counts->cells[i];
        cells[i] = (struct peil_cell){
            .n = n,
            .weighted = n,
            .row_percent = percent(n, counts->rows[i / columns]),
            .column_percent = percent(n, counts->column_cases[i % columns]),
            .total_percent = percent(n, counts->cases),
            .expected = tested ? residuals[i].expected : NAN,
            .residual = tested ? residuals[i].residual : NAN,
            .adjusted_residual = tested ? residuals[i].adjusted : NAN,
        };
    }
    return cells;
}

static const struct peil_margin *make_margins(const double *n, size_t count,
                                              double cases, struct peil_arena *arena)
{
    struct peil_margin *margins = peil_arena_array(arena, count, sizeof *margins);
    for (size_t i = 0; i < count; i++)
        margins[i] = (struct peil_margin){ .n = n[i],
                                           .weighted = n[i],
                                           .percent = percent(n[i], cases) };
    return margins;
}

/* --- Tests --- */

static void add_tests(struct peil_cross *cross, const struct peil_independence *found,
                      struct peil_arena *arena)
{
    struct peil_test *tests = peil_arena_array(arena, 1, sizeof *tests);
    tests[0] = (struct peil_test){ .name = "pearson",
                                   .statistic = found->pearson.statistic,
                                   .df = found->pearson.df,
                                   .df1 = NAN,
                                   .df2 = NAN,
                                   .p = found->pearson.p };
    struct peil_measure *measures = peil_arena_array(arena, 2, sizeof *measures);
    measures[0] = (struct peil_measure){ "cramers_v", NULL, found->cramers_v, NAN };
    measures[1] = (struct peil_measure){ "phi", NULL, found->phi, NAN };
    cross->tests = tests;
    cross->test_count = 1;
    cross->measures = measures;
    cross->measure_count = found->rows == 2 && found->columns == 2 ? 2 : 1;
    cross->smallest_expected = found->smallest_expected;
    cross->share_below_5 = found->share_below_5;
}

static void test(struct peil_table *table, const double *counts,
                 struct peil_arena *arena)
{
    struct peil_cross *cross = &table->cross;
    struct peil_independence found = peil_chisquare_independence(
        counts, cross->row_count, cross->column_count, arena);
    size_t dropped =
        cross->row_count - found.rows + cross->column_count - found.columns;
    if (isnan(found.pearson.p)) {
        peil_table_add_note(table,
                            _("Nothing could be tested: fewer than two rows or "
                              "columns were filled."),
                            arena);
        return;
    }
    add_tests(cross, &found, arena);
    if (dropped > 0)
        peil_table_add_note(table,
                            _("The test leaves rows and columns without any "
                              "answer out."),
                            arena);
}

static struct peil_cross make_cross(const struct counts *counts,
                                    const struct peil_dimension *rows,
                                    const struct peil_dimension *columns,
                                    struct peil_arena *arena)
{
    size_t row_count = rows->category_count, column_count = columns->category_count;
    bool tested = !rows->multiple && !columns->multiple;
    return (struct peil_cross){
        .column_variable = columns->name,
        .column_label = columns->label,
        .multiple = rows->multiple,
        .multiple_columns = columns->multiple,
        .columns_sensitive = columns->item && columns->item->sensitive,
        .rows = rows->categories,
        .columns = columns->categories,
        .row_count = row_count,
        .column_count = column_count,
        .cells = make_cells(counts, row_count, tested, arena),
        .row_totals = make_margins(counts->rows, row_count, counts->cases, arena),
        .column_totals =
            make_margins(counts->column_cases, column_count, counts->cases, arena),
        .total = counts->cases,
        .weighted_total = counts->cases,
        .smallest_expected = NAN,
        .share_below_5 = NAN,
    };
}

struct peil_table *peil_crosstab(const struct peil_dataset *dataset,
                                 const struct peil_dimension *rows,
                                 const struct peil_dimension *columns,
                                 struct peil_arena *arena)
{
    struct counts counts = count(dataset, rows, columns, arena);
    struct peil_table *table = peil_arena_array(arena, 1, sizeof *table);
    *table = (struct peil_table){
        .kind = PEIL_TABLE_CROSS,
        .variable = rows->name,
        .label = rows->label,
        .sensitive = rows->item && rows->item->sensitive,
        .base = { .n = counts.cases,
                  .weighted = counts.cases,
                  .effective = counts.cases },
        .cross = make_cross(&counts, rows, columns, arena),
        .notes = rows->notes,
        .note_count = rows->note_count,
    };
    if (rows->multiple || columns->multiple)
        peil_table_add_note(table,
                            _("More than one answer was possible, so nothing is "
                              "tested here."),
                            arena);
    else
        test(table, counts.cells, arena);
    return table;
}

/* --- Words beside the tests --- */

/* How many cells were tested: those of rows and columns with any answer. */
static double tested_cells(const struct peil_cross *cross)
{
    double rows = 0, columns = 0;
    for (size_t i = 0; i < cross->row_count; i++)
        rows += cross->row_totals[i].n != 0;
    for (size_t j = 0; j < cross->column_count; j++)
        columns += cross->column_totals[j].n != 0;
    return rows * columns;
}

static const char *say_small(const struct peil_cross *cross, struct peil_arena *arena)
{
    char point = strcmp(peil_message_language(), "nl") == 0 ? ',' : '.';
    size_t cells = (size_t)lround(cross->share_below_5 * tested_cells(cross));
    const char *share = peil_text_decimal(arena, 100 * cross->share_below_5, 1, point);
    const char *said = peil_arena_format(
        arena,
        ngettext("%zu cell (%s%%) has an expected count below 5",
                 "%zu cells (%s%%) have an expected count below 5", cells),
        cells, share);
    if (isnan(cross->smallest_expected))
        return said;
    return peil_arena_format(
        arena, _("%s; the smallest is %s"), said,
        peil_text_decimal(arena, cross->smallest_expected, 2, point));
}

void peil_crosstab_explain(struct peil_table *table, struct peil_arena *arena)
{
    struct peil_cross *cross = &table->cross;
    if (cross->test_count == 0 ||
        !(cross->smallest_expected < 1 || cross->share_below_5 > .2))
        return;
    struct peil_test *tests = peil_arena_array(arena, cross->test_count, sizeof *tests);
    memcpy(tests, cross->tests, cross->test_count * sizeof *tests);
    tests[0].note = say_small(cross, arena);
    cross->tests = tests;
}
