/* Does the gate keep what it hides? An attacker who knows all that is published tries
 * every table of small whole numbers that agrees with it, and must be left with more
 * than one value for each hidden figure. Independent of network.c: no graph here. */
#include "analyze/statistics/chisquare.h"
#include "analyze/gate/gate.h"
#include "tests/analyze/class.h"
#include "tests/chance.h"
#include "tests/fixture.h"

#include <math.h>
#include <string.h>

enum { MOST_ROWS = 6, MOST_COLUMNS = 3, MOST_CELLS = 9, MOST_FIGURES = 120 };

static const char *const codes[] = { "1", "2", "3" };
static const char *const groups[] = { "5", "6", "7", "8", "11", "12" };

/* --- Tables as analyze/ makes them --- */

struct sample {
    size_t rows, columns;
    bool multiple; /* the rows */
    bool sensitive;
    double n[MOST_CELLS];
    double cases; /* multiple: of all, at least the largest row total */
    double column_cases[MOST_COLUMNS];
};

static double row_sum(const struct sample *sample, size_t i)
{
    double sum = 0;
    for (size_t j = 0; j < sample->columns; j++)
        sum += sample->n[i * sample->columns + j];
    return sum;
}

static double column_sum(const struct sample *sample, size_t j)
{
    double sum = 0;
    for (size_t i = 0; i < sample->rows; i++)
        sum += sample->n[i * sample->columns + j];
    return sample->multiple ? sample->column_cases[j] : sum;
}

static double total(const struct sample *sample)
{
    double sum = 0;
    for (size_t j = 0; j < sample->columns; j++)
        sum += column_sum(sample, j);
    return sum;
}

static double sum_of_rows(const struct sample *sample)
{
    double sum = 0;
    for (size_t i = 0; i < sample->rows; i++)
        sum += row_sum(sample, i);
    return sum;
}

static struct peil_category *categories(size_t count)
{
    struct peil_category *made = peil_arena_array(arena, count, sizeof *made);
    for (size_t i = 0; i < count; i++)
        made[i] = (struct peil_category){ codes[i % 3], codes[i % 3], (double)i };
    return made;
}

static struct peil_table *frequency(const char *name, const double *n, size_t count,
                                    double base, double responses)
{
    struct peil_table *table = peil_arena_array(arena, 1, sizeof *table);
    struct peil_frequency_row *rows = peil_arena_array(arena, count, sizeof *rows);
    struct peil_category *labels = categories(count);
    double so_far = 0;
    for (size_t i = 0; i < count; i++) {
        so_far += n[i];
        rows[i] = (struct peil_frequency_row){
            .category = labels[i],
            .n = n[i],
            .valid_percent = 100 * n[i] / base,
            .cumulative_percent = responses > 0 ? NAN : 100 * so_far / base,
            .response_percent = responses > 0 ? 100 * n[i] / responses : NAN
        };
    }
    *table = (struct peil_table){ .kind = PEIL_TABLE_FREQUENCY,
                                  .variable = name,
                                  .base = { .n = base },
                                  .frequency = { .multiple = responses > 0,
                                                 .rows = rows,
                                                 .row_count = count,
                                                 .asked = base,
                                                 .responses = responses } };
    return table;
}

static struct peil_table *row_frequency(const struct sample *sample)
{
    double n[MOST_ROWS];
    for (size_t i = 0; i < sample->rows; i++)
        n[i] = row_sum(sample, i);
    struct peil_table *table = frequency("a", n, sample->rows, total(sample),
                                         sample->multiple ? sum_of_rows(sample) : 0);
    table->sensitive = sample->sensitive;
    return table;
}

static struct peil_table *column_frequency(const struct sample *sample)
{
    double n[MOST_COLUMNS];
    for (size_t j = 0; j < sample->columns; j++)
        n[j] = column_sum(sample, j);
    return frequency("b", n, sample->columns, total(sample), 0);
}

/* Pearson's p of these cells; NAN where nothing can be tested. */
static double p_of(const struct sample *sample, const double *cells)
{
    return peil_chisquare_independence(cells, sample->rows, sample->columns, arena)
        .pearson.p;
}

static const struct peil_test *test_of(const struct sample *sample)
{
    struct peil_test *test = peil_arena_array(arena, 1, sizeof *test);
    *test = peil_test_new("pearson", 1, 1,
                          sample->multiple ? NAN : p_of(sample, sample->n));
    return test;
}

