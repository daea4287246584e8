/* Files that are served as they are, at addresses of their own: the compiled-in ones
 * here, recordings in recordings.h. */
#ifndef PEIL_ASSETS_H
#define PEIL_ASSETS_H

#include "collect/page/reply.h"
#include "questionnaires/base/arena.h"

struct peil_asset {
    const char *address, *type;
    const unsigned char *bytes;
    size_t length;
};
struct peil_assets {
    const struct peil_asset *list;
    size_t count;
    const char *version; /* of them all: "/style.css?VERSION" is another address when
                            any of them changed, so a browser may keep it */
};

/* The style sheet, the page script, pictures. */
struct peil_assets peil_assets_compiled_in(struct peil_arena *arena);

/* By its address, without what is asked for; NULL when there is none. */
const struct peil_asset *peil_assets_find(const struct peil_assets *assets,
                                          const char *address);

/* All of it, or the one range of bytes that was asked for: players go through a sound
 * in pieces, and some play nothing else. */
void peil_assets_reply(const struct peil_asset *asset, const char *range,
                       struct peil_arena *arena, struct peil_reply *reply);

#endif
