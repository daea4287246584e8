/* Conditions on factors: a part that speaks of one item is tried on each of its values,
 * so that the language of conditions is known in one place only. */
#include "analyze/gate/rule.h"

#include <string.h>

/* --- Rules of rules --- */

const struct peil_rule *peil_rule_clause(const struct peil_factors *factors,
                                         struct peil_clause clause)
{
    struct peil_rule *rule = peil_arena_array(factors->arena, 1, sizeof *rule);
    *rule = (struct peil_rule){ .kind = PEIL_NODE_IN, .yes = clause };
    for (size_t i = 0; i < PEIL_VALUES / 64; i++)
        rule->no.bits[i] = ~clause.values.bits[i];
    return rule;
}

static const struct peil_rule *joined(const struct peil_factors *factors,
                                      enum peil_node_kind kind,
                                      const struct peil_rule *left,
                                      const struct peil_rule *right)
{
    struct peil_rule *rule = peil_arena_array(factors->arena, 1, sizeof *rule);
    *rule = (struct peil_rule){ .kind = kind, .left = left, .right = right };
    return rule;
}

const struct peil_rule *peil_rule_both(const struct peil_factors *factors,
                                       const struct peil_rule *a,
                                       const struct peil_rule *b)
{
    return a && b ? joined(factors, PEIL_NODE_AND, a, b) : a ? a : b;
}

/* --- What an answer makes of a condition --- */

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
    size_t factor; /* of that item */
    struct peil_response *response;
    struct peil_rule *rule;
};

/* All values of this clause are as true as the answer that was given. */
static void learn(const struct trial *trial, struct peil_clause clause)
{
    enum peil_truth truth = peil_condition_evaluate(trial->condition, trial->response);
    struct peil_values *values = truth == PEIL_TRUE    ? &trial->rule->yes.values
                                 : truth == PEIL_FALSE ? &trial->rule->no
                                                       : NULL;
    trial->rule->yes.factor = clause.factor;
    for (size_t i = 0; values && i < PEIL_VALUES / 64; i++)
        values->bits[i] |= clause.values.bits[i];
}

static void try_code(const struct trial *trial, const struct peil_category *category)
{
    struct peil_factors *factors = trial->factors;
    const struct peil_option *option =
        peil_item_option(trial->item, category->code, SIZE_MAX);
    trial->response->answers[trial->item->index] =
        (struct peil_answer){ .given = true,
                              .options = &option,
                              .option_count = option != NULL,
                              .number = category->score,
                              .text = category->code };
    learn(trial, peil_factors_is_variant(factors, trial->item->id)
                     ? peil_rule_variants(
                           factors, peil_factors_variants(factors, category->code))
                     : peil_factors_clause(factors, trial->item->id, category->code));
}

static void try_missing(const struct trial *trial, enum peil_missing kind)
{
    struct peil_factors *factors = trial->factors;
    struct peil_clause clause = { trial->factor, { { 0 } } };
    trial->response->answers[trial->item->index] =
        (struct peil_answer){ .given = true, .missing = kind, .text = "" };
    peil_values_put(&clause.values, PEIL_VALUE_MISSING + (size_t)kind);
    learn(trial, peil_factors_is_variant(factors, trial->item->id)
                     ? peil_rule_variants(factors,
                                          kind == PEIL_NO_ANSWER ? PEIL_NO_VARIANT : 0)
                     : clause);
}

/* True of some values of its item, false of others, for one variant. NULL: its values
 * are not known. */
