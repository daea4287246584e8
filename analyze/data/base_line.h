/* Who is counted in a table, in words: "leerlingen van groep 7-8 en klas 1-2 die bij
 * "Ken je het?" "Ja" kozen". The number that belongs to it is the table's. */
#ifndef PEIL_BASE_LINE_H
#define PEIL_BASE_LINE_H

#include "questionnaires/condition.h"

enum { PEIL_BASE_ITEMS = 2 };

struct peil_base_line {
    peil_variants variants;                         /* only these; 0 = all */
    const struct peil_item *items[PEIL_BASE_ITEMS]; /* asked of; NULL = everyone */
    const char *where; /* a selection, as peil_condition_describe says it; or NULL */
};

/* `q` may be NULL: "all respondents". */
const char *peil_base_line(const struct peil_questionnaire *q,
                           const struct peil_base_line *line, struct peil_arena *arena);

/* Of "all pupils", only the variants: "leerlingen van groep 5-6". */
const char *peil_base_line_variants(const struct peil_questionnaire *q,
                                    peil_variants variants, struct peil_arena *arena);

/* "leerlingen", or "respondents" where no questionnaire names them. */
const char *peil_base_line_respondents(const struct peil_questionnaire *q);

#endif
