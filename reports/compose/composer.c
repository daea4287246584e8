/* What the parts of a report share. */
#include "reports/compose/composer.h"
#include "questionnaires/variable.h"

#include <string.h>

struct peil_block *peil_composer_add(struct peil_composer *composer,
                                     struct peil_blocks *blocks,
                                     enum peil_block_kind kind)
{
    blocks->list = peil_arena_grow(composer->arena, blocks->list, blocks->count,
                                   sizeof *blocks->list);
    struct peil_block *block = &blocks->list[blocks->count++];
    *block = (struct peil_block){ .kind = kind, .text = "" };
    return block;
}

static void say_runs(struct peil_composer *composer, struct peil_blocks *blocks,
                     const char *term, const char *text)
{
    struct peil_run *runs = peil_arena_array(composer->arena, 2, sizeof *runs);
    size_t count = 0;
    if (*term)
        runs[count++] = (struct peil_run){ .text = term, .strong = true };
    runs[count++] = (struct peil_run){ .text = text };
    struct peil_block *block =
        peil_composer_add(composer, blocks, PEIL_BLOCK_PARAGRAPH);
    block->runs = runs;
    block->run_count = count;
}

void peil_composer_say(struct peil_composer *composer, struct peil_blocks *blocks,
                       const char *text)
{
    say_runs(composer, blocks, "", text);
}

void peil_composer_define(struct peil_composer *composer, struct peil_blocks *blocks,
                          const char *term, const char *text)
{
    say_runs(composer, blocks, term, peil_arena_format(composer->arena, " %s", text));
}

const char *peil_composer_join(const struct peil_composer *composer, const char *a,
                               const char *joint, const char *b)
{
    if (!*a || !*b)
        return *a ? a : b;
    return peil_arena_format(composer->arena, "%s%s%s", a, joint, b);
}

const struct peil_source *peil_composer_source(const struct peil_composer *composer,
                                               const struct peil_source *source)
{
    return source ? source : composer->outline->sources;
}

const char *peil_composer_fill(const struct peil_composer *composer,
                               const struct peil_source *source, const char *text)
{
    const struct peil_questionnaire *q =
        peil_composer_source(composer, source)->questionnaire;
    return peil_study_fill(composer->study, q, text, composer->arena);
}

static bool is_given(const struct peil_composer *composer, const char *id)
{
    for (size_t i = 0; i < composer->id_count; i++)
        if (strcmp(composer->ids[i], id) == 0)
            return true;
    return false;
}

const char *peil_composer_id(struct peil_composer *composer, const char *wanted)
{
    const char *id = wanted;
    for (size_t i = 2; is_given(composer, id); i++)
        id = peil_arena_format(composer->arena, "%s-%zu", wanted, i);
    composer->ids = peil_arena_grow(composer->arena, composer->ids, composer->id_count,
                                    sizeof *composer->ids);
    composer->ids[composer->id_count++] = id;
    return id;
}

struct peil_selection peil_composer_select(struct peil_composer *composer,
                                           const struct peil_source *source,
                                           const char *where)
{
    struct peil_selection of = { .source = peil_composer_source(composer, source),
                                 .where = where };
    const char *per = composer->outline->per;
    if (!composer->narrow ||
        !peil_counted_has_column(composer->counted, of.source, per))
        return of;
    of.where = where ? peil_arena_format(composer->arena, "(%s) and %s", where,
                                         composer->narrow)
                     : composer->narrow;
    return of;
}

bool peil_composer_has(struct peil_composer *composer, const struct peil_source *source)
{
    bool has = peil_counted_has(composer->counted, source);
    composer->absent = composer->absent || !has;
    return has;
}

bool peil_composer_is_off(struct peil_composer *composer, const struct peil_pick *pick)
{
    const struct peil_questionnaire *q =
        peil_composer_source(composer, pick->source)->questionnaire;
    for (size_t i = 0; i < pick->item_count; i++) {
        const struct peil_derive *derive = peil_questionnaire_derive(q, pick->items[i]);
        const struct peil_item *item =
            derive ? derive->from : peil_questionnaire_item(q, pick->items[i]);
        if (!item || item->on)
            return false;
    }
    composer->absent = composer->absent || pick->item_count > 0;
    return pick->item_count > 0;
}

