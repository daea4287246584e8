/* Dimensions that are made of more than one: a set of columns that answer one question,
 * one within another, and nets, which show options together. */
#ifndef PEIL_COMPOUND_H
#define PEIL_COMPOUND_H

#include "analyze/data/dimension.h"

/* In the dataset's list, from *at on, which moves behind it; NULL when there is none.
 */
const struct peil_definition *peil_compound_defined(const struct peil_dataset *dataset,
                                                    enum peil_definition_kind kind,
                                                    const char *name, size_t *at);

/* Columns of 0 and 1 are ticks, each an option by itself; of other columns every code
 * is an option, and who gave it in two columns counts once. False after an error. */
PEIL_MUST_READ
bool peil_compound_set(const struct peil_dataset *dataset,
                       const struct peil_definition *definition,
                       struct peil_dimension *set, struct peil_arena *arena,
                       struct peil_diag *diag);

/* False when there are too many categories, or several for one person. */
PEIL_MUST_READ
bool peil_compound_nest(const struct peil_dimension *outer,
                        const struct peil_dimension *inner,
                        struct peil_dimension *nested, struct peil_arena *arena);

/* The nets that were defined for that name. */
void peil_compound_nets(const struct peil_dataset *dataset, const char *name,
                        struct peil_dimension *dimension, struct peil_arena *arena);

#endif
