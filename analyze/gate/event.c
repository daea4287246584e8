#include "analyze/gate/event.h"

#include "analyze/gate/bands.h"

#include <math.h>
#include <string.h>

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
    size_t source = peil_factors_find(factors, derive->from->id);
    peil_factors_offer(factors, source, derive->from);
    return factors->list[source].code_count > 0 ? derive : NULL;
}

static struct meaning meaning_of(struct peil_factors *factors,
                                 const struct peil_side *side)
{
    const struct peil_item *item = peil_factors_ticked(factors, side->variable);
    const struct peil_derive *derive = derive_of(factors, side->variable);
    struct meaning meaning = { .derive = derive, .ticks = item || side->multiple };
    const char *name = item ? item->id : derive ? derive->from->id : side->variable;
    if (item)
        meaning.tick = side->variable;
    if (side->variants != 0 && factors->plain)
        name = peil_arena_format(factors->arena, "%s/%u", name, side->variants);
    meaning.factor = peil_rule_factor(factors, name, meaning.ticks);
    return meaning;
}

void peil_factors_meet(struct peil_factors *factors, const char *variable,
                       const struct peil_category *categories, size_t count)
{
    struct meaning meaning =
        meaning_of(factors, &(struct peil_side){ .variable = variable });
    for (size_t i = 0; i < count && !meaning.derive && !meaning.ticks; i++)
        peil_factors_value(factors, meaning.factor, &categories[i]);
}

/* --- Clauses --- */

static void add(struct peil_event *event, struct peil_clause clause)
{
    if (event->clause_count < PEIL_MOST_CLAUSES)
        event->clauses[event->clause_count++] = clause;
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
            peil_values_put(&values, i);
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
    struct peil_clause any = { meaning->factor, { { 0 } } };
    for (size_t v = 0; v <= count; v++) {
        struct peil_clause own = { meaning->factor, derived(factors, meaning, wanted,
                                                            v < count ? v : SIZE_MAX) };
        leaves[v] = *peil_rule_clause(factors, own);
        for (size_t i = 0; i < PEIL_VALUES / 64; i++)
            any.values.bits[i] |= own.values.bits[i];
    }
    add(event, any);
    const struct peil_rule *rule = peil_rule_by_variant(factors, leaves);
    if (rule->kind != PEIL_NODE_IN)
        event->where = peil_rule_both(factors, event->where, rule);
}

static void add_given(struct peil_event *event, struct peil_factors *factors,
                      const struct meaning *meaning, const struct wanted *wanted)
{
    struct peil_values values = wanted->missing, all = peil_values_codes();
    if (wanted->code && !meaning->ticks)
        peil_values_put(&values, peil_factors_value(
                                     factors, meaning->factor,
                                     &(struct peil_category){ .code = wanted->code }));
    else if (wanted->code || wanted->inside)
        for (size_t i = 0; i < PEIL_VALUES / 64; i++)
            values.bits[i] |= all.bits[i];
    add(event, (struct peil_clause){ meaning->factor, values });
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

static void add_variant(struct peil_event *event, struct peil_factors *factors,
                        const struct wanted *wanted)
{
    bool some = wanted->code || wanted->inside;
    peil_variants those = some ? peil_factors_variants(factors, wanted->code) : 0;
    if (peil_values_has(&wanted->missing, PEIL_VALUE_MISSING + PEIL_NO_ANSWER))
        those |= PEIL_NO_VARIANT;
    add(event, peil_rule_variants(factors, those));
}

/* Who is of a variant that the side is not for, is not counted. */
static void add_variants(struct peil_event *event, struct peil_factors *factors,
                         const struct peil_side *side)
{
    if (side->variants != 0 && !factors->plain)
        add(event, peil_rule_variants(factors, side->variants));
}

static void add_wanted(struct peil_event *event, struct peil_factors *factors,
                       const struct peil_side *side, const struct wanted *wanted)
{
    if (peil_factors_is_variant(factors, side->variable)) {
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
        add(event, peil_factors_tick(factors, meaning.tick, strcmp(code, "1") == 0));
    else if (code && meaning.ticks)
        add(event, peil_factors_tick(
                       factors,
                       peil_arena_format(factors->arena, "%s_%s", side->variable, code),
                       true));
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
    peil_values_put(&wanted.missing, PEIL_VALUE_MISSING + (size_t)kind);
    add_wanted(event, factors, side, &wanted);
}

void peil_event_asked(struct peil_event *event, struct peil_factors *factors,
                      const struct peil_side *side)
{
    struct wanted wanted = { .inside = true };
    for (int kind = PEIL_NOT_ASKED + 1; kind < PEIL_MISSING_KINDS; kind++)
        peil_values_put(&wanted.missing, PEIL_VALUE_MISSING + (size_t)kind);
    add_wanted(event, factors, side, &wanted);
}

void peil_event_value(struct peil_event *event, struct peil_factors *factors,
                      const char *column, const char *value)
{
    add(event, peil_factors_clause(factors, column, value));
}

bool peil_event_holds(const struct peil_event *event, const size_t *values)
{
    for (size_t i = 0; i < event->clause_count; i++)
        if (!peil_values_has(&event->clauses[i].values,
                             values[event->clauses[i].factor]))
            return false;
    return !event->where || peil_rule_evaluate(event->where, values) == PEIL_TRUE;
}
