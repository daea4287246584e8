#include "analyze/data/base_line.h"

#include "questionnaires/base/message.h"

const char *peil_base_line_respondents(const struct peil_questionnaire *q)
{
    return q && q->respondents && *q->respondents ? q->respondents : _("respondents");
}

static bool is_everyone(const struct peil_questionnaire *q, peil_variants variants)
{
    for (size_t i = 0; q && i < q->variant_count; i++) {
        if (!peil_variants_has(variants, i))
            return false;
    }
    return true;
}

/* "a", "a and b", "a, b and c" */
static const char *variant_names(const struct peil_questionnaire *q,
                                 peil_variants variants, struct peil_arena *arena)
{
    const char *names = "";
    const char *last = NULL;
    for (size_t i = 0; i < q->variant_count; i++) {
        if (!peil_variants_has(variants, i))
            continue;
        if (last)
            names = *names ? peil_arena_format(arena, "%s, %s", names, last) : last;
        last = q->variants[i].label;
    }
    if (!last)
        return names;
    return *names ? peil_arena_format(arena, _("%s and %s"), names, last) : last;
}

const char *peil_base_line_variants(const struct peil_questionnaire *q,
                                    peil_variants variants, struct peil_arena *arena)
{
    const char *respondents = peil_base_line_respondents(q);
    if (is_everyone(q, variants))
        return respondents;
    return peil_arena_format(arena, _("%s of %s"), respondents,
                             variant_names(q, variants, arena));
}

/* Sets meet; 0 stands for all of them. */
static peil_variants meet(peil_variants a, peil_variants b)
{
    return a == 0 ? b : b == 0 ? a : a & b;
}

static const char *join(const char *conditions, const char *condition,
                        struct peil_arena *arena)
{
    if (!condition || !*condition)
        return conditions;
    return *conditions ? peil_arena_format(arena, _("%s and %s"), conditions, condition)
                       : condition;
}

const char *peil_base_line(const struct peil_questionnaire *q,
                           const struct peil_base_line *line, struct peil_arena *arena)
{
    peil_variants variants = line->variants;
    const char *conditions = "";
    const struct peil_condition *said = NULL;
    for (size_t i = 0; i < PEIL_BASE_ITEMS; i++) {
        const struct peil_item *item = line->items[i];
        if (!item)
            continue;
        variants = meet(variants, item->variants);
        if (item->when && item->when != said)
            conditions =
                join(conditions, peil_condition_describe(item->when, q, arena), arena);
        said = item->when;
    }
    conditions = join(conditions, line->where, arena);
    const char *group = peil_base_line_variants(q, variants, arena);
    if (*conditions)
        return peil_arena_format(arena, "%s %s", group, conditions);
    return is_everyone(q, variants) ? peil_arena_format(arena, _("all %s"), group)
                                    : group;
}
