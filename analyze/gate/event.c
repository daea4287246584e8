#include "analyze/gate/event.h"

#include "analyze/gate/bands.h"

#include <math.h>
#include <string.h>

/* --- Sets of values --- */

bool peil_values_has(const struct peil_values *values, size_t value)
{
    return values->bits[value / 64] >> value % 64 & 1;
}

static void put(struct peil_values *values, size_t value)
{
    values->bits[value / 64] |= (uint64_t)1 << value % 64;
}

/* All codes, also those that no table has shown yet. */
static struct peil_values all_codes(void)
{
    struct peil_values values = { { 0 } };
    for (size_t i = 0; i < PEIL_VALUE_MISSING; i++)
        put(&values, i);
    return values;
}

/* --- Factors --- */

static size_t factor(struct peil_factors *factors, const char *name)
{
    for (size_t i = 0; i < factors->count; i++)
        if (strcmp(factors->list[i].name, name) == 0)
            return i;
    factors->list = peil_arena_grow(factors->arena, factors->list, factors->count,
                                    sizeof *factors->list);
    factors->list[factors->count] = (struct peil_factor){ .name = name };
    return factors->count++;
}

/* Its place among the values; what comes after many shares the last place. */
static size_t value_of(struct peil_factors *factors, size_t number,
                       const struct peil_category *category)
{
    struct peil_factor *is = &factors->list[number];
    for (size_t i = 0; i < is->code_count; i++)
        if (strcmp(is->codes[i].code, category->code) == 0)
            return i;
    if (is->code_count == PEIL_VALUE_MISSING)
        return PEIL_VALUE_MISSING - 1;
    is->codes =
        peil_arena_grow(factors->arena, is->codes, is->code_count, sizeof *is->codes);
    is->codes[is->code_count] = *category;
    return is->code_count++;
}

static void meet_options(struct peil_factors *factors, size_t number,
                         const struct peil_item *item)
{
    for (size_t i = 0; i < item->option_count; i++)
        value_of(factors, number,
                 &(struct peil_category){ .code = item->options[i].code,
                                          .score = item->options[i].score });
}

static const struct peil_item *item_of(const struct peil_factors *factors,
                                       const char *name)
{
    const struct peil_questionnaire *q = factors->questionnaire;
    return q ? peil_questionnaire_item(q, name) : NULL;
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
                put(&own.values, i);
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
        meet_options(factors, number, item);
    const struct peil_rule *when = asked(factors, item);
    const struct peil_rule *whom = ticks ? NULL : offered(factors, number, item);
    factors->list[number].asked = when;
    factors->list[number].offered = whom;
}

/* --- What a name stands for --- */

/* A clause on one factor; of ticks another on that of the whole question. */
struct meaning {
    size_t factor;
    const struct peil_derive *derive; /* the factor is where it comes from */
    bool ticks;                       /* a multiple's factor: asked, and why not */
    const char *tick;                 /* the option's factor; or NULL */
};

/* A derived variable of which each value follows from the code of another. */
static const struct peil_derive *derive_of(struct peil_factors *factors,
                                           const char *name)
{
    const struct peil_questionnaire *q = factors->questionnaire;
    const struct peil_derive *derive = q ? peil_questionnaire_derive(q, name) : NULL;
    if (!derive || factors->plain)
        return NULL;
    size_t source = factor(factors, derive->from->id);
    meet_options(factors, source, derive->from);
    return factors->list[source].code_count > 0 ? derive : NULL;
}

/* "hulp_3" is the tick of option 3 of the multiple "hulp". */
static const struct peil_item *ticked_item(const struct peil_factors *factors,
                                           const char *name)
{
    const struct peil_questionnaire *q = factors->questionnaire;
    for (size_t i = 0; q && i < q->item_count; i++) {
        const struct peil_item *item = &q->items[i];
        size_t length = strlen(item->id);
        if (item->kind == PEIL_MULTIPLE && strncmp(name, item->id, length) == 0 &&
            name[length] == '_' && peil_item_option(item, name + length + 1, SIZE_MAX))
            return item;
    }
    return NULL;
}

static struct meaning meaning_of(struct peil_factors *factors,
                                 const struct peil_side *side)
{
    const struct peil_item *item = ticked_item(factors, side->variable);
    const struct peil_derive *derive = derive_of(factors, side->variable);
    struct meaning meaning = { .derive = derive, .ticks = item || side->multiple };
    const char *name = item ? item->id : derive ? derive->from->id : side->variable;
    if (item)
        meaning.tick = side->variable;
    if (side->variants != 0 && factors->plain)
        name = peil_arena_format(factors->arena, "%s/%u", name, side->variants);
    meaning.factor = factor(factors, name);
    item = item_of(factors, name);
    if (item)
        meet_item(factors, meaning.factor, item, meaning.ticks);
    return meaning;
}

