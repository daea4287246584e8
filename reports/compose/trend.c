#include "reports/compose/trend.h"
#include "questionnaires/base/message.h"
#include "reports/tables/figures.h"
#include "reports/tables/lines.h"
#include "reports/compose/versions.h"

#include <math.h>
#include <string.h>

struct making {
    struct peil_composer *composer;
    const struct peil_pick *pick;
    const struct peil_versions *versions;
    struct peil_selection of;
    const char *codes; /* "1 2" */
    struct peil_lines notes;
};

static const char *codes_of(const struct making *making)
{
    const char *codes = "";
    for (size_t i = 0; i < making->pick->option_count; i++)
        codes =
            peil_composer_join(making->composer, codes, " ", making->pick->options[i]);
    return codes;
}

/* --- Waves of the current version: one table --- */

static const struct peil_table *table_of(const struct making *making, const char *where)
{
    struct peil_counted *counted = making->composer->counted;
    struct peil_selection of = making->of;
    of.where = where;
    of.wave = PEIL_ALL_WAVES;
    if (making->pick->option_count > 1)
        peil_counted_net(counted, &of, making->pick->items[0], making->codes);
    struct peil_found found =
        peil_counted_crosses(counted, &of, making->pick->items[0],
                             of.source->wave ? of.source->wave : "wave");
    return found.count == 1 ? found.tables[0] : NULL;
}

/* --- Waves of earlier ones: a table each --- */

/* The codes of then that are these codes now. */
static const char *earlier_codes(const struct making *making,
                                 const struct peil_match *match)
{
    const char *codes = "";
    for (size_t i = 0; i < match->recode_count; i++)
        for (size_t k = 0; k < making->pick->option_count; k++)
            if (strcmp(match->recodes[i].to, making->pick->options[k]) == 0)
                codes = peil_composer_join(making->composer, codes, " ",
                                           match->recodes[i].from);
    return match->recode_count > 0 ? codes : making->codes;
}

static struct peil_wave earlier_wave(const struct making *making, size_t wave,
                                     const struct peil_match *match, const char *where)
{
    struct peil_counted *counted = making->composer->counted;
    struct peil_selection of = making->of;
    const char *code = making->versions->waves[wave].code;
    const char *codes = earlier_codes(making, match);
    of.where = where;
    of.wave = code;
    if (strchr(codes, ' '))
        peil_counted_net(counted, &of, match->old_id, codes);
    struct peil_found found = peil_counted_frequencies(counted, &of, match->old_id);
    if (found.count != 1)
        return peil_wave_hidden(code);
    return peil_wave_of_frequency(found.tables[0], codes, code,
                                  making->composer->arena);
}

/* --- All of them --- */

static struct peil_wave wave_of(const struct making *making,
                                const struct peil_waves *now, size_t wave,
                                const char *where)
{
    const struct peil_version_wave *then = &making->versions->waves[wave];
    const struct peil_match *match;
    if (peil_versions_block(making->versions, wave, making->pick->items[0], &match,
                            making->composer->arena))
        return peil_wave_hidden(then->code);
    if (match)
        return earlier_wave(making, wave, match, where);
    for (size_t i = 0; i < now->count; i++)
        if (strcmp(now->list[i].code, then->code) == 0)
            return now->list[i];
    return peil_wave_hidden(then->code);
}

static struct peil_waves waves_of(const struct making *making, const char *where)
{
    struct peil_arena *arena = making->composer->arena;
    const struct peil_table *table = table_of(making, where);
    size_t count = making->versions->wave_count;
    struct peil_wave *list = peil_arena_array(arena, count, sizeof *list);
    struct peil_waves now = { 0 };
    if (table)
        now = peil_waves_of(table, making->codes, arena);
    for (size_t i = 0; i < count; i++)
        list[i] = wave_of(making, &now, i, where);
    return (struct peil_waves){ list, table ? count : 0, table, making->codes };
}

/* --- What is said of them --- */

