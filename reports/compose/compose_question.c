/* Every question by itself: its words, what the figures say, chart and table. */
#include "questionnaires/base/message.h"
#include "reports/tables/finding.h"
#include "reports/compose/view.h"

#include <ctype.h>
#include <string.h>

/* Who was asked in other words gets to see them. */
static void add_other_wordings(struct peil_composer *composer,
                               const struct peil_source *source,
                               const struct peil_item *item, struct peil_blocks *blocks)
{
    const char *main = peil_composer_question(composer, source, item->id);
    for (size_t i = 0; i < source->questionnaire->variant_count; i++) {
        const char *text = peil_composer_wording(composer, source, item, i);
        if (peil_variants_has(item->variants, i) && strcmp(text, main) != 0)
            peil_composer_say(
                composer, blocks,
                peil_arena_format(composer->arena, _("In %s: “%s”"),
                                  source->questionnaire->variants[i].label, text));
    }
}

/* --- One question --- */

struct question {
    struct peil_composer *composer;
    const struct peil_source *source;
    const struct peil_item *item;
    const char *where;
    struct peil_blocks blocks;
};

/* Where one question has several option lists: whose figures these are. */
static void add_view(struct question *question, const struct peil_view *view,
                     struct peil_blocks *blocks)
{
    struct peil_composer *composer = question->composer;
    struct peil_lines findings = { .arena = composer->arena };
    if (peil_view_is_empty(view))
        return;
    peil_finding_add(view->shares, &findings);
    for (size_t i = 0; i < findings.count; i++)
        peil_composer_say(composer, blocks, findings.text[i]);
    if (!view->shares->groups[0].shown) {
        peil_composer_say(composer, blocks,
                          peil_lines_base(view->shares->base, composer->arena));
        return;
    }
    struct peil_block *block = peil_composer_add(composer, blocks, PEIL_BLOCK_PLOT);
    block->id = peil_composer_id(
        composer, peil_arena_format(composer->arena, "%s-1", question->item->id));
    block->plot = peil_view_plot(composer, view, PEIL_PLOT_BARS, block->id);
    block->sheet = block->plot->sheet;
}

/* "Leerlingen van groep 5-6" */
static const char *heading_of(const struct question *question, const char *variable,
                              const char *base)
{
    struct peil_arena *arena = question->composer->arena;
    if (strcmp(variable, question->item->id) != 0)
        return peil_arena_format(
            arena, "%s, %s",
            peil_composer_label(question->composer, question->source, variable), base);
    return peil_arena_format(arena, "%c%s", toupper((unsigned char)*base),
                             *base ? base + 1 : "");
}

static void add_variable(struct question *question, const char *variable, bool alone)
{
    struct peil_composer *composer = question->composer;
    struct peil_pick pick = { .source = question->source,
                              .items = &variable,
                              .item_count = 1,
                              .where = question->where };
    const char *title = peil_composer_question(composer, question->source, variable);
    struct peil_views views = peil_views_of(composer, &pick, title);
    for (size_t i = 0; i < views.count; i++) {
        if (alone && views.count == 1) {
            add_view(question, &views.list[i], &question->blocks);
            continue;
        }
        struct peil_blocks children = { 0 };
        add_view(question, &views.list[i], &children);
        if (children.count == 0)
            continue;
        struct peil_block *block =
            peil_composer_add(composer, &question->blocks, PEIL_BLOCK_SECTION);
        block->id = peil_composer_id(composer, variable);
        block->text = heading_of(question, variable, views.list[i].shares->base->text);
        block->children = children.list;
        block->child_count = children.count;
    }
}

/* What is derived from the item tells more of it ("makkelijk", over all scales); but
 * the groups themselves stand at the top of the report, and their kin say no more. */
static bool tells_more(const struct question *question,
                       const struct peil_derive *derive)
{
    const struct peil_questionnaire *q = question->source->questionnaire;
    const struct peil_pick pick = { .source = question->source };
    const char *by = peil_composer_by(question->composer, &pick);
    const struct peil_derive *groups = by ? peil_questionnaire_derive(q, by) : NULL;
    return derive->from->index == question->item->index &&
           (!groups || groups->from->index != derive->from->index);
}

/* The item's own columns: one; of a ranking one for each place. */
static void add_variables(struct question *question)
{
    const struct peil_questionnaire *q = question->source->questionnaire;
    const struct peil_variable *variables;
    size_t count =
        peil_questionnaire_variables(q, question->composer->arena, &variables);
    bool more = false;
    for (size_t i = 0; i < q->derive_count; i++)
        more = more || tells_more(question, &q->derives[i]);
    if (question->item->kind == PEIL_RANKING) {
        for (size_t i = 0; i < count; i++)
            if (variables[i].item == question->item && variables[i].rank > 0)
                add_variable(question, variables[i].name, false);
    } else {
        add_variable(question, question->item->id, !more);
    }
    for (size_t i = 0; i < q->derive_count; i++)
        if (tells_more(question, &q->derives[i]))
            add_variable(question, q->derives[i].id, false);
}

/* So many different numbers would make no chart. */
static void add_amount(struct question *question)
{
    struct peil_pick pick = { .source = question->source,
                              .items = &question->item->id,
                              .item_count = 1,
                              .where = question->where };
    peil_compose_means(question->composer, &pick,
                       peil_composer_question(question->composer, question->source,
                                              question->item->id),
                       &question->blocks);
}

static bool is_told(const struct peil_item *item)
{
    return item->on && !item->practice && !item->assent && item->kind != PEIL_EXPLAIN;
}

static void add_question(struct peil_composer *composer,
                         const struct peil_source *source, const struct peil_item *item,
                         const struct peil_node *node, struct peil_blocks *blocks)
{
    struct question question = { composer, source, item, node->pick.where, { 0 } };
    const char *id = peil_composer_id(composer, item->id);
    add_other_wordings(composer, source, item, &question.blocks);
    size_t words = question.blocks.count;
    if (item->kind == PEIL_TEXT)
        peil_composer_say(composer, &question.blocks,
                          _("An open question. The answers are read first, so that "
                            "nobody can be recognised, and are not in this report."));
    else if (item->kind == PEIL_QUANTITY)
        add_amount(&question);
    else if (item->kind != PEIL_DATE)
        add_variables(&question);
    if (question.blocks.count == words)
        return;
    struct peil_block *block = peil_composer_add(composer, blocks, PEIL_BLOCK_SECTION);
    block->id = id;
    block->text = peil_composer_question(composer, source, item->id);
    block->children = question.blocks.list;
    block->child_count = question.blocks.count;
}

void peil_compose_questions(struct peil_composer *composer,
                            const struct peil_node *node, struct peil_blocks *blocks)
{
    const struct peil_source *source =
        peil_composer_source(composer, node->pick.source);
    const struct peil_questionnaire *q = source->questionnaire;
    if (!peil_composer_has(composer, source))
        return;
    for (size_t i = 0; i < q->item_count; i++) {
        const struct peil_item *item = &q->items[i];
        bool fits =
            !node->section || strcmp(q->sections[item->section].id, node->section) == 0;
        if (fits && is_told(item))
            add_question(composer, source, item, node, blocks);
    }
}