static struct peil_table *cross(const struct sample *sample)
{
    size_t rows = sample->rows, columns = sample->columns;
    struct peil_table *table = peil_arena_array(arena, 1, sizeof *table);
    struct peil_cell *cells = peil_arena_array(arena, rows * columns, sizeof *cells);
    struct peil_margin *row_totals = peil_arena_array(arena, rows, sizeof *row_totals);
    struct peil_margin *column_totals =
        peil_arena_array(arena, columns, sizeof *column_totals);
    for (size_t i = 0; i < rows * columns; i++) {
        double row = row_sum(sample, i / columns), n = sample->n[i];
        double column = column_sum(sample, i % columns);
        cells[i] = (struct peil_cell){ .n = n,
                                       .row_percent = 100 * n / row,
                                       .column_percent = 100 * n / column,
                                       .expected = row * column / total(sample) };
        row_totals[i / columns] = (struct peil_margin){ .n = row };
        column_totals[i % columns] = (struct peil_margin){ .n = column };
    }
    *table = (struct peil_table){ .kind = PEIL_TABLE_CROSS,
                                  .variable = "a",
                                  .sensitive = sample->sensitive,
                                  .base = { .n = total(sample) },
                                  .cross = { .column_variable = "b",
                                             .multiple = sample->multiple,
                                             .rows = categories(rows),
                                             .columns = categories(columns),
                                             .row_count = rows,
                                             .column_count = columns,
                                             .cells = cells,
                                             .row_totals = row_totals,
                                             .column_totals = column_totals,
                                             .total = total(sample),
                                             .tests = test_of(sample),
                                             .test_count = 1 } };
    return table;
}

/* "b by a": the same table on its side. */
static struct peil_table *turned(const struct sample *sample)
{
    struct sample side = { .rows = sample->columns, .columns = sample->rows };
    for (size_t i = 0; i < sample->rows; i++)
        for (size_t j = 0; j < sample->columns; j++)
            side.n[j * side.columns + i] = sample->n[i * sample->columns + j];
    struct peil_table *table = cross(&side);
    table->variable = "b";
    table->cross.column_variable = "a";
    table->cross.columns_sensitive = sample->sensitive;
    return table;
}

/* --- What is published, as sums of cells --- */

struct figure {
    unsigned cells;   /* a bit for each */
    double value;     /* NAN = hidden */
    bool secret;      /* nobody should be able to compute it */
    double low, high; /* what the attacker is left with */
};
struct puzzle {
    const struct sample *sample;
    struct figure figures[MOST_FIGURES];
    size_t count;
    int x[MOST_CELLS];
    double verdict; /* 0; or p is below this, or (1) not below .05 */
};

static unsigned bits(const struct sample *sample, size_t row, size_t column)
{
    unsigned cells = 0;
    for (size_t i = 0; i < sample->rows; i++)
        for (size_t j = 0; j < sample->columns; j++)
            if ((row == SIZE_MAX || row == i) && (column == SIZE_MAX || column == j))
                cells |= 1u << (i * sample->columns + j);
    return cells;
}

static double true_sum(const struct sample *sample, unsigned cells)
{
    double sum = 0;
    for (size_t i = 0; i < MOST_CELLS; i++)
        sum += cells >> i & 1 ? sample->n[i] : 0;
    return sum;
}

static void publish(struct puzzle *puzzle, unsigned cells, double value)
{
    assert_true(puzzle->count < MOST_FIGURES);
    puzzle->figures[puzzle->count++] =
        (struct figure){ cells, value, isnan(value), INFINITY, -INFINITY };
}

/* Takes back that it is secret: all know that nobody gave that answer (or everybody
 * did, to an item that is not sensitive), or it is left out only because nothing of its
 * table is shown. */
static void concede(struct puzzle *puzzle, bool known)
{
    if (known)
        puzzle->figures[puzzle->count - 1].secret = false;
}

/* A percent tells its base: n / percent. */
static void publish_base(struct puzzle *puzzle, unsigned cells, double n,
                         double percent)
{
    if (isfinite(percent) && n > 0)
        publish(puzzle, cells, round(100 * n / percent));
}

static void publish_frequency(struct puzzle *puzzle, const struct peil_table *table)
{
    const struct sample *sample = puzzle->sample;
    bool rows = *table->variable == 'a';
    unsigned so_far = 0;
    for (size_t i = 0; i < table->frequency.row_count; i++) {
        const struct peil_frequency_row *row = &table->frequency.rows[i];
        unsigned cells = rows ? bits(sample, i, SIZE_MAX) : bits(sample, SIZE_MAX, i);
        so_far |= cells;
        if (!rows && sample->multiple)
            continue; /* cases, no sum of cells */
        assert_true(row->hidden == isnan(row->n));
        publish(puzzle, cells, row->n);
        concede(puzzle, true_sum(sample, cells) == 0);
        if (isfinite(row->cumulative_percent))
            publish(puzzle, so_far,
                    round(row->cumulative_percent * total(sample) / 100));
        publish_base(puzzle, bits(sample, SIZE_MAX, SIZE_MAX), row->n,
                     row->response_percent);
    }
}

