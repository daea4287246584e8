#include "analyze/tables/means.h"

#include "analyze/tables/association.h"
#include "analyze/statistics/design_mean.h"
#include "analyze/tables/tabulate.h"
#include "questionnaires/base/message.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

static const double LEVEL = .95;

enum figure { MEAN, SD, SE, LOW, HIGH, P10, P25, MEDIAN, P75, P90, FIGURES };

static const char *const names[FIGURES] = {
    [MEAN] = "mean",    [SD] = "sd",   [SE] = "se",   [LOW] = "ci_low",
    [HIGH] = "ci_high", [P10] = "p10", [P25] = "p25", [MEDIAN] = "median",
    [P75] = "p75",      [P90] = "p90",
};
static const double shares[FIGURES] = {
    [P10] = .1, [P25] = .25, [MEDIAN] = .5, [P75] = .75, [P90] = .9
};

struct maker {
    const struct peil_sample *sample;
    const struct peil_means_of *of;
    const struct peil_dimension *groups; /* or NULL */
    struct peil_arena *arena;
};

/* Who is in a group; SIZE_MAX: in any, or without groups. */
static bool is_in(const struct maker *maker, size_t row, size_t group,
                  struct peil_choice *choice)
{
    if (isnan(maker->of->values[row]))
        return false;
    if (!maker->groups)
        return true;
    peil_dimension_choice(maker->groups, row, choice);
    if (choice->outside || choice->missing != PEIL_ANSWERED)
        return false;
    return group == SIZE_MAX || memchr(choice->categories, (int)group, choice->count);
}

/* --- One group --- */

/* Its values and what each counts for, one behind the other. */
struct members {
    double *values, *counts, *weights;
    size_t count;
    struct peil_sum sum;
    bool *in; /* of the design's responses; NULL without one */
    double *all;
};

static struct members collect(const struct maker *maker, size_t group)
{
    const struct peil_sample *sample = maker->sample;
    struct peil_arena *arena = maker->arena;
    size_t rows = sample->rows;
    struct members m = { .values = peil_arena_array(arena, rows, sizeof(double)),
                         .counts = peil_arena_array(arena, rows, sizeof(double)),
                         .weights = peil_arena_array(arena, rows, sizeof(double)) };
    struct peil_choice choice;
    if (sample->design) {
        m.in = peil_arena_array(arena, sample->design->data.n, sizeof *m.in);
        m.all = peil_arena_array(arena, sample->design->data.n, sizeof *m.all);
    }
    for (size_t row = 0; row < rows; row++) {
        if (!is_in(maker, row, group, &choice))
            continue;
        m.values[m.count] = maker->of->values[row];
        m.counts[m.count] = peil_sample_count(sample, row);
        m.weights[m.count++] = peil_sample_weight(sample, row);
        peil_sum_add(&m.sum, sample, row);
        if (m.in) {
            m.in[peil_sample_place(sample, row)] = true;
            m.all[peil_sample_place(sample, row)] = maker->of->values[row];
        }
    }
    return m;
}

static void fill_mean(const struct maker *maker, const struct members *m,
                      double figures[FIGURES])
{
    if (maker->sample->design) {
        struct peil_design_mean found =
            peil_design_mean(maker->sample->design, m->all, m->in, LEVEL, maker->arena);
        figures[MEAN] = found.mean;
        figures[SD] = found.sd;
        figures[SE] = found.se;
        figures[LOW] = found.interval.low;
        figures[HIGH] = found.interval.high;
        return;
    }
    struct peil_mean found = peil_interval_mean(m->values, m->counts, m->count, LEVEL);
    figures[MEAN] = found.mean;
    figures[SD] = found.sd;
    figures[SE] = found.se;
    figures[LOW] = found.interval.low;
    figures[HIGH] = found.interval.high;
}

/* Each different value once, ascending, with its weight and its persons. */
static double fill_percentiles(const struct maker *maker, const struct members *m,
                               double figures[FIGURES])
{
    struct peil_rank_table persons = peil_rank_tabulate(
        &(struct peil_rank_data){ m->values, NULL, m->counts, m->count, 1 },
        maker->arena);
    struct peil_rank_table weights = peil_rank_tabulate(
        &(struct peil_rank_data){ m->values, NULL, m->weights, m->count, 1 },
        maker->arena);
    enum peil_percentile type =
        maker->sample->weights ? PEIL_PERCENTILE_OF_WEIGHTS : maker->of->percentile;
    double alike = 0;
    for (size_t i = 0; i < persons.rows; i++)
        alike = fmax(alike, persons.counts[i]);
    for (enum figure f = 0; f < FIGURES; f++)
        if (shares[f] > 0)
            figures[f] = peil_rank_percentile(weights.values, weights.counts,
                                              weights.rows, shares[f], type);
    return alike;
}

static struct peil_summary_row make_row(const struct maker *maker,
                                        struct peil_category category, size_t group)
{
    struct members m = collect(maker, group);
    double *figures = peil_arena_array(maker->arena, FIGURES, sizeof *figures);
    fill_mean(maker, &m, figures);
    double alike = fill_percentiles(maker, &m, figures);
    return (struct peil_summary_row){
        .category = category,
        .n = m.sum.n,
        .weighted = m.sum.weighted,
        .effective = peil_sum_effective(&m.sum, maker->sample),
        .figures = figures,
        .alike = alike,
        .total = group == SIZE_MAX,
    };
}

