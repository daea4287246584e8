/* Every page a pupil sees, as HTML that is complete without a script.
 *
 * One <h1> a page, one question a page; all that moves on is one form
 * (form.h names its fields). The last texts of a questionnaire (closing, stopped,
 * refused) are pages of their own: their first paragraph is the heading when it is
 * short. Where an interview stands decides which page it is. */
#ifndef PEIL_PAGE_H
#define PEIL_PAGE_H

#include "collect/page/form.h"
#include "collect/interview/interview.h"
#include "collect/page/recordings.h"

struct peil_page {
    const struct peil_questionnaire *q;
    const struct peil_study *study;
    const struct peil_interview *interview; /* NULL on a notice */
    uint32_t sequence;                      /* the number the next event will have */
    const char *token;             /* of the form; says that this page was ours */
    const struct peil_form *draft; /* what came in and was not taken; NULL = nothing */
    enum peil_mistake mistake;     /* why not */
    const char *version;           /* of what every page loads, for its address */
    const char *look;              /* letters of look.h */
    const struct peil_recordings *recordings; /* may be NULL */
    const char *word;                         /* of this session; NULL = none */
    bool kiosk, cards, practice;
    bool hand; /* this pupil's is up */
    /* On the pages of entrance.h: the code, and what was wrong with it; is the browser
     * one that a pupil has left? */
    const char *code, *alert;
    bool gone;
};

/* The question, the closing page or the last page: whatever the interview is at. */
void peil_page_write_interview(FILE *out, const struct peil_page *page);

/* "Keep or wipe?" after "I stop"; "are you sure?" after "wipe my answers". */
void peil_page_write_stop(FILE *out, const struct peil_page *page);
void peil_page_write_wipe(FILE *out, const struct peil_page *page);

/* What went wrong on the way, in plain words, with the way back. */
enum peil_notice {
    PEIL_NOTICE_WAIT,      /* nothing can be stored just now */
    PEIL_NOTICE_LOST,      /* no such page */
    PEIL_NOTICE_FORBIDDEN, /* not from our page, or of another pupil */
    PEIL_NOTICE_BAD,       /* not to be understood */
};
void peil_page_write_notice(FILE *out, const struct peil_page *page,
                            enum peil_notice notice);

#endif
