#include "analyze/tabulate.h"

#include "analyze/interval.h"

#include <math.h>
#include <string.h>

struct counts {
    double *categories;
    double missing[PEIL_MISSING_KINDS]; /* PEIL_ANSWERED: the cases */
    double responses;
};

static struct counts count(const struct peil_dataset *dataset,
                           const struct peil_dimension *dimension,
                           struct peil_arena *arena)
{
    struct counts counts = { .categories = peil_arena_array(
                                 arena, dimension->category_count, sizeof(double)) };
    struct peil_choice choice;
    for (size_t row = 0; row < peil_dataset_rows(dataset); row++) {
        peil_dimension_choice(dimension, row, &choice);
        if (choice.outside)
            continue;
        counts.missing[choice.missing]++;
        counts.responses += (double)choice.count;
        for (size_t i = 0; i < choice.count; i++)
            counts.categories[choice.categories[i]]++;
    }
    return counts;
}

/* Undefined, and not infinite, when nobody is in the base. */
static double percent(double n, double base)
{
    return base > 0 ? 100 * n / base : NAN;
}

static double asked(const struct counts *counts)
{
    double sum = 0;
    for (size_t kind = 0; kind < PEIL_MISSING_KINDS; kind++)
        sum += kind == PEIL_NOT_ASKED ? 0 : counts->missing[kind];
    return sum;
}

static const struct peil_frequency_row *
make_rows(const struct peil_dimension *dimension, const struct counts *counts,
          struct peil_arena *arena)
{
    struct peil_frequency_row *rows =
        peil_arena_array(arena, dimension->category_count, sizeof *rows);
    double base = counts->missing[PEIL_ANSWERED], so_far = 0;
    for (size_t i = 0; i < dimension->category_count; i++) {
        double n = counts->categories[i];
        struct peil_interval interval = peil_interval_wilson(n, base, .95);
        so_far += n;
        rows[i] = (struct peil_frequency_row){
            .category = dimension->categories[i],
            .n = n,
            .weighted = n,
            .percent = percent(n, asked(counts)),
            .valid_percent = percent(n, base),
            .cumulative_percent = dimension->multiple ? NAN : percent(so_far, base),
            .response_percent =
                dimension->multiple ? percent(n, counts->responses) : NAN,
            .ci_low = 100 * interval.low,
            .ci_high = 100 * interval.high,
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
        double n = counts->missing[kind];
        if (n == 0)
            continue;
        rows[frequency->missing_count++] = (struct peil_missing_row){
            .kind = kind,
            .n = n,
            .weighted = n,
            .percent = kind == PEIL_NOT_ASKED ? NAN : percent(n, frequency->asked),
        };
    }
    frequency->missing = rows;
}

struct peil_table *peil_tabulate(const struct peil_dataset *dataset,
                                 const struct peil_dimension *dimension,
                                 struct peil_arena *arena)
{
    struct counts counts = count(dataset, dimension, arena);
    double valid = counts.missing[PEIL_ANSWERED];
    struct peil_table *table = peil_arena_array(arena, 1, sizeof *table);
    *table = (struct peil_table){
        .kind = PEIL_TABLE_FREQUENCY,
        .variable = dimension->name,
        .label = dimension->label,
        .sensitive = dimension->item && dimension->item->sensitive,
        .base = { .n = valid, .weighted = valid, .effective = valid },
        .frequency = { .multiple = dimension->multiple,
                       .rows = make_rows(dimension, &counts, arena),
                       .row_count = dimension->category_count,
                       .asked = asked(&counts),
                       .responses = counts.responses },
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
