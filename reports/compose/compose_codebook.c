/* The codebook: every question with its codes, of whom it was asked, and how often each
 * answer was given. */
#include "questionnaires/base/message.h"
#include "questionnaires/condition.h"
#include "reports/tables/lines.h"
#include "reports/outline/content_sheet.h"
#include "reports/compose/composer.h"

#include <assert.h>
#include <math.h>

struct entry {
    struct peil_composer *composer;
    const struct peil_source *source;
    const struct peil_item *item;
    struct peil_blocks blocks;
};

static const char *kind_word(enum peil_item_kind kind)
{
    static const char *const words[] = {
        [PEIL_SINGLE] = N_("one answer"),
        [PEIL_SCALE] = N_("one answer on a scale"),
        [PEIL_MULTIPLE] = N_("several answers"),
        [PEIL_RANKING] = N_("answers in order"),
        [PEIL_QUANTITY] = N_("a quantity"),
        [PEIL_TEXT] = N_("own words"),
        [PEIL_DATE] = N_("a date"),
        [PEIL_EXPLAIN] = N_("an explanation"),
    };
    static_assert(sizeof words / sizeof *words == PEIL_ITEM_KINDS, "each has a word");
    return _(words[kind]);
}

/* "bekend · one answer · of leerlingen die ..." */
static void add_description(struct entry *entry)
{
    struct peil_composer *composer = entry->composer;
    const struct peil_questionnaire *q = entry->source->questionnaire;
    const char *when = peil_condition_describe(entry->item->when, q, composer->arena);
    const char *text = peil_arena_format(composer->arena, "%s · %s", entry->item->id,
                                         kind_word(entry->item->kind));
    if (*when)
        text = peil_arena_format(composer->arena, _("%s · asked of %s %s"), text,
                                 q->respondents, when);
    peil_composer_say(composer, &entry->blocks, text);
}

static void add_rows(struct peil_sheet_draft *draft, const struct peil_table *table)
{
    const struct peil_frequency *frequency = &table->frequency;
    for (size_t i = 0; i < frequency->row_count; i++) {
        const struct peil_frequency_row *row = &frequency->rows[i];
        struct peil_entry *entries =
            peil_sheet_row(draft, PEIL_GRID_BODY, row->category.code);
        entries[0] = peil_entry_words(row->category.label);
        entries[1] = peil_entry_count(draft->arena, row->hidden ? NAN : row->n);
    }
    for (size_t i = 0; i < frequency->missing_count; i++) {
        const struct peil_missing_row *row = &frequency->missing[i];
        struct peil_entry *entries =
            peil_sheet_row(draft, PEIL_GRID_MISSING, peil_missing_code(row->kind));
        entries[0] = peil_entry_words(peil_grid_missing(row->kind));
        entries[1] = peil_entry_count(draft->arena, row->hidden ? NAN : row->n);
    }
}

static void add_codes(struct entry *entry, const struct peil_table *table)
{
    struct peil_composer *composer = entry->composer;
    struct peil_sheet_draft draft = { .arena = composer->arena };
    const char **lines = peil_arena_array(composer->arena, 1, sizeof *lines);
    peil_sheet_words(&draft, _("answer"));
    peil_sheet_column(&draft, "", "n");
    add_rows(&draft, table);
    lines[0] = peil_lines_base(&table->base, composer->arena);
    const char *id = peil_composer_id(
        composer, peil_arena_format(composer->arena, "%s-codes", entry->item->id));
    struct peil_sheet *sheet = peil_sheet_finish(
        &draft, id, peil_composer_label(composer, entry->source, entry->item->id));
    sheet->stub = _("code");
    sheet->lines = lines;
    sheet->line_count = 1;
    struct peil_block *block =
        peil_composer_add(composer, &entry->blocks, PEIL_BLOCK_TABLE);
    block->id = id;
    block->sheet = sheet;
}

static void add_item(struct peil_composer *composer, const struct peil_source *source,
                     const struct peil_item *item, struct peil_blocks *blocks)
{
    struct entry entry = { composer, source, item, { 0 } };
    struct peil_selection of = peil_composer_select(composer, source, NULL);
    const char *id = peil_composer_id(composer, item->id);
    add_description(&entry);
    if (peil_item_has_options(item) && item->kind != PEIL_RANKING) {
        struct peil_found found =
            peil_counted_frequencies(composer->counted, &of, item->id);
        for (size_t i = 0; i < found.count; i++)
            add_codes(&entry, found.tables[i]);
    }
    struct peil_block *block = peil_composer_add(composer, blocks, PEIL_BLOCK_SECTION);
    block->id = id;
    block->text = peil_composer_question(composer, source, item->id);
    block->children = entry.blocks.list;
    block->child_count = entry.blocks.count;
}

static bool is_listed(const struct peil_item *item)
{
    return item->on && !item->practice && !item->assent && item->kind != PEIL_EXPLAIN;
}

void peil_compose_codebook(struct peil_composer *composer, const struct peil_node *node,
                           struct peil_blocks *blocks)
{
    const struct peil_source *source =
        peil_composer_source(composer, node->pick.source);
    const struct peil_questionnaire *q = source->questionnaire;
    if (!peil_composer_has(composer, source))
        return;
    for (size_t section = 0; section < q->section_count; section++) {
        struct peil_blocks items = { 0 };
        for (size_t i = 0; i < q->item_count; i++)
            if (q->items[i].section == section && is_listed(&q->items[i]))
                add_item(composer, source, &q->items[i], &items);
        if (items.count == 0)
            continue;
        struct peil_block *block =
            peil_composer_add(composer, blocks, PEIL_BLOCK_CHAPTER);
        block->id =
            peil_composer_id(composer, peil_arena_format(composer->arena, "deel-%s",
                                                         q->sections[section].id));
        block->text = peil_composer_fill(composer, source, q->sections[section].title);
        block->children = items.list;
        block->child_count = items.count;
    }
}
