#include "reports/view.h"
#include "questionnaires/base/message.h"
#include "questionnaires/base/text.h"
#include "reports/reading.h"
#include "reports/remarks.h"

#include <math.h>
#include <string.h>

/* A view while it is being filled. */
struct draft {
    struct peil_composer *composer;
    const char **rows;
    struct peil_grid_column *columns;
    struct peil_view_cell *cells;
    size_t row_count, column_count;
};

static void begin(struct draft *draft, size_t rows, size_t columns)
{
    struct peil_arena *arena = draft->composer->arena;
    draft->rows = peil_arena_array(arena, rows, sizeof *draft->rows);
    draft->columns = peil_arena_array(arena, columns, sizeof *draft->columns);
    draft->cells = peil_arena_array(arena, rows * columns, sizeof *draft->cells);
    draft->row_count = rows;
    draft->column_count = columns;
}

static struct peil_view_cell *cell_at(const struct draft *draft, size_t row,
                                      size_t column)
{
    return &draft->cells[row * draft->column_count + column];
}

static struct peil_view finish(const struct draft *draft, const char *title)
{
    return (struct peil_view){
        .title = title,
        .rows = draft->rows,
        .columns = draft->columns,
        .row_count = draft->row_count,
        .column_count = draft->column_count,
        .cells = draft->cells,
    };
}

static void set_lines(struct peil_view *view, const struct peil_lines *lines)
{
    view->lines = lines->text;
    view->line_count = lines->count;
}

static void set_remarks(struct peil_view *view, const struct peil_shares *shares,
                        const struct peil_table *frequency, struct peil_arena *arena)
{
    struct peil_lines all = { .arena = arena }, counts = { .arena = arena };
    peil_remarks_add(shares, frequency, true, &all);
    peil_remarks_add(shares, frequency, false, &counts);
    set_lines(view, &all);
    view->count_lines = counts.text;
    view->count_line_count = counts.count;
}

const struct peil_view_cell *peil_view_at(const struct peil_view *view, size_t row,
                                          size_t column)
{
    return &view->cells[row * view->column_count + column];
}

bool peil_view_has_percents(const struct peil_view *view)
{
    for (size_t i = 0; i < view->row_count * view->column_count; i++)
        if (view->cells[i].share.shown)
            return true;
    return false;
}

bool peil_view_is_empty(const struct peil_view *view)
{
    for (size_t i = 0; i < view->row_count * view->column_count; i++)
        if (view->cells[i].base != 0)
            return false;
    return true;
}

bool peil_view_has_counts(const struct peil_view *view)
{
    for (size_t i = 0; i < view->row_count * view->column_count; i++)
        if (isfinite(view->cells[i].base))
            return true;
    return false;
}

/* --- One question --- */

static bool is_picked(const struct peil_pick *pick, const char *code)
{
    for (size_t i = 0; i < pick->option_count; i++)
        if (strcmp(pick->options[i], code) == 0)
            return true;
    return pick->option_count == 0;
}

static size_t picked(const struct peil_pick *pick, const struct peil_shares *shares)
{
    size_t count = 0;
    for (size_t i = 0; i < shares->option_count; i++)
        count += is_picked(pick, shares->options[i].code);
    return count;
}

/* The groups of one variable, from column `at` on; everyone stands there once. */
static void add_groups(struct draft *draft, const struct peil_pick *pick,
                       const struct peil_shares *shares, const char *heading, size_t at)
{
    for (size_t group = at > 0; group < shares->group_count; group++, at++) {
        size_t row = 0;
        draft->columns[at].group = group == 0 ? "" : heading;
        draft->columns[at].title = shares->groups[group].label;
        for (size_t i = 0; i < shares->option_count && row < draft->row_count; i++) {
            if (!is_picked(pick, shares->options[i].code))
                continue;
            draft->rows[row] = shares->options[i].label;
            *cell_at(draft, row++, at) =
                (struct peil_view_cell){ *peil_share_at(shares, i, group),
                                         shares->groups[group].n };
        }
    }
}

/* The shares of one option list by each variable of the banner. */
struct banner {
    const struct peil_shares **list;
    const char **headings;
    size_t count;
};

static struct peil_view view_of(struct peil_composer *composer,
                                const struct peil_pick *pick,
                                const struct banner *banner, const char *title)
{
    struct draft draft = { .composer = composer };
    size_t columns = 1, at = 0;
    for (size_t i = 0; i < banner->count; i++)
        columns += banner->list[i]->group_count - 1;
    begin(&draft, picked(pick, banner->list[0]), columns);
    for (size_t i = 0; i < banner->count; i++) {
        add_groups(&draft, pick, banner->list[i],
                   banner->count > 1 ? banner->headings[i] : "", at);
        at += banner->list[i]->group_count - (at > 0);
    }
    struct peil_view view = finish(&draft, title);
    view.shares = banner->list[0];
    return view;
}

