/* What a pupil answers with: cards to choose from, a field to write in, places to
 * give. All that differs from kind to kind is one row of a table in controls.c. */
#ifndef PEIL_CONTROLS_H
#define PEIL_CONTROLS_H

#include "collect/page/ink.h"

struct peil_controls {
    struct peil_ink *ink;
    const struct peil_item *item;
    const struct peil_form *shown; /* what is chosen or written already */
    const char *described_by;      /* ids of help and mistake; NULL = none */
};

/* "Choose at most 3." or NULL: how many may be chosen. */
const char *peil_controls_hint(const struct peil_controls *controls);

/* The controls and, apart from them, "I don't know" and "rather not say". */
void peil_controls_write(const struct peil_controls *controls);

#endif
