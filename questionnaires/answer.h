/* One respondent's answers.
 *
 * A response has a slot for every item of its questionnaire, by item index. An answer
 * is a missing kind, or a value in the shape of its item's kind. Answers are checked
 * when they are made (peil_answer_read, peil_answer_allows) and trusted afterwards. */
#ifndef PEIL_ANSWER_H
#define PEIL_ANSWER_H

#include "questionnaires/questionnaire.h"

struct peil_answer {
    enum peil_missing missing; /* the rest is meaningful only when PEIL_ANSWERED */
    bool given;                /* false = this item was not answered or skipped yet */
    const struct peil_option *const *options; /* chosen; ranking: best first; multiple:
                                                 in the item's order, each once */
    size_t option_count;
    const char *const *specified; /* beside options: own words, or NULL */
    double number;                /* quantity */
    const char *text;             /* text; date as YYYY-MM-DD */
};

struct peil_response {
    const struct peil_questionnaire *questionnaire;
    size_t variant;              /* index; SIZE_MAX = not known yet */
    struct peil_answer *answers; /* item_count of them */
};

struct peil_response *peil_response_new(const struct peil_questionnaire *q,
                                        struct peil_arena *arena);

/* An answer as one line of text, and back: "3"; "1 4 10"; "-8"; "12.5"; own words as
 * they are; specified words follow on lines of their own, "10=oma". It is what the
 * store keeps and what a script types. At most 8 KiB. "-8" means "I don't know"; the
 * number is written "-8.0", and the words "\-8". A decimal comma is read as well.
 * peil_answer_read says in *why (a msgid, never NULL after false) what is wrong. */
const char *peil_answer_write(const struct peil_item *item,
                              const struct peil_answer *answer,
                              struct peil_arena *arena);
PEIL_MUST_READ
bool peil_answer_read(const struct peil_item *item, const char *line, size_t variant,
                      struct peil_arena *arena, struct peil_answer *answer,
                      const char **why);

/* May this be the answer of that item: options exist, count between least and most,
 * exclusive alone, number in range, date real, text not too long? */
PEIL_MUST_READ
bool peil_answer_allows(const struct peil_item *item, const struct peil_answer *answer,
                        const char **why);

/* Equal in value (not in pointers). */
bool peil_answer_equal(const struct peil_answer *a, const struct peil_answer *b);

#endif
