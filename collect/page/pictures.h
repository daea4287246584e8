/* Our own pictures: faces and pictograms, all in one hand (2 px rounded lines on a
 * soft ground). A picture never stands alone: the word is always beside it, so it is
 * hidden from what reads aloud. */
#ifndef PEIL_PICTURES_H
#define PEIL_PICTURES_H

#include "questionnaires/base/html.h"

/* Is there a picture of that name ("ear", "glad")? */
bool peil_picture_is_known(const char *name);

/* Writes the picture; nothing when there is none of that name. */
void peil_picture_write(struct peil_html *html, const char *name);

#endif
