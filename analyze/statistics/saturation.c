#include "analyze/statistics/saturation.h"

struct peil_saturation peil_saturation(const bool *mentioned, size_t interviews,
                                       size_t codes, size_t block,
                                       struct peil_arena *arena)
{
    if (block == 0)
        block = 10;
    size_t block_count = (interviews + block - 1) / block;
    bool *heard = peil_arena_array(arena, codes, sizeof *heard);
    size_t *fresh = peil_arena_array(arena, interviews, sizeof *fresh);
    size_t *curve = peil_arena_array(arena, interviews, sizeof *curve);
    size_t *blocks = peil_arena_array(arena, block_count, sizeof *blocks);
    struct peil_saturation result = { 0, fresh, curve, blocks, block_count, 0 };
    for (size_t i = 0; i < interviews; i++) {
        for (size_t c = 0; c < codes; c++) {
            bool is_new = mentioned[i * codes + c] && !heard[c];
            heard[c] = heard[c] || is_new;
            fresh[i] += is_new;
        }
        result.found += fresh[i];
        curve[i] = result.found;
        blocks[i / block] += fresh[i];
        if (fresh[i] > 0)
            result.complete_after = i + 1;
    }
    return result;
}
