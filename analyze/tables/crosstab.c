#include "analyze/tables/crosstab.h"

#include "analyze/tables/association.h"
#include "analyze/statistics/chisquare.h"
#include "analyze/data/joint.h"
#include "analyze/tables/lettering.h"
#include "analyze/tables/tabulate.h"
#include "analyze/tables/waves.h"
#include "questionnaires/base/message.h"
#include "questionnaires/base/text.h"

#include <math.h>
#include <string.h>

/* Beyond that a covariance of all cells takes too long, and says too little. */
enum { MOST_DESIGN_CELLS = 400 };

/* --- Counting --- */

struct counts {
    const struct peil_sample *sample;
    const struct peil_dimension *row, *column;
    size_t row_count, column_count;
    struct peil_sum *cells, *rows, *columns, cases;
    struct peil_sum *net_cells, *nets;
    struct peil_sum *both; /* columns x columns: who stands in two; NULL: nobody can */
    unsigned *places; /* of each response of the design, its cell; NULL: not needed */
    const struct peil_design_sums *design; /* NULL: there is none, or too many cells */
    struct peil_arena *scratch;
};

static bool is_valid(const struct peil_choice *choice)
{
    return !choice->outside && choice->missing == PEIL_ANSWERED;
}

static void add_net(struct counts *counts, size_t net, const struct peil_choice *column,
                    const struct peil_sum *sum)
{
    struct peil_sum *cells = counts->net_cells + net * counts->column_count;
    peil_sum_join(&counts->nets[net], sum);
    for (size_t j = 0; j < column->count; j++)
        peil_sum_join(&cells[column->categories[j]], sum);
}

static void add(struct counts *counts, const struct peil_choice *row,
                const struct peil_choice *column, const struct peil_sum *sum)
{
    peil_sum_join(&counts->cases, sum);
    for (size_t i = 0; i < row->count; i++)
        peil_sum_join(&counts->rows[row->categories[i]], sum);
    for (size_t j = 0; j < column->count; j++)
        peil_sum_join(&counts->columns[column->categories[j]], sum);
    for (size_t i = 0; i < row->count; i++) {
        struct peil_sum *cells =
            counts->cells + row->categories[i] * counts->column_count;
        for (size_t j = 0; j < column->count; j++)
            peil_sum_join(&cells[column->categories[j]], sum);
    }
    for (size_t k = 0; k < counts->row->net_count; k++)
        if (peil_net_holds(&counts->row->nets[k], row))
            add_net(counts, k, column, sum);
}

static void add_both(struct counts *counts, const struct peil_choice *column,
                     const struct peil_sum *sum)
{
    for (size_t a = 0; a < column->count; a++)
        for (size_t b = 0; b < column->count; b++)
            peil_sum_join(&counts->both[column->categories[a] * counts->column_count +
                                        column->categories[b]],
                          sum);
}

static void count_kinds(struct counts *counts, struct peil_arena *arena)
{
    const struct peil_joint joint =
        peil_joint_count(counts->sample, counts->row, counts->column, arena);
    struct peil_choice row, column;
    for (size_t i = 0; i < joint.rows * joint.columns; i++) {
        peil_dimension_kind(counts->row, i / joint.columns, &row);
        peil_dimension_kind(counts->column, i % joint.columns, &column);
        if (is_valid(&row) && is_valid(&column))
            add(counts, &row, &column, &joint.sums[i]);
    }
}

static void count_rows(struct counts *counts)
{
    const struct peil_sample *sample = counts->sample;
    struct peil_choice row, column;
    for (size_t i = 0; i < sample->rows; i++) {
        struct peil_sum sum = { 0 };
        peil_dimension_choice(counts->row, i, &row);
        if (!is_valid(&row))
            continue;
        peil_dimension_choice(counts->column, i, &column);
        if (!is_valid(&column))
            continue;
        peil_sum_add(&sum, sample, i);
        add(counts, &row, &column, &sum);
        if (counts->both)
            add_both(counts, &column, &sum);
        if (counts->places)
            counts->places[peil_sample_place(sample, i)] =
                (unsigned)(row.categories[0] * counts->column_count +
                           column.categories[0]);
    }
}

