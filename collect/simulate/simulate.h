/* Simulated classes: straight into a response file, or as virtual pupils over HTTP
 * against a running `peil collect --practice`. One seed gives one class, either way. */
#ifndef PEIL_SIMULATE_H
#define PEIL_SIMULATE_H

#include "collect/store/archive.h"
#include "collect/simulate/client.h"
#include "collect/simulate/compare.h"
#include "collect/store/deck.h"
#include "collect/simulate/persona.h"

enum { PEIL_PERSONAS = 6 };

struct peil_simulation {
    const struct peil_questionnaire *q; /* as the study asks it */
    const struct peil_study *study;
    size_t count; /* pupils */
    uint64_t seed;
    unsigned shares[PEIL_PERSONAS]; /* in the order of peil_personas */
    /* Of a visit only. */
    const struct peil_deck_code *cards; /* one for each; NULL = anybody comes in */
    double think;                       /* seconds before each answer, on average */
    unsigned trouble; /* percent of what is sent: a lost connection, a double click, a
                         reload, the browser's "back" */
};

/* Pupil number 0 ... count - 1. */
struct peil_pupil peil_simulation_pupil(const struct peil_simulation *simulation,
                                        size_t number);

/* Drives the interview until the pupil has ended it or walked away. */
struct peil_interview *peil_simulation_run(const struct peil_simulation *simulation,
                                           size_t number, struct peil_arena *arena);

/* A response file, every record of it marked synthetic. */
void peil_simulation_write(const struct peil_simulation *simulation, FILE *out,
                           struct peil_tally *tally, struct peil_arena *arena);

/* What virtual pupils met. */
struct peil_visit_report {
    long completed, stopped, refused, left; /* how they ended */
    long failed;                            /* did not get to an end of their own */
    long answers;                           /* acknowledged */
    long requests;
    double half, most, slowest; /* ms until an acknowledgement: of 50 %, 99 %, all */
    long troubles;              /* that happened */
    struct peil_acknowledged *acknowledged;
    size_t acknowledged_count;
    bool practice;       /* the server says that this is a rehearsal */
    const char *trouble; /* the first that went wrong, or NULL */
};

/* At most `at_once` pupils at the same time, each a session of its own. */
struct peil_visit_report peil_simulation_visit(const struct peil_simulation *simulation,
                                               const struct peil_client *server,
                                               size_t at_once,
                                               struct peil_arena *arena);

#endif
