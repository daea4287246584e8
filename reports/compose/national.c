#include "reports/compose/national.h"
#include "analyze/statistics/benchmark.h"
#include "questionnaires/base/message.h"
#include "reports/tables/figures.h"
#include "reports/tables/lines.h"
#include "reports/outline/content_sheet.h"
#include "reports/tables/shares.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

enum { LEAST_SWVS = 2, LEAST_FUNNEL = 3 };

/* What one SWV says of a pick. */
struct own {
    bool asked, shown;
    double x, n, least, most; /* least, most: x with what is hidden none or all */
};

/* --- Finding --- */

/* SIZE_MAX after a reason in `why`. Options that mean other things by variant cannot
 * be told apart by their code. */
static size_t item_of(const struct peil_national_pick *pick, struct peil_arena *arena,
                      const char **why)
{
    const struct peil_counts *counts = pick->counts;
    for (size_t i = 0; i < counts->item_count; i++) {
        const struct peil_counts_item *item = &counts->items[i];
        if (strcmp(item->id, pick->item->id) != 0)
            continue;
        if (strcmp(item->hash, peil_counts_hash(pick->item, arena)) != 0)
            *why = _("Elsewhere this was asked in other words.");
        else if (item->part > 0 || (item->multiple && pick->code_count > 1))
            *why = _("These answers cannot be added up over all SWVs.");
        else
            return i;
        return SIZE_MAX;
    }
    *why = _("Of this there are no national figures.");
    return SIZE_MAX;
}

static size_t group_of(const struct peil_national_pick *pick)
{
    size_t g = 0;
    if (!pick->group)
        return 0;
    while (g < pick->counts->group_count &&
           strcmp(pick->counts->groups[g], pick->group) != 0)
        g++;
    return g + 1;
}

static bool is_picked(const struct peil_national_pick *pick, const char *code)
{
    for (size_t i = 0; i < pick->code_count; i++)
        if (strcmp(pick->codes[i], code) == 0)
            return true;
    return false;
}

/* One of a group of options, or several together, in one SWV. */
static struct own own_of(const struct peil_national_pick *pick,
                         const struct peil_counts_part *part, size_t item)
{
    size_t group = group_of(pick), hidden = 0;
    struct own own = { 0 };
    const double *row = group <= pick->counts->group_count
                            ? peil_counts_row(pick->counts, part, item, group)
                            : NULL;
    const struct peil_counts_item *of = &pick->counts->items[item];
    if (!row || strcmp(part->wave, pick->wave) != 0 || !(row[0] > 0))
        return own;
    double shown = 0;
    own.asked = true;
    own.n = row[0];
    for (size_t i = 0; i < of->code_count; i++) {
        double n = row[1 + i];
        shown += isnan(n) ? 0 : n;
        if (!is_picked(pick, of->codes[i]))
            continue;
        own.x += isnan(n) ? 0 : n;
        hidden += isnan(n) ? 1 : 0;
    }
    own.shown = hidden == 0;
    own.least = own.x;
    own.most = own.shown ? own.x : own.x + own.n - (of->multiple ? 0 : shown);
    return own;
}

/* --- The national share --- */

static void add_up(const struct peil_national_pick *pick, size_t item,
                   struct peil_national *national)
{
    double least = 0, most = 0, all = 0;
    for (size_t i = 0; i < pick->counts->part_count; i++) {
        struct own own = own_of(pick, &pick->counts->parts[i], item);
        if (!own.asked)
            continue;
        national->all++;
        all += own.n;
        least += own.least;
        most += own.most;
        if (!own.shown)
            continue;
        national->shown++;
        national->x += own.x;
        national->n += own.n;
    }
    national->low = 100 * least / all;
    national->high = 100 * most / all;
}

struct peil_national peil_national_of(const struct peil_national_pick *pick)
{
    struct peil_arena *arena = peil_arena_new();
    struct peil_national national = { .percent = NAN, .low = NAN, .high = NAN };
    size_t item = item_of(pick, arena, &national.why);
    peil_arena_free(arena);
    if (item == SIZE_MAX)
        return national;
    add_up(pick, item, &national);
    national.known = national.shown >= LEAST_SWVS;
    if (national.known)
        national.percent = 100 * national.x / national.n;
    else
        national.why = _("Too few SWVs show this for a national figure.");
    return national;
}

const char *peil_national_line(const struct peil_national *national,
                               struct peil_arena *arena)
{
    if (!national->known)
        return national->why;
    return peil_arena_format(arena, _("National: %s (%zu of %zu SWVs show it; n=%s)."),
                             peil_figure_share(arena, national->percent, national->n),
                             national->shown, national->all,
                             peil_figure_count(arena, national->n));
}

/* --- The funnel --- */

struct funnel {
    const struct peil_national_pick *pick;
    size_t count;
    const char **labels;
    struct peil_benchmark_share *shares;
    struct peil_point *points;
    const struct peil_benchmark_point *tests;
    double middle;
    struct peil_arena *arena;
};

