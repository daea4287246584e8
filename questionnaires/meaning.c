#include "questionnaires/meaning.h"

#include "questionnaires/base/text.h"
#include "questionnaires/item.h"

#include <string.h>

enum { MOST_PARTS = 1000 };

void peil_meaning_complain(struct peil_meaning *meaning, struct peil_place place,
                           const char *format, ...)
{
    if (meaning->stopped)
        return;
    va_list values;
    va_start(values, format);
    peil_diag_add(meaning->diag, PEIL_ERROR, place, "%s",
                  peil_arena_format_list(meaning->arena, format, values));
    va_end(values);
}

/* --- Nodes and what they are worth --- */

enum worth { TRUTH, NUMBER, CODED, NEITHER };

static enum worth worth_of(const struct peil_condition *node)
{
    static const enum worth of_items[] = {
        [PEIL_COMPARES_NOTHING] = NEITHER,
        [PEIL_COMPARES_CODES] = CODED,
        [PEIL_COMPARES_NUMBERS] = NUMBER,
    };
    static const enum worth of_nodes[] = {
        [PEIL_NODE_ADD] = NUMBER,      [PEIL_NODE_SUBTRACT] = NUMBER,
        [PEIL_NODE_MULTIPLY] = NUMBER, [PEIL_NODE_DIVIDE] = NUMBER,
        [PEIL_NODE_MODULO] = NUMBER,   [PEIL_NODE_NEGATE] = NUMBER,
        [PEIL_NODE_NUMBER] = NUMBER,   [PEIL_NODE_COUNT_SELECTED] = NUMBER,
        [PEIL_NODE_CODE] = CODED,      [PEIL_NODE_VARIANT] = TRUTH, /* as all others */
    };
    if (node->kind != PEIL_NODE_ITEM)
        return of_nodes[node->kind];
    return node->derive ? CODED : of_items[peil_kind_of(node->item)->compares];
}

struct peil_condition *peil_meaning_node(struct peil_meaning *meaning,
                                         enum peil_node_kind kind,
                                         struct peil_place place)
{
    if (++meaning->parts > MOST_PARTS) {
        peil_meaning_complain(meaning, place, "the condition has more than %d parts",
                              MOST_PARTS);
        meaning->stopped = true;
        return NULL;
    }
    struct peil_condition *node = peil_arena_array(meaning->arena, 1, sizeof *node);
    node->kind = kind;
    node->place = place;
    return node;
}

struct peil_condition *peil_meaning_literal(struct peil_meaning *meaning,
                                            enum peil_node_kind kind,
                                            struct peil_place place,
                                            const char *spelling)
{
    struct peil_condition *node = peil_meaning_node(meaning, kind, place);
    if (!node)
        return NULL;
    const char **codes = peil_arena_array(meaning->arena, 1, sizeof *codes);
    codes[0] = spelling;
    node->codes = codes;
    node->code_count = 1;
    return node;
}

static struct peil_condition *pair(struct peil_meaning *meaning,
                                   enum peil_node_kind kind,
                                   const struct peil_condition *left,
                                   const struct peil_condition *right)
{
    struct peil_condition *node = peil_meaning_node(meaning, kind, left->place);
    if (!node)
        return NULL;
    node->left = left;
    node->right = right;
    return node;
}

/* --- References and their codes --- */

static const struct peil_item *item_of(const struct peil_condition *reference)
{
    return reference->derive ? reference->derive->from : reference->item;
}

const char *peil_meaning_name(const struct peil_condition *reference)
{
    return reference->derive ? reference->derive->id : reference->item->id;
}

static size_t code_count(const struct peil_condition *reference)
{
    return reference->derive ? reference->derive->band_count
                             : reference->item->option_count;
}

static const char *code_at(const struct peil_condition *reference, size_t index)
{
    return reference->derive ? reference->derive->bands[index].code
                             : reference->item->options[index].code;
}

