/* Sentences above all tables: what was left out of them, and why. */
#ifndef PEIL_NOTES_H
#define PEIL_NOTES_H

#include "questionnaires/base/arena.h"

struct peil_notes {
    const char **list;
    size_t count;
    struct peil_arena *arena;
};

static inline void peil_notes_add(struct peil_notes *notes, const char *note)
{
    notes->list =
        peil_arena_grow(notes->arena, notes->list, notes->count, sizeof *notes->list);
    notes->list[notes->count++] = note;
}

#endif
