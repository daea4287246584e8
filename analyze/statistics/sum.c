#include "analyze/statistics/sum.h"

void peil_sum_join(struct peil_sum *tally, const struct peil_sum *more)
{
    tally->n += more->n;
    tally->weighted += more->weighted;
    tally->squares += more->squares;
}
