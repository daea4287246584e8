/* How well a response was filled in: flags for who analyses, never a reason for the
 * program to leave a response out.
 *
 *   seconds      all that was measured together; PEIL_UNMEASURED when nothing was
 *   fast         more than a third of at least 5 measured questions took less than half
 *                the time in which that age reads the question aloud (age.h; options
 *                and explanations are not counted), or less than a second. Zhang and
 *                Conrad (2014) call 300 ms a word too fast to have read it, and that is
 *                what this comes to for the youngest
 *   longest_run  questions in a row, of one choice out of at least three, that were
 *                answered in the same place as it was shown: counted from the top or
 *                from the bottom, whichever is more. What was skipped ends a run; other
 *                kinds of questions are passed by
 *   straight     a run of at least 6 that covers at least 60 % of such answers. Long
 *                runs also come from honest pupils: read on before you judge
 *   dont_know    percent "I don't know" of the questions that were passed and offered
 * it last_item    where a response that was not handed in broke off Practice and the
 * assent never count. */
#ifndef PEIL_QUALITY_H
#define PEIL_QUALITY_H

#include "collect/interview/interview.h"

/* What cannot be said, because too little was measured or asked. */
enum { PEIL_NOT_JUDGED = -1 };

struct peil_quality {
    int seconds;
    int fast, straight; /* 0, 1 or PEIL_NOT_JUDGED */
    int longest_run;
    int dont_know;         /* 0 ... 100, or PEIL_NOT_JUDGED */
    const char *last_item; /* "" when it was handed in */
};

struct peil_quality peil_quality_of(const struct peil_interview *interview,
                                    struct peil_arena *arena);

/* The seconds below which a question counts as answered too fast. */
double peil_quality_least_seconds(const struct peil_interview *interview,
                                  const struct peil_item *item);

/* Is the time that it takes measured? */
bool peil_quality_times(const struct peil_item *item);

#endif
