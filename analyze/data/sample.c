#include "analyze/data/sample.h"

#include <limits.h>
#include <math.h>

enum { MOST_PERSONS = 10000000 };

struct peil_sample peil_sample_plain(const struct peil_dataset *dataset)
{
    return (struct peil_sample){ .rows = peil_dataset_rows(dataset) };
}

double peil_sample_count(const struct peil_sample *sample, size_t row)
{
    return sample->counts ? sample->counts[row] : 1;
}

double peil_sample_weight(const struct peil_sample *sample, size_t row)
{
    return sample->weights ? sample->weights[row] : peil_sample_count(sample, row);
}

const size_t *peil_sample_persons(const struct peil_sample *sample, size_t *count,
                                  struct peil_arena *arena)
{
    double all = 0, most = fmax(MOST_PERSONS, (double)sample->rows);
    for (size_t row = 0; row < sample->rows; row++) {
        double own = peil_sample_count(sample, row);
        if (own != floor(own) || (all += own) > most)
            return NULL;
    }
    size_t *persons = peil_arena_array(arena, (size_t)all, sizeof *persons);
    *count = 0;
    for (size_t row = 0; row < sample->rows; row++)
        for (size_t own = (size_t)peil_sample_count(sample, row); own > 0; own--)
            persons[(*count)++] = row;
    return persons;
}

size_t peil_sample_place(const struct peil_sample *sample, size_t row)
{
    return sample->places ? sample->places[row] : row;
}

bool peil_sample_is_weighted(const struct peil_sample *sample)
{
    return sample->weights || sample->summed;
}

void peil_sum_add(struct peil_sum *tally, const struct peil_sample *sample, size_t row)
{
    double weight = peil_sample_weight(sample, row);
    tally->n += peil_sample_count(sample, row);
    tally->weighted += weight;
    tally->squares += weight * weight;
}

double peil_sum_effective(const struct peil_sum *tally,
                          const struct peil_sample *sample)
{
    if (!peil_sample_is_weighted(sample))
        return tally->n;
    return tally->squares > 0 ? tally->weighted * tally->weighted / tally->squares : 0;
}

unsigned *peil_sample_cells(const struct peil_sample *sample, struct peil_arena *arena)
{
    size_t n = sample->design->data.n;
    unsigned *cells = peil_arena_array(arena, n, sizeof *cells);
    for (size_t i = 0; i < n; i++)
        cells[i] = UINT_MAX;
    return cells;
}

const struct peil_design_sums *peil_sample_sums(const struct peil_sample *sample,
                                                const unsigned *cell,
                                                const struct peil_sum *counted,
                                                size_t cells, struct peil_arena *arena)
{
    struct peil_design_sums *sums = peil_arena_array(arena, 1, sizeof *sums);
    *sums = cell ? peil_design_sum(sample->design, cell, cells, arena)
                 : (struct peil_design_sums){ .design = sample->design,
                                              .cells = cells,
                                              .sums = counted };
    return sums;
}
