/* A minimal HTTP/1.1 client over plain sockets, for the simulator and the tests: one
 * request per connection, replies of at most 1 MiB, 10 seconds' patience.
 *
 * It speaks only to this machine and to private addresses (a class's own network), as
 * digits or "localhost": no names are looked up. */
#ifndef PEIL_CLIENT_H
#define PEIL_CLIENT_H

#include "questionnaires/base/arena.h"

#include <stdbool.h>
#include <stdint.h>

struct peil_client {
    uint32_t address; /* 127.0.0.1 is 0x7f000001 */
    uint16_t port;
    char host[32]; /* as it goes into the Host header */
};

/* "http://127.0.0.1:8080/". False, with *why a msgid, for anything else. */
PEIL_MUST_READ
bool peil_client_read(const char *url, struct peil_client *client, const char **why);

struct peil_client_reply {
    unsigned status;      /* 0 = no reply at all */
    const char *body;     /* NUL-terminated */
    const char *location; /* "" when none */
    const char *cookie;   /* "peil=...", "" when none was set */
};

/* The two halves of peil_client_ask, for who lets go in between: a connection, or -1;
 * and what comes back over it, which closes it. */
PEIL_MUST_READ
int peil_client_send(const struct peil_client *client, const char *path,
                     const char *cookie, const char *form, struct peil_arena *arena);
struct peil_client_reply peil_client_receive(int connection, struct peil_arena *arena);
void peil_client_drop(int connection);

/* GET without a form, else POST of that urlencoded form. `cookie` may be "". */
struct peil_client_reply peil_client_ask(const struct peil_client *client,
                                         const char *path, const char *cookie,
                                         const char *form, struct peil_arena *arena);

#endif
