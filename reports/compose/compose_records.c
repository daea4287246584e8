/* A register, line by line: only where nobody is in it. */
#include "analyze/data/records.h"
#include "questionnaires/base/message.h"
#include "reports/tables/figures.h"
#include "reports/outline/content_sheet.h"
#include "reports/compose/composer.h"

#include <string.h>

static bool has_own_waves(const struct peil_source *source)
{
    return source->wave && strcmp(source->wave, "wave") != 0;
}

const char *peil_composer_wave(const struct peil_composer *composer,
                               const struct peil_source *source)
{
    const char *const *waves;
    size_t current;
    size_t count = peil_counted_waves(composer->counted, source, &waves, &current);
    return count > 1 && !has_own_waves(source) ? waves[current] : NULL;
}

/* Of a register with a year of its own, its current one. */
static const char *condition_of(struct peil_composer *composer,
                                const struct peil_selection *of)
{
    const char *const *waves;
    size_t current;
    size_t count = peil_counted_waves(composer->counted, of->source, &waves, &current);
    if (count < 2 || !has_own_waves(of->source))
        return of->where;
    const char *own =
        peil_arena_format(composer->arena, "%s = %s", of->source->wave, waves[current]);
    return of->where ? peil_arena_format(composer->arena, "(%s) and %s", of->where, own)
                     : own;
}

const struct peil_records *peil_composer_records(struct peil_composer *composer,
                                                 const struct peil_selection *of,
                                                 const char *const *names, size_t count)
{
    struct peil_records_request request = {
        .columns = names,
        .column_count = count,
        .where = condition_of(composer, of),
        .wave = peil_composer_wave(composer, of->source),
        .study = composer->study,
    };
    const struct peil_data *data =
        &composer->material->data[of->source - composer->outline->sources];
    return peil_counted_is_made(composer->counted)
               ? peil_records_read(of->source->questionnaire, data->files, data->count,
                                   &request, composer->arena, composer->diag)
               : NULL;
}

/* A register as people read it. */
struct told {
    struct peil_composer *composer;
    const struct peil_node *node;
    const struct peil_records *records;
};

static bool is_of_kind(const struct told *told, size_t column, enum peil_item_kind kind)
{
    const struct peil_pick *pick = &told->node->pick;
    const struct peil_item *item = peil_questionnaire_item(
        peil_composer_source(told->composer, pick->source)->questionnaire,
        pick->items[column]);
    return item && item->kind == kind;
}

static const char *cell(const struct told *told, size_t row, size_t column)
{
    const struct peil_records *records = told->records;
    const char *text = records->cells[row * records->column_count + column];
    return is_of_kind(told, column, PEIL_DATE)
               ? peil_figure_date(told->composer->arena, text)
               : text;
}

/* A column that nobody filled in tells nothing. */
static bool is_empty(const struct told *told, size_t column)
{
    for (size_t row = 0; row < told->records->row_count; row++)
        if (*cell(told, row, column))
            return false;
    return true;
}

/* The first column calls the row by its name. */
static void add_table(const struct told *told, struct peil_blocks *blocks)
{
    struct peil_composer *composer = told->composer;
    const struct peil_node *node = told->node;
    const struct peil_records *records = told->records;
    struct peil_sheet_draft draft = { .arena = composer->arena };
    size_t *shown =
        peil_arena_array(composer->arena, records->column_count, sizeof *shown);
    for (size_t i = 1; i < records->column_count; i++) {
        if (is_empty(told, i))
            continue;
        shown[draft.column_count] = i;
        if (is_of_kind(told, i, PEIL_QUANTITY))
            peil_sheet_column(&draft, "", records->labels[i]);
        else
            peil_sheet_words(&draft, records->labels[i]);
    }
    for (size_t row = 0; row < records->row_count; row++) {
        struct peil_entry *entries =
            peil_sheet_row(&draft, PEIL_GRID_BODY, cell(told, row, 0));
        for (size_t i = 0; i < draft.column_count; i++)
            entries[i] = peil_entry_words(cell(told, row, shown[i]));
    }
    struct peil_block *block = peil_composer_add(composer, blocks, PEIL_BLOCK_TABLE);
    block->id = peil_composer_id(composer, "register");
    struct peil_sheet *sheet = peil_sheet_finish(
        &draft, block->id, node->title ? peil_composer_title(composer, node) : "");
    sheet->stub = records->labels[0];
    block->sheet = sheet;
}

/* What was said is the card's text; what is done about it stands beneath. */
static void add_cards(const struct told *told, struct peil_blocks *blocks)
{
    struct peil_composer *composer = told->composer;
    const struct peil_records *records = told->records;
    for (size_t row = 0; row < records->row_count; row++) {
        struct peil_blocks children = { 0 };
        for (size_t i = 1; i < records->column_count; i++)
            if (*cell(told, row, i))
                peil_composer_define(
                    composer, &children,
                    peil_arena_format(composer->arena, "%s:", records->labels[i]),
                    cell(told, row, i));
        struct peil_block *block = peil_composer_add(composer, blocks, PEIL_BLOCK_CARD);
        block->text = cell(told, row, 0);
        block->children = children.list;
        block->child_count = children.count;
    }
}

void peil_compose_records(struct peil_composer *composer, const struct peil_node *node,
                          struct peil_blocks *blocks)
{
    struct peil_selection of =
        peil_composer_select(composer, node->pick.source, node->pick.where);
    if (!peil_composer_has(composer, of.source) ||
        !of.source->questionnaire->impersonal)
        return;
    const struct peil_records *records =
        peil_composer_records(composer, &of, node->pick.items, node->pick.item_count);
    if (!records || records->row_count == 0)
        return;
    bool cards = node->look && strcmp(node->look, "cards") == 0;
    const struct told told = { composer, node, records };
    (cards ? add_cards : add_table)(&told, blocks);
}
