#include "analyze/tables/consistency.h"

#include "analyze/statistics/agreement.h"
#include "analyze/data/amounts.h"
#include "analyze/statistics/saturation.h"
#include "analyze/statistics/scale.h"
#include "analyze/data/dimensions.h"
#include "analyze/tables/tabulate.h"
#include "questionnaires/base/message.h"

#include <math.h>
#include <string.h>

static const double LEVEL = .95;

enum { BLOCK = 10, MOST_SINGLE = 40 }; /* interviews; more stand in blocks */
enum { LEAST_SILENT = 3 };             /* without anything new, before that says much */

static struct peil_table *new_table(const struct peil_consistency *of, const char *what,
                                    const char *variable, const char *label, size_t n)
{
    struct peil_table *table = peil_arena_array(of->arena, 1, sizeof *table);
    *table = (struct peil_table){
        .kind = PEIL_TABLE_SUMMARY,
        .variable = variable,
        .label = label,
        .base = { .n = (double)n, .weighted = (double)n, .effective = (double)n },
        .summary = { .what = what },
    };
    return table;
}

static struct peil_measure *add_measure(const struct peil_consistency *of,
                                        struct peil_table *table, const char *name,
                                        double value)
{
    struct peil_summary *summary = &table->summary;
    struct peil_measure *measures =
        peil_arena_array(of->arena, summary->measure_count + 1, sizeof *measures);
    if (summary->measure_count > 0)
        memcpy(measures, summary->measures, summary->measure_count * sizeof *measures);
    measures[summary->measure_count] = peil_measure_new(name, NULL, value, NAN);
    summary->measures = measures;
    return &measures[summary->measure_count++];
}

/* "a, b, c" */
static const char *listed(const struct peil_consistency *of,
                          const struct peil_names *names)
{
    const char *text = "";
    for (size_t i = 0; i < names->count; i++)
        text =
            peil_arena_format(of->arena, "%s%s%s", text, i ? ", " : "", names->list[i]);
    return text;
}

/* --- A scale --- */

static const char *const item_figures[] = { "mean", "sd", "rest_correlation",
                                            "alpha_without", "loading" };
enum { ITEM_FIGURES = sizeof item_figures / sizeof *item_figures };

/* Values and missing ones of all items; false after an error. */
static bool take_items(const struct peil_consistency *of,
                       const struct peil_names *items, struct peil_scale_data *data)
{
    size_t rows = of->person_count, count = items->count;
    double *values = peil_arena_array(of->arena, rows * count, sizeof *values);
    bool *missing = peil_arena_array(of->arena, rows * count, sizeof *missing);
    for (size_t j = 0; j < count; j++) {
        const double *amounts = peil_amounts_find(of->dataset, items->list[j],
                                                  of->place, of->arena, of->diag);
        if (!amounts)
            return false;
        for (size_t i = 0; i < rows; i++) {
            double amount = amounts[of->persons[i]];
            missing[i * count + j] = isnan(amount);
            values[i * count + j] = isnan(amount) ? 0 : amount;
        }
    }
    *data = (struct peil_scale_data){ values, missing, rows, count };
    return true;
}

static void add_items(const struct peil_consistency *of, struct peil_table *table,
                      const struct peil_names *items, const struct peil_scale *scale)
{
    struct peil_summary_row *rows =
        peil_arena_array(of->arena, items->count, sizeof *rows);
    for (size_t i = 0; i < items->count; i++) {
        const struct peil_scale_item *item = &scale->items[i];
        const struct peil_column *column =
            peil_dataset_find(of->dataset, items->list[i]);
        double *figures = peil_arena_array(of->arena, ITEM_FIGURES, sizeof *figures);
        const double own[ITEM_FIGURES] = { item->mean, item->sd, item->rest_correlation,
                                           item->alpha_without, item->loading };
        memcpy(figures, own, sizeof own);
        rows[i] = (struct peil_summary_row){
            .category = { column->name, column->label, NAN },
            .n = NAN,
            .weighted = NAN,
            .effective = NAN,
            .figures = figures,
        };
    }
    table->summary.rows = rows;
    table->summary.row_count = items->count;
    table->summary.figures = item_figures;
    table->summary.figure_count = ITEM_FIGURES;
}

