/* A store read back: every response with its log, and the interview it comes to. */
#ifndef PEIL_ARCHIVE_H
#define PEIL_ARCHIVE_H

#include "collect/interview/interview.h"
#include "collect/store/seal.h"

/* One response: its events in order. */
struct peil_logged {
    const char *response;
    uint64_t seed;
    const char **events;
    size_t count;
    const char *broken;     /* why its log cannot be trusted, or NULL */
    const char *sealed_key; /* of seal.h, or NULL */
    enum peil_fate fate;    /* while the archive is shut: all that shows */
};

struct peil_archive {
    const char *path;
    struct peil_store_about about;
    const struct peil_study *study;
    const struct peil_questionnaire *q; /* as the study asked it */
    const struct peil_response *preset;
    struct peil_logged *responses; /* by id */
    size_t count;
    size_t card_count; /* while it is not closed */
    bool shut; /* sealed, and read without a key: its events are lines of seal.h */
};

/* NULL after an error in diag. What is sealed stays shut: it can be counted. */
PEIL_MUST_READ
const struct peil_archive *peil_archive_read(const char *path, struct peil_arena *arena,
                                             struct peil_diag *diag);
/* The same and opens what is sealed, with a key it was sealed for; NULL, said in diag,
 * when that is another or there is none (NULL). What does not open is broken. */
PEIL_MUST_READ
const struct peil_archive *peil_archive_open(const char *path,
                                             const struct peil_secret *secret,
                                             struct peil_arena *arena,
                                             struct peil_diag *diag);

/* The interview that the log leads to; NULL, with *why, when it leads nowhere. */
PEIL_MUST_READ
struct peil_interview *peil_archive_replay(const struct peil_archive *archive,
                                           const struct peil_logged *logged,
                                           struct peil_arena *arena, const char **why);

/* What became of a response; false when its log is broken. */
PEIL_MUST_READ
bool peil_archive_fate(const struct peil_archive *archive,
                       const struct peil_logged *logged, enum peil_fate *fate);

/* What became of the responses of one or more stores. */
struct peil_tally {
    long completed, stopped, open; /* these have a record */
    long refused, wiped;           /* only counted */
    long waiting;                  /* looked, and did not begin */
    long broken;
};

void peil_tally_add(struct peil_tally *tally, enum peil_fate fate);
/* Counts one replayed interview; NULL is a broken one. True when it has a record. */
bool peil_tally_count(struct peil_tally *tally, const struct peil_logged *logged,
                      const struct peil_interview *interview);

#endif
