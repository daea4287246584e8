#include "analyze/event.h"

#include "analyze/bands.h"

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

/* When an item is asked. Who is of a variant that never sees it is not asked either, so
 * that of such items nothing is known. */
static const struct peil_rule *asked(struct peil_factors *factors, size_t number,
                                     const struct peil_item *item)
{
    if (!item->when || !item->on || item->variants != 0 || factors->plain)
        return NULL;
    if (!factors->list[number].asked) {
        const struct peil_rule *rule = peil_rule_make(factors, item->when);
        factors->list[number].asked = rule;
    }
    return factors->list[number].asked;
}

/* --- What a name stands for --- */

/* A clause on one factor; of ticks another on that of the whole question. */
struct meaning {
    size_t factor;
    const struct peil_derive *derive; /* the factor is where it comes from */
    bool ticks;                       /* a multiple's factor: asked, and why not */
    const char *tick;                 /* the option's factor; or NULL */
};

static bool is_for_everyone(const struct peil_derive *derive)
{
    for (size_t i = 0; i < derive->band_count; i++)
        if (derive->bands[i].variants != 0)
            return false;
    return true;
}

/* A derived variable of which each value follows from the code of another. */
static const struct peil_derive *derive_of(struct peil_factors *factors,
                                           const char *name)
{
    const struct peil_questionnaire *q = factors->questionnaire;
    const struct peil_derive *derive = q ? peil_questionnaire_derive(q, name) : NULL;
    if (!derive || !is_for_everyone(derive) || factors->plain)
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
    if (side->variants != 0)
        name = peil_arena_format(factors->arena, "%s/%u", name, side->variants);
    meaning.factor = factor(factors, name);
    item = item_of(factors, name);
    if (item && !meaning.ticks)
        meet_options(factors, meaning.factor, item);
    if (item)
        asked(factors, meaning.factor, item);
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

/* The codes in a band of the derived variable; NULL stands for outside all. */
static struct peil_values band_codes(const struct peil_factors *factors,
                                     const struct meaning *meaning, const char *code)
{
    const struct peil_factor *source = &factors->list[meaning->factor];
    const struct peil_bands *bands =
        peil_bands_find(factors->questionnaire, meaning->derive->from->id,
                        source->codes, source->code_count, factors->arena);
    struct peil_values values = { { 0 } };
    size_t d = 0;
    while (d < bands->derive_count &&
           strcmp(bands->derives[d]->id, meaning->derive->id) != 0)
        d++;
    for (size_t i = 0; i < source->code_count && d < bands->derive_count; i++) {
        const struct peil_band *band = bands->of[i * bands->derive_count + d];
        if (band && code ? strcmp(band->code, code) == 0 : !band && !code)
            put(&values, i);
    }
    return values;
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

void peil_event_answer(struct peil_event *event, struct peil_factors *factors,
                       const struct peil_side *side, const char *code)
{
    const char *names[2], *codes[2];
    if (split(factors, side->variable, " > ", names) &&
        split(factors, code, ">", codes)) {
        for (size_t i = 0; i < 2; i++)
            peil_event_answer(event, factors, &(struct peil_side){ names[i], false, 0 },
                              codes[i]);
        return;
    }
    struct meaning meaning = meaning_of(factors, side);
    struct peil_values values = all_codes();
    if (meaning.derive) {
        values = band_codes(factors, &meaning, code);
    } else if (!meaning.ticks) {
        values = (struct peil_values){ { 0 } };
        put(&values,
            value_of(factors, meaning.factor, &(struct peil_category){ .code = code }));
    }
    add(event, meaning.factor, values);
    if (meaning.tick)
        add_tick(event, factors, meaning.tick, strcmp(code, "1") == 0);
    else if (meaning.ticks)
        add_tick(event, factors,
                 peil_arena_format(factors->arena, "%s_%s", side->variable, code),
                 true);
}

void peil_event_valid(struct peil_event *event, struct peil_factors *factors,
                      const struct peil_side *side)
{
    const char *names[2];
    if (split(factors, side->variable, " > ", names)) {
        for (size_t i = 0; i < 2; i++)
            peil_event_valid(event, factors, &(struct peil_side){ names[i], false, 0 });
        return;
    }
    struct meaning meaning = meaning_of(factors, side);
    struct peil_values values = all_codes();
    if (meaning.derive) {
        struct peil_values outside = band_codes(factors, &meaning, NULL);
        for (size_t i = 0; i < PEIL_VALUES / 64; i++)
            values.bits[i] &= ~outside.bits[i];
    }
    add(event, meaning.factor, values);
}

/* Who is outside all bands was not asked, so to say. */
void peil_event_missing(struct peil_event *event, struct peil_factors *factors,
                        const struct peil_side *side, enum peil_missing kind)
{
    struct meaning meaning = meaning_of(factors, side);
    struct peil_values values = { { 0 } };
    if (meaning.derive && kind == PEIL_NOT_ASKED)
        values = band_codes(factors, &meaning, NULL);
    put(&values, PEIL_VALUE_MISSING + (size_t)kind);
    add(event, meaning.factor, values);
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
