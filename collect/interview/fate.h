/* What became of a response, in one word. Of a sealed answer nothing else shows, so
 * that a visit can be counted and closed by who cannot read it. */
#ifndef PEIL_FATE_H
#define PEIL_FATE_H

#include <stdbool.h>

struct peil_interview;

enum peil_fate {
    PEIL_FATE_WAITING,   /* looked, and did not agree to take part yet */
    PEIL_FATE_OPEN,      /* takes part, not handed in */
    PEIL_FATE_COMPLETED, /* handed in */
    PEIL_FATE_STOPPED,   /* stopped, answers kept */
    PEIL_FATE_LEFT,      /* stopped without ever agreeing */
    PEIL_FATE_REFUSED,
    PEIL_FATE_WIPED,
    PEIL_FATES
};

enum peil_fate peil_fate_of(const struct peil_interview *interview);

const char *peil_fate_word(enum peil_fate fate);
/* The word up to the first blank; false when it is none of ours. */
bool peil_fate_read(const char *text, enum peil_fate *fate);

/* Has such a response a record, or only a place in the counts? */
bool peil_fate_has_record(enum peil_fate fate);

#endif
