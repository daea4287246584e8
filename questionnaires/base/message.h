/* What peer-researchers, SWV staff and report readers see, in their language.
 *
 * The words in the code are English; questionnaires/base/nl.po says them in Dutch,
 * which is also what is spoken when the environment names no language at all.
 * Problems in files (peil_diag) stay in English: editors and designers read those. */
#ifndef PEIL_MESSAGE_H
#define PEIL_MESSAGE_H

#include <libintl.h>

#define _(text) gettext(text)
#define N_(text) text /* only marks a msgid in a table; _() translates it later */

/* Chooses the language (LANGUAGE, LC_ALL, LC_MESSAGES, LANG; else Dutch) and finds
 * the catalogues. Never touches how numbers are written. Called once, by peil.c. */
void peil_message_begin(void);

/* Another language from here on: a report speaks that of its questionnaire, whatever
 * the laptop speaks. What is neither Dutch nor English becomes English. */
void peil_message_choose(const char *language);

/* "nl" or "en": the language chosen. */
const char *peil_message_language(void);

#endif
