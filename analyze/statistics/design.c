#include "analyze/statistics/design.h"

#include <assert.h>
#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdint.h>

enum { MOST_RESIDUALS = 1 << 24 };

double peil_design_weight(const struct peil_design *design, size_t i)
{
    double weight = design->data.weights ? design->data.weights[i] : 1;
    return weight > 0 && isfinite(weight) ? weight : 0;
}

static unsigned stratum_code(const struct peil_design *design, size_t i)
{
    return design->data.strata ? design->data.strata[i] : 0;
}

/* --- Making a design --- */

/* A cluster code may stand for a cluster in each of several strata: these hang
 * together. */
struct cluster {
    unsigned stratum;
    size_t next; /* of the same code; number + 1 */
};
struct clusters {
    size_t *first; /* per code; number + 1 */
    struct cluster *list;
    size_t count;
};

static unsigned number_of(struct clusters *clusters, unsigned code, unsigned stratum,
                          struct peil_arena *arena)
{
    for (size_t at = clusters->first[code]; at > 0; at = clusters->list[at - 1].next) {
        assert(clusters->list); /* where the number comes from */
        if (clusters->list[at - 1].stratum == stratum)
            return (unsigned)(at - 1);
    }
    clusters->list =
        peil_arena_grow(arena, clusters->list, clusters->count, sizeof *clusters->list);
    clusters->list[clusters->count] =
        (struct cluster){ stratum, clusters->first[code] };
    clusters->first[code] = ++clusters->count;
    return (unsigned)(clusters->count - 1);
}

/* Numbers the clusters in order of appearance, each within its stratum. */
static void number_clusters(struct peil_design *design, struct peil_arena *arena)
{
    const struct peil_design_data *data = &design->data;
    struct clusters all = {
        .first = peil_arena_array(arena, data->cluster_count, sizeof *all.first),
    };
    unsigned *cluster_of = peil_arena_array(arena, data->n, sizeof *cluster_of);
    for (size_t i = 0; i < data->n; i++)
        if (peil_design_weight(design, i) > 0)
            cluster_of[i] =
                number_of(&all, data->clusters[i], stratum_code(design, i), arena);
    unsigned *stratum_of = peil_arena_array(arena, all.count, sizeof *stratum_of);
    for (size_t c = 0; c < all.count; c++)
        stratum_of[c] = all.list[c].stratum;
    design->clusters = all.count;
    design->cluster_of = cluster_of;
    design->stratum_of = stratum_of;
    design->data.clusters = NULL;
}

static void count_strata(struct peil_design *design,
                         struct peil_design_stratum *stratum)
{
    if (design->cluster_of) {
        for (size_t c = 0; c < design->clusters; c++)
            stratum[design->stratum_of[c]].clusters++;
    } else {
        for (size_t i = 0; i < design->data.n; i++)
            stratum[stratum_code(design, i)].clusters +=
                peil_design_weight(design, i) > 0;
        design->clusters = design->n;
    }
    for (size_t h = 0; h < design->data.stratum_count; h++) {
        design->strata += stratum[h].clusters > 0;
        design->lonely += stratum[h].clusters == 1;
    }
}

static void set_fractions(struct peil_design *design,
                          struct peil_design_stratum *stratum)
{
    for (size_t h = 0; h < design->data.stratum_count; h++)
        stratum[h].fraction = NAN;
    for (size_t i = 0; i < design->data.n; i++) {
        struct peil_design_stratum *own = &stratum[stratum_code(design, i)];
        double fpc = design->data.fpc ? design->data.fpc[i] : 0;
        double fraction = fpc > 1 ? own->clusters / fpc : fpc;
        if (peil_design_weight(design, i) > 0) {
            bool twice = !isnan(own->fraction) && own->fraction != fraction;
            design->bad_fpc =
                design->bad_fpc || twice || !(fraction >= 0 && fraction <= 1);
            own->fraction = fraction;
        }
    }
}

static double kish(double sum, double squares)
{
    return squares > 0 ? sum * sum / squares : NAN;
}

