/* Tables of what was picked. */
#include "questionnaires/base/message.h"
#include "reports/figures.h"
#include "reports/lines.h"
#include "reports/sheet.h"
#include "reports/view.h"

#include <math.h>
#include <string.h>

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

/* A row for each group and for everyone; of several questions everyone's row only. */
static void add_means(struct peil_composer *composer, const struct peil_pick *pick,
                      struct peil_sheet_draft *draft, struct peil_lines *lines)
{
    struct peil_selection of =
        peil_composer_select(composer, pick->source, pick->where);
    const char *by = pick->item_count == 1 ? peil_composer_by(composer, pick) : NULL;
    for (size_t item = 0; item < pick->item_count; item++) {
        const struct peil_table *table =
            peil_counted_means(composer->counted, &of, pick->items[item], by);
        const struct peil_summary *summary = table ? &table->summary : NULL;
        if (table && item == 0)
            peil_lines_add(lines, peil_lines_base(&table->base, composer->arena));
        for (size_t i = 0; table && i < summary->row_count; i++)
            add_mean_row(draft, summary, &summary->rows[i],
                         pick->item_count > 1 ? peil_composer_label(composer, of.source,
                                                                    pick->items[item])
                                              : summary->rows[i].category.label);
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
    for (size_t i = 0; i < views.count; i++)
        peil_view_tell(composer, &views.list[i], look, blocks);
}
