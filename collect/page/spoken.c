#include "collect/page/spoken.h"

#include "collect/page/words.h"

#include <stdint.h>
#include <string.h>

struct listing {
    const struct peil_questionnaire *q;
    const struct peil_study *study;
    const char *language;
    struct peil_arena *arena;
    struct peil_spoken *list;
    size_t count;
};

/* One piece: its texts, or the usual words where it has none of its own. */
struct piece {
    const char *item, *part;
    peil_variants asked, variants; /* who is asked the item, and who sees the piece */
    const struct peil_texts *texts;
    const char *usual;
};

/* What this variant is shown, if that is in the language. */
static const char *words_for(const struct listing *listing, const struct piece *piece,
                             size_t variant)
{
    const struct peil_texts *texts = piece->texts;
    const char *text = peil_texts_find(texts, variant, listing->language);
    if (texts->count == 0 && piece->usual)
        return piece->usual;
    for (size_t i = 0; i < texts->count; i++)
        if (texts->wordings[i].text == text &&
            strcmp(texts->wordings[i].language, listing->language) == 0)
            return peil_study_fill(listing->study, listing->q, text, listing->arena);
    return "";
}

static void add(struct listing *listing, struct piece piece)
{
    size_t variants = listing->q->variant_count;
    for (size_t i = 0; i < (variants ? variants : 1); i++) {
        size_t variant = variants ? i : SIZE_MAX;
        bool seen = !variants || (peil_variants_has(piece.asked, variant) &&
                                  peil_variants_has(piece.variants, variant));
        const char *text = seen ? words_for(listing, &piece, variant) : "";
        if (!*text)
            continue;
        listing->list = peil_arena_grow(listing->arena, listing->list, listing->count,
                                        sizeof *listing->list);
        listing->list[listing->count++] =
            (struct peil_spoken){ .item = piece.item,
                                  .part = piece.part,
                                  .language = listing->language,
                                  .variant = variant,
                                  .text = text };
    }
}

static void add_missing(struct listing *listing, const struct peil_item *item)
{
    const struct peil_words *words = peil_words_find(listing->language);
    bool ours = strcmp(words->language, listing->language) == 0;
    struct piece dont_know = { item->id,         "dk",
                               item->variants,   item->dont_know_variants,
                               &item->dont_know, ours ? words->dont_know : NULL };
    struct piece refuse = { item->id,       "rf",
                            item->variants, item->refuse_variants,
                            &item->refuse,  ours ? words->refuse : NULL };
    if (item->has_dont_know)
        add(listing, dont_know);
    if (item->has_refuse)
        add(listing, refuse);
}

/* Two options may share a code, with other words for other variants. */
static void find_shared(struct peil_spoken *list, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        list[i].shared = true;
        for (size_t k = 0; k < count; k++)
            if (strcmp(list[i].part, list[k].part) == 0 &&
                strcmp(list[i].text, list[k].text) != 0)
                list[i].shared = false;
    }
}

static void add_item(struct listing *listing, const struct peil_item *item)
{
    const size_t first = listing->count;
    const peil_variants asked = item->variants;
    add(listing, (struct piece){ item->id, "intro", asked, 0, &item->intro, NULL });
    add(listing, (struct piece){ item->id, "question", asked, 0, &item->text, NULL });
    for (size_t i = 0; i < item->option_count; i++) {
        const struct peil_option *option = &item->options[i];
        add(listing, (struct piece){ item->id, option->code, asked, option->variants,
                                     &option->label, NULL });
    }
    add_missing(listing, item);
    find_shared(listing->list + first, listing->count - first);
}

/* A last page is an item of one piece. */
static void add_page(struct listing *listing, const char *name,
                     const struct peil_texts *texts)
{
    const size_t first = listing->count;
    if (!peil_questionnaire_item(listing->q, name))
        add(listing, (struct piece){ name, "question", 0, 0, texts, NULL });
    find_shared(listing->list + first, listing->count - first);
}

size_t peil_spoken_list(const struct peil_questionnaire *q,
                        const struct peil_study *study, const char *language,
                        struct peil_arena *arena, const struct peil_spoken **list)
{
    struct listing listing = { q, study, language, arena, NULL, 0 };
    for (size_t i = 0; i < q->item_count; i++)
        if (q->items[i].on)
            add_item(&listing, &q->items[i]);
    add_page(&listing, "closing", &q->closing);
    add_page(&listing, "stopped", &q->stopped);
    add_page(&listing, "refused", &q->refused);
    *list = listing.list;
    return listing.count;
}

const char *peil_spoken_name(const struct peil_questionnaire *q,
                             const struct peil_spoken *spoken, bool shared,
                             struct peil_arena *arena)
{
    bool all = shared || spoken->variant == SIZE_MAX;
    bool main = strcmp(spoken->language, q->language) == 0;
    return peil_arena_format(arena, "%s.%s.%s%s%s", spoken->item,
                             all ? "all" : q->variants[spoken->variant].id,
                             spoken->part, main ? "" : ".",
                             main ? "" : spoken->language);
}
