/* Pupils come in classes, and some count for more: what that does to precision.
 *
 * First peil_design_new makes of weights, clusters and strata one design, for the whole
 * data set. Then every estimate is of a domain: responses outside it get weight 0, but
 * their clusters stay, since another sample would have had other clusters (subsetting
 * first gives other, wrong, variances). A response without a positive weight is in no
 * estimate at all.
 *
 * Variance is that of the first stage, linearised (Woodruff 1971, JASA 66: 411; R's
 * survey): with u_i the influence of a response, z_hc its sum over cluster c of stratum
 * h,
 *
 *   V = sum_h (1 - f_h) m_h / (m_h - 1) sum_c (z_hc - mean_h)(z_hc - mean_h)'
 *
 * and with u_i that of its residual where weights were raked (calibration.h). There are
 * m_h clusters in the stratum, f_h = m_h / M_h the fraction sampled or 0. t and F have
 * (clusters - strata) degrees of freedom, counting those with a response in the domain,
 * as survey does for a subset. With none left there is no interval and no p: NAN, not
 * an interval of width zero. Nor is there where every cluster of the population is in.
 *
 * Checked by tests/reference/design.R (R 4.2, survey 4.1: svymean, svyciprop,
 * svychisq), on the California schools of survey (apistrat, apiclus1) and on made-up
 * ones. */
#ifndef PEIL_DESIGN_H
#define PEIL_DESIGN_H

#include "analyze/statistics/calibration.h"
#include "analyze/statistics/interval.h"
#include "analyze/statistics/sum.h"
#include "questionnaires/base/arena.h"

#include <stdbool.h>

/* A stratum with one cluster has no variance of its own. Fail: every variance is NAN,
 * and the caller advises to join strata. Certainty: it adds nothing. Adjust: its
 * distance to the mean of all is taken instead. */
enum peil_lonely { PEIL_LONELY_FAIL, PEIL_LONELY_CERTAINTY, PEIL_LONELY_ADJUST };

/* An array that is NULL says: all weights 1; every response its own cluster; one
 * stratum; no finite population. Codes are below their count; a code used in two strata
 * is two clusters. fpc is the stratum's number of clusters in the population or, up to
 * 1, the fraction sampled. The arrays must outlive the design, but for the clusters. */
struct peil_design_data {
    const double *weights;
    const unsigned *clusters, *strata;
    size_t cluster_count, stratum_count;
    const double *fpc;
    size_t n;
    enum peil_lonely lonely;
    const struct peil_calibration *calibration; /* of raked weights; or NULL */
};
struct peil_design_stratum {
    double clusters, fraction; /* m_h, f_h */
};
struct peil_design {
    size_t n, clusters, strata; /* with a positive weight */
    size_t lonely;              /* strata of one cluster */
    bool bad_fpc;               /* a fraction above 1, or two in one stratum */
    bool census;      /* nobody was drawn: all clusters of all strata are in */
    double effective; /* Kish's base of the weights; deff is n / effective */
    double fraction;  /* of all clusters there are; 0 = not known */
    /* Private: */
    struct peil_design_data data;
    const unsigned *cluster_of; /* per response; NULL: each its own */
    const unsigned *stratum_of; /* per cluster */
    const struct peil_design_stratum *stratum;
};
const struct peil_design *peil_design_new(const struct peil_design_data *data,
                                          struct peil_arena *arena);

/* Of persons who are each drawn alone, and of whom no more is known than the sums: for
 * who needs no others either (peil_design_is_simple). */
const struct peil_design *peil_design_of(const struct peil_sum *all,
                                         struct peil_arena *arena);

/* What response i counts for: 0 when it is in no estimate. */
double peil_design_weight(const struct peil_design *design, size_t i);

/* V of a total, whose influence per response is given (weights already in it; 0 outside
 * the domain). NAN when the design has a problem. */
double peil_design_variance(const struct peil_design *design, const double *influence,
                            struct peil_arena *arena);

/* --- Sums --- */

/* All that shares ask of the responses: of a table this is summed once, and then says
 * what the shares of all its cells are, and of those of each column. cell[i] < cells is
 * where response i stands; any other number is outside the domain. */
struct peil_design_sums {
    const struct peil_design *design;
    size_t cells;
    const struct peil_sum *sums; /* strata x cells */
    const double *clusters;      /* weights, clusters x cells; or NULL */
    const unsigned *cell;        /* as given: raked weights ask once more */
};
struct peil_design_sums peil_design_sum(const struct peil_design *design,
                                        const unsigned *cell, size_t cells,
                                        struct peil_arena *arena);

/* Everyone is drawn alone from one stratum, and counts: then who has the sums of the
 * cells needs no others, and can do without `cell`. */
bool peil_design_is_simple(const struct peil_design *design);

/* --- Shares --- */

/* Of cells: the answers to one item, or all cells of a table. p_k = sum of weights in
 * the cell / W, with u_i = w_i ([i in k] - p_k) / W. */
struct peil_design_shares {
    size_t cells;
    double n, weighted, effective; /* in the domain; effective: Kish */
    double clusters, degrees;      /* clusters in the domain, and less the strata */
    double fraction;               /* the design's */
    const double *share;           /* NAN when the domain is empty */
    const double *covariance;      /* cells x cells */
};
struct peil_design_shares peil_design_shares(const struct peil_design *design,
                                             const unsigned *cell, size_t cells,
                                             struct peil_arena *arena);
/* Of some cells only, the others being outside: `first`, and each that is `step`
 * further. */
struct peil_design_shares peil_design_part(const struct peil_design_sums *sums,
                                           size_t first, size_t step, size_t count,
                                           struct peil_arena *arena);

/* How many times as variable as if n were drawn one by one with replacement:
 * V / (p (1 - p) / (n - 1)), survey's deff = "replace". NAN at 0 and 100 %. */
double peil_design_deff(const struct peil_design_shares *shares, size_t cell);

/* The effective base of one share, p (1 - p) / V, times (t_{n-1} / t_degrees)^2 to make
 * up for few clusters (Korn and Graubard 1998, Survey Methodology 24: 193), at most n.
 * At 0 and 100 % V is 0 and says nothing: then n / the mean deff of the other cells, or
 * the weights' where there is none. */
double peil_design_base(const struct peil_design_shares *shares, size_t cell,
                        double level);

/* An interval on that base: Wilson's, or Clopper-Pearson's, which is svyciprop's method
 * "beta", save for the cap. Who asked a fraction f of a population knows as much as
 * n / (1 - f) of an endless one, so that is the most here. */
struct peil_interval peil_design_interval(const struct peil_design_shares *shares,
                                          size_t cell, enum peil_interval_method method,
                                          double level);

#endif
