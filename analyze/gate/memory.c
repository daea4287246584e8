#include "analyze/gate/memory.h"

static struct peil_recall *place_of(const struct peil_memory *memory, uint64_t mark)
{
    size_t at = mark & (memory->places - 1);
    while (memory->list[at].mark != 0 && memory->list[at].mark != mark)
        at = (at + 1) & (memory->places - 1);
    return &memory->list[at];
}

const struct peil_recall *peil_memory_find(const struct peil_memory *memory,
                                           uint64_t mark)
{
    const struct peil_recall *found =
        memory->places > 0 ? place_of(memory, mark) : NULL;
    return found && found->mark != 0 ? found : NULL;
}

static void make_room(struct peil_memory *memory)
{
    const struct peil_memory old = *memory;
    memory->places = old.places > 0 ? 2 * old.places : 64;
    memory->list =
        peil_arena_array(memory->arena, memory->places, sizeof *memory->list);
    for (size_t i = 0; i < old.places; i++)
        if (old.list[i].mark != 0)
            *place_of(memory, old.list[i].mark) = old.list[i];
}

void peil_memory_add(struct peil_memory *memory, struct peil_recall answer)
{
    if (2 * memory->count >= memory->places)
        make_room(memory);
    struct peil_recall *place = place_of(memory, answer.mark);
    memory->count += place->mark == 0;
    *place = answer;
}
