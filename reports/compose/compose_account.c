/* How the figures came about and what they mean. */
#include "questionnaires/base/message.h"
#include "reports/tables/figures.h"
#include "reports/compose/composer.h"
#include "reports/tables/shares.h"

#include <string.h>

/* Only who was asked to take part could say no. */
static bool asks_assent(const struct peil_questionnaire *q)
{
    for (size_t i = 0; i < q->item_count; i++)
        if (q->items[i].assent)
            return true;
    return false;
}

/* A register of persons, or a survey of who is no pupil: which, and how many. */
static void add_register(struct peil_composer *composer,
                         const struct peil_questionnaire *q,
                         const struct peil_analysis *analysis,
                         struct peil_blocks *blocks)
{
    peil_composer_define(
        composer, blocks, _("Where does it come from?"),
        peil_arena_format(composer->arena,
                          _("From the form “%s”, version %s (mark %.12s): %zu %s."),
                          q->id, q->version, q->hash ? q->hash : "-", analysis->used,
                          analysis->respondents));
}

/* Of one report of many it is not said how many there are of all. */
static void add_method(struct peil_composer *composer, const struct peil_source *source,
                       struct peil_blocks *blocks)
{
    const struct peil_questionnaire *q = source->questionnaire;
    struct peil_selection of = peil_composer_select(composer, source, NULL);
    const struct peil_analysis *analysis =
        peil_counted_analysis(composer->counted, &of);
    if (!analysis)
        return;
    if (!asks_assent(q) && !composer->narrow) {
        add_register(composer, q, analysis, blocks);
        return;
    }
    const char *text = peil_arena_format(
        composer->arena,
        _("With the questionnaire “%s”, version %s (mark %.12s). Taking part was free, "
          "every question could be skipped, and no names were asked."),
        q->id, q->version, q->hash ? q->hash : "-");
    if (!composer->narrow)
        text = peil_composer_join(
            composer, text, " ",
            peil_arena_format(composer->arena, _("%zu answers came in; %zu were used."),
                              analysis->read, analysis->used));
    peil_composer_define(composer, blocks, _("How was it asked?"), text);
}

static bool is_percents(const struct peil_sheet *sheet)
{
    for (size_t row = 0; row < sheet->row_count; row++)
        for (size_t i = 0; i < sheet->column_count; i++)
            if (sheet->rows[row].entries[i].unit == PEIL_UNIT_PERCENT)
                return true;
    return false;
}

/* A report of counts only need not explain percentages. */
static bool has_percents(const struct peil_block *blocks, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if ((blocks[i].sheet && is_percents(blocks[i].sheet)) ||
            has_percents(blocks[i].children, blocks[i].child_count))
            return true;
    return false;
}

static void add_base(struct peil_composer *composer, struct peil_blocks *blocks)
{
    peil_composer_define(
        composer, blocks, _("Who is counted?"),
        _("The base under each table says it. Who did not get a question is not "
          "in its base. Who skipped it or did not know is not in the "
          "percentages, but is named below the table."));
}

static void add_percents(struct peil_composer *composer, struct peil_blocks *blocks)
{
    peil_composer_define(
        composer, blocks, _("How is it rounded?"),
        _("Percentages are rounded to whole numbers. So they may add up to 99 "
          "or 101 instead of 100. “Nobody” means exactly none; a zero means "
          "less than half a percent."));
    peil_composer_define(
        composer, blocks, _("What is the margin?"),
        peil_counted_has_classes(composer->counted, NULL)
            ? _("If we asked a great many pupils like these, their percentage would "
                "almost certainly (95%) lie between these two numbers. Pupils of one "
                "class resemble each other; the margin takes that into account.")
            : _("If we asked a great many pupils like these, their percentage would "
                "almost certainly (95%) lie between these two numbers. Pupils of one "
                "class resemble each other; so in truth the margin is wider."));
    peil_composer_define(
        composer, blocks, _("What is “indicative”?"),
        peil_arena_format(composer->arena,
                          _("With fewer than %d answers a percentage gives a direction "
                            "and no more. Below %ld answers we give no percentages."),
                          PEIL_FIRM_BASE,
                          (long)(composer->material->internal ? PEIL_LEAST_BASE_INTERNAL
                                                              : PEIL_LEAST_BASE)));
}

static void add_hidden(struct peil_composer *composer, struct peil_blocks *blocks)
{
    const struct peil_study *study = composer->study;
    peil_composer_define(
        composer, blocks, _("What is “not shown”?"),
        composer->material->internal
            ? _("This report is internal: only percentages of very few answers "
                "are left out. It may not be passed on.")
            : peil_arena_format(
                  composer->arena,
                  _("Nobody may be recognised. So we show no number below %ld and no "
                    "group below %ld, and sometimes another number too, when the "
                    "hidden "
                    "one could be worked out from it. What is not shown may be small, "
                    "large or zero."),
                  study->least_cell, study->least_group));
}

/* A register about things is no research. */
static bool is_told(const struct peil_composer *composer,
                    const struct peil_source *source)
{
    return peil_counted_has(composer->counted, source) &&
           !source->questionnaire->impersonal;
}

/* A chapter of its own, at the end. */
void peil_compose_account(struct peil_composer *composer, const struct peil_node *node,
                          struct peil_blocks *blocks)
{
    struct peil_blocks points = { 0 }, children = { 0 };
    (void)node;
    for (size_t i = 0; i < composer->outline->source_count; i++)
        if (is_told(composer, &composer->outline->sources[i]))
            add_method(composer, &composer->outline->sources[i], &points);
    add_base(composer, &points);
    bool percents = has_percents(blocks->list, blocks->count);
    if (percents)
        add_percents(composer, &points);
    if (percents || !composer->material->internal)
        add_hidden(composer, &points);
    struct peil_block *list = peil_composer_add(composer, &children, PEIL_BLOCK_LIST);
    list->children = points.list;
    list->child_count = points.count;
    struct peil_block *chapter =
        peil_composer_add(composer, blocks, PEIL_BLOCK_CHAPTER);
    chapter->id = peil_composer_id(composer, "over-cijfers");
    chapter->text = _("About these figures");
    chapter->children = children.list;
    chapter->child_count = children.count;
}
