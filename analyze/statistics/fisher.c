#include "analyze/statistics/fisher.h"

#include "analyze/statistics/fisher_network.h"
#include "analyze/statistics/margins.h"

#include <gsl/gsl_rng.h>
#include <gsl/gsl_sf_gamma.h>
#include <math.h>

static const double tie = 1e-7;

static bool is_whole(const struct peil_margins *m)
{
    for (size_t k = 0; k < m->rows * m->columns; k++)
        if (m->counts[k] != floor(m->counts[k]))
            return false;
    return m->total < 9e15;
}

/* --- 2 x 2 --- */

/* What the first cell can be with these margins, and ln of how likely each is, up to a
 * constant. By the ratio of neighbours, which keeps more digits than factorials do. */
struct support {
    size_t count, observed;
    double *log_density;
};

static struct support support_of(const struct peil_margins *m, struct peil_arena *arena)
{
    double first = m->column_totals[0], other = m->column_totals[1];
    double drawn = m->row_totals[0];
    double low = fmax(0, drawn - other), high = fmin(drawn, first);
    struct support s = { .count = (size_t)(high - low) + 1,
                         .observed = (size_t)(m->counts[0] - low) };
    s.log_density = peil_arena_array(arena, s.count, sizeof *s.log_density);
    for (size_t i = 1; i < s.count; i++) {
        double x = low + (double)i;
        double ratio = (first - x + 1) * (drawn - x + 1) / (x * (other - drawn + x));
        s.log_density[i] = s.log_density[i - 1] + log(ratio);
    }
    return s;
}

/* The distribution when the odds ratio is exp(tilt). */
struct tilted {
    double mean, at_most,
        at_least; /* of the cell; P(x <= observed), P(x >= observed) */
    double as_unlikely;
};
static struct tilted tilted_by(const struct support *s, double tilt)
{
    double largest = -INFINITY, sum = 0;
    for (size_t i = 0; i < s->count; i++)
        largest = fmax(largest, s->log_density[i] + tilt * (double)i);
    double observed = s->log_density[s->observed] + tilt * (double)s->observed;
    struct tilted t = { 0, 0, 0, 0 };
    for (size_t i = 0; i < s->count; i++) {
        double value = s->log_density[i] + tilt * (double)i;
        double density = value > largest - 745 ? exp(value - largest) : 0;
        sum += density;
        t.mean += density * (double)i;
        t.at_most += i <= s->observed ? density : 0;
        t.at_least += i >= s->observed ? density : 0;
        t.as_unlikely += value <= observed + tie ? density : 0;
    }
    return (struct tilted){ t.mean / sum, t.at_most / sum, t.at_least / sum,
                            t.as_unlikely / sum };
}

/* Each rises with the tilt. */
static double mean_of(const struct tilted *t)
{
    return t->mean;
}
static double upper_of(const struct tilted *t)
{
    return t->at_least;
}
static double lower_of(const struct tilted *t)
{
    return -t->at_most;
}

/* The odds ratio at which it reaches `target`. */
static double ratio_where(const struct support *s,
                          double (*rising)(const struct tilted *), double target)
{
    double low = -1, high = 1;
    struct tilted t;
    while (t = tilted_by(s, low), rising(&t) > target && low > -1024)
        low *= 2;
    while (t = tilted_by(s, high), rising(&t) < target && high < 1024)
        high *= 2;
    for (;;) {
        double middle = (low + high) / 2;
        if (middle <= low || middle >= high || high - low < 1e-15)
            return exp(middle);
        t = tilted_by(s, middle);
        if (rising(&t) < target)
            low = middle;
        else
            high = middle;
    }
}

static struct peil_fisher_fourfold fourfold_of(const struct support *s, double level)
{
    struct tilted even = tilted_by(s, 0);
    bool smallest = s->observed == 0, largest = s->observed == s->count - 1;
    double area = (1 - level) / 2;
    return (struct peil_fisher_fourfold){
        .p = fmin(1, even.as_unlikely),
        .less = fmin(1, even.at_most),
        .greater = fmin(1, even.at_least),
        .odds_ratio = smallest  ? 0
                      : largest ? INFINITY
                                : ratio_where(s, mean_of, (double)s->observed),
        .interval = { smallest ? 0 : ratio_where(s, upper_of, area),
                      largest ? INFINITY : ratio_where(s, lower_of, -area) },
    };
}

struct peil_fisher_fourfold peil_fisher_fourfold(const double counts[4], double level)
{
    struct peil_arena *arena = peil_arena_new();
    struct peil_margins m = peil_margins_make(counts, 2, 2, arena);
    struct peil_fisher_fourfold result = { NAN, NAN, NAN, NAN, { NAN, NAN } };
    if (m.rows == 2 && m.columns == 2 && is_whole(&m) && level > 0 && level < 1) {
        struct support s = support_of(&m, arena);
        result = fourfold_of(&s, level);
    }
    peil_arena_free(arena);
    return result;
}

