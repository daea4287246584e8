/* What a browser sends: "code=3&text_10=oma&do=next" -> fields -> an answer.
 *
 * The names of the fields, for every kind of item:
 *   code        the option chosen; several times for multiple; "dk" and "rf" stand for
 *               "don't know" and "rather not say" at every kind of item
 *   text_CODE   own words beside an option
 *   rank_CODE   ranking: the place given to an option, 1 = first, "" = none
 *   value       quantity, text, date (YYYY-MM-DD)
 *   value_day, value_month, value_year   a date in three pieces, instead of value
 *   item, n, t  which question it was, the event's number, the page's token
 *   do          next, back, skip, finish, stop, keep, wipe; in-LANGUAGE;
 *               hand-up, hand-down
 * The same fields say what a page has to show as chosen, so that an earlier answer, a
 * mistake and an answer that could not be stored yet are shown in one way. */
#ifndef PEIL_FORM_H
#define PEIL_FORM_H

#include "collect/page/words.h"
#include "questionnaires/answer.h"

#include <stdint.h>

enum { PEIL_FORM_MAX_FIELDS = 512 };

struct peil_field {
    const char *name, *value; /* UTF-8, line ends as \n */
};
struct peil_form {
    const struct peil_field *fields;
    size_t count;
};

/* Decodes application/x-www-form-urlencoded. False when it is broken: a % without two
 * digits, a NUL, what is not UTF-8, too many fields. */
PEIL_MUST_READ
bool peil_form_decode(const char *body, size_t length, struct peil_arena *arena,
                      struct peil_form *form);

/* The first value of that name, "" when there is none. */
const char *peil_form_value(const struct peil_form *form, const char *name);
/* The same for PREFIX and CODE together: "text_", "10". */
const char *peil_form_coded_value(const struct peil_form *form, const char *prefix,
                                  const char *code);
bool peil_form_has(const struct peil_form *form, const char *name, const char *value);

/* The answer in the fields, checked as far as the item alone can tell. */
PEIL_MUST_READ
enum peil_mistake peil_form_answer(const struct peil_form *form,
                                   const struct peil_item *item, size_t variant,
                                   struct peil_arena *arena,
                                   struct peil_answer *answer);

/* And back: the fields that show this answer. None when nothing was given. */
struct peil_form peil_form_of_answer(const struct peil_item *item,
                                     const struct peil_answer *answer,
                                     struct peil_arena *arena);

#endif
