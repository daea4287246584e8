/* What must hold for any data, through the whole of analyze/: the order of rows and of
 * categories says nothing, twice as many say it twice as loud, and two files are one.
 */
#include "questionnaires/base/message.h"
#include "questionnaires/base/text.h"
#include "tests/analyze/asked.h"
#include "tests/chance.h"
#include "tests/fixture.h"

enum { PUPILS = 120, TRIALS = 12, FIELDS = 6 };

/* --- Made-up data --- */

struct data {
    int field[PUPILS][FIELDS]; /* a, b, c, class, weight, amount; 0 in a..c is blank */
};

static struct data draw_data(unsigned *seed)
{
    struct data data;
    for (size_t i = 0; i < PUPILS; i++) {
        data.field[i][0] = (int)below(seed, 4);
        data.field[i][1] = (int)below(seed, 3) + (data.field[i][0] == 1);
        data.field[i][2] = (int)below(seed, 6);
        data.field[i][3] = (int)below(seed, 9);
        data.field[i][4] = 1 + (int)below(seed, 5);
        data.field[i][5] = (int)below(seed, 100);
    }
    return data;
}

static void shuffle(struct data *data, unsigned *seed)
{
    for (size_t i = PUPILS - 1; i > 0; i--) {
        size_t j = below(seed, (unsigned)i + 1);
        int row[FIELDS];
        memcpy(row, data->field[i], sizeof row);
        memcpy(data->field[i], data->field[j], sizeof row);
        memcpy(data->field[j], row, sizeof row);
    }
}

static const char *cell(int value)
{
    return value == 0 ? "" : peil_arena_format(arena, "%d", value);
}

/* Rows first .. end of the data, as a file. */
static const char *csv_of(const struct data *data, size_t first, size_t end)
{
    const char *csv = "a,b,c,class,w,amount\n";
    for (size_t i = first; i < end; i++) {
        const int *f = data->field[i];
        csv = peil_arena_format(arena, "%s%s,%s,%s,k%d,%d,%d\n", csv, cell(f[0]),
                                cell(f[1]), cell(f[2]), f[3], f[4], f[5]);
    }
    return csv;
}

/* --- All that was found, as text --- */

static const char *figure(double figure)
{
    return isnan(figure) ? "- " : peil_arena_format(arena, "%.8g ", figure);
}

static const char *joined(const char *text, const double *figures, size_t count)
{
    for (size_t i = 0; i < count; i++)
        text = peil_arena_format(arena, "%s%s", text, figure(figures[i]));
    return text;
}

static const char *dump_table(const struct peil_table *table)
{
    const char *text = peil_arena_format(arena, "\n%s: ", table->variable);
    const double base[] = { table->base.n, table->base.weighted,
                            table->base.effective };
    text = joined(text, base, 3);
    for (size_t i = 0; i < table->frequency.row_count; i++) {
        const struct peil_frequency_row *row = &table->frequency.rows[i];
        const double f[] = { row->n, row->weighted, row->valid_percent, row->ci_low };
        text = joined(text, f, 4);
    }
    const struct peil_cross *cross = &table->cross;
    for (size_t i = 0; i < cross->row_count * cross->column_count; i++) {
        const struct peil_cell *c = &cross->cells[i];
        const double f[] = { c->n, c->weighted, c->column_percent,
                             c->adjusted_residual };
        text = joined(text, f, 4);
        text = peil_arena_format(arena, "%s%s", text, c->letters ? c->letters : "");
    }
    for (size_t i = 0; i < table->summary.row_count; i++)
        text =
            joined(text, table->summary.rows[i].figures, table->summary.figure_count);
    struct peil_findings found = peil_table_findings(table);
    for (size_t i = 0; i < found.test_count; i++) {
        const double f[] = { found.tests[i].statistic, found.tests[i].p };
        text =
            joined(peil_arena_format(arena, "%s %s ", text, found.tests[i].name), f, 2);
    }
    for (size_t i = 0; i < found.measure_count; i++) {
        const double f[] = { found.measures[i].value, found.measures[i].se };
        text = joined(peil_arena_format(arena, "%s %s ", text, found.measures[i].name),
                      f, 2);
    }
    return text;
}

static const char *dump(const struct peil_analysis *analysis)
{
    const char *text = "";
    for (size_t i = 0; i < analysis->table_count; i++)
        text = peil_arena_format(arena, "%s%s", text, dump_table(&analysis->tables[i]));
    return text;
}

static struct peil_request request_of(struct peil_sampling sampling)
{
    static const char *const freq[] = { "a", "c" }, *const cross[] = { "a by b",
                                                                       "c by a" };
    return (struct peil_request){ .freq = freq,
                                  .freq_count = 2,
                                  .cross = cross,
                                  .cross_count = 2,
                                  .means = "amount",
                                  .banner = "b",
                                  .sampling = sampling,
                                  .internal = true };
}

static const struct peil_sampling samplings[] = {
    { 0 },
    { .count = "w" },
    { .weight = "w" },
    { .weight = "w", .cluster = "class" },
};
/* --- Properties --- */

static void the_order_of_rows_says_nothing(void **state)
{
    (void)state;
    unsigned seed = 5;
    for (size_t i = 0; i < TRIALS; i++) {
        struct data data = draw_data(&seed);
        struct peil_request request = request_of(samplings[i % LENGTH(samplings)]);
        const char *before = dump(asked(csv_of(&data, 0, PUPILS), &request, arena));
        shuffle(&data, &seed);
        const char *after = dump(asked(csv_of(&data, 0, PUPILS), &request, arena));
        assert_string_equal(before, after);
    }
}