static void add_warnings(const struct peil_consistency *of, struct peil_table *table,
                         const struct peil_scale *scale)
{
    for (size_t i = 0; i < table->summary.row_count; i++)
        if (scale->items[i].rest_correlation < 0)
            peil_table_add_note(
                table,
                peil_arena_format(of->arena,
                                  _("“%s” goes against the rest: turn it around "
                                    "first, or leave it out."),
                                  table->summary.rows[i].category.label),
                of->arena);
    for (size_t i = 0; i < table->summary.row_count; i++)
        if (scale->items[i].sd == 0)
            peil_table_add_note(
                table,
                peil_arena_format(of->arena,
                                  _("“%s” has the same answer everywhere, and tells "
                                    "nothing."),
                                  table->summary.rows[i].category.label),
                of->arena);
    if (scale->mixed_loadings)
        peil_table_add_note(table,
                            _("Some items load the other way, so omega means little."),
                            of->arena);
}

struct peil_table *peil_consistency_scale(const struct peil_consistency *of,
                                          const struct peil_names *items)
{
    struct peil_scale_data data;
    if (!take_items(of, items, &data))
        return NULL;
    struct peil_scale scale = peil_scale_reliability(&data, LEVEL, of->arena);
    const char *name = listed(of, items);
    struct peil_table *table = new_table(of, "reliability", name, _("Scale"), scale.n);
    add_items(of, table, items, &scale);
    struct peil_measure *alpha = add_measure(of, table, "cronbach_alpha", scale.alpha);
    alpha->low = scale.interval.low;
    alpha->high = scale.interval.high;
    add_measure(of, table, "cronbach_alpha_standardized", scale.standard)->minor = true;
    add_measure(of, table, "mcdonald_omega", scale.omega);
    add_measure(of, table, "mcdonald_omega_standardized", scale.omega_standard)->minor =
        true;
    if (isnan(scale.alpha))
        peil_table_add_note(table,
                            _("Nothing can be said: two items and two complete answers "
                              "that differ are needed."),
                            of->arena);
    else
        add_warnings(of, table, &scale);
    return table;
}

/* --- Coders --- */

struct coders {
    const struct peil_dimension **dimensions;
    size_t count;
    struct peil_category *codes; /* of all of them, in order */
    size_t code_count;
};

static size_t place_of(const struct coders *coders, const char *code)
{
    size_t place = 0;
    while (place < coders->code_count && strcmp(coders->codes[place].code, code) != 0)
        place++;
    return place;
}

/* Inserted where its number belongs, so that distances between codes are right. */
static void add_code(struct coders *coders, const struct peil_category *code,
                     struct peil_arena *arena)
{
    if (place_of(coders, code->code) < coders->code_count)
        return;
    coders->codes = peil_arena_grow(arena, coders->codes, coders->code_count,
                                    sizeof *coders->codes);
    size_t at = coders->code_count++;
    for (; at > 0 && coders->codes[at - 1].score > code->score; at--)
        coders->codes[at] = coders->codes[at - 1];
    coders->codes[at] = *code;
}

static bool take_coders(const struct peil_consistency *of,
                        const struct peil_names *names, struct coders *coders)
{
    coders->dimensions =
        peil_arena_array(of->arena, names->count, sizeof *coders->dimensions);
    for (size_t i = 0; i < names->count; i++) {
        struct peil_dimensions found = peil_dimensions_find(
            of->dataset, names->list[i], of->place, of->arena, of->diag);
        if (found.count == 0)
            return false;
        if (found.count > 1 || found.list[0].multiple || names->count < 2) {
            peil_diag_add(of->diag, PEIL_ERROR, of->place,
                          "two columns or more are expected, with one code each");
            return false;
        }
        coders->dimensions[coders->count++] = &found.list[0];
        for (size_t k = 0; k < found.list[0].category_count; k++)
            add_code(coders, &found.list[0].categories[k], of->arena);
    }
    return true;
}

/* The code that one coder gave; code_count when there is none. */
static size_t code_at(const struct coders *coders, size_t coder, size_t row)
{
    const struct peil_dimension *dimension = coders->dimensions[coder];
    struct peil_choice choice;
    peil_dimension_choice(dimension, row, &choice);
    return choice.count == 0 || choice.missing != PEIL_ANSWERED
               ? coders->code_count
               : place_of(coders, dimension->categories[choice.categories[0]].code);
}

