#include "analyze/gate/factor.h"

#include <string.h>

/* --- Sets of values --- */

bool peil_values_has(const struct peil_values *values, size_t value)
{
    return values->bits[value / 64] >> value % 64 & 1;
}

void peil_values_put(struct peil_values *values, size_t value)
{
    values->bits[value / 64] |= (uint64_t)1 << value % 64;
}

struct peil_values peil_values_codes(void)
{
    struct peil_values values = { { 0 } };
    for (size_t i = 0; i < PEIL_VALUE_MISSING; i++)
        peil_values_put(&values, i);
    return values;
}

/* --- Factors --- */

size_t peil_factors_find(struct peil_factors *factors, const char *name)
{
    for (size_t i = 0; i < factors->count; i++)
        if (strcmp(factors->list[i].name, name) == 0)
            return i;
    factors->list = peil_arena_grow(factors->arena, factors->list, factors->count,
                                    sizeof *factors->list);
    factors->list[factors->count] = (struct peil_factor){ .name = name };
    return factors->count++;
}

size_t peil_factors_value(struct peil_factors *factors, size_t number,
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

void peil_factors_offer(struct peil_factors *factors, size_t number,
                        const struct peil_item *item)
{
    for (size_t i = 0; i < item->option_count; i++)
        peil_factors_value(factors, number,
                           &(struct peil_category){ .code = item->options[i].code,
                                                    .score = item->options[i].score });
}

struct peil_clause peil_factors_clause(struct peil_factors *factors, const char *column,
                                       const char *value)
{
    struct peil_clause clause = { peil_factors_find(factors, column), { { 0 } } };
    peil_values_put(&clause.values,
                    peil_factors_value(factors, clause.factor,
                                       &(struct peil_category){ .code = value }));
    return clause;
}

/* --- Ticks --- */

const struct peil_item *peil_factors_ticked(const struct peil_factors *factors,
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

struct peil_clause peil_factors_tick(struct peil_factors *factors, const char *tick,
                                     bool is)
{
    size_t number = peil_factors_find(factors, tick);
    struct peil_clause clause = { number, { { 0 } } };
    peil_values_put(&clause.values, is ? 1 : 0);
    for (size_t i = 0; i < 2; i++)
        peil_factors_value(factors, number,
                           &(struct peil_category){ .code = i ? "1" : "0" });
    factors->list[number].tick = true;
    factors->list[number].excluded =
        excluded_by(factors, peil_factors_ticked(factors, tick), tick);
    return clause;
}

/* --- Variants --- */

bool peil_factors_is_variant(const struct peil_factors *factors, const char *variable)
{
    const struct peil_questionnaire *q = factors->questionnaire;
    return q && q->variant_count > 0 && !factors->plain &&
           strcmp(variable, "variant") == 0;
}

peil_variants peil_factors_variants(const struct peil_factors *factors,
                                    const char *code)
{
    const struct peil_questionnaire *q = factors->questionnaire;
    peil_variants those = 0;
    for (size_t i = 0; i < q->variant_count; i++)
        if (!code || strcmp(q->variants[i].id, code) == 0)
            those |= 1u << i;
    return those;
}
