/* peil_check_minutes: how long a variant takes, before any pupil has seen it. */
#include "questionnaires/age.h"
#include "questionnaires/check.h"
#include "questionnaires/item.h"

#include <string.h>

enum { WORDS_OF_DONT_KNOW = 3, WORDS_OF_REFUSE = 4 };

static double words_of(const struct peil_questionnaire *q,
                       const struct peil_texts *texts, size_t variant)
{
    double words = 0;
    for (const char *at = peil_texts_find(texts, variant, q->language); *at;) {
        at += strspn(at, " \n");
        words += *at != '\0';
        at += strcspn(at, " \n");
    }
    return words;
}

static double words_to_read(const struct peil_questionnaire *q,
                            const struct peil_item *item, size_t variant)
{
    double words = words_of(q, &item->intro, variant) +
                   words_of(q, &item->text, variant) +
                   words_of(q, &item->help, variant);
    for (size_t i = 0; i < item->option_count; i++)
        if (peil_variants_has(item->options[i].variants, variant))
            words += words_of(q, &item->options[i].label, variant);
    if (item->has_dont_know && peil_variants_has(item->dont_know_variants, variant))
        words += WORDS_OF_DONT_KNOW;
    if (item->has_refuse && peil_variants_has(item->refuse_variants, variant))
        words += WORDS_OF_REFUSE;
    return words;
}

static double seconds_to_answer(const struct peil_age *age,
                                const struct peil_item *item)
{
    if (item->kind == PEIL_EXPLAIN)
        return 0;
    return item->kind == PEIL_TEXT ? age->seconds_to_write : age->seconds_to_choose;
}

double peil_check_minutes(const struct peil_questionnaire *q, size_t variant)
{
    static const struct peil_variant grown_up = { .id = "" };
    const struct peil_age *age =
        peil_age_of(variant < q->variant_count ? &q->variants[variant] : &grown_up);
    double words = words_of(q, &q->closing, variant), seconds = 0;
    for (size_t i = 0; i < q->item_count; i++) {
        const struct peil_item *item = &q->items[i];
        if (!item->on || !peil_variants_has(item->variants, variant))
            continue;
        words += words_to_read(q, item, variant);
        seconds += seconds_to_answer(age, item);
    }
    return words / age->words_a_minute + seconds / 60;
}
