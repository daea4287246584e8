/* Charts: of what was picked, over the waves, over the interviews, between limits. */
#include "questionnaires/base/message.h"
#include "reports/tables/figures.h"
#include "reports/tables/lines.h"
#include "reports/compose/reading.h"
#include "reports/outline/content_sheet.h"
#include "reports/compose/trend.h"
#include "reports/compose/view.h"

#include <math.h>
#include <string.h>

static void add_plot(struct peil_composer *composer, const struct peil_plot *plot,
                     struct peil_blocks *blocks)
{
    struct peil_block *block = peil_composer_add(composer, blocks, PEIL_BLOCK_PLOT);
    block->id = plot->id;
    block->plot = plot;
    block->sheet = plot->sheet;
}

static const char *new_id(struct peil_composer *composer)
{
    return peil_composer_id(composer, "figuur");
}

/* --- Over the waves --- */

static void add_wave_line(struct peil_composer *composer, const char *label,
                          const struct peil_waves *waves, struct peil_wave_lines *lines)
{
    if (waves->count < 2)
        return;
    lines->list = peil_arena_grow(composer->arena, lines->list, lines->count,
                                  sizeof *lines->list);
    lines->list[lines->count++] = (struct peil_wave_line){ label, *waves };
}

/* The picked options together, of all schools and of those that come back; or each
 * option by itself. */
static void add_line(struct peil_composer *composer, const struct peil_pick *pick,
                     bool alone, struct peil_wave_lines *lines)
{
    struct peil_trend trend = peil_trend_of(composer, pick);
    add_wave_line(composer, peil_composer_options(composer, pick), &trend.all, lines);
    if (!alone)
        return;
    add_wave_line(composer, _("schools that took part every time"), &trend.same, lines);
    lines->notes = trend.notes;
    lines->note_count = trend.note_count;
}

static void add_lines(struct peil_composer *composer, const struct peil_pick *pick,
                      struct peil_wave_lines *lines)
{
    const struct peil_source *source = peil_composer_source(composer, pick->source);
    const struct peil_item *item =
        peil_questionnaire_item(source->questionnaire, pick->items[0]);
    if (pick->option_count > 0 || !item) {
        add_line(composer, pick, true, lines);
        return;
    }
    for (size_t i = 0; i < item->option_count; i++) {
        struct peil_pick one = *pick;
        one.options = &item->options[i].code;
        one.option_count = 1;
        add_line(composer, &one, false, lines);
    }
}

static void compose_trend(struct peil_composer *composer, const struct peil_node *node,
                          const char *title, struct peil_blocks *blocks)
{
    struct peil_wave_lines lines = { 0 };
    if (node->pick.item_count == 0)
        return;
    add_lines(composer, &node->pick, &lines);
    if (lines.count == 0)
        return;
    const struct peil_view *view = peil_view_of_waves(composer, &lines, title);
    add_plot(composer,
             peil_view_plot(composer, view, PEIL_PLOT_TREND, new_id(composer)), blocks);
}

/* --- Over the interviews --- */

enum { FRESH, SO_FAR, FIGURES }; /* of a row of the table */

static const struct peil_sheet *saturation_sheet(struct peil_composer *composer,
                                                 const struct peil_table *table,
                                                 const char *id, const char *title)
{
    struct peil_sheet_draft draft = { .arena = composer->arena };
    struct peil_lines lines = { .arena = composer->arena };
    peil_sheet_column(&draft, "", _("New"));
    peil_sheet_column(&draft, "", _("So far"));
    for (size_t i = 0; i < table->summary.row_count; i++) {
        const struct peil_summary_row *row = &table->summary.rows[i];
        struct peil_entry *entries =
            peil_sheet_row(&draft, PEIL_GRID_BODY, row->category.label);
        for (size_t k = 0; k < FIGURES; k++)
            entries[k] =
                peil_entry_count(composer->arena, row->hidden ? NAN : row->figures[k]);
    }
    peil_lines_add(&lines, peil_lines_base(&table->base, composer->arena));
    for (size_t i = 0; i < table->note_count; i++)
        peil_lines_add(&lines, table->notes[i]);
    struct peil_sheet *sheet = peil_sheet_finish(&draft, id, title);
    sheet->stub = _("Interview");
    sheet->lines = lines.text;
    sheet->line_count = lines.count;
    return sheet;
}

static const struct peil_plot *saturation_plot(struct peil_composer *composer,
                                               const struct peil_sheet *sheet)
{
    static const struct peil_plot_series none = { .label = "" };
    struct peil_arena *arena = composer->arena;
    struct peil_plot *plot = peil_arena_array(arena, 1, sizeof *plot);
    struct peil_plot_series *series = peil_arena_array(arena, 1, sizeof *series);
    const char **labels = peil_arena_array(arena, sheet->row_count, sizeof *labels);
    struct peil_point *points =
        peil_arena_array(arena, sheet->row_count, sizeof *points);
    *series = none;
    series->label = _("So far");
    for (size_t i = 0; i < sheet->row_count; i++) {
        const struct peil_entry *entry = &sheet->rows[i].entries[SO_FAR];
        labels[i] = sheet->rows[i].label;
        points[i] = (struct peil_point){ entry->number,           NAN,        NAN, NAN,
                                         isfinite(entry->number), entry->text };
    }
    *plot = (struct peil_plot){
        .kind = PEIL_PLOT_SATURATION,
        .id = sheet->id,
        .title = sheet->title,
        .about = peil_arena_format(
            arena, _("A line that rises with every new code, over %zu interviews. %s"),
            sheet->row_count,
            sheet->line_count > 1 ? sheet->lines[sheet->line_count - 1] : ""),
        .middle = NAN,
        .labels = labels,
        .label_count = sheet->row_count,
        .series = series,
        .series_count = 1,
        .points = points,
        .sheet = sheet,
    };
    return plot;
}