const char *peil_composer_by(const struct peil_composer *composer,
                             const struct peil_pick *pick)
{
    const char *by = composer->outline->by;
    if (pick->by)
        return pick->by;
    return by && peil_counted_has_column(composer->counted,
                                         peil_composer_source(composer, pick->source),
                                         by)
               ? by
               : NULL;
}

/* --- What a question is called --- */

const char *peil_composer_wording(const struct peil_composer *composer,
                                  const struct peil_source *source,
                                  const struct peil_item *item, size_t variant)
{
    return peil_composer_fill(
        composer, source,
        peil_texts_find(&item->text, variant, source->questionnaire->language));
}

/* How many of the variants that are asked use this wording. */
static size_t users(const struct peil_composer *composer,
                    const struct peil_source *source, const struct peil_item *item,
                    const char *text)
{
    size_t count = 0;
    for (size_t i = 0; i < source->questionnaire->variant_count; i++)
        count += peil_variants_has(item->variants, i) &&
                 strcmp(peil_composer_wording(composer, source, item, i), text) == 0;
    return count;
}

/* The wording that most variants use; the first of those that are equal. */
static const char *main_wording(const struct peil_composer *composer,
                                const struct peil_source *source,
                                const struct peil_item *item)
{
    const char *best = peil_composer_wording(composer, source, item, 0);
    size_t most = 0;
    for (size_t i = 0; i < source->questionnaire->variant_count; i++) {
        const char *text = peil_composer_wording(composer, source, item, i);
        size_t count = users(composer, source, item, text);
        if (peil_variants_has(item->variants, i) && count > most) {
            most = count;
            best = text;
        }
    }
    return best;
}

/* "Wat is het belangrijkst? (1)": a place of a ranking; else a column as it is called.
 */
static const char *place_label(const struct peil_composer *composer,
                               const struct peil_source *source, const char *name)
{
    const struct peil_variable *variables;
    size_t count = peil_questionnaire_variables(source->questionnaire, composer->arena,
                                                &variables);
    for (size_t i = 0; i < count; i++)
        if (strcmp(variables[i].name, name) == 0 && variables[i].rank > 0)
            return peil_arena_format(
                composer->arena, "%s (%zu)",
                peil_composer_label(composer, source, variables[i].item->id),
                variables[i].rank);
    return name;
}

const char *peil_composer_question(const struct peil_composer *composer,
                                   const struct peil_source *source, const char *name)
{
    source = peil_composer_source(composer, source);
    const struct peil_item *item = peil_questionnaire_item(source->questionnaire, name);
    return item ? main_wording(composer, source, item)
                : peil_composer_label(composer, source, name);
}

const char *peil_composer_label(const struct peil_composer *composer,
                                const struct peil_source *source, const char *name)
{
    source = peil_composer_source(composer, source);
    const struct peil_questionnaire *q = source->questionnaire;
    const struct peil_item *item = peil_questionnaire_item(q, name);
    const struct peil_derive *derive = peil_questionnaire_derive(q, name);
    if (item)
        return item->label ? peil_composer_fill(composer, source, item->label)
                           : main_wording(composer, source, item);
    return derive ? derive->label : place_label(composer, source, name);
}

const char *peil_composer_options(const struct peil_composer *composer,
                                  const struct peil_pick *pick)
{
    const struct peil_source *source = peil_composer_source(composer, pick->source);
    const struct peil_questionnaire *q = source->questionnaire;
    const struct peil_item *item =
        pick->item_count > 0 ? peil_questionnaire_item(q, pick->items[0]) : NULL;
    const char *text = "";
    for (size_t i = 0; i < pick->option_count; i++) {
        const struct peil_option *option = NULL;
        for (size_t k = 0; item && !option && k < item->option_count; k++)
            if (strcmp(item->options[k].code, pick->options[i]) == 0)
                option = &item->options[k];
        text = peil_composer_join(
            composer, text, " / ",
            option ? peil_composer_fill(composer, source,
                                        peil_texts_first(&option->label, q))
                   : pick->options[i]);
    }
    return text;
}

const char *peil_composer_title(struct peil_composer *composer,
                                const struct peil_node *node)
{
    if (node->title)
        return peil_composer_fill(composer, node->pick.source, node->title);
    return node->pick.item_count > 0
               ? peil_composer_question(composer, node->pick.source,
                                        node->pick.items[0])
               : "";
}
