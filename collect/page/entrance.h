/* The pages around the questions: coming in by a card, coming too late, and a pause at
 * a device that is shared. Each as calm as a question; see page.h. */
#ifndef PEIL_ENTRANCE_H
#define PEIL_ENTRANCE_H

#include "collect/page/page.h"

/* "Type your code", with what was typed and what was wrong with it. */
void peil_entrance_write_code(FILE *out, const struct peil_page *page);
/* "Is this your code?" after a scan. */
void peil_entrance_write_card(FILE *out, const struct peil_page *page);
void peil_entrance_write_closed(FILE *out, const struct peil_page *page);
/* "Are you still there?" */
void peil_entrance_write_still(FILE *out, const struct peil_page *page);

#endif