/* Two tables of one option list. An item may have several lists: by variant. */
static bool same_rows(const struct peil_table *frequency,
                      const struct peil_table *cross)
{
    if (frequency->frequency.row_count != cross->cross.row_count)
        return false;
    for (size_t i = 0; i < cross->cross.row_count; i++)
        if (strcmp(frequency->frequency.rows[i].category.label,
                   cross->cross.rows[i].label) != 0)
            return false;
    return true;
}

static const struct peil_table *partner(const struct peil_found *crosses,
                                        const struct peil_table *frequency)
{
    for (size_t i = 0; i < crosses->count; i++)
        if (same_rows(frequency, crosses->tables[i]))
            return crosses->tables[i];
    return NULL;
}

/* Groups made of the question itself say nothing more about it. */
static bool is_kin(const struct peil_selection *of, const char *item, const char *by)
{
    const struct peil_derive *derive =
        peil_questionnaire_derive(of->source->questionnaire, by);
    return strcmp(item, by) == 0 || (derive && strcmp(derive->from->id, item) == 0);
}

/* The variables that groups are made by: "a b" are two, side by side. */
static size_t groupings(const struct peil_composer *composer,
                        const struct peil_pick *pick, struct peil_found **crosses,
                        const struct peil_selection *of)
{
    const char *by = peil_composer_by(composer, pick);
    const char *const *names = NULL;
    size_t count = by ? peil_text_words(composer->arena, by, &names) : 0, used = 0;
    *crosses = peil_arena_array(composer->arena, count, sizeof **crosses);
    for (size_t i = 0; i < count; i++)
        if (!is_kin(of, pick->items[0], names[i]))
            (*crosses)[used++] =
                peil_counted_crosses(composer->counted, of, pick->items[0], names[i]);
    return used;
}

static struct banner banner_of(const struct peil_composer *composer,
                               const struct peil_found *frequencies, size_t list,
                               const struct peil_found *crosses, size_t cross_count)
{
    const struct peil_table *frequency = frequencies->tables[list];
    struct peil_arena *arena = composer->arena;
    struct banner banner = {
        .list = peil_arena_array(arena, cross_count + 1, sizeof *banner.list),
        .headings = peil_arena_array(arena, cross_count + 1, sizeof *banner.headings),
    };
    for (size_t i = 0; i < cross_count || i == 0; i++) {
        const struct peil_table *cross =
            cross_count > 0 ? partner(&crosses[i], frequency) : NULL;
        banner.headings[banner.count] = cross ? cross->cross.column_label : "";
        banner.list[banner.count++] =
            peil_shares_of(frequencies->analysis, frequency, cross, arena);
    }
    return banner;
}

static struct peil_views views_of_item(struct peil_composer *composer,
                                       const struct peil_pick *pick,
                                       const struct peil_selection *of,
                                       const char *title)
{
    struct peil_found *crosses;
    struct peil_found frequencies =
        peil_counted_frequencies(composer->counted, of, pick->items[0]);
    size_t cross_count = groupings(composer, pick, &crosses, of);
    struct peil_view *list =
        peil_arena_array(composer->arena, frequencies.count, sizeof *list);
    for (size_t i = 0; i < frequencies.count; i++) {
        struct banner banner =
            banner_of(composer, &frequencies, i, crosses, cross_count);
        const char *base = banner.list[0]->base->text;
        list[i] =
            view_of(composer, pick, &banner,
                    frequencies.count == 1
                        ? title
                        : peil_arena_format(composer->arena, "%s (%s)", title, base));
        set_remarks(&list[i], banner.list[0], frequencies.tables[i], composer->arena);
        list[i].frequency = frequencies.tables[i];
    }
    return (struct peil_views){ list, frequencies.count };
}

static bool is_chosen(const struct peil_view *view, size_t row)
{
    for (size_t i = 0; i < view->column_count; i++) {
        const struct peil_share *share = &peil_view_at(view, row, i)->share;
        if (share->offered && !(share->n == 0))
            return true;
    }
    return false;
}

static const char *const *with_line(const char *const *lines, size_t count,
                                    const char *line, struct peil_arena *arena)
{
    const char **longer = peil_arena_array(arena, count + 1, sizeof *longer);
    for (size_t i = 0; i < count; i++)
        longer[i] = lines[i];
    longer[count] = line;
    return longer;
}

