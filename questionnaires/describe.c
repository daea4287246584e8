/* A condition in plain words, in the language of its questionnaire: what completes
 * "leerlingen ..." or "pupils ...".
 *
 * What speaks of one question with one answer is described by what it comes to: it is
 * evaluated for each answer, so that `x > 0 and x != 9` reads as "anything but ...".
 * The rest follows the tree, with `not` pushed down to the leaves. */
#include "questionnaires/condition.h"

#include "questionnaires/base/message.h"
#include "questionnaires/base/text.h"
#include "questionnaires/item.h"

#include <stdint.h>
#include <string.h>

enum { QUESTION_WIDTH = 72, LABEL_WIDTH = 48, MOST_LISTED = 4, MOST_NAMES = 8 };

struct describing {
    const struct peil_questionnaire *q;
    struct peil_response *response; /* to try answers in */
    struct peil_arena *arena;
};

/* A predicate ("chose ..."), and how deeply "and" and "or" are nested in it. */
struct phrase {
    const char *text;
    int levels;
};

/* --- Words --- */

/* Cut between words, with an ellipsis; inner quotes become single ones. */
static const char *quoted(const struct describing *describing, const char *text,
                          size_t width)
{
    const char *cut = peil_text_cut(describing->arena, text, width);
    size_t length = strlen(cut);
    char *quote = peil_arena_array(describing->arena, length + sizeof "\"...\"", 1);
    if (cut != text)
        while (length > 0 && cut[length] != ' ')
            length--;
    char *end = quote;
    *end++ = '"';
    for (size_t i = 0; i < length; i++)
        *end++ = cut[i];
    for (char *c = quote + 1; c < end; c++)
        if (*c == '"' || *c == '\n')
            *c = *c == '"' ? '\'' : ' ';
    stpcpy(end, cut != text ? "...\"" : "\"");
    return quote;
}

/* The sentence that asks, when there is more around it. */
static const char *question_in(const struct describing *describing, const char *text)
{
    size_t end = strcspn(text, "?"), begin = end;
    if (!text[end])
        return text;
    while (begin > 0 &&
           !(text[begin - 1] == ' ' && begin > 1 && strchr(".!:\n", text[begin - 2])) &&
           text[begin - 1] != '\n')
        begin--;
    return peil_arena_copy_span(describing->arena, text + begin, end - begin + 1);
}

static const char *question(const struct describing *describing,
                            const struct peil_item *item)
{
    if (item->label)
        return quoted(describing, item->label, QUESTION_WIDTH);
    const char *text = peil_texts_first(&item->text, describing->q);
    return quoted(describing, question_in(describing, text), QUESTION_WIDTH);
}

static const char *label(const struct describing *describing,
                         const struct peil_item *item, const char *code)
{
    const struct peil_option *option = peil_item_option(item, code, SIZE_MAX);
    const char *text = option ? peil_texts_first(&option->label, describing->q) : code;
    return quoted(describing, text, LABEL_WIDTH);
}

/* a, b <word> c */
static const char *series(const struct describing *describing, const char *const *parts,
                          size_t count, const char *word)
{
    size_t room = 1;
    for (size_t i = 0; i < count; i++)
        room += strlen(parts[i]) + strlen(word) + strlen(", ");
    char *text = peil_arena_array(describing->arena, room, 1), *end = text;
    for (size_t i = 0; i < count; i++)
        end = stpcpy(stpcpy(end, i == 0 ? "" : i + 1 < count ? ", " : word), parts[i]);
    return text;
}

/* --- One question with one answer: by what it comes to --- */

/* Does the condition speak of one such item only? It starts with *item NULL. */
static bool speaks_of_one(const struct peil_condition *node,
                          const struct peil_item **item)
{
    if (!node)
        return true;
    if (node->derive || node->kind == PEIL_NODE_VARIANT)
        return false;
    if (node->item) {
        if (*item && *item != node->item)
            return false;
        *item = node->item;
    }
    return speaks_of_one(node->left, item) && speaks_of_one(node->right, item);
}

struct outcome {
    const char **chosen, **others; /* labels in quotes */
    size_t chosen_count, other_count;
    bool without; /* true too when there is no answer */
};

static bool holds(const struct peil_condition *node, bool negated,
                  const struct peil_response *response)
{
    return peil_condition_evaluate(node, response) ==
           (negated ? PEIL_FALSE : PEIL_TRUE);
}

