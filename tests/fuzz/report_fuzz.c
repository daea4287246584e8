/* Any bytes as a report. What is read has what the readers of an outline trust: sources
 * with questionnaires, variables that exist, words where words stand. */
#include "questionnaires/base/text.h"
#include "reports/outline/outline.h"
#include "reports/outline/outline_reader.h"
#include "tests/fuzz/fuzz.h"

#include <stdlib.h>

static void require(bool holds)
{
    if (!holds)
        abort();
}

static void check_pick(const struct peil_pick *pick, struct peil_arena *arena)
{
    const char *const *groupings = NULL;
    if (!pick->source)
        return;
    const struct peil_questionnaire *q = pick->source->questionnaire;
    require(q != NULL);
    for (size_t i = 0; i < pick->item_count; i++)
        require(peil_outline_has_variable(q, pick->items[i]));
    size_t count = pick->by ? peil_text_words(arena, pick->by, &groupings) : 0;
    for (size_t i = 0; i < count; i++)
        require(peil_outline_has_variable(q, groupings[i]));
    require(pick->stat < PEIL_STATS && pick->of < PEIL_STATS);
}

static void check_nodes(const struct peil_node *nodes, size_t count,
                        struct peil_arena *arena)
{
    for (size_t i = 0; i < count; i++) {
        require(nodes[i].kind < PEIL_NODE_KINDS);
        require((nodes[i].kind == PEIL_NODE_WORDS) == (nodes[i].text != NULL));
        require(nodes[i].kind != PEIL_NODE_VALUE || nodes[i].pick.source);
        check_pick(&nodes[i].pick, arena);
        check_nodes(nodes[i].children, nodes[i].child_count, arena);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    static const char name[] = PEIL_SOURCE_DIR "/tests/corpus/report/any.xml";
    struct peil_arena *arena = peil_arena_new();
    struct peil_diag *diag = peil_diag_new(arena);
    const char *text = peil_arena_copy_span(arena, (const char *)bytes, length);
    const struct peil_outline *outline =
        peil_outline_parse(text, length, name, NULL, arena, diag);
    require((outline == NULL) == peil_diag_has_error(diag));
    if (outline) {
        require(outline->id && outline->title && outline->source_count > 0);
        check_nodes(outline->nodes, outline->node_count, arena);
    }
    peil_arena_free(arena);
    return 0;
}