struct peil_view peil_view_brief(const struct peil_view *view, struct peil_arena *arena)
{
    struct peil_view brief = *view;
    const char **rows = peil_arena_array(arena, view->row_count, sizeof *rows);
    struct peil_view_cell *cells =
        peil_arena_array(arena, view->row_count * view->column_count, sizeof *cells);
    size_t count = 0;
    for (size_t row = 0; row < view->row_count; row++) {
        if (!is_chosen(view, row))
            continue;
        memcpy(&cells[count * view->column_count], peil_view_at(view, row, 0),
               view->column_count * sizeof *cells);
        rows[count++] = view->rows[row];
    }
    if (count == 0 || count == view->row_count)
        return *view;
    const char *line = _("Nobody chose what is not in the table.");
    brief.rows = rows;
    brief.row_count = count;
    brief.cells = cells;
    brief.lines = with_line(view->lines, brief.line_count++, line, arena);
    if (view->count_lines)
        brief.count_lines =
            with_line(view->count_lines, brief.count_line_count++, line, arena);
    return brief;
}

/* --- Several questions --- */

static bool same_options(const struct peil_view *a, const struct peil_view *b)
{
    if (a->row_count != b->row_count)
        return false;
    for (size_t i = 0; i < a->row_count; i++)
        if (strcmp(a->rows[i], b->rows[i]) != 0)
            return false;
    return true;
}

/* Who does not know, of all who were asked; NULL when there is nobody. */
static const struct peil_missing_row *unknowing(const struct peil_view *view)
{
    const struct peil_frequency *frequency = &view->frequency->frequency;
    for (size_t i = 0; i < frequency->missing_count; i++)
        if (frequency->missing[i].kind == PEIL_DONT_KNOW)
            return &frequency->missing[i];
    return NULL;
}

static struct peil_view_cell unknowing_cell(const struct peil_view *view)
{
    const struct peil_missing_row *row = unknowing(view);
    double asked = view->frequency->frequency.asked;
    bool shown = row && !row->hidden && view->shares->groups[0].shown;
    return (struct peil_view_cell){ .share = { .shown = shown,
                                               .offered = row != NULL,
                                               .n = shown ? row->n : NAN,
                                               .percent = shown ? row->percent : NAN,
                                               .ci_low = NAN,
                                               .ci_high = NAN },
                                    .base = asked };
}

/* Questions by options: everyone's column of each view. */
static struct peil_view side_by_side(struct peil_composer *composer,
                                     const struct peil_pick *pick,
                                     const struct peil_view *views, const char *title)
{
    struct draft draft = { .composer = composer };
    size_t options = views[0].row_count;
    bool aside = false;
    for (size_t i = 0; i < pick->item_count; i++)
        aside = aside || unknowing(&views[i]);
    begin(&draft, pick->item_count, options + aside);
    for (size_t i = 0; i < options; i++)
        draft.columns[i] =
            (struct peil_grid_column){ .group = "", .title = views[0].rows[i] };
    if (aside)
        draft.columns[options] =
            (struct peil_grid_column){ .group = "",
                                       .title = peil_grid_missing(PEIL_DONT_KNOW) };
    for (size_t item = 0; item < pick->item_count; item++) {
        draft.rows[item] =
            peil_composer_label(composer, pick->source, pick->items[item]);
        for (size_t i = 0; i < options; i++)
            *cell_at(&draft, item, i) = *peil_view_at(&views[item], i, 0);
        if (aside)
            *cell_at(&draft, item, options) = unknowing_cell(&views[item]);
    }
    struct peil_view view = finish(&draft, title);
    view.by_row = true;
    view.aside = aside;
    view.stub = _("Question");
    view.lines = views[0].lines;
    view.line_count = views[0].line_count;
    return view;
}

static struct peil_views views_of_items(struct peil_composer *composer,
                                        const struct peil_pick *pick,
                                        const struct peil_selection *of,
                                        const char *title)
{
    struct peil_view *list =
        peil_arena_array(composer->arena, pick->item_count + 1, sizeof *list);
    bool alike = true;
    size_t count = 0;
    for (size_t i = 0; i < pick->item_count; i++) {
        struct peil_pick one = *pick;
        one.items = &pick->items[i];
        one.item_count = 1;
        struct peil_views views =
            views_of_item(composer, &one, of,
                          peil_composer_label(composer, pick->source, pick->items[i]));
        if (views.count > 0)
            list[count++] = views.list[0];
        alike = alike && views.count == 1 && same_options(&list[0], &views.list[0]);
    }
    if (count == 0 || !alike || pick->by)
        return (struct peil_views){ list, count };
    list[0] = side_by_side(composer, pick, list, title);
    return (struct peil_views){ list, 1 };
}

/* --- Picked options of several questions, by groups --- */