static void two_files_are_one(void **state)
{
    (void)state;
    unsigned seed = 6;
    for (size_t i = 0; i < TRIALS; i++) {
        struct data data = draw_data(&seed);
        struct peil_request request = request_of(samplings[i % LENGTH(samplings)]);
        size_t cut = 1 + below(&seed, PUPILS - 1);
        const char *paths[] = { asked_file(csv_of(&data, 0, cut), arena),
                                asked_file(csv_of(&data, cut, PUPILS), arena) };
        const struct peil_analysis *merged =
            peil_analyze(NULL, paths, 2, &request, arena, diag);
        assert_string_equal(problems_of(diag, arena), "");
        assert_string_equal(dump(merged),
                            dump(asked(csv_of(&data, 0, PUPILS), &request, arena)));
        unlink(paths[0]);
        unlink(paths[1]);
    }
}

static double statistic(const struct peil_table *table, const char *name)
{
    return asked_test(table, name)->statistic;
}

static void close_to(double actual, double expected)
{
    if (!(fabs(actual - expected) <= 1e-9 * fmax(1, fabs(expected))))
        fail_msg("%.15g, expected %.15g", actual, expected);
}

/* Chi-square, not how strong the connection is, nor what the weights say. */
static void twice_as_many_say_it_twice_as_loud(void **state)
{
    (void)state;
    unsigned seed = 7;
    for (size_t i = 0; i < TRIALS; i++) {
        struct data data = draw_data(&seed), twice = data;
        for (size_t row = 0; row < PUPILS; row++)
            twice.field[row][4] *= 2;
        struct peil_request counted =
            request_of((struct peil_sampling){ .count = "w" });
        struct peil_request weighted =
            request_of((struct peil_sampling){ .weight = "w" });
        const char *csv = csv_of(&data, 0, PUPILS);
        const char *doubled = csv_of(&twice, 0, PUPILS);
        const struct peil_analysis *a = asked(csv, &counted, arena);
        const struct peil_analysis *b = asked(doubled, &counted, arena);
        for (size_t t = 0; t < a->table_count; t++) {
            if (a->tables[t].kind != PEIL_TABLE_CROSS)
                continue;
            const struct peil_table *once = &a->tables[t], *more = &b->tables[t];
            close_to(statistic(more, "pearson"), 2 * statistic(once, "pearson"));
            close_to(statistic(more, "likelihood_ratio"),
                     2 * statistic(once, "likelihood_ratio"));
            close_to(asked_measure(more, "cramers_v", NULL)->value,
                     asked_measure(once, "cramers_v", NULL)->value);
            close_to(asked_measure(more, "gamma", NULL)->value,
                     asked_measure(once, "gamma", NULL)->value);
        }
        a = asked(csv, &weighted, arena);
        b = asked(doubled, &weighted, arena);
        for (size_t t = 0; t < a->table_count; t++)
            if (a->tables[t].kind == PEIL_TABLE_CROSS)
                close_to(statistic(&b->tables[t], "rao_scott"),
                         statistic(&a->tables[t], "rao_scott"));
    }
}

/* Codes that stand in another order: the figures go along, nominal tests stay. */
static void the_order_of_categories_says_nothing(void **state)
{
    (void)state;
    unsigned seed = 8;
    for (size_t i = 0; i < TRIALS; i++) {
        struct data data = draw_data(&seed), turned = data;
        for (size_t row = 0; row < PUPILS; row++)
            if (data.field[row][0] > 0)
                turned.field[row][0] = 4 - data.field[row][0];
        struct peil_request request = request_of(samplings[i % LENGTH(samplings)]);
        const struct peil_analysis *a =
            asked(csv_of(&data, 0, PUPILS), &request, arena);
        const struct peil_analysis *b =
            asked(csv_of(&turned, 0, PUPILS), &request, arena);
        size_t at = 0;
        while (a->tables[at].kind != PEIL_TABLE_CROSS)
            at++;
        const struct peil_cross *x = &a->tables[at].cross, *y = &b->tables[at].cross;
        assert_int_equal(x->row_count, 3);
        for (size_t row = 0; row < 3; row++)
            for (size_t column = 0; column < x->column_count; column++)
                close_to(y->cells[(2 - row) * x->column_count + column].column_percent,
                         x->cells[row * x->column_count + column].column_percent);
        close_to(statistic(&b->tables[at], "pearson"),
                 statistic(&a->tables[at], "pearson"));
        close_to(asked_measure(&b->tables[at], "lambda", "rows")->value,
                 asked_measure(&a->tables[at], "lambda", "rows")->value);
        close_to(asked_measure(&b->tables[at], "gamma", NULL)->value,
                 -asked_measure(&a->tables[at], "gamma", NULL)->value);
    }
}

int main(void)
{
    peil_message_choose("en");
    const struct test tests[] = {
        TEST(the_order_of_rows_says_nothing),
        TEST(two_files_are_one),
        TEST(twice_as_many_say_it_twice_as_loud),
        TEST(the_order_of_categories_says_nothing),
    };
    return run_suite(tests, LENGTH(tests), fixture_begin, fixture_end);
}
