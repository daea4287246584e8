/* The first lines of a request, and whether it may be at all: to the very address that
 * the browser reached, asked for in one way only, and from a page of our own. */
#ifndef PEIL_HEAD_H
#define PEIL_HEAD_H

#include "collect/page/reply.h"
#include "questionnaires/base/arena.h"

#include <stdbool.h>
#include <stdint.h>

enum { PEIL_MOST_BODY = 16 * 1024 };

/* NULL = was not sent. */
struct peil_head {
    const char *method, *address; /* as sent: nothing decoded */
    const char *host, *origin, *type, *length;
    unsigned hosts, origins, lengths; /* how often each was sent */
    const char *token, *look;         /* of the cookies */
    const char *range;
    uint32_t reached; /* our address that the connection came in on */
    uint32_t from;    /* and the one that it came from */
    long now;         /* in seconds of a clock that only goes on */
};

/* Is this the path? One that ends in a slash stands for all that begins so. What is
 * asked for stands after a "?", and is not part of it; as nothing is decoded, %2e and
 * %00 find nothing. */
bool peil_head_is_for(const struct peil_head *head, const char *path);

/* PEIL_OK, or the status with which it is refused. `method` is what its address takes,
 * NULL = there is no such address. */
enum peil_status peil_head_judge(const struct peil_head *head, unsigned port,
                                 const char *method, struct peil_arena *arena);

#endif
