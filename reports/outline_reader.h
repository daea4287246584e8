/* Reading a report, in parts: outline.c walks the tree, outline_pick.c looks up what it
 * names in the questionnaires. What the grammar has refused is not refused again. */
#ifndef PEIL_OUTLINE_READER_H
#define PEIL_OUTLINE_READER_H

#include "questionnaires/base/xml.h"
#include "reports/outline.h"

struct peil_outline_reader {
    struct peil_outline *outline; /* the one being made; its sources are read first */
    const struct peil_study *study;
    const struct peil_node **named; /* those with an id so far */
    size_t named_count;
    struct peil_arena *arena;
    struct peil_diag *diag;
};

/* Does the questionnaire, or a response file, have a column or item of that name? */
bool peil_outline_has_variable(const struct peil_questionnaire *q, const char *name);
bool peil_outline_has_groups(const struct peil_questionnaire *q, const char *name);

/* Reads which figures the node is of and the bounds of a <when>, and says what is wrong
 * with them. */
void peil_outline_pick(const struct peil_outline_reader *reader,
                       const struct peil_element *element, struct peil_node *node);

#endif
