#include "analyze/tables/waves.h"

#include "analyze/statistics/rank.h"
#include "questionnaires/base/text.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <string.h>

/* --- The slope --- */

static bool is_in(const double *values, const double *scores, size_t i)
{
    return isfinite(values[i]) && isfinite(scores[i]);
}

struct line {
    double weight, score, value; /* sum of weights, and means */
    double squares, slope;
};

static struct line fit(const struct peil_design *design, const double *values,
                       const double *scores)
{
    struct line line = { 0 };
    double products = 0;
    for (size_t i = 0; i < design->data.n; i++) {
        double weight = is_in(values, scores, i) ? peil_design_weight(design, i) : 0;
        if (!(weight > 0))
            continue;
        line.weight += weight;
        line.score += (scores[i] - line.score) * weight / line.weight;
        line.value += (values[i] - line.value) * weight / line.weight;
    }
    for (size_t i = 0; i < design->data.n; i++)
        if (is_in(values, scores, i)) {
            double weight = peil_design_weight(design, i);
            double apart = scores[i] - line.score;
            line.squares += weight * apart * apart;
            products += weight * apart * (values[i] - line.value);
        }
    line.slope = line.squares > 0 ? products / line.squares : NAN;
    return line;
}

/* Clusters less strata, among the responses that are in. */
static double degrees_of(const struct peil_design *design, const double *values,
                         const double *scores, struct peil_arena *arena)
{
    unsigned *cell = peil_arena_array(arena, design->data.n, sizeof *cell);
    for (size_t i = 0; i < design->data.n; i++)
        cell[i] = !is_in(values, scores, i);
    return peil_design_shares(design, cell, 1, arena).degrees;
}

struct peil_slope peil_slope(const struct peil_design *design, const double *values,
                             const double *scores, double level,
                             struct peil_arena *arena)
{
    struct line line = fit(design, values, scores);
    struct peil_slope found = { line.slope, NAN, NAN, NAN, NAN, { NAN, NAN } };
    if (isnan(line.slope))
        return found;
    double *influence = peil_arena_array(arena, design->data.n, sizeof *influence);
    for (size_t i = 0; i < design->data.n; i++)
        if (is_in(values, scores, i)) {
            double apart = scores[i] - line.score;
            influence[i] = peil_design_weight(design, i) * apart *
                           (values[i] - line.value - line.slope * apart) / line.squares;
        }
    found.degrees = degrees_of(design, values, scores, arena);
    if (!(found.degrees > 0))
        return found;
    found.se = sqrt(peil_design_variance(design, influence, arena));
    found.t = found.slope / found.se;
    found.p = found.se > 0 ? 2 * gsl_cdf_tdist_Q(fabs(found.t), found.degrees) : NAN;
    double half = found.se * gsl_cdf_tdist_Qinv((1 - level) / 2, found.degrees);
    found.interval = (struct peil_interval){ line.slope - half, line.slope + half };
    return found;
}

/* --- In a table --- */

struct adding {
    struct peil_cross *cross;
    const struct peil_design *design;
    const unsigned *places;
    struct peil_measure *measures;
    size_t count;
    double *values, *scores;
    struct peil_arena *arena;
};

/* The waves from a column on are scored 0, 1, ...; what is before them is outside. */
static void score(struct adding *adding, size_t first)
{
    size_t columns = adding->cross->column_count;
    size_t cells = adding->cross->row_count * columns;
    for (size_t i = 0; i < adding->design->data.n; i++) {
        bool in = adding->places[i] < cells && adding->places[i] % columns >= first;
        adding->scores[i] = in ? (double)(adding->places[i] % columns - first) : NAN;
    }
}

static void add_slope(struct adding *adding, const char *name, const char *code)
{
    struct peil_slope found =
        peil_slope(adding->design, adding->values, adding->scores, .95, adding->arena);
    if (isnan(found.slope))
        return;
    struct peil_measure measure =
        peil_measure_new(name, NULL, 100 * found.slope, 100 * found.se);
    measure.low = 100 * found.interval.low;
    measure.high = 100 * found.interval.high;
    measure.p = found.p;
    measure.category = code;
    measure.minor = true;
    adding->measures[adding->count++] = measure;
}

/* Of the rows that are in `has` together. */
static void add_rows(struct adding *adding, const bool *has, const char *code)
{
    size_t columns = adding->cross->column_count;
    size_t cells = adding->cross->row_count * columns;
    for (size_t i = 0; i < adding->design->data.n; i++)
        adding->values[i] =
            adding->places[i] < cells && has[adding->places[i] / columns];
    score(adding, columns - 2);
    add_slope(adding, "wave_change", code);
    if (columns < 3)
        return;
    score(adding, 0);
    add_slope(adding, "wave_trend", code);
}

