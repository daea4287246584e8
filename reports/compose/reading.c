#include "reports/compose/reading.h"
#include "reports/compose/trend.h"
#include "analyze/statistics/interval.h"
#include "questionnaires/base/message.h"
#include "reports/tables/finding.h"
#include "reports/tables/shares.h"

#include <assert.h>
#include <math.h>
#include <string.h>

static const double LEVEL = .95;

/* --- A share: options together, over all option lists of the item --- */

struct tally {
    struct peil_composer *composer;
    const struct peil_pick *pick;
    const char *codes; /* of the options, with blanks between */
    double n, base;    /* NAN when something of it is hidden */
    size_t lists;      /* that offer the option */
    double low, high;  /* of the last one */
    bool internal;
};

static const char *codes_of(const struct peil_composer *composer,
                            const struct peil_pick *pick)
{
    const char *codes = "";
    for (size_t i = 0; i < pick->option_count; i++)
        codes = peil_composer_join(composer, codes, " ", pick->options[i]);
    return codes;
}

static void add(struct tally *tally, bool hidden, double n, double base)
{
    tally->n += hidden ? NAN : n;
    tally->base += base;
    tally->lists++;
    tally->low = tally->high = NAN;
}

/* One option is a row; several are a net, called by their codes. */
static const struct peil_frequency_row *row_of(const struct tally *tally,
                                               const struct peil_frequency *table)
{
    bool net = tally->pick->option_count > 1;
    const struct peil_frequency_row *rows = net ? table->nets : table->rows;
    for (size_t i = 0; i < (net ? table->net_count : table->row_count); i++) {
        const struct peil_category *category = &rows[i].category;
        if (strcmp(net ? category->label : category->code, tally->codes) == 0)
            return *category->code ? &rows[i] : NULL;
    }
    return NULL;
}

static void add_frequency(struct tally *tally, const struct peil_table *table)
{
    const struct peil_frequency_row *row = row_of(tally, &table->frequency);
    if (tally->pick->option_count == 0) {
        add(tally, false, table->base.n, table->base.n);
    } else if (row) {
        add(tally, row->hidden, row->n, table->base.n);
        tally->low = row->ci_low;
        tally->high = row->ci_high;
    }
}

static size_t place_of(const struct peil_category *list, size_t count, bool net,
                       const char *codes)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(net ? list[i].label : list[i].code, codes) == 0)
            return *list[i].code ? i : count;
    return count;
}

/* One group's column. */
static void add_cross(struct tally *tally, const struct peil_cross *cross)
{
    bool net = tally->pick->option_count > 1;
    size_t rows = net ? cross->net_count : cross->row_count;
    size_t column =
        place_of(cross->columns, cross->column_count, false, tally->pick->group);
    if (column == cross->column_count)
        return;
    const struct peil_margin *total = &cross->column_totals[column];
    double base = total->hidden ? NAN : total->n;
    if (tally->pick->option_count == 0) {
        add(tally, total->hidden, base, base);
        return;
    }
    size_t row = place_of(net ? cross->nets : cross->rows, rows, net, tally->codes);
    if (row == rows)
        return;
    const struct peil_cell *cell =
        &(net ? cross->net_cells : cross->cells)[row * cross->column_count + column];
    add(tally, cell->hidden, cell->n, base);
}

static struct tally tally_of(struct peil_composer *composer,
                             const struct peil_pick *pick,
                             const struct peil_selection *of)
{
    struct tally tally = { .composer = composer,
                           .pick = pick,
                           .codes = codes_of(composer, pick),
                           .low = NAN,
                           .high = NAN };
    const char *item = pick->items[0], *by = peil_composer_by(composer, pick);
    bool grouped = pick->group && by;
    if (pick->option_count > 1)
        peil_counted_net(composer->counted, of, item, tally.codes);
    struct peil_found found =
        grouped ? peil_counted_crosses(composer->counted, of, item, by)
                : peil_counted_frequencies(composer->counted, of, item);
    tally.internal = found.analysis && found.analysis->internal;
    for (size_t i = 0; i < found.count; i++)
        if (grouped)
            add_cross(&tally, &found.tables[i]->cross);
        else
            add_frequency(&tally, found.tables[i]);
    return tally;
}

/* The row's own interval knows of weights and classes; the rest, and where nobody is
 * seen, is Wilson's. */
