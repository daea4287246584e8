/* Do rows and columns of a table have anything to do with each other?
 *
 * Counts stand row by row and may be fractional. Empty rows and columns are dropped
 * first (R's chisq.test gives NaN for them). With fewer than 2 x 2 left nothing can be
 * tested and every figure is NAN. These tests take each pupil for an independent draw:
 * with classes or weights the one to believe is Rao-Scott's, in design.h.
 *
 * Checked by tests/reference/chisquare.R (R 4.2, stats and vcd). */
#ifndef PEIL_CHISQUARE_H
#define PEIL_CHISQUARE_H

#include "questionnaires/base/arena.h"

struct peil_chisquare {
    double statistic, df, p;
};
/* With p = P(chi-square of df > statistic); all NAN when the statistic is not finite.
 */
struct peil_chisquare peil_chisquare_of(double statistic, double df);

/* O = observed count, E = r c / N = what independence would give.
 *
 *   pearson           sum (O - E)^2 / E                Pearson (1900), Phil. Mag. 50:
 * 157. likelihood_ratio  2 sum O ln(O / E)                Wilks (1935); 0 ln 0 = 0.
 *   yates             N max(0, |ad - bc| - N/2)^2 / (r1 r2 c1 c2)      Yates (1934), 2
 * x 2 only; the same as R's min(.5, |O - E|). phi               2 x 2: (ad - bc) /
 * sqrt(r1 r2 c1 c2), with its sign; else sqrt(X2 / N). cramers_v         sqrt(X2 / (N
 * (min(R, C) - 1)))   Cramer (1946), 21.9. contingency_c     sqrt(X2 / (X2 + N))
 * Pearson (1904).
 *
 * When smallest_expected < 1 or share_below_5 > .2, Fisher's p (fisher.h) is the one to
 * print first (Cochran 1954, Biometrics 10: 417). */
struct peil_independence {
    size_t rows, columns; /* not empty */
    double total;
    struct peil_chisquare pearson, likelihood_ratio, yates;
    double phi, cramers_v, contingency_c;
    double smallest_expected;
    double share_below_5; /* of the cells, 0..1, with E < 5 */
};
struct peil_independence peil_chisquare_independence(const double *counts, size_t rows,
                                                     size_t columns,
                                                     struct peil_arena *arena);

/* Mantel's linear-by-linear association, for two ordered variables:
 * M2 = (N - 1) r^2 with r the correlation of the scores; df = 1.
 * Mantel (1963), JASA 58: 690; Agresti (2002), Categorical Data Analysis, 3.4.
 *
 * NULL scores are 1..k by place in the table given, so that a step of the scale which
 * nobody chose still counts as a step. SPSS takes the codes themselves. NAN when all
 * stand in one score. Cochran-Armitage (rank.h) is N r^2, and not the same. */
struct peil_linear_scores {
    const double *rows, *columns;
};
struct peil_chisquare peil_chisquare_linear(const double *counts, size_t rows,
                                            size_t columns,
                                            struct peil_linear_scores scores);

/* One for each cell of the table given, row by row. residual = (O - E) / sqrt(E);
 * adjusted = residual / sqrt((1 - r/N)(1 - c/N)), which is about standard normal when
 * rows and columns are independent. Haberman (1973), Biometrics 29: 205; R's stdres.
 * Both are NAN in an empty row or column, where E = 0; adjusted also in the only row or
 * column that is filled. */
struct peil_chisquare_cell {
    double expected, residual, adjusted;
};
const struct peil_chisquare_cell *peil_chisquare_cells(const double *counts,
                                                       size_t rows, size_t columns,
                                                       struct peil_arena *arena);

#endif
