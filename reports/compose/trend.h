/* A share over the waves: of all schools, and of those that took part every time. What
 * was asked otherwise then is left out, and said. */
#ifndef PEIL_TREND_H
#define PEIL_TREND_H

#include "analyze/tables/waves.h"
#include "reports/compose/composer.h"

struct peil_trend {
    struct peil_waves all;  /* every wave there is, in order; fewer than two: none */
    struct peil_waves same; /* the same waves; none where the schools are the same */
    struct peil_wave_change change; /* since the wave before the current one: of the
                                       same schools where there are others too */
    struct peil_wave_change trend;  /* per wave, over three or more; of the same */
    const char *const *notes;       /* sentences: what was left out, what was tested */
    size_t note_count;
};

/* Of the options of a pick together. `pick` has one item. */
struct peil_trend peil_trend_of(struct peil_composer *composer,
                                const struct peil_pick *pick);

#endif
