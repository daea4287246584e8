/* What the rules about language know of Dutch: short lists, and where to look.
 *
 * They miss more than they catch on purpose: a designer who gets false alarms stops
 * reading them. Each answers with the words found, or NULL. */
#ifndef PEIL_DUTCH_H
#define PEIL_DUTCH_H

#include "questionnaires/age.h"
#include "questionnaires/sentence.h"

const char *peil_dutch_negation(const struct peil_sentence *sentence);

/* "en" or "of" with a verb or a question word behind it, after an earlier verb: "wil je
 * hulp of wil je praten?" */
const char *peil_dutch_second_question(const struct peil_sentence *sentence,
                                       struct peil_arena *arena);

/* "als ... dan ..." */
bool peil_dutch_is_conditional(const struct peil_sentence *sentence);

/* A form of "worden" with a past participle. */
const char *peil_dutch_passive(const struct peil_sentence *sentence,
                               struct peil_arena *arena);

/* Also within a longer word. */
const char *peil_dutch_jargon(const struct peil_sentence *sentence);

/* "dit schooljaar": and how long ago that may be. */
const char *peil_dutch_recall(const struct peil_sentence *sentence,
                              enum peil_recall *span);

#endif
