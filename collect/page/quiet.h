/* The quiet pages: closing, done, stopped, refused, wiped. One place after the last
 * question, and as calm as a question. See page.h. */
#ifndef PEIL_QUIET_H
#define PEIL_QUIET_H

#include "collect/page/ink.h"

/* "Finished!": hand in, or wipe. */
void peil_quiet_closing(struct peil_ink *ink);

/* Where the interview ended. */
void peil_quiet_last(struct peil_ink *ink, enum peil_interview_state state);

#endif
