#include "analyze/gate/bands.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

static bool is_for_everyone(const struct peil_derive *derive)
{
    for (size_t i = 0; i < derive->band_count; i++) {
        if (derive->bands[i].variants != 0)
            return false;
    }
    return true;
}

static bool holds(const struct peil_band *band, const struct peil_category *category)
{
    for (size_t i = 0; i < band->of_count; i++) {
        if (strcmp(band->of[i], category->code) == 0)
            return true;
    }
    bool ranges = !isnan(band->from) || !isnan(band->to);
    return band->of_count == 0 && ranges && !(category->score < band->from) &&
           !(category->score >= band->to);
}

const struct peil_band *peil_bands_one(const struct peil_derive *derive,
                                       const struct peil_category *category,
                                       size_t variant)
{
    for (size_t i = 0; i < derive->band_count; i++) {
        if (peil_variants_has(derive->bands[i].variants, variant) &&
            holds(&derive->bands[i], category))
            return &derive->bands[i];
    }
    return NULL;
}

const struct peil_bands *peil_bands_find(const struct peil_questionnaire *q,
                                         const char *variable,
                                         const struct peil_category *categories,
                                         size_t count, struct peil_arena *arena)
{
    struct peil_bands *bands = peil_arena_array(arena, 1, sizeof *bands);
    size_t derive_count = q ? q->derive_count : 0;
    const struct peil_derive **derives =
        peil_arena_array(arena, derive_count, sizeof *derives);
    for (size_t i = 0; i < derive_count; i++) {
        if (strcmp(q->derives[i].from->id, variable) == 0 &&
            is_for_everyone(&q->derives[i]))
            derives[bands->derive_count++] = &q->derives[i];
    }
    const struct peil_band **of =
        peil_arena_array(arena, count * bands->derive_count, sizeof *of);
    for (size_t i = 0; i < count; i++)
        for (size_t d = 0; d < bands->derive_count; d++)
            of[i * bands->derive_count + d] =
                peil_bands_one(derives[d], &categories[i], SIZE_MAX);
    bands->derives = derives;
    bands->of = of;
    return bands;
}

bool peil_bands_share(const struct peil_bands *bands, size_t derive, size_t category,
                      size_t other)
{
    const struct peil_band *a = bands->of[category * bands->derive_count + derive];
    const struct peil_band *b = bands->of[other * bands->derive_count + derive];
    return a == b || (a && b && strcmp(a->code, b->code) == 0);
}

size_t peil_bands_first(const struct peil_bands *bands, size_t category)
{
    for (size_t other = 0; other < category; other++) {
        size_t d = 0;
        while (d < bands->derive_count && peil_bands_share(bands, d, category, other))
            d++;
        if (d == bands->derive_count)
            return other;
    }
    return category;
}
