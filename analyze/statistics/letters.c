#include "analyze/statistics/letters.h"

#include "analyze/statistics/fisher.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>

/* --- Corrections --- */

struct ordered {
    double p;
    size_t place;
};

static int ascending(const void *a, const void *b)
{
    double x = ((const struct ordered *)a)->p, y = ((const struct ordered *)b)->p;
    return (x > y) - (x < y);
}

static void adjust_holm(const struct ordered *tests, size_t m, double *adjusted)
{
    double highest = 0;
    for (size_t i = 0; i < m; i++) {
        highest = fmax(highest, (double)(m - i) * tests[i].p);
        adjusted[tests[i].place] = fmin(1, highest);
    }
}

static void adjust_benjamini_hochberg(const struct ordered *tests, size_t m,
                                      double *adjusted)
{
    double lowest = 1;
    for (size_t i = m; i-- > 0;) {
        lowest = fmin(lowest, (double)m / (double)(i + 1) * tests[i].p);
        adjusted[tests[i].place] = lowest;
    }
}

static void adjust_bonferroni(const struct ordered *tests, size_t m, double *adjusted)
{
    for (size_t i = 0; i < m; i++)
        adjusted[tests[i].place] = fmin(1, (double)m * tests[i].p);
}

static void adjust_nothing(const struct ordered *tests, size_t m, double *adjusted)
{
    for (size_t i = 0; i < m; i++)
        adjusted[tests[i].place] = tests[i].p;
}

static void (*const adjusters[])(const struct ordered *, size_t, double *) = {
    [PEIL_BONFERRONI] = adjust_bonferroni,
    [PEIL_HOLM] = adjust_holm,
    [PEIL_BENJAMINI_HOCHBERG] = adjust_benjamini_hochberg,
    [PEIL_UNCORRECTED] = adjust_nothing,
};

void peil_letters_adjust(const double *p, size_t count, enum peil_correction correction,
                         double *adjusted, struct peil_arena *arena)
{
    struct ordered *tests = peil_arena_array(arena, count, sizeof *tests);
    size_t m = 0;
    for (size_t i = 0; i < count; i++) {
        adjusted[i] = NAN;
        if (!isnan(p[i]))
            tests[m++] = (struct ordered){ p[i], i };
    }
    qsort(tests, m, sizeof *tests, ascending);
    adjusters[correction](tests, m, adjusted);
}

/* --- Pairs --- */

static bool is_extreme(const struct peil_letters_column *column)
{
    return !(column->hits > 0 && column->hits < column->base);
}

/* Fewer than five expected somewhere: the normal curve is a guess then (Cochran 1954).
 */
static bool expects_few(const struct peil_letters_column *a,
                        const struct peil_letters_column *b)
{
    double pooled = (a->hits + b->hits) / (a->base + b->base);
    return fmin(pooled, 1 - pooled) * fmin(a->base, b->base) < 5;
}

static double exact_p(const struct peil_letters_column *a,
                      const struct peil_letters_column *b)
{
    double first = round(a->hits), second = round(b->hits);
    double counts[] = { first, second, fmax(0, round(a->base) - first),
                        fmax(0, round(b->base) - second) };
    return peil_fisher_table(counts, 2, 2, &(struct peil_fisher_options){ 0 }).p;
}

static double z_of(const struct peil_letters_column *a,
                   const struct peil_letters_column *b, double both)
{
    double pooled = (a->hits + b->hits) / (a->base + b->base);
    double spread = 1 / a->base + 1 / b->base - 2 * both / (a->base * b->base);
    double variance = pooled * (1 - pooled) * spread;
    if (!(variance > 1e-15 * spread * spread)) /* the same persons, or all alike */
        return NAN;
    return (a->hits / a->base - b->hits / b->base) / sqrt(variance);
}

