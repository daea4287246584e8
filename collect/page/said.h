/* What a page says, in whose words and language, and whether it can be heard.
 *
 * What can be read aloud has an attribute data-say: the address of a recording, or
 * nothing, and then the browser's own voice may read it (runner.js). Words in another
 * language than the page's say so, for whoever reads them. */
#ifndef PEIL_SAID_H
#define PEIL_SAID_H

#include "collect/page/ink.h"

/* A text that is cut up line by line, each with its picture. */
struct peil_said {
    const char *text, *pictures;
    const char *language; /* NULL = the page's */
    const char *sound;    /* "/m/..." for all of it; "" = none; NULL = not to be read */
};

/* Of the questionnaire; `part` is one of spoken.h, or NULL: it is never recorded. */
struct peil_said peil_said_of(struct peil_ink *ink, const struct peil_texts *texts,
                              const char *part);
/* Of our own, read aloud with the rest. */
struct peil_said peil_said_own(struct peil_ink *ink, const char *text,
                               const char *part);

/* Cuts the first line off; "" at the end. */
const char *peil_said_cut(struct peil_ink *ink, struct peil_said *said);

/* Makes the element that has just begun one that says this. */
void peil_said_mark(struct peil_ink *ink, const struct peil_said *said);

/* An element with all of the text; the page's <h1>; or a paragraph for each line. What
 * is recorded as a whole gets a <div> around it. */
void peil_said_write(struct peil_ink *ink, const char *element,
                     const struct peil_said *said);
void peil_said_heading(struct peil_ink *ink, const struct peil_said *said);
void peil_said_paragraphs(struct peil_ink *ink, struct peil_said said);

/* Without a script: the recordings of this page, to be played one by one. */
void peil_said_listen(struct peil_ink *ink);

#endif