static void add_kappas(const struct peil_consistency *of, struct peil_table *table,
                       const struct coders *coders)
{
    static const struct {
        const char *name;
        enum peil_kappa_weights weights;
    } kappas[] = { { "kappa", PEIL_KAPPA_EQUAL },
                   { "kappa_linear", PEIL_KAPPA_LINEAR },
                   { "kappa_quadratic", PEIL_KAPPA_QUADRATIC } };
    size_t k = coders->code_count;
    double *counts = peil_arena_array(of->arena, k * k, sizeof *counts);
    double least = INFINITY;
    for (size_t i = 0; i < of->person_count; i++) {
        size_t first = code_at(coders, 0, of->persons[i]);
        size_t second = code_at(coders, 1, of->persons[i]);
        if (first < k && second < k)
            counts[first * k + second]++;
    }
    for (size_t i = 0; i < k * k; i++)
        if (counts[i] > 0)
            least = fmin(least, counts[i]);
    table->summary.least = least;
    for (size_t i = 0; i < sizeof kappas / sizeof *kappas; i++) {
        struct peil_kappa found =
            peil_agreement_kappa(counts, k, kappas[i].weights, of->arena);
        struct peil_measure *kappa =
            add_measure(of, table, kappas[i].name, found.value);
        kappa->se = found.se;
        kappa->p = found.p;
        kappa->minor = i > 0;
    }
}

struct peil_table *peil_consistency_coders(const struct peil_consistency *of,
                                           const struct peil_names *names)
{
    struct coders coders = { 0 };
    size_t rows = of->person_count;
    if (!take_coders(of, names, &coders))
        return NULL;
    double *counts =
        peil_arena_array(of->arena, rows * coders.code_count, sizeof *counts);
    double *values = peil_arena_array(of->arena, coders.code_count, sizeof *values);
    for (size_t i = 0; i < coders.code_count; i++)
        values[i] = coders.codes[i].score;
    for (size_t row = 0; row < rows; row++)
        for (size_t coder = 0; coder < coders.count; coder++) {
            size_t code = code_at(&coders, coder, of->persons[row]);
            if (code < coders.code_count)
                counts[row * coders.code_count + code]++;
        }
    struct peil_agreement found =
        peil_agreement_coders(counts, rows, coders.code_count, values, of->arena);
    struct peil_table *table = new_table(of, "agreement", listed(of, names),
                                         _("Agreement of coders"), found.units);
    if (coders.count == 2)
        add_kappas(of, table, &coders);
    add_measure(of, table, "krippendorff_alpha", found.alpha_nominal);
    add_measure(of, table, "krippendorff_alpha_ordinal", found.alpha_ordinal)->minor =
        true;
    add_measure(of, table, "krippendorff_alpha_interval", found.alpha_interval)->minor =
        true;
    add_measure(of, table, "fleiss_kappa", found.fleiss)->minor = true;
    add_measure(of, table, "gwet_ac1", found.ac1);
    add_measure(of, table, "percent_agreement", 100 * found.agreement);
    if (isnan(found.alpha_nominal))
        peil_table_add_note(table,
                            _("Nothing can be said of chance: two codes or more are "
                              "needed, and answers that two coders coded."),
                            of->arena);
    return table;
}

/* --- Saturation --- */

static const char *const interview_figures[] = { "fresh", "curve" };

/* A tick that was not set is no code. */
static bool is_code(const struct peil_dimension *dimension, size_t category)
{
    bool ticks = !dimension->multiple;
    for (size_t i = 0; i < dimension->category_count; i++) {
        const char *code = dimension->categories[i].code;
        ticks = ticks && (strcmp(code, "0") == 0 || strcmp(code, "1") == 0);
    }
    return !ticks || strcmp(dimension->categories[category].code, "1") == 0;
}

