/* peil check: what can be proved, and what children can answer.
 *
 * Proofs by enumerating the small domains that a condition speaks of: an item that
 * nobody can reach, a condition that contradicts itself or is always true, an option
 * never offered. Then missing texts per variant and language, and the child-survey
 * rules per age band: number of options, words per sentence, long words, negations,
 * double questions, jargon, bare numbers, missing "weet ik niet", minutes over budget.
 * Everything is a warning here; errors were found when the questionnaire was read. */
#ifndef PEIL_CHECK_H
#define PEIL_CHECK_H

#include "questionnaires/questionnaire.h"

void peil_check(const struct peil_questionnaire *q, struct peil_arena *arena,
                struct peil_diag *diag);

/* Minutes that a variant takes: reading speed of its age times words, plus options
 * and answering. */
double peil_check_minutes(const struct peil_questionnaire *q, size_t variant);

#endif
