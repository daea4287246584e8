#include "analyze/statistics/calibration.h"

#include <math.h>
#include <stdbool.h>

static bool counts(double weight)
{
    return weight > 0 && isfinite(weight);
}

/* Takes off each category's mean, weighted by the base; returns the largest mean. */
static double take_means(double *values, const double *base, size_t n,
                         const struct peil_calibration_margin *margin, double *room)
{
    double *sum = room, *weight = room + margin->categories, largest = 0;
    for (size_t c = 0; c < margin->categories; c++)
        sum[c] = weight[c] = 0;
    for (size_t i = 0; i < n; i++)
        if (counts(base[i])) {
            sum[margin->category[i]] += base[i] * values[i];
            weight[margin->category[i]] += base[i];
        }
    for (size_t c = 0; c < margin->categories; c++) {
        sum[c] = weight[c] > 0 ? sum[c] / weight[c] : 0;
        largest = fmax(largest, fabs(sum[c]));
    }
    for (size_t i = 0; i < n; i++)
        if (counts(base[i]))
            values[i] -= sum[margin->category[i]];
    return largest;
}

static size_t most_categories(const struct peil_calibration *calibration)
{
    size_t most = 0;
    for (size_t m = 0; m < calibration->count; m++)
        if (calibration->margins[m].categories > most)
            most = calibration->margins[m].categories;
    return most;
}

/* Margin after margin, until nothing is left to take: that is the regression on all. */
static void take_margins(const struct peil_calibration *calibration, double *values,
                         size_t n, struct peil_arena *arena)
{
    double *room =
        peil_arena_array(arena, 2 * most_categories(calibration), sizeof *room);
    double first = 0, left = INFINITY;
    for (int round = 0; round < 10000 && left > 1e-14 * first; round++) {
        left = 0;
        for (size_t m = 0; m < calibration->count; m++)
            left = fmax(left, take_means(values, calibration->base, n,
                                         &calibration->margins[m], room));
        first = round == 0 ? left : first;
    }
}

void peil_calibration_take(const struct peil_calibration *calibration,
                           const double *weights, double *influence, size_t n,
                           struct peil_arena *arena)
{
    for (size_t i = 0; i < n; i++)
        influence[i] = counts(weights[i]) ? influence[i] / weights[i] : 0;
    take_margins(calibration, influence, n, arena);
    for (size_t i = 0; i < n; i++)
        influence[i] *= counts(weights[i]) ? weights[i] : 0;
}