static struct outcome try_answers(const struct describing *describing,
                                  const struct peil_condition *node, bool negated,
                                  const struct peil_item *item)
{
    struct peil_arena *arena = describing->arena;
    struct peil_response *response = describing->response;
    struct peil_answer *answer = &response->answers[item->index];
    size_t room = item->option_count;
    struct outcome outcome = {
        .chosen = peil_arena_array(arena, room, sizeof *outcome.chosen),
        .others = peil_arena_array(arena, room, sizeof *outcome.others),
        .without = holds(node, negated, response),
    };
    answer->given = true;
    answer->option_count = 1;
    for (size_t i = 0; i < item->option_count; i++) {
        const struct peil_option *option = &item->options[i];
        if (peil_item_option(item, option->code, SIZE_MAX) != option)
            continue;
        answer->options = &option;
        const char *text = label(describing, item, option->code);
        if (holds(node, negated, response))
            outcome.chosen[outcome.chosen_count++] = text;
        else
            outcome.others[outcome.other_count++] = text;
    }
    *answer = (struct peil_answer){ 0 };
    return outcome;
}

/* What nobody answered, such as the school: its words are its name. */
static bool is_column(const struct describing *describing, const struct peil_item *item)
{
    return strcmp(peil_texts_first(&item->text, describing->q), item->id) == 0;
}

static const char *describe_outcome(const struct describing *describing,
                                    const struct peil_item *item,
                                    const struct outcome *outcome)
{
    const char *asked = question(describing, item);
    struct peil_arena *arena = describing->arena;
    if (outcome->chosen_count == 0)
        return outcome->without
                   ? peil_arena_format(arena, _("did not answer %s"), asked)
                   : _("are not there");
    if (outcome->other_count == 0)
        return outcome->without ? _("are there")
                                : peil_arena_format(arena, _("answered %s"), asked);
    bool but = outcome->chosen_count > MOST_LISTED &&
               outcome->other_count < outcome->chosen_count;
    const char *labels =
        but ? series(describing, outcome->others, outcome->other_count, _(" or "))
            : series(describing, outcome->chosen, outcome->chosen_count, _(" or "));
    if (but)
        labels = peil_arena_format(arena, _("anything but %s"), labels);
    if (outcome->without)
        labels = peil_arena_format(arena, _("%s or nothing"), labels);
    if (is_column(describing, item))
        return peil_arena_format(arena, _("belong to %s %s"), item->id, labels);
    return peil_arena_format(arena, _("chose %s at %s"), labels, asked);
}

/* --- Leaves --- */

static const char *derived(const struct describing *describing,
                           const struct peil_derive *derive, const char *const *codes,
                           size_t count, bool negated)
{
    const char **labels = peil_arena_array(describing->arena, count, sizeof *labels);
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < derive->band_count; j++)
            if (strcmp(derive->bands[j].code, codes[i]) == 0)
                labels[i] = quoted(describing, derive->bands[j].label, LABEL_WIDTH);
    const char *bands = series(describing, labels, count, _(" or "));
    const char *name = quoted(describing, derive->label, QUESTION_WIDTH);
    return negated ? peil_arena_format(describing->arena, _("do not fall in %s of %s"),
                                       bands, name)
                   : peil_arena_format(describing->arena, _("fall in %s of %s"), bands,
                                       name);
}

/* How a comparison reads, what it is when turned around, and when negated. */
static const struct comparing {
    enum peil_node_kind kind, mirrored, negated;
    const char *words;
} comparisons[] = {
    { PEIL_NODE_EQUAL, PEIL_NODE_EQUAL, PEIL_NODE_UNEQUAL, N_("exactly") },
    { PEIL_NODE_UNEQUAL, PEIL_NODE_UNEQUAL, PEIL_NODE_EQUAL, N_("other than") },
    { PEIL_NODE_LESS, PEIL_NODE_GREATER, PEIL_NODE_GREATER_EQUAL, N_("less than") },
    { PEIL_NODE_LESS_EQUAL, PEIL_NODE_GREATER_EQUAL, PEIL_NODE_GREATER, N_("at most") },
    { PEIL_NODE_GREATER, PEIL_NODE_LESS, PEIL_NODE_LESS_EQUAL, N_("more than") },
    { PEIL_NODE_GREATER_EQUAL, PEIL_NODE_LESS_EQUAL, PEIL_NODE_LESS, N_("at least") },
};

static const struct comparing *comparing(enum peil_node_kind kind)
{
    for (size_t i = 0; i < sizeof comparisons / sizeof *comparisons; i++)
        if (comparisons[i].kind == kind)
            return &comparisons[i];
    return NULL;
}

