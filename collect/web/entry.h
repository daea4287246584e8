/* Coming in, and making way for the next: what the addresses around the questions do.
 *
 *   /         a browser with no pupil: joins, or is asked for a card's code
 *   /k/CODE   what a card's QR code leads to: "is this yours?" A GET never joins, so a
 *             phone that looks at the address beforehand uses up no card
 *   /join     the code; a right one lets in, or goes on where its pupil was
 *   /next     the next pupil may begin here, when this one has ended
 *   /still    kiosk: "are you still there?", after a pause
 *   /reset    kiosk: nobody answered; what was given is kept, and it is the next one's
 *
 * Each is what a rule of turn.c runs: true when the reply is made. */
#ifndef PEIL_ENTRY_H
#define PEIL_ENTRY_H

#include "collect/web/runner.h"

/* Whoever shows the token of a session is its pupil, and here now. */
void peil_entry_recognize(struct peil_turn *turn);

bool peil_entry_show(struct peil_turn *turn);
bool peil_entry_card(struct peil_turn *turn);
bool peil_entry_join(struct peil_turn *turn);
bool peil_entry_next(struct peil_turn *turn);
bool peil_entry_still(struct peil_turn *turn);
bool peil_entry_reset(struct peil_turn *turn);

/* In peil_turn_stored and peil_turn_answer, for a join; the latter is false when
 * another device was quicker with the same card, and it has to be stored again. */
void peil_entry_stored(struct peil_turn *turn);
bool peil_entry_answer(struct peil_turn *turn);

#endif
