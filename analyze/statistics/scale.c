#include "analyze/statistics/scale.h"

#include "analyze/statistics/quantile.h"

#include <math.h>

/* --- Covariances of the complete respondents --- */

struct covariance {
    size_t n, items;
    double *mean, *matrix; /* items x items */
};

static bool is_complete(const struct peil_scale_data *data, size_t row)
{
    for (size_t j = 0; j < data->items; j++)
        if (data->missing && data->missing[row * data->items + j])
            return false;
    return true;
}

static struct covariance covariance_of(const struct peil_scale_data *data,
                                       struct peil_arena *arena)
{
    size_t k = data->items;
    struct covariance c = { .items = k,
                            .mean = peil_arena_array(arena, k, sizeof(double)),
                            .matrix = peil_arena_array(arena, k * k, sizeof(double)) };
    for (size_t row = 0; row < data->n; row++)
        if (is_complete(data, row)) {
            c.n++;
            for (size_t j = 0; j < k; j++)
                c.mean[j] += data->values[row * k + j];
        }
    for (size_t j = 0; j < k; j++)
        c.mean[j] /= (double)c.n;
    for (size_t row = 0; row < data->n; row++)
        if (is_complete(data, row))
            for (size_t i = 0; i < k; i++)
                for (size_t j = 0; j < k; j++)
                    c.matrix[i * k + j] += (data->values[row * k + i] - c.mean[i]) *
                                           (data->values[row * k + j] - c.mean[j]);
    for (size_t i = 0; i < k * k; i++)
        c.matrix[i] /= c.n > 1 ? (double)c.n - 1 : NAN;
    return c;
}

/* The sum of covariances, all or of one item with all. */
static double all_sum(const struct covariance *c)
{
    double sum = 0;
    for (size_t i = 0; i < c->items * c->items; i++)
        sum += c->matrix[i];
    return sum;
}

static double row_sum(const struct covariance *c, size_t item)
{
    double sum = 0;
    for (size_t j = 0; j < c->items; j++)
        sum += c->matrix[item * c->items + j];
    return sum;
}

static double variance(const struct covariance *c, size_t item)
{
    return c->matrix[item * c->items + item];
}

static double alpha_of(double items, double own, double total)
{
    return items > 1 && total > 0 ? items / (items - 1) * (1 - own / total) : NAN;
}

static double own_sum(const struct covariance *c)
{
    double own = 0;
    for (size_t i = 0; i < c->items; i++)
        own += variance(c, i);
    return own;
}

static void measure_items(const struct covariance *c, struct peil_scale_item *items)
{
    double total = all_sum(c), own = own_sum(c);
    for (size_t i = 0; i < c->items; i++) {
        double self = variance(c, i), with_all = row_sum(c, i);
        double rest = total - 2 * with_all + self; /* variance of the others' sum */
        double product = self * rest;
        items[i] = (struct peil_scale_item){
            .mean = c->mean[i],
            .sd = sqrt(self),
            .rest_correlation = product > 0 ? (with_all - self) / sqrt(product) : NAN,
            .alpha_without = alpha_of((double)c->items - 1, own - self, rest),
            .loading = NAN,
        };
    }
}

static double standard_alpha(const struct covariance *c)
{
    double sum = 0, k = (double)c->items;
    for (size_t i = 0; i < c->items; i++)
        for (size_t j = 0; j < c->items; j++)
            if (i != j)
                sum +=
                    c->matrix[i * c->items + j] / sqrt(variance(c, i) * variance(c, j));
    double r = sum / (k * (k - 1));
    return k * r / (1 + (k - 1) * r);
}

/* --- One factor --- */

/* Loadings and unique variances on the scale of correlations. */
struct factor {
    size_t items;
    double *loading, *unique;
};

/* One step of the EM algorithm (Rubin and Thayer 1982, Psychometrika 47: 69), which
 * never makes the fit worse. `room` holds two numbers per item. Returns the largest
 * change. */
static double improve(struct factor *f, const double *correlation, double *room)
{
    size_t k = f->items;
    double *weight = room, *explained = room + k, scale = 1, gain = 0, change = 0;
    for (size_t i = 0; i < k; i++) {
        weight[i] = f->loading[i] / f->unique[i];
        scale += f->loading[i] * weight[i];
    }
    double spread = 1 / scale; /* of the factor, given the items */
    for (size_t i = 0; i < k; i++) {
        explained[i] = 0;
        for (size_t j = 0; j < k; j++)
            explained[i] += correlation[i * k + j] * weight[j] / scale;
        gain += weight[i] / scale * explained[i];
    }
    for (size_t i = 0; i < k; i++) {
        double loading = explained[i] / (spread + gain);
        double unique = 1 - loading * explained[i];
        change = fmax(change,
                      fmax(fabs(loading - f->loading[i]), fabs(unique - f->unique[i])));
        f->loading[i] = loading;
        f->unique[i] = unique;
    }
    return change;
}

