/* The class at one glance: how many are where, and a tile for each seat. A seat is a
 * number in the order of joining; of what a pupil answers nothing stands here. */
#ifndef PEIL_BOARD_H
#define PEIL_BOARD_H

#include "collect/web/classroom.h"
#include "collect/web/session.h"

enum { PEIL_BOARD_STILL = 60 }; /* seconds without a sign of life */

enum peil_tile_state {
    PEIL_TILE_JOINED, /* looks at the first page */
    PEIL_TILE_BUSY,
    PEIL_TILE_STILL, /* busy, but for a minute nothing was heard */
    PEIL_TILE_DONE,
    PEIL_TILE_STOPPED, /* or wiped */
    PEIL_TILE_REFUSED,
    PEIL_TILE_STATES
};

struct peil_tile {
    size_t seat; /* 1, 2, ... */
    enum peil_tile_state state;
    bool hand, unsaved;
    size_t number, total; /* at question `number` of `total`; 0 = not known */
};

struct peil_board {
    bool open, well;
    long since_commit; /* seconds; -1 = nothing yet */
    size_t in_state[PEIL_TILE_STATES];
    size_t hands, unsaved, moved;
    const struct peil_tile *tiles;
    size_t tile_count;
};

struct peil_board peil_board_read(const struct peil_sessions *sessions,
                                  const struct peil_classroom *classroom,
                                  const struct peil_store *store, long now,
                                  struct peil_arena *arena);

#endif
