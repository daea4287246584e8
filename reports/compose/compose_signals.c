/* Themes: those that come back in a register, and those that several sources name. */
#include "analyze/data/records.h"
#include "questionnaires/base/message.h"
#include "reports/tables/figures.h"
#include "reports/compose/reading.h"
#include "reports/outline/content_sheet.h"

#include <math.h>
#include <string.h>

enum { LEAST_TIMES = 3, LEAST_SCHOOLS = 2 };

/* --- Signals --- */

struct signals {
    struct peil_composer *composer;
    const struct peil_node *node;
    struct peil_sheet_draft draft;
    bool hidden; /* some theme was too little to show */
};

/* At how many schools a theme was named. Only where nothing is hidden: elsewhere a
 * theme that is often enough for its count to be shown is a signal by that alone. */
static double schools_of(struct signals *signals, const char *item, const char *code)
{
    struct peil_composer *composer = signals->composer;
    const struct peil_pick *pick = &signals->node->pick;
    const char *names[] = { pick->by,
                            peil_arena_format(composer->arena, "%s_%s", item, code) };
    struct peil_selection of =
        peil_composer_select(composer, pick->source, pick->where);
    if (!pick->by || !composer->material->internal)
        return NAN;
    const struct peil_records *records =
        peil_composer_records(composer, &of, names, sizeof names / sizeof *names);
    double count = 0;
    for (size_t i = 0; records && i < records->row_count; i++) {
        const char *const *cells = &records->cells[2 * i];
        bool counts = *cells[0] && *cells[1];
        for (size_t k = 0; counts && k < i; k++)
            if (*records->cells[2 * k + 1] &&
                strcmp(records->cells[2 * k], cells[0]) == 0)
                counts = false;
        count += counts;
    }
    return records ? count : NAN;
}

static void add_theme(struct signals *signals, const char *item,
                      const struct peil_frequency_row *row)
{
    struct peil_arena *arena = signals->composer->arena;
    long least = signals->node->least < 0 ? LEAST_TIMES : signals->node->least;
    double schools = schools_of(signals, item, row->category.code);
    signals->hidden = signals->hidden || row->hidden;
    if (row->hidden || (row->n < (double)least && !(schools >= LEAST_SCHOOLS)))
        return;
    struct peil_entry *entries =
        peil_sheet_row(&signals->draft, PEIL_GRID_BODY, row->category.label);
    entries[0] = peil_entry_count(arena, row->n);
    if (signals->draft.column_count > 1)
        entries[1] = peil_entry_count(arena, schools);
}

static void add_themes(struct signals *signals, const char *item)
{
    struct peil_composer *composer = signals->composer;
    const struct peil_pick *pick = &signals->node->pick;
    struct peil_selection of =
        peil_composer_select(composer, pick->source, pick->where);
    struct peil_found themes = peil_counted_frequencies(composer->counted, &of, item);
    for (size_t i = 0; i < themes.count; i++)
        for (size_t k = 0; k < themes.tables[i]->frequency.row_count; k++)
            add_theme(signals, item, &themes.tables[i]->frequency.rows[k]);
}

void peil_compose_signals(struct peil_composer *composer, const struct peil_node *node,
                          struct peil_blocks *blocks)
{
    struct signals signals = { .composer = composer,
                               .node = node,
                               .draft = { .arena = composer->arena } };
    if (!peil_composer_has(composer, peil_composer_source(composer, node->pick.source)))
        return;
    peil_sheet_column(&signals.draft, "", _("times"));
    if (node->pick.by && composer->material->internal)
        peil_sheet_column(&signals.draft, "", _("schools"));
    for (size_t i = 0; i < node->pick.item_count; i++)
        add_themes(&signals, node->pick.items[i]);
    if (signals.draft.row_count == 0)
        peil_composer_say(composer, blocks, _("There is no clear signal yet."));
    if (signals.hidden)
        peil_composer_say(
            composer, blocks,
            _("Themes that may not be shown, since they are about so few, "
              "are not looked at here."));
    if (signals.draft.row_count == 0)
        return;
    struct peil_block *block = peil_composer_add(composer, blocks, PEIL_BLOCK_TABLE);
    block->id = peil_composer_id(composer, "signalen");
    struct peil_sheet *sheet = peil_sheet_finish(
        &signals.draft, block->id,
        node->title ? peil_composer_title(composer, node) : _("Signals"));
    sheet->stub = _("Theme");
    block->sheet = sheet;
}

/* --- Triangulation --- */

enum { OFTEN = 25, SOMETIMES = 10 }; /* percent, from where on */

/* How often a source names it, in a word and a mark that also does in black and white.
 * Of too few for a percentage only whether it was named is said. */