/* In all strata together; 0 when that of any is not known. */
static double fraction_of(const struct peil_design *design)
{
    double asked = 0, all = 0;
    for (size_t h = 0; h < design->data.stratum_count; h++)
        if (design->stratum[h].clusters > 0) {
            asked += design->stratum[h].clusters;
            all += design->stratum[h].clusters / design->stratum[h].fraction;
        }
    return asked > 0 ? asked / all : 0;
}

static bool is_census(const struct peil_design *design)
{
    bool all = design->n > 0;
    for (size_t h = 0; h < design->data.stratum_count; h++)
        all = all &&
              (design->stratum[h].clusters == 0 || !(design->stratum[h].fraction < 1));
    return all;
}

const struct peil_design *peil_design_new(const struct peil_design_data *data,
                                          struct peil_arena *arena)
{
    struct peil_design *design = peil_arena_array(arena, 1, sizeof *design);
    design->data = *data;
    if (!data->strata)
        design->data.stratum_count = 1;
    double sum = 0, squares = 0;
    for (size_t i = 0; i < data->n; i++) {
        double weight = peil_design_weight(design, i);
        design->n += weight > 0;
        sum += weight;
        squares += weight * weight;
    }
    design->effective = kish(sum, squares);

    struct peil_design_stratum *stratum =
        peil_arena_array(arena, design->data.stratum_count, sizeof *stratum);
    if (data->clusters)
        number_clusters(design, arena);
    count_strata(design, stratum);
    set_fractions(design, stratum);
    design->stratum = stratum;
    design->census = is_census(design);
    design->fraction = fraction_of(design);
    return design;
}

const struct peil_design *peil_design_of(const struct peil_sum *all,
                                         struct peil_arena *arena)
{
    struct peil_design_stratum *stratum = peil_arena_array(arena, 1, sizeof *stratum);
    struct peil_design *design = peil_arena_array(arena, 1, sizeof *design);
    size_t n = (size_t)all->n;
    stratum->clusters = all->n;
    *design = (struct peil_design){ .n = n,
                                    .clusters = n,
                                    .strata = n > 0,
                                    .lonely = n == 1,
                                    .effective = kish(all->weighted, all->squares),
                                    .data = { .n = n, .stratum_count = 1 },
                                    .stratum = stratum };
    return design;
}

static bool has_variance(const struct peil_design *design)
{
    return !design->bad_fpc && !design->census &&
           (design->lonely == 0 || design->data.lonely != PEIL_LONELY_FAIL);
}

/* (1 - f) m / (m - 1); a lonely stratum counts for nothing or, unpaired, for 1 - f. */
static double factor_of(const struct peil_design *design, size_t h)
{
    const struct peil_design_stratum *s = &design->stratum[h];
    if (s->clusters > 1)
        return (1 - s->fraction) * s->clusters / (s->clusters - 1);
    bool counts = s->clusters > 0 && design->data.lonely == PEIL_LONELY_ADJUST;
    return counts ? 1 - s->fraction : 0;
}

/* --- The variance of sums --- */

/* Sums of vectors z over clusters, on the way to V. */
struct spread {
    const struct peil_design *design;
    size_t width;
    double *mean; /* strata x width: of z over the stratum's clusters; 0 if lonely */
    double *v;    /* width x width, up to the diagonal */
};

static struct spread spread_new(const struct peil_design *design, size_t width,
                                struct peil_arena *arena)
{
    size_t strata = design->data.stratum_count;
    return (struct spread){
        .design = design,
        .width = width,
        .mean = peil_arena_array(arena, strata * width, sizeof(double)),
        .v = peil_arena_array(arena, width * width, sizeof(double)),
    };
}

static void add_to_mean(struct spread *s, size_t h, const double *z)
{
    double clusters = s->design->stratum[h].clusters;
    for (size_t k = 0; k < s->width && clusters > 1; k++)
        s->mean[h * s->width + k] += z[k] / clusters;
}

/* v z z', of which the half below the diagonal will do. */
static void add_product(struct spread *s, double factor, const double *z)
{
    for (size_t k = 0; k < s->width; k++)
        for (size_t l = 0; l <= k && z[k] != 0; l++)
            s->v[k * s->width + l] += factor * z[k] * z[l];
}

