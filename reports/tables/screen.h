/* Words and tables for a terminal: as wide as it is and no wider, aligned by display
 * width. Long labels take several lines; a cross-tab that is too wide is cut between
 * its columns into pages, each with the labels again. */
#ifndef PEIL_SCREEN_H
#define PEIL_SCREEN_H

#include "reports/tables/grid.h"

#include <stdio.h>

struct peil_screen {
    FILE *out;
    struct peil_arena *arena; /* of what is being printed */
    size_t columns;
    bool bold;
};

/* COLUMNS wins, then the terminal, then a page's width. */
struct peil_screen peil_screen_of(FILE *out, struct peil_arena *arena);

/* A paragraph, its second line and on moved in. */
void peil_screen_prose(const struct peil_screen *screen, const char *text, bool bold);

/* Title, table and the lines beneath. */
void peil_screen_grid(const struct peil_screen *screen, const struct peil_grid *grid);

#endif
