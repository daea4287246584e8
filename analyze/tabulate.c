#include "analyze/tabulate.h"

#include "analyze/interval.h"

#include <math.h>
#include <string.h>

static const double LEVEL = .95;

struct counts {
    const struct peil_sample *sample;
    struct peil_sum *categories;
    struct peil_sum missing[PEIL_MISSING_KINDS]; /* PEIL_ANSWERED: the cases */
    struct peil_sum asked, responses;
    unsigned *places; /* of each response of the design, its category; or NULL */
};

static void add(struct counts *counts, const struct peil_choice *choice, size_t row)
{
    peil_sum_add(&counts->missing[choice->missing], counts->sample, row);
    if (choice->missing != PEIL_NOT_ASKED)
        peil_sum_add(&counts->asked, counts->sample, row);
    for (size_t i = 0; i < choice->count; i++) {
        peil_sum_add(&counts->responses, counts->sample, row);
        peil_sum_add(&counts->categories[choice->categories[i]], counts->sample, row);
    }
    if (counts->places && choice->count == 1)
        counts->places[counts->sample->places[row]] = choice->categories[0];
}

static struct counts count(const struct peil_sample *sample,
                           const struct peil_dimension *dimension,
                           struct peil_arena *arena)
{
    struct counts counts = {
        .sample = sample,
        .categories = peil_arena_array(arena, dimension->category_count,
                                       sizeof *counts.categories),
    };
    if (sample->design && !dimension->multiple)
        counts.places = peil_sample_cells(sample, arena);
    struct peil_choice choice;
    for (size_t row = 0; row < sample->rows; row++) {
        peil_dimension_choice(dimension, row, &choice);
        if (!choice.outside)
            add(&counts, &choice, row);
    }
    return counts;
}

/* Undefined, and not infinite, when nobody is in the base. */
static double percent(double n, double base)
{
    return base > 0 ? 100 * n / base : NAN;
}

/* --- Intervals: Wilson's, on the effective base where persons are no draws --- */

/* The ticks of one option of a multiple, as yes and no of who was asked. */
static struct peil_interval tick_interval(const struct peil_sample *sample,
                                          const struct peil_dimension *dimension,
                                          size_t category, struct peil_arena *arena)
{
    unsigned *places = peil_sample_cells(sample, arena);
    struct peil_choice choice;
    for (size_t row = 0; row < sample->rows; row++) {
        peil_dimension_choice(dimension, row, &choice);
        if (choice.outside || choice.missing != PEIL_ANSWERED)
            continue;
        places[sample->places[row]] = 1;
        for (size_t i = 0; i < choice.count; i++)
            if (choice.categories[i] == category)
                places[sample->places[row]] = 0;
    }
    struct peil_design_shares shares =
        peil_design_shares(sample->design, places, 2, arena);
    return peil_design_wilson(&shares, 0, LEVEL);
}

static const struct peil_interval *intervals(const struct counts *counts,
                                             const struct peil_dimension *dimension,
                                             struct peil_arena *arena)
{
    const struct peil_sample *sample = counts->sample;
    size_t count = dimension->category_count;
    struct peil_interval *found = peil_arena_array(arena, count, sizeof *found);
    struct peil_design_shares shares = { 0 };
    if (counts->places)
        shares = peil_design_shares(sample->design, counts->places, count, arena);
    for (size_t i = 0; i < count; i++) {
        if (!sample->design)
            found[i] = peil_interval_wilson(counts->categories[i].n,
                                            counts->missing[PEIL_ANSWERED].n, LEVEL);
        else if (dimension->multiple)
            found[i] = tick_interval(sample, dimension, i, arena);
        else
            found[i] = peil_design_wilson(&shares, i, LEVEL);
    }
    return found;
}

/* --- The table --- */

static const struct peil_frequency_row *
make_rows(const struct peil_dimension *dimension, const struct counts *counts,
          struct peil_arena *arena)
{
    struct peil_frequency_row *rows =
        peil_arena_array(arena, dimension->category_count, sizeof *rows);
    const struct peil_interval *interval = intervals(counts, dimension, arena);
    double base = counts->missing[PEIL_ANSWERED].weighted, so_far = 0;
    for (size_t i = 0; i < dimension->category_count; i++) {
        double weighted = counts->categories[i].weighted;
        so_far += weighted;
        rows[i] = (struct peil_frequency_row){
            .category = dimension->categories[i],
            .n = counts->categories[i].n,
            .weighted = weighted,
            .percent = percent(weighted, counts->asked.weighted),
            .valid_percent = percent(weighted, base),
            .cumulative_percent = dimension->multiple ? NAN : percent(so_far, base),
            .response_percent = dimension->multiple
                                    ? percent(weighted, counts->responses.weighted)
                                    : NAN,
            .ci_low = 100 * interval[i].low,
            .ci_high = 100 * interval[i].high,
        };
    }
    return rows;
}

static void make_missing(struct peil_frequency *frequency, const struct counts *counts,
                         struct peil_arena *arena)
{
    struct peil_missing_row *rows =
        peil_arena_array(arena, PEIL_MISSING_KINDS, sizeof *rows);
    for (enum peil_missing kind = PEIL_NOT_ASKED; kind < PEIL_MISSING_KINDS; kind++) {
        const struct peil_sum *tally = &counts->missing[kind];
        if (tally->n == 0)
            continue;
        rows[frequency->missing_count++] = (struct peil_missing_row){
            .kind = kind,
            .n = tally->n,
            .weighted = tally->weighted,
            .percent = kind == PEIL_NOT_ASKED
                           ? NAN
                           : percent(tally->weighted, counts->asked.weighted),
        };
    }
    frequency->missing = rows;
}

struct peil_table *peil_tabulate(const struct peil_sample *sample,
                                 const struct peil_dimension *dimension,
                                 struct peil_arena *arena)
{
    struct counts counts = count(sample, dimension, arena);
    const struct peil_sum *valid = &counts.missing[PEIL_ANSWERED];
    struct peil_table *table = peil_arena_array(arena, 1, sizeof *table);
    *table = (struct peil_table){
        .kind = PEIL_TABLE_FREQUENCY,
        .variable = dimension->name,
        .label = dimension->label,
        .sensitive = dimension->item && dimension->item->sensitive,
        .base = { .n = valid->n,
                  .weighted = valid->weighted,
                  .effective = peil_sum_effective(valid, sample) },
        .frequency = { .multiple = dimension->multiple,
                       .rows = make_rows(dimension, &counts, arena),
                       .row_count = dimension->category_count,
                       .asked = counts.asked.n,
                       .responses = counts.responses.n },
        .notes = dimension->notes,
        .note_count = dimension->note_count,
    };
    make_missing(&table->frequency, &counts, arena);
    return table;
}

void peil_table_add_note(struct peil_table *table, const char *note,
                         struct peil_arena *arena)
{
    const char **notes = peil_arena_array(arena, table->note_count + 1, sizeof *notes);
    if (table->note_count > 0)
        memcpy(notes, table->notes, table->note_count * sizeof *notes);
    notes[table->note_count++] = note;
    table->notes = notes;
}