static struct peil_letters_pair test_pair(const struct peil_letters_column *columns,
                                          size_t a, size_t b, double both)
{
    struct peil_letters_pair pair = { a, b, NAN, NAN, NAN, false };
    bool extreme = is_extreme(&columns[a]) || is_extreme(&columns[b]);
    pair.exact = !(both > 0) && (extreme || expects_few(&columns[a], &columns[b]));
    if (extreme || pair.exact) {
        pair.p = pair.exact ? exact_p(&columns[a], &columns[b]) : NAN;
        return pair;
    }
    pair.z = z_of(&columns[a], &columns[b], both);
    pair.p = 2 * gsl_cdf_ugaussian_Q(fabs(pair.z));
    return pair;
}

/* --- A row --- */

const char *peil_letters_name(size_t column, struct peil_arena *arena)
{
    char name[20];
    size_t at = sizeof name;
    name[--at] = '\0';
    for (size_t left = column + 1; left > 0; left = (left - 1) / 26)
        name[--at] = (char)('A' + (left - 1) % 26);
    return peil_arena_copy(arena, name + at);
}

static void adjust_pairs(struct peil_letters_pair *pairs, size_t count,
                         enum peil_correction correction, struct peil_arena *arena)
{
    double *p = peil_arena_array(arena, count, sizeof *p);
    double *adjusted = peil_arena_array(arena, count, sizeof *adjusted);
    for (size_t i = 0; i < count; i++)
        p[i] = pairs[i].p;
    peil_letters_adjust(p, count, correction, adjusted, arena);
    for (size_t i = 0; i < count; i++)
        pairs[i].adjusted = adjusted[i];
}

static void give_letters(const struct peil_letters_column *columns,
                         const struct peil_letters *row,
                         const struct peil_letters_options *options,
                         const char **letters, struct peil_arena *arena)
{
    double level = options->level > 0 ? options->level : .05;
    for (size_t i = 0; i < row->pair_count; i++) {
        const struct peil_letters_pair *pair = &row->pairs[i];
        if (!(pair->adjusted < level))
            continue;
        const struct peil_letters_column *a = &columns[pair->a], *b = &columns[pair->b];
        bool first_larger = a->hits * b->base > b->hits * a->base;
        size_t larger = first_larger ? pair->a : pair->b;
        size_t smaller = first_larger ? pair->b : pair->a;
        const char *name = options->names ? options->names[smaller]
                                          : peil_letters_name(smaller, arena);
        letters[larger] = *letters[larger]
                              ? peil_arena_format(arena, "%s %s", letters[larger], name)
                              : name;
    }
}

struct peil_letters peil_letters_row(const struct peil_letters_column *columns,
                                     size_t count,
                                     const struct peil_letters_options *options,
                                     struct peil_arena *arena)
{
    double minimum = options->minimum_base > 0 ? options->minimum_base : 30;
    size_t pair_count = count > 1 ? count * (count - 1) / 2 : 0, next = 0;
    struct peil_letters_pair *pairs =
        peil_arena_array(arena, pair_count, sizeof *pairs);
    const char **letters = peil_arena_array(arena, count, sizeof *letters);
    struct peil_letters row = { .letters = letters,
                                .pairs = pairs,
                                .pair_count = pair_count };
    for (size_t a = 0; a < count; a++) {
        letters[a] = "";
        row.some_small = row.some_small || !(columns[a].base >= minimum);
        for (size_t b = a + 1; b < count; b++) {
            double both = options->overlap ? options->overlap[a * count + b] : 0;
            bool tested = columns[a].base >= minimum && columns[b].base >= minimum;
            pairs[next] =
                tested ? test_pair(columns, a, b, both)
                       : (struct peil_letters_pair){ a, b, NAN, NAN, NAN, false };
            row.some_exact = row.some_exact || pairs[next].exact;
            next++;
        }
    }
    adjust_pairs(pairs, pair_count, options->correction, arena);
    give_letters(columns, &row, options, letters, arena);
    return row;
}
