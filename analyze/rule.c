/* Conditions on factors: a part that speaks of one item is tried on each of its values,
 * so that the language of conditions is known in one place only. */
#include "analyze/event.h"

/* The one item of which a condition speaks; `several` when there are more, or none that
 * has one answer. */
static const struct peil_item *only_item(const struct peil_condition *node,
                                         bool *several)
{
    if (!node || *several)
        return NULL;
    const struct peil_item *own = node->derive ? node->derive->from : node->item;
    const struct peil_item *left = only_item(node->left, several);
    const struct peil_item *right = only_item(node->right, several);
    const struct peil_item *items[] = { own, left, right }, *only = NULL;
    for (size_t i = 0; i < 3; i++) {
        *several = *several || (only && items[i] && only->index != items[i]->index);
        only = items[i] ? items[i] : only;
    }
    *several = *several || node->kind == PEIL_NODE_VARIANT ||
               (own && own->kind != PEIL_SINGLE && own->kind != PEIL_SCALE &&
                own->kind != PEIL_QUANTITY);
    return only;
}

/* What is tried: the condition on an item with one answer, or without. */
struct trial {
    struct peil_factors *factors;
    const struct peil_condition *condition;
    const struct peil_item *item;
    struct peil_response *response;
    struct peil_rule *rule;
};

/* All values that this event has are as true as the answer that was given. */
static void learn(const struct trial *trial, const struct peil_event *event)
{
    enum peil_truth truth = peil_condition_evaluate(trial->condition, trial->response);
    struct peil_values *values = truth == PEIL_TRUE    ? &trial->rule->yes.values
                                 : truth == PEIL_FALSE ? &trial->rule->no
                                                       : NULL;
    trial->rule->yes.factor = event->clauses[0].factor;
    for (size_t i = 0; values && i < PEIL_VALUES / 64; i++)
        values->bits[i] |= event->clauses[0].values.bits[i];
}

static void try_code(const struct trial *trial, const struct peil_category *category)
{
    const struct peil_option *option =
        peil_item_option(trial->item, category->code, SIZE_MAX);
    struct peil_event event = { .clause_count = 0 };
    trial->response->answers[trial->item->index] =
        (struct peil_answer){ .given = true,
                              .options = &option,
                              .option_count = option != NULL,
                              .number = category->score,
                              .text = category->code };
    peil_event_answer(&event, trial->factors,
                      &(struct peil_side){ .variable = trial->item->id },
                      category->code);
    learn(trial, &event);
}

static void try_missing(const struct trial *trial, enum peil_missing kind)
{
    struct peil_event event = { .clause_count = 0 };
    trial->response->answers[trial->item->index] =
        (struct peil_answer){ .given = true, .missing = kind, .text = "" };
    peil_event_missing(&event, trial->factors,
                       &(struct peil_side){ .variable = trial->item->id }, kind);
    learn(trial, &event);
}

/* True of some values of its item, false of others. NULL: its values are not known. */
static const struct peil_rule *try_values(struct peil_factors *factors,
                                          const struct peil_condition *condition,
                                          const struct peil_item *item)
{
    struct trial trial = { factors, condition, item,
                           peil_response_new(factors->questionnaire, factors->arena),
                           peil_arena_array(factors->arena, 1,
                                            sizeof(struct peil_rule)) };
    const struct peil_factor *known = peil_factors_of(factors, item->id);
    size_t count = item->option_count > 0 ? item->option_count : known->code_count;
    trial.response->variant = SIZE_MAX;
    trial.rule->kind = PEIL_NODE_IN;
    for (size_t i = 0; i < count; i++) {
        struct peil_category category =
            item->option_count > 0 ? (struct peil_category){ item->options[i].code, "",
                                                             item->options[i].score }
                                   : peil_factors_of(factors, item->id)->codes[i];
        try_code(&trial, &category);
    }
    for (int kind = PEIL_NOT_ASKED; kind < PEIL_MISSING_KINDS; kind++)
        try_missing(&trial, (enum peil_missing)kind);
    return count > 0 ? trial.rule : NULL;
}

/* What a column of its own says, or nobody knows: a factor by that name. */
static const struct peil_rule *one_value(struct peil_factors *factors, const char *name,
                                         const char *value)
{
    struct peil_rule *rule = peil_arena_array(factors->arena, 1, sizeof *rule);
    struct peil_event event = { .clause_count = 0 };
    peil_event_value(&event, factors, name, value);
    rule->kind = PEIL_NODE_IN;
    rule->yes = event.clauses[0];
    for (size_t i = 0; i < PEIL_VALUES / 64; i++)
        rule->no.bits[i] = ~rule->yes.values.bits[i];
    return rule;
}

static const struct peil_rule *ticked(struct peil_factors *factors,
                                      const struct peil_condition *node)
{
    const struct peil_side side = { .variable = node->item->id, .multiple = true };
    struct peil_event event = { .clause_count = 0 };
    peil_event_answer(&event, factors, &side, node->codes[0]);
    struct peil_rule *rules = peil_arena_array(factors->arena, 3, sizeof *rules);
    for (size_t i = 0; i < 2; i++) {
        rules[i].kind = PEIL_NODE_IN;
        rules[i].yes = event.clauses[i];
    }
    for (size_t i = 0; i < PEIL_VALUES / 64; i++)
        rules[1].no.bits[i] = ~rules[1].yes.values.bits[i];
    rules[2].kind = PEIL_NODE_AND;
    rules[2].left = &rules[0];
    rules[2].right = &rules[1];
    return &rules[2];
}

static const struct peil_rule *join(struct peil_factors *factors,
                                    const struct peil_condition *node)
{
    struct peil_rule *rule = peil_arena_array(factors->arena, 1, sizeof *rule);
    rule->kind = node->kind;
    rule->left = peil_rule_make(factors, node->left);
    rule->right = node->right ? peil_rule_make(factors, node->right) : NULL;
    return rule;
}

const struct peil_rule *peil_rule_make(struct peil_factors *factors,
                                       const struct peil_condition *condition)
{
    bool several = false;
    const struct peil_item *item = only_item(condition, &several);
    const struct peil_rule *rule = NULL;
    if (!condition)
        return NULL;
    if (item && !several)
        rule = try_values(factors, condition, item);
    if (rule)
        return rule;
    if (condition->kind == PEIL_NODE_OR || condition->kind == PEIL_NODE_AND ||
        condition->kind == PEIL_NODE_NOT)
        return join(factors, condition);
    if (condition->kind == PEIL_NODE_SELECTED)
        return ticked(factors, condition);
    if (condition->kind == PEIL_NODE_VARIANT)
        return one_value(factors, "variant",
                         factors->questionnaire->variants[condition->variant].id);
    return one_value(
        factors,
        peil_condition_describe(condition, factors->questionnaire, factors->arena),
        "1");
}

enum peil_truth peil_rule_evaluate(const struct peil_rule *rule, const size_t *values)
{
    if (rule->kind == PEIL_NODE_IN) {
        size_t value = values[rule->yes.factor];
        return peil_values_has(&rule->yes.values, value) ? PEIL_TRUE
               : peil_values_has(&rule->no, value)       ? PEIL_FALSE
                                                         : PEIL_UNKNOWN;
    }
    enum peil_truth left = peil_rule_evaluate(rule->left, values);
    if (rule->kind == PEIL_NODE_NOT)
        return (enum peil_truth)(PEIL_TRUE - left);
    enum peil_truth right = peil_rule_evaluate(rule->right, values);
    bool least = rule->kind == PEIL_NODE_AND;
    return (left < right) == least ? left : right;
}
