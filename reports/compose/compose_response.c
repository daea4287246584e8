/* Who took part, and what to keep in mind about them. */
#include "analyze/data/values.h"
#include "questionnaires/base/message.h"
#include "reports/outline/fieldwork.h"
#include "reports/tables/figures.h"
#include "reports/compose/reading.h"
#include "reports/outline/content_sheet.h"

#include <math.h>
#include <string.h>

/* --- In a sentence --- */

/* Different values of a column of the responses; 0 when it has none, or too many for a
 * table. */
static unsigned long different(struct peil_composer *composer,
                               const struct peil_node *node, const char *column)
{
    struct peil_pick pick = { .source = node->pick.source,
                              .items = &column,
                              .item_count = 1,
                              .where = node->pick.where,
                              .stat = PEIL_STAT_DISTINCT };
    const struct peil_source *source = peil_composer_source(composer, pick.source);
    size_t count = peil_counted_values(composer->counted, source, column).count;
    if (count == 0 || count > PEIL_MOST_VALUES)
        return 0;
    struct peil_reading reading = peil_reading_of(composer, &pick, NULL);
    return reading.known ? (unsigned long)reading.number : 0;
}

/* Those that the data name, else those of the study. */
static const char *school_sentence(struct peil_composer *composer,
                                   const struct peil_node *node)
{
    unsigned long schools = different(composer, node, "school");
    if (schools == 0)
        schools = (unsigned long)composer->study->school_count;
    return schools == 0 || composer->narrow
               ? ""
               : peil_arena_format(composer->arena,
                                   ngettext(" They are at %lu school.",
                                            " They are at %lu schools.", schools),
                                   schools);
}

static const char *visit_sentence(struct peil_composer *composer,
                                  const struct peil_node *node)
{
    unsigned long visits = different(composer, node, "session");
    return visits < 2 || composer->narrow
               ? ""
               : peil_arena_format(composer->arena,
                                   _(" They filled it in on %lu occasions, mostly a "
                                     "class each time."),
                                   visits);
}

/* A few who stopped could be known by it. */
static const char *stopped_sentence(const struct peil_composer *composer,
                                    const struct peil_analysis *analysis)
{
    bool few = !composer->material->internal &&
               (long)analysis->stopped < composer->study->least_cell;
    return analysis->stopped == 0 || few || composer->narrow
               ? ""
               : peil_arena_format(
                     composer->arena,
                     _(" %zu stopped before the end; what they did answer counts."),
                     analysis->stopped);
}

static void add_lead(struct peil_composer *composer, const struct peil_node *node,
                     const struct peil_analysis *analysis, struct peil_blocks *blocks)
{
    struct peil_pick pick = node->pick;
    pick.stat = PEIL_STAT_COUNT;
    struct peil_reading count = peil_reading_of(composer, &pick, NULL);
    const char *text = peil_reading_text(composer, &count, NULL);
    const char *schools = school_sentence(composer, node);
    const char *visits = visit_sentence(composer, node);
    if (analysis)
        peil_composer_say(composer, blocks,
                          peil_arena_format(composer->arena,
                                            _("%s %s took part.%s%s%s"), text,
                                            analysis->respondents, schools, visits,
                                            stopped_sentence(composer, analysis)));
}

/* --- In numbers --- */

static void add_number(struct peil_composer *composer, struct peil_blocks *numbers,
                       const char *label, const char *number)
{
    peil_composer_say(composer, numbers, number);
    numbers->list[numbers->count - 1].text = label;
}

static void add_groups(struct peil_composer *composer, const struct peil_selection *of,
                       const char *by, struct peil_blocks *numbers)
{
    struct peil_found found = peil_counted_frequencies(composer->counted, of, by);
    const struct peil_frequency *groups =
        found.count == 1 ? &found.tables[0]->frequency : NULL;
    for (size_t i = 0; groups && i < groups->row_count; i++) {
        const struct peil_frequency_row *row = &groups->rows[i];
        add_number(composer, numbers, row->category.label,
                   row->hidden ? _("not shown")
                               : peil_figure_count(composer->arena, row->n));
    }
}

static void add_numbers(struct peil_composer *composer, const struct peil_node *node,
                        const struct peil_analysis *analysis,
                        struct peil_blocks *blocks)
{
    struct peil_blocks numbers = { 0 };
    struct peil_selection of =
        peil_composer_select(composer, node->pick.source, node->pick.where);
    const char *by = peil_composer_by(composer, &node->pick);
    struct peil_pick pick = node->pick;
    pick.stat = PEIL_STAT_COUNT;
    struct peil_reading count = peil_reading_of(composer, &pick, NULL);
    if (analysis)
        add_number(composer, &numbers, analysis->respondents,
                   peil_reading_text(composer, &count, "brief"));
    if (by)
        add_groups(composer, &of, by, &numbers);
    struct peil_block *block = peil_composer_add(composer, blocks, PEIL_BLOCK_NUMBERS);
    block->children = numbers.list;
    block->child_count = numbers.count;
}

/* --- In the field --- */

/* All visits together; what is little is hidden, and then what would tell it. */
static void add_fieldwork(struct peil_composer *composer, struct peil_blocks *blocks)
{
    const struct peil_material *material = composer->material;
    struct peil_fieldwork work;
    if (!material->fieldwork || composer->narrow ||
        !peil_fieldwork_read(material->fieldwork, &work, composer->diag))
        return;
    const struct peil_fieldwork told = work;
    if (!material->internal)
        peil_fieldwork_protect(&work, composer->study->least_cell);
    struct peil_sheet_draft draft = { .arena = composer->arena };
    peil_sheet_column(&draft, "", "n");
    for (size_t i = 0; i < PEIL_FIELDWORK_COUNTS; i++)
        if (!isnan(told.counts[i]))
            *peil_sheet_row(&draft, PEIL_GRID_BODY, peil_fieldwork_name(i)) =
                peil_entry_count(composer->arena, work.counts[i]);
    struct peil_block *block = peil_composer_add(composer, blocks, PEIL_BLOCK_TABLE);
    block->id = peil_composer_id(composer, "veldwerk");
    struct peil_sheet *sheet =
        peil_sheet_finish(&draft, block->id, _("From card to questionnaire"));
    sheet->stub = _("Step");
    block->sheet = sheet;
}

void peil_compose_response(struct peil_composer *composer, const struct peil_node *node,
                           struct peil_blocks *blocks)
{
    struct peil_selection of =
        peil_composer_select(composer, node->pick.source, node->pick.where);
    if (!peil_composer_has(composer, of.source))
        return;
    const struct peil_analysis *analysis =
        peil_counted_analysis(composer->counted, &of);
    add_lead(composer, node, analysis, blocks);
    add_numbers(composer, node, analysis, blocks);
    add_fieldwork(composer, blocks);
}

void peil_compose_caution(struct peil_composer *composer, const struct peil_node *node,
                          struct peil_blocks *blocks)
{
    struct peil_blocks children = { 0 };
    (void)node;
    peil_composer_say(
        composer, &children,
        _("It tells what those who took part answered. They were not drawn by lot, and "
          "they came in whole classes. Others may think otherwise. Small differences "
          "may be chance."));
    struct peil_block *block = peil_composer_add(composer, blocks, PEIL_BLOCK_BOX);
    block->text = _("This report is indicative, not representative.");
    block->children = children.list;
    block->child_count = children.count;
}
