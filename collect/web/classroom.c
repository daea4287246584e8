#include "collect/web/classroom.h"

/* Short, known to a child of eight, not to be mistaken for one another. */
static const char *const words[] = {
    "anker",   "appel",    "banaan", "berg",   "boot",    "brug",    "citroen",
    "dolfijn", "eekhoorn", "egel",   "fiets",  "fontein", "gitaar",  "haven",
    "hert",    "ijsbeer",  "jas",    "kameel", "kano",    "kasteel", "kers",
    "kompas",  "ladder",   "lamp",   "maan",   "meeuw",   "molen",   "muts",
    "noot",    "olifant",  "otter",  "paard",  "parel",   "peer",    "piano",
    "pinguin", "raket",    "rivier", "robot",  "schelp",  "slak",    "sneeuw",
    "specht",  "ster",     "strand", "tent",   "tijger",  "tomaat",  "trein",
    "trommel", "tulp",     "uil",    "veer",   "vlieger", "vos",     "vulkaan",
    "walvis",  "wolk",     "wortel", "zadel",  "zebra",   "zeehond", "zeilboot",
    "zon",
};

struct peil_classroom *peil_classroom_new(struct peil_deck *deck,
                                          struct peil_arena *arena)
{
    struct peil_classroom *classroom = peil_arena_array(arena, 1, sizeof *classroom);
    *classroom = (struct peil_classroom){
        .word = words[peil_token_below(sizeof words / sizeof words[0])],
        .deck = deck,
        .guesses = peil_guesses_new(arena),
    };
    return classroom;
}
