#include "questionnaires/child_rules.h"

#include "questionnaires/age.h"
#include "questionnaires/check.h"
#include "questionnaires/dutch.h"
#include "questionnaires/item.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#define SAY(look, ...) peil_arena_format((look)->arena, __VA_ARGS__)

/* --- Sentences --- */

static const char *long_sentence(const struct peil_look *look)
{
    const struct peil_sentence *sentence = look->sentence;
    size_t most = look->age->sentence_words;
    return sentence->count > most
               ? SAY(look,
                     "sentence of %zu words; %s reads at most %zu: make two of "
                     "\"%.*s ...\"",
                     sentence->count, look->variant->label, most,
                     (int)peil_sentence_head(sentence, 3), sentence->begin)
               : NULL;
}

static const char *long_word(const struct peil_look *look)
{
    const struct peil_sentence *sentence = look->sentence;
    size_t most = look->age->word_letters;
    for (size_t i = 0; most && i < sentence->count; i++)
        if (!sentence->words[i].name && sentence->words[i].letters > most)
            return SAY(look,
                       "\"%s\" has %zu letters; %s reads at most %zu: say it "
                       "with shorter words",
                       sentence->words[i].text, sentence->words[i].letters,
                       look->variant->label, most);
    return NULL;
}

static bool asks(const struct peil_look *look)
{
    return look->part == PEIL_PART_QUESTION && look->sentence->question;
}

static const char *negation(const struct peil_look *look)
{
    const char *word = asks(look) ? peil_dutch_negation(look->sentence) : NULL;
    return word ? SAY(look,
                      "\"%s\" in a question is easily missed: ask what is, not "
                      "what is not",
                      word)
                : NULL;
}

static const char *double_question(const struct peil_look *look)
{
    const char *word =
        asks(look) ? peil_dutch_second_question(look->sentence, look->arena) : NULL;
    return word ? SAY(look, "two questions in one, from \"%s\" on: ask them one by one",
                      word)
                : NULL;
}

static const char *condition_in_words(const struct peil_look *look)
{
    return !look->age->conditionals && peil_dutch_is_conditional(look->sentence)
               ? SAY(look, "\"als ... dan\" is hard for %s: make it two sentences",
                     look->variant->label)
               : NULL;
}

static const char *passive(const struct peil_look *look)
{
    const char *words = peil_dutch_passive(look->sentence, look->arena);
    return words
               ? SAY(look, "\"%s\" does not say who does it: use an active verb", words)
               : NULL;
}

static const char *jargon(const struct peil_look *look)
{
    const char *word = peil_dutch_jargon(look->sentence);
    return word ? SAY(look,
                      "\"%s\" is a word of professionals: say it in everyday "
                      "words",
                      word)
                : NULL;
}

static const char *recall(const struct peil_look *look)
{
    static const char *const spans[] = {
        [PEIL_THIS_WEEK] = "this week",
        [PEIL_THIS_MONTH] = "this month",
        [PEIL_THIS_YEAR] = "this school year",
    };
    enum peil_recall asked;
    const char *words = look->part == PEIL_PART_QUESTION
                            ? peil_dutch_recall(look->sentence, &asked)
                            : NULL;
    return words && asked > look->age->recall
               ? SAY(look, "\"%s\" is too long ago for %s: ask about %s at most", words,
                     look->variant->label, spans[look->age->recall])
               : NULL;
}

static const char *bare_number(const struct peil_look *look)
{
    const struct peil_sentence *sentence = look->sentence;
    const char *word = sentence->words[0].text;
    bool bare = look->part == PEIL_PART_LABEL && sentence->count == 1 &&
                strspn(word, "0123456789") == strlen(word);
    return bare ? SAY(look,
                      "\"%s\" is a bare number: children choose better between "
                      "words",
                      word)
                : NULL;
}

/* --- Items --- */

static size_t offered(const struct peil_look *look, const struct peil_item *item)
{
    size_t count = 0;
    for (size_t i = 0; i < item->option_count; i++)
        count += peil_variants_has(item->options[i].variants, look->index);
    return count;
}

static const char *many_options(const struct peil_look *look)
{
    const struct peil_item *item = look->item;
    size_t count = offered(look, item);
    size_t most =
        item->kind == PEIL_SCALE ? look->age->scale_options : look->age->list_options;
    return most && count > most
               ? SAY(look,
                     "\"%s\" has %zu options; %s chooses out of at most %zu: "
                     "leave some out or ask two questions",
                     item->id, count, look->variant->label, most)
               : NULL;
}

/* Three words is what the youngest can best choose from, so the middle one of three is
 * no middle to hide in; of five it is. */
static const char *midpoint(const struct peil_look *look)
{
    size_t count = offered(look, look->item);
    bool has_one = look->item->kind == PEIL_SCALE && count >= 5 && count % 2 == 1;
    return has_one && !look->age->midpoint
               ? SAY(look,
                     "\"%s\" has a middle option, which %s takes too often: use "
                     "an even number",
                     look->item->id, look->variant->label)
               : NULL;
}

static const char *faces(const struct peil_look *look)
{
    const struct peil_item *item = look->item;
    for (size_t i = 0; !look->age->faces && i < item->option_count; i++)
        if (item->options[i].face &&
            peil_variants_has(item->options[i].variants, look->index))
            return SAY(look,
                       "\"%s\" shows faces, which are childish for %s: words "
                       "will do",
                       item->id, look->variant->label);
    return NULL;
}

