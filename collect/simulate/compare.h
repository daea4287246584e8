/* What virtual pupils saw acknowledged, against what the store holds. */
#ifndef PEIL_COMPARE_H
#define PEIL_COMPARE_H

#include "collect/store/store.h"

/* One answer that the server said it has. */
struct peil_acknowledged {
    char token_hash[PEIL_TOKEN_LENGTH + 1];
    uint32_t sequence;
    const char *answer; /* "ITEM VALUE" */
    /* Filled in by the comparing. */
    char response[PEIL_ID_LENGTH + 1];
    bool held, same;
};

struct peil_comparison {
    size_t acknowledged, missing, different;
    const char *first; /* that is missing or different, or NULL */
};

/* Waits until no server holds the store. False after an error in diag; a sealed store
 * cannot be compared. */
PEIL_MUST_READ
bool peil_store_compare(const char *path, struct peil_acknowledged *list, size_t count,
                        struct peil_comparison *comparison, struct peil_arena *arena,
                        struct peil_diag *diag);

#endif