static bool has_code(const struct peil_condition *reference, const char *code)
{
    for (size_t i = 0; i < code_count(reference); i++)
        if (strcmp(code_at(reference, i), code) == 0)
            return true;
    return false;
}

static bool has_whole_numbers(const struct peil_condition *reference)
{
    long number;
    for (size_t i = 0; i < code_count(reference); i++)
        if (!peil_text_integer(code_at(reference, i), &number))
            return false;
    return true;
}

void peil_meaning_check_code(struct peil_meaning *meaning,
                             const struct peil_condition *subject, const char *code,
                             struct peil_place place)
{
    enum peil_missing missing;
    if (has_code(subject, code))
        return;
    const char *hint = peil_missing_find(code, &missing)
                           ? "; what is missing is unknown, see answered()"
                           : "";
    peil_meaning_complain(meaning, place, "\"%s\" has no %s \"%s\"%s",
                          peil_meaning_name(subject),
                          subject->derive ? "band" : "option", code, hint);
}

static void complain_late(struct peil_meaning *meaning,
                          const struct peil_condition *reference)
{
    const struct peil_questionnaire *q = meaning->q;
    const char *owner =
        meaning->before < q->item_count ? q->items[meaning->before].id : "";
    const char *name = peil_meaning_name(reference);
    if (item_of(reference)->index == meaning->before)
        peil_meaning_complain(meaning, reference->place,
                              "\"when\" of \"%s\" refers to \"%s\" itself", owner,
                              name);
    else
        peil_meaning_complain(meaning, reference->place,
                              "\"when\" of \"%s\" refers to \"%s\", which comes later",
                              owner, name);
}

struct peil_condition *peil_meaning_reference(struct peil_meaning *meaning,
                                              const char *id, struct peil_place place)
{
    struct peil_condition *node = peil_meaning_node(meaning, PEIL_NODE_ITEM, place);
    if (!node)
        return NULL;
    node->item = peil_questionnaire_item(meaning->q, id);
    node->derive = node->item ? NULL : peil_questionnaire_derive(meaning->q, id);
    if (!node->item && !node->derive) {
        peil_meaning_complain(meaning, place, "unknown item \"%s\"%s", id,
                              strchr(id, '-') ? "; write a blank before a minus" : "");
        return NULL;
    }
    if (!item_of(node))
        return NULL; /* of an unknown item, which was said where it is derived */
    if (item_of(node)->index < meaning->before)
        return node;
    complain_late(meaning, node);
    return NULL;
}

/* --- Combining --- */

bool peil_meaning_is_truth(struct peil_meaning *meaning,
                           const struct peil_condition *node)
{
    enum worth worth = worth_of(node);
    if (worth == TRUTH)
        return true;
    if (node->kind == PEIL_NODE_ITEM)
        peil_meaning_complain(meaning, node->place,
                              "\"%s\" alone is no condition; compare it with something",
                              peil_meaning_name(node));
    else
        peil_meaning_complain(meaning, node->place,
                              "a %s alone is no condition; compare it with something",
                              worth == NUMBER ? "number" : "code");
    return false;
}

struct peil_condition *peil_meaning_join(struct peil_meaning *meaning,
                                         enum peil_node_kind kind,
                                         struct peil_condition *left,
                                         struct peil_condition *right)
{
    bool left_holds = left && peil_meaning_is_truth(meaning, left);
    bool right_holds = right && peil_meaning_is_truth(meaning, right);
    return left_holds && right_holds ? pair(meaning, kind, left, right) : NULL;
}