void peil_waves_add(struct peil_cross *cross, const struct peil_design *design,
                    const unsigned *places, struct peil_arena *arena)
{
    size_t rows = cross->row_count, n = design->data.n;
    if (strcmp(cross->column_variable, "wave") != 0 || cross->column_count < 2)
        return;
    struct adding adding = {
        .cross = cross,
        .design = design,
        .places = places,
        .measures = peil_arena_array(
            arena, cross->measure_count + 2 * (rows + cross->net_count),
            sizeof *adding.measures),
        .count = cross->measure_count,
        .values = peil_arena_array(arena, n, sizeof *adding.values),
        .scores = peil_arena_array(arena, n, sizeof *adding.scores),
        .arena = arena,
    };
    if (cross->measure_count > 0)
        memcpy(adding.measures, cross->measures,
               cross->measure_count * sizeof *adding.measures);
    bool *own = peil_arena_array(arena, rows, sizeof *own);
    for (size_t i = 0; i < rows; i++) {
        own[i] = true;
        add_rows(&adding, own, cross->rows[i].code);
        own[i] = false;
    }
    for (size_t k = 0; k < cross->net_count; k++)
        add_rows(&adding, cross->net_has + k * rows, cross->nets[k].code);
    cross->measures = adding.measures;
    cross->measure_count = adding.count;
}

/* --- After the gate --- */

static bool is_among(const char *code, const char *const *codes, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(codes[i], code) == 0)
            return true;
    return false;
}

static const struct peil_cell *net_of(const struct peil_cross *cross, const char *codes)
{
    for (size_t k = 0; k < cross->net_count; k++)
        if (strcmp(cross->nets[k].code, codes) == 0)
            return cross->net_cells + k * cross->column_count;
    return NULL;
}

struct peil_wave peil_wave_hidden(const char *code)
{
    return (struct peil_wave){ code, false, NAN, NAN, NAN, NAN, NAN };
}

static struct peil_wave share(const char *wave, bool shown, double n, double percent,
                              double effective)
{
    if (!shown)
        return peil_wave_hidden(wave);
    struct peil_interval interval =
        peil_interval_wilson(percent / 100 * effective, effective, .95);
    return (struct peil_wave){
        wave, true, n, percent, effective, 100 * interval.low, 100 * interval.high
    };
}

/* Codes together of a question with one answer are a sum; the smallest base of theirs
 * is taken for all. What has hidden parts is hidden. */
static struct peil_wave sum_up(const struct peil_cross *cross, size_t column,
                               const char *const *codes, size_t count)
{
    struct peil_wave wave = { .shown = true, .effective = INFINITY };
    bool any = false;
    for (size_t i = 0; i < cross->row_count; i++) {
        const struct peil_cell *cell = &cross->cells[i * cross->column_count + column];
        if (!is_among(cross->rows[i].code, codes, count))
            continue;
        any = true;
        wave.percent += cell->column_percent;
        wave.effective = fmin(wave.effective, cell->effective);
        wave.shown = wave.shown && !cell->hidden && isfinite(cell->column_percent);
    }
    wave.shown = wave.shown && any && !(cross->multiple && count > 1);
    return wave;
}

static struct peil_wave wave_of(const struct peil_cross *cross, size_t column,
                                const struct peil_cell *net, const char *const *codes,
                                size_t count)
{
    struct peil_wave wave = sum_up(cross, column, codes, count);
    const struct peil_margin *base = &cross->column_totals[column];
    if (net) {
        wave.percent = net[column].column_percent;
        wave.shown = !net[column].hidden && isfinite(wave.percent);
        wave.effective = fmin(wave.effective, net[column].effective);
    }
    return share(cross->columns[column].code,
                 wave.shown && !base->hidden && base->n > 0, base->n, wave.percent,
                 wave.effective);
}

struct peil_waves peil_waves_of(const struct peil_table *table, const char *codes,
                                struct peil_arena *arena)
{
    const struct peil_cross *cross = &table->cross;
    const char *const *list;
    size_t count = peil_text_words(arena, codes, &list);
    struct peil_wave *waves =
        peil_arena_array(arena, cross->column_count, sizeof *waves);
    const struct peil_cell *net = net_of(cross, codes);
    for (size_t j = 0; j < cross->column_count; j++)
        waves[j] = wave_of(cross, j, net, list, count);
    return (struct peil_waves){ waves, cross->column_count, table, codes };
}

struct peil_wave peil_wave_of_frequency(const struct peil_table *table,
                                        const char *codes, const char *wave,
                                        struct peil_arena *arena)
{
    const struct peil_frequency *f = &table->frequency;
    const char *const *list;
    size_t count = peil_text_words(arena, codes, &list), found = 0;
    double percent = 0;
    bool shown = isfinite(table->base.n) && table->base.n > 0;
    for (size_t i = 0; i < f->row_count; i++) {
        if (!is_among(f->rows[i].category.code, list, count))
            continue;
        percent += f->rows[i].valid_percent;
        found++;
    }
    for (size_t k = 0; k < f->net_count && count > 1; k++)
        if (strcmp(f->nets[k].category.code, codes) == 0) {
            percent = f->nets[k].valid_percent;
            found = 1;
        }
    shown = shown && isfinite(percent) && (found == 1 || (found > 1 && !f->multiple));
    return share(wave, shown, table->base.n, percent, table->base.effective);
}

