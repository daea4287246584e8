/* Who holds a connection, so that one device cannot lock out the class.
 *
 * The HTTP library knows only idle time: a byte now and then keeps a connection for
 * ever (RELIABILITY: 500 drips shut the others out). Here every connection has to get
 * on within STEP seconds - arrive as a whole request, or be answered - and one address
 * may hold only so many; the machine itself is exempt. Not safe for threads: web.c
 * holds its lock around it. */
#ifndef PEIL_GUARD_H
#define PEIL_GUARD_H

#include "questionnaires/base/arena.h"

#include <stdbool.h>
#include <stdint.h>

enum { PEIL_GUARD_STEP = 25, PEIL_GUARD_PER_ADDRESS = 12 };

struct peil_guard;
struct peil_guarded; /* one connection */

/* Room for that many connections. */
struct peil_guard *peil_guard_new(size_t room, struct peil_arena *arena);

/* May this address (IPv4, as a number) hold one more? */
bool peil_guard_admits(const struct peil_guard *guard, uint32_t address);

/* NULL when there is no room. `now` is in seconds of any clock that only goes on. */
struct peil_guarded *peil_guard_begin(struct peil_guard *guard, uint32_t address,
                                      int socket, long now);
void peil_guarded_step(struct peil_guarded *connection, long now);
void peil_guarded_end(struct peil_guarded *connection);

/* Shuts the connections that did not get on; returns how many. */
size_t peil_guard_shut_late(struct peil_guard *guard, long now);

#endif
