#include "analyze/statistics/margins.h"

double peil_margins_usable(double count)
{
    return count > 0 ? count : 0; /* false for NAN too */
}

/* Puts the places of the totals above zero in `places`, and returns how many. */
static size_t occupied(const double *totals, size_t count, size_t *places)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++)
        if (totals[i] > 0)
            places[kept++] = i;
    return kept;
}

static double *pick(const double *totals, const size_t *places, size_t count,
                    struct peil_arena *arena)
{
    double *picked = peil_arena_array(arena, count, sizeof *picked);
    for (size_t i = 0; i < count; i++)
        picked[i] = totals[places[i]];
    return picked;
}

struct peil_margins peil_margins_make(const double *counts, size_t rows, size_t columns,
                                      struct peil_arena *arena)
{
    double *row_totals = peil_arena_array(arena, rows, sizeof *row_totals);
    double *column_totals = peil_arena_array(arena, columns, sizeof *column_totals);
    double total = 0;
    for (size_t i = 0; i < rows; i++)
        for (size_t j = 0; j < columns; j++) {
            row_totals[i] += peil_margins_usable(counts[i * columns + j]);
            column_totals[j] += peil_margins_usable(counts[i * columns + j]);
            total += peil_margins_usable(counts[i * columns + j]);
        }

    size_t *row_places = peil_arena_array(arena, rows, sizeof *row_places);
    size_t *column_places = peil_arena_array(arena, columns, sizeof *column_places);
    struct peil_margins m = { .rows = occupied(row_totals, rows, row_places),
                              .columns =
                                  occupied(column_totals, columns, column_places),
                              .row_places = row_places,
                              .column_places = column_places,
                              .total = total };
    m.row_totals = pick(row_totals, row_places, m.rows, arena);
    m.column_totals = pick(column_totals, column_places, m.columns, arena);

    double *kept = peil_arena_array(arena, m.rows * m.columns, sizeof *kept);
    for (size_t i = 0; i < m.rows; i++)
        for (size_t j = 0; j < m.columns; j++)
            kept[i * m.columns + j] =
                peil_margins_usable(counts[row_places[i] * columns + column_places[j]]);
    m.counts = kept;
    return m;
}

struct peil_margins peil_margins_transpose(const struct peil_margins *m,
                                           struct peil_arena *arena)
{
    double *turned = peil_arena_array(arena, m->rows * m->columns, sizeof *turned);
    for (size_t i = 0; i < m->rows; i++)
        for (size_t j = 0; j < m->columns; j++)
            turned[j * m->rows + i] = m->counts[i * m->columns + j];
    return (struct peil_margins){ .rows = m->columns,
                                  .columns = m->rows,
                                  .counts = turned,
                                  .row_totals = m->column_totals,
                                  .column_totals = m->row_totals,
                                  .row_places = m->column_places,
                                  .column_places = m->row_places,
                                  .total = m->total };
}
