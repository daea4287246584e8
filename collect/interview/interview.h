/* The interview as a pure machine: questionnaire + answers so far -> what comes next.
 *
 * No input or output, no clock, no chance of its own: option order comes from a seed
 * that the caller keeps. Every front end (web, terminal, paper, simulate) drives this
 * one machine, so the same answers give the same record everywhere.
 *
 * The way of a pupil: first the items that decide the variant, unless a session has
 * preset them; then the items in order, each when its condition is true; then the
 * closing page. "No, rather not" at the assent item ends it at once and keeps nothing.
 * Going back keeps answers; an answer that changes the route makes what is no longer
 * asked PEIL_NOT_ASKED in the record, and it comes back when the route does. */
#ifndef PEIL_INTERVIEW_H
#define PEIL_INTERVIEW_H

#include "questionnaires/answer.h"
#include "questionnaires/study.h"

enum peil_interview_state {
    PEIL_INTERVIEW_ASKING,  /* an item is to be shown */
    PEIL_INTERVIEW_CLOSING, /* every item passed; not handed in yet */
    PEIL_INTERVIEW_DONE,    /* handed in */
    PEIL_INTERVIEW_STOPPED, /* "I stop", answers kept */
    PEIL_INTERVIEW_REFUSED, /* no assent: only counted */
    PEIL_INTERVIEW_WIPED,   /* the pupil had all answers removed */
};

struct peil_interview;

/* What a session has answered for its pupils, "groep=7\nsoort=2", as a response. NULL
 * with *why a msgid when an item is unknown or cannot have that answer. */
PEIL_MUST_READ
const struct peil_response *peil_interview_preset(const struct peil_questionnaire *q,
                                                  const char *lines,
                                                  struct peil_arena *arena,
                                                  const char **why);

/* `preset` may be NULL; the pupil still sees such an item, filled in. The interview
 * lives in the arena. */
struct peil_interview *peil_interview_new(const struct peil_questionnaire *q,
                                          const struct peil_response *preset,
                                          unsigned long seed, struct peil_arena *arena);

const struct peil_questionnaire *
peil_interview_questionnaire(const struct peil_interview *interview);
enum peil_interview_state peil_interview_state(const struct peil_interview *interview);
/* The language that it is held in: the questionnaire's own, until another one of its
 * title's is chosen. */
const char *peil_interview_language(const struct peil_interview *interview);
/* Nothing has been passed yet: a language can be offered. */
bool peil_interview_at_start(const struct peil_interview *interview);
/* The item to show now; NULL unless asking. */
const struct peil_item *peil_interview_item(const struct peil_interview *interview);
/* SIZE_MAX while not known (texts for all variants are shown then). */
size_t peil_interview_variant(const struct peil_interview *interview);
/* The answer that the item has already, or one with given == false. */
const struct peil_answer *peil_interview_answer(const struct peil_interview *interview,
                                                const struct peil_item *item);
/* How long its answers took together, in whole seconds, as far as that was measured;
 * PEIL_UNMEASURED when it never was. */
enum { PEIL_UNMEASURED = -1, PEIL_MOST_SECONDS = 600 };
int peil_interview_seconds(const struct peil_interview *interview,
                           const struct peil_item *item);
/* The options offered now, in the order for this pupil. Returns their number. */
size_t peil_interview_options(const struct peil_interview *interview,
                              const struct peil_item *item,
                              const struct peil_option **options, size_t room);
bool peil_interview_offers_dont_know(const struct peil_interview *interview,
                                     const struct peil_item *item);
bool peil_interview_offers_refuse(const struct peil_interview *interview,
                                  const struct peil_item *item);
/* "question `number` of about `total`": explanations, practice and the assent do not
 * count. */
void peil_interview_progress(const struct peil_interview *interview, size_t *number,
                             size_t *total);

/* Answers the item shown and goes to the next. False, with *why a msgid, when the
 * answer may not be given to that item, or another item is shown. A skip is an answer
 * with PEIL_NO_ANSWER; an explanation is passed with any. */
PEIL_MUST_READ
bool peil_interview_give(struct peil_interview *interview, const struct peil_item *item,
                         const struct peil_answer *answer, const char **why);

/* To the item before, never past a barrier. False when there is none. */
bool peil_interview_back(struct peil_interview *interview);
bool peil_interview_can_go_back(const struct peil_interview *interview);

/* Hands in at the closing page. False elsewhere. */
bool peil_interview_finish(struct peil_interview *interview);

/* The item at which the pupil stands, or stopped; NULL when all were passed. */
const struct peil_item *peil_interview_left_at(const struct peil_interview *interview);

/* Has the pupil agreed to take part, where that is asked? Before that, no answer may
 * leave the store. */
bool peil_interview_has_assent(const struct peil_interview *interview);

/* The record as it is exported: routing applied, the rest PEIL_NOT_ASKED, and
 * PEIL_NOT_REACHED after a stop. Lives in `arena`. */
const struct peil_response *
peil_interview_response(const struct peil_interview *interview,
                        struct peil_arena *arena);

/* An event log drives the same machine: what the store keeps per pupil, in order.
 *   "a ITEM VALUE"  answer (peil_answer_write), or "a12 ITEM VALUE": after 12 seconds;
 *   "b" back, "f" finish, "s" stop and keep, "w" stop and wipe,
 *   "l LANGUAGE" go on in that language, one of the title's.
 * Replaying a log gives the same state. */
PEIL_MUST_READ
bool peil_interview_apply(struct peil_interview *interview, const char *event,
                          const char **why);

#endif
