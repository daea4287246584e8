#include "collect/page/look.h"

#include <string.h>

const struct peil_look peil_looks[PEIL_LOOKS] = { { "l", "large" },
                                                  { "s", "spaced" },
                                                  { "c", "contrast" } };

bool peil_look_has(const char *letters, char letter)
{
    return strchr(letters, letter) != NULL;
}

const char *peil_look_read(const char *letters, struct peil_arena *arena)
{
    const char *known = "";
    for (size_t i = 0; letters && i < PEIL_LOOKS; i++)
        if (peil_look_has(letters, peil_looks[i].letter[0]))
            known = peil_arena_format(arena, "%s%s", known, peil_looks[i].letter);
    return known;
}

const char *peil_look_toggle(const char *letters, char letter, struct peil_arena *arena)
{
    const char *at = strchr(letters, letter);
    return peil_look_read(
        at ? peil_arena_format(arena, "%.*s%s", (int)(at - letters), letters, at + 1)
           : peil_arena_format(arena, "%s%c", letters, letter),
        arena);
}

const char *peil_look_classes(const char *letters, struct peil_arena *arena)
{
    const char *classes = NULL;
    for (size_t i = 0; i < PEIL_LOOKS; i++)
        if (peil_look_has(letters, peil_looks[i].letter[0]))
            classes = classes ? peil_arena_format(arena, "%s %s", classes,
                                                  peil_looks[i].class)
                              : peil_looks[i].class;
    return classes;
}