static void set_interval(struct peil_reading *reading, const struct tally *tally)
{
    struct peil_interval own = { tally->low, tally->high };
    if (tally->lists != 1 || tally->n == 0 || !isfinite(own.high)) {
        own = peil_interval_wilson(tally->n, tally->base, LEVEL);
        own.low *= 100;
        own.high *= 100;
    }
    reading->low = own.low;
    reading->high = own.high;
}

static void read_share(struct peil_composer *composer, const struct peil_pick *pick,
                       const struct peil_selection *of, struct peil_reading *reading)
{
    struct tally tally = tally_of(composer, pick, of);
    double least = tally.internal ? PEIL_LEAST_BASE_INTERNAL : PEIL_LEAST_BASE;
    bool there = tally.lists > 0 && isfinite(tally.n) && isfinite(tally.base);
    bool firm = there && tally.base >= least;
    if (there) {
        reading->n = tally.n;
        reading->base = tally.base;
        set_interval(reading, &tally);
    }
    double numbers[PEIL_STATS] = { [PEIL_STAT_PERCENT] = 100 * tally.n / tally.base,
                                   [PEIL_STAT_N] = tally.n,
                                   [PEIL_STAT_BASE] = tally.base,
                                   [PEIL_STAT_LOW] = reading->low,
                                   [PEIL_STAT_HIGH] = reading->high,
                                   [PEIL_STAT_LIMIT] = reading->high };
    bool is_count = reading->stat == PEIL_STAT_N || reading->stat == PEIL_STAT_BASE;
    bool base_alone = reading->stat == PEIL_STAT_BASE && tally.lists > 0;
    reading->known = base_alone ? isfinite(tally.base) : is_count ? there : firm;
    reading->number = numbers[reading->stat];
}

/* --- The other figures --- */

static void read_count(struct peil_composer *composer, const struct peil_pick *pick,
                       const struct peil_selection *of, struct peil_reading *reading)
{
    const struct peil_analysis *analysis = peil_counted_analysis(composer->counted, of);
    (void)pick;
    if (!of->where) {
        reading->number = analysis ? (double)analysis->used : NAN;
    } else if (peil_counted_has_column(composer->counted, of->source,
                                       "questionnaire")) {
        /* Each response has it: how many are selected goes through the gate. */
        struct peil_found found =
            peil_counted_frequencies(composer->counted, of, "questionnaire");
        reading->number = found.count == 1 ? found.tables[0]->base.n : NAN;
    } else {
        reading->number = analysis && analysis->internal ? (double)analysis->used : NAN;
    }
    reading->known = isfinite(reading->number);
}

static void read_distinct(struct peil_composer *composer, const struct peil_pick *pick,
                          const struct peil_selection *of, struct peil_reading *reading)
{
    struct peil_found found =
        peil_counted_frequencies(composer->counted, of, pick->items[0]);
    const struct peil_table *table = found.count > 0 ? found.tables[0] : NULL;
    reading->number = 0;
    for (size_t i = 0; table && i < table->frequency.row_count; i++)
        reading->number +=
            table->frequency.rows[i].hidden || table->frequency.rows[i].n > 0;
    reading->known = table && isfinite(table->base.n);
}

/* Of everyone, or of one group: what was chosen most, if nothing hidden may be more. */
static void read_most(struct peil_composer *composer, const struct peil_pick *pick,
                      const struct peil_selection *of, struct peil_reading *reading)
{
    const char *item = pick->items[0], *by = peil_composer_by(composer, pick);
    bool grouped = pick->group && by;
    struct peil_found found = peil_counted_frequencies(composer->counted, of, item);
    struct peil_found crosses = { .count = 0 };
    if (grouped)
        crosses = peil_counted_crosses(composer->counted, of, item, by);
    if (found.count != 1 || (grouped && crosses.count != 1))
        return;
    const struct peil_shares *shares =
        peil_shares_of(found.analysis, found.tables[0],
                       grouped ? crosses.tables[0] : NULL, composer->arena);
    size_t group = grouped ? peil_shares_group(shares, pick->group) : 0;
    if (group < shares->group_count)
        reading->words = peil_finding_most(shares, group, composer->arena);
    reading->known = reading->words != NULL;
}

/* A figure of a summary's row by its name; NAN when it is not there or hidden. */
static double figure_of(const struct peil_table *table, const char *group,
                        const char *name, double *n)
{
    const struct peil_summary *summary = &table->summary;
    for (size_t i = 0; i < summary->row_count; i++) {
        const struct peil_summary_row *row = &summary->rows[i];
        bool fits =
            group ? !row->total && strcmp(row->category.code, group) == 0 : row->total;
        for (size_t k = 0; fits && !row->hidden && k < summary->figure_count; k++) {
            *n = row->n;
            if (strcmp(summary->figures[k], name) == 0)
                return row->figures[k];
        }
    }
    return NAN;
}