void peil_factors_meet(struct peil_factors *factors, const char *variable,
                       const struct peil_category *categories, size_t count)
{
    struct meaning meaning =
        meaning_of(factors, &(struct peil_side){ .variable = variable });
    for (size_t i = 0; i < count && !meaning.derive && !meaning.ticks; i++)
        value_of(factors, meaning.factor, &categories[i]);
}

const struct peil_factor *peil_factors_of(struct peil_factors *factors,
                                          const char *variable)
{
    struct meaning meaning =
        meaning_of(factors, &(struct peil_side){ .variable = variable });
    return &factors->list[meaning.factor];
}

/* --- Clauses --- */

static void add(struct peil_event *event, size_t number, struct peil_values values)
{
    if (event->clause_count < PEIL_MOST_CLAUSES)
        event->clauses[event->clause_count++] = (struct peil_clause){ number, values };
}

/* Who is meant: who gave this code, or else any that counts, or one that does not (of
 * a derived variable: that is in no band); and who gave none, for such reasons. */
struct wanted {
    const char *code;
    bool inside, outside;
    struct peil_values missing;
};

static struct peil_values derived(const struct peil_factors *factors,
                                  const struct meaning *meaning,
                                  const struct wanted *wanted, size_t variant)
{
    const struct peil_factor *source = &factors->list[meaning->factor];
    struct peil_values values = wanted->missing;
    for (size_t i = 0; i < source->code_count; i++) {
        const struct peil_band *band =
            peil_bands_one(meaning->derive, &source->codes[i], variant);
        if (wanted->code ? band && strcmp(band->code, wanted->code) == 0
            : band       ? wanted->inside
                         : wanted->outside)
            put(&values, i);
    }
    return values;
}

/* Any code that it has for some variant, and, where variants differ, for the own one.
 */
static void add_derived(struct peil_event *event, struct peil_factors *factors,
                        const struct meaning *meaning, const struct wanted *wanted)
{
    size_t count = factors->questionnaire->variant_count;
    struct peil_rule *leaves =
        peil_arena_array(factors->arena, count + 1, sizeof *leaves);
    struct peil_values any = { { 0 } };
    for (size_t v = 0; v <= count; v++) {
        struct peil_clause own = { meaning->factor, derived(factors, meaning, wanted,
                                                            v < count ? v : SIZE_MAX) };
        leaves[v] = *peil_rule_clause(factors, own);
        for (size_t i = 0; i < PEIL_VALUES / 64; i++)
            any.bits[i] |= own.values.bits[i];
    }
    add(event, meaning->factor, any);
    const struct peil_rule *rule = peil_rule_by_variant(factors, leaves);
    if (rule->kind != PEIL_NODE_IN)
        event->where = peil_rule_both(factors, event->where, rule);
}

static void add_given(struct peil_event *event, struct peil_factors *factors,
                      const struct meaning *meaning, const struct wanted *wanted)
{
    struct peil_values values = wanted->missing, all = all_codes();
    if (wanted->code && !meaning->ticks)
        put(&values, value_of(factors, meaning->factor,
                              &(struct peil_category){ .code = wanted->code }));
    else if (wanted->code || wanted->inside)
        for (size_t i = 0; i < PEIL_VALUES / 64; i++)
            values.bits[i] |= all.bits[i];
    add(event, meaning->factor, values);
}

/* "weet ik niet meer" goes with no other option. */
static const char *excluded_by(const struct peil_factors *factors,
                               const struct peil_item *item, const char *tick)
{
    for (size_t i = 0; item && i < item->option_count && !factors->plain; i++) {
        const char *name =
            peil_arena_format(factors->arena, "%s_%s", item->id, item->options[i].code);
        if (item->options[i].exclusive && strcmp(name, tick) != 0)
            return name;
    }
    return NULL;
}

static void add_tick(struct peil_event *event, struct peil_factors *factors,
                     const char *tick, bool is)
{
    struct peil_values values = { { 0 } };
    put(&values, is ? 1 : 0);
    size_t number = factor(factors, tick);
    for (size_t i = 0; i < 2; i++)
        value_of(factors, number, &(struct peil_category){ .code = i ? "1" : "0" });
    factors->list[number].tick = true;
    factors->list[number].excluded =
        excluded_by(factors, ticked_item(factors, tick), tick);
    add(event, number, values);
}

/* The outer and the inner variable of "sector > groep", and of its code "PO>5". */
static bool split(struct peil_factors *factors, const char *nested, const char *sign,
                  const char *parts[2])
{
    const char *at = strstr(nested, sign);
    for (const char *next = at; next; next = strstr(next + 1, sign))
        at = next;
    if (!at)
        return false;
    parts[0] = peil_arena_copy_span(factors->arena, nested, (size_t)(at - nested));
    parts[1] = at + strlen(sign);
    return true;
}