static const struct peil_rule *try_values(struct peil_factors *factors,
                                          const struct peil_condition *condition,
                                          const struct peil_item *item, size_t variant)
{
    struct trial trial = { factors,
                           condition,
                           item,
                           peil_rule_factor(factors, item->id, false),
                           peil_response_new(factors->questionnaire, factors->arena),
                           peil_arena_array(factors->arena, 1,
                                            sizeof(struct peil_rule)) };
    size_t count = item->option_count > 0 ? item->option_count
                                          : factors->list[trial.factor].code_count;
    trial.response->variant = variant;
    trial.rule->kind = PEIL_NODE_IN;
    for (size_t i = 0; i < count; i++) {
        struct peil_category category =
            item->option_count > 0 ? (struct peil_category){ item->options[i].code, "",
                                                             item->options[i].score }
                                   : factors->list[trial.factor].codes[i];
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
    return peil_rule_clause(factors, peil_factors_clause(factors, name, value));
}

/* --- Variants --- */

/* The one item that says of which variant a respondent is, and has the same options for
 * all of them; or NULL. */
static const struct peil_item *decider(const struct peil_questionnaire *q)
{
    const struct peil_item *only = NULL;
    bool several = false;
    for (size_t i = 0; i < q->variant_count; i++) {
        const struct peil_item *item = only_item(q->variants[i].when, &several);
        if (several || (item && only && item->index != only->index))
            return NULL;
        only = item ? item : only;
    }
    for (size_t i = 0; only && i < only->option_count; i++)
        several = several || only->options[i].variants != 0;
    return only && !several && only->variants == 0 && only->option_count > 0 ? only
                                                                             : NULL;
}

static void move(struct peil_values *from, struct peil_values *to,
                 const struct peil_values *which)
{
    for (size_t i = 0; i < PEIL_VALUES / 64; i++) {
        to->bits[i] |= from->bits[i] & which->bits[i];
        from->bits[i] &= ~which->bits[i];
    }
}

/* The first variant whose condition is true, else the fallback. Who did not come as far
 * as the question is of none. */
static void decide_by(struct peil_factors *factors, const struct peil_item *item)
{
    const struct peil_questionnaire *q = factors->questionnaire;
    struct peil_values *of = factors->decision.values;
    struct peil_values left, not_reached = { { 0 } };
    size_t fallback = q->variant_count, last = PEIL_VALUE_MISSING + PEIL_NOT_REACHED;
    memset(&left, 0xff, sizeof left);
    not_reached.bits[last / 64] = (uint64_t)1 << last % 64;
    for (size_t i = 0; i < q->variant_count; i++) {
        const struct peil_condition *when = q->variants[i].when;
        if (q->variants[i].fallback && fallback == q->variant_count)
            fallback = i;
        if (when)
            move(&left, &of[i], &try_values(factors, when, item, SIZE_MAX)->yes.values);
        else if (!q->variants[i].fallback)
            move(&left, &of[i], &left);
    }
    move(&left, &of[q->variant_count], &not_reached);
    move(&left, &of[fallback], &left);
}

/* Nobody knows what decides: a factor of its own. */
static void decide_alone(struct peil_factors *factors)
{
    const struct peil_questionnaire *q = factors->questionnaire;
    struct peil_values *of = factors->decision.values, left;
    memset(&left, 0xff, sizeof left);
    for (size_t i = 0; i < q->variant_count; i++) {
        struct peil_clause is =
            peil_factors_clause(factors, "variant", q->variants[i].id);
        factors->decision.factor = is.factor;
        move(&left, &of[i], &is.values);
    }
    move(&left, &of[q->variant_count], &left);
}

static void decide(struct peil_factors *factors)
{
    const struct peil_item *item =
        factors->plain ? NULL : decider(factors->questionnaire);
    factors->decision = (struct peil_decision){ .of = factors->questionnaire };
    if (!item) {
        decide_alone(factors);
        return;
    }
    decide_by(factors, item);
    factors->decision.factor = peil_rule_factor(factors, item->id, false);
}

struct peil_clause peil_rule_variants(struct peil_factors *factors,
                                      peil_variants variants)
{
    if (factors->decision.of != factors->questionnaire)
        decide(factors);
    const struct peil_decision *decision = &factors->decision;
    size_t count = factors->questionnaire->variant_count;
    struct peil_clause clause = { decision->factor, { { 0 } } };
    for (size_t v = 0; v <= count; v++)
        for (size_t i = 0; i < PEIL_VALUES / 64; i++)
            if (variants & (v < count ? 1u << v : PEIL_NO_VARIANT))
                clause.values.bits[i] |= decision->values[v].bits[i];
    return clause;
}

static bool is_same_leaf(const struct peil_rule *a, const struct peil_rule *b)
{
    return memcmp(&a->yes.values, &b->yes.values, sizeof a->yes.values) == 0 &&
           memcmp(&a->no, &b->no, sizeof a->no) == 0;
}

/* Those that have the same clause are one; when all have, that is the rule. */
const struct peil_rule *peil_rule_by_variant(struct peil_factors *factors,
                                             const struct peil_rule *leaves)
{
    size_t count = factors->questionnaire->variant_count;
    const struct peil_rule *all = NULL;
    for (size_t v = 0; v <= count; v++) {
        peil_variants same = 0;
        size_t first = 0, others = 0;
        while (!is_same_leaf(&leaves[first], &leaves[v]))
            first++;
        if (first < v)
            continue;
        for (size_t i = v; i <= count; i++) {
            bool is = is_same_leaf(&leaves[i], &leaves[v]);
            same |= !is ? 0 : i < count ? 1u << i : PEIL_NO_VARIANT;
            others += !is;
        }
        if (v == 0 && others == 0)
            return &leaves[0];
        const struct peil_rule *own = peil_rule_both(
            factors, peil_rule_clause(factors, peil_rule_variants(factors, same)),
            &leaves[v]);
        all = all ? joined(factors, PEIL_NODE_OR, all, own) : own;
    }
    return all;
}

/* --- Conditions --- */

static const struct peil_rule *ticked(struct peil_factors *factors,
                                      const struct peil_condition *node)
{
    const char *tick =
        peil_arena_format(factors->arena, "%s_%s", node->item->id, node->codes[0]);
    struct peil_rule *asked = peil_arena_array(factors->arena, 1, sizeof *asked);
    *asked = (struct peil_rule){
        .kind = PEIL_NODE_IN,
        .yes = { peil_rule_factor(factors, node->item->id, true), peil_values_codes() },
    };
    return peil_rule_both(
        factors, asked,
        peil_rule_clause(factors, peil_factors_tick(factors, tick, true)));
}

/* Does it speak of bands that are not the same for all variants? */
static bool differs(const struct peil_condition *node)
{
    if (!node)
        return false;
    for (size_t i = 0; node->derive && i < node->derive->band_count; i++)
        if (node->derive->bands[i].variants != 0)
            return true;
    return differs(node->left) || differs(node->right);
}

static const struct peil_rule *try_variants(struct peil_factors *factors,
                                            const struct peil_condition *condition,
                                            const struct peil_item *item)
{
    size_t count = differs(condition) ? factors->questionnaire->variant_count : 0;
    struct peil_rule *leaves =
        peil_arena_array(factors->arena, count + 1, sizeof *leaves);
    for (size_t v = 0; v <= count; v++) {
        const struct peil_rule *leaf =
            try_values(factors, condition, item, v < count ? v : SIZE_MAX);
        if (!leaf)
            return NULL;
        leaves[v] = *leaf;
    }
    return count > 0 ? peil_rule_by_variant(factors, leaves) : leaves;
}

static const struct peil_rule *join(struct peil_factors *factors,
                                    const struct peil_condition *node)
{
    const struct peil_rule *left = peil_rule_make(factors, node->left);
    return joined(factors, node->kind, left, peil_rule_make(factors, node->right));
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
        rule = try_variants(factors, condition, item);
    if (rule)
        return rule;
    if (condition->kind == PEIL_NODE_OR || condition->kind == PEIL_NODE_AND ||
        condition->kind == PEIL_NODE_NOT)
        return join(factors, condition);
    if (condition->kind == PEIL_NODE_SELECTED)
        return ticked(factors, condition);
    if (condition->kind == PEIL_NODE_VARIANT)
        return peil_rule_clause(factors,
                                peil_rule_variants(factors, 1u << condition->variant));
    return one_value(
        factors,
        peil_condition_describe(condition, factors->questionnaire, factors->arena),
        "1");
}

/* --- Who is asked what --- */

/* When an item is asked. Who is of a variant that never sees it is not asked either. */
static const struct peil_rule *asked(struct peil_factors *factors,
                                     const struct peil_item *item)
{
    const struct peil_rule *seen = NULL;
    if (!item->on || factors->plain)
        return NULL;
    if (item->variants != 0)
        seen = peil_rule_clause(factors, peil_rule_variants(factors, item->variants));
    return peil_rule_both(factors, seen, peil_rule_make(factors, item->when));
}

static bool is_offered(const struct peil_item *item, const char *code, size_t variant)
{
    return variant == SIZE_MAX || peil_item_option(item, code, variant);
}

static bool has_variants(const struct peil_item *item)
{
    for (size_t i = 0; i < item->option_count; i++)
        if (item->options[i].variants != 0)
            return true;
    return false;
}

/* Nobody gave an answer that only other variants see. */
static const struct peil_rule *offered(struct peil_factors *factors, size_t number,
                                       const struct peil_item *item)
{
    size_t count = factors->questionnaire->variant_count;
    struct peil_rule *leaves =
        peil_arena_array(factors->arena, count + 1, sizeof *leaves);
    if (factors->plain || !has_variants(item))
        return NULL;
    for (size_t v = 0; v <= count; v++) {
        struct peil_clause own = { number, { { 0 } } };
        const struct peil_factor *is = &factors->list[number];
        for (size_t i = 0; i < PEIL_VALUES; i++)
            if (i >= is->code_count ||
                is_offered(item, is->codes[i].code, v < count ? v : SIZE_MAX))
                peil_values_put(&own.values, i);
        leaves[v] = *peil_rule_clause(factors, own);
    }
    return peil_rule_by_variant(factors, leaves);
}

/* The first time that it is met. What is found on the way may move the list. */
static void meet_item(struct peil_factors *factors, size_t number,
                      const struct peil_item *item, bool ticks)
{
    if (factors->list[number].item)
        return;
    factors->list[number].item = item;
    if (!ticks)
        peil_factors_offer(factors, number, item);
    const struct peil_rule *when = asked(factors, item);
    const struct peil_rule *whom = ticks ? NULL : offered(factors, number, item);
    factors->list[number].asked = when;
    factors->list[number].offered = whom;
}

size_t peil_rule_factor(struct peil_factors *factors, const char *name, bool ticks)
{
    const struct peil_questionnaire *q = factors->questionnaire;
    const struct peil_item *item = q ? peil_questionnaire_item(q, name) : NULL;
    size_t number = peil_factors_find(factors, name);
    if (item)
        meet_item(factors, number, item, ticks);
    return number;
}

/* --- Is it so? --- */

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
