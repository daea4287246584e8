/* A pupil's card: a code of six symbols, drawn from a hat, that lets one pupil in.
 *
 * The symbols are those that nobody mistakes: no O or 0, I or 1, S or 5, B or 8, Z
 * (2 stays); and no A, E or U either, so that no code ever spells a word. That leaves
 * 24, which is 191,102,976 codes. How hard they are to guess is in guesses.h. */
#ifndef PEIL_CARD_H
#define PEIL_CARD_H

#include <stdbool.h>
#include <stddef.h>

enum { PEIL_CARD_LENGTH = 6, PEIL_CARD_SYMBOLS = 24 };

/* All codes are equally likely. */
void peil_card_new(char code[PEIL_CARD_LENGTH + 1]);

/* What was typed, as a code: capitals or not, blanks and hyphens anywhere. Nothing is
 * guessed: a 0 does not become a Q, the pupil is told to look again. */
enum peil_card_typed {
    PEIL_CARD_READ, /* may be one */
    PEIL_CARD_EMPTY,
    PEIL_CARD_SHORT,   /* or too long */
    PEIL_CARD_FOREIGN, /* has a symbol that is on no card */
};
enum peil_card_typed peil_card_read(const char *text, char code[PEIL_CARD_LENGTH + 1]);

/* The chance that one of `tries` different guesses is one of `count` codes. */
double peil_card_chance(size_t count, size_t tries);

#endif