static double amount_of(struct peil_composer *composer, const struct peil_pick *pick,
                        const struct peil_selection *of, enum peil_stat stat)
{
    const char *by = pick->group ? peil_composer_by(composer, pick) : NULL;
    const struct peil_table *table =
        peil_counted_means(composer->counted, of, pick->items[0], by);
    double n = NAN;
    if (!table)
        return NAN;
    double figure =
        figure_of(table, pick->group, stat == PEIL_STAT_MEDIAN ? "median" : "mean", &n);
    return stat == PEIL_STAT_SUM ? figure * n : figure;
}

static void read_amount(struct peil_composer *composer, const struct peil_pick *pick,
                        const struct peil_selection *of, struct peil_reading *reading)
{
    reading->number = amount_of(composer, pick, of, reading->stat);
    reading->known = isfinite(reading->number);
}

/* The wave before the current one; NULL when there is none. */
static const char *wave_before(const struct peil_composer *composer,
                               const struct peil_source *source)
{
    const char *const *waves;
    size_t current;
    size_t count = peil_counted_waves(composer->counted, source, &waves, &current);
    return count > 1 && current > 0 ? waves[current - 1] : NULL;
}

static void read_change(struct peil_composer *composer, const struct peil_pick *pick,
                        const struct peil_selection *of, struct peil_reading *reading)
{
    struct peil_selection before =
        peil_composer_select(composer, pick->source, pick->against);
    if (!pick->against) {
        before.where = of->where;
        before.wave = wave_before(composer, of->source);
        if (!before.wave)
            return;
    }
    double now = amount_of(composer, pick, of, pick->of);
    double then = amount_of(composer, pick, &before, pick->of);
    reading->number = 100 * (now - then) / then;
    reading->known = isfinite(reading->number);
}

bool peil_reading_national(const struct peil_composer *composer,
                           const struct peil_pick *pick,
                           struct peil_national_pick *national)
{
    const struct peil_counts *counts = composer->national;
    const struct peil_source *source = peil_composer_source(composer, pick->source);
    const struct peil_questionnaire *q = source->questionnaire;
    const char *by = peil_composer_by(composer, pick);
    if (!counts || pick->item_count == 0 || pick->where ||
        strcmp(counts->questionnaire, q->id) != 0 ||
        (pick->group && (!by || strcmp(by, counts->by) != 0)))
        return false;
    *national = (struct peil_national_pick){
        .counts = counts,
        .item = peil_questionnaire_item(q, pick->items[0]),
        .codes = pick->options,
        .code_count = pick->option_count,
        .group = pick->group,
        .ojs = composer->study->ojs,
        .wave = composer->study->wave,
    };
    *composer->compared = *composer->compared || national->item;
    return national->item != NULL;
}

static void read_national(struct peil_composer *composer, const struct peil_pick *pick,
                          const struct peil_selection *of, struct peil_reading *reading)
{
    struct peil_national_pick wanted;
    (void)of;
    if (!peil_reading_national(composer, pick, &wanted))
        return;
    struct peil_national national = peil_national_of(&wanted);
    reading->known = national.known;
    reading->number = national.percent;
    reading->n = national.x;
    reading->base = national.n;
}

/* All that differs from figure to figure stands here and in reading_text.c. */
static void (*const readers[])(struct peil_composer *, const struct peil_pick *,
                               const struct peil_selection *, struct peil_reading *) = {
    [PEIL_STAT_PERCENT] = read_share,     [PEIL_STAT_N] = read_share,
    [PEIL_STAT_BASE] = read_share,        [PEIL_STAT_COUNT] = read_count,
    [PEIL_STAT_DISTINCT] = read_distinct, [PEIL_STAT_LOW] = read_share,
    [PEIL_STAT_HIGH] = read_share,        [PEIL_STAT_LIMIT] = read_share,
    [PEIL_STAT_MOST] = read_most,         [PEIL_STAT_SUM] = read_amount,
    [PEIL_STAT_MEAN] = read_amount,       [PEIL_STAT_MEDIAN] = read_amount,
    [PEIL_STAT_CHANGE] = read_change,     [PEIL_STAT_NATIONAL] = read_national,
};
static_assert(sizeof readers / sizeof *readers == PEIL_STATS, "a row for every figure");

