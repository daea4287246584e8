#include "analyze/statistics/agreement.h"

#include "analyze/statistics/margins.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

static const struct peil_chisquare undefined = { NAN, NAN, NAN };

/* --- Two coders --- */

static double credit(enum peil_kappa_weights weights, size_t i, size_t j, size_t k)
{
    if (weights == PEIL_KAPPA_EQUAL)
        return i == j;
    double apart = fabs((double)i - (double)j) / (double)(k - 1);
    return 1 - (weights == PEIL_KAPPA_QUADRATIC ? apart * apart : apart);
}

struct coders {
    size_t k;
    enum peil_kappa_weights weights;
    const double *share;            /* k x k */
    double *row, *column;           /* margins */
    double *row_mean, *column_mean; /* the credit to expect in that row or column */
};

static struct coders coders_of(const double *counts, size_t k,
                               enum peil_kappa_weights weights, double total,
                               struct peil_arena *arena)
{
    double *share = peil_arena_array(arena, k * k, sizeof *share);
    struct coders c = { .k = k,
                        .weights = weights,
                        .share = share,
                        .row = peil_arena_array(arena, k, sizeof(double)),
                        .column = peil_arena_array(arena, k, sizeof(double)),
                        .row_mean = peil_arena_array(arena, k, sizeof(double)),
                        .column_mean = peil_arena_array(arena, k, sizeof(double)) };
    for (size_t i = 0; i < k; i++)
        for (size_t j = 0; j < k; j++) {
            share[i * k + j] = peil_margins_usable(counts[i * k + j]) / total;
            c.row[i] += share[i * k + j];
            c.column[j] += share[i * k + j];
        }
    for (size_t i = 0; i < k; i++)
        for (size_t j = 0; j < k; j++) {
            c.row_mean[i] += credit(weights, i, j, k) * c.column[j];
            c.column_mean[j] += credit(weights, i, j, k) * c.row[i];
        }
    return c;
}

static void kappa_errors(const struct coders *c, double total, struct peil_kappa *kappa)
{
    double own = 0, null = 0, rest = 1 - kappa->expected;
    for (size_t i = 0; i < c->k; i++)
        for (size_t j = 0; j < c->k; j++) {
            double weight = credit(c->weights, i, j, c->k);
            double mean = c->row_mean[i] + c->column_mean[j];
            double apart = weight - mean * (1 - kappa->value);
            own += c->share[i * c->k + j] * apart * apart;
            null += c->row[i] * c->column[j] * (weight - mean) * (weight - mean);
        }
    double shift = kappa->value - kappa->expected * (1 - kappa->value);
    kappa->se = sqrt(fmax(0, own - shift * shift) / total) / rest;
    kappa->null_se =
        sqrt(fmax(0, null - kappa->expected * kappa->expected) / total) / rest;
}

struct peil_kappa peil_agreement_kappa(const double *counts, size_t k,
                                       enum peil_kappa_weights weights,
                                       struct peil_arena *arena)
{
    struct peil_kappa kappa = { NAN, NAN, NAN, NAN, NAN, NAN, NAN };
    double total = 0;
    for (size_t i = 0; i < k * k; i++)
        total += peil_margins_usable(counts[i]);
    if (k < 2 || !(total > 0))
        return kappa;

    struct coders c = coders_of(counts, k, weights, total, arena);
    kappa.agreement = kappa.expected = 0;
    for (size_t i = 0; i < k; i++) {
        kappa.expected += c.row[i] * c.row_mean[i];
        for (size_t j = 0; j < k; j++)
            kappa.agreement += c.share[i * k + j] * credit(weights, i, j, k);
    }
    if (1 - kappa.expected < 1e-12)
        return kappa;
    kappa.value = (kappa.agreement - kappa.expected) / (1 - kappa.expected);
    kappa_errors(&c, total, &kappa);
    if (kappa.null_se > 0) {
        kappa.z = kappa.value / kappa.null_se;
        kappa.p = 2 * gsl_cdf_ugaussian_Q(fabs(kappa.z));
    }
    return kappa;
}

/* --- Any number of coders --- */

