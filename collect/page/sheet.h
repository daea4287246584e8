/* A sheet of cards to print, cut and put in a hat: ten to a page of A4, the fronts on
 * one page and their backs on the next, for a printer that prints both sides. One HTML
 * file that needs no other. */
#ifndef PEIL_SHEET_H
#define PEIL_SHEET_H

#include "collect/store/deck.h"

#include <stdio.h>

struct peil_sheet {
    const struct peil_deck_code *codes;
    size_t count;
    const char *address;  /* "http://10.42.0.1:8080/"; NULL = not known yet */
    const char *language; /* of the pupils */
};
void peil_sheet_write(FILE *out, const struct peil_sheet *sheet);

/* The codes of a sheet, in its order. */
const struct peil_deck_code *peil_sheet_read(const char *html, size_t *count,
                                             struct peil_arena *arena);

#endif
