/* All that leaves, as one puzzle: how many respondents are there of each kind?
 *
 * A block is a few factors that some table crosses, or that decide who is counted in
 * it; its atoms are the kinds of respondents that these factors tell apart. Every
 * figure is a sum of atoms, once in each block that knows its factors. What several
 * blocks know must be the same in all of them. A puzzle of all factors at once would be
 * exact for any tables whatever; this one is where tables meet as the branches of a
 * tree do, as items that all stand beside one age group, and is checked by an attacker
 * of another making (tests/analyze/attacker_test.c). */
#ifndef PEIL_PUZZLE_H
#define PEIL_PUZZLE_H

#include "analyze/gate/index.h"
#include "analyze/gate/published.h"

/* Counts that differ less are the same. */
static const double PEIL_NEARLY = 1e-6;

/* A figure in a block. */
struct peil_equation {
    size_t figure, block;
    const size_t *atoms;
    size_t atom_count;
};
struct peil_puzzle {
    struct peil_figures figures;
    struct peil_equation *sums; /* by block */
    size_t sum_count, atom_count, block_count;
    struct peil_index of_figure, of_atom; /* the sums that each stands in */
};

struct peil_puzzle peil_puzzle_make(struct peil_figures figures,
                                    struct peil_arena *arena);

#endif