static void publish_cell(struct puzzle *puzzle, const struct peil_table *table,
                         size_t i, size_t j, bool on_its_side)
{
    const struct sample *sample = puzzle->sample;
    const struct peil_cross *cross = &table->cross;
    const struct peil_cell *cell = &cross->cells[i * cross->column_count + j];
    unsigned row = on_its_side ? bits(sample, SIZE_MAX, i) : bits(sample, i, SIZE_MAX);
    unsigned column =
        on_its_side ? bits(sample, j, SIZE_MAX) : bits(sample, SIZE_MAX, j);
    assert_true(cell->hidden == isnan(cell->n));
    publish(puzzle, row & column, cell->n);
    concede(puzzle, true_sum(sample, row) == 0 || true_sum(sample, column) == 0);
    concede(puzzle, cross->multiple && row_sum(sample, i) == total(sample));
    publish_base(puzzle, row, cell->n, cell->row_percent);
    if (!cross->multiple)
        publish_base(puzzle, column, cell->n, cell->column_percent);
    if (isfinite(cell->expected))
        assert_false(cross->row_totals[i].hidden || cross->column_totals[j].hidden);
}

/* Nothing of it is shown. */
static bool is_closed(const struct peil_table *table)
{
    return isnan(table->cross.smallest_expected) &&
           table->hidden == table->cross.row_count * table->cross.column_count +
                                table->cross.row_count + table->cross.column_count;
}

static void publish_verdict(struct puzzle *puzzle, const struct peil_cross *cross)
{
    if (cross->test_count == 0)
        return;
    assert_true(cross->test_count == 1 && cross->measure_count == 0);
    const struct peil_test *test = &cross->tests[0];
    bool bare = isnan(test->statistic) && isnan(test->df) && isnan(test->p);
    assert_true(test->below > 0 ? bare : !bare);
    puzzle->verdict = test->below;
}

static void publish_cross(struct puzzle *puzzle, const struct peil_table *table)
{
    const struct sample *sample = puzzle->sample;
    const struct peil_cross *cross = &table->cross;
    bool on_its_side = *table->variable == 'b';
    publish_verdict(puzzle, cross);
    for (size_t i = 0; i < cross->row_count; i++) {
        publish(puzzle,
                on_its_side ? bits(sample, SIZE_MAX, i) : bits(sample, i, SIZE_MAX),
                cross->row_totals[i].n);
        concede(puzzle, is_closed(table));
        for (size_t j = 0; j < cross->column_count; j++)
            publish_cell(puzzle, table, i, j, on_its_side);
    }
    for (size_t j = 0; j < cross->column_count && !cross->multiple; j++) {
        publish(puzzle,
                on_its_side ? bits(sample, j, SIZE_MAX) : bits(sample, SIZE_MAX, j),
                cross->column_totals[j].n);
        concede(puzzle, is_closed(table));
    }
}

/* --- The attack --- */

static int sum(const struct puzzle *puzzle, unsigned cells)
{
    int result = 0;
    for (size_t i = 0; i < MOST_CELLS; i++)
        result += cells >> i & 1 ? puzzle->x[i] : 0;
    return result;
}

/* Could the first `known` cells be these? */
static bool agrees(const struct puzzle *puzzle, size_t known)
{
    unsigned all = (1u << known) - 1;
    for (size_t i = 0; i < puzzle->count; i++) {
        const struct figure *figure = &puzzle->figures[i];
        if (isnan(figure->value))
            continue;
        int so_far = sum(puzzle, figure->cells & all);
        bool complete = (figure->cells & ~all) == 0;
        if (so_far > (int)figure->value || (complete && so_far < (int)figure->value))
            return false;
    }
    return true;
}

/* Would a test say of these cells what it said? */
static bool agrees_with_the_verdict(const struct puzzle *puzzle)
{
    double cells[MOST_CELLS];
    if (!(puzzle->verdict > 0))
        return true;
    for (size_t i = 0; i < MOST_CELLS; i++)
        cells[i] = puzzle->x[i];
    double p = p_of(puzzle->sample, cells);
    return !isnan(p) && (p < .05) == (puzzle->verdict < 1);
}

static void learn(struct puzzle *puzzle)
{
    for (size_t i = 0; i < puzzle->count; i++) {
        struct figure *figure = &puzzle->figures[i];
        double value = sum(puzzle, figure->cells);
        figure->low = fmin(figure->low, value);
        figure->high = fmax(figure->high, value);
    }
}

static void attack(struct puzzle *puzzle, size_t known, int most)
{
    const struct sample *sample = puzzle->sample;
    if (!agrees(puzzle, known))
        return;
    if (known == sample->rows * sample->columns) {
        if (agrees_with_the_verdict(puzzle))
            learn(puzzle);
        return;
    }
    if (sample->multiple)
        most = (int)sample->column_cases[known % sample->columns];
    for (int x = 0; x <= most; x++) {
        puzzle->x[known] = x;
        attack(puzzle, known + 1, most);
    }
    puzzle->x[known] = 0;
}

