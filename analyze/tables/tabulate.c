#include "analyze/tables/tabulate.h"

#include "analyze/statistics/interval.h"
#include "analyze/data/joint.h"
#include "questionnaires/base/message.h"

#include <math.h>
#include <string.h>

static const double LEVEL = .95;

struct counts {
    const struct peil_sample *sample;
    const struct peil_dimension *dimension;
    struct peil_sum *categories, *nets;
    struct peil_sum missing[PEIL_MISSING_KINDS]; /* PEIL_ANSWERED: the cases */
    struct peil_sum asked, responses;
    const bool *excludes; /* each category, the others; NULL: none does */
    bool contradicted;    /* by somebody */
    unsigned *places;     /* of each response of the design, its category; or NULL */
    const struct peil_design_sums *design; /* NULL: there is none, or a multiple */
    struct peil_arena *scratch;
};

/* "None of these" of a multiple, found by its code; NULL when there is none. */
static const bool *find_excluding(const struct peil_dimension *dimension,
                                  struct peil_arena *arena)
{
    const struct peil_item *item = dimension->multiple ? dimension->item : NULL;
    bool *excludes =
        peil_arena_array(arena, dimension->category_count, sizeof *excludes);
    bool any = false;
    for (size_t i = 0; item && i < dimension->category_count; i++)
        for (size_t k = 0; k < item->option_count; k++)
            if (item->options[k].exclusive &&
                strcmp(item->options[k].code, dimension->categories[i].code) == 0)
                any = excludes[i] = true;
    return any ? excludes : NULL;
}

static bool is_contradiction(const struct counts *counts,
                             const struct peil_choice *choice)
{
    bool found = false;
    for (size_t i = 0; choice->count > 1 && i < choice->count; i++)
        found = found || counts->excludes[choice->categories[i]];
    return found;
}

static void add(struct counts *counts, const struct peil_choice *choice,
                const struct peil_sum *sum)
{
    if (choice->outside)
        return;
    if (counts->excludes && is_contradiction(counts, choice))
        counts->contradicted = true;
    peil_sum_join(&counts->missing[choice->missing], sum);
    if (choice->missing != PEIL_NOT_ASKED)
        peil_sum_join(&counts->asked, sum);
    for (size_t i = 0; i < choice->count; i++) {
        peil_sum_join(&counts->responses, sum);
        peil_sum_join(&counts->categories[choice->categories[i]], sum);
    }
    for (size_t k = 0; k < counts->dimension->net_count; k++)
        if (peil_net_holds(&counts->dimension->nets[k], choice))
            peil_sum_join(&counts->nets[k], sum);
}

static void count_kinds(struct counts *counts, struct peil_arena *arena)
{
    const struct peil_joint joint =
        peil_joint_count(counts->sample, counts->dimension, NULL, arena);
    struct peil_choice choice;
    for (size_t i = 0; i < joint.rows; i++) {
        peil_dimension_kind(counts->dimension, i, &choice);
        add(counts, &choice, &joint.sums[i]);
    }
}

static void count_rows(struct counts *counts)
{
    const struct peil_sample *sample = counts->sample;
    struct peil_choice choice;
    for (size_t row = 0; row < sample->rows; row++) {
        struct peil_sum sum = { 0 };
        peil_dimension_choice(counts->dimension, row, &choice);
        peil_sum_add(&sum, sample, row);
        add(counts, &choice, &sum);
        if (counts->places && !choice.outside && choice.count == 1)
            counts->places[peil_sample_place(sample, row)] = choice.categories[0];
    }
}

static void count_answers(struct counts *counts, struct peil_arena *arena)
{
    if (!peil_dimension_is_plain(counts->dimension)) {
        count_rows(counts);
        return;
    }
    count_kinds(counts, arena);
    if (counts->places)
        peil_joint_place(counts->sample, counts->dimension, NULL, counts->places);
}

static struct counts count(const struct peil_sample *sample,
                           const struct peil_dimension *dimension,
                           struct peil_arena *arena)
{
    struct counts counts = {
        .sample = sample,
        .dimension = dimension,
        .scratch = peil_arena_new(),
        .categories = peil_arena_array(arena, dimension->category_count,
                                       sizeof *counts.categories),
        .nets = peil_arena_array(arena, dimension->net_count, sizeof *counts.nets),
        .excludes = find_excluding(dimension, arena),
    };
    bool designed = sample->design && !dimension->multiple;
    if (designed && !peil_design_is_simple(sample->design))
        counts.places = peil_sample_cells(sample, counts.scratch);
    count_answers(&counts, arena);
    if (designed)
        counts.design = peil_sample_sums(sample, counts.places, counts.categories,
                                         dimension->category_count, counts.scratch);
    return counts;
}

/* Undefined, and not infinite, when nobody is in the base. */
static double percent(double n, double base)
{
    return base > 0 ? 100 * n / base : NAN;
}

/* --- Intervals: on the effective base where persons are no draws --- */

