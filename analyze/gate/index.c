#include "analyze/gate/index.h"

/* While lists are filled, first[i + 1] is where the next of `i` will stand: in the end
 * that is where the list of `i + 1` begins. So what is expected stands yet one further
 * on. */
struct peil_index peil_index_new(size_t count, struct peil_arena *arena)
{
    return (struct peil_index){ peil_arena_array(arena, count + 2, sizeof(size_t)),
                                NULL };
}

void peil_index_expect(struct peil_index *index, size_t i)
{
    index->first[i + 2]++;
}

void peil_index_settle(struct peil_index *index, size_t count, struct peil_arena *arena)
{
    for (size_t i = 1; i < count + 2; i++)
        index->first[i] += index->first[i - 1];
    index->list = peil_arena_array(arena, index->first[count + 1], sizeof(size_t));
}

void peil_index_put(struct peil_index *index, size_t i, size_t number)
{
    index->list[index->first[i + 1]++] = number;
}
