/* How long a pupil looked at a page before the answer came: whole seconds between the
 * first time that the page was served and the first answer that could be taken.
 *
 * Only in memory, and only a duration: no time of day is known here. A page carries the
 * number of the event that its answer will be. The first measure of a number stays, so
 * that the same answer sent again, after a lost acknowledgement, is the same event. */
#ifndef PEIL_STOPWATCH_H
#define PEIL_STOPWATCH_H

#include <stdbool.h>
#include <stdint.h>

struct peil_stopwatch {
    uint32_t page;  /* the number it runs for; 0 = none yet */
    long since;     /* ms */
    bool unknown;   /* the page was served before a restart */
    uint32_t ended; /* the number that was measured last */
    int seconds;    /* and what that was */
};

/* In ms, of a clock that only goes on, also while the machine sleeps. */
long peil_stopwatch_now(void);

/* The page is served; serving it again changes nothing. */
void peil_stopwatch_show(struct peil_stopwatch *watch, uint32_t page, long now);
/* Whether it was served before is not known: this page is not measured. */
void peil_stopwatch_skip(struct peil_stopwatch *watch, uint32_t page);
/* Its answer is there: 0 ... PEIL_MOST_SECONDS, or PEIL_UNMEASURED. */
int peil_stopwatch_stop(struct peil_stopwatch *watch, uint32_t page, long now);

#endif