static const char *number_text(const struct describing *describing, double number)
{
    const char *text = peil_text_exact(describing->arena, number);
    const char *point = strchr(text, '.');
    bool comma = strcmp(peil_message_language(), "nl") == 0;
    return point && comma ? peil_arena_format(describing->arena, "%.*s,%s",
                                              (int)(point - text), text, point + 1)
                          : text;
}

static const char *counted(const struct describing *describing,
                           const struct peil_condition *subject, double number,
                           const char *words)
{
    const struct peil_item *item = subject->item;
    const char *digits = number_text(describing, number);
    const char *asked = question(describing, item);
    if (subject->kind == PEIL_NODE_COUNT_SELECTED)
        return peil_arena_format(describing->arena,
                                 strcmp(digits, "1") == 0
                                     ? _("chose %s %s answer at %s")
                                     : _("chose %s %s answers at %s"),
                                 _(words), digits, asked);
    if (item->unit)
        digits = peil_arena_format(describing->arena, "%s %s", digits, item->unit);
    return peil_arena_format(describing->arena, _("filled in %s %s at %s"), _(words),
                             digits, asked);
}

/* A derived variable with a code, or an amount with a number; NULL for others. */
static const char *compared(const struct describing *describing,
                            const struct peil_condition *node, bool negated)
{
    const struct comparing *how = comparing(node->kind);
    const struct peil_condition *left = node->left, *right = node->right;
    if (!how)
        return NULL;
    if (left->kind == PEIL_NODE_NUMBER || left->kind == PEIL_NODE_CODE) {
        left = node->right;
        right = node->left;
        how = comparing(how->mirrored);
    }
    if (negated)
        how = comparing(how->negated);
    if (left->kind == PEIL_NODE_ITEM && left->derive && right->kind == PEIL_NODE_CODE)
        return derived(describing, left->derive, right->codes, 1,
                       how->kind == PEIL_NODE_UNEQUAL);
    bool amount = left->kind == PEIL_NODE_COUNT_SELECTED ||
                  (left->kind == PEIL_NODE_ITEM && left->item &&
                   left->item->kind == PEIL_QUANTITY);
    return amount && right->kind == PEIL_NODE_NUMBER
               ? counted(describing, left, right->number, how->words)
               : NULL;
}

/* Collects the questions that a condition speaks of, each once. */
static void collect_questions(const struct describing *describing,
                              const struct peil_condition *node, const char **names,
                              size_t *count)
{
    if (!node || *count == MOST_NAMES)
        return;
    const char *name = node->item ? question(describing, node->item)
                       : node->derive
                           ? quoted(describing, node->derive->label, QUESTION_WIDTH)
                           : NULL;
    for (size_t i = 0; name && i < *count; i++)
        if (strcmp(names[i], name) == 0)
            name = NULL;
    if (name)
        names[(*count)++] = name;
    collect_questions(describing, node->left, names, count);
    collect_questions(describing, node->right, names, count);
}

static const char *calculated(const struct describing *describing,
                              const struct peil_condition *node, bool negated)
{
    const char *names[MOST_NAMES];
    size_t count = 0;
    collect_questions(describing, node, names, &count);
    const char *all = series(describing, names, count, _(" and "));
    return negated
               ? peil_arena_format(describing->arena,
                                   _("do not meet a rule of reckoning with %s"), all)
               : peil_arena_format(describing->arena,
                                   _("meet a rule of reckoning with %s"), all);
}

static const char *describe_leaf(const struct describing *describing,
                                 const struct peil_condition *node, bool negated)
{
    struct peil_arena *arena = describing->arena;
    if (node->kind == PEIL_NODE_ANSWERED)
        return peil_arena_format(arena,
                                 negated ? _("did not answer %s") : _("answered %s"),
                                 question(describing, node->item));
    if (node->kind == PEIL_NODE_IN)
        return derived(describing, node->derive, node->codes, node->code_count,
                       negated);
    if (node->kind == PEIL_NODE_VARIANT)
        return peil_arena_format(
            arena, negated ? _("did not get the version %s") : _("got the version %s"),
            quoted(describing, describing->q->variants[node->variant].label,
                   LABEL_WIDTH));
    const char *text = compared(describing, node, negated);
    return text ? text : calculated(describing, node, negated);
}

/* --- The tree --- */

static struct phrase describe(const struct describing *describing,
                              const struct peil_condition *node, bool negated);

/* The operands of a chain of one operator, with `not` pushed into them. */
struct operand {
    const struct peil_condition *node;
    bool negated;
};
struct chain {
    const struct describing *describing;
    bool is_or;
    struct operand *operands;
    size_t count;
};

static bool is_join(const struct peil_condition *node)
{
    return node->kind == PEIL_NODE_OR || node->kind == PEIL_NODE_AND;
}

