/* How often a wrong code may be typed, so that guessing leads nowhere and yet nobody
 * can keep the class out.
 *
 * A wrong code costs its address 6 seconds and all addresses together 1: from one
 * device 10 wrong ones in a row and then 10 a minute, from all of them 60 and then 60
 * a minute. Who has none left waits; his code is not even looked at, for a right one
 * that were let through would tell him which is right. A right code costs nothing. So
 * that a few cannot use up the turns of all, an address that was not wrong for a
 * minute is heard once whatever the others do.
 *
 * In a lesson of 45 minutes that is 460 tries from one device, and 2760 from a network
 * of them, plus at most one a minute for each address (256 of those are known by a
 * number, and beyond them nobody has that right). With 35 cards out the chance of one
 * hit is 1 in 11,900, and 1 in 2,000.
 *
 * An address is kept as a hash under a key that is drawn at the start and dies with
 * the program; it is written nowhere. */
#ifndef PEIL_GUESSES_H
#define PEIL_GUESSES_H

#include "questionnaires/base/arena.h"

#include <stdint.h>

enum {
    PEIL_GUESSES_OF_ONE = 10, /* a minute, and at once */
    PEIL_GUESSES_OF_ALL = 60,
    PEIL_GUESSES_LESSON = 45, /* minutes */
    PEIL_GUESSES_ADDRESSES = 256,
};

struct peil_guesses;

struct peil_guesses *peil_guesses_new(struct peil_arena *arena);

/* 0: the code may be looked at. Else the seconds to wait. `now` is in seconds of any
 * clock that only goes on. */
long peil_guesses_wait(const struct peil_guesses *guesses, uint32_t address, long now);

/* It was wrong. */
void peil_guesses_miss(struct peil_guesses *guesses, uint32_t address, long now);

/* Tries in so many minutes, from one device and from all. */
size_t peil_guesses_most_of_one(size_t minutes);
size_t peil_guesses_most_of_all(size_t minutes);

#endif
