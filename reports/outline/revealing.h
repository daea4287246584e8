/* What in somebody's own words could point at a person, or asks for care: for the one
 * who reviews quotes before they leave. It marks too much rather than too little, and
 * still no list knows every name: a person reads each quote. */
#ifndef PEIL_REVEALING_H
#define PEIL_REVEALING_H

#include "questionnaires/base/arena.h"

/* What was found, in words with blanks between: "name phone mail address web worry", in
 * the language of the messages; "" when nothing was. */
const char *peil_revealing_find(const char *text, struct peil_arena *arena);

#endif