/* The unit that a response is drawn with: its cluster, or itself. */
static size_t unit_of(const struct peil_design *design, size_t i)
{
    return design->cluster_of ? design->cluster_of[i] : i;
}

static size_t unit_count(const struct peil_design *design)
{
    return design->cluster_of ? design->clusters : design->data.n;
}

/* SIZE_MAX: a response that is in no estimate. */
static size_t stratum_of_unit(const struct peil_design *design, size_t unit)
{
    if (design->cluster_of)
        return design->stratum_of[unit];
    return peil_design_weight(design, unit) > 0 ? stratum_code(design, unit) : SIZE_MAX;
}

/* z holds a vector for each unit, and is centred on the way. */
static void add_units(struct spread *s, double *z)
{
    const struct peil_design *design = s->design;
    for (size_t unit = 0; unit < unit_count(design); unit++) {
        size_t h = stratum_of_unit(design, unit);
        if (h != SIZE_MAX)
            add_to_mean(s, h, z + unit * s->width);
    }
    for (size_t unit = 0; unit < unit_count(design); unit++) {
        size_t h = stratum_of_unit(design, unit);
        if (h == SIZE_MAX)
            continue;
        double *own = z + unit * s->width;
        for (size_t k = 0; k < s->width; k++)
            own[k] -= s->mean[h * s->width + k];
        add_product(s, factor_of(design, h), own);
    }
}

/* Adds what each response has for estimate k to its unit's z. `influence` may change.
 */
static void add_influence(struct spread *s, double *z, size_t k, double *influence,
                          struct peil_arena *arena)
{
    const struct peil_design_data *data = &s->design->data;
    if (data->calibration)
        peil_calibration_take(data->calibration, data->weights, influence, data->n,
                              arena);
    for (size_t i = 0; i < data->n; i++)
        if (peil_design_weight(s->design, i) > 0)
            z[unit_of(s->design, i) * s->width + k] += influence[i];
}

double peil_design_variance(const struct peil_design *design, const double *influence,
                            struct peil_arena *arena)
{
    if (!has_variance(design))
        return NAN;
    struct spread s = spread_new(design, 1, arena);
    double *z = peil_arena_array(arena, unit_count(design), sizeof *z);
    double *own = peil_arena_array(arena, design->data.n, sizeof *own);
    for (size_t i = 0; i < design->data.n; i++)
        own[i] = influence[i];
    add_influence(&s, z, 0, own, arena);
    add_units(&s, z);
    return s.v[0];
}

/* --- Sums --- */

bool peil_design_is_simple(const struct peil_design *design)
{
    return !design->cluster_of && design->data.stratum_count == 1 &&
           design->n == design->data.n && !design->data.calibration;
}

struct peil_design_sums peil_design_sum(const struct peil_design *design,
                                        const unsigned *cell, size_t cells,
                                        struct peil_arena *arena)
{
    struct peil_sum *sums =
        peil_arena_array(arena, design->data.stratum_count * cells, sizeof *sums);
    const unsigned *cluster_of = design->cluster_of;
    double *clusters =
        cluster_of ? peil_arena_array(arena, design->clusters * cells, sizeof *clusters)
                   : NULL;
    for (size_t i = 0; i < design->data.n; i++) {
        double weight = cell[i] < cells ? peil_design_weight(design, i) : 0;
        if (!(weight > 0))
            continue;
        struct peil_sum *sum = &sums[stratum_code(design, i) * cells + cell[i]];
        sum->n++;
        sum->weighted += weight;
        sum->squares += weight * weight;
        if (cluster_of && clusters)
            clusters[cluster_of[i] * cells + cell[i]] += weight;
    }
    return (struct peil_design_sums){ design, cells, sums, clusters, cell };
}

/* --- Shares --- */

/* The cells that are looked at: `first`, and each that is `step` further. */
struct part {
    const struct peil_design_sums *of;
    size_t first, step, count;
};

static const struct peil_sum *sum_at(const struct part *part, size_t stratum, size_t k)
{
    return &part->of->sums[stratum * part->of->cells + part->first + k * part->step];
}

static double cluster_at(const struct part *part, size_t cluster, size_t k)
{
    return part->of->clusters[cluster * part->of->cells + part->first + k * part->step];
}