static bool is_designed(const struct counts *counts)
{
    return counts->sample->design && !counts->row->multiple &&
           !counts->column->multiple &&
           counts->row_count * counts->column_count <= MOST_DESIGN_CELLS;
}

static void count_pairs(struct counts *counts, struct peil_arena *arena)
{
    if (!peil_dimension_is_plain(counts->row) ||
        !peil_dimension_is_plain(counts->column)) {
        count_rows(counts);
        return;
    }
    count_kinds(counts, arena);
    if (counts->places)
        peil_joint_place(counts->sample, counts->row, counts->column, counts->places);
}

static struct counts count(const struct peil_sample *sample,
                           const struct peil_dimension *rows,
                           const struct peil_dimension *columns,
                           struct peil_arena *arena)
{
    size_t row_count = rows->category_count, column_count = columns->category_count;
    struct counts counts = {
        .sample = sample,
        .row = rows,
        .column = columns,
        .row_count = row_count,
        .column_count = column_count,
        .scratch = peil_arena_new(),
        .nets = peil_arena_array(arena, rows->net_count, sizeof *counts.nets),
        .net_cells = peil_arena_array(arena, rows->net_count * column_count,
                                      sizeof *counts.net_cells),
        .cells =
            peil_arena_array(arena, row_count * column_count, sizeof *counts.cells),
        .rows = peil_arena_array(arena, row_count, sizeof *counts.rows),
        .columns = peil_arena_array(arena, column_count, sizeof *counts.columns),
    };
    if (columns->multiple)
        counts.both =
            peil_arena_array(arena, column_count * column_count, sizeof *counts.both);
    bool designed = is_designed(&counts);
    if (designed && !peil_design_is_simple(sample->design))
        counts.places = peil_sample_cells(sample, counts.scratch);
    count_pairs(&counts, arena);
    if (designed)
        counts.design = peil_sample_sums(sample, counts.places, counts.cells,
                                         row_count * column_count, counts.scratch);
    return counts;
}

/* --- Figures --- */

static double percent(double n, double base)
{
    return base > 0 ? 100 * n / base : NAN;
}

/* What is tested: of weighted data the weights, but as many as there are persons. */
static const double *tested_counts(const struct counts *counts,
                                   struct peil_arena *arena)
{
    size_t cells = counts->row_count * counts->column_count;
    double *tested = peil_arena_array(arena, cells, sizeof *tested);
    double scale = counts->cases.weighted > 0 && peil_sample_is_weighted(counts->sample)
                       ? counts->cases.n / counts->cases.weighted
                       : 1;
    for (size_t i = 0; i < cells; i++)
        tested[i] = scale * counts->cells[i].weighted;
    return tested;
}

static struct peil_cell make_cell(const struct counts *counts,
                                  const struct peil_sum *sum,
                                  const struct peil_sum *row,
                                  const struct peil_sum *column)
{
    return (struct peil_cell){
        .n = sum->n,
        .weighted = sum->weighted,
        .row_percent = percent(sum->weighted, row->weighted),
        .column_percent = percent(sum->weighted, column->weighted),
        .total_percent = percent(sum->weighted, counts->cases.weighted),
        .expected = NAN,
        .residual = NAN,
        .adjusted_residual = NAN,
        .effective = peil_sum_effective(column, counts->sample),
    };
}

/* In classes the base of a share is smaller than the weights say: by what the share
 * varies from class to class, among the column's responses. */
static void take_design_bases(const struct counts *counts, struct peil_cell *cells,
                              struct peil_arena *arena)
{
    size_t rows = counts->row_count, columns = counts->column_count;
    for (size_t j = 0; j < columns; j++) {
        struct peil_design_shares shares =
            peil_design_part(counts->design, j, columns, rows, arena);
        for (size_t i = 0; i < rows; i++)
            cells[i * columns + j].effective = peil_design_base(&shares, i, .95);
    }
}

