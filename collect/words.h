/* The runner's own words: everything on a page that does not come from the
 * questionnaire. One const table per language; {1} and {2} stand for numbers. */
#ifndef PEIL_WORDS_H
#define PEIL_WORDS_H

#include "questionnaires/base/arena.h"

/* What is wrong with what came in, said to the pupil next to the question. */
enum peil_mistake {
    PEIL_MISTAKE_NONE,
    PEIL_MISTAKE_CHOOSE,     /* nothing chosen */
    PEIL_MISTAKE_CHOOSE_ONE, /* the same where skipping is not offered */
    PEIL_MISTAKE_TOO_MANY,   /* {1} at most */
    PEIL_MISTAKE_TOO_FEW,    /* {1} at least */
    PEIL_MISTAKE_EXCLUSIVE,  /* one that stands alone, with others */
    PEIL_MISTAKE_NUMBER,     /* not a number */
    PEIL_MISTAKE_OUTSIDE,    /* not from {1} to {2} */
    PEIL_MISTAKE_DATE,       /* no such day */
    PEIL_MISTAKE_PLACE,      /* a place given twice, or one left out */
    PEIL_MISTAKE_TOO_LONG,   /* more than {1} characters */
    PEIL_MISTAKE_OTHER,      /* the interview would not have it */
    PEIL_MISTAKE_NOT_STORED, /* nothing wrong with it, but it is not stored yet */
    PEIL_MISTAKES
};

struct peil_words {
    const char *language;
    const char *next, *back, *skip, *stop;
    const char *question, *of_about, *explanation, *practice, *error;
    const char *several, *at_most, *at_least, *ranking, *specify;
    const char *day, *month, *year, *place, *no_place;
    const char *dont_know, *refuse;
    const char *hand_in, *wipe, *wipe_sure, *wipe_what, *wipe_yes, *wipe_no;
    const char *stop_title, *stop_what, *stop_keep, *stop_back;
    const char *closing, *done, *done_what, *stopped, *stopped_what, *refused,
        *refused_what, *wiped, *wiped_what, *next_pupil, *ready_for_next;
    const char *wait, *wait_what, *again;
    const char *lost, *lost_what, *forbidden, *forbidden_what, *bad, *bad_what, *start;
    const char *months[12];
    const char *mistakes[PEIL_MISTAKES];
};

/* The words of that language; Dutch when there is no table for it. */
const struct peil_words *peil_words_find(const char *language);

/* Puts the numbers in the places of {1} and {2}. */
const char *peil_words_fill(struct peil_arena *arena, const char *words,
                            const char *first, const char *second);

#endif
