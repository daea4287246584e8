/* Two variables together: rows by columns.
 *
 * Only who gave a valid answer to both is counted. Row percents are of the row's
 * cases, column percents of the column's, total percents of all. Where rows or columns
 * are options of a multiple item a case may stand in several of them: percents are of
 * cases, and nothing is tested, since the cells are not independent draws. */
#ifndef PEIL_CROSSTAB_H
#define PEIL_CROSSTAB_H

#include "analyze/dimension.h"

/* Without a base line's words and before the disclosure gate. */
struct peil_table *peil_crosstab(const struct peil_dataset *dataset,
                                 const struct peil_dimension *rows,
                                 const struct peil_dimension *columns,
                                 struct peil_arena *arena);

/* What must be said beside the tests, about small expected counts. After the gate,
 * since a smallest expected count tells of the margins. */
void peil_crosstab_explain(struct peil_table *table, struct peil_arena *arena);

#endif