/* --- Do they differ? --- */

/* In classes ranks say nothing: means do. */
static void test_designed(const struct maker *maker, struct peil_table *table)
{
    const struct peil_sample *sample = maker->sample;
    unsigned *groups = peil_sample_cells(sample, maker->arena);
    double *values =
        peil_arena_array(maker->arena, sample->design->data.n, sizeof *values);
    struct peil_choice choice;
    for (size_t row = 0; row < sample->rows; row++) {
        if (!is_in(maker, row, SIZE_MAX, &choice))
            continue;
        values[peil_sample_place(sample, row)] = maker->of->values[row];
        groups[peil_sample_place(sample, row)] = choice.categories[0];
    }
    struct peil_design_wald found = peil_design_wald(
        sample->design,
        &(struct peil_design_groups){ values, groups, maker->groups->category_count },
        maker->arena);
    struct peil_test *test = peil_arena_array(maker->arena, 1, sizeof *test);
    *test = peil_test_new("wald", found.f, NAN, found.p);
    test->df1 = found.df1;
    test->df2 = found.df2;
    table->summary.tests = test;
    table->summary.test_count = 1;
    if (isnan(test->p) && !sample->design->census)
        peil_table_add_note(table,
                            _("Nothing is tested: that takes fewer groups, or more "
                              "classes."),
                            maker->arena);
}

static void test_ranks(const struct maker *maker, struct peil_table *table)
{
    const struct peil_dimension *groups = maker->groups;
    struct peil_arena *arena = maker->arena;
    size_t rows = maker->sample->rows, count = 0;
    double *values = peil_arena_array(arena, rows, sizeof *values);
    double *counts = peil_arena_array(arena, rows, sizeof *counts);
    size_t *places = peil_arena_array(arena, rows, sizeof *places);
    struct peil_choice choice;
    for (size_t row = 0; row < rows; row++) {
        if (!is_in(maker, row, SIZE_MAX, &choice))
            continue;
        values[count] = maker->of->values[row];
        counts[count] = peil_sample_count(maker->sample, row);
        places[count++] = choice.categories[0];
    }
    struct peil_rank_table ranked =
        peil_rank_tabulate(&(struct peil_rank_data){ values, places, counts, count,
                                                     groups->category_count },
                           arena);
    struct peil_association_side side = { groups->categories, groups->category_count,
                                          groups->ordered };
    peil_association_rank(&table->summary, &ranked, &side, arena);
}

/* --- Together --- */

static void add_alikeness(const struct maker *maker, struct peil_table *table)
{
    struct members m = collect(maker, SIZE_MAX);
    const struct peil_design *design = maker->sample->design;
    struct peil_design_mean mean =
        peil_design_mean(design, m.all, m.in, LEVEL, maker->arena);
    struct peil_icc icc = peil_design_icc(design, m.all, m.in, maker->arena);
    struct peil_measure *measures = peil_arena_array(maker->arena, 3, sizeof *measures);
    measures[0] = peil_measure_new("deff", NULL, mean.deff, NAN);
    measures[1] = peil_measure_new("icc", NULL, icc.icc, NAN);
    measures[2] = peil_measure_new("effective_n", NULL, mean.n / mean.deff, NAN);
    table->summary.measures = measures;
    table->summary.measure_count = 3;
}

struct peil_table *peil_means(const struct peil_sample *sample,
                              const struct peil_means_of *of,
                              const struct peil_dimension *groups,
                              struct peil_arena *arena)
{
    struct maker maker = { sample, of, groups, arena };
    size_t count = groups ? groups->category_count : 0;
    struct peil_summary_row *rows = peil_arena_array(arena, count + 1, sizeof *rows);
    for (size_t i = 0; i < count; i++)
        rows[i] = make_row(&maker, groups->categories[i], i);
    rows[count] =
        make_row(&maker, (struct peil_category){ "", _("Total"), NAN }, SIZE_MAX);
    struct peil_table *table = peil_arena_array(arena, 1, sizeof *table);
    *table = (struct peil_table){
        .kind = PEIL_TABLE_SUMMARY,
        .variable = of->name,
        .label = of->label,
        .sensitive = (of->item && of->item->sensitive) ||
                     (groups && groups->item && groups->item->sensitive),
        .base = { .n = rows[count].n,
                  .weighted = rows[count].weighted,
                  .effective = rows[count].effective },
        .summary = { .what = "means",
                     .group_variable = groups ? groups->name : NULL,
                     .group_label = groups ? groups->label : NULL,
                     .figures = names,
                     .shares = shares,
                     .figure_count = FIGURES,
                     .rows = rows,
                     .row_count = count + 1 },
    };
    if (groups && !groups->multiple && sample->design)
        test_designed(&maker, table);
    else if (groups && !groups->multiple)
        test_ranks(&maker, table);
    if (sample->clustered)
        add_alikeness(&maker, table);
    return table;
}
