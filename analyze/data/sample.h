/* How much each response counts for, and how precise that makes us.
 *
 * A response stands for one person, or for as many as --count says; of weighted data
 * its weight is something else than that. Pupils who come in classes or carry weights
 * make a design (design.h); without one every person is a draw of its own. */
#ifndef PEIL_SAMPLE_H
#define PEIL_SAMPLE_H

#include "analyze/data/dataset.h"
#include "analyze/statistics/design.h"

struct peil_sample {
    size_t rows;           /* of the dataset */
    const double *counts;  /* persons in each row; NULL: one */
    const double *weights; /* NULL: a person weighs 1, unless: */
    bool summed; /* weights are known only as sums, of where answers meet (matrix.h) */
    const struct peil_design *design; /* or NULL */
    const unsigned *places; /* of each row in the design, once some were selected:
                             * its clusters stay; NULL: as they are */
    bool clustered;         /* classes, strata or margins, and not only weights */
    enum peil_interval_method interval; /* of shares */
    bool overview; /* many tables that nobody asked for: no long search in any */
};

/* Everyone counts for one. */
struct peil_sample peil_sample_plain(const struct peil_dataset *dataset);

double peil_sample_count(const struct peil_sample *sample, size_t row);
double peil_sample_weight(const struct peil_sample *sample, size_t row);
/* Where the row is in the design. */
size_t peil_sample_place(const struct peil_sample *sample, size_t row);
bool peil_sample_is_weighted(const struct peil_sample *sample);

/* The row of each person, one by one: a counted row comes as often as it counts. NULL
 * where that is no whole number, or they are more than ten million and not a row each.
 */
const size_t *peil_sample_persons(const struct peil_sample *sample, size_t *count,
                                  struct peil_arena *arena);

/* --- Sums --- */

void peil_sum_add(struct peil_sum *tally, const struct peil_sample *sample, size_t row);

/* Kish's base: the persons that would give the same precision. Of counted rows it is n.
 */
double peil_sum_effective(const struct peil_sum *tally,
                          const struct peil_sample *sample);

/* --- Designs --- */

/* A cell number for each response of the design, all of them outside. */
unsigned *peil_sample_cells(const struct peil_sample *sample, struct peil_arena *arena);

/* The sums that the design needs of these cells: of where the responses are, or, where
 * that is NULL because the design is simple, those counted already. */
const struct peil_design_sums *peil_sample_sums(const struct peil_sample *sample,
                                                const unsigned *cell,
                                                const struct peil_sum *counted,
                                                size_t cells, struct peil_arena *arena);

#endif
