/* Which addresses this machine has, and by which of them a class reaches it.
 *
 * A laptop has many: the school's Wi-Fi, its own hotspot, a cable, a virtual machine's
 * bridge. The hotspot comes first, then Wi-Fi, then a cable; what only looks like a
 * network (bridges, tunnels, containers) comes last. */
#ifndef PEIL_ADDRESS_H
#define PEIL_ADDRESS_H

#include "questionnaires/base/arena.h"

#include <stdint.h>

struct peil_address {
    uint32_t number;    /* 127.0.0.1 is 0x7f000001 */
    const char *device; /* "wlan0" */
};

/* All IPv4 addresses that are up, the best for a class first; the loopback is not
 * among them. Returns their number. */
size_t peil_address_own(const struct peil_address **addresses,
                        struct peil_arena *arena);

/* How fit it is: more is better. */
int peil_address_fitness(const struct peil_address *address);

#endif
