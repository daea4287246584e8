#include "analyze/data/sampling.h"

#include "analyze/data/dimensions.h"
#include "analyze/data/margin_file.h"
#include "analyze/data/names.h"
#include "questionnaires/base/message.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { FEW_CLUSTERS = 10 };

static const struct peil_place at_weight = { .file = "--weight" },
                               at_count = { .file = "--count" },
                               at_cluster = { .file = "--cluster" },
                               at_strata = { .file = "--strata" },
                               at_fpc = { .file = "--fpc" };

struct maker {
    struct peil_dataset *dataset;
    struct peil_notes *notes;
    struct peil_sample *sample;
    struct peil_arena *arena, *scratch;
    struct peil_diag *diag;
};

/* --- Which columns --- */

static void ask_names(const char *names, struct peil_place place,
                      struct peil_dataset *dataset, struct peil_arena *arena,
                      struct peil_diag *diag)
{
    struct peil_names read;
    if (!names || !peil_names_read(names, place, arena, &read, diag))
        return;
    for (size_t i = 0; i < read.count; i++)
        peil_dataset_widen(dataset, read.list[i], PEIL_WIDE_NAMES);
}

static void ask_numbers(const char *name, struct peil_dataset *dataset)
{
    if (name)
        peil_dataset_widen(dataset, name, PEIL_WIDE_NUMBERS);
}

void peil_sampling_ask(const struct peil_sampling *sampling,
                       struct peil_dataset *dataset, struct peil_arena *arena,
                       struct peil_diag *diag)
{
    ask_numbers(sampling->weight, dataset);
    ask_numbers(sampling->count, dataset);
    ask_numbers(sampling->fpc, dataset);
    ask_names(sampling->cluster, at_cluster, dataset, arena, diag);
    ask_names(sampling->strata, at_strata, dataset, arena, diag);
}

/* --- Weights --- */

/* A column of numbers; NULL after an error. A comma is no decimal point here: it would
 * be worse to take "0,87" for nothing than to refuse it. */
static const struct peil_wide *find_numbers(const struct maker *maker, const char *name,
                                            struct peil_place place)
{
    const struct peil_column *column =
        peil_names_column(maker->dataset, name, place, maker->diag);
    if (!column)
        return NULL;
    if (column->wide->bad) {
        peil_diag_add(maker->diag, PEIL_ERROR, place,
                      "\"%s\" holds \"%s\"; numbers with a decimal point are expected",
                      name, column->wide->bad);
        return NULL;
    }
    return column->wide;
}

/* Its numbers, which a selection leaves as they are; not NULL where there is no row. */
static const double *numbers_of(const struct maker *maker, const char *name,
                                struct peil_place place)
{
    const struct peil_wide *wide = find_numbers(maker, name, place);
    if (!wide)
        return NULL;
    return wide->rows > 0 ? wide->numbers
                          : peil_arena_array(maker->arena, 0, sizeof(double));
}

/* Of numbers with this sum of squares, of which so many were not above zero. */
static void say_worth(const struct maker *maker, const char *name, double squares,
                      size_t dropped, struct peil_place place)
{
    if (!isfinite(squares))
        peil_diag_add(maker->diag, PEIL_ERROR, place,
                      "the numbers in \"%s\" are too large to be added up", name);
    if (dropped == 0)
        return;
    peil_notes_add(
        maker->notes,
        peil_arena_format(maker->arena,
                          ngettext("%zu response was left out: it has no weight "
                                   "above zero (%s).",
                                   "%zu responses were left out: they have no "
                                   "weight above zero (%s).",
                                   dropped),
                          dropped, name));
    if (maker->sample->rows == 0)
        peil_diag_add(maker->diag, PEIL_ERROR, place,
                      "no response has a number above zero in \"%s\"", name);
}