/* --- Random tables with the same margins --- */

struct drawing {
    gsl_rng *random;
    const double *log_factorial;
    double *left; /* of each row; room for it */
};

/* How many of `drawn` are of the `good` ones among `good + bad`: by inversion, walking
 * outward from the likeliest number. */
static double hypergeometric(const struct drawing *d, double good, double bad,
                             double drawn)
{
    const double *f = d->log_factorial;
    double mode = floor((drawn + 1) * (good + 1) / (good + bad + 2));
    double at_mode = exp(f[(size_t)good] + f[(size_t)bad] + f[(size_t)drawn] +
                         f[(size_t)(good + bad - drawn)] - f[(size_t)mode] -
                         f[(size_t)(good - mode)] - f[(size_t)(drawn - mode)] -
                         f[(size_t)(bad - drawn + mode)] - f[(size_t)(good + bad)]);
    double u = gsl_rng_uniform(d->random) - at_mode;
    double up = mode, down = mode, above = at_mode, below = at_mode;
    while (u >= 0 && (above > 0 || below > 0)) {
        above *= (good - up) * (drawn - up) / ((up + 1) * (bad - drawn + up + 1));
        up++;
        if ((u -= above) < 0)
            return up;
        below *= down * (bad - drawn + down) / ((good - down + 1) * (drawn - down + 1));
        down--;
        if ((u -= below) < 0)
            return down;
    }
    return mode;
}

/* -sum ln n_ij! of one table, drawn column by column from what is left of each row. */
static double draw_table(const struct drawing *d, const struct peil_margins *m)
{
    double v = 0, all = m->total;
    for (size_t i = 0; i < m->rows; i++)
        d->left[i] = m->row_totals[i];
    for (size_t j = 0; j < m->columns; j++) {
        double drawn = m->column_totals[j], bad = all;
        for (size_t i = 0; i < m->rows; i++) {
            bad -= d->left[i];
            double n = bad > 0 ? hypergeometric(d, d->left[i], bad, drawn) : drawn;
            v -= d->log_factorial[(size_t)n];
            d->left[i] -= n;
            drawn -= n;
        }
        all -= m->column_totals[j];
    }
    return v;
}

static struct peil_fisher monte_carlo(const struct peil_margins *m, double limit,
                                      const struct peil_fisher_options *options,
                                      struct peil_arena *arena)
{
    struct peil_fisher result = { .method = PEIL_FISHER_MONTE_CARLO,
                                  .draws =
                                      options->draws > 100000 ? options->draws : 100000,
                                  .seed = options->seed ? options->seed : 1 };
    struct drawing d = { .random = gsl_rng_alloc(gsl_rng_mt19937),
                         .log_factorial =
                             peil_fisher_log_factorials((size_t)m->total + 1, arena),
                         .left = peil_arena_array(arena, m->rows, sizeof(double)) };
    gsl_rng_set(d.random, (unsigned long)result.seed);
    uint64_t as_unlikely = 0;
    for (uint64_t i = 0; i < result.draws; i++)
        as_unlikely += draw_table(&d, m) <= limit;
    gsl_rng_free(d.random);

    result.p = (double)(as_unlikely + 1) / (double)(result.draws + 1);
    result.interval =
        peil_interval_clopper_pearson((double)as_unlikely, (double)result.draws, .99);
    return result;
}

/* --- Any table --- */

static struct peil_fisher exact(double p)
{
    return (struct peil_fisher){ PEIL_FISHER_EXACT, p, { p, p }, 0, 0 };
}

static struct peil_fisher larger_table(const struct peil_margins *m,
                                       const struct peil_fisher_options *options,
                                       struct peil_arena *arena)
{
    double limit = tie;
    for (size_t k = 0; k < m->rows * m->columns; k++)
        limit -= gsl_sf_lnfact((unsigned)m->counts[k]);
    double p = NAN;
    if (!options->monte_carlo)
        p = peil_fisher_network(m, limit, options->budget ? options->budget : 2000000);
    if (!isnan(p) || options->exact_only)
        return exact(p);
    return monte_carlo(m, limit, options, arena);
}

struct peil_fisher peil_fisher_table(const double *counts, size_t rows, size_t columns,
                                     const struct peil_fisher_options *options)
{
    struct peil_arena *arena = peil_arena_new();
    struct peil_margins m = peil_margins_make(counts, rows, columns, arena);
    struct peil_fisher result = exact(NAN);
    if (m.rows < 2 || m.columns < 2 || !is_whole(&m)) {
        /* stays undefined */
    } else if (m.rows == 2 && m.columns == 2 && !options->monte_carlo) {
        struct support s = support_of(&m, arena);
        result = exact(fmin(1, tilted_by(&s, 0).as_unlikely));
    } else {
        result = larger_table(&m, options, arena);
    }
    peil_arena_free(arena);
    return result;
}
