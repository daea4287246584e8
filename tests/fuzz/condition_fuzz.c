/* Any text as a condition. It is refused with a place inside the text, or it has a
 * value for every response and words for it. */
#include "questionnaires/condition.h"
#include "tests/fuzz/fuzz.h"

#include <stdlib.h>
#include <string.h>

static const char questionnaire[] =
    "<questionnaire xmlns='urn:peil:questionnaire:1' id='x' version='1' xml:lang='nl'>"
    "<title>T</title><variant id='a' label='A'/><section id='s' title='S'>"
    "<single id='s'><text>Q</text><option code='1'>A</option><option "
    "code='2'>B</option>"
    "</single><single id='w'><text>Q</text><option code='a'>A</option></single>"
    "<multiple id='m'><text>Q</text><option code='1'>A</option><option code='2'>B"
    "</option></multiple><quantity id='n'><text>Q</text></quantity>"
    "<text id='t'><text>Q</text></text></section><derive id='d' label='D' from='s'>"
    "<band code='1' label='A' of='1'/></derive></questionnaire>";

static void check(const struct peil_condition *condition,
                  const struct peil_questionnaire *q, struct peil_arena *arena)
{
    struct peil_response *response = peil_response_new(q, arena);
    const char *const lines[] = { "1", "a", "1 2", "-3", "words" }, *why;
    (void)peil_condition_evaluate(condition, response);
    for (size_t i = 0; i < q->item_count; i++)
        if (!peil_answer_read(&q->items[i], lines[i], 0, arena, &response->answers[i],
                              &why))
            abort();
    (void)peil_condition_evaluate(condition, response);
    if (*peil_condition_describe(condition, q, arena) == '\0')
        abort();
}

/* Read once: it is the text that is tried. */
static const struct peil_questionnaire *read_once(void)
{
    static const struct peil_questionnaire *q;
    if (!q) {
        struct peil_arena *arena = peil_arena_new();
        q = peil_questionnaire_parse(questionnaire, strlen(questionnaire), "q.xml",
                                     arena, peil_diag_new(arena));
    }
    if (!q)
        abort();
    return q;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct peil_arena *arena = peil_arena_new();
    struct peil_diag *diag = peil_diag_new(arena);
    const char *text = peil_arena_copy_span(arena, (const char *)bytes, length);
    const struct peil_questionnaire *q = read_once();
    const struct peil_condition *condition = peil_condition_parse(
        text, (struct peil_place){ "-", 1, 1 }, q, SIZE_MAX, arena, diag);
    const struct peil_problem *problems;
    size_t count = peil_diag_problems(diag, &problems);
    for (size_t i = 0; i < count; i++)
        if (problems[i].place.column < 1 ||
            (size_t)problems[i].place.column > strlen(text) + 1)
            abort();
    if ((condition == NULL) != peil_diag_has_error(diag))
        abort();
    if (condition)
        check(condition, q, arena);
    peil_arena_free(arena);
    return 0;
}