static void show(const struct sample *sample)
{
    for (size_t i = 0; i < sample->rows * sample->columns; i++)
        print_message("%g%s", sample->n[i], (i + 1) % sample->columns ? " " : "\n");
}

/* Returns how many secrets there are. */
static size_t assert_secrets(struct puzzle *puzzle)
{
    size_t hidden = 0;
    attack(puzzle, 0, (int)total(puzzle->sample));
    for (size_t i = 0; i < puzzle->count; i++) {
        const struct figure *figure = &puzzle->figures[i];
        if (!figure->secret)
            continue;
        hidden++;
        if (!(figure->low < figure->high)) {
            show(puzzle->sample);

            fail_msg("hidden figure %zu (cells %x) is known: %g", i, figure->cells,
                     figure->low);
        }
    }
    return hidden;
}

static size_t assert_kept(const struct sample *sample, struct peil_table *const *tables,
                          size_t count)
{
    struct puzzle puzzle = { .sample = sample };
    for (size_t i = 0; i < count; i++) {
        if (tables[i]->kind == PEIL_TABLE_FREQUENCY)
            publish_frequency(&puzzle, tables[i]);
        else
            publish_cross(&puzzle, tables[i]);
    }
    publish(&puzzle, bits(sample, SIZE_MAX, SIZE_MAX),
            sample->multiple ? NAN : total(sample));
    if (sample->multiple)
        puzzle.count--; /* the cases are no sum of cells */
    return assert_secrets(&puzzle);
}

/* --- Many small tables --- */

static struct sample draw_sample(unsigned *seed, bool multiple)
{
    struct sample sample = { .rows = 2 + below(seed, 2),
                             .columns = 2 + below(seed, 2),
                             .multiple = multiple,
                             .sensitive = below(seed, 2) };
    for (size_t i = 0; i < sample.rows * sample.columns; i++)
        sample.n[i] = below(seed, 3) ? below(seed, 3) : 2 + below(seed, 4);
    for (size_t i = 0; multiple && i < sample.rows * sample.columns; i++) {
        size_t j = i % sample.columns;
        sample.column_cases[j] = fmax(sample.column_cases[j], sample.n[i]);
    }
    return sample;
}

static void keeps(bool multiple, unsigned tables, long least_group)
{
    unsigned seed = 7;
    size_t hidden = 0, verdicts = 0;
    for (unsigned i = 0; i < tables; i++) {
        struct sample sample = draw_sample(&seed, multiple);
        struct peil_table *made[] = { row_frequency(&sample), cross(&sample),
                                      column_frequency(&sample), turned(&sample) };
        size_t count = multiple ? 2 : 4;
        peil_gate_close(&(struct peil_gate){ 2, least_group, NULL, 0 }, made, count,
                        arena);
        hidden += assert_kept(&sample, made, count);
        const struct peil_cross *told = &made[1]->cross;
        verdicts += told->test_count > 0 && told->tests[0].below > 0;
    }
    assert_true(hidden > tables); /* the test has teeth */
    assert_true(multiple || verdicts > tables / 20);
}

static void keeps_cells(void **state)
{
    (void)state;
    keeps(false, 400, 0);
}

static void keeps_groups(void **state)
{
    (void)state;
    keeps(false, 400, 4);
}

static void keeps_multiple(void **state)
{
    (void)state;
    keeps(true, 400, 3);
}

/* --- A derived variable beside its item --- */

enum { GROUPS = 6, GROUPS_IN_BAND = 2 };

/* In the questionnaire of the class, leeftijdsgroep takes the groups two by two. */
static struct peil_table *groups_table(const struct sample *sample)
{
    struct peil_table *table = frequency("groep", sample->n, GROUPS, total(sample), 0);
    struct peil_frequency_row *rows = peil_arena_array(arena, GROUPS, sizeof *rows);
    for (size_t i = 0; i < GROUPS; i++) {
        rows[i] = table->frequency.rows[i];
        rows[i].category.code = groups[i];
    }
    table->frequency.rows = rows;
    return table;
}

static struct peil_table *bands_table(const struct sample *sample)
{
    double n[GROUPS / GROUPS_IN_BAND];
    for (size_t i = 0; i < GROUPS / GROUPS_IN_BAND; i++)
        n[i] = sample->n[2 * i] + sample->n[2 * i + 1];
    return frequency("leeftijdsgroep", n, GROUPS / GROUPS_IN_BAND, total(sample), 0);
}

static size_t assert_bands_kept(const struct sample *sample,
                                const struct peil_table *all,
                                const struct peil_table *bands)
{
    struct puzzle puzzle = { .sample = sample };
    publish(&puzzle, (1u << GROUPS) - 1, total(sample));
    for (size_t i = 0; i < GROUPS; i++) {
        publish(&puzzle, 1u << i, all->frequency.rows[i].n);
        concede(&puzzle, sample->n[i] == 0);
    }
    for (size_t i = 0; i < GROUPS / GROUPS_IN_BAND; i++) {
        publish(&puzzle, 3u << (GROUPS_IN_BAND * i), bands->frequency.rows[i].n);
        concede(&puzzle, sample->n[2 * i] + sample->n[2 * i + 1] == 0);
    }
    return assert_secrets(&puzzle);
}

