/* How often each answer was given.
 *
 * Everyone falls in one place: a valid answer, or a missing kind. "Not asked" is in no
 * base. percent = n / asked, valid percent = n / valid, and the cumulative percent goes
 * over the valid answers in codebook order. Of a multiple item, everyone who was asked
 * and did not skip it is a case, also who ticked nothing, and counts once for each
 * option ticked: percents are of cases (they add up to more than 100) and of responses.
 * SPSS leaves a case without any tick out of its base; then its figures are higher. */
#ifndef PEIL_TABULATE_H
#define PEIL_TABULATE_H

#include "analyze/data/dimension.h"
#include "analyze/data/sample.h"

/* Without a base line's words and before the disclosure gate. */
struct peil_table *peil_tabulate(const struct peil_sample *sample,
                                 const struct peil_dimension *dimension,
                                 struct peil_arena *arena);

/* One more sentence under a table. */
void peil_table_add_note(struct peil_table *table, const char *note,
                         struct peil_arena *arena);

#endif