/* One option of a multiple, or a net, as yes and no of who was asked. */
static struct peil_interval yes_interval(const struct counts *counts,
                                         const struct peil_net *net,
                                         struct peil_arena *arena)
{
    const struct peil_sample *sample = counts->sample;
    unsigned *places = peil_sample_cells(sample, counts->scratch);
    struct peil_choice choice;
    for (size_t row = 0; row < sample->rows; row++) {
        peil_dimension_choice(counts->dimension, row, &choice);
        if (!choice.outside && choice.missing == PEIL_ANSWERED)
            places[peil_sample_place(sample, row)] =
                peil_net_holds(net, &choice) ? 0 : 1;
    }
    struct peil_design_shares shares =
        peil_design_shares(sample->design, places, 2, arena);
    return peil_design_interval(&shares, 0, sample->interval, LEVEL);
}

static const struct peil_interval *intervals(const struct counts *counts,
                                             struct peil_arena *arena)
{
    const struct peil_sample *sample = counts->sample;
    size_t count = counts->dimension->category_count;
    struct peil_interval *found = peil_arena_array(arena, count, sizeof *found);
    struct peil_design_shares shares = { 0 };
    if (counts->design)
        shares = peil_design_part(counts->design, 0, 1, count, arena);
    for (size_t i = 0; i < count; i++) {
        bool *only = peil_arena_array(arena, count, sizeof *only);
        only[i] = true;
        if (!sample->design)
            found[i] = peil_interval_share(sample->interval, counts->categories[i].n,
                                           counts->missing[PEIL_ANSWERED].n, LEVEL);
        else if (counts->design)
            found[i] = peil_design_interval(&shares, i, sample->interval, LEVEL);
        else
            found[i] = yes_interval(counts, &(struct peil_net){ .has = only }, arena);
    }
    return found;
}

static struct peil_interval net_interval(const struct counts *counts, size_t net,
                                         struct peil_arena *arena)
{
    if (counts->sample->design)
        return yes_interval(counts, &counts->dimension->nets[net], arena);
    return peil_interval_share(counts->sample->interval, counts->nets[net].n,
                               counts->missing[PEIL_ANSWERED].n, LEVEL);
}

/* --- The table --- */

static struct peil_frequency_row make_row(const struct counts *counts,
                                          const struct peil_category *category,
                                          const struct peil_sum *sum,
                                          struct peil_interval interval)
{
    return (struct peil_frequency_row){
        .category = *category,
        .n = sum->n,
        .weighted = sum->weighted,
        .percent = percent(sum->weighted, counts->asked.weighted),
        .valid_percent =
            percent(sum->weighted, counts->missing[PEIL_ANSWERED].weighted),
        .cumulative_percent = NAN,
        .response_percent = counts->dimension->multiple
                                ? percent(sum->weighted, counts->responses.weighted)
                                : NAN,
        .ci_low = 100 * interval.low,
        .ci_high = 100 * interval.high,
    };
}

static const struct peil_frequency_row *make_rows(const struct counts *counts,
                                                  struct peil_arena *arena)
{
    const struct peil_dimension *dimension = counts->dimension;
    struct peil_frequency_row *rows =
        peil_arena_array(arena, dimension->category_count, sizeof *rows);
    const struct peil_interval *interval = intervals(counts, arena);
    double so_far = 0;
    for (size_t i = 0; i < dimension->category_count; i++) {
        rows[i] = make_row(counts, &dimension->categories[i], &counts->categories[i],
                           interval[i]);
        so_far += counts->categories[i].weighted;
        if (!dimension->multiple)
            rows[i].cumulative_percent =
                percent(so_far, counts->missing[PEIL_ANSWERED].weighted);
    }
    return rows;
}

static void make_nets(struct peil_frequency *frequency, const struct counts *counts,
                      struct peil_arena *arena)
{
    const struct peil_dimension *dimension = counts->dimension;
    struct peil_frequency_row *nets =
        peil_arena_array(arena, dimension->net_count, sizeof *nets);
    for (size_t k = 0; k < dimension->net_count; k++) {
        nets[k] = make_row(counts, &dimension->nets[k].category, &counts->nets[k],
                           net_interval(counts, k, arena));
        nets[k].response_percent = NAN;
    }
    frequency->nets = nets;
    frequency->net_count = dimension->net_count;
    frequency->net_has = peil_nets_has(dimension, arena);
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
                       .rows = make_rows(&counts, arena),
                       .row_count = dimension->category_count,
                       .asked = counts.asked.n,
                       .responses = counts.responses.n },
        .notes = dimension->notes,
        .note_count = dimension->note_count,
    };
    make_missing(&table->frequency, &counts, arena);
    make_nets(&table->frequency, &counts, arena);
    if (counts.contradicted)
        peil_table_add_note(table,
                            _("Some chose an answer that excludes the others, and "
                              "another as well: both are counted."),
                            arena);
    peil_arena_free(counts.scratch);
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