/* The column that says of which variant a respondent is; an empty cell is no answer. */
static bool is_variant(const struct peil_factors *factors, const char *variable)
{
    const struct peil_questionnaire *q = factors->questionnaire;
    return q && q->variant_count > 0 && !factors->plain &&
           strcmp(variable, "variant") == 0;
}

static void add_variant(struct peil_event *event, struct peil_factors *factors,
                        const struct wanted *wanted)
{
    const struct peil_questionnaire *q = factors->questionnaire;
    peil_variants those = 0;
    for (size_t i = 0; i < q->variant_count; i++)
        if (wanted->code ? strcmp(q->variants[i].id, wanted->code) == 0
                         : wanted->inside)
            those |= 1u << i;
    if (peil_values_has(&wanted->missing, PEIL_VALUE_MISSING + PEIL_NO_ANSWER))
        those |= PEIL_NO_VARIANT;
    struct peil_clause clause = peil_rule_variants(factors, those);
    add(event, clause.factor, clause.values);
}

/* Who is of a variant that the side is not for, is not counted. */
static void add_variants(struct peil_event *event, struct peil_factors *factors,
                         const struct peil_side *side)
{
    if (side->variants == 0 || factors->plain)
        return;
    struct peil_clause seen = peil_rule_variants(factors, side->variants);
    add(event, seen.factor, seen.values);
}

static void add_wanted(struct peil_event *event, struct peil_factors *factors,
                       const struct peil_side *side, const struct wanted *wanted)
{
    if (is_variant(factors, side->variable)) {
        add_variant(event, factors, wanted);
        return;
    }
    struct meaning meaning = meaning_of(factors, side);
    const char *code = wanted->code;
    if (meaning.derive)
        add_derived(event, factors, &meaning, wanted);
    else
        add_given(event, factors, &meaning, wanted);
    if (code && meaning.tick)
        add_tick(event, factors, meaning.tick, strcmp(code, "1") == 0);
    else if (code && meaning.ticks)
        add_tick(event, factors,
                 peil_arena_format(factors->arena, "%s_%s", side->variable, code),
                 true);
    add_variants(event, factors, side);
}

void peil_event_answer(struct peil_event *event, struct peil_factors *factors,
                       const struct peil_side *side, const char *code)
{
    const char *names[2], *codes[2];
    if (!split(factors, side->variable, " > ", names) ||
        !split(factors, code, ">", codes)) {
        add_wanted(event, factors, side, &(struct wanted){ .code = code });
        return;
    }
    for (size_t i = 0; i < 2; i++)
        peil_event_answer(event, factors, &(struct peil_side){ names[i], false, 0 },
                          codes[i]);
    add_variants(event, factors, side);
}

void peil_event_valid(struct peil_event *event, struct peil_factors *factors,
                      const struct peil_side *side)
{
    const char *names[2];
    if (!split(factors, side->variable, " > ", names)) {
        add_wanted(event, factors, side, &(struct wanted){ .inside = true });
        return;
    }
    for (size_t i = 0; i < 2; i++)
        peil_event_valid(event, factors, &(struct peil_side){ names[i], false, 0 });
    add_variants(event, factors, side);
}

/* Who is outside all bands was not asked, so to say. */
void peil_event_missing(struct peil_event *event, struct peil_factors *factors,
                        const struct peil_side *side, enum peil_missing kind)
{
    struct wanted wanted = { .outside = kind == PEIL_NOT_ASKED };
    put(&wanted.missing, PEIL_VALUE_MISSING + (size_t)kind);
    add_wanted(event, factors, side, &wanted);
}

void peil_event_asked(struct peil_event *event, struct peil_factors *factors,
                      const struct peil_side *side)
{
    struct wanted wanted = { .inside = true };
    for (int kind = PEIL_NOT_ASKED + 1; kind < PEIL_MISSING_KINDS; kind++)
        put(&wanted.missing, PEIL_VALUE_MISSING + (size_t)kind);
    add_wanted(event, factors, side, &wanted);
}

void peil_event_value(struct peil_event *event, struct peil_factors *factors,
                      const char *column, const char *value)
{
    size_t number = factor(factors, column);
    struct peil_values values = { { 0 } };
    put(&values, value_of(factors, number, &(struct peil_category){ .code = value }));
    add(event, number, values);
}

bool peil_event_holds(const struct peil_event *event, const size_t *values)
{
    for (size_t i = 0; i < event->clause_count; i++)
        if (!peil_values_has(&event->clauses[i].values,
                             values[event->clauses[i].factor]))
            return false;
    return !event->where || peil_rule_evaluate(event->where, values) == PEIL_TRUE;
}
