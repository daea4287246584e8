#include "collect/interview/route.h"

#include <stdint.h>
#include <string.h>

/* --- What a condition speaks of --- */

static const struct peil_item *spoken_of(const struct peil_condition *condition)
{
    return condition->derive ? condition->derive->from : condition->item;
}

static bool speaks_of_open(const struct peil_condition *condition, const bool *open)
{
    const struct peil_item *item = condition ? spoken_of(condition) : NULL;
    return (item && open[item->index]) ||
           (condition && (speaks_of_open(condition->left, open) ||
                          speaks_of_open(condition->right, open)));
}

static void mark(const struct peil_condition *condition, bool *items)
{
    if (!condition)
        return;
    const struct peil_item *item = spoken_of(condition);
    if (item)
        items[item->index] = true;
    mark(condition->left, items);
    mark(condition->right, items);
}

/* Conditions speak of earlier items only, so one walk from the last item to the first
 * finds all that the deciding items depend on in turn. */
static void mark_deciders(const struct peil_questionnaire *q, bool *decides)
{
    for (size_t i = 0; i < q->variant_count; i++)
        mark(q->variants[i].when, decides);
    for (size_t i = q->item_count; i-- > 0;) {
        const struct peil_item *item = &q->items[i];
        if (!decides[i])
            continue;
        mark(item->when, decides);
        for (size_t j = 0; j < item->option_count; j++)
            mark(item->options[j].when, decides);
    }
}

struct peil_route *peil_route_new(const struct peil_questionnaire *q,
                                  const struct peil_response *preset,
                                  struct peil_arena *arena)
{
    struct peil_route *route = peil_arena_array(arena, 1, sizeof *route);
    *route = (struct peil_route){
        .q = q,
        .order = peil_arena_array(arena, q->item_count, sizeof *route->order),
        .decides = peil_arena_array(arena, q->item_count, sizeof *route->decides),
        .kept = peil_arena_array(arena, q->item_count, sizeof *route->kept),
        .asked = peil_arena_array(arena, q->item_count, sizeof *route->asked),
        .found = *peil_response_new(q, arena),
    };
    mark_deciders(q, route->decides);
    if (preset)
        memcpy(route->kept, preset->answers, q->item_count * sizeof *route->kept);
    size_t count = 0;
    for (size_t i = 0; i < q->item_count; i++)
        if (route->decides[i] && !route->kept[i].given)
            route->order[count++] = i;
    for (size_t i = 0; i < q->item_count; i++)
        if (!route->decides[i] || route->kept[i].given)
            route->order[count++] = i;
    peil_route_find(route);
    return route;
}

/* --- What may be chosen --- */

bool peil_route_offers(const struct peil_route *route, const struct peil_option *option)
{
    return peil_variants_has(option->variants, route->found.variant) &&
           peil_condition_evaluate(option->when, &route->found) == PEIL_TRUE;
}

bool peil_route_offers_dont_know(const struct peil_route *route,
                                 const struct peil_item *item)
{
    return item->has_dont_know &&
           peil_variants_has(item->dont_know_variants, route->found.variant);
}

bool peil_route_offers_refuse(const struct peil_route *route,
                              const struct peil_item *item)
{
    return item->has_refuse &&
           peil_variants_has(item->refuse_variants, route->found.variant);
}

static bool offers_all(const struct peil_route *route, const struct peil_answer *answer)
{
    for (size_t i = 0; i < answer->option_count; i++)
        if (!peil_route_offers(route, answer->options[i]))
            return false;
    return true;
}

static bool allows_missing(const struct peil_route *route, const struct peil_item *item,
                           enum peil_missing missing, const char **why)
{
    if (missing == PEIL_NO_ANSWER) {
        *why = "this question needs an answer";
        return !item->required && !item->assent;
    }
    *why = "this answer is not offered here";
    return (missing == PEIL_DONT_KNOW && peil_route_offers_dont_know(route, item)) ||
           (missing == PEIL_REFUSED && peil_route_offers_refuse(route, item));
}

bool peil_route_allows(const struct peil_route *route, const struct peil_item *item,
                       const struct peil_answer *answer, const char **why)
{
    if (answer->missing != PEIL_ANSWERED)
        return allows_missing(route, item, answer->missing, why);
    size_t most = peil_item_most(item, route->found.variant);
    *why = "that is more answers than allowed";
    if (most > 0 && answer->option_count > most)
        return false;
    *why = "this answer is not offered here";
    return offers_all(route, answer);
}

/* --- Finding the way --- */

static bool offers_any(const struct peil_route *route, const struct peil_item *item)
{
    for (size_t i = 0; i < item->option_count; i++)
        if (peil_route_offers(route, &item->options[i]))
            return true;
    return !peil_item_has_options(item);
}

/* Where nothing can be chosen nothing is asked: a page without a way on helps nobody.
 */
