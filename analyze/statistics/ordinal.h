/* How strongly do two ordered variables go up and down together?
 *
 * Counts stand row by row and may be fractional; rows and columns are in their order,
 * empty ones are dropped. Two responses are a concordant pair when the one higher in
 * rows is higher in columns too, discordant when it is lower, else tied.
 *
 * Checked by tests/reference/ordinal.R (R 4.2, formulas of IBM SPSS Algorithms), and
 * against Agresti (2002), table 2.8: gamma .221, se .117. */
#ifndef PEIL_ORDINAL_H
#define PEIL_ORDINAL_H

#include "analyze/statistics/nominal.h"

/* With C_ij (D_ij) the responses that are concordant (discordant) with one in cell ij,
 * P = sum n C, Q = sum n D (each pair counts twice), D_r = W^2 - sum r^2 (pairs not
 * tied in rows) and D_c = W^2 - sum c^2:
 *
 *   gamma            (P - Q) / (P + Q)            Goodman and Kruskal (1954), JASA 49:
 * 732 tau_b            (P - Q) / sqrt(D_r D_c)      Kendall (1945), Biometrika 33: 239
 *   tau_c            q (P - Q) / (W^2 (q - 1)),   q = min(R, C); Stuart (1953),
 * Biometrika 40: 105 somers.columns   (P - Q) / D_r                Somers (1962), Am.
 * Soc. Rev. 27: 799; what somers.rows      (P - Q) / D_c                is named
 * depends on the other somers.symmetric (P - Q) / ((D_r + D_c) / 2)
 *
 * se = ASE1, by the delta method from the slopes of P, Q, D_r and D_c to each count:
 * 2C, 2D, 2(W - r_i), 2(W - c_j). These are the numbers of SPSS and SAS; DescTools has
 * others on some tables. One T serves for all, as its se assumes no association:
 *
 *   T = (P - Q) / (2 S),   S^2 = sum n (C - D)^2 - (P - Q)^2 / W,   p = 2 Phi(-|T|)
 *
 * Spearman's rank correlation (midranks), p by t = r sqrt((W - 2) / (1 - r^2)) on W - 2
 * degrees of freedom, NAN for |r| = 1. All are NAN when fewer than 2 x 2 are left. */
struct peil_ordinal {
    double concordant, discordant; /* pairs, each once */
    struct peil_estimate gamma, tau_b, tau_c;
    struct peil_directed somers;
    double t, p;
    double spearman, spearman_p;
};
struct peil_ordinal peil_ordinal_measures(const double *counts, size_t rows,
                                          size_t columns, struct peil_arena *arena);

#endif
