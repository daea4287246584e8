#include "analyze/statistics/rank.h"

#include "analyze/statistics/margins.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>

static double two_sided(double z)
{
    return 2 * gsl_cdf_ugaussian_Q(fabs(z));
}

/* --- The table --- */

struct ranked {
    double value, count;
    size_t group;
};

static int by_value(const void *a, const void *b)
{
    double x = ((const struct ranked *)a)->value, y = ((const struct ranked *)b)->value;
    return (x > y) - (x < y);
}

static size_t keep_usable(const struct peil_rank_data *data, struct ranked *kept)
{
    size_t count = 0;
    for (size_t i = 0; i < data->n; i++) {
        struct ranked r = { data->values[i],
                            data->counts ? peil_margins_usable(data->counts[i]) : 1,
                            data->groups ? data->groups[i] : 0 };
        if (!isnan(r.value) && r.count > 0 && r.group < data->group_count)
            kept[count++] = r;
    }
    return count;
}

struct peil_rank_table peil_rank_tabulate(const struct peil_rank_data *data,
                                          struct peil_arena *arena)
{
    struct ranked *kept = peil_arena_array(arena, data->n, sizeof *kept);
    size_t n = keep_usable(data, kept), rows = 0, row = 0;
    qsort(kept, n, sizeof *kept, by_value);
    for (size_t i = 0; i < n; i++)
        rows += i == 0 || kept[i].value > kept[i - 1].value;

    double *values = peil_arena_array(arena, rows, sizeof *values);
    double *counts = peil_arena_array(arena, rows * data->group_count, sizeof *counts);
    for (size_t i = 0; i < n; i++) {
        row += i > 0 && kept[i].value > kept[i - 1].value;
        values[row] = kept[i].value;
        counts[row * data->group_count + kept[i].group] += kept[i].count;
    }
    return (struct peil_rank_table){ values, counts, rows, data->group_count };
}

/* --- Sums over ties --- */

/* Of t (t - 1) ... over the values, or n (n - 1) ... over the groups. */
struct falling {
    double two, three, spread; /* t(t-1), t(t-1)(t-2), t(t-1)(2t+5) */
};
static struct falling falling_of(const double *totals, size_t count)
{
    struct falling sum = { 0, 0, 0 };
    for (size_t i = 0; i < count; i++) {
        double t = totals[i];
        sum.two += t * (t - 1);
        sum.three += t * (t - 1) * (t - 2);
        sum.spread += t * (t - 1) * (2 * t + 5);
    }
    return sum;
}

/* --- Two groups --- */

struct peil_mann_whitney peil_rank_mann_whitney(const double *counts, size_t rows)
{
    struct peil_mann_whitney result = { NAN, NAN, NAN, NAN };
    double first = 0, second = 0, above = 0, ties = 0;
    for (size_t i = 0; i < rows; i++) {
        double a = peil_margins_usable(counts[2 * i]),
               b = peil_margins_usable(counts[2 * i + 1]), t = a + b;
        above += a * (second + b / 2);
        first += a;
        second += b;
        ties += t * t * t - t;
    }
    if (!(first > 0 && second > 0))
        return result;
    double pairs = first * second, n = first + second;
    result.u_first = above;
    result.u = fmin(above, pairs - above);
    double variance = pairs / 12 * (n + 1 - ties / (n * (n - 1)));
    if (variance > 1e-12 * pairs) { /* else all are tied */
        result.z = (above - pairs / 2) / sqrt(variance);
        result.p = two_sided(result.z);
    }
    return result;
}

/* --- More groups --- */

struct peil_chisquare peil_rank_kruskal_wallis(const double *counts, size_t rows,
                                               size_t columns, struct peil_arena *arena)
{
    struct peil_margins m = peil_margins_make(counts, rows, columns, arena);
    if (m.rows < 2 || m.columns < 2)
        return peil_chisquare_of(NAN, NAN);

    /* Ranks from their mean on, so that no large squares are subtracted. */
    double *ranks = peil_arena_array(arena, m.columns, sizeof *ranks);
    double n = m.total, below = 0, ties = 0, between = 0;
    for (size_t i = 0; i < m.rows; i++) {
        double t = m.row_totals[i];
        for (size_t g = 0; g < m.columns; g++)
            ranks[g] += m.counts[i * m.columns + g] * (below + t / 2 - n / 2);
        below += t;
        ties += t * t * t - t;
    }
    for (size_t g = 0; g < m.columns; g++)
        between += ranks[g] * ranks[g] / m.column_totals[g];
    double h = 12 * between / (n * (n + 1)) / (1 - ties / (n * n * n - n));
    return peil_chisquare_of(h, (double)(m.columns - 1));
}