/* The answers to a multiple overlap, so each cell is a share of its own: yes or no, of
 * the responses in its column. */
static double tick_base(const struct counts *counts, size_t row, size_t column)
{
    const struct peil_sample *sample = counts->sample;
    struct peil_arena *scratch = peil_arena_new();
    unsigned *places = peil_sample_cells(sample, scratch);
    struct peil_choice rows, columns;
    for (size_t i = 0; i < sample->rows; i++) {
        peil_dimension_choice(counts->row, i, &rows);
        peil_dimension_choice(counts->column, i, &columns);
        if (is_valid(&rows) && is_valid(&columns) &&
            memchr(columns.categories, (int)column, columns.count))
            places[peil_sample_place(sample, i)] =
                memchr(rows.categories, (int)row, rows.count) ? 0 : 1;
    }
    struct peil_design_shares shares =
        peil_design_shares(sample->design, places, 2, scratch);
    double base = peil_design_base(&shares, 0, .95);
    peil_arena_free(scratch);
    return base;
}

static void take_tick_bases(const struct counts *counts, struct peil_cell *cells)
{
    size_t columns = counts->column_count;
    for (size_t i = 0; i < counts->row_count * columns; i++)
        cells[i].effective = tick_base(counts, i / columns, i % columns);
}

static const struct peil_cell *
make_cells(const struct counts *counts, const double *tested, struct peil_arena *arena)
{
    size_t rows = counts->row_count, columns = counts->column_count;
    struct peil_cell *cells = peil_arena_array(arena, rows * columns, sizeof *cells);
    const struct peil_chisquare_cell *residuals =
        tested ? peil_chisquare_cells(tested, rows, columns, arena) : NULL;
    for (size_t i = 0; i < rows * columns; i++) {
        cells[i] = make_cell(counts, &counts->cells[i], &counts->rows[i / columns],
                             &counts->columns[i % columns]);
        if (!residuals)
            continue;
        cells[i].expected = residuals[i].expected;
        cells[i].residual = residuals[i].residual;
        cells[i].adjusted_residual = residuals[i].adjusted;
    }
    if (counts->sample->clustered && counts->design)
        take_design_bases(counts, cells, arena);
    else if (counts->sample->clustered &&
             (counts->row->multiple || counts->column->multiple))
        take_tick_bases(counts, cells);
    return cells;
}

static const struct peil_margin *make_margins(const struct counts *counts,
                                              const struct peil_sum *tallies,
                                              size_t count, struct peil_arena *arena)
{
    struct peil_margin *margins = peil_arena_array(arena, count, sizeof *margins);
    for (size_t i = 0; i < count; i++)
        margins[i] = (struct peil_margin){
            .n = tallies[i].n,
            .weighted = tallies[i].weighted,
            .percent = percent(tallies[i].weighted, counts->cases.weighted),
            .effective = peil_sum_effective(&tallies[i], counts->sample),
        };
    return margins;
}

/* How far the shares of two columns vary together, because of who is in both: the
 * correlation sum w^2 of these / sqrt(sum w^2 of the one * sum w^2 of the other). */
static const double *make_overlap(const struct counts *counts, struct peil_arena *arena)
{
    size_t columns = counts->column_count;
    if (!counts->both)
        return NULL;
    bool weighted = peil_sample_is_weighted(counts->sample);
    double *overlap = peil_arena_array(arena, columns * columns, sizeof *overlap);
    for (size_t i = 0; i < columns * columns; i++) {
        const struct peil_sum *a = &counts->columns[i / columns];
        const struct peil_sum *b = &counts->columns[i % columns];
        double both = weighted ? counts->both[i].squares : counts->both[i].n;
        double each = weighted ? a->squares * b->squares : a->n * b->n;
        overlap[i] = each > 0 ? both / sqrt(each) : 0;
    }
    return overlap;
}

