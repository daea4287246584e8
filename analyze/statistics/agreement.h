/* Do two coders, two moments or two questions say the same? And matched tests: does a
 * share change within the same pupils?
 *
 * Checked by tests/reference/agreement.R (R 4.2: vcd::Kappa, mcnemar.test,
 * mantelhaen.test) and against printed examples of Fleiss, Krippendorff and Gwet. */
#ifndef PEIL_AGREEMENT_H
#define PEIL_AGREEMENT_H

#include "analyze/statistics/chisquare.h"
#include "analyze/statistics/interval.h"

#include <stdbool.h>

/* --- Two coders: a k x k table, rows by the one, columns by the other --- */

/* kappa = (p_o - p_e) / (1 - p_e), p_o = sum w_ij n_ij / N, p_e = sum w_ij r_i c_j /
 * N^2.
 *
 * The weight of a cell is 1 on the diagonal; elsewhere 0 (Cohen 1960, Educ. Psychol.
 * Meas. 20: 37), 1 - |i-j| / (k-1) (linear) or 1 - ((i-j) / (k-1))^2 (quadratic; Cohen
 * 1968). se is for an interval, null_se for z and p, which ask whether kappa is 0; both
 * of Fleiss, Cohen and Everitt (1969), Psychol. Bull. 72: 323. Categories that neither
 * coder used stay: they count in k - 1. NAN when p_e = 1, or with fewer than two
 * categories. A low kappa beside a high agreement is no mistake when nearly all answers
 * are the same: print both, and AC1. */
enum peil_kappa_weights { PEIL_KAPPA_EQUAL, PEIL_KAPPA_LINEAR, PEIL_KAPPA_QUADRATIC };

struct peil_kappa {
    double agreement, expected; /* p_o (percent agreement), p_e */
    double value, se, null_se, z, p;
};
struct peil_kappa peil_agreement_kappa(const double *counts, size_t k,
                                       enum peil_kappa_weights weights,
                                       struct peil_arena *arena);

/* --- Any number of coders --- */

/* counts[u * categories + c]: how many coders gave unit u category c. A coder who gave
 * no code is simply not counted, so the number of codes m_u may differ from unit to
 * unit. Units with one code say nothing about agreement, only about how common
 * categories are in general: q_c = mean over coded units of n_uc / m_u (Gwet's way for
 * missing codes).
 *
 *   agreement   mean over units with two codes of sum_c n_uc (n_uc - 1) / (m_u (m_u -
 * 1)) fleiss      (agreement - sum p_c^2) / (1 - sum p_c^2), p_c = share of all codes;
 *               Fleiss (1971), Psychol. Bull. 76: 378
 *   ac1         (agreement - e) / (1 - e), e = sum q_c (1 - q_c) / (k - 1), q_c = mean
 *               over units of n_uc / m_u; Gwet (2008), Br. J. Math. Stat. Psychol. 61:
 * 29 alpha       1 - D_o / D_e, from the coincidences o_ck = sum_u n_uc (n_uk - [c =
 * k]) / (m_u - 1); Krippendorff (2004), Content Analysis, 11. The distance of two codes
 * is 0 or 1 (nominal), the codes between them, half of themselves included (ordinal),
 * or the difference of their values (interval), squared.
 *
 * NAN where chance agreement is 1: all gave one and the same code. `values` are the
 * categories' numbers; NULL takes 1..k. */
struct peil_agreement {
    size_t units; /* with two codes or more */
    double codes; /* in these */
    double agreement, fleiss, ac1;
    double alpha_nominal, alpha_ordinal, alpha_interval;
};
struct peil_agreement peil_agreement_coders(const double *counts, size_t units,
                                            size_t categories, const double *values,
                                            struct peil_arena *arena);

/* --- The same pupils, asked twice or more --- */

/* 2 x 2 table a, b, c, d of before by after; only those who changed, b and c, tell.
 * (b - c)^2 / (b + c); corrected, as R does: (|b - c| - 1)^2 / (b + c), 0 when b = c.
 * exact_p is two-sided binomial: min(1, 2 P(X <= min(b, c))), X of b + c with chance
 * 1/2; NAN for counts that are not whole. McNemar (1947), Psychometrika 12: 153. Nobody
 * changed: no chi-square (NAN), exact_p 1; nobody there: NAN. */
struct peil_mcnemar {
    struct peil_chisquare plain, corrected;
    double exact_p;
};
struct peil_mcnemar peil_agreement_mcnemar(const double counts[4]);

/* Cochran's Q: k yes-or-no answers of the same n; answers[i * k + j]. With G the yeses
 * to each question and L those of each respondent,
 *
 *   Q = (k - 1) (k sum G^2 - (sum G)^2) / (k sum L - sum L^2),  df = k - 1.
 *
 * Cochran (1950), Biometrika 37: 256. For k = 2 it is McNemar's. NAN when everyone
 * answered all alike. */
struct peil_chisquare peil_agreement_cochran_q(const bool *answers, size_t n, size_t k);

/* 2 x 2 tables of several strata (four counts each): is there an association that they
 * share? Test with and without the correction of 1/2, and the common odds ratio with
 * the interval of Robins, Breslow and Greenland (1986), Biometrics 42: 311. As R's
 * mantelhaen.test. Mantel and Haenszel (1959), J. Natl. Cancer Inst. 22: 719. Strata
 * with fewer than two persons are left out. */
struct peil_mantel_haenszel {
    struct peil_chisquare plain, corrected;
    double odds_ratio, log_se;
    struct peil_interval interval;
};
struct peil_mantel_haenszel peil_agreement_mantel_haenszel(const double *counts,
                                                           size_t strata, double level);

#endif
