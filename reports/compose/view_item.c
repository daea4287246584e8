/* One question: its options by groups, for each of its option lists. */
#include "questionnaires/base/text.h"
#include "reports/compose/remarks.h"
#include "reports/compose/view_draft.h"

#include <string.h>

static void set_remarks(struct peil_view *view, const struct peil_shares *shares,
                        const struct peil_table *frequency, struct peil_arena *arena)
{
    struct peil_lines all = { .arena = arena }, counts = { .arena = arena };
    peil_remarks_add(shares, frequency, true, &all);
    peil_remarks_add(shares, frequency, false, &counts);
    peil_view_set_lines(view, &all);
    view->count_lines = counts.text;
    view->count_line_count = counts.count;
}

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
static void add_groups(struct peil_view_draft *draft, const struct peil_pick *pick,
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
            *peil_view_cell_at(draft, row++, at) =
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
    struct peil_view_draft draft = { .composer = composer };
    size_t columns = 1, at = 0;
    for (size_t i = 0; i < banner->count; i++)
        columns += banner->list[i]->group_count - 1;
    peil_view_begin(&draft, picked(pick, banner->list[0]), columns);
    for (size_t i = 0; i < banner->count; i++) {
        add_groups(&draft, pick, banner->list[i],
                   banner->count > 1 ? banner->headings[i] : "", at);
        at += banner->list[i]->group_count - (at > 0);
    }
    struct peil_view view = peil_view_finish(&draft, title);
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

struct peil_views peil_views_of_item(struct peil_composer *composer,
                                     const struct peil_pick *pick,
                                     const struct peil_selection *of, const char *title)
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
