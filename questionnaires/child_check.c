#include "questionnaires/child_check.h"

#include "questionnaires/base/text.h"
#include "questionnaires/child_rules.h"

#include <string.h>

/* What is being checked, and which of the rules it accepts found something. */
struct subject {
    struct peil_look look; /* as far as known */
    struct peil_diag *diag;
    const char *accept; /* NULL = nothing */
    bool used[PEIL_CHILD_RULES];
};

/* --- Accepting --- */

static bool has_word(const char *words, const char *word)
{
    for (const char *at = words; at && *at;) {
        at += strspn(at, " ");
        size_t length = strcspn(at, " ");
        if (length == strlen(word) && strncmp(at, word, length) == 0)
            return true;
        at += length;
    }
    return false;
}

static size_t find_rule(const char *name)
{
    size_t i = 0;
    while (i < PEIL_CHILD_RULES && strcmp(peil_child_rules[i].name, name) != 0)
        i++;
    return i;
}

/* "sentence, long_word, ..." */
static const char *rule_names(struct peil_arena *arena)
{
    const char *names = peil_child_rules[0].name;
    for (size_t i = 1; i < PEIL_CHILD_RULES; i++)
        names = peil_arena_format(arena, "%s, %s", names, peil_child_rules[i].name);
    return names;
}

static void check_accepted(const struct subject *subject, struct peil_place place)
{
    const char *const *names;
    size_t count = peil_text_words(subject->look.arena,
                                   subject->accept ? subject->accept : "", &names);
    for (size_t i = 0; i < count; i++) {
        size_t rule = find_rule(names[i]);
        if (rule == PEIL_CHILD_RULES)
            peil_diag_add(subject->diag, PEIL_WARNING, place,
                          "there is no rule \"%s\" to accept; expected %s", names[i],
                          rule_names(subject->look.arena));
        else if (!subject->used[rule])
            peil_diag_add(subject->diag, PEIL_WARNING, place,
                          "accepts \"%s\", but that rule finds nothing here: take it "
                          "out",
                          names[i]);
    }
}

/* --- Looking --- */

/* The variants of a set, also when it stands for all. */
static peil_variants members(const struct peil_questionnaire *q, peil_variants set)
{
    peil_variants all = (1u << q->variant_count) - 1;
    return set ? set & all : all;
}

/* Lets a rule look for each child variant until it has something to say: what is too
 * hard for the youngest is said once. */
static void look_for(struct subject *subject, size_t rule,
                     peil_child_rule_function *function, peil_variants who,
                     struct peil_place place)
{
    struct peil_look look = subject->look;
    const char *message = NULL;
    for (size_t i = 0; i < look.q->variant_count && !message; i++) {
        look.index = i;
        look.variant = &look.q->variants[i];
        look.age = peil_age_of(look.variant);
        if (look.age->name && (who >> i & 1))
            message = function(&look);
    }
    if (message && has_word(subject->accept, peil_child_rules[rule].name))
        subject->used[rule] = true;
    else if (message)
        peil_diag_add(subject->diag, PEIL_WARNING, place, "%s", message);
}

static void check_sentence(struct subject *subject, peil_variants who,
                           struct peil_place place)
{
    bool dutch = strcmp(subject->look.language, "nl") == 0;
    for (size_t i = 0; i < PEIL_CHILD_RULES; i++) {
        const struct peil_child_rule *rule = &peil_child_rules[i];
        if (rule->sentence && (dutch || !rule->dutch))
            look_for(subject, i, rule->sentence, who, place);
    }
}

/* Who of `who` reads this wording, and not another of the texts? */
static peil_variants readers(const struct peil_questionnaire *q,
                             const struct peil_texts *texts,
                             const struct peil_wording *wording, peil_variants who)
{
    peil_variants set = 0;
    for (size_t i = 0; i < q->variant_count; i++)
        if ((who >> i & 1) &&
            peil_texts_find(texts, i, wording->language) == wording->text)
            set |= 1u << i;
    return set;
}

static void check_texts(struct subject *subject, const struct peil_texts *texts,
                        enum peil_part part, peil_variants who)
{
    struct peil_look *look = &subject->look;
    for (size_t i = 0; i < texts->count; i++) {
        const struct peil_wording *wording = &texts->wordings[i];
        const struct peil_sentence *sentences;
        size_t count = peil_text_sentences(wording->text, look->arena, &sentences);
        look->part = part;
        look->language = wording->language;
        for (size_t s = 0; s < count; s++) {
            look->sentence = &sentences[s];
            check_sentence(subject, readers(look->q, texts, wording, who),
                           wording->place);
        }
    }
}

static void check_item_texts(struct subject *subject, const struct peil_item *item,
                             peil_variants who)
{
    bool asks = item->kind != PEIL_EXPLAIN && !item->assent;
    check_texts(subject, &item->intro, PEIL_PART_OTHER, who);
    check_texts(subject, &item->text, asks ? PEIL_PART_QUESTION : PEIL_PART_OTHER, who);
    check_texts(subject, &item->help, PEIL_PART_OTHER, who);
    for (size_t i = 0; i < item->option_count; i++)
        check_texts(subject, &item->options[i].label, PEIL_PART_LABEL,
                    who & members(subject->look.q, item->options[i].variants));
    check_texts(subject, &item->dont_know, PEIL_PART_LABEL, who);
    check_texts(subject, &item->refuse, PEIL_PART_LABEL, who);
}

static void check_item(struct subject subject, const struct peil_item *item)
{
    peil_variants who = members(subject.look.q, item->variants);
    subject.look.item = item;
    subject.accept = item->accept;
    check_item_texts(&subject, item, who);
    for (size_t i = 0; i < PEIL_CHILD_RULES; i++)
        if (peil_child_rules[i].item)
            look_for(&subject, i, peil_child_rules[i].item, who, item->place);
    check_accepted(&subject, item->place);
}

static void check_variant(struct subject subject, const struct peil_variant *variant)
{
    size_t index = (size_t)(variant - subject.look.q->variants);
    subject.accept = variant->accept;
    for (size_t i = 0; i < PEIL_CHILD_RULES; i++)
        if (peil_child_rules[i].variant)
            look_for(&subject, i, peil_child_rules[i].variant, 1u << index,
                     variant->place);
    check_accepted(&subject, variant->place);
}

void peil_child_check(const struct peil_questionnaire *q, struct peil_arena *arena,
                      struct peil_diag *diag)
{
    struct subject subject = { .look = { .q = q, .arena = arena }, .diag = diag };
    for (size_t i = 0; i < q->variant_count; i++)
        check_variant(subject, &q->variants[i]);
    for (size_t i = 0; i < q->item_count; i++)
        check_item(subject, &q->items[i]);
    check_texts(&subject, &q->closing, PEIL_PART_OTHER, members(q, 0));
    check_texts(&subject, &q->stopped, PEIL_PART_OTHER, members(q, 0));
    check_texts(&subject, &q->refused, PEIL_PART_OTHER, members(q, 0));
}
