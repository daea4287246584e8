/* Persons, their weights, and the squares of these: all that a cell has to know. */
#ifndef PEIL_SUM_H
#define PEIL_SUM_H

struct peil_sum {
    double n, weighted, squares;
};

void peil_sum_join(struct peil_sum *tally, const struct peil_sum *more);

#endif