/* From the item that has most to do with the others: its correlations are a first guess
 * of the loadings, and have their signs. */
static void begin(struct factor *f, const double *correlation)
{
    size_t best = 0;
    double most = 0;
    for (size_t i = 0; i < f->items; i++) {
        double sum = 0;
        for (size_t j = 0; j < f->items; j++)
            sum += fabs(correlation[i * f->items + j]);
        if (sum > most) {
            most = sum;
            best = i;
        }
    }
    for (size_t i = 0; i < f->items; i++) {
        double r = i == best ? .7 : correlation[best * f->items + i];
        f->loading[i] = fmax(-.9, fmin(.9, r));
        f->unique[i] = 1 - f->loading[i] * f->loading[i];
    }
}

/* False when it does not settle, or a unique variance goes to zero. EM closes in
 * slowly, so what is left to go is many times the last change: 1e-14 leaves some 1e-11.
 */
static bool fit(struct factor *f, const double *correlation, struct peil_arena *arena)
{
    double *room = peil_arena_array(arena, 2 * f->items, sizeof *room);
    begin(f, correlation);
    for (int step = 0; step < 200000; step++) {
        double change = improve(f, correlation, room);
        for (size_t i = 0; i < f->items; i++)
            if (!(f->unique[i] > 1e-4))
                return false;
        if (change < 1e-14)
            return true;
    }
    return false;
}

static double omega_of(const struct factor *f, const double *sds)
{
    double common = 0, unique = 0;
    for (size_t i = 0; i < f->items; i++) {
        double sd = sds ? sds[i] : 1;
        common += f->loading[i] * sd;
        unique += f->unique[i] * sd * sd;
    }
    return common * common / (common * common + unique);
}

static void measure_omega(const struct covariance *c, struct peil_scale *scale,
                          struct peil_scale_item *items, struct peil_arena *arena)
{
    size_t k = c->items;
    double *correlation = peil_arena_array(arena, k * k, sizeof *correlation);
    double *sds = peil_arena_array(arena, k, sizeof *sds);
    struct factor f = { .items = k,
                        .loading = peil_arena_array(arena, k, sizeof(double)),
                        .unique = peil_arena_array(arena, k, sizeof(double)) };
    for (size_t i = 0; i < k; i++)
        sds[i] = sqrt(variance(c, i));
    for (size_t i = 0; i < k * k; i++)
        correlation[i] = c->matrix[i] / (sds[i / k] * sds[i % k]);
    if (!fit(&f, correlation, arena))
        return;

    size_t positive = 0;
    double sum = 0; /* a factor has no up or down: most items point up */
    for (size_t i = 0; i < k; i++) {
        sum += f.loading[i];
        positive += f.loading[i] > 0;
    }
    for (size_t i = 0; i < k; i++)
        items[i].loading = sum < 0 ? -f.loading[i] : f.loading[i];
    scale->omega = omega_of(&f, sds);
    scale->omega_standard = omega_of(&f, NULL);
    scale->mixed_loadings = positive > 0 && positive < k;
}

/* --- The whole --- */

static bool every_item_varies(const struct covariance *c)
{
    for (size_t i = 0; i < c->items; i++)
        if (!(variance(c, i) > 0))
            return false;
    return true;
}

struct peil_scale peil_scale_reliability(const struct peil_scale_data *data,
                                         double level, struct peil_arena *arena)
{
    struct covariance c = covariance_of(data, arena);
    struct peil_scale_item *items = peil_arena_array(arena, c.items, sizeof *items);
    struct peil_scale scale = { c.n,          NAN, NAN, NAN,   NAN,
                                { NAN, NAN }, NAN, NAN, false, items };
    measure_items(&c, items);
    if (c.n < 2 || c.items < 2)
        return scale;

    double n = (double)c.n, k = (double)c.items, area = (1 - level) / 2;
    scale.mean = 0;
    for (size_t i = 0; i < c.items; i++)
        scale.mean += c.mean[i];
    scale.sd = sqrt(all_sum(&c));
    scale.alpha = alpha_of(k, own_sum(&c), all_sum(&c));
    scale.interval = (struct peil_interval){
        1 - (1 - scale.alpha) * peil_quantile_f_high(area, n - 1, (n - 1) * (k - 1)),
        1 - (1 - scale.alpha) * peil_quantile_f_low(area, n - 1, (n - 1) * (k - 1)),
    };
    if (every_item_varies(&c)) {
        scale.standard = standard_alpha(&c);
        if (c.items > 2)
            measure_omega(&c, &scale, items, arena);
    }
    return scale;
}