static void make_nets(struct peil_cross *cross, const struct counts *counts,
                      struct peil_arena *arena)
{
    size_t count = counts->row->net_count, columns = counts->column_count;
    struct peil_category *nets = peil_arena_array(arena, count, sizeof *nets);
    struct peil_cell *cells = peil_arena_array(arena, count * columns, sizeof *cells);
    for (size_t k = 0; k < count; k++)
        nets[k] = counts->row->nets[k].category;
    for (size_t i = 0; i < count * columns; i++)
        cells[i] = make_cell(counts, &counts->net_cells[i], &counts->nets[i / columns],
                             &counts->columns[i % columns]);
    cross->nets = nets;
    cross->net_count = count;
    cross->net_cells = cells;
    cross->net_totals = make_margins(counts, counts->nets, count, arena);
    cross->net_has = peil_nets_has(counts->row, arena);
}

/* --- Tests --- */

/* Of all cells; NULL where there is no design, or are too many cells. */
static const struct peil_design_shares *shares_of(const struct counts *counts,
                                                  struct peil_arena *arena)
{
    if (!counts->design)
        return NULL;
    struct peil_design_shares *shares = peil_arena_array(arena, 1, sizeof *shares);
    *shares = peil_design_part(counts->design, 0, 1, counts->design->cells, arena);
    return shares;
}

/* A design that cannot say anything of this table: none of the tests will do then. */
static const char *say_untested(const struct peil_design *design,
                                const struct peil_cross *cross,
                                const struct peil_association *association)
{
    if (!design || isfinite(cross->tests[0].p))
        return NULL;
    if (design->census)
        return _("Nothing is tested: all classes were asked.");
    const struct peil_design_shares *shares = association->shares;
    if (shares && (!(shares->degrees > 0) || isnan(shares->covariance[0])))
        return _("Nothing is tested: there are too few classes to know how much they "
                 "differ.");
    return _("Nothing is tested: a table with so many cells, or so many empty ones, "
             "cannot be with weights or classes.");
}

static struct peil_association_side side_of(const struct peil_dimension *dimension)
{
    return (struct peil_association_side){ dimension->categories,
                                           dimension->category_count,
                                           dimension->ordered };
}

static void test(struct peil_table *table, const struct counts *counts,
                 const double *tested, struct peil_association *association,
                 struct peil_arena *arena)
{
    size_t dropped = 0;
    association->counts = tested;
    association->weighted = peil_sample_is_weighted(counts->sample);
    association->overview = counts->sample->overview;
    association->designed = counts->sample->design != NULL;
    association->shares = shares_of(counts, arena);
    peil_association_add(&table->cross, association, &dropped, arena);
    if (counts->sample->clustered && counts->places)
        peil_waves_add(&table->cross, counts->sample->design, counts->places, arena);
    const char *untested = NULL;
    if (table->cross.test_count == 0)
        untested = _("Nothing could be tested: fewer than two rows or columns were "
                     "filled.");
    else
        untested = say_untested(counts->sample->design, &table->cross, association);
    if (untested)
        peil_table_add_note(table, untested, arena);
    else if (dropped > 0)
        peil_table_add_note(table,
                            _("The test leaves rows and columns without any "
                              "answer out."),
                            arena);
}

static const bool *partial_rows(const struct peil_dimension *rows,
                                struct peil_arena *arena)
{
    const struct peil_item *item = rows->item;
    if (!item || rows->derive || item->option_count == 0)
        return NULL;
    bool *partial = peil_arena_array(arena, rows->category_count, sizeof *partial);
    for (size_t i = 0; i < rows->category_count; i++)
        for (size_t variant = 0; variant < PEIL_MAX_VARIANTS; variant++)
            partial[i] = partial[i] ||
                         (peil_variants_has(rows->variants, variant) &&
                          peil_variants_has(item->variants, variant) &&
                          !peil_item_option(item, rows->categories[i].code, variant));
    return partial;
}

