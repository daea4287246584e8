/* Chi-square for pupils who come in classes, or who carry weights.
 *
 * Checked by tests/reference/design.R (R 4.2, survey 4.1: svychisq). */
#ifndef PEIL_RAO_SCOTT_H
#define PEIL_RAO_SCOTT_H

#include "analyze/statistics/chisquare.h"
#include "analyze/statistics/design.h"

/* X2 is Pearson's, of the table of weighted shares times n. Under independence it is a
 * sum of chi-squares of 1, weighted by the generalised design effects: the eigenvalues
 * of
 *
 *   Delta = (C' D^-1 C / n)^-1 C' D^-1 V D^-1 C
 *
 * with D the shares on a diagonal (1/0 taken as 0), V their covariance, and C any basis
 * of the interaction, the contrasts that sum to zero over rows and over columns.
 *
 *   second order  F = X2 / tr Delta on d0 and d0 * degrees, d0 = (tr Delta)^2 / tr
 * Delta^2 first order   X2 / mean delta on (R - 1)(C - 1)
 *
 * Rao and Scott (1984), Ann. Stat. 12: 46; Thomas and Rao (1987), JASA 82: 630. As R's
 * svychisq, statistic "F" and "Chisq". NAN: fewer than 2 x 2 rows and columns filled, a
 * design without variance, no degrees of freedom (the first order needs none, but
 * trusts V as if it were known), or so many empty cells that Delta does not exist. */
struct peil_rao_scott {
    double x2;
    double f, df1, df2, p;
    struct peil_chisquare first_order;
    double mean_deff; /* tr Delta / ((R - 1)(C - 1)) */
};
/* `shares` are of the cells of a table, rows x columns, row by row. */
struct peil_rao_scott peil_rao_scott(const struct peil_design_shares *shares,
                                     size_t rows, size_t columns,
                                     struct peil_arena *arena);

#endif
