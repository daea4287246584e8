/* What of a questionnaire can be read aloud, piece by piece, and what a recording of
 * each piece is called.
 *
 * A name is ITEM.VARIANT.PART: "hulp_eerst.a.question". The part is "intro",
 * "question", an option's code, "dk" or "rf". Where all variants have the same words,
 * "all" may stand for the variant. In another language than the questionnaire's own
 * its name follows: "hulp_eerst.a.question.en". The last pages are "closing",
 * "stopped" and "refused", with a "question" each. */
#ifndef PEIL_SPOKEN_H
#define PEIL_SPOKEN_H

#include "questionnaires/study.h"

struct peil_spoken {
    const char *item, *part, *language;
    size_t variant;   /* SIZE_MAX when the questionnaire has none */
    bool shared;      /* the same words for all variants that have it */
    const char *text; /* as it is shown: placeholders filled, '\n' between paragraphs */
};

/* All pieces in that language, in the order of asking, variant by variant within a
 * piece. Returns their number. */
size_t peil_spoken_list(const struct peil_questionnaire *q,
                        const struct peil_study *study, const char *language,
                        struct peil_arena *arena, const struct peil_spoken **list);

/* Its name, or with `shared` the one for all variants. */
const char *peil_spoken_name(const struct peil_questionnaire *q,
                             const struct peil_spoken *spoken, bool shared,
                             struct peil_arena *arena);

#endif
