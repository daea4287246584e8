#include "collect/interview/chance.h"

uint64_t peil_chance_next(struct peil_chance *chance)
{
    uint64_t z = (chance->state += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

size_t peil_chance_below(struct peil_chance *chance, size_t bound)
{
    return (size_t)(peil_chance_next(chance) % bound);
}

double peil_chance_unit(struct peil_chance *chance)
{
    return (double)(peil_chance_next(chance) >> 11) * 0x1p-53;
}