static struct peil_view_cell cell_of(struct peil_composer *composer,
                                     const struct peil_pick *pick)
{
    struct peil_reading reading = peil_reading_of(composer, pick, NULL);
    return (struct peil_view_cell){
        .share = { .shown = reading.known,
                   .offered = reading.base != 0,
                   .n = reading.n,
                   .percent = reading.number,
                   .ci_low = reading.known ? reading.low : NAN,
                   .ci_high = reading.known ? reading.high : NAN },
        .base = reading.base
    };
}

/* The first question as a whole: it tells of the groups behind everyone. */
static const struct peil_view *whole_of(struct peil_composer *composer,
                                        const struct peil_pick *pick,
                                        const struct peil_selection *of)
{
    struct peil_pick all = {
        .source = pick->source, .items = pick->items, .item_count = 1, .by = pick->by
    };
    struct peil_views views = views_of_item(composer, &all, of, "");
    return views.count > 0 ? views.list : NULL;
}

struct peil_views peil_views_of_picked(struct peil_composer *composer,
                                       const struct peil_pick *pick, const char *title)
{
    struct peil_selection of =
        peil_composer_select(composer, pick->source, pick->where);
    struct draft draft = { .composer = composer };
    if (!peil_composer_has(composer, of.source) || pick->item_count == 0)
        return (struct peil_views){ 0 };
    const struct peil_view *whole = whole_of(composer, pick, &of);
    const struct peil_shares *shares = whole ? whole->shares : NULL;
    /* Before counting there is a group without a code, so that groups are asked for. */
    size_t columns = shares ? shares->group_count : 2;
    begin(&draft, pick->item_count, columns);
    for (size_t item = 0; item < pick->item_count; item++) {
        struct peil_pick one = *pick;
        one.items = &pick->items[item];
        one.item_count = 1;
        one.stat = PEIL_STAT_PERCENT;
        draft.rows[item] =
            peil_composer_label(composer, pick->source, pick->items[item]);
        for (size_t i = 0; i < columns; i++) {
            one.group = i == 0 ? NULL : shares ? shares->groups[i].code : "";
            draft.columns[i].group = "";
            draft.columns[i].title = shares ? shares->groups[i].label : "";
            *cell_at(&draft, item, i) = cell_of(composer, &one);
        }
    }
    struct peil_view *view = peil_arena_array(composer->arena, 1, sizeof *view);
    *view = finish(&draft, title);
    view->by_row = true;
    view->stub = _("Question");
    if (whole && pick->item_count == 1) {
        view->lines = whole->lines;
        view->line_count = whole->line_count;
    }
    return (struct peil_views){ view, whole ? 1 : 0 };
}

/* --- Over the waves --- */

static struct peil_view_cell cell_of_wave(const struct peil_wave *wave)
{
    return (struct peil_view_cell){
        .share = { .shown = wave->shown && wave->n >= PEIL_LEAST_BASE,
                   .offered = true,
                   .n = round(wave->percent * wave->n / 100),
                   .percent = wave->percent,
                   .ci_low = wave->low,
                   .ci_high = wave->high },
        .base = wave->shown ? wave->n : NAN
    };
}

const struct peil_view *peil_view_of_waves(struct peil_composer *composer,
                                           const struct peil_wave_lines *lines,
                                           const char *title)
{
    struct draft draft = { .composer = composer };
    const struct peil_waves *first = &lines->list[0].waves;
    begin(&draft, lines->count, first->count);
    for (size_t row = 0; row < lines->count; row++) {
        draft.rows[row] = lines->list[row].label;
        for (size_t i = 0; i < first->count; i++) {
            draft.columns[i] =
                (struct peil_grid_column){ .group = "", .title = first->list[i].code };
            *cell_at(&draft, row, i) = cell_of_wave(&lines->list[row].waves.list[i]);
        }
    }
    struct peil_lines under = { .arena = composer->arena };
    struct peil_view *view = peil_arena_array(composer->arena, 1, sizeof *view);
    *view = finish(&draft, title);
    peil_lines_add(&under, peil_lines_base(&first->table->base, composer->arena));
    for (size_t i = 0; i < lines->note_count; i++)
        peil_lines_add(&under, lines->notes[i]);
    set_lines(view, &under);
    return view;
}

struct peil_views peil_views_of(struct peil_composer *composer,
                                const struct peil_pick *pick, const char *title)
{
    struct peil_selection of =
        peil_composer_select(composer, pick->source, pick->where);
    if (!peil_composer_has(composer, of.source) || pick->item_count == 0)
        return (struct peil_views){ 0 };
    if (pick->item_count == 1)
        return views_of_item(composer, pick, &of, title);
    if (pick->option_count > 0)
        return peil_views_of_picked(composer, pick, title);
    return views_of_items(composer, pick, &of, title);
}
