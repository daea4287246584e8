#include "analyze/tables/verdict.h"

#include "analyze/statistics/chisquare.h"
#include "analyze/statistics/fisher.h"

#include <math.h>
#include <string.h>

enum { BUDGET = 3000 }; /* of an exact p: there are many tables to try */

struct trial {
    const struct peil_cross *cross;
    const bool *hidden;
    double *counts;
    struct peil_arena *arena;
};

/* What the first test would say of these counts. A test of weights or classes cannot be
 * tried without them: Pearson's stands for it. */
static double p_of(const struct trial *trial)
{
    size_t rows = trial->cross->row_count, columns = trial->cross->column_count;
    if (strcmp(trial->cross->tests[0].name, "fisher") == 0)
        return peil_fisher_table(trial->counts, rows, columns,
                                 &(struct peil_fisher_options){ .budget = BUDGET,
                                                                .exact_only = true })
            .p;
    return peil_chisquare_independence(trial->counts, rows, columns, trial->arena)
        .pearson.p;
}

/* Two corners grow, the two others shrink; none to zero, which is hardly ever hidden.
 */
static bool survives_shift(const struct trial *trial, const size_t corners[4],
                           double by, bool significant)
{
    static const double signs[4] = { 1, -1, -1, 1 };
    bool possible = true;
    for (size_t i = 0; i < 4; i++) {
        trial->counts[corners[i]] += signs[i] * by;
        possible = possible && trial->counts[corners[i]] >= 1;
    }
    double p = possible ? p_of(trial) : NAN;
    for (size_t i = 0; i < 4; i++)
        trial->counts[corners[i]] -= signs[i] * by;
    return !isnan(p) && (p < .05) == significant;
}

/* Some rectangle of hidden cells with this one as its corner will do. */
static bool is_free(const struct trial *trial, size_t row, size_t column,
                    bool significant)
{
    size_t columns = trial->cross->column_count;
    for (size_t i = 0; i < trial->cross->row_count; i++)
        for (size_t j = 0; j < columns; j++) {
            size_t corners[4] = { row * columns + column, row * columns + j,
                                  i * columns + column, i * columns + j };
            if (i == row || j == column || !trial->hidden[corners[1]] ||
                !trial->hidden[corners[2]] || !trial->hidden[corners[3]])
                continue;
            if (survives_shift(trial, corners, 1, significant) ||
                survives_shift(trial, corners, -1, significant))
                return true;
        }
    return false;
}

bool peil_verdict_is_safe(const struct peil_cross *cross, const bool *hidden,
                          struct peil_arena *arena)
{
    size_t count = cross->row_count * cross->column_count;
    struct trial trial = { cross, hidden,
                           peil_arena_array(arena, count, sizeof(double)), arena };
    if (cross->test_count == 0 || isnan(cross->tests[0].p))
        return false;
    for (size_t k = 0; k < count; k++)
        trial.counts[k] = cross->cells[k].n;
    bool significant = cross->tests[0].p < .05;
    for (size_t k = 0; k < count; k++) {
        size_t row = k / cross->column_count, column = k % cross->column_count;
        bool empty =
            cross->row_totals[row].n == 0 || cross->column_totals[column].n == 0;
        if (hidden[k] && !empty && !is_free(&trial, row, column, significant))
            return false;
    }
    return true;
}
