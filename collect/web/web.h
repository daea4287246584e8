/* The web runner: pages out, answers in. The one door of libmicrohttpd.
 *
 *   GET  /         where this browser's pupil is; a browser without one joins
 *   POST /answer   a form of form.h; 303 to / once it is durable, never before
 *   GET  /stop     "keep or wipe?"          GET /wipe   "are you sure?"
 *   POST /next     kiosk: the next pupil may begin, when this one has ended
 *   POST /look      larger letters, more room, more contrast: a cookie of its own
 *   GET  /style.css /runner.js, pictures; /m/HASH: recordings that were there at the
 * start and nothing else. What is refused gets a page in plain words. No script, no
 * log, no address or user agent kept.
 *
 * One thread of the library serves all connections (poll, never its epoll mode, which
 * hangs when 128 become ready at once). An answer's connection is suspended while the
 * store's thread writes; the two meet only under one lock. */
#ifndef PEIL_WEB_H
#define PEIL_WEB_H

#include "collect/web/desk.h"
#include "collect/web/listen.h"
#include "collect/web/runner.h"

struct peil_web_options {
    struct peil_listen listen;
    struct peil_runner runner; /* port and assets are filled in; the sessions, replayed
                                  already, are the web's until it is closed */
    struct peil_desk *desk;    /* begun; NULL = none. Listens on the loopback, at ... */
    uint16_t desk_port;        /* 0 = any that is free */
};
struct peil_web;

/* Listens and serves from here on. NULL after a problem in diag. */
PEIL_MUST_READ
struct peil_web *peil_web_open(const struct peil_web_options *options,
                               struct peil_diag *diag);

/* With the port that was got. */
struct peil_listen peil_web_listen(const struct peil_web *web);

/* Where the peer-researcher's page opens, once: another after that. There is a desk. */
const char *peil_web_desk_link(struct peil_web *web, struct peil_arena *arena);

/* To be called about once a second: shuts connections that do not get on. */
void peil_web_tend(struct peil_web *web);

/* Lets nobody in any more, waits until what came in is answered - at most 5 s, but
 * always for the store - and stops. The store must still be open. */
void peil_web_close(struct peil_web *web);

#endif
