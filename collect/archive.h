/* A store read back: every response with its log, and the interview it comes to. */
#ifndef PEIL_ARCHIVE_H
#define PEIL_ARCHIVE_H

#include "collect/interview.h"
#include "collect/store.h"

/* One response: its events in order. */
struct peil_logged {
    const char *response;
    uint64_t seed;
    const char **events;
    size_t count;
    const char *broken; /* why its log cannot be trusted, or NULL */
};

struct peil_archive {
    const char *path;
    struct peil_store_about about;
    const struct peil_study *study;
    const struct peil_questionnaire *q; /* as the study asked it */
    const struct peil_response *preset;
    struct peil_logged *responses; /* by id */
    size_t count;
};

/* NULL after an error in diag. */
PEIL_MUST_READ
const struct peil_archive *peil_archive_read(const char *path, struct peil_arena *arena,
                                             struct peil_diag *diag);

/* The interview that the log leads to; NULL, with *why, when it leads nowhere. */
PEIL_MUST_READ
struct peil_interview *peil_archive_replay(const struct peil_archive *archive,
                                           const struct peil_logged *logged,
                                           struct peil_arena *arena, const char **why);

/* What became of the responses of one or more stores. */
struct peil_tally {
    long completed, stopped, open; /* these have a record */
    long refused, wiped;           /* only counted */
    long waiting;                  /* looked, and did not begin */
    long broken;
};

/* Counts one replayed interview; NULL is a broken one. True when it has a record. */
bool peil_tally_count(struct peil_tally *tally, const struct peil_logged *logged,
                      const struct peil_interview *interview);

#endif