static void note_blocks(struct making *making)
{
    const struct peil_match *match;
    for (size_t i = 0; i < making->versions->wave_count; i++) {
        const char *why =
            peil_versions_block(making->versions, i, making->pick->items[0], &match,
                                making->composer->arena);
        if (why)
            peil_lines_add(&making->notes, why);
    }
}

/* "Since 2025-1: 7 percent points more (-8 to 22; p = 0.30), tested by school." */
static void note_change(struct making *making, const struct peil_wave_change *change,
                        const char *since)
{
    struct peil_arena *arena = making->composer->arena;
    if (change->direction == PEIL_WAVE_UNKNOWN)
        return;
    const char *interval = peil_arena_format(
        arena, _("%s to %s"), peil_figure_decimal(arena, change->low, 0),
        peil_figure_decimal(arena, change->high, 0));
    peil_lines_add(
        &making->notes,
        peil_arena_format(
            arena,
            change->by_school
                ? _("Change since %s: %s percent points (95%%: %s; %s), tested by "
                    "school.")
                : _("Change since %s: %s percent points (95%%: %s; %s)."),
            since, peil_figure_decimal(arena, change->change, 0), interval,
            peil_figure_p(arena, change->p)));
}

/* "Over 4 waves: 3 percent points more each time (p = 0.01)." */
static void note_trend(struct making *making, const struct peil_waves *waves,
                       const struct peil_wave_change *trend)
{
    struct peil_arena *arena = making->composer->arena;
    if (trend->direction != PEIL_WAVE_UNKNOWN)
        peil_lines_add(&making->notes,
                       peil_arena_format(
                           arena,
                           _("Over %zu waves: %s percent points from each wave to "
                             "the next (%s)."),
                           waves->count, peil_figure_decimal(arena, trend->change, 1),
                           peil_figure_p(arena, trend->p)));
}

static size_t current_wave(const struct making *making)
{
    const char *const *waves;
    size_t current;
    peil_counted_waves(making->composer->counted, making->of.source, &waves, &current);
    return current;
}

static void judge(struct making *making, struct peil_trend *trend)
{
    const struct peil_waves *waves = trend->same.count > 0 ? &trend->same : &trend->all;
    size_t current = current_wave(making);
    if (current == 0)
        return;
    trend->change = peil_waves_change(waves, current - 1, current);
    trend->trend = peil_waves_trend(waves, making->composer->arena);
    note_change(making, &trend->change, waves->list[current - 1].code);
    note_trend(making, waves, &trend->trend);
}

static const char *narrowed(const struct making *making, const char *condition)
{
    const char *where = making->of.where;
    return where ? peil_arena_format(making->composer->arena, "(%s) and %s", where,
                                     condition)
                 : condition;
}

/* Of a pick with a group only that group counts. */
static void narrow_to_group(struct making *making)
{
    const char *by = peil_composer_by(making->composer, making->pick);
    if (making->pick->group && by)
        making->of.where =
            narrowed(making, peil_arena_format(making->composer->arena, "%s = '%s'", by,
                                               making->pick->group));
}

struct peil_trend peil_trend_of(struct peil_composer *composer,
                                const struct peil_pick *pick)
{
    struct making making = {
        .composer = composer,
        .pick = pick,
        .of = peil_composer_select(composer, pick->source, pick->where),
        .notes = { .arena = composer->arena },
    };
    struct peil_trend trend = { 0 };
    making.versions = peil_counted_versions(composer->counted, making.of.source);
    if (pick->item_count == 0 || making.versions->wave_count < 2 ||
        !peil_composer_has(composer, making.of.source))
        return trend;
    making.codes = codes_of(&making);
    narrow_to_group(&making);
    const char *schools = peil_versions_same_schools(
        making.versions, 0, making.versions->wave_count - 1, composer->arena);
    trend.all = waves_of(&making, making.of.where);
    if (schools)
        trend.same = waves_of(&making, narrowed(&making, schools));
    if (trend.all.count == 0)
        return trend;
    note_blocks(&making);
    judge(&making, &trend);
    trend.notes = making.notes.text;
    trend.note_count = making.notes.count;
    return trend;
}