static double later_above_earlier(const struct peil_margins *m,
                                  struct peil_arena *arena)
{
    double *below = peil_arena_array(arena, m->columns, sizeof *below), j = 0;
    for (size_t i = 0; i < m->rows; i++) {
        double earlier = 0; /* in earlier groups: lower values, and half of the equal */
        for (size_t g = 0; g < m->columns; g++) {
            double here = m->counts[i * m->columns + g];
            j += here * earlier;
            earlier += below[g] + here / 2;
            below[g] += here;
        }
    }
    return j;
}

struct peil_jonckheere peil_rank_jonckheere(const double *counts, size_t rows,
                                            size_t columns, struct peil_arena *arena)
{
    struct peil_margins m = peil_margins_make(counts, rows, columns, arena);
    struct peil_jonckheere result = { NAN, NAN, NAN };
    if (m.rows < 2 || m.columns < 2)
        return result;

    result.j = later_above_earlier(&m, arena);
    double n = m.total, pairs = n * n;
    for (size_t g = 0; g < m.columns; g++)
        pairs -= m.column_totals[g] * m.column_totals[g];
    struct falling t = falling_of(m.row_totals, m.rows);
    struct falling g = falling_of(m.column_totals, m.columns);
    double variance = (n * (n - 1) * (2 * n + 5) - g.spread - t.spread) / 72 +
                      g.two * t.two / (8 * n * (n - 1));
    if (n > 2)
        variance += g.three * t.three / (36 * n * (n - 1) * (n - 2));
    if (variance > 0) {
        result.z = (result.j - pairs / 4) / sqrt(variance);
        result.p = two_sided(result.z);
    }
    return result;
}

struct peil_trend peil_rank_cochran_armitage(const double *counts, size_t columns,
                                             const double *scores)
{
    struct peil_trend result = { { NAN, NAN, NAN }, NAN };
    double total = 0, counted = 0, mean = 0, xx = 0, xy = 0;
    for (size_t j = 0; j < columns; j++) {
        double n =
            peil_margins_usable(counts[j]) + peil_margins_usable(counts[columns + j]);
        total += n;
        counted += peil_margins_usable(counts[j]);
        mean += n * (scores ? scores[j] : (double)(j + 1));
    }
    mean /= total;
    for (size_t j = 0; j < columns; j++) {
        double x = (scores ? scores[j] : (double)(j + 1)) - mean;
        xx += (peil_margins_usable(counts[j]) +
               peil_margins_usable(counts[columns + j])) *
              x * x;
        xy += peil_margins_usable(counts[j]) * x;
    }
    double share = counted / total, variance = share * (1 - share) * xx;
    if (!(variance > 0))
        return result;
    result.z = xy / sqrt(variance);
    result.test = peil_chisquare_of(xy * xy / variance, 1);
    return result;
}

/* --- Percentiles --- */

static double count_at(const double *counts, size_t i)
{
    return counts ? peil_margins_usable(counts[i]) : 1;
}

/* The value at a place, from 1, when each is written as often as its count. */
static double value_at(const double *values, const double *counts, size_t n,
                       double place)
{
    double reached = 0, value = NAN;
    for (size_t i = 0; i < n && reached < place; i++)
        if (count_at(counts, i) > 0) {
            reached += count_at(counts, i);
            value = values[i];
        }
    return value;
}

/* The first value with weight beyond `reach`. */
static double value_beyond(const double *values, const double *counts, size_t n,
                           double reach)
{
    double reached = 0, value = NAN;
    for (size_t i = 0; i < n && (isnan(value) || reached <= reach); i++)
        if (count_at(counts, i) > 0) {
            reached += count_at(counts, i);
            value = values[i];
        }
    return value;
}

double peil_rank_percentile(const double *values, const double *counts, size_t n,
                            double p, enum peil_percentile type)
{
    double total = 0;
    bool whole = type != PEIL_PERCENTILE_OF_WEIGHTS;
    for (size_t i = 0; i < n; i++) {
        total += count_at(counts, i);
        whole = whole && count_at(counts, i) == floor(count_at(counts, i));
    }
    if (!(total > 0 && p >= 0 && p <= 1))
        return NAN;
    if (!whole) {
        /* A reach of p W that rounding missed by a hair is still equality. */
        double reach = p * total, hair = 1e-12 * total;
        return (value_beyond(values, counts, n, reach - hair) +
                value_beyond(values, counts, n, reach + hair)) /
               2;
    }
    double place = type == PEIL_PERCENTILE_6 ? (total + 1) * p : (total - 1) * p + 1;
    place = fmin(fmax(place, 1), total);
    /* As R: what lies this near a place is on it. */
    double before = floor(place + 4e-16 * place), part = place - before;
    double low = value_at(values, counts, n, before);
    if (part <= 4e-16 * place)
        return low;
    return low + part * (value_at(values, counts, n, before + 1) - low);
}
