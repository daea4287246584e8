/* What else must be hidden so that a figure is no longer given away?
 *
 * Somebody else is looked for who could have been asked instead: numbers of respondents
 * by which the figure would be as much larger (or smaller) as it should seem possible.
 * Of all these, the ones that change the cheapest figures; those that they change are
 * to be hidden. In a single table that is a ring of cells (network.h). */
#ifndef PEIL_REMEDY_H
#define PEIL_REMEDY_H

#include "analyze/gate/attack.h"

/* `costs`: of each figure that is shown, to change it by one; INFINITY: never.
 * `changed` gets which are to be hidden. False: there are none that would help. */
bool peil_remedy_find(const struct peil_attack *attack, size_t figure, double asked,
                      const double *costs, bool *changed);

#endif
