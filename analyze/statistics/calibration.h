/* What raked weights do to a variance: the margins are right in every sample, so what
 * they explain does not vary from sample to sample.
 *
 * Only the residuals count: e = influence / weight less its regression on the margins,
 * by least squares with the weights from before raking (Deville and Sarndal 1992, JASA
 * 87: 376); V is that of weight * e. Taking raked weights for given instead makes V too
 * large where y has to do with the margins.
 *
 * Checked by tests/reference/rake.R (R 4.2, survey 4.1: calibrate, and svytotal,
 * svymean and svychisq of it). */
#ifndef PEIL_CALIBRATION_H
#define PEIL_CALIBRATION_H

#include "questionnaires/base/arena.h"

/* Every response with a positive weight has a category in every margin. */
struct peil_calibration_margin {
    const unsigned *category;
    size_t categories;
};
struct peil_calibration {
    const struct peil_calibration_margin *margins;
    size_t count;
    const double *base; /* the weights from before */
};

/* Turns the influence of n responses into that of the residuals. */
void peil_calibration_take(const struct peil_calibration *calibration,
                           const double *weights, double *influence, size_t n,
                           struct peil_arena *arena);

#endif