static void keeps_bands(void **state)
{
    (void)state;
    unsigned seed = 3;
    size_t hidden = 0;
    for (unsigned i = 0; i < 400; i++) {
        struct sample sample = { .rows = GROUPS, .columns = 1 };
        for (size_t j = 0; j < GROUPS; j++)
            sample.n[j] = below(&seed, 3) ? below(&seed, 3) : 2 + below(&seed, 4);
        struct peil_table *made[] = { groups_table(&sample), bands_table(&sample) };
        struct peil_gate gate = { 2, 4, class_questionnaire(arena), 0 };
        peil_gate_close(&gate, made, 2, arena);
        hidden += assert_bands_kept(&sample, made[0], made[1]);
    }
    assert_true(hidden > 400);
}

/* --- The cells of a derived variable, or of an outer one, beside its own --- */

enum { PARTS = 4, PART_ROWS = 2 };

static void name_columns(struct peil_table *table, const char *variable,
                         const char *const *names)
{
    size_t count = table->cross.column_count;
    struct peil_category *columns = peil_arena_array(arena, count, sizeof *columns);
    for (size_t j = 0; j < count; j++)
        columns[j] = (struct peil_category){ names[j], names[j], (double)j };
    table->cross.columns = columns;
    table->cross.column_variable = variable;
}

static struct sample in_pairs(const struct sample *sample)
{
    struct sample pairs = { .rows = sample->rows, .columns = sample->columns / 2 };
    for (size_t i = 0; i < sample->rows; i++)
        for (size_t j = 0; j < sample->columns; j++)
            pairs.n[i * pairs.columns + j / 2] += sample->n[i * sample->columns + j];
    return pairs;
}

/* Where a sum of nobody is shown, all know that nobody is in its parts. */
static void concede_zeros(struct puzzle *puzzle, unsigned cells)
{
    if (true_sum(puzzle->sample, cells) > 0)
        return;
    for (size_t i = 0; i < puzzle->count; i++)
        if ((puzzle->figures[i].cells & ~cells) == 0)
            puzzle->figures[i].secret = false;
}

/* Figures of the table of pairs, as sums of the sample's cells. */
static void publish_pairs(struct puzzle *puzzle, const struct peil_table *table)
{
    const struct sample *sample = puzzle->sample;
    const struct peil_cross *cross = &table->cross;
    for (size_t j = 0; j < cross->column_count; j++) {
        unsigned columns =
            bits(sample, SIZE_MAX, 2 * j) | bits(sample, SIZE_MAX, 2 * j + 1);
        publish(puzzle, columns, cross->column_totals[j].n);
        concede(puzzle, is_closed(table) || true_sum(sample, columns) == 0);
        for (size_t i = 0; i < cross->row_count; i++) {
            unsigned cells = columns & bits(sample, i, SIZE_MAX);
            publish(puzzle, cells, cross->cells[i * cross->column_count + j].n);
            concede(puzzle, is_closed(table) || true_sum(sample, columns) == 0 ||
                                row_sum(sample, i) == 0);
            if (!cross->cells[i * cross->column_count + j].hidden)
                concede_zeros(puzzle, cells);
        }
    }
}

static size_t assert_pairs_kept(const struct sample *sample, bool nested)
{
    static const char *const inner[] = { "a>5", "a>6", "b>5", "b>6" };
    static const size_t outer[] = { 0, 0, 1, 1 };
    struct sample pairs = in_pairs(sample);
    struct peil_table *made[] = { cross(sample), cross(&pairs), row_frequency(sample) };
    name_columns(made[0], nested ? "school > groep" : "groep", nested ? inner : groups);
    name_columns(made[1], nested ? "school" : "leeftijdsgroep",
                 nested ? (const char *const[]){ "a", "b" } : codes);
    if (nested)
        made[0]->cross.column_groups = outer;
    struct peil_gate gate = { 2, 3, class_questionnaire(arena), 0 };
    peil_gate_close(&gate, made, 3, arena);
    struct puzzle puzzle = { .sample = sample };
    publish(&puzzle, bits(sample, SIZE_MAX, SIZE_MAX), total(sample));
    publish_frequency(&puzzle, made[2]);
    publish_cross(&puzzle, made[0]);
    publish_pairs(&puzzle, made[1]);
    return assert_secrets(&puzzle);
}

static void keeps_parts(bool nested)
{
    unsigned seed = 11;
    size_t hidden = 0;
    for (unsigned i = 0; i < 150; i++) {
        struct sample sample = { .rows = PART_ROWS, .columns = PARTS };
        for (size_t j = 0; j < PART_ROWS * PARTS; j++)
            sample.n[j] = below(&seed, 3) ? below(&seed, 3) : 2 + below(&seed, 3);
        hidden += assert_pairs_kept(&sample, nested);
    }
    assert_true(hidden > 150);
}

