/* Tables of what was picked. */
#include "questionnaires/base/message.h"
#include "questionnaires/base/text.h"
#include "reports/tables/figures.h"
#include "reports/tables/lines.h"
#include "reports/outline/content_sheet.h"
#include "reports/compose/view.h"

#include <math.h>
#include <string.h>

/* --- Shares --- */

static void add_sheet(struct peil_composer *composer, const struct peil_view *view,
                      const char *look, struct peil_blocks *blocks)
{
    const char *id = peil_composer_id(composer, "tabel");
    struct peil_block *block = peil_composer_add(composer, blocks, PEIL_BLOCK_TABLE);
    block->id = id;
    block->sheet = peil_view_sheet(composer, view, id, look);
}

/* Nothing of it may be shown, and that is said. */
static void say_hidden(struct peil_composer *composer, const char *title,
                       struct peil_blocks *blocks)
{
    peil_composer_say(
        composer, blocks,
        peil_arena_format(composer->arena,
                          _("%s: not shown, so that nobody can be recognised."),
                          title));
}

void peil_view_tell(struct peil_composer *composer, const struct peil_view *view,
                    const char *look, struct peil_blocks *blocks)
{
    if (peil_view_is_empty(view))
        return;
    if (!peil_view_has_counts(view))
        say_hidden(composer, view->title, blocks);
    else if (peil_view_has_percents(view))
        add_sheet(composer, view, look, blocks);
    else
        add_sheet(composer, view, "n", blocks);
}

/* --- Means --- */

/* All that differs from column to column: a figure's name in the table. */
static const struct mean_column {
    const char *title, *figure; /* title: msgid */
} mean_columns[] = {
    { N_("mean"), "mean" },
    { N_("from (95%)"), "ci_low" },
    { N_("to (95%)"), "ci_high" },
    { N_("median"), "median" },
};
enum { MEAN_COLUMNS = sizeof mean_columns / sizeof *mean_columns };

static double figure_of(const struct peil_summary *summary,
                        const struct peil_summary_row *row, const char *name)
{
    for (size_t i = 0; !row->hidden && i < summary->figure_count; i++)
        if (strcmp(summary->figures[i], name) == 0)
            return row->figures[i];
    return NAN;
}

static void add_mean_row(struct peil_sheet_draft *draft,
                         const struct peil_summary *summary,
                         const struct peil_summary_row *row, const char *label)
{
    struct peil_entry *entries =
        peil_sheet_row(draft, row->total ? PEIL_GRID_TOTAL : PEIL_GRID_BODY, label);
    entries[0] = peil_entry_count(draft->arena, row->hidden ? NAN : row->n);
    for (size_t i = 0; i < MEAN_COLUMNS; i++)
        entries[i + 1] =
            row->hidden
                ? peil_entry_hidden()
                : peil_entry_decimal(
                      draft->arena, figure_of(summary, row, mean_columns[i].figure), 1);
}

/* Its groups, or everyone. */
static void add_mean_rows(struct peil_sheet_draft *draft,
                          const struct peil_table *table, bool everyone,
                          const char *label)
{
    const struct peil_summary *summary = table ? &table->summary : NULL;
    for (size_t i = 0; summary && i < summary->row_count; i++) {
        const struct peil_summary_row *row = &summary->rows[i];
        if (row->total == everyone)
            add_mean_row(draft, summary, row, label ? label : row->category.label);
    }
}

/* Of one question its groups, by each grouping, and everyone; of several everyone. */
static void add_means(struct peil_composer *composer, const struct peil_pick *pick,
                      struct peil_sheet_draft *draft, struct peil_lines *lines)
{
    struct peil_selection of =
        peil_composer_select(composer, pick->source, pick->where);
    bool many = pick->item_count > 1;
    const char *by = many ? NULL : peil_composer_by(composer, pick);
    const char *const *names = NULL;
    size_t count = by ? peil_text_words(composer->arena, by, &names) : 0;
    for (size_t i = 0; i < count; i++)
        add_mean_rows(
            draft, peil_counted_means(composer->counted, &of, pick->items[0], names[i]),
            false, NULL);
    for (size_t i = 0; i < pick->item_count; i++) {
        const char *item = pick->items[i];
        const struct peil_table *table =
            peil_counted_means(composer->counted, &of, item, NULL);
        add_mean_rows(draft, table, true,
                      many ? peil_composer_label(composer, of.source, item) : NULL);
        if (table && i == 0)
            peil_lines_add(lines, peil_lines_base(&table->base, composer->arena));
    }
}

void peil_compose_means(struct peil_composer *composer, const struct peil_pick *pick,
                        const char *title, struct peil_blocks *blocks)
{
    struct peil_sheet_draft draft = { .arena = composer->arena };
    struct peil_lines lines = { .arena = composer->arena };
    peil_sheet_column(&draft, "", "n");
    for (size_t i = 0; i < MEAN_COLUMNS; i++)
        peil_sheet_column(&draft, "", _(mean_columns[i].title));
    if (!peil_composer_has(composer, peil_composer_source(composer, pick->source)))
        return;
    add_means(composer, pick, &draft, &lines);
    if (draft.row_count == 0)
        return;
    const char *id = peil_composer_id(composer, "tabel");
    struct peil_sheet *sheet = peil_sheet_finish(&draft, id, title);
    sheet->stub = pick->item_count > 1 ? _("Question") : _("Group");
    sheet->lines = lines.text;
    sheet->line_count = lines.count;
    struct peil_block *block = peil_composer_add(composer, blocks, PEIL_BLOCK_TABLE);
    block->id = id;
    block->sheet = sheet;
}

void peil_compose_table(struct peil_composer *composer, const struct peil_node *node,
                        struct peil_blocks *blocks)
{
    const char *title = peil_composer_title(composer, node);
    const char *look = node->look ? node->look : "percent";
    if (strcmp(look, "means") == 0) {
        peil_compose_means(composer, &node->pick, title, blocks);
        return;
    }
    struct peil_views views = peil_views_of(composer, &node->pick, title);
    for (size_t i = 0; i < views.count; i++) {
        struct peil_view view = node->brief
                                    ? peil_view_brief(&views.list[i], composer->arena)
                                    : views.list[i];
        peil_view_tell(composer, &view, look, blocks);
    }
}
