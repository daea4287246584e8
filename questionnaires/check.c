#include "questionnaires/check.h"

#include "questionnaires/child_check.h"
#include "questionnaires/item.h"
#include "questionnaires/proof.h"

#include <stdint.h>
#include <string.h>

/* --- Texts for every variant, in every language --- */

struct texts_check {
    const struct peil_questionnaire *q;
    struct peil_arena *arena;
    struct peil_diag *diag;
};

/* What the texts are, who should be able to read them, and where to say so. */
struct needed {
    const struct peil_texts *texts;
    const char *what;
    peil_variants who;
    struct peil_place place;
    bool optional; /* a variant without it is meant to have none */
};

static bool has_wording(const struct peil_texts *texts, size_t variant,
                        const char *language)
{
    for (size_t i = 0; i < texts->count; i++)
        if (strcmp(texts->wordings[i].language, language) == 0 &&
            peil_variants_has(texts->wordings[i].variants, variant))
            return true;
    return false;
}

/* The labels of the variants that lack it: "groep 5-6, klas 1-2"; NULL when none. */
static const char *who_lack(const struct texts_check *check,
                            const struct needed *needed, const char *language)
{
    const struct peil_questionnaire *q = check->q;
    const char *labels = NULL;
    if (!q->variant_count)
        return has_wording(needed->texts, SIZE_MAX, language) ? NULL : "all";
    for (size_t i = 0; i < q->variant_count; i++) {
        bool meant = peil_variants_has(needed->who, i) &&
                     (!needed->optional || has_wording(needed->texts, i, q->language));
        if (!meant || has_wording(needed->texts, i, language))
            continue;
        labels = labels ? peil_arena_format(check->arena, "%s, %s", labels,
                                            q->variants[i].label)
                        : q->variants[i].label;
    }
    return labels;
}

/* The questionnaire speaks the languages of its title. */
static void check_needed(const struct texts_check *check, struct needed needed)
{
    const struct peil_texts *title = &check->q->title;
    for (size_t i = 0; needed.texts->count && i < title->count; i++) {
        const char *language = title->wordings[i].language;
        const char *who = who_lack(check, &needed, language);
        if (who)
            peil_diag_add(check->diag, PEIL_WARNING, needed.place,
                          "%s has no text in \"%s\" for %s: another one will be shown",
                          needed.what, language, who);
    }
}

static void check_option_texts(const struct texts_check *check,
                               const struct peil_item *item,
                               const struct peil_option *option)
{
    const char *what = peil_arena_format(check->arena, "option \"%s\" of \"%s\"",
                                         option->code, item->id);
    peil_variants who = option->variants ? option->variants : item->variants;
    if (option->variants && item->variants)
        who &= item->variants;
    check_needed(check, (struct needed){ .texts = &option->label,
                                         .what = what,
                                         .who = who,
                                         .place = option->place });
}

static void check_item_texts(const struct texts_check *check,
                             const struct peil_item *item)
{
    struct needed needed = {
        .texts = &item->text,
        .what = peil_arena_format(check->arena, "\"%s\"", item->id),
        .who = item->variants,
        .place = item->place,
    };
    check_needed(check, needed);
    for (size_t i = 0; i < item->option_count; i++)
        check_option_texts(check, item, &item->options[i]);
    needed.optional = true;
    needed.texts = &item->intro;
    check_needed(check, needed);
    needed.texts = &item->help;
    check_needed(check, needed);
    needed.texts = &item->dont_know;
    check_needed(check, needed);
    needed.texts = &item->refuse;
    check_needed(check, needed);
}

static void check_page(const struct texts_check *check, const struct peil_texts *page,
                       const char *what)
{
    if (page->count)
        check_needed(check, (struct needed){ .texts = page,
                                             .what = what,
                                             .place = page->wordings[0].place });
}

static void check_texts(const struct texts_check *check)
{
    for (size_t i = 0; i < check->q->item_count; i++)
        check_item_texts(check, &check->q->items[i]);
    check_page(check, &check->q->refused, "the page after \"no, rather not\"");
    check_page(check, &check->q->stopped, "the page after \"I stop\"");
    check_page(check, &check->q->closing, "the closing page");
}

/* --- How many may be chosen --- */

/* Options of a variant that may go together. */
static size_t joinable(const struct peil_questionnaire *q, const struct peil_item *item,
                       size_t variant)
{
    size_t count = 0;
    for (size_t i = 0; i < item->option_count; i++)
        count += !item->options[i].exclusive &&
                 (!q->variant_count ||
                  peil_variants_has(item->options[i].variants, variant));
    return count;
}

static size_t most_joinable(const struct peil_questionnaire *q,
                            const struct peil_item *item)
{
    size_t most = 0;
    for (size_t i = 0; i < q->variant_count || i == 0; i++) {
        size_t count = joinable(q, item, i);
        bool asked = !q->variant_count || peil_variants_has(item->variants, i);
        if (asked && count > most)
            most = count;
    }
    return most;
}

static void check_counts(const struct peil_questionnaire *q,
                         const struct peil_item *item, struct peil_diag *diag)
{
    if (item->kind != PEIL_MULTIPLE && item->kind != PEIL_RANKING)
        return;
    size_t can = most_joinable(q, item);
    if (item->least > can)
        peil_diag_add(diag, PEIL_WARNING, item->place,
                      "\"%s\" wants at least %zu options, but only %zu go together: "
                      "nobody can answer it",
                      item->id, item->least, can);
    if (item->most > can)
        peil_diag_add(diag, PEIL_WARNING, item->place,
                      "\"%s\" allows %zu options, but only %zu go together", item->id,
                      item->most, can);
    if (item->kind == PEIL_MULTIPLE && item->most == 1)
        peil_diag_add(diag, PEIL_WARNING, item->place,
                      "\"%s\" allows one option only: make it a single", item->id);
}

void peil_check(const struct peil_questionnaire *q, struct peil_arena *arena,
                struct peil_diag *diag)
{
    peil_proof_check(q, arena, diag);
    check_texts(&(struct texts_check){ q, arena, diag });
    for (size_t i = 0; i < q->item_count; i++)
        check_counts(q, &q->items[i], diag);
    peil_child_check(q, arena, diag);
}