/* Any number that is not below `count`: outside. */
static size_t place_of(const struct part *part, size_t cell)
{
    size_t past = cell - part->first;
    return cell < part->first || past % part->step != 0 ? SIZE_MAX : past / part->step;
}

static double clusters_in(const struct part *part)
{
    double clusters = 0;
    for (size_t c = 0; c < part->of->design->clusters; c++) {
        bool in = false;
        for (size_t k = 0; k < part->count && !in; k++)
            in = cluster_at(part, c, k) > 0;
        clusters += in;
    }
    return clusters;
}

/* From the sums of weights in each cell to those of the influence on each share. */
static void turn_to_influence(double *sums, const struct peil_design_shares *shares)
{
    double total = 0;
    for (size_t k = 0; k < shares->cells; k++)
        total += sums[k];
    for (size_t k = 0; k < shares->cells; k++)
        sums[k] = (sums[k] - shares->share[k] * total) / shares->weighted;
}

static void add_clusters(struct spread *s, const struct part *part,
                         const struct peil_design_shares *shares,
                         struct peil_arena *arena)
{
    size_t cells = part->count, clusters = s->design->clusters;
    double *z = peil_arena_array(arena, clusters * cells, sizeof *z);
    for (size_t c = 0; c < clusters; c++) {
        for (size_t k = 0; k < cells; k++)
            z[c * cells + k] = cluster_at(part, c, k);
        turn_to_influence(z + c * cells, shares);
    }
    add_units(s, z);
}

/* A response in cell k has z = w (e_k - p) / W, so all of a stratum together have
 *
 *   sum z z' = (diag(s) - s p' - p s' + (sum s) p p') / W^2,   s_k = sum of w^2 in k.
 */
static void add_stratum(struct spread *s, const struct part *part, size_t h,
                        const struct peil_design_shares *shares, double *z)
{
    size_t cells = s->width;
    const double *p = shares->share;
    double factor = factor_of(s->design, h), clusters = s->design->stratum[h].clusters;
    double scale = factor / (shares->weighted * shares->weighted), all = 0;
    for (size_t k = 0; k < cells; k++) {
        z[k] = sum_at(part, h, k)->weighted;
        all += sum_at(part, h, k)->squares;
    }
    for (size_t k = 0; k < cells; k++) {
        double own = sum_at(part, h, k)->squares;
        s->v[k * cells + k] += scale * own;
        for (size_t l = 0; l <= k; l++)
            s->v[k * cells + l] += scale * (all * p[k] * p[l] - own * p[l] -
                                            p[k] * sum_at(part, h, l)->squares);
    }
    turn_to_influence(z, shares);
    if (clusters > 1)
        add_product(s, -factor / clusters, z);
}

/* What the margins explain is taken off estimate by estimate: there is no short way. */
static void add_residuals(struct spread *s, const struct part *part,
                          const struct peil_design_shares *shares,
                          struct peil_arena *arena)
{
    const struct peil_design *design = s->design;
    size_t n = design->data.n, cells = s->width;
    double *z = peil_arena_array(arena, unit_count(design) * cells, sizeof *z);
    double *influence = peil_arena_array(arena, n, sizeof *influence);
    for (size_t k = 0; k < cells; k++) {
        for (size_t i = 0; i < n; i++) {
            size_t place = place_of(part, part->of->cell[i]);
            influence[i] = place < cells
                               ? peil_design_weight(design, i) / shares->weighted *
                                     ((place == k) - shares->share[k])
                               : 0;
        }
        add_influence(s, z, k, influence, arena);
    }
    add_units(s, z);
}

/* So many figures that raked weights had better be taken for given. */
static bool is_too_large(const struct peil_design *design, size_t cells)
{
    return cells > 0 && unit_count(design) > MOST_RESIDUALS / cells;
}