static const char *mark(const struct funnel *funnel, const char *ojs)
{
    if (strcmp(ojs, funnel->pick->ojs) != 0)
        return ojs;
    return peil_arena_format(funnel->arena, _("%s (own)"), ojs);
}

/* Who shows it, and on how many a percentage may be based. */
static void gather(struct funnel *funnel, size_t item)
{
    const struct peil_counts *counts = funnel->pick->counts;
    double x = 0, n = 0;
    for (size_t i = 0; i < counts->part_count; i++) {
        struct own own = own_of(funnel->pick, &counts->parts[i], item);
        if (!own.asked || !own.shown || own.n < PEIL_LEAST_BASE)
            continue;
        double percent = 100 * own.x / own.n;
        funnel->labels[funnel->count] = mark(funnel, counts->parts[i].ojs);
        funnel->shares[funnel->count] = (struct peil_benchmark_share){ own.x, own.n };
        funnel->points[funnel->count++] = (struct peil_point){
            percent, NAN,  NAN,
            own.n,   true, peil_figure_share(funnel->arena, percent, own.n)
        };
        x += own.x;
        n += own.n;
    }
    funnel->middle = 100 * x / n;
    funnel->tests =
        peil_benchmark_many(funnel->shares, funnel->count, 1, funnel->arena);
}

static const char *verdict(const struct funnel *funnel, size_t i)
{
    double n = funnel->shares[i].n, share = funnel->points[i].value / 100;
    struct peil_interval inner = peil_benchmark_limits(funnel->middle / 100, n, .95);
    bool above = funnel->points[i].value > funnel->middle;
    if (funnel->tests[i].adjusted < .05)
        return above ? _("higher") : _("lower");
    return share < inner.low || share > inner.high ? _("by chance, it may be") : "-";
}

static struct peil_sheet *funnel_sheet(const struct funnel *funnel, const char *id,
                                       const char *title)
{
    struct peil_sheet_draft draft = { .arena = funnel->arena };
    const char *titles[] = { "n", "%", "p", _("differs") };
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++)
        peil_sheet_column(&draft, "", titles[i]);
    for (size_t i = 0; i < funnel->count; i++) {
        struct peil_entry *entries =
            peil_sheet_row(&draft, PEIL_GRID_BODY, funnel->labels[i]);
        double n = funnel->shares[i].n;
        entries[0] = peil_entry_count(draft.arena, n);
        entries[1] = (struct peil_entry){ funnel->points[i].text,
                                          funnel->points[i].value, PEIL_UNIT_PERCENT };
        entries[2] = peil_entry_decimal(draft.arena, funnel->tests[i].adjusted, 3);
        entries[3] = peil_entry_words(verdict(funnel, i));
    }
    return peil_sheet_finish(&draft, id, title);
}

static void add_lines(struct peil_sheet *sheet, const struct funnel *funnel)
{
    struct peil_national national = peil_national_of(funnel->pick);
    struct peil_lines lines = { .arena = funnel->arena };
    peil_lines_add(&lines, peil_national_line(&national, funnel->arena));
    peil_lines_add(
        &lines,
        peil_arena_format(
            funnel->arena,
            _("p is adjusted for %zu comparisons (Benjamini-Hochberg): of all that are "
              "called different at most one in twenty is by chance."),
            funnel->count));
    peil_lines_add(
        &lines,
        _("Each dot is an SWV. Between the inner lines a difference may be chance."));
    sheet->stub = _("SWV");
    sheet->lines = lines.text;
    sheet->line_count = lines.count;
}

const struct peil_plot *peil_national_funnel(const struct peil_national_pick *pick,
                                             const char *id, const char *title,
                                             struct peil_arena *arena)
{
    static const struct peil_plot_series series = { .label = "" };
    const char *why;
    size_t item = item_of(pick, arena, &why), most = pick->counts->part_count;
    struct funnel funnel = {
        .pick = pick,
        .labels = peil_arena_array(arena, most, sizeof *funnel.labels),
        .shares = peil_arena_array(arena, most, sizeof *funnel.shares),
        .points = peil_arena_array(arena, most, sizeof *funnel.points),
        .arena = arena,
    };
    if (item == SIZE_MAX)
        return NULL;
    gather(&funnel, item);
    if (funnel.count < LEAST_FUNNEL)
        return NULL;
    struct peil_sheet *sheet = funnel_sheet(&funnel, id, title);
    add_lines(sheet, &funnel);
    struct peil_plot *plot = peil_arena_array(arena, 1, sizeof *plot);
    *plot = (struct peil_plot){
        .kind = PEIL_PLOT_FUNNEL,
        .id = id,
        .title = title,
        .about = peil_arena_format(
            arena, _("%zu SWVs by how many answered, around %s for all together."),
            funnel.count, peil_figure_share(arena, funnel.middle, 0)),
        .percent = true,
        .middle = funnel.middle,
        .labels = funnel.labels,
        .label_count = funnel.count,
        .series = &series,
        .series_count = 1,
        .points = funnel.points,
        .sheet = sheet,
    };
    return plot;
}
