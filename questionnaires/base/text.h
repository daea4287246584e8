/* UTF-8 text and numbers, the same in every locale.
 *
 * Bytes are checked once, at the doors (XML, CSV, terminal, web form, store) with
 * peil_text_is_valid; inside, strings are trusted and NUL-terminated. */
#ifndef PEIL_TEXT_H
#define PEIL_TEXT_H

#include "questionnaires/base/arena.h"

#include <stdbool.h>
#include <stdio.h>

/* Well-formed UTF-8 without NUL, or the offset of the first bad byte in *bad (which
 * may be NULL). */
bool peil_text_is_valid(const char *text, size_t length, size_t *bad);

/* Columns on a terminal: wide characters 2, combining marks 0. */
size_t peil_text_width(const char *text);

/* Bytes of the longest beginning that fits in `columns`; at least one character. */
size_t peil_text_fit(const char *text, size_t columns);

/* The first `columns` columns of the text, ending with an ellipsis when cut; the text
 * itself when it fits. */
const char *peil_text_cut(struct peil_arena *arena, const char *text, size_t columns);

/* White space at the ends removed, inner runs made one blank. */
const char *peil_text_squeeze(struct peil_arena *arena, const char *text);

/* Unicode normal form C, control characters except newline removed, for what people
 * typed; at most `limit` characters are kept. */
const char *peil_text_clean(struct peil_arena *arena, const char *text, size_t limit);

/* Writes text on one line of a terminal or log: what is not UTF-8, control (newline
 * too), escape and bidi characters as `?`. */
void peil_text_print_safe(FILE *out, const char *text);

/* `[a-z][a-z0-9_]*`, at most 32 bytes: an id and a variable's name. */
bool peil_text_is_name(const char *text);
/* `[A-Za-z0-9_]+`, at most 16 bytes: an option's code. */
bool peil_text_is_code(const char *text);

/* `"a b  c"` as an arena array of words; returns their number. */
size_t peil_text_words(struct peil_arena *arena, const char *text,
                       const char *const **words);

/* The whole text is one decimal number ("-12.5", ".5", "3e-4"): no blanks, no infinity,
 * no hexadecimal. A decimal comma is not accepted here. */
bool peil_text_number(const char *text, double *number);
bool peil_text_integer(const char *text, long *number);

/* A number with `decimals` digits behind the point, rounded half away from zero on
 * the decimal value (relative nudge 1e-9). `point` is '.' or ','. Never "-0"; "-" when
 * the number is not finite. */
const char *peil_text_decimal(struct peil_arena *arena, double number, int decimals,
                              char point);
/* The shortest text with at most 15 significant digits that the JSON contract
 * promises; "null" when the number is not finite. */
const char *peil_text_exact(struct peil_arena *arena, double number);

/* The same, somewhere in `room`: without printf, which is slow with digits. */
enum { PEIL_TEXT_DIGITS = 32 };
const char *peil_text_digits(char room[PEIL_TEXT_DIGITS], double number);

#endif
