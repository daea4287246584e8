/* One block of the puzzle: its atoms, and which of them each figure adds up. */
#ifndef PEIL_BLOCK_H
#define PEIL_BLOCK_H

#include "analyze/gate/puzzle.h"

enum { PEIL_MOST_FACTORS = 12 };

struct peil_block {
    const size_t *factors; /* their numbers */
    size_t factor_count;
    const size_t *figures; /* that it knows */
    size_t figure_count;
};

/* Adds its sums and atoms to the puzzle. Values that no figure tells apart are one, and
 * so are atoms that stand in the same sums; nobody is of a kind that was not asked and
 * answered. */
void peil_block_add(struct peil_puzzle *puzzle, size_t number,
                    const struct peil_block *block, struct peil_arena *arena);

#endif
