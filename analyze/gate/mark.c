#include "analyze/gate/mark.h"

#include <stdbool.h>
#include <stdlib.h>

uint64_t peil_mark(size_t number)
{
    uint64_t x = (uint64_t)number * 0x9e3779b97f4a7c15u + 0x9e3779b97f4a7c15u;
    x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9u;
    x = (x ^ x >> 27) * 0x94d049bb133111ebu;
    return x ^ x >> 31;
}

struct marked {
    uint64_t mark;
    size_t place;
};

static int by_mark(const void *a, const void *b)
{
    const struct marked *x = a, *y = b;
    if (x->mark != y->mark)
        return x->mark < y->mark ? -1 : 1;
    return (x->place > y->place) - (x->place < y->place);
}

const size_t *peil_mark_number(const uint64_t *marks, size_t count, size_t *next,
                               struct peil_arena *arena)
{
    struct marked *sorted = peil_arena_array(arena, count, sizeof *sorted);
    size_t *numbers = peil_arena_array(arena, count, sizeof *numbers);
    for (size_t i = 0; i < count; i++)
        sorted[i] = (struct marked){ marks[i], i };
    qsort(sorted, count, sizeof *sorted, by_mark);
    for (size_t i = 0; i < count; i++) {
        bool first = i == 0 || sorted[i].mark != sorted[i - 1].mark;
        numbers[sorted[i].place] = first && sorted[i].mark != 0 ? (*next)++ : SIZE_MAX;
    }
    return numbers;
}
