/* What differs from one kind of item to another: one const row each, in item.c.
 *
 * Only this room's own files look here; others ask peil_item_kind_name,
 * peil_item_has_options, peil_answer_* and peil_questionnaire_variables. */
#ifndef PEIL_ITEM_H
#define PEIL_ITEM_H

#include "questionnaires/variable.h"

/* What a condition may do with an item by its bare name. */
enum peil_comparison {
    PEIL_COMPARES_NOTHING,
    PEIL_COMPARES_CODES, /* = != in(); and < <= > >= when all codes are numbers */
    PEIL_COMPARES_NUMBERS,
};

/* Its columns in a response file. */
enum peil_columns {
    PEIL_NO_COLUMN,
    PEIL_ONE_COLUMN,
    PEIL_COLUMN_PER_OPTION,
    PEIL_COLUMN_PER_PLACE,
};

/* What an answer is read from: one line, for one variant. */
struct peil_answer_line {
    const char *text;
    size_t variant;
    struct peil_arena *arena;
};

/* The three functions know answers that are PEIL_ANSWERED only. `*why` is set when
 * they return false. */
struct peil_kind {
    const char *name; /* the element's, and the word in messages */
    bool options;
    enum peil_comparison compares;
    enum peil_columns columns;
    enum peil_variable_kind column;
    bool (*read)(const struct peil_item *item, const struct peil_answer_line *line,
                 struct peil_answer *answer, const char **why);
    const char *(*write)(const struct peil_answer *answer, struct peil_arena *arena);
    bool (*allows)(const struct peil_item *item, const struct peil_answer *answer,
                   const char **why);
};

const struct peil_kind *peil_kind_of(const struct peil_item *item);
/* The kind of an element's name; PEIL_ITEM_KINDS when it is no item. */
enum peil_item_kind peil_kind_find(const char *name);

/* Own words could look like a missing code: then a backslash stands before them. */
const char *peil_words_write(const char *words, struct peil_arena *arena);
const char *peil_words_read(const char *text);

#endif