/* An item that cannot stand in a comparison at all. */
static void complain_uncomparable(struct peil_meaning *meaning,
                                  const struct peil_condition *node,
                                  const struct peil_condition *other)
{
    const struct peil_item *item = node->item;
    const char *kind = peil_item_kind_name(item->kind);
    if (item->kind == PEIL_EXPLAIN)
        peil_meaning_complain(meaning, node->place,
                              "\"%s\" is an explanation; it has no answer", item->id);
    else if (peil_item_has_options(item))
        peil_meaning_complain(
            meaning, node->place,
            "\"%s\" is a %s item; write selected(%s, ...) or count-selected(%s)",
            item->id, kind, item->id, item->id);
    else
        peil_meaning_complain(meaning, node->place,
                              "\"%s\" is a %s item; it cannot be compared with a %s",
                              item->id, kind,
                              worth_of(other) == CODED ? "code" : "number");
}

/* A number, or an item whose codes can serve as numbers. `other` stands beside it. */
static bool is_number(struct peil_meaning *meaning, const struct peil_condition *node,
                      const struct peil_condition *other)
{
    enum worth worth = worth_of(node);
    bool is_item = node->kind == PEIL_NODE_ITEM;
    if (worth == NUMBER || (worth == CODED && is_item && has_whole_numbers(node)))
        return true;
    if (worth == NEITHER)
        complain_uncomparable(meaning, node, other);
    else if (worth == TRUTH)
        peil_meaning_complain(meaning, node->place, "a condition cannot be compared");
    else if (is_item)
        peil_meaning_complain(meaning, node->place,
                              "\"%s\" has codes that are no numbers; use = or !=",
                              peil_meaning_name(node));
    else if (worth_of(other) != NEITHER)
        peil_meaning_complain(meaning, node->place,
                              "'%s' is a code; a number is wanted here",
                              node->codes[0]);
    return false;
}

struct peil_condition *peil_meaning_calculate(struct peil_meaning *meaning,
                                              enum peil_node_kind kind,
                                              struct peil_condition *left,
                                              struct peil_condition *right)
{
    if (!left || !right)
        return NULL;
    bool left_counts = is_number(meaning, left, right);
    bool right_counts = is_number(meaning, right, left);
    return left_counts && right_counts ? pair(meaning, kind, left, right) : NULL;
}

static bool is_coded_reference(const struct peil_condition *node)
{
    return node->kind == PEIL_NODE_ITEM && worth_of(node) == CODED;
}

/* Beside an item with codes a literal is one of them, by its spelling. */
static bool takes_as_code(struct peil_meaning *meaning,
                          const struct peil_condition *subject,
                          struct peil_condition *literal)
{
    bool is_literal =
        literal->kind == PEIL_NODE_NUMBER || literal->kind == PEIL_NODE_CODE;
    if (!is_literal || !is_coded_reference(subject))
        return false;
    peil_meaning_check_code(meaning, subject, literal->codes[0], literal->place);
    literal->kind = PEIL_NODE_CODE;
    return true;
}

struct peil_condition *peil_meaning_equate(struct peil_meaning *meaning,
                                           enum peil_node_kind kind,
                                           struct peil_condition *left,
                                           struct peil_condition *right)
{
    if (!left || !right)
        return NULL;
    if (takes_as_code(meaning, left, right) || takes_as_code(meaning, right, left) ||
        (is_coded_reference(left) && is_coded_reference(right)))
        return pair(meaning, kind, left, right);
    return peil_meaning_calculate(meaning, kind, left, right);
}

/* A literal keeps its sign, so that -5 is told as a code that does not exist. */
struct peil_condition *peil_meaning_negate(struct peil_meaning *meaning,
                                           struct peil_condition *operand,
                                           struct peil_place place)
{
    if (!operand || !is_number(meaning, operand, operand))
        return NULL;
    bool is_literal = operand->kind == PEIL_NODE_NUMBER;
    struct peil_condition *node =
        is_literal ? peil_meaning_literal(
                         meaning, PEIL_NODE_NUMBER, place,
                         peil_arena_format(meaning->arena, "-%s", operand->codes[0]))
                   : peil_meaning_node(meaning, PEIL_NODE_NEGATE, place);
    if (!node)
        return NULL;
    if (is_literal)
        node->number = -operand->number;
    else
        node->left = operand;
    return node;
}