static struct peil_cross make_cross(const struct counts *counts, const double *tested,
                                    struct peil_arena *arena)
{
    const struct peil_dimension *rows = counts->row, *columns = counts->column;
    struct peil_cross cross = {
        .column_variable = columns->name,
        .column_label = columns->label,
        .multiple = rows->multiple,
        .multiple_columns = columns->multiple,
        .columns_sensitive = columns->item && columns->item->sensitive,
        .rows = rows->categories,
        .columns = columns->categories,
        .row_count = counts->row_count,
        .column_count = counts->column_count,
        .cells = make_cells(counts, tested, arena),
        .row_totals = make_margins(counts, counts->rows, counts->row_count, arena),
        .column_totals =
            make_margins(counts, counts->columns, counts->column_count, arena),
        .total = counts->cases.n,
        .weighted_total = counts->cases.weighted,
        .smallest_expected = NAN,
        .share_below_5 = NAN,
        .column_groups = columns->groups,
        .partial = partial_rows(rows, arena),
        .overlap = make_overlap(counts, arena),
    };
    make_nets(&cross, counts, arena);
    return cross;
}

struct peil_table *peil_crosstab(const struct peil_sample *sample,
                                 const struct peil_dimension *rows,
                                 const struct peil_dimension *columns,
                                 struct peil_arena *arena)
{
    struct counts counts = count(sample, rows, columns, arena);
    bool ticks = rows->multiple || columns->multiple;
    const double *tested = ticks ? NULL : tested_counts(&counts, arena);
    struct peil_table *table = peil_arena_array(arena, 1, sizeof *table);
    *table = (struct peil_table){
        .kind = PEIL_TABLE_CROSS,
        .variable = rows->name,
        .label = rows->label,
        .sensitive = rows->item && rows->item->sensitive,
        .base = { .n = counts.cases.n,
                  .weighted = counts.cases.weighted,
                  .effective = peil_sum_effective(&counts.cases, sample) },
        .cross = make_cross(&counts, tested, arena),
        .notes = rows->notes,
        .note_count = rows->note_count,
    };
    if (ticks)
        peil_table_add_note(table,
                            _("More than one answer was possible, so nothing is "
                              "tested here but, by letters, column by column."),
                            arena);
    else
        test(table, &counts, tested,
             &(struct peil_association){ .rows = side_of(rows),
                                         .columns = side_of(columns) },
             arena);
    peil_arena_free(counts.scratch);
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

static struct peil_test *find_test(struct peil_test *tests, size_t count,
                                   const char *name)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(tests[i].name, name) == 0)
            return &tests[i];
    }
    return NULL;
}

/* Where the two would lead to different words, the reader should know why. */
static const char *say_design(const struct peil_test *first,
                              const struct peil_test *naive)
{
    if (strcmp(first->name, "rao_scott") != 0 || isnan(first->p) ||
        (first->p < .05) == (naive->p < .05))
        return NULL;
    return first->p < .05
               ? _("this one takes every answer for a separate draw, and misses what "
                   "the classes or weights make visible; believe Rao-Scott")
               : _("this one takes every answer for a separate draw, but pupils of one "
                   "class are alike, and weights are no persons: it finds too much; "
                   "believe Rao-Scott");
}

static void explain_tests(struct peil_cross *cross, struct peil_arena *arena)
{
    if (cross->test_count == 0)
        return;
    struct peil_test *tests = peil_arena_array(arena, cross->test_count, sizeof *tests);
    memcpy(tests, cross->tests, cross->test_count * sizeof *tests);
    cross->tests = tests;
    struct peil_test *pearson = find_test(tests, cross->test_count, "pearson");
    if (!pearson || isnan(pearson->p))
        return;
    const char *design = say_design(tests, pearson);
    if (design) {
        pearson->note = design;
        pearson->minor = false;
    } else if (cross->smallest_expected < 1 || cross->share_below_5 > .2) {
        pearson->note = say_small(cross, arena);
        if (cross->unsearched)
            pearson->note = peil_arena_format(
                arena, _("%s; ask for this table alone for its exact p"),
                pearson->note);
    }
}

void peil_crosstab_explain(struct peil_table *table, enum peil_correction correction,
                           struct peil_arena *arena)
{
    explain_tests(&table->cross, arena);
    peil_lettering_add(table, correction, arena);
}