static const char *how_often(const struct peil_reading *reading)
{
    if (!reading->known || !isfinite(reading->n))
        return NULL;
    if (reading->n == 0)
        return _("not named");
    if (!isfinite(reading->number))
        return _("● named");
    return reading->number >= OFTEN       ? _("●●● often")
           : reading->number >= SOMETIMES ? _("●● sometimes")
                                          : _("● now and then");
}

/* A count may be shown where a percentage may not. */
static struct peil_entry entry_of(struct peil_composer *composer,
                                  const struct peil_pick *pick)
{
    struct peil_pick counted = *pick, share = *pick;
    counted.stat = PEIL_STAT_N;
    share.stat = PEIL_STAT_PERCENT;
    struct peil_reading reading = peil_reading_of(composer, &counted, NULL);
    reading.number = peil_reading_of(composer, &share, NULL).number;
    const char *words = how_often(&reading);
    return words ? peil_entry_words(words) : peil_entry_hidden();
}

static size_t place_of(const char *const *list, size_t count, const char *text)
{
    size_t i = 0;
    while (i < count && strcmp(list[i], text) != 0)
        i++;
    return i;
}

/* The different titles, and sources, in the order in which they are first named. */
struct sides {
    const char **themes, **sources;
    size_t theme_count, source_count;
};

static const char *name_of(const struct peil_source *source)
{
    return source->label ? source->label : source->id;
}

static struct sides sides_of(struct peil_composer *composer,
                             const struct peil_node *node)
{
    struct peil_arena *arena = composer->arena;
    struct sides sides = {
        peil_arena_array(arena, node->child_count, sizeof *sides.themes),
        peil_arena_array(arena, node->child_count, sizeof *sides.sources), 0, 0
    };
    for (size_t i = 0; i < node->child_count; i++) {
        const struct peil_source *source =
            peil_composer_source(composer, node->children[i].pick.source);
        const char *theme = peil_composer_title(composer, &node->children[i]);
        const char *name = name_of(source);
        if (!peil_counted_has(composer->counted, source))
            continue;
        if (place_of(sides.themes, sides.theme_count, theme) == sides.theme_count)
            sides.themes[sides.theme_count++] = theme;
        if (place_of(sides.sources, sides.source_count, name) == sides.source_count)
            sides.sources[sides.source_count++] = name;
    }
    return sides;
}

static void fill(struct peil_composer *composer, const struct peil_node *node,
                 const struct sides *sides, struct peil_entry **rows)
{
    for (size_t i = 0; i < node->child_count; i++) {
        const struct peil_node *of = &node->children[i];
        const struct peil_source *source =
            peil_composer_source(composer, of->pick.source);
        if (!peil_counted_has(composer->counted, source))
            continue;
        size_t row = place_of(sides->themes, sides->theme_count,
                              peil_composer_title(composer, of));
        size_t column = place_of(sides->sources, sides->source_count, name_of(source));
        rows[row][column] = entry_of(composer, &of->pick);
    }
}

static const char *legend(struct peil_arena *arena)
{
    return peil_arena_format(
        arena,
        _("Often: by %d%% or more; sometimes: by %d%% or more; now and then: by "
          "fewer. Where a source has too few for percentages: named, or not."),
        OFTEN, SOMETIMES);
}

void peil_compose_triangulation(struct peil_composer *composer,
                                const struct peil_node *node,
                                struct peil_blocks *blocks)
{
    struct peil_arena *arena = composer->arena;
    struct sides sides = sides_of(composer, node);
    struct peil_sheet_draft draft = { .arena = arena };
    struct peil_entry **rows =
        peil_arena_array(arena, sides.theme_count, sizeof(struct peil_entry *));
    if (sides.theme_count == 0)
        return;
    for (size_t i = 0; i < sides.source_count; i++)
        peil_sheet_words(&draft, sides.sources[i]);
    for (size_t i = 0; i < sides.theme_count; i++) {
        rows[i] = peil_sheet_row(&draft, PEIL_GRID_BODY, sides.themes[i]);
        for (size_t k = 0; k < sides.source_count; k++)
            rows[i][k] = peil_entry_words(_("not asked"));
    }
    fill(composer, node, &sides, rows);
    const char **lines = peil_arena_array(arena, 1, sizeof *lines);
    lines[0] = legend(arena);
    struct peil_block *block = peil_composer_add(composer, blocks, PEIL_BLOCK_TABLE);
    block->id = peil_composer_id(composer, "vergelijking");
    struct peil_sheet *sheet =
        peil_sheet_finish(&draft, block->id,
                          node->title ? peil_composer_title(composer, node)
                                      : _("The same theme in every source"));
    sheet->stub = _("Theme");
    sheet->lines = lines;
    sheet->line_count = 1;
    block->sheet = sheet;
}
