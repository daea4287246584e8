/* What a condition comes to for one response. Three-valued (Kleene): what was not
 * answered is unknown, and stays so until something else decides. Numbers are those
 * of XPath: IEEE doubles, and the sign of a remainder is that of the dividend. */
#include "questionnaires/condition.h"

#include "questionnaires/base/text.h"

#include <assert.h>
#include <math.h>
#include <string.h>

static const struct peil_answer *answer_of(const struct peil_response *response,
                                           const struct peil_item *item)
{
    const struct peil_answer *answer = &response->answers[item->index];
    return answer->given && answer->missing == PEIL_ANSWERED ? answer : NULL;
}

static bool has_chosen(const struct peil_answer *answer, const char *code)
{
    for (size_t i = 0; i < answer->option_count; i++)
        if (strcmp(answer->options[i]->code, code) == 0)
            return true;
    return false;
}

/* --- Derived variables --- */

static bool is_in_band(const struct peil_band *band, const struct peil_answer *answer)
{
    for (size_t i = 0; i < band->of_count; i++)
        if (has_chosen(answer, band->of[i]))
            return true;
    bool outside = answer->number < band->from || answer->number >= band->to;
    return band->of_count == 0 && answer->option_count == 0 && !outside;
}

const struct peil_band *peil_derive_evaluate(const struct peil_derive *derive,
                                             const struct peil_response *response)
{
    const struct peil_answer *answer = answer_of(response, derive->from);
    for (size_t i = 0; answer && i < derive->band_count; i++) {
        const struct peil_band *band = &derive->bands[i];
        if (peil_variants_has(band->variants, response->variant) &&
            is_in_band(band, answer))
            return band;
    }
    return NULL;
}

/* --- Values: a code, a number, or unknown --- */

struct value {
    bool known;
    const char *code;
    double number;
};
static const struct value unknown;

static struct value value_of_number(double number)
{
    return (struct value){ .known = true, .number = number };
}

static struct value value_of_code(const char *code)
{
    struct value value = { .known = true, .code = code, .number = NAN };
    (void)peil_text_number(code, &value.number);
    return value;
}

static struct value value_of_item(const struct peil_condition *node,
                                  const struct peil_response *response)
{
    if (node->derive) {
        const struct peil_band *band = peil_derive_evaluate(node->derive, response);
        return band ? value_of_code(band->code) : unknown;
    }
    const struct peil_answer *answer = answer_of(response, node->item);
    if (!answer)
        return unknown;
    return answer->option_count > 0 ? value_of_code(answer->options[0]->code)
                                    : value_of_number(answer->number);
}

static double calculate(enum peil_node_kind kind, double left, double right)
{
    if (kind == PEIL_NODE_ADD)
        return left + right;
    if (kind == PEIL_NODE_SUBTRACT)
        return left - right;
    if (kind == PEIL_NODE_MULTIPLY)
        return left * right;
    return kind == PEIL_NODE_DIVIDE ? left / right : fmod(left, right);
}

static struct value value_of(const struct peil_condition *node,
                             const struct peil_response *response)
{
    if (node->kind == PEIL_NODE_ITEM)
        return value_of_item(node, response);
    if (node->kind == PEIL_NODE_NUMBER)
        return value_of_number(node->number);
    if (node->kind == PEIL_NODE_CODE)
        return value_of_code(node->codes[0]);
    if (node->kind == PEIL_NODE_COUNT_SELECTED) {
        const struct peil_answer *answer = answer_of(response, node->item);
        return answer ? value_of_number((double)answer->option_count) : unknown;
    }
    struct value left = value_of(node->left, response);
    if (node->kind == PEIL_NODE_NEGATE)
        return left.known ? value_of_number(-left.number) : unknown;
    struct value right = value_of(node->right, response);
    return left.known && right.known
               ? value_of_number(calculate(node->kind, left.number, right.number))
               : unknown;
}

/* --- Truths --- */

static enum peil_truth truth(bool holds)
{
    return holds ? PEIL_TRUE : PEIL_FALSE;
}

/* Two codes are equal by their spelling; everything else is compared as numbers. */
static enum peil_truth compare(const struct peil_condition *node,
                               const struct peil_response *response)
{
    struct value left = value_of(node->left, response);
    struct value right = value_of(node->right, response);
    if (!left.known || !right.known)
        return PEIL_UNKNOWN;
    bool equal = left.code && right.code ? strcmp(left.code, right.code) == 0
                                         : left.number == right.number;
    if (node->kind == PEIL_NODE_EQUAL)
        return truth(equal);
    if (node->kind == PEIL_NODE_UNEQUAL)
        return truth(!equal);
    if (node->kind == PEIL_NODE_LESS)
        return truth(left.number < right.number);
    if (node->kind == PEIL_NODE_LESS_EQUAL)
        return truth(left.number <= right.number);
    return truth(node->kind == PEIL_NODE_GREATER ? left.number > right.number
                                                 : left.number >= right.number);
}

static enum peil_truth is_among(const struct peil_condition *node,
                                const struct peil_response *response)
{
    struct value value = value_of_item(node, response);
    for (size_t i = 0; value.code && i < node->code_count; i++)
        if (strcmp(value.code, node->codes[i]) == 0)
            return PEIL_TRUE;
    return value.known ? PEIL_FALSE : PEIL_UNKNOWN;
}

static enum peil_truth has_selected(const struct peil_condition *node,
                                    const struct peil_response *response)
{
    const struct peil_answer *answer = answer_of(response, node->item);
    return answer ? truth(has_chosen(answer, node->codes[0])) : PEIL_UNKNOWN;
}

static enum peil_truth is_variant(const struct peil_condition *node,
                                  const struct peil_response *response)
{
    bool known = response->variant < response->questionnaire->variant_count;
    return known ? truth(response->variant == node->variant) : PEIL_UNKNOWN;
}

/* The truths stand in order: false < unknown < true. So or is the larger, and is the
 * smaller, and not mirrors. */
static_assert(PEIL_FALSE == 0 && PEIL_UNKNOWN == 1 && PEIL_TRUE == 2, "in order");

enum peil_truth peil_condition_evaluate(const struct peil_condition *condition,
                                        const struct peil_response *response)
{
    if (!condition)
        return PEIL_TRUE;
    if (condition->kind == PEIL_NODE_ANSWERED)
        return truth(answer_of(response, condition->item) != NULL);
    if (condition->kind == PEIL_NODE_SELECTED)
        return has_selected(condition, response);
    if (condition->kind == PEIL_NODE_IN)
        return is_among(condition, response);
    if (condition->kind == PEIL_NODE_VARIANT)
        return is_variant(condition, response);
    bool joins = condition->kind == PEIL_NODE_OR || condition->kind == PEIL_NODE_AND;
    if (!joins && condition->kind != PEIL_NODE_NOT)
        return compare(condition, response);
    enum peil_truth left = peil_condition_evaluate(condition->left, response);
    if (condition->kind == PEIL_NODE_NOT)
        return (enum peil_truth)(PEIL_TRUE - left);
    enum peil_truth right = peil_condition_evaluate(condition->right, response);
    bool larger = condition->kind == PEIL_NODE_OR;
    return (left > right) == larger ? left : right;
}