struct codings {
    size_t categories;
    double *total;       /* codes per category */
    double *shares;      /* per category, of each coded unit, added up */
    double *coincidence; /* categories x categories */
};

static double codes_of(const double *unit, size_t categories)
{
    double codes = 0;
    for (size_t c = 0; c < categories; c++)
        codes += peil_margins_usable(unit[c]);
    return codes;
}

static void add_unit(struct codings *all, const double *unit, double codes,
                     struct peil_agreement *result)
{
    for (size_t c = 0; c < all->categories; c++) {
        double n = peil_margins_usable(unit[c]);
        all->total[c] += n;
        result->agreement += n * (n - 1) / (codes * (codes - 1));
        for (size_t k = 0; k < all->categories; k++)
            all->coincidence[c * all->categories + k] +=
                n * (peil_margins_usable(unit[k]) - (c == k)) / (codes - 1);
    }
    result->units++;
    result->codes += codes;
}

static double beyond_chance(double agreement, double chance)
{
    return 1 - chance > 1e-12 ? (agreement - chance) / (1 - chance) : NAN;
}

/* What lies between two categories, in one of the three senses. */
typedef double distance_fn(const struct codings *all, const double *values, size_t c,
                           size_t k);

static double nominal(const struct codings *all, const double *values, size_t c,
                      size_t k)
{
    (void)all, (void)values;
    return c != k;
}

static double ordinal(const struct codings *all, const double *values, size_t c,
                      size_t k)
{
    (void)values;
    size_t low = c < k ? c : k, high = c < k ? k : c;
    double between = -(all->total[low] + all->total[high]) / 2;
    for (size_t g = low; g <= high; g++)
        between += all->total[g];
    return c == k ? 0 : between;
}

static double interval(const struct codings *all, const double *values, size_t c,
                       size_t k)
{
    (void)all;
    return values ? values[c] - values[k] : (double)c - (double)k;
}

static double alpha(const struct codings *all, double codes, distance_fn *distance,
                    const double *values)
{
    double observed = 0, expected = 0;
    for (size_t c = 0; c < all->categories; c++)
        for (size_t k = 0; k < all->categories; k++) {
            double d = distance(all, values, c, k);
            observed += all->coincidence[c * all->categories + k] * d * d;
            expected += all->total[c] * all->total[k] * d * d / (codes - 1);
        }
    return expected > 0 ? 1 - observed / expected : NAN;
}

struct peil_agreement peil_agreement_coders(const double *counts, size_t units,
                                            size_t categories, const double *values,
                                            struct peil_arena *arena)
{
    struct peil_agreement result = { 0, 0, 0, NAN, NAN, NAN, NAN, NAN };
    struct codings all = {
        .categories = categories,
        .total = peil_arena_array(arena, categories, sizeof(double)),
        .shares = peil_arena_array(arena, categories, sizeof(double)),
        .coincidence = peil_arena_array(arena, categories * categories, sizeof(double)),
    };
    size_t coded = 0;
    for (size_t u = 0; u < units; u++) {
        const double *unit = counts + u * categories;
        double codes = codes_of(unit, categories);
        for (size_t c = 0; codes > 0 && c < categories; c++)
            all.shares[c] += peil_margins_usable(unit[c]) / codes;
        coded += codes > 0;
        if (codes >= 2)
            add_unit(&all, unit, codes, &result);
    }
    result.agreement = result.units ? result.agreement / (double)result.units : NAN;
    if (result.units == 0 || categories < 2)
        return result;

    double squares = 0, spread = 0;
    for (size_t c = 0; c < categories; c++) {
        double share = all.shares[c] / (double)coded;
        squares += share * share;
        spread += share * (1 - share) / (double)(categories - 1);
    }
    result.fleiss = beyond_chance(result.agreement, squares);
    result.ac1 = beyond_chance(result.agreement, spread);
    result.alpha_nominal = alpha(&all, result.codes, nominal, values);
    result.alpha_ordinal = alpha(&all, result.codes, ordinal, values);
    result.alpha_interval = alpha(&all, result.codes, interval, values);
    return result;
}

/* --- The same pupils twice --- */