static bool reads_as_or(const struct peil_condition *node, bool negated)
{
    return (node->kind == PEIL_NODE_OR) != negated;
}

static void flatten(struct chain *chain, const struct peil_condition *node,
                    bool negated)
{
    if (node->kind == PEIL_NODE_NOT) {
        flatten(chain, node->left, !negated);
    } else if (is_join(node) && reads_as_or(node, negated) == chain->is_or) {
        flatten(chain, node->left, negated);
        flatten(chain, node->right, negated);
    } else {
        chain->operands = peil_arena_grow(chain->describing->arena, chain->operands,
                                          chain->count, sizeof *chain->operands);
        chain->operands[chain->count++] = (struct operand){ node, negated };
    }
}

static bool is_same_question(const struct operand *a, const struct operand *b)
{
    return a->node->kind == PEIL_NODE_SELECTED && b->node->kind == PEIL_NODE_SELECTED &&
           a->node->item == b->node->item && a->negated == b->negated;
}

/* selected() of one question, from `first` on, as one phrase: "chose a or b at ...". */
static const char *describe_selected(const struct chain *chain, size_t *first)
{
    const struct operand *operand = &chain->operands[*first];
    struct peil_arena *arena = chain->describing->arena;
    const char **labels = peil_arena_array(arena, chain->count, sizeof *labels);
    size_t count = 0;
    while (*first < chain->count &&
           is_same_question(operand, &chain->operands[*first])) {
        const struct peil_condition *node = chain->operands[(*first)++].node;
        labels[count++] = label(chain->describing, node->item, node->codes[0]);
    }
    const char *all =
        series(chain->describing, labels, count, chain->is_or ? _(" or ") : _(" and "));
    return peil_arena_format(
        arena, operand->negated ? _("did not choose %s at %s") : _("chose %s at %s"),
        all, question(chain->describing, operand->node->item));
}

static struct phrase describe_operands(const struct chain *chain, size_t *index)
{
    const struct operand *operand = &chain->operands[*index];
    if (operand->node->kind == PEIL_NODE_SELECTED)
        return (struct phrase){ describe_selected(chain, index), 0 };
    ++*index;
    return describe(chain->describing, operand->node, operand->negated);
}

/* "a and b"; "a or b, and who c"; and what is nested deeper stands in parentheses. */
static struct phrase describe_chain(const struct chain *chain)
{
    const struct describing *describing = chain->describing;
    const char **texts =
        peil_arena_array(describing->arena, chain->count, sizeof *texts);
    size_t count = 0;
    int levels = 0;
    for (size_t i = 0; i < chain->count; count++) {
        struct phrase phrase = describe_operands(chain, &i);
        texts[count] = phrase.levels > 1
                           ? peil_arena_format(describing->arena, "(%s)", phrase.text)
                           : phrase.text;
        levels = phrase.levels > levels ? phrase.levels : levels;
    }
    const char *plain = chain->is_or ? _(" or ") : _(" and ");
    const char *apart = chain->is_or ? _(", or who ") : _(", and who ");
    bool several = count > 1;
    return (struct phrase){ series(describing, texts, count, levels ? apart : plain),
                            several ? (levels ? 2 : 1) : levels };
}

static struct phrase describe(const struct describing *describing,
                              const struct peil_condition *node, bool negated)
{
    const struct peil_item *item = NULL;
    for (; node->kind == PEIL_NODE_NOT; node = node->left)
        negated = !negated;
    if (speaks_of_one(node, &item) && item &&
        peil_kind_of(item)->compares == PEIL_COMPARES_CODES) {
        struct outcome outcome = try_answers(describing, node, negated, item);
        return (struct phrase){ describe_outcome(describing, item, &outcome), 0 };
    }
    if (!is_join(node) && node->kind != PEIL_NODE_SELECTED)
        return (struct phrase){ describe_leaf(describing, node, negated), 0 };
    struct chain chain = { .describing = describing,
                           .is_or = reads_as_or(node, negated) };
    flatten(&chain, node, negated);
    return describe_chain(&chain);
}

const char *peil_condition_describe(const struct peil_condition *condition,
                                    const struct peil_questionnaire *q,
                                    struct peil_arena *arena)
{
    if (!condition)
        return "";
    struct describing describing = { q, peil_response_new(q, arena), arena };
    const char *spoken = peil_message_language();
    peil_message_choose(q->language);
    const char *text = peil_arena_format(arena, _("who %s"),
                                         describe(&describing, condition, false).text);
    peil_message_choose(spoken);
    return text;
}