static bool is_choice(const struct peil_item *item)
{
    return peil_item_has_options(item) && !item->assent && !item->practice;
}

static const char *no_dont_know(const struct peil_look *look)
{
    const struct peil_item *item = look->item;
    bool offers =
        item->has_dont_know && peil_variants_has(item->dont_know_variants, look->index);
    return is_choice(item) && !offers
               ? SAY(look, "\"%s\" has no \"I don't know\" for %s: add <dont-know/>",
                     item->id, look->variant->label)
               : NULL;
}

static const char *no_refusal(const struct peil_look *look)
{
    const struct peil_item *item = look->item;
    bool offers =
        item->has_refuse && peil_variants_has(item->refuse_variants, look->index);
    return is_choice(item) && item->sensitive && !offers
               ? SAY(look,
                     "\"%s\" is sensitive and has no \"I'd rather not say\" for "
                     "%s: add <refuse/>",
                     item->id, look->variant->label)
               : NULL;
}

static bool same_label(const struct peil_look *look, const struct peil_option *a,
                       const struct peil_option *b)
{
    return strcmp(peil_texts_find(&a->label, look->index, look->q->language),
                  peil_texts_find(&b->label, look->index, look->q->language)) == 0;
}

static bool same_answers(const struct peil_look *look, const struct peil_item *a,
                         const struct peil_item *b)
{
    if (a->kind != b->kind || offered(look, a) != offered(look, b))
        return false;
    for (size_t i = 0; i < a->option_count; i++) {
        const struct peil_option *option = &a->options[i];
        if (!peil_variants_has(option->variants, look->index))
            continue;
        const struct peil_option *other =
            peil_item_option(b, option->code, look->index);
        if (!other || !same_label(look, option, other))
            return false;
    }
    return true;
}

/* The item that this one follows for the variant; NULL for the first. */
static const struct peil_item *item_before(const struct peil_look *look,
                                           const struct peil_item *item)
{
    for (size_t i = item->index; i-- > 0;) {
        const struct peil_item *before = &look->q->items[i];
        if (before->on && peil_variants_has(before->variants, look->index))
            return before;
    }
    return NULL;
}

static const char *grid(const struct peil_look *look)
{
    const struct peil_item *first = look->item, *before;
    size_t rows = 1;
    if (first->kind != PEIL_SCALE)
        return NULL;
    while ((before = item_before(look, first)) && same_answers(look, before, first)) {
        first = before;
        rows++;
    }
    return rows == look->age->grid_rows + 1
               ? SAY(look,
                     "%zu questions in a row with the same answers are a grid; "
                     "%s can take %zu: put another kind of question between",
                     rows, look->variant->label, look->age->grid_rows)
               : NULL;
}

/* --- Variants --- */

static const char *over_budget(const struct peil_look *look)
{
    double most =
        isnan(look->variant->minutes) ? look->age->minutes : look->variant->minutes;
    double takes = peil_check_minutes(look->q, look->index);
    return takes > most
               ? SAY(look, "%s needs about %.1f minutes; at most %g: leave items out",
                     look->variant->label, takes, most)
               : NULL;
}

static const char *many_items(const struct peil_look *look)
{
    size_t count = 0;
    for (size_t i = 0; i < look->q->item_count; i++) {
        const struct peil_item *item = &look->q->items[i];
        count += item->on && !item->assent && !item->practice &&
                 item->kind != PEIL_EXPLAIN &&
                 peil_variants_has(item->variants, look->index);
    }
    return count > look->age->items
               ? SAY(look, "%s gets up to %zu questions; at most %zu: leave items out",
                     look->variant->label, count, look->age->items)
               : NULL;
}

static const char *no_assent(const struct peil_look *look)
{
    for (size_t i = 0; i < look->q->item_count; i++)
        if (look->q->items[i].assent &&
            peil_variants_has(look->q->items[i].variants, look->index))
            return NULL;
    return SAY(look,
               "%s is not asked to take part: begin with a single with "
               "assent=\"yes\"",
               look->variant->label);
}

/* --- The rules --- */

const struct peil_child_rule peil_child_rules[] = {
    { "sentence", "words in a sentence", .sentence = long_sentence },
    { "long_word", "letters in a word", .sentence = long_word },
    { "negation", "\"not\" and \"nobody\" in a question", .sentence = negation,
      .dutch = true },
    { "double", "two questions in one", .sentence = double_question, .dutch = true },
    { "if_then", "\"if ... then\" for the youngest", .sentence = condition_in_words,
      .dutch = true },
    { "passive", "who does it is not said", .sentence = passive, .dutch = true },
    { "jargon", "words of professionals", .sentence = jargon, .dutch = true },
    { "recall", "how far back a question asks", .sentence = recall, .dutch = true },
    { "number", "labels that are bare numbers", .sentence = bare_number },
    { "options", "number of options", .item = many_options },
    { "midpoint", "a middle option in a scale", .item = midpoint },
    { "faces", "faces for those who are too old", .item = faces },
    { "dont_know", "no \"I don't know\"", .item = no_dont_know },
    { "refuse", "a sensitive item without \"I'd rather not say\"", .item = no_refusal },
    { "grid", "the same answers again and again", .item = grid },
    { "minutes", "time needed", .variant = over_budget },
    { "length", "number of questions", .variant = many_items },
    { "assent", "no question whether to take part", .variant = no_assent },
};
static_assert(sizeof peil_child_rules / sizeof peil_child_rules[0] == PEIL_CHILD_RULES,
              "every rule is counted");