/* Adds the codes of one dimension, from number `first` on. */
static void mention(const struct peil_consistency *of,
                    const struct peil_dimension *dimension, bool *mentioned,
                    size_t codes, size_t first)
{
    struct peil_choice choice;
    for (size_t row = 0; row < of->person_count; row++) {
        peil_dimension_choice(dimension, of->persons[row], &choice);
        for (size_t i = 0; i < choice.count && choice.missing == PEIL_ANSWERED; i++)
            if (is_code(dimension, choice.categories[i]))
                mentioned[row * codes + first + choice.categories[i]] = true;
    }
}

/* From interview `first` on, one row for `count` of them. */
static struct peil_summary_row interviews(const struct peil_consistency *of,
                                          const struct peil_saturation *found,
                                          size_t first, size_t count)
{
    double *figures = peil_arena_array(of->arena, 2, sizeof *figures);
    for (size_t i = first; i < first + count; i++)
        figures[0] += (double)found->fresh[i];
    figures[1] = (double)found->curve[first + count - 1];
    const char *label =
        count == 1 ? peil_arena_format(of->arena, "%zu", first + 1)
                   : peil_arena_format(of->arena, "%zu-%zu", first + 1, first + count);
    return (struct peil_summary_row){ .category = { label, label, (double)first },
                                      .n = NAN,
                                      .weighted = NAN,
                                      .effective = NAN,
                                      .figures = figures };
}

static void add_interviews(const struct peil_consistency *of, struct peil_table *table,
                           const struct peil_saturation *found, size_t count)
{
    size_t block = count > MOST_SINGLE ? BLOCK : 1;
    struct peil_summary_row *rows = peil_arena_array(of->arena, count, sizeof *rows);
    for (size_t first = 0; first < count; first += block) {
        size_t width = first + block <= count ? block : count - first;
        rows[table->summary.row_count++] = interviews(of, found, first, width);
    }
    table->summary.rows = rows;
    table->summary.figures = interview_figures;
    table->summary.figure_count = 2;
}

static void say_when(const struct peil_consistency *of, struct peil_table *table,
                     const struct peil_saturation *found, size_t count)
{
    size_t after = found->complete_after;
    if (after == count)
        peil_table_add_note(
            table,
            _("The last interview still brought something new: it has not "
              "all been heard."),
            of->arena);
    else if (after > 0)
        peil_table_add_note(
            table,
            peil_arena_format(
                of->arena,
                count - after < LEAST_SILENT
                    ? _("Nothing new came after interview %zu of %zu: too "
                        "few to say that it has all been heard.")
                    : _("Nothing new came after interview %zu of %zu, "
                        "among respondents like these."),
                after, count),
            of->arena);
}

/* All dimensions that hold codes, one behind the other; NULL after an error. */
static const struct peil_dimension **find_codes(const struct peil_consistency *of,
                                                const struct peil_names *names,
                                                size_t *codes)
{
    const struct peil_dimension **dimensions =
        peil_arena_array(of->arena, names->count, sizeof *dimensions);
    *codes = 0;
    for (size_t i = 0; i < names->count; i++) {
        struct peil_dimensions found = peil_dimensions_find(
            of->dataset, names->list[i], of->place, of->arena, of->diag);
        if (found.count == 0)
            return NULL;
        dimensions[i] = &found.list[0];
        *codes += dimensions[i]->category_count;
    }
    return dimensions;
}

struct peil_table *peil_consistency_saturation(const struct peil_consistency *of,
                                               const struct peil_names *names)
{
    size_t rows = of->person_count, codes, first = 0;
    const struct peil_dimension **dimensions = find_codes(of, names, &codes);
    if (!dimensions)
        return NULL;
    bool *mentioned = peil_arena_array(of->arena, rows * codes, sizeof *mentioned);
    for (size_t i = 0; i < names->count; i++) {
        mention(of, dimensions[i], mentioned, codes, first);
        first += dimensions[i]->category_count;
    }
    struct peil_saturation found =
        peil_saturation(mentioned, rows, codes, BLOCK, of->arena);
    struct peil_table *table = new_table(of, "saturation", listed(of, names),
                                         _("New codes per interview"), rows);
    add_interviews(of, table, &found, rows);
    add_measure(of, table, "codes_found", (double)found.found);
    add_measure(of, table, "complete_after", (double)found.complete_after);
    say_when(of, table, &found, rows);
    return table;
}
