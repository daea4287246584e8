/* The different values that one column of a file turned out to hold.
 *
 * While a file is read each new value gets the next number; when all is read they are
 * put in order and become categories: by size when all are numbers, else by their
 * bytes, so that the same data give the same table on every computer. */
#ifndef PEIL_VALUES_H
#define PEIL_VALUES_H

#include "analyze/table.h"

/* What a byte can be: the number of a value, or a missing kind. */
enum {
    PEIL_MOST_VALUES = 240,
    PEIL_TOO_MANY = PEIL_MOST_VALUES,
    PEIL_BYTE_MISSING = 248, /* + enum peil_missing */
    PEIL_BYTE_BLANK = 255,   /* an empty cell, until its row is complete */
};

struct peil_values;

struct peil_values *peil_values_new(struct peil_arena *arena);

/* The number of this value, new or known; PEIL_TOO_MANY for one that does not fit, and
 * then for all. */
unsigned char peil_values_number(struct peil_values *values, const char *text);

/* Adds what `from` found: places[n] becomes the number here of its value n. Its values
 * below `known` have been added before. */
void peil_values_merge(struct peil_values *values, const struct peil_values *from,
                       size_t known, unsigned char places[PEIL_MOST_VALUES + 1]);

size_t peil_values_count(const struct peil_values *values);
bool peil_values_overflowed(const struct peil_values *values);

/* The values in order, their texts as codes and labels; a number is its own score,
 * else the rank is. `places[number]` says where each went. With `merge`, numbers that
 * are equal ("1", "1.0") become one category. Returns how many there are. */
size_t peil_values_sort(const struct peil_values *values, bool merge,
                        struct peil_arena *arena, struct peil_category **categories,
                        unsigned char places[PEIL_MOST_VALUES + 1]);

#endif
