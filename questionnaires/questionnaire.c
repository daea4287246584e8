#include "questionnaires/questionnaire.h"

#include <assert.h>
#include <stdint.h>
#include <string.h>

const struct peil_item *peil_questionnaire_item(const struct peil_questionnaire *q,
                                                const char *id)
{
    for (size_t i = 0; i < q->item_count; i++)
        if (strcmp(q->items[i].id, id) == 0)
            return &q->items[i];
    return NULL;
}

const struct peil_derive *peil_questionnaire_derive(const struct peil_questionnaire *q,
                                                    const char *id)
{
    for (size_t i = 0; i < q->derive_count; i++)
        if (strcmp(q->derives[i].id, id) == 0)
            return &q->derives[i];
    return NULL;
}

bool peil_variants_has(peil_variants set, size_t variant)
{
    return set == 0 || (variant < PEIL_MAX_VARIANTS && (set >> variant & 1));
}

/* While the variant is not known, the first option that has the code will do. */
const struct peil_option *peil_item_option(const struct peil_item *item,
                                           const char *code, size_t variant)
{
    for (size_t i = 0; i < item->option_count; i++) {
        const struct peil_option *option = &item->options[i];
        bool seen = variant == SIZE_MAX || peil_variants_has(option->variants, variant);
        if (seen && strcmp(option->code, code) == 0)
            return option;
    }
    return NULL;
}

size_t peil_item_most(const struct peil_item *item, size_t variant)
{
    for (size_t i = 0; variant != SIZE_MAX && i < item->limit_count; i++)
        if (peil_variants_has(item->limits[i].variants, variant))
            return item->limits[i].most;
    return item->most;
}

/* How well a wording suits: the language asked for comes first, then the main one
 * (texts begin with it), then a wording of the variant's own. 0 = not at all. */
static int suits(const struct peil_texts *texts, const struct peil_wording *wording,
                 size_t variant, const char *language)
{
    bool own = wording->variants != 0;
    if (own && variant != SIZE_MAX && !peil_variants_has(wording->variants, variant))
        return 0;
    bool asked = strcmp(wording->language, language) == 0;
    bool main = strcmp(wording->language, texts->wordings[0].language) == 0;
    return 1 + 4 * asked + 2 * main + (own == (variant != SIZE_MAX));
}

const char *peil_texts_find(const struct peil_texts *texts, size_t variant,
                            const char *language)
{
    const char *found = "";
    int best = 0;
    for (size_t i = 0; i < texts->count; i++) {
        int rank = suits(texts, &texts->wordings[i], variant, language);
        if (rank > best) {
            best = rank;
            found = texts->wordings[i].text;
        }
    }
    return found;
}

const char *peil_texts_first(const struct peil_texts *texts,
                             const struct peil_questionnaire *q)
{
    for (size_t i = 0; i < q->variant_count; i++) {
        const char *text = peil_texts_find(texts, i, q->language);
        if (*text)
            return text;
    }
    return peil_texts_find(texts, SIZE_MAX, q->language);
}

/* All that is said about a missing kind, in one row. */
static const struct missing {
    const char *code, *name;
} missings[] = {
    [PEIL_ANSWERED] = { "", "answered" },
    [PEIL_NOT_ASKED] = { "-7", "not_asked" },
    [PEIL_NO_ANSWER] = { "-9", "no_answer" },
    [PEIL_DONT_KNOW] = { "-8", "dont_know" },
    [PEIL_REFUSED] = { "-6", "refused" },
    [PEIL_NOT_REACHED] = { "-5", "not_reached" },
};
static_assert(sizeof missings / sizeof missings[0] == PEIL_MISSING_KINDS,
              "every missing kind has its row");

const char *peil_missing_code(enum peil_missing missing)
{
    return missings[missing].code;
}

const char *peil_missing_name(enum peil_missing missing)
{
    return missings[missing].name;
}

bool peil_missing_find(const char *code, enum peil_missing *missing)
{
    for (size_t i = PEIL_NOT_ASKED; i < PEIL_MISSING_KINDS; i++) {
        if (strcmp(missings[i].code, code) == 0) {
            *missing = (enum peil_missing)i;
            return true;
        }
    }
    return false;
}
