/* The exact p of a table larger than 2 x 2, for fisher.h. */
#ifndef PEIL_FISHER_NETWORK_H
#define PEIL_FISHER_NETWORK_H

#include "analyze/statistics/margins.h"

#include <stdbool.h>
#include <stdint.h>

/* `margins` holds whole counts, and `limit` is the largest -sum ln n_ij! of a table
 * that counts as unlikely as ours. NAN when it would take more than `budget` steps. */
double peil_fisher_network(const struct peil_margins *margins, double limit,
                           uint64_t budget);

/* ln 0!, ln 1!, ...: `count` of them. */
const double *peil_fisher_log_factorials(size_t count, struct peil_arena *arena);

#endif
