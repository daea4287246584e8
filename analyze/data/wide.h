/* Every value of a column, where the 240 that a byte can number are not enough: weights
 * and amounts as numbers, classes and responses by their names.
 *
 * While a file is read the value of the row at hand is noted, then the row is appended;
 * a row without a note is blank. Whoever reads a part of it takes notes of its own,
 * which are then taken over. */
#ifndef PEIL_WIDE_H
#define PEIL_WIDE_H

#include "questionnaires/base/arena.h"

#include <limits.h>
#include <stdbool.h>

#define PEIL_WIDE_BLANK UINT_MAX

enum peil_wide_kind { PEIL_WIDE_NUMBERS = 1, PEIL_WIDE_NAMES = 2 };

struct peil_wide {
    const char *column;
    unsigned kinds; /* what is kept of it */
    size_t rows;
    double *numbers;   /* of each row; NAN = blank, or no number */
    unsigned *names;   /* of each row: the same number for the same text */
    size_t name_count; /* names are below that, but for PEIL_WIDE_BLANK */
    const char *bad;   /* the first text that is no number; or NULL */
    /* Private: */
    struct peil_arena *arena;
    size_t room; /* for rows */
    double number;
    unsigned name;
    const char **texts; /* by name */
    unsigned *slots;
    size_t slot_count;
    unsigned *taken; /* of names: what they are called where rows were taken over */
    size_t taken_count;
};

struct peil_wide *peil_wide_new(const char *column, struct peil_arena *arena);
void peil_wide_note(struct peil_wide *wide, const char *text);
void peil_wide_append(struct peil_wide *wide);
/* Or its number is told, and the row is not kept. */
double peil_wide_pop(struct peil_wide *wide);
/* Appends all rows of another, and leaves it without. */
void peil_wide_take(struct peil_wide *wide, struct peil_wide *from);
/* Blank rows, until there are so many; for files that do not have the column. */
void peil_wide_fill(struct peil_wide *wide, size_t rows);

/* The name of a row; "" when it is blank. */
const char *peil_wide_text(const struct peil_wide *wide, size_t row);

/* Drops the rows that are not to be kept. Whoever holds numbers and names has those of
 * all rows still. */
void peil_wide_keep(struct peil_wide *wide, const bool *keep);

#endif
