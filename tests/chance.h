/* Repeatable chance for tests: the same seed gives the same draws. */
#ifndef PEIL_TESTS_CHANCE_H
#define PEIL_TESTS_CHANCE_H

#include <stddef.h>

/* 0 ... limit - 1, which is at most 65535. */
static inline unsigned below(unsigned *seed, size_t limit)
{
    *seed = *seed * 1103515245u + 12345u;
    return (*seed >> 16) % (unsigned)limit;
}

#endif