static void covary(const struct part *part, const struct peil_design_shares *shares,
                   double *covariance)
{
    struct peil_arena *scratch = peil_arena_new();
    const struct peil_design *design = part->of->design;
    size_t cells = shares->cells;
    struct spread s = spread_new(design, cells, scratch);
    if (design->data.calibration && !is_too_large(design, cells)) {
        add_residuals(&s, part, shares, scratch);
    } else if (part->of->clusters) {
        add_clusters(&s, part, shares, scratch);
    } else {
        double *z = peil_arena_array(scratch, cells, sizeof *z);
        for (size_t h = 0; h < design->data.stratum_count; h++)
            add_stratum(&s, part, h, shares, z);
    }
    for (size_t k = 0; k < cells; k++)
        for (size_t l = 0; l <= k; l++)
            covariance[k * cells + l] = covariance[l * cells + k] =
                has_variance(design) ? s.v[k * cells + l] : NAN;
    peil_arena_free(scratch);
}

struct peil_design_shares peil_design_part(const struct peil_design_sums *sums,
                                           size_t first, size_t step, size_t count,
                                           struct peil_arena *arena)
{
    struct part part = { sums, first, step, count };
    double *share = peil_arena_array(arena, count, sizeof *share);
    double *covariance = peil_arena_array(arena, count * count, sizeof *covariance);
    struct peil_design_shares shares = { .cells = count,
                                         .fraction = sums->design->fraction,
                                         .share = share,
                                         .covariance = covariance };
    double squares = 0, strata = 0;
    for (size_t h = 0; h < sums->design->data.stratum_count; h++) {
        double n = 0;
        for (size_t k = 0; k < count; k++) {
            const struct peil_sum *sum = sum_at(&part, h, k);
            n += sum->n;
            shares.weighted += sum->weighted;
            squares += sum->squares;
            share[k] += sum->weighted;
        }
        shares.n += n;
        strata += n > 0;
    }
    for (size_t k = 0; k < count; k++)
        share[k] /= shares.weighted; /* 0 / 0 is NAN: nobody is in the domain */
    shares.effective = kish(shares.weighted, squares);
    shares.clusters = sums->clusters ? clusters_in(&part) : shares.n;
    shares.degrees = shares.clusters - strata;
    covary(&part, &shares, covariance);
    return shares;
}

struct peil_design_shares peil_design_shares(const struct peil_design *design,
                                             const unsigned *cell, size_t cells,
                                             struct peil_arena *arena)
{
    struct peil_arena *scratch = peil_arena_new();
    struct peil_design_sums sums = peil_design_sum(design, cell, cells, scratch);
    struct peil_design_shares shares = peil_design_part(&sums, 0, 1, cells, arena);
    peil_arena_free(scratch);
    return shares;
}

double peil_design_deff(const struct peil_design_shares *shares, size_t cell)
{
    double p = shares->share[cell];
    double drawn = p * (1 - p) / (shares->n - 1);
    return drawn > 0 && shares->n > 1
               ? shares->covariance[cell * shares->cells + cell] / drawn
               : NAN;
}

/* What the deff of a share at 0 or 100 % may be taken for. */
static double usual_deff(const struct peil_design_shares *shares)
{
    double sum = 0, count = 0;
    for (size_t k = 0; k < shares->cells; k++) {
        double deff = peil_design_deff(shares, k);
        if (deff > 0) {
            sum += deff;
            count++;
        }
    }
    return count > 0 ? sum / count : shares->n / shares->effective;
}

static double base_of(const struct peil_design_shares *shares, size_t cell,
                      double level, double most)
{
    double n = shares->n, p = shares->share[cell];
    double v = shares->covariance[cell * shares->cells + cell], area = (1 - level) / 2;
    if (!(shares->degrees > 0 && n > 1 && v >= 0 && level > 0 && level < 1))
        return NAN;
    double base = p > 0 && p < 1 ? p * (1 - p) / v : n / usual_deff(shares);
    double few =
        gsl_cdf_tdist_Qinv(area, n - 1) / gsl_cdf_tdist_Qinv(area, shares->degrees);
    return fmin(most, base * few * few);
}

double peil_design_base(const struct peil_design_shares *shares, size_t cell,
                        double level)
{
    return base_of(shares, cell, level, shares->n);
}

struct peil_interval peil_design_interval(const struct peil_design_shares *shares,
                                          size_t cell, enum peil_interval_method method,
                                          double level)
{
    double base = base_of(shares, cell, level, shares->n / (1 - shares->fraction));
    return peil_interval_share(method, shares->share[cell] * base, base, level);
}
