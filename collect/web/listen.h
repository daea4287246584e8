/* Where pupils come in: one IPv4 address and port. */
#ifndef PEIL_LISTEN_H
#define PEIL_LISTEN_H

#include "questionnaires/base/diag.h"

#include <stdint.h>

struct peil_listen {
    uint32_t address; /* as a number: 127.0.0.1 is 0x7f000001; 0 = every one we have */
    uint16_t port;    /* 0 = any that is free */
};

/* "127.0.0.1:8080", "localhost:8080", ":8080", "8080". False when it is none. */
bool peil_listen_read(const char *text, struct peil_listen *listen);

/* A socket that listens there, or -1 after a problem in diag; `listen` then has the
 * port that was got. A second collector on the same port is refused. */
PEIL_MUST_READ
int peil_listen_open(struct peil_listen *listen, struct peil_diag *diag);

/* "http://192.168.1.4:8080/" for every address that answers, the best for a class
 * first, loopback last. Returns their number. */
size_t peil_listen_addresses(const struct peil_listen *listen, struct peil_arena *arena,
                             const char *const **addresses);

/* "192.168.1.4" */
const char *peil_listen_address_text(uint32_t address, struct peil_arena *arena);

#endif