static void keeps_band_cells(void **state)
{
    (void)state;
    keeps_parts(false);
}

static void keeps_nested_cells(void **state)
{
    (void)state;
    keeps_parts(true);
}

/* Bands that leave a category out tell how many it has: their base is that much less.
 * When it alone is small, nothing can hide it. */
static void outside_all_bands(void **state)
{
    (void)state;
    static const char xml[] =
        "<questionnaire xmlns='urn:peil:questionnaire:1' id='q' version='1' "
        "xml:lang='nl'><title>Q</title><section id='s' title='S'><single id='a'>"
        "<text>A?</text><option code='1'>1</option><option code='2'>2</option>"
        "<option code='3'>3</option></single></section>"
        "<derive id='b' label='B' from='a'><band code='1' label='x' of='1 2'/></derive>"
        "</questionnaire>";
    const struct peil_questionnaire *q = parse_questionnaire(xml);
    struct peil_table *table = frequency("a", (const double[]){ 40, 50, 3 }, 3, 93, 0);
    peil_gate_close(&(struct peil_gate){ 5, 10, q, 0 }, &table, 1, arena);
    for (size_t i = 0; i < 3; i++)
        assert_true(table->frequency.rows[i].hidden);

    table = frequency("a", (const double[]){ 3, 50, 40 }, 3, 93, 0);
    peil_gate_close(&(struct peil_gate){ 5, 10, q, 0 }, &table, 1, arena);
    assert_true(table->frequency.rows[0].hidden && table->frequency.rows[1].hidden);
    assert_false(table->frequency.rows[2].hidden);
}

/* --- Means --- */

static struct peil_table *means(const double *n, size_t groups_made, double alike)
{
    struct peil_summary_row *rows =
        peil_arena_array(arena, groups_made + 1, sizeof *rows);
    static const double figures[] = { 7 };
    static const char *const names[] = { "mean" };
    double all = 0;
    for (size_t i = 0; i <= groups_made; i++) {
        all += i < groups_made ? n[i] : 0;
        rows[i] = (struct peil_summary_row){
            .category = { i < groups_made ? groups[i] : "", "", 0 },
            .n = i < groups_made ? n[i] : all,
            .figures = figures,
            .alike = alike,
            .total = i == groups_made,
        };
    }
    struct peil_table *table = peil_arena_array(arena, 1, sizeof *table);
    struct peil_test *test = peil_arena_array(arena, 1, sizeof *test);
    *test = peil_test_new("kruskal_wallis", 3, 2, .2);
    *table = (struct peil_table){ .kind = PEIL_TABLE_SUMMARY,
                                  .variable = "cijfer",
                                  .base = { .n = all },
                                  .summary = { .what = "means",
                                               .group_variable = "groep",
                                               .figures = names,
                                               .figure_count = 1,
                                               .rows = rows,
                                               .row_count = groups_made + 1,
                                               .tests = test,
                                               .test_count = 1 } };
    return table;
}

static struct mean_rule {
    const char *name;
    double n[3], alike;
    bool sensitive;
    const char *shown; /* a letter for each group and for all: s or h; and the tests */
} mean_rules[] = {
    { "means of enough", { 20, 30, 40 }, 5, false, "ssss 1" },
    { "a mean of few takes another along", { 4, 30, 40 }, 2, false, "hhss 0" },
    { "two means of few keep each other", { 4, 6, 40 }, 2, false, "hhss 0" },
    { "all of them too few", { 2, 3, 1 }, 2, false, "hhhh 0" },
    { "nobody is no secret", { 0, 30, 40 }, 2, false, "ssss 1" },
    { "all said the same", { 20, 20, 20 }, 20, true, "hhhs 0" },
};

static void means_follow(void **state)
{
    const struct mean_rule *rule = *state;
    struct peil_table *table = means(rule->n, 3, rule->alike);
    table->sensitive = rule->sensitive;
    peil_gate_close(&(struct peil_gate){ 5, 10, NULL, 0 }, &table, 1, arena);
    const char *shown = "";
    for (size_t i = 0; i < table->summary.row_count; i++) {
        const struct peil_summary_row *row = &table->summary.rows[i];
        assert_true(row->hidden == isnan(row->n) &&
                    row->hidden == isnan(row->figures[0]));
        shown = peil_arena_format(arena, "%s%c", shown, row->hidden ? 'h' : 's');
    }
    shown = peil_arena_format(arena, "%s %zu", shown, table->summary.test_count);
    assert_string_equal(shown, rule->shown);
}

