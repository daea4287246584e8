/* Tables and charts of what was picked. */
#include "questionnaires/base/message.h"
#include "reports/view.h"

#include <string.h>

/* Its own title, else the question. */
static const char *title_of(struct peil_composer *composer,
                            const struct peil_node *node)
{
    if (node->title)
        return peil_composer_fill(composer, node->pick.source, node->title);
    return node->pick.item_count > 0
               ? peil_composer_question(composer, node->pick.source,
                                        node->pick.items[0])
               : "";
}

static void add_sheet(struct peil_composer *composer, const struct peil_view *view,
                      const char *look, struct peil_blocks *blocks)
{
    const char *id = peil_composer_id(composer, "tabel");
    struct peil_block *block = peil_composer_add(composer, blocks, PEIL_BLOCK_TABLE);
    block->id = id;
    block->sheet = peil_view_sheet(composer, view, id, look);
}

/* Nothing of it may be shown, and that is said. */
static void say_hidden(struct peil_composer *composer, const struct peil_view *view,
                       struct peil_blocks *blocks)
{
    peil_composer_say(
        composer, blocks,
        peil_arena_format(composer->arena,
                          _("%s: not shown, so that nobody can be recognised."),
                          view->title));
}

/* Too few for percentages are still counts. */
static void add_table(struct peil_composer *composer, const struct peil_view *view,
                      const char *look, struct peil_blocks *blocks)
{
    if (!peil_view_has_counts(view))
        say_hidden(composer, view, blocks);
    else if (peil_view_has_percents(view))
        add_sheet(composer, view, look, blocks);
    else
        add_sheet(composer, view, "n", blocks);
}

void peil_compose_table(struct peil_composer *composer, const struct peil_node *node,
                        struct peil_blocks *blocks)
{
    struct peil_views views =
        peil_views_of(composer, &node->pick, title_of(composer, node));
    for (size_t i = 0; i < views.count; i++)
        add_table(composer, &views.list[i], node->look ? node->look : "percent",
                  blocks);
}

static enum peil_plot_kind kind_of(const struct peil_node *node)
{
    static const char *const looks[] = {
        [PEIL_PLOT_BARS] = "bars",           [PEIL_PLOT_STACKED] = "stacked",
        [PEIL_PLOT_DIVERGING] = "diverging", [PEIL_PLOT_DOTS] = "dots",
        [PEIL_PLOT_TREND] = "trend",         [PEIL_PLOT_SATURATION] = "saturation",
        [PEIL_PLOT_FUNNEL] = "funnel",
    };
    bool many = node->pick.item_count > 1 && node->pick.option_count == 0;
    for (size_t i = 0; node->look && i < sizeof looks / sizeof *looks; i++)
        if (strcmp(looks[i], node->look) == 0)
            return (enum peil_plot_kind)i;
    return many ? PEIL_PLOT_STACKED : PEIL_PLOT_BARS;
}

void peil_compose_chart(struct peil_composer *composer, const struct peil_node *node,
                        struct peil_blocks *blocks)
{
    struct peil_views views =
        peil_views_of(composer, &node->pick, title_of(composer, node));
    for (size_t i = 0; i < views.count; i++) {
        const struct peil_view *view = &views.list[i];
        if (!peil_view_has_percents(view)) {
            add_table(composer, view, "n", blocks);
            continue;
        }
        struct peil_block *block = peil_composer_add(composer, blocks, PEIL_BLOCK_PLOT);
        block->id = peil_composer_id(composer, "figuur");
        block->plot = peil_view_plot(composer, view, kind_of(node), block->id);
        block->sheet = block->plot->sheet;
    }
}