static void compose_saturation(struct peil_composer *composer,
                               const struct peil_node *node, const char *title,
                               struct peil_blocks *blocks)
{
    struct peil_selection of =
        peil_composer_select(composer, node->pick.source, node->pick.where);
    const char *items = "";
    for (size_t i = 0; i < node->pick.item_count; i++)
        items = peil_composer_join(composer, items, " ", node->pick.items[i]);
    const struct peil_table *table =
        peil_composer_has(composer, of.source)
            ? peil_counted_saturation(composer->counted, &of, items)
            : NULL;
    if (!table || table->summary.row_count == 0)
        return;
    const struct peil_sheet *sheet =
        saturation_sheet(composer, table, new_id(composer), title);
    add_plot(composer, saturation_plot(composer, sheet), blocks);
}

/* --- Between limits: everyone is the middle, each group a dot --- */

/* Every SWV, from the national counts; false where there are none. Too few to draw are
 * not drawn: other groups are not what was asked for. */
static bool add_national_funnel(struct peil_composer *composer,
                                const struct peil_node *node, const char *title,
                                struct peil_blocks *blocks)
{
    struct peil_national_pick wanted;
    if (node->pick.by || !peil_reading_national(composer, &node->pick, &wanted))
        return false;
    const struct peil_plot *plot =
        peil_national_funnel(&wanted, new_id(composer), title, composer->arena);
    if (plot)
        add_plot(composer, plot, blocks);
    return true;
}

static void compose_funnel(struct peil_composer *composer, const struct peil_node *node,
                           const char *title, struct peil_blocks *blocks)
{
    if (add_national_funnel(composer, node, title, blocks))
        return;
    struct peil_views views = peil_views_of_picked(composer, &node->pick, title);
    if (views.count == 0 || views.list[0].column_count < 2 ||
        !peil_view_at(&views.list[0], 0, 0)->share.shown)
        return;
    const struct peil_plot *all =
        peil_view_plot(composer, &views.list[0], PEIL_PLOT_FUNNEL, new_id(composer));
    struct peil_plot *groups = peil_arena_array(composer->arena, 1, sizeof *groups);
    *groups = *all;
    groups->middle = all->points[0].value;
    groups->labels++;
    groups->points++;
    groups->label_count--;
    add_plot(composer, groups, blocks);
}

/* --- What was picked --- */

static const char *const looks[] = {
    [PEIL_PLOT_BARS] = "bars",           [PEIL_PLOT_STACKED] = "stacked",
    [PEIL_PLOT_DIVERGING] = "diverging", [PEIL_PLOT_DOTS] = "dots",
    [PEIL_PLOT_TREND] = "trend",         [PEIL_PLOT_SATURATION] = "saturation",
    [PEIL_PLOT_FUNNEL] = "funnel",
};

static enum peil_plot_kind kind_of(const struct peil_node *node)
{
    bool many = node->pick.item_count > 1 && node->pick.option_count == 0;
    for (size_t i = 0; node->look && i < sizeof looks / sizeof *looks; i++)
        if (strcmp(looks[i], node->look) == 0)
            return (enum peil_plot_kind)i;
    return many ? PEIL_PLOT_STACKED : PEIL_PLOT_BARS;
}

static void compose_shares(struct peil_composer *composer, const struct peil_node *node,
                           const char *title, struct peil_blocks *blocks)
{
    enum peil_plot_kind kind = kind_of(node);
    bool together = kind == PEIL_PLOT_DOTS && node->pick.option_count > 0;
    struct peil_views views =
        (together ? peil_views_of_picked : peil_views_of)(composer, &node->pick, title);
    for (size_t i = 0; i < views.count; i++) {
        const struct peil_view *view = &views.list[i];
        if (peil_view_has_percents(view))
            add_plot(composer, peil_view_plot(composer, view, kind, new_id(composer)),
                     blocks);
        else
            peil_view_tell(composer, view, "n", blocks);
    }
}

void peil_compose_chart(struct peil_composer *composer, const struct peil_node *node,
                        struct peil_blocks *blocks)
{
    const char *title = peil_composer_title(composer, node);
    enum peil_plot_kind kind = kind_of(node);
    (kind == PEIL_PLOT_TREND        ? compose_trend
     : kind == PEIL_PLOT_SATURATION ? compose_saturation
     : kind == PEIL_PLOT_FUNNEL     ? compose_funnel
                                    : compose_shares)(composer, node, title, blocks);
}
