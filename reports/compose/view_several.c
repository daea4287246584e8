/* Several questions, or several waves, side by side. */
#include "questionnaires/base/message.h"
#include "reports/compose/reading.h"
#include "reports/compose/remarks.h"
#include "reports/compose/view_draft.h"

#include <math.h>
#include <string.h>

/* --- Questions by options --- */

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
    struct peil_view_draft draft = { .composer = composer };
    size_t options = views[0].row_count;
    bool aside = false;
    for (size_t i = 0; i < pick->item_count; i++)
        aside = aside || unknowing(&views[i]);
    peil_view_begin(&draft, pick->item_count, options + aside);
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
            *peil_view_cell_at(&draft, item, i) = *peil_view_at(&views[item], i, 0);
        if (aside)
            *peil_view_cell_at(&draft, item, options) = unknowing_cell(&views[item]);
    }
    struct peil_view view = peil_view_finish(&draft, title);
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
    struct peil_view *list = NULL;
    bool alike = true;
    size_t count = 0;
    for (size_t i = 0; i < pick->item_count; i++) {
        struct peil_pick one = *pick;
        one.items = &pick->items[i];
        one.item_count = 1;
        struct peil_views views = peil_views_of_item(
            composer, &one, of,
            peil_composer_label(composer, pick->source, pick->items[i]));
        for (size_t k = 0; k < views.count; k++) {
            list = peil_arena_grow(composer->arena, list, count, sizeof *list);
            list[count++] = views.list[k];
        }
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
    struct peil_views views = peil_views_of_item(composer, &all, of, "");
    return views.count > 0 ? views.list : NULL;
}

/* Of one question its own; of several what goes for all of them. */
static void set_picked_lines(struct peil_view *view, const struct peil_view *whole,
                             struct peil_arena *arena)
{
    struct peil_lines lines = { .arena = arena };
    bool thin = false, hidden = false;
    for (size_t i = 0; i < view->row_count * view->column_count; i++) {
        const struct peil_view_cell *cell = &view->cells[i];
        thin = thin || (cell->share.shown && cell->base < PEIL_FIRM_BASE);
        hidden = hidden || (cell->share.offered && !cell->share.shown);
    }
    peil_remarks_keep_in_mind(thin, hidden, &lines);
    if (whole && view->row_count == 1) {
        view->lines = whole->lines;
        view->line_count = whole->line_count;
    } else {
        peil_view_set_lines(view, &lines);
    }
}

struct peil_views peil_views_of_picked(struct peil_composer *composer,
                                       const struct peil_pick *pick, const char *title)
{
    struct peil_selection of =
        peil_composer_select(composer, pick->source, pick->where);
    struct peil_view_draft draft = { .composer = composer };
    if (!peil_composer_has(composer, of.source) || pick->item_count == 0)
        return (struct peil_views){ 0 };
    const struct peil_view *whole = whole_of(composer, pick, &of);
    const struct peil_shares *shares = whole ? whole->shares : NULL;
    /* Before counting there is a group without a code, so that groups are asked for. */
    size_t columns = shares ? shares->group_count : 2;
    peil_view_begin(&draft, pick->item_count, columns);
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
            *peil_view_cell_at(&draft, item, i) = cell_of(composer, &one);
        }
    }
    struct peil_view *view = peil_arena_array(composer->arena, 1, sizeof *view);
    *view = peil_view_finish(&draft, title);
    view->by_row = true;
    view->stub = _("Question");
    set_picked_lines(view, whole, composer->arena);
    return (struct peil_views){ view, whole ? 1 : 0 };
}

/* --- One question or several --- */

struct peil_views peil_views_of(struct peil_composer *composer,
                                const struct peil_pick *pick, const char *title)
{
    struct peil_selection of =
        peil_composer_select(composer, pick->source, pick->where);
    if (!peil_composer_has(composer, of.source) || pick->item_count == 0)
        return (struct peil_views){ 0 };
    if (pick->item_count == 1)
        return peil_views_of_item(composer, pick, &of, title);
    if (pick->option_count > 0)
        return peil_views_of_picked(composer, pick, title);
    return views_of_items(composer, pick, &of, title);
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
    struct peil_view_draft draft = { .composer = composer };
    const struct peil_waves *first = &lines->list[0].waves;
    peil_view_begin(&draft, lines->count, first->count);
    for (size_t row = 0; row < lines->count; row++) {
        draft.rows[row] = lines->list[row].label;
        for (size_t i = 0; i < first->count; i++) {
            draft.columns[i] =
                (struct peil_grid_column){ .group = "", .title = first->list[i].code };
            *peil_view_cell_at(&draft, row, i) =
                cell_of_wave(&lines->list[row].waves.list[i]);
        }
    }
    struct peil_lines under = { .arena = composer->arena };
    struct peil_view *view = peil_arena_array(composer->arena, 1, sizeof *view);
    *view = peil_view_finish(&draft, title);
    peil_lines_add(&under, peil_lines_base(&first->table->base, composer->arena));
    for (size_t i = 0; i < lines->note_count; i++)
        peil_lines_add(&under, lines->notes[i]);
    peil_view_set_lines(view, &under);
    return view;
}