struct peil_reading peil_reading_of(struct peil_composer *composer,
                                    const struct peil_pick *pick, const char *wave)
{
    const struct peil_source *source = peil_composer_source(composer, pick->source);
    struct peil_reading reading = { .stat = pick->stat,
                                    .number = NAN,
                                    .n = NAN,
                                    .base = NAN,
                                    .low = NAN,
                                    .high = NAN,
                                    .respondents = source->questionnaire->respondents };
    if (!peil_composer_has(composer, source))
        return reading;
    struct peil_selection of = peil_composer_select(composer, source, pick->where);
    of.wave = wave;
    if (readers[pick->stat] && (pick->item_count > 0 || pick->stat == PEIL_STAT_COUNT))
        readers[pick->stat](composer, pick, &of, &reading);
    if (!reading.known)
        reading.number = NAN;
    return reading;
}

bool peil_reading_is_thin(const struct peil_reading *reading)
{
    bool share = reading->stat == PEIL_STAT_PERCENT || reading->stat == PEIL_STAT_LOW ||
                 reading->stat == PEIL_STAT_HIGH || reading->stat == PEIL_STAT_LIMIT;
    return share && reading->known && reading->base < PEIL_FIRM_BASE;
}

/* --- Conditions --- */

static enum peil_truth truth_of(bool is)
{
    return is ? PEIL_TRUE : PEIL_FALSE;
}

static enum peil_truth is_within(const struct peil_reading *reading,
                                 const struct peil_bound *bound)
{
    double number = reading->number;
    if (!reading->known || isnan(number))
        return PEIL_UNKNOWN;
    return truth_of((isnan(bound->above) || number > bound->above) &&
                    (isnan(bound->below) || number < bound->below) &&
                    (isnan(bound->equals) || fabs(number - bound->equals) < 1e-9));
}

/* The first test of a table is the one to believe. */
static enum peil_truth is_different(struct peil_composer *composer,
                                    const struct peil_pick *pick)
{
    const char *by = peil_composer_by(composer, pick);
    struct peil_selection of =
        peil_composer_select(composer, pick->source, pick->where);
    if (!by || pick->item_count == 0 || !peil_composer_has(composer, of.source))
        return PEIL_UNKNOWN;
    struct peil_found found =
        peil_counted_crosses(composer->counted, &of, pick->items[0], by);
    if (found.count != 1 || found.tables[0]->cross.test_count == 0)
        return PEIL_UNKNOWN;
    const struct peil_test *test = &found.tables[0]->cross.tests[0];
    if (test->below > 0)
        return truth_of(test->below < 1);
    return isfinite(test->p) ? truth_of(test->p < 1 - LEVEL) : PEIL_UNKNOWN;
}

/* Since the wave before, more than by chance. */
static enum peil_truth has_moved(struct peil_composer *composer,
                                 const struct peil_pick *pick,
                                 enum peil_direction direction)
{
    struct peil_wave_change change = peil_trend_of(composer, pick).change;
    return change.direction == PEIL_WAVE_UNKNOWN
               ? PEIL_UNKNOWN
               : truth_of(change.direction == direction);
}

enum peil_truth peil_reading_judge(struct peil_composer *composer,
                                   const struct peil_node *when)
{
    const struct peil_pick *pick = &when->pick;
    enum peil_truth truth = PEIL_UNKNOWN;
    struct peil_reading reading;
    bool absent = composer->absent; /* a condition may ask, and nothing is left out */
    switch (when->bound.is) {
    case PEIL_IS_WITHIN:
        reading = peil_reading_of(composer, pick, NULL);
        truth = is_within(&reading, &when->bound);
        break;
    case PEIL_IS_SHOWN:
        truth = truth_of(peil_reading_of(composer, pick, NULL).known);
        break;
    case PEIL_IS_DIFFERENT:
        truth = is_different(composer, pick);
        break;
    case PEIL_IS_UP:
        truth = has_moved(composer, pick, PEIL_WAVE_UP);
        break;
    case PEIL_IS_DOWN:
        truth = has_moved(composer, pick, PEIL_WAVE_DOWN);
        break;
    case PEIL_IS_PRESENT:
        truth = truth_of(peil_counted_has(
            composer->counted, peil_composer_source(composer, pick->source)));
        break;
    case PEIL_IS_TESTS:
        break;
    }
    composer->absent = absent;
    if (when->bound.not &&truth != PEIL_UNKNOWN)
        return truth == PEIL_TRUE ? PEIL_FALSE : PEIL_TRUE;
    return truth;
}
