/* Repeatable chance: the same seed gives the same draws on every machine.
 *
 * SplitMix64: Steele, Lea & Flood (2014), Fast splittable pseudorandom number
 * generators, OOPSLA: a counter in steps of the golden ratio, finished by a mixing
 * function. Far more even than the order of 200 options or a made-up class needs, and
 * never for secrets: those are token.h's. */
#ifndef PEIL_CHANCE_H
#define PEIL_CHANCE_H

#include <stddef.h>
#include <stdint.h>

struct peil_chance {
    uint64_t state; /* the seed at first */
};

uint64_t peil_chance_next(struct peil_chance *chance);

/* 0 ... bound - 1; bound is small, so that the remainder's bias (below 2^-50) is
 * nothing. */
size_t peil_chance_below(struct peil_chance *chance, size_t bound);

/* 0 <= x < 1 */
double peil_chance_unit(struct peil_chance *chance);

#endif
