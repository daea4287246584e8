/* How a figure of a report stands in its sentence. */
#include "questionnaires/base/message.h"
#include "reports/tables/figures.h"
#include "reports/compose/reading.h"

#include <assert.h>
#include <math.h>
#include <string.h>

enum { WHOLE_FROM = 20 }; /* a mean from here on has no decimal */

typedef const char *teller(const struct peil_composer *composer,
                           const struct peil_reading *reading);

/* None of 153 is not none of all: it comes with its limit. */
static const char *nobody(const struct peil_composer *composer,
                          const struct peil_reading *reading)
{
    return peil_arena_format(
        composer->arena, _("nobody (0 of %s; at most %s)"),
        peil_figure_count(composer->arena, reading->base),
        peil_figure_share(composer->arena, reading->high, reading->base));
}

static const char *tell_share(const struct peil_composer *composer,
                              const struct peil_reading *reading)
{
    if (reading->stat == PEIL_STAT_PERCENT && reading->n == 0)
        return nobody(composer, reading);
    return peil_figure_share(composer->arena, reading->number, reading->base);
}

static const char *tell_count(const struct peil_composer *composer,
                              const struct peil_reading *reading)
{
    return peil_figure_count(composer->arena, reading->number);
}

static const char *tell_mean(const struct peil_composer *composer,
                             const struct peil_reading *reading)
{
    return peil_figure_decimal(composer->arena, reading->number,
                               fabs(reading->number) >= WHOLE_FROM ? 0 : 1);
}

/* The sentence says whether it rose or fell. */
static const char *tell_change(const struct peil_composer *composer,
                               const struct peil_reading *reading)
{
    return peil_figure_share(composer->arena, fabs(reading->number), 0);
}

static const char *tell_most(const struct peil_composer *composer,
                             const struct peil_reading *reading)
{
    (void)composer;
    return reading->words;
}

/* All that differs from figure to figure; what is not told still makes a sentence. */
static const struct style {
    teller *tell;
    const char *untold; /* msgid */
} styles[] = {
    [PEIL_STAT_PERCENT] = { tell_share, N_("a part (not shown)") },
    [PEIL_STAT_N] = { tell_count, N_("a number (not shown)") },
    [PEIL_STAT_BASE] = { tell_count, N_("a number (not shown)") },
    [PEIL_STAT_COUNT] = { tell_count, N_("a number (not shown)") },
    [PEIL_STAT_DISTINCT] = { tell_count, N_("a number (not shown)") },
    [PEIL_STAT_LOW] = { tell_share, N_("a part (not shown)") },
    [PEIL_STAT_HIGH] = { tell_share, N_("a part (not shown)") },
    [PEIL_STAT_LIMIT] = { tell_share, N_("a part (not shown)") },
    [PEIL_STAT_MOST] = { tell_most, N_("an answer (not shown)") },
    [PEIL_STAT_SUM] = { tell_count, N_("a number (not shown)") },
    [PEIL_STAT_MEAN] = { tell_mean, N_("a number (not shown)") },
    [PEIL_STAT_MEDIAN] = { tell_mean, N_("a number (not shown)") },
    [PEIL_STAT_CHANGE] = { tell_change, N_("a part (not shown)") },
    [PEIL_STAT_NATIONAL] = { tell_share, N_("a part (not shown)") },
};
static_assert(sizeof styles / sizeof *styles == PEIL_STATS, "a row for every figure");

/* Dutch writes small numbers out. */
static const char *in_words(double number)
{
    static const char *const words[] = {
        N_("none"), N_("one"),    N_("two"),    N_("three"), N_("four"),
        N_("five"), N_("six"),    N_("seven"),  N_("eight"), N_("nine"),
        N_("ten"),  N_("eleven"), N_("twelve"),
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (number == (double)i)
            return _(words[i]);
    return NULL;
}

const char *peil_reading_text(const struct peil_composer *composer,
                              const struct peil_reading *reading, const char *look)
{
    bool brief = look && strcmp(look, "brief") == 0;
    const struct style *style = &styles[reading->stat];
    if (!reading->known)
        return brief ? _("not shown") : _(style->untold);
    const char *words =
        look && strcmp(look, "words") == 0 ? in_words(reading->number) : NULL;
    return words ? words : style->tell(composer, reading);
}