/* P10 and P90 of 49 are the answers of one of five at the end; of 50 they are not. */
static void tails_are_not_shown(void **state)
{
    (void)state;
    static const struct {
        double n[3];
        const char *shown;
    } cases[] = { { { 50, 49, 20 }, "+++ -+- -+- +++" },
                  { { 10, 19, 60 }, "-+- -+- +++ +++" } };
    static const double shares[] = { .1, .5, .9 }, figures[] = { 2, 5, 8 };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        struct peil_table *table = means(cases[i].n, 3, 2);
        struct peil_summary_row *rows =
            peil_arena_array(arena, table->summary.row_count, sizeof *rows);
        for (size_t row = 0; row < table->summary.row_count; row++) {
            rows[row] = table->summary.rows[row];
            rows[row].figures = figures;
        }
        table->summary.rows = rows;
        table->summary.shares = shares;
        table->summary.figure_count = LENGTH(shares);
        peil_gate_close(&(struct peil_gate){ 5, 10, NULL, 0 }, &table, 1, arena);
        const char *shown = "";
        for (size_t row = 0; row < table->summary.row_count; row++) {
            shown = peil_arena_format(arena, "%s%s", shown, row ? " " : "");
            for (size_t f = 0; f < LENGTH(shares); f++)
                shown = peil_arena_format(
                    arena, "%s%c", shown,
                    isnan(table->summary.rows[row].figures[f]) ? '-' : '+');
        }
        assert_string_equal(shown, cases[i].shown);
        assert_int_equal(table->note_count, 1);
        assert_int_equal(table->summary.test_count, 1);
    }
}

/* --- Nets --- */

static struct peil_table *with_net(const double *n, bool multiple, double net)
{
    struct peil_table *table =
        frequency("a", n, 3, 100, multiple ? n[0] + n[1] + n[2] : 0);
    struct peil_frequency_row *nets = peil_arena_array(arena, 1, sizeof *nets);
    static const bool has[] = { true, true, false };
    nets[0] = (struct peil_frequency_row){ .category = { "1 2", "net", 0 }, .n = net };
    table->frequency.nets = nets;
    table->frequency.net_count = 1;
    table->frequency.net_has = has;
    return table;
}

static struct net_rule {
    const char *name;
    double n[3];
    bool multiple;
    double net;
    bool hidden;
} net_rules[] = {
    { "a net over what is shown", { 40, 30, 30 }, false, 70, false },
    { "a net over a hidden one", { 3, 47, 50 }, false, 50, true },
    { "a net of ticks", { 40, 30, 30 }, true, 60, false },
    { "a net a little larger than one of its ticks", { 40, 30, 30 }, true, 42, true },
    { "a net that is one of its ticks", { 40, 30, 30 }, true, 40, false },
};

static void nets_follow(void **state)
{
    const struct net_rule *rule = *state;
    struct peil_table *table = with_net(rule->n, rule->multiple, rule->net);
    peil_gate_close(&(struct peil_gate){ 5, 10, NULL, 0 }, &table, 1, arena);
    const struct peil_frequency_row *net = &table->frequency.nets[0];
    assert_int_equal(net->hidden, rule->hidden);
    assert_int_equal(isnan(net->n), rule->hidden);
}

/* --- Frequencies, rule by rule --- */

enum { OPTIONS = 3, KINDS = 2 };

static struct rule {
    const char *name;
    double n[OPTIONS],
        missing[KINDS]; /* skipped, and "don't know"; 0 = does not occur */
    bool sensitive, multiple;
    const char *shown; /* n of the rows | of the missing kinds | base */
} rules[] = {
    { "large enough", { 5, 60, 70 }, { 0, 0 }, false, false, "5 60 70 | | 135" },
    { "a small one takes the next one along",
      { 3, 60, 70 },
      { 0, 0 },
      false,
      false,
      "- - 70 | | 133" },
    { "two small ones protect each other",
      { 3, 4, 70 },
      { 0, 0 },
      false,
      false,
      "- - 70 | | 77" },
    { "one and one: all know that neither is zero",
      { 1, 1, 70 },
      { 0, 0 },
      false,
      false,
      "- - - | | 72" },
    { "nobody at all is no secret",
      { 0, 60, 70 },
      { 0, 0 },
      false,
      false,
      "0 60 70 | | 130" },
    { "the only missing kind follows from the base",
      { 40, 60, 70 },
      { 2, 0 },
      false,
      false,
      "40 60 70 | 2 | 170" },
    { "two missing kinds",
      { 40, 60, 70 },
      { 2, 9 },
      false,
      false,
      "40 60 70 | - - | 170" },
    { "below the group nothing is shown but the base",
      { 2, 5, 0 },
      { 6, 0 },
      false,
      false,
      "- - - | 6 | 7" },
    { "below the cell not even the base",
      { 1, 2, 0 },
      { 6, 7 },
      false,
      false,
      "- - - | - - | -" },
    { "all but one gave one answer",
      { 1, 99, 0 },
      { 0, 0 },
      false,
      false,
      "- - 0 | | 100" },
    { "all gave one answer", { 0, 99, 0 }, { 0, 0 }, false, false, "0 99 0 | | 99" },
    { "all gave one answer to a sensitive item",
      { 0, 99, 0 },
      { 0, 0 },
      true,
      false,
      "- - - | | 99" },
    { "all but one ticked it, of a sensitive item",
      { 99, 50, 30 },
      { 0, 0 },
      true,
      true,
      "- 50 - | | 100" },
};

