/* Two variables together: rows by columns.
 *
 * Only who gave a valid answer to both is counted. Row percents are of the row's
 * cases, column percents of the column's, total percents of all. Where rows or columns
 * are options of a multiple item a case may stand in several of them: percents are of
 * cases, and the table as a whole is not tested, since its cells are not independent
 * draws. Letters take off how far two columns are of the same persons.
 *
 * Percents are of weights. What is tested of weighted data is the table of weights,
 * scaled to the persons who were asked: weights are no persons. */
#ifndef PEIL_CROSSTAB_H
#define PEIL_CROSSTAB_H

#include "analyze/data/dimension.h"
#include "analyze/statistics/letters.h"
#include "analyze/data/sample.h"

/* Without a base line's words and before the disclosure gate. */
struct peil_table *peil_crosstab(const struct peil_sample *sample,
                                 const struct peil_dimension *rows,
                                 const struct peil_dimension *columns,
                                 struct peil_arena *arena);

/* What can only be said of figures that are shown, after the gate: letters, and what
 * must stand beside the tests about small expected counts and about classes. */
void peil_crosstab_explain(struct peil_table *table, enum peil_correction correction,
                           struct peil_arena *arena);

#endif