/* Keeps the rows whose number is above zero; the others are counted and said. */
static const double *drop_worthless(struct maker *maker, const char *name,
                                    struct peil_place place)
{
    const double *numbers = numbers_of(maker, name, place);
    size_t rows = maker->sample->rows;
    if (!numbers)
        return NULL;
    bool *keep = peil_arena_array(maker->scratch, rows, sizeof *keep);
    double squares = 0;
    for (size_t i = 0; i < rows; i++) {
        keep[i] = numbers[i] > 0 && isfinite(numbers[i]);
        squares += keep[i] ? numbers[i] * numbers[i] : 0;
    }
    peil_dataset_keep(maker->dataset, keep);
    maker->sample->rows = peil_dataset_rows(maker->dataset);
    say_worth(maker, name, squares, rows - maker->sample->rows, place);
    return maker->sample->rows == rows ? numbers : numbers_of(maker, name, place);
}

/* --- Clusters and strata --- */

/* One code for each combination of names. A response without any is one by itself. */
struct codes {
    unsigned *code; /* of each response, to be filled */
    size_t count, blanks;
};

struct pair {
    unsigned first, second;
    size_t row;
};

static int by_pair(const void *a, const void *b)
{
    const struct pair *x = a, *y = b;
    if (x->first != y->first)
        return x->first < y->first ? -1 : 1;
    return x->second < y->second ? -1 : x->second > y->second;
}

static void combine(struct codes *codes, const unsigned *names, size_t rows,
                    struct peil_arena *arena)
{
    struct pair *pairs = peil_arena_array(arena, rows, sizeof *pairs);
    for (size_t i = 0; i < rows; i++)
        pairs[i] = (struct pair){ codes->code[i], names[i], i };
    qsort(pairs, rows, sizeof *pairs, by_pair);
    codes->count = 0;
    for (size_t i = 0; i < rows; i++) {
        bool same = i > 0 && by_pair(&pairs[i], &pairs[i - 1]) == 0;
        codes->count += !same;
        bool blank =
            pairs[i].first == PEIL_WIDE_BLANK || pairs[i].second == PEIL_WIDE_BLANK;
        codes->code[pairs[i].row] =
            blank ? PEIL_WIDE_BLANK : (unsigned)codes->count - 1;
    }
}

/* Of one column the names are codes as they are. */
static void begin(struct codes *codes, const unsigned *names, size_t rows)
{
    for (size_t i = 0; i < rows; i++) {
        codes->code[i] = names[i];
        if (names[i] != PEIL_WIDE_BLANK && names[i] >= codes->count)
            codes->count = (size_t)names[i] + 1;
    }
}

static void settle_blanks(struct codes *codes, size_t rows, bool alone)
{
    for (size_t i = 0; i < rows; i++) {
        if (codes->code[i] != PEIL_WIDE_BLANK)
            continue;
        codes->code[i] = (unsigned)codes->count;
        codes->count += alone;
        codes->blanks++;
    }
    codes->count += !alone && codes->blanks > 0;
}

/* A number for each response, the same for the same answer. A derived variable has its
 * categories only. NULL after an error. */
static const unsigned *names_of(const struct maker *maker, const char *name,
                                struct peil_place place)
{
    size_t rows = maker->sample->rows;
    const struct peil_column *column =
        peil_names_column(maker->dataset, name, place, maker->diag);
    if (!column)
        return NULL;
    if (column->wide && column->wide->names)
        return column->wide->names;
    struct peil_dimensions found =
        peil_dimensions_find(maker->dataset, name, place, maker->arena, maker->diag);
    unsigned *names = peil_arena_array(maker->arena, rows, sizeof *names);
    struct peil_choice choice;
    for (size_t i = 0; i < rows && found.count > 0; i++) {
        peil_dimension_choice(&found.list[0], i, &choice);
        bool blank = choice.outside || choice.missing != PEIL_ANSWERED;
        names[i] = blank ? PEIL_WIDE_BLANK : choice.categories[0];
    }
    return found.count > 0 ? names : NULL;
}

/* False after an error. */
static bool take_codes(const struct maker *maker, const char *names,
                       struct peil_place place, struct codes *codes)
{
    size_t rows = maker->sample->rows;
    struct peil_names read;
    if (!peil_names_read(names, place, maker->arena, &read, maker->diag))
        return false;
    for (size_t i = 0; i < read.count; i++) {
        const unsigned *own = names_of(maker, read.list[i], place);
        if (!own)
            return false;
        if (i == 0)
            begin(codes, own, rows);
        else
            combine(codes, own, rows, maker->scratch);
    }
    return true;
}

