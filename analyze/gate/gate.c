#include "analyze/gate/gate.h"

#include "analyze/gate/redaction.h"
#include "analyze/gate/review.h"

const struct peil_audit *peil_gate_close(const struct peil_gate *gate,
                                         struct peil_table *const *tables, size_t count,
                                         struct peil_arena *arena)
{
    struct peil_review review = { .guards = peil_arena_array(arena, count,
                                                             sizeof(struct peil_guard)),
                                  .guard_count = count,
                                  .secrets = { .arena = arena },
                                  .asked = (double)gate->least_cell,
                                  .without = gate->without };
    for (size_t i = 0; i < count; i++)
        review.guards[i] = peil_guard_make(gate, tables[i], arena);
    for (int plain = 0; plain < 2; plain++) {
        review.puzzle = peil_puzzle_make(
            peil_figures_make(tables, count, gate->questionnaire, plain, arena), arena);
        if (peil_review_run(&review, arena))
            break;
    }
    const struct peil_audit *audit = peil_review_report(&review, arena);
    for (size_t i = 0; i < count; i++)
        peil_redaction_apply(&review.guards[i].shield, gate->least_cell, arena);
    return audit;
}
