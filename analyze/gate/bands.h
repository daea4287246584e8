/* Which categories of an item a derived variable shows together: "groep 5" and
 * "groep 6" as "groep 5-6". Who reads both tables knows what they add up to. */
#ifndef PEIL_BANDS_H
#define PEIL_BANDS_H

#include "analyze/table.h"

struct peil_bands {
    const struct peil_derive *const
        *derives; /* from this item, the same for everyone */
    size_t derive_count;
    const struct peil_band *const *of; /* derive_count for each category; NULL = none */
};

/* `q` may be NULL, and `variable` need not be an item: then there are none. Bands that
 * differ by variant are left out: they are no sums of categories. */
const struct peil_bands *peil_bands_find(const struct peil_questionnaire *q,
                                         const char *variable,
                                         const struct peil_category *categories,
                                         size_t count, struct peil_arena *arena);

/* The band that a category falls in for a variant (SIZE_MAX: it is not known), or NULL.
 */
const struct peil_band *peil_bands_one(const struct peil_derive *derive,
                                       const struct peil_category *category,
                                       size_t variant);

/* The first category that stands in the same bands as this one, in all of them. */
size_t peil_bands_first(const struct peil_bands *bands, size_t category);

/* Do the two stand in one band of derives[derive]? */
bool peil_bands_share(const struct peil_bands *bands, size_t derive, size_t category,
                      size_t other);

#endif
