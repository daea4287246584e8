/* What the peer-researcher sees: the class at one glance, to be read from across the
 * room, and the beamer's picture. See desk.h. */
#ifndef PEIL_DESK_PAGE_H
#define PEIL_DESK_PAGE_H

#include "collect/web/board.h"
#include "collect/web/desk.h"

struct peil_desk_view {
    const struct peil_desk *desk;
    const struct peil_board *board;
    const char *token; /* of the forms */
    struct peil_arena *arena;
};

void peil_desk_write_home(FILE *out, const struct peil_desk_view *view);
void peil_desk_write_state(FILE *out, const struct peil_desk_view *view);
void peil_desk_write_projector(FILE *out, const struct peil_desk_view *view);
/* Not let in, or else no such page. */
void peil_desk_write_refusal(FILE *out, bool forbidden);

#endif