/* Of no use any more once the design numbers them by itself. */
static bool take_clusters(const struct maker *maker, const char *names,
                          struct peil_design_data *data)
{
    struct codes codes = { .code = peil_arena_array(maker->scratch, maker->sample->rows,
                                                    sizeof *codes.code) };
    if (!take_codes(maker, names, at_cluster, &codes))
        return false;
    settle_blanks(&codes, maker->sample->rows, true);
    data->clusters = codes.code;
    data->cluster_count = codes.count;
    if (codes.blanks > 0)
        peil_notes_add(maker->notes,
                       peil_arena_format(maker->arena,
                                         ngettext("%zu response names no class (%s) "
                                                  "and is taken for one by itself.",
                                                  "%zu responses name no class (%s) "
                                                  "and are each taken for one.",
                                                  codes.blanks),
                                         codes.blanks, names));
    return true;
}

static bool take_strata(const struct maker *maker, const char *names,
                        struct peil_design_data *data)
{
    struct codes codes = { .code = peil_arena_array(maker->arena, maker->sample->rows,
                                                    sizeof *codes.code) };
    if (!take_codes(maker, names, at_strata, &codes))
        return false;
    settle_blanks(&codes, maker->sample->rows, false);
    if (codes.blanks > 0)
        peil_notes_add(maker->notes,
                       peil_arena_format(maker->arena,
                                         ngettext("%zu response names no stratum (%s) "
                                                  "and is put in one of its own.",
                                                  "%zu responses name no stratum (%s) "
                                                  "and are put together in one.",
                                                  codes.blanks),
                                         codes.blanks, names));
    data->strata = codes.code;
    data->stratum_count = codes.count;
    return true;
}

/* --- The design --- */

static void say_problems(const struct maker *maker, const struct peil_design *design)
{
    if (design->bad_fpc)
        peil_diag_add(maker->diag, PEIL_ERROR, at_fpc,
                      "one number for each stratum is expected: the clusters in the "
                      "population, or the fraction that was asked");
    if (design->census)
        peil_notes_add(maker->notes,
                       _("All classes there are were asked, so nothing hangs on which "
                         "were drawn: no margins and no test."));
    else if (design->lonely > 0)
        peil_notes_add(
            maker->notes,
            peil_arena_format(maker->arena,
                              ngettext("%zu stratum has but one class, so nobody can "
                                       "tell how much its classes differ: no margins "
                                       "and no test. Join it with another.",
                                       "%zu strata have but one class, so nobody can "
                                       "tell how much their classes differ: no margins "
                                       "and no test. Join them with others.",
                                       design->lonely),
                              design->lonely));
}

/* A test on few degrees of freedom keeps its promise, but finds little, and hangs on
 * each of the classes (Korn and Graubard 1999, Analysis of Health Surveys, 5.2). */
static void say_few(const struct maker *maker, const struct peil_design *design)
{
    if (design->clusters == 0 || design->clusters >= FEW_CLUSTERS || design->census)
        return;
    peil_notes_add(maker->notes,
                   peil_arena_format(
                       maker->arena,
                       ngettext("There is only %zu class. How much classes differ "
                                "cannot be known from so few.",
                                "There are only %zu classes. How much classes differ "
                                "is known but roughly from so few: be careful with "
                                "what is just significant, or just not.",
                                design->clusters),
                       design->clusters));
}

static bool make_design(struct maker *maker, const struct peil_sampling *sampling,
                        const struct peil_calibration *calibration)
{
    struct peil_sample *sample = maker->sample;
    struct peil_design_data data = { .weights = sample->weights,
                                     .stratum_count = 1,
                                     .calibration = calibration,
                                     .n = sample->rows };
    if (sampling->cluster && !take_clusters(maker, sampling->cluster, &data))
        return false;
    if (sampling->strata && !take_strata(maker, sampling->strata, &data))
        return false;
    if (sampling->fpc && !(data.fpc = numbers_of(maker, sampling->fpc, at_fpc)))
        return false;
    sample->design = peil_design_new(&data, maker->arena);
    sample->clustered =
        sampling->cluster || sampling->strata || sampling->fpc || calibration;
    say_problems(maker, sample->design);
    if (sampling->cluster)
        say_few(maker, sample->design);
    return true;
}

