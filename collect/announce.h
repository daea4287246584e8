/* What the person at the machine reads in the window where peil collect runs: how
 * pupils come in, where their own page is, and what goes wrong. */
#ifndef PEIL_ANNOUNCE_H
#define PEIL_ANNOUNCE_H

#include "collect/web/web.h"

struct peil_announcer {
    const struct peil_web_options *options; /* that the web was opened with */
    struct peil_web *web;
    const char *path; /* of the store */
    struct peil_arena *arena;
    const char *link; /* from here: what was said last */
    bool well;
};

void peil_announce_begin(struct peil_announcer *announcer);
/* To be called about once a second: says what changed. */
void peil_announce_changes(struct peil_announcer *announcer);
/* Who took part. */
void peil_announce_end(const struct peil_announcer *announcer);

#endif
