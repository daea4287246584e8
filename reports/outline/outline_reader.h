/* Reading a report, in parts: outline_head.c reads what is said before the chapters,
 * outline.c walks these, outline_pick.c looks up what they name in the questionnaires.
 * What the grammar has refused is not refused again. */
#ifndef PEIL_OUTLINE_READER_H
#define PEIL_OUTLINE_READER_H

#include "questionnaires/base/xml.h"
#include "reports/outline/outline.h"

struct peil_outline_reader {
    struct peil_outline *outline; /* the one being made; its sources are read first */
    const struct peil_study *study;
    const struct peil_node **named; /* those with an id so far */
    size_t named_count;
    struct peil_arena *arena;
    struct peil_diag *diag;
};

void peil_outline_complain(const struct peil_outline_reader *reader,
                           struct peil_place place, const char *format, ...)
    PEIL_FORMAT(3, 4);

/* Title, groups, placeholders, sources with their questionnaires. */
void peil_outline_head(struct peil_outline_reader *reader,
                       const struct peil_element *root);

/* The element's id, fit for a file's name and an address in a page; or NULL. */
const char *peil_outline_id(const struct peil_outline_reader *reader,
                            const struct peil_element *element);

/* The text itself (or NULL), when its placeholders are known. */
const char *peil_outline_words(const struct peil_outline_reader *reader,
                               const char *text, struct peil_place place);

/* Does the questionnaire, or a response file, have a column or item of that name? */
bool peil_outline_has_variable(const struct peil_questionnaire *q, const char *name);
bool peil_outline_has_groups(const struct peil_questionnaire *q, const char *name);

/* Reads which figures the node is of and the bounds of a <when>, and says what is wrong
 * with them. */
void peil_outline_pick(const struct peil_outline_reader *reader,
                       const struct peil_element *element, struct peil_node *node);

#endif