/* Of the last two waves, or of all, the table itself may tell. */
static const struct peil_measure *measured(const struct peil_waves *waves,
                                           const char *name)
{
    const struct peil_cross *cross = waves->table ? &waves->table->cross : NULL;
    for (size_t i = 0; cross && i < cross->measure_count; i++)
        if (strcmp(cross->measures[i].name, name) == 0 && cross->measures[i].category &&
            strcmp(cross->measures[i].category, waves->codes) == 0 &&
            isfinite(cross->measures[i].p))
            return &cross->measures[i];
    return NULL;
}

static bool is_column(const struct peil_waves *waves, size_t wave, size_t from_last)
{
    const struct peil_cross *cross = waves->table ? &waves->table->cross : NULL;
    return cross && cross->column_count > from_last &&
           strcmp(waves->list[wave].code,
                  cross->columns[cross->column_count - 1 - from_last].code) == 0;
}

static struct peil_wave_change judged(double change, struct peil_interval interval,
                                      double p, bool by_school)
{
    enum peil_direction direction = isnan(p)     ? PEIL_WAVE_UNKNOWN
                                    : !(p < .05) ? PEIL_WAVE_LEVEL
                                    : change > 0 ? PEIL_WAVE_UP
                                                 : PEIL_WAVE_DOWN;
    return (struct peil_wave_change){ direction,     change, interval.low,
                                      interval.high, p,      by_school };
}

static struct peil_wave_change as_measured(const struct peil_measure *measure)
{
    return judged(measure->value, (struct peil_interval){ measure->low, measure->high },
                  measure->p, true);
}

static const struct peil_interval no_interval = { NAN, NAN };

struct peil_wave_change peil_waves_change(const struct peil_waves *waves, size_t from,
                                          size_t to)
{
    const struct peil_wave *a = &waves->list[from], *b = &waves->list[to];
    const struct peil_measure *found = measured(waves, "wave_change");
    if (found && is_column(waves, to, 0) && is_column(waves, from, 1))
        return as_measured(found);
    if (!a->shown || !b->shown)
        return judged(NAN, no_interval, NAN, false);
    double x = a->percent / 100 * a->effective, y = b->percent / 100 * b->effective;
    struct peil_interval apart =
        peil_interval_newcombe(y, b->effective, x, a->effective, .95);
    double pooled = (x + y) / (a->effective + b->effective);
    double se = sqrt(pooled * (1 - pooled) * (1 / a->effective + 1 / b->effective));
    double change = b->percent - a->percent;
    double p = se > 0 ? 2 * gsl_cdf_ugaussian_Q(fabs(change / 100) / se) : 1;
    return judged(change, (struct peil_interval){ 100 * apart.low, 100 * apart.high },
                  p, false);
}

/* The waves that are shown, as Cochran and Armitage want them: who gave the answer and
 * who did not, and a score for each. */
struct shown {
    double *counts, *scores;
    size_t count;
};

static struct shown shown_of(const struct peil_waves *waves, struct peil_arena *arena)
{
    struct shown shown = {
        .counts = peil_arena_array(arena, 2 * waves->count, sizeof *shown.counts),
        .scores = peil_arena_array(arena, waves->count, sizeof *shown.scores),
    };
    for (size_t i = 0; i < waves->count; i++)
        shown.count += waves->list[i].shown;
    for (size_t i = 0, at = 0; i < waves->count; i++) {
        const struct peil_wave *wave = &waves->list[i];
        if (!wave->shown)
            continue;
        shown.scores[at] = (double)i;
        shown.counts[at] = wave->percent / 100 * wave->effective;
        shown.counts[shown.count + at] = wave->effective - shown.counts[at];
        at++;
    }
    return shown;
}

/* The line of least squares through shares on their bases. */
static double slope_of(const struct shown *shown)
{
    double n = 0, score = 0, share = 0, squares = 0, products = 0;
    for (size_t i = 0; i < shown->count; i++) {
        double x = shown->counts[i], base = x + shown->counts[shown->count + i];
        n += base;
        score += base * shown->scores[i];
        share += x;
    }
    for (size_t i = 0; i < shown->count; i++) {
        double x = shown->counts[i], base = x + shown->counts[shown->count + i];
        double apart = shown->scores[i] - score / n;
        squares += base * apart * apart;
        products += apart * (x - base * share / n);
    }
    return products / squares;
}

struct peil_wave_change peil_waves_trend(const struct peil_waves *waves,
                                         struct peil_arena *arena)
{
    const struct peil_measure *found = measured(waves, "wave_trend");
    if (found && waves->count == waves->table->cross.column_count)
        return as_measured(found);
    struct shown shown = shown_of(waves, arena);
    if (shown.count < 3)
        return judged(NAN, no_interval, NAN, false);
    struct peil_trend trend =
        peil_rank_cochran_armitage(shown.counts, shown.count, shown.scores);
    return judged(100 * slope_of(&shown), no_interval, trend.test.p, false);
}
