/* A part of the puzzle as a network: no linear program is needed where each column
 * flows out of one row and into another.
 *
 * From one solution to another leads a circulation. So a question is answered by rings:
 * while one leads out by its columns and back by others, they may come to more (or to
 * less). Ford and Fulkerson (1956), Canad. J. Math. 8: 399. */
#ifndef PEIL_FLOW_H
#define PEIL_FLOW_H

#include "analyze/gate/part.h"

/* Answers all questions of the part, each as far as its interval is `enough`. False:
 * the part is no network, or one of its questions is about columns that never meet. */
bool peil_flow_solve(struct peil_part *part, double enough);

#endif