/* Of weights that were added up while the file was read. */
static void take_sums(struct maker *maker, const struct peil_matrices *matrices)
{
    struct peil_sum all = peil_matrices_sum(matrices);
    if (!find_numbers(maker, matrices->weight, at_weight))
        return;
    say_worth(maker, matrices->weight, all.squares, matrices->worthless, at_weight);
    maker->sample->summed = true;
    maker->sample->design = peil_design_of(&all, maker->arena);
    say_problems(maker, maker->sample->design);
}

static const struct peil_calibration *rake(struct maker *maker, const char *file)
{
    size_t rows = maker->sample->rows;
    double *weights = peil_arena_array(maker->arena, rows, sizeof *weights);
    for (size_t i = 0; i < rows; i++)
        weights[i] = peil_sample_weight(maker->sample, i);
    maker->sample->weights = weights;
    return peil_margin_file_rake(file, maker->dataset, weights, maker->notes,
                                 maker->diag);
}

static bool make(struct maker *maker, const struct peil_sampling *sampling)
{
    struct peil_sample *sample = maker->sample;
    size_t errors = peil_diag_count(maker->diag, PEIL_ERROR);
    const struct peil_matrices *matrices = peil_dataset_matrices(maker->dataset);
    if (matrices && matrices->weight)
        take_sums(maker, matrices);
    else if (sampling->weight)
        sample->weights = drop_worthless(maker, sampling->weight, at_weight);
    if (sampling->count)
        sample->counts = drop_worthless(maker, sampling->count, at_count);
    if (peil_diag_count(maker->diag, PEIL_ERROR) > errors)
        return false;
    const struct peil_calibration *calibration = NULL;
    if (sampling->rake && !(calibration = rake(maker, sampling->rake)))
        return false;
    bool designed = sampling->cluster || sampling->strata || sampling->fpc;
    if ((designed || sample->weights) && !make_design(maker, sampling, calibration))
        return false;
    return peil_diag_count(maker->diag, PEIL_ERROR) == errors;
}

bool peil_sampling_make(const struct peil_sampling *sampling,
                        struct peil_dataset *dataset, struct peil_notes *notes,
                        struct peil_sample *sample, struct peil_diag *diag)
{
    struct maker maker = {
        dataset, notes, sample, notes->arena, peil_arena_new(), diag
    };
    *sample = peil_sample_plain(dataset);
    bool well = make(&maker, sampling);
    peil_arena_free(maker.scratch);
    return well;
}

static const double *select_numbers(const double *numbers, const bool *kept,
                                    size_t rows, struct peil_arena *arena)
{
    double *selected = numbers ? peil_arena_array(arena, rows, sizeof *selected) : NULL;
    size_t count = 0;
    for (size_t row = 0; selected && row < rows; row++)
        if (kept[row])
            selected[count++] = numbers[row];
    return selected;
}

/* Who is in the design leaves it as it is. */
static const unsigned *select_places(const struct peil_sample *sample, const bool *kept,
                                     struct peil_arena *arena)
{
    unsigned *places = peil_arena_array(arena, sample->rows, sizeof *places);
    size_t count = 0;
    for (size_t row = 0; row < sample->rows; row++)
        if (kept[row])
            places[count++] = (unsigned)peil_sample_place(sample, row);
    return places;
}

void peil_sampling_select(struct peil_sample *sample, const bool *kept, size_t rows,
                          struct peil_arena *arena)
{
    size_t count = 0;
    for (size_t row = 0; row < rows; row++)
        count += kept[row];
    sample->counts = select_numbers(sample->counts, kept, rows, arena);
    sample->weights = select_numbers(sample->weights, kept, rows, arena);
    if (sample->design)
        sample->places = select_places(sample, kept, arena);
    sample->rows = count;
}
