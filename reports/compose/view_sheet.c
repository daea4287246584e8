/* A view as a table. */
#include "questionnaires/base/message.h"
#include "reports/tables/figures.h"
#include "reports/outline/content_sheet.h"
#include "reports/compose/view.h"

#include <math.h>
#include <string.h>

struct filling {
    const struct peil_view *view;
    struct peil_sheet_draft draft;
    bool counts, percents, margins;
};

static struct peil_entry percent_entry(struct peil_arena *arena,
                                       const struct peil_view_cell *cell)
{
    const struct peil_share *share = &cell->share;
    if (!share->offered)
        return peil_entry_words(_("not offered"));
    if (!share->shown)
        return isfinite(share->n) ? peil_entry_words(_("too few"))
                                  : peil_entry_hidden();
    const char *text = share->n == 0
                           ? _("nobody")
                           : peil_figure_share(arena, share->percent, cell->base);
    return (struct peil_entry){ text, share->percent, PEIL_UNIT_PERCENT };
}

static struct peil_entry count_entry(struct peil_arena *arena,
                                     const struct peil_view_cell *cell)
{
    return cell->share.offered ? peil_entry_count(arena, cell->share.n)
                               : peil_entry_words(_("not offered"));
}

static struct peil_entry margin_entry(struct peil_arena *arena,
                                      const struct peil_view_cell *cell)
{
    const struct peil_share *share = &cell->share;
    return peil_entry_words(
        share->shown && isfinite(share->ci_low)
            ? peil_figure_interval(arena, share->ci_low, share->ci_high, cell->base)
            : "");
}

static bool has_margins(const struct peil_view *view)
{
    for (size_t row = 0; row < view->row_count && view->shares; row++)
        if (isfinite(peil_view_at(view, row, 0)->share.ci_low))
            return true;
    return false;
}

static void add_columns(struct filling *filling)
{
    const struct peil_view *view = filling->view;
    struct peil_sheet_draft *draft = &filling->draft;
    for (size_t i = 0; i < view->column_count; i++) {
        const struct peil_grid_column *column = &view->columns[i];
        if (filling->counts && filling->percents) {
            peil_sheet_column(draft, column->title, "n");
            peil_sheet_column(draft, column->title, "%");
        } else {
            peil_sheet_column(draft, column->group, column->title);
        }
        if (i == 0 && filling->margins)
            peil_sheet_column(draft, "", _("margin (95%)"));
    }
    if (view->by_row)
        peil_sheet_column(draft, "", "n");
}

static void add_row(struct filling *filling, size_t row)
{
    const struct peil_view *view = filling->view;
    struct peil_arena *arena = filling->draft.arena;
    struct peil_entry *entries =
        peil_sheet_row(&filling->draft, PEIL_GRID_BODY, view->rows[row]);
    size_t at = 0;
    for (size_t i = 0; i < view->column_count; i++) {
        const struct peil_view_cell *cell = peil_view_at(view, row, i);
        if (filling->counts)
            entries[at++] = count_entry(arena, cell);
        if (filling->percents)
            entries[at++] = percent_entry(arena, cell);
        if (i == 0 && filling->margins)
            entries[at++] = margin_entry(arena, cell);
    }
    if (view->by_row)
        entries[at] = peil_entry_count(arena, peil_view_at(view, row, 0)->base);
}

/* How many answered, in the first column of each group. */
static void add_bases(struct filling *filling)
{
    const struct peil_view *view = filling->view;
    struct peil_entry *entries =
        peil_sheet_row(&filling->draft, PEIL_GRID_TOTAL, _("Number who answered (n)"));
    size_t at = 0;
    for (size_t i = 0; i < view->column_count; i++) {
        entries[at] =
            peil_entry_count(filling->draft.arena, peil_view_at(view, 0, i)->base);
        at += filling->counts && filling->percents ? 2 : 1;
        at += i == 0 && filling->margins;
    }
}

const struct peil_sheet *peil_view_sheet(const struct peil_composer *composer,
                                         const struct peil_view *view, const char *id,
                                         const char *look)
{
    bool both = strcmp(look, "both") == 0, counts = strcmp(look, "n") == 0;
    struct filling filling = { .view = view,
                               .draft = { .arena = composer->arena },
                               .counts = both || counts,
                               .percents = both || !counts };
    filling.margins = filling.percents && has_margins(view);
    add_columns(&filling);
    for (size_t row = 0; row < view->row_count; row++)
        add_row(&filling, row);
    if (!view->by_row && view->row_count > 0)
        add_bases(&filling);
    struct peil_sheet *sheet = peil_sheet_finish(&filling.draft, id, view->title);
    sheet->stub = view->stub;
    bool fewer = !filling.percents && view->count_lines;
    sheet->lines = fewer ? view->count_lines : view->lines;
    sheet->line_count = fewer ? view->count_line_count : view->line_count;
    return sheet;
}