struct peil_mcnemar peil_agreement_mcnemar(const double counts[4])
{
    double b = peil_margins_usable(counts[1]), c = peil_margins_usable(counts[2]),
           changed = b + c;
    struct peil_mcnemar result = { undefined, undefined, NAN };
    if (changed > 0) {
        double beyond = b == c ? 0 : fabs(b - c) - 1;
        result.plain = peil_chisquare_of((b - c) * (b - c) / changed, 1);
        result.corrected = peil_chisquare_of(beyond * beyond / changed, 1);
    }
    /* P(X <= x) is a tail of the beta distribution, which holds for large numbers too.
     */
    double fewer = fmin(b, c);
    bool anybody = changed > 0 || counts[0] > 0 || counts[3] > 0;
    if (anybody && b == floor(b) && c == floor(c))
        result.exact_p =
            2 * fewer >= changed
                ? 1
                : fmin(1, 2 * gsl_cdf_beta_Q(.5, fewer + 1, changed - fewer));
    return result;
}

struct peil_chisquare peil_agreement_cochran_q(const bool *answers, size_t n, size_t k)
{
    double yeses = 0, question_squares = 0, person_squares = 0;
    for (size_t j = 0; j < k; j++) {
        double yes = 0;
        for (size_t i = 0; i < n; i++)
            yes += answers[i * k + j];
        yeses += yes;
        question_squares += yes * yes;
    }
    for (size_t i = 0; i < n; i++) {
        double yes = 0;
        for (size_t j = 0; j < k; j++)
            yes += answers[i * k + j];
        person_squares += yes * yes;
    }
    double under = (double)k * yeses - person_squares;
    if (!(under > 0))
        return undefined;
    double over = (double)k * question_squares - yeses * yeses;
    return peil_chisquare_of((double)(k - 1) * over / under, (double)(k - 1));
}

/* Sums over strata, in the names of the article: R and S are the parts of the common
 * odds ratio, P and Q the shares of the diagonals. */
struct strata_sums {
    double apart, variance;
    double r, s, pr, ps_qr, qs;
};

static void add_stratum(struct strata_sums *sums, const double *counts)
{
    double a = peil_margins_usable(counts[0]), b = peil_margins_usable(counts[1]);
    double c = peil_margins_usable(counts[2]), d = peil_margins_usable(counts[3]),
           n = a + b + c + d;
    if (!(n > 1))
        return;
    sums->apart += a - (a + b) * (a + c) / n;
    sums->variance += (a + b) * (c + d) * (a + c) * (b + d) / (n * n * (n - 1));
    double r = a * d / n, s = b * c / n, p = (a + d) / n, q = (b + c) / n;
    sums->r += r;
    sums->s += s;
    sums->pr += p * r;
    sums->ps_qr += p * s + q * r;
    sums->qs += q * s;
}

struct peil_mantel_haenszel peil_agreement_mantel_haenszel(const double *counts,
                                                           size_t strata, double level)
{
    struct strata_sums sums = { 0 };
    for (size_t k = 0; k < strata; k++)
        add_stratum(&sums, counts + 4 * k);
    struct peil_mantel_haenszel result = {
        undefined, undefined, NAN, NAN, { NAN, NAN }
    };
    if (sums.variance > 0) {
        double apart = fabs(sums.apart), beyond = apart >= .5 ? apart - .5 : apart;
        result.plain = peil_chisquare_of(apart * apart / sums.variance, 1);
        result.corrected = peil_chisquare_of(beyond * beyond / sums.variance, 1);
    }
    if (sums.s > 0)
        result.odds_ratio = sums.r / sums.s;
    if (sums.s > 0 && sums.r > 0) {
        double r = sums.r, s = sums.s;
        result.log_se = sqrt(sums.pr / (2 * r * r) + sums.ps_qr / (2 * r * s) +
                             sums.qs / (2 * s * s));
        double half = gsl_cdf_ugaussian_Qinv((1 - level) / 2) * result.log_se;
        result.interval = (struct peil_interval){ result.odds_ratio * exp(-half),
                                                  result.odds_ratio * exp(half) };
    }
    return result;
}