static bool asks(const struct peil_route *route, const struct peil_item *item)
{
    return item->on && peil_variants_has(item->variants, route->found.variant) &&
           peil_condition_evaluate(item->when, &route->found) == PEIL_TRUE &&
           offers_any(route, item);
}

/* Earlier items have been settled already, and only those are spoken of. A kept answer
 * that is not offered any more (the variant changed) does not count. */
static void settle(struct peil_route *route, size_t i)
{
    static const struct peil_answer not_asked = { .missing = PEIL_NOT_ASKED };
    static const struct peil_answer not_yet = { .missing = PEIL_NOT_REACHED };
    const struct peil_item *item = &route->q->items[i];
    const struct peil_answer *kept = &route->kept[i];
    const char *why;
    route->asked[i] = asks(route, item);
    if (!route->asked[i])
        route->found.answers[i] = not_asked;
    else if (kept->given && peil_route_allows(route, item, kept, &why))
        route->found.answers[i] = *kept;
    else
        route->found.answers[i] = not_yet;
}

static bool decided(const struct peil_route *route)
{
    for (size_t i = 0; i < route->q->item_count; i++)
        if (route->decides[i] && route->asked[i] && !route->found.answers[i].given)
            return false;
    return true;
}

static bool is_open_variant(const struct peil_route *route)
{
    return route->found.variant == SIZE_MAX && !decided(route);
}

/* The first variant whose condition is true. The fallback waits until every deciding
 * item has been answered, skipped or passed by. */
static size_t find_variant(const struct peil_route *route)
{
    const struct peil_questionnaire *q = route->q;
    size_t fallback = SIZE_MAX;
    for (size_t i = 0; i < q->variant_count; i++) {
        const struct peil_variant *variant = &q->variants[i];
        if (variant->fallback && fallback == SIZE_MAX)
            fallback = i;
        if ((variant->when || !variant->fallback) &&
            peil_condition_evaluate(variant->when, &route->found) == PEIL_TRUE)
            return i;
    }
    return decided(route) ? fallback : SIZE_MAX;
}

void peil_route_find(struct peil_route *route)
{
    route->found.variant = SIZE_MAX;
    for (size_t i = 0; i < route->q->item_count; i++)
        if (route->decides[i])
            settle(route, i);
    route->found.variant = find_variant(route);
    for (size_t i = 0; i < route->q->item_count; i++)
        settle(route, i);
}

/* --- Looking ahead --- */

/* What a condition may still come to, once the open items have been answered. Neither
 * stands for unknown for good: what it speaks of has been skipped. */
struct outcomes {
    bool true_, false_;
};

static struct outcomes foresee(const struct peil_condition *condition,
                               const struct peil_route *route, const bool *open)
{
    static const struct outcomes either = { true, true };
    if (!condition)
        return (struct outcomes){ .true_ = true };
    bool joins = condition->kind == PEIL_NODE_AND || condition->kind == PEIL_NODE_OR;
    if (joins || condition->kind == PEIL_NODE_NOT) {
        struct outcomes left = foresee(condition->left, route, open);
        if (!joins)
            return (struct outcomes){ left.false_, left.true_ };
        struct outcomes right = foresee(condition->right, route, open);
        if (condition->kind == PEIL_NODE_AND)
            return (struct outcomes){ left.true_ && right.true_,
                                      left.false_ || right.false_ };
        return (struct outcomes){ left.true_ || right.true_,
                                  left.false_ && right.false_ };
    }
    if (speaks_of_open(condition, open) ||
        (condition->kind == PEIL_NODE_VARIANT && is_open_variant(route)))
        return either;
    enum peil_truth truth = peil_condition_evaluate(condition, &route->found);
    return (struct outcomes){ truth == PEIL_TRUE, truth == PEIL_FALSE };
}

static bool may_see(const struct peil_route *route, peil_variants variants)
{
    return is_open_variant(route) || peil_variants_has(variants, route->found.variant);
}

static bool may_offer(const struct peil_route *route, const struct peil_item *item,
                      const bool *open)
{
    for (size_t i = 0; i < item->option_count; i++) {
        const struct peil_option *option = &item->options[i];
        if (may_see(route, option->variants) &&
            foresee(option->when, route, open).true_)
            return true;
    }
    return !peil_item_has_options(item);
}

static bool may_ask(const struct peil_route *route, const struct peil_item *item,
                    const bool *open)
{
    return item->on && may_see(route, item->variants) &&
           foresee(item->when, route, open).true_ && may_offer(route, item, open);
}

void peil_route_foresee(const struct peil_route *route, bool *open)
{
    for (size_t i = 0; i < route->q->item_count; i++)
        open[i] = route->asked[i] ? !route->found.answers[i].given
                                  : may_ask(route, &route->q->items[i], open);
}
