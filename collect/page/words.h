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

/* What is wrong with a code that was typed. */
enum peil_code_problem {
    PEIL_CODE_EMPTY,
    PEIL_CODE_SHORT,   /* or too long */
    PEIL_CODE_FOREIGN, /* has a symbol that is on no card */
    PEIL_CODE_UNKNOWN,
    PEIL_CODE_USED, /* its pupil is ready */
    PEIL_CODE_PROBLEMS
};

/* How long to wait, in words: at most 10 seconds, at most 30, longer. */
enum { PEIL_WAITS = 3 };

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
    /* Coming in. {1} = a word of waits. */
    const char *code_title, *code_label, *code_hint, *code_yours, *code_begin,
        *code_type, *code_gone, *code_wait, *code_problems[PEIL_CODE_PROBLEMS];
    const char *waits[PEIL_WAITS];
    const char *closed, *closed_what, *session_word;
    /* A card on paper: its front, then the paragraphs of its back. */
    const char *card_title, *card_where, *card_back[3];
    const char *hand, *hand_down, *hand_up;
    /* On the beamer. */
    const char *board_wifi, *board_password, *board_go, *board_code, *board_word;
    const char *trial; /* instead of a number, on a question to practise with */
    const char *languages, *read_aloud, *read_stop, *listen;
    const char *look, *looks[3]; /* in the order of look.h */
    /* What the page script says. */
    const char *unsaved, *cover, *rank_tap, *rank_place;
    const char *scenes[3]; /* what to look for, on the last pages */
    const char *still, *still_what, *still_yes; /* a pause in kiosk mode */
    const char *months[12];
    const char *mistakes[PEIL_MISTAKES];
};

/* The words of that language; Dutch when there is no table for it. */
const struct peil_words *peil_words_find(const char *language);

/* A language by its own name, "Nederlands"; its code where we do not know it. */
const char *peil_words_language(const char *language);

/* Puts the numbers in the places of {1} and {2}. */
const char *peil_words_fill(struct peil_arena *arena, const char *words,
                            const char *first, const char *second);

#endif
