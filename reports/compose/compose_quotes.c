/* What respondents wrote, as far as a person released it. */
#include "reports/compose/composer.h"
#include "reports/compose/quotes.h"

enum { USUAL_MOST = 5 };

static void add_quote(struct peil_composer *composer,
                      const struct peil_chosen_quote *quote, struct peil_blocks *blocks)
{
    struct peil_run *run = peil_arena_array(composer->arena, 1, sizeof *run);
    run->text = quote->quote;
    struct peil_block *block = peil_composer_add(composer, blocks, PEIL_BLOCK_QUOTE);
    block->text = quote->group;
    block->runs = run;
    block->run_count = 1;
}

static void add_quotes(struct peil_composer *composer, const struct peil_node *node,
                       const struct peil_selection *of, const char *item,
                       struct peil_blocks *blocks)
{
    struct peil_quotes_request request = {
        .source = of->source,
        .data = &composer->material->data[of->source - composer->outline->sources],
        .study = composer->study,
        .item = item,
        .by = peil_composer_by(composer, &node->pick),
        .where = of->where,
        .wave = peil_composer_wave(composer, of->source),
        .most = node->most < 0 ? USUAL_MOST : (size_t)node->most,
        .internal = composer->material->internal,
    };
    struct peil_chosen_quotes chosen = { 0 };
    if (!peil_quotes_choose(composer->quotes, &request, &chosen, composer->arena,
                            composer->diag))
        return;
    for (size_t i = 0; i < chosen.count; i++)
        add_quote(composer, &chosen.list[i], blocks);
}

void peil_compose_quotes(struct peil_composer *composer, const struct peil_node *node,
                         struct peil_blocks *blocks)
{
    struct peil_selection of =
        peil_composer_select(composer, node->pick.source, node->pick.where);
    if (!peil_composer_has(composer, of.source) || !composer->quotes ||
        !peil_counted_is_made(composer->counted))
        return;
    for (size_t i = 0; i < node->pick.item_count; i++)
        add_quotes(composer, node, &of, node->pick.items[i], blocks);
}
