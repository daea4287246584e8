/* Any bytes as a questionnaire. What is read has what the readers of the model trust:
 * text for every item, indexes that agree, columns, a base line for every condition. */
#include "questionnaires/condition.h"
#include "questionnaires/variable.h"
#include "tests/fuzz/fuzz.h"

#include <stdlib.h>

static void check_item(const struct peil_questionnaire *q, size_t index,
                       struct peil_arena *arena)
{
    const struct peil_item *item = &q->items[index];
    if (item->index != index || item->section >= q->section_count ||
        item->text.count == 0 || peil_questionnaire_item(q, item->id) != item)
        abort();
    if (peil_item_has_options(item) != (item->option_count > 0))
        abort();
    if ((item->when == NULL) != !*peil_condition_describe(item->when, q, arena))
        abort();
}

static void check(const struct peil_questionnaire *q, struct peil_arena *arena)
{
    const struct peil_response *response = peil_response_new(q, arena);
    const struct peil_variable *variables;
    size_t count = peil_questionnaire_variables(q, arena, &variables);
    for (size_t i = 0; i < q->item_count; i++)
        check_item(q, i, arena);
    for (size_t i = 0; i < count; i++)
        if (!peil_variable_cell(&variables[i], response, arena))
            abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct peil_arena *arena = peil_arena_new();
    struct peil_diag *diag = peil_diag_new(arena);
    const char *text = peil_arena_copy_span(arena, (const char *)bytes, length);
    const struct peil_questionnaire *q =
        peil_questionnaire_parse(text, length, "q.xml", arena, diag);
    if ((q == NULL) != peil_diag_has_error(diag))
        abort();
    if (q)
        check(q, arena);
    peil_arena_free(arena);
    return 0;
}
