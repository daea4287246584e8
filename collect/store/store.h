/* One visit's answers in one SQLite file.
 *
 * WAL, synchronous=FULL, a checkpoint before the first use (RELIABILITY: without it a
 * kill, a retry and a power cut together lose an acknowledged answer), one process
 * (flock on PATH.lock), one connection, one writer thread that commits many waiting
 * answers in one transaction, file mode 0600. Events are appended, never updated;
 * no name, address, user agent or clock time is ever written. */
#ifndef PEIL_STORE_H
#define PEIL_STORE_H

#include "collect/interview/fate.h"
#include "collect/store/token.h"
#include "questionnaires/base/diag.h"

struct peil_store;

/* What a store says about itself; strings are never NULL when read. */
struct peil_store_about {
    const char *questionnaire; /* the whole XML, as bytes */
    size_t questionnaire_length;
    const char *hash, *study_xml; /* study_xml "" when none */
    const char *session;          /* random id of this visit */
    const char *mode;             /* "open", "kiosk" */
    const char *school;           /* code, "" when not said */
    const char *preset;           /* "groep=7\n...": see peil_interview_preset */
    bool synthetic;               /* made by simulate: said in every record */
    const char *card_key;         /* from here: said by the store itself */
    bool closed;
    long joined, refused, wiped, cards; /* counts, known once it is closed */
};

/* One thing that one interview did. `sequence` counts 1, 2, ... within a response; 0 is
 * only the key of a sealed one. */
struct peil_event {
    char response[PEIL_ID_LENGTH + 1]; /* public id, in the export */
    uint32_t sequence;
    const char *text;    /* peil_interview_apply's line, or what seal.h made of it */
    enum peil_fate fate; /* of the response by it; kept only by what seals */
};

/* How an append ended. */
enum peil_append {
    PEIL_APPENDED,   /* durable now */
    PEIL_REPEATED,   /* the same event was durable already */
    PEIL_CONFLICT,   /* another event stands at this sequence */
    PEIL_NOT_STORED, /* disk trouble: not acknowledged; try again later */
};

/* Makes or re-opens a store. A store made with another questionnaire (hash), study,
 * school, preset or synthetic is refused, and so are a network or FAT file system, a
 * second process, a closed store. */
PEIL_MUST_READ
struct peil_store *peil_store_open(const char *path,
                                   const struct peil_store_about *about,
                                   struct peil_diag *diag);

/* What it says about itself: after re-opening, what the first opening said. */
const struct peil_store_about *peil_store_about(const struct peil_store *store);

/* Queues events of one response, all or nothing, and calls `done` from the writer
 * thread after the commit that made them durable (or failed). Never blocks. */
void peil_store_append(struct peil_store *store, const struct peil_event *events,
                       size_t count,
                       void (*done)(void *context, enum peil_append result),
                       void *context);
/* The same and waits: for tools and tests. */
enum peil_append peil_store_append_wait(struct peil_store *store,
                                        const struct peil_event *events, size_t count);

/* A response joins: its secret token's hash -> its public id. Queued like an event. */
void peil_store_join(struct peil_store *store, const char *token_hash,
                     const char *response, uint64_t seed,
                     void (*done)(void *context, enum peil_append result),
                     void *context);

/* A sealed response joins with its key, as peil_seal_key gives it: that becomes its
 * event 0. */
struct peil_join {
    const char *token_hash, *response;
    uint64_t seed;
    const char *sealed_key; /* NULL = its answers are not sealed */
};
void peil_store_join_sealed(struct peil_store *store, const struct peil_join *join,
                            void (*done)(void *context, enum peil_append result),
                            void *context);

/* A card (deck.h) lets its pupil in under this token: the first time a response joins,
 * later the same response goes on under the new token, and the old token opens nothing
 * any more. `begins` asks for the former. When another was quicker - a double click -
 * `instead_of` is not the card's response any more, and it is a conflict. */
struct peil_seat {
    const char *card; /* hash */
    struct peil_join join;
    bool begins;
    const char *instead_of; /* the card's response so far, "" = none */
};
void peil_store_seat(struct peil_store *store, const struct peil_seat *seat,
                     void (*done)(void *context, enum peil_append result),
                     void *context);

/* Every card, then every join so far, then every event, by response and sequence: how a
 * restarted server finds each pupil. What is NULL is passed by. A closed store has ""
 * for each token_hash, and no cards. */
struct peil_replay {
    void (*card)(void *context, const char *hash, const char *response);
    void (*join)(void *context, const char *token_hash, const char *response,
                 uint64_t seed);
    void (*event)(void *context, const struct peil_event *event);
    void *context;
};
PEIL_MUST_READ
bool peil_store_replay(struct peil_store *store, const struct peil_replay *replay,
                       struct peil_diag *diag);

/* Is the disk answering? False since a commit failed and until one succeeds. */
bool peil_store_is_well(const struct peil_store *store);
/* Seconds since the last commit that made something durable; -1 = none yet. */
long peil_store_since_commit(const struct peil_store *store);

/* Waits for the queue, checkpoints, closes. */
PEIL_MUST_READ
bool peil_store_close(struct peil_store *store, struct peil_diag *diag);

/* What closing a visit has to know: only the interview machine can tell who refused
 * or wiped, and of those nothing but a count may stay. */
struct peil_store_closing {
    const char *const *forget; /* responses whose every trace goes */
    size_t forget_count;
    long joined, refused, wiped, cards;
};

/* Ends the visit: refuses while a server holds the store, checks its integrity, drops
 * what links a token to a response, and rewrites all rows in the order of their random
 * ids. Afterwards it is one file, and no server opens it again. */
PEIL_MUST_READ
bool peil_store_seal_visit(const char *path, const struct peil_store_closing *closing,
                           struct peil_diag *diag);

/* Reading a store for export, closed or not (never while a server holds it). What it
 * says about itself lives in the arena, what is replayed until its call returns. */
PEIL_MUST_READ
bool peil_store_read(const char *path, struct peil_store_about *about,
                     const struct peil_replay *replay, struct peil_arena *arena,
                     struct peil_diag *diag);

#endif