static struct peil_table *ruled_table(const struct rule *rule)
{
    static const enum peil_missing kinds[] = { PEIL_NO_ANSWER, PEIL_DONT_KNOW };
    double sum = rule->n[0] + rule->n[1] + rule->n[2];
    double base = rule->multiple ? 100 : sum;
    struct peil_table *table =
        frequency("a", rule->n, OPTIONS, base, rule->multiple ? sum : 0);
    struct peil_missing_row *missing = peil_arena_array(arena, KINDS, sizeof *missing);
    for (size_t i = 0; i < KINDS; i++) {
        table->frequency.asked += rule->missing[i];
        if (rule->missing[i] > 0)
            missing[table->frequency.missing_count++] =
                (struct peil_missing_row){ .kind = kinds[i], .n = rule->missing[i] };
    }
    table->frequency.missing = missing;
    table->sensitive = rule->sensitive;
    return table;
}

static const char *say(double n)
{
    return isnan(n) ? "-" : peil_arena_format(arena, "%g", n);
}

static void follows(void **state)
{
    const struct rule *rule = *state;
    struct peil_table *table = ruled_table(rule);
    peil_gate_close(&(struct peil_gate){ 5, 10, NULL, 0 }, &table, 1, arena);
    const struct peil_frequency *f = &table->frequency;
    const char *shown = "";
    for (size_t i = 0; i < OPTIONS; i++)
        shown = peil_arena_format(arena, "%s%s ", shown, say(f->rows[i].n));
    shown = peil_arena_format(arena, "%s|", shown);
    for (size_t i = 0; i < f->missing_count; i++)
        shown = peil_arena_format(arena, "%s %s", shown, say(f->missing[i].n));
    shown = peil_arena_format(arena, "%s | %s", shown, say(table->base.n));
    assert_string_equal(shown, rule->shown);
}

/* What everybody can see is said, where it is not hidden. */
static void agreement_is_noted(void **state)
{
    (void)state;
    struct peil_table *table = ruled_table(&rules[10]);
    peil_gate_close(&(struct peil_gate){ 5, 10, NULL, 0 }, &table, 1, arena);
    assert_non_null(table->advice);
    assert_int_equal(table->hidden, 0);
}

/* --- A cross-tab --- */

static void a_hidden_cell_leaves_no_figure(void **state)
{
    (void)state;
    struct sample sample = { .rows = 2, .columns = 2, .n = { 3, 40, 50, 60 } };
    struct peil_table *table = cross(&sample);
    peil_gate_close(&(struct peil_gate){ 5, 10, NULL, 0 }, &table, 1, arena);
    assert_int_equal(table->hidden, 4);
    for (size_t i = 0; i < 4; i++) {
        const struct peil_cell *cell = &table->cross.cells[i];
        assert_true(cell->hidden && isnan(cell->n) && isnan(cell->weighted) &&
                    isnan(cell->row_percent) && isnan(cell->column_percent) &&
                    isnan(cell->total_percent) && isnan(cell->expected) &&
                    isnan(cell->residual) && isnan(cell->adjusted_residual));
    }
    assert_true(table->cross.test_count == 0 || table->cross.tests[0].below > 0);
}

static void a_small_group_is_hidden_whole(void **state)
{
    (void)state;
    struct sample sample = { .rows = 3,
                             .columns = 3,
                             .n = { 9, 40, 50, 0, 60, 50, 0, 70, 30 } };
    struct peil_table *table = cross(&sample);
    peil_gate_close(&(struct peil_gate){ 5, 10, NULL, 0 }, &table, 1, arena);
    for (size_t i = 0; i < 9; i += 3)
        assert_true(table->cross.cells[i].hidden);
    assert_false(table->cross.column_totals[0].hidden);
}

int main(void)
{
    const struct test tests[] = {
        TEST(keeps_cells),
        TEST(keeps_groups),
        TEST(keeps_multiple),
        TEST(keeps_bands),
        TEST(keeps_band_cells),
        TEST(keeps_nested_cells),
        TEST(outside_all_bands),
        TEST(agreement_is_noted),
        TEST(a_hidden_cell_leaves_no_figure),
        TEST(a_small_group_is_hidden_whole),
        TEST(tails_are_not_shown),
        ROWS(rules, follows, name),
        ROWS(mean_rules, means_follow, name),
        ROWS(net_rules, nets_follow, name),
    };
    return run_suite(tests, LENGTH(tests), fixture_begin, fixture_end);
}
