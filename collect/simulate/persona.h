/* Made-up pupils: how they choose, each in a manner of its own.
 *
 * All is drawn from a seed. What a class likes differs per item and option, a little
 * per class and group, so that tables are not flat and pupils of one class look alike;
 * the first options are likelier than the last; and few know the service that a
 * questionnaire asks about. */
#ifndef PEIL_PERSONA_H
#define PEIL_PERSONA_H

#include "collect/interview/chance.h"
#include "questionnaires/answer.h"

/* Chances are per question, in percent. */
struct peil_persona {
    const char *name;  /* "careful"; NULL ends the table */
    unsigned share;    /* of a hundred in the usual class */
    unsigned skips;    /* a question */
    unsigned ducks;    /* says "don't know" or "rather not", where offered */
    unsigned writes;   /* own words, where asked */
    unsigned returns;  /* goes back once */
    unsigned stops;    /* says so, or just walks away */
    unsigned pace;     /* how long a question takes, in percent of the usual time */
    enum peil_manner { /* of choosing an option */
                       PEIL_BY_TASTE,
                       PEIL_AT_RANDOM,
                       PEIL_SAME_PLACE, /* always the second, or always the last, ... */
                       PEIL_ALWAYS_FIRST /* "yes" to everything */
    } manner;
    bool declines; /* "no, rather not" at the assent */
};
extern const struct peil_persona peil_personas[];

/* NULL when there is none of that name. */
const struct peil_persona *peil_persona_find(const char *name);

struct peil_pupil {
    const struct peil_persona *persona;
    struct peil_chance chance; /* the pupil's own */
    uint64_t taste;            /* of all; the same for everyone with one seed */
    size_t class;              /* 0, 1, ...: decides group and school */
    size_t place;              /* where one who chooses the same place chooses */
    uint64_t group;            /* after the question that decides the variant */
};

/* Pupil `number` of a run with that seed: the same whoever comes before. */
struct peil_pupil peil_pupil_new(const struct peil_persona *persona, uint64_t seed,
                                 size_t number, size_t class);

/* What one sees of a question. */
struct peil_shown {
    const struct peil_questionnaire *q;
    const struct peil_item *item;
    const struct peil_option *options[PEIL_MAX_OPTIONS]; /* as offered, in order */
    size_t option_count;
    bool dont_know, refuse, back; /* offered? */
};
enum peil_act { PEIL_ACT_ANSWER, PEIL_ACT_BACK, PEIL_ACT_STOP, PEIL_ACT_LEAVE };

/* What the pupil does now, and, when it answers, what: a line for peil_answer_read. */
enum peil_act peil_pupil_act(struct peil_pupil *pupil, const struct peil_shown *shown);
const char *peil_pupil_answer(struct peil_pupil *pupil, const struct peil_shown *shown,
                              struct peil_arena *arena);
/* How long that takes where others need `usual` seconds. Ask before the answer. */
int peil_pupil_seconds(const struct peil_pupil *pupil, double usual);

#endif
