/* One visit's file: its tables, what it says about itself, and what is read back from
 * it. Here stands what the live store and the tools share; the tools' own functions,
 * peil_store_read and peil_store_seal_visit, are in visit.c too. */
#ifndef PEIL_VISIT_H
#define PEIL_VISIT_H

#include "collect/store/database.h"
#include "collect/store/store.h"

extern const char peil_visit_schema[];

/* For a fresh store, all or nothing. */
PEIL_MUST_READ
bool peil_visit_begin(struct peil_database *database,
                      const struct peil_store_about *about);
/* False when the store does not say anything yet (about->questionnaire is NULL then)
 * or cannot be read. */
PEIL_MUST_READ
bool peil_visit_about(struct peil_database *database, struct peil_store_about *about,
                      struct peil_arena *arena);
/* Is a re-opened store still the same visit? Says in diag in what it differs. */
PEIL_MUST_READ
bool peil_visit_matches(const struct peil_store_about *stored,
                        const struct peil_store_about *asked, const char *path,
                        struct peil_diag *diag);

PEIL_MUST_READ
bool peil_visit_replay(struct peil_database *database,
                       const struct peil_replay *replay);

#endif
