/* Any bytes as events, with | between them, against one questionnaire that has every
 * kind of item: what is accepted replays to the same record, an answer stands only
 * where its item is asked, and there is always a way on. */
#include "collect/interview/interview.h"
#include "questionnaires/condition.h"
#include "tests/fuzz/fuzz.h"

#include <stdlib.h>
#include <string.h>

static const char xml[] =
    "<questionnaire xmlns='urn:peil:questionnaire:1' id='f' version='1' xml:lang='nl'"
    " respondents='leerlingen'><title>F</title>"
    "<variant id='a' label='A' age='8-10' when='g = 5'/>"
    "<variant id='b' label='B' age='10-12' default='yes'/>"
    "<section id='s' title='S'>"
    "<single id='m' assent='yes'><text>M</text><option code='1'>1</option>"
    "<option code='2' refuses='yes'>2</option></single>"
    "<single id='g'><text>G</text><option code='5'>5</option><option "
    "code='8'>8</option>"
    "</single>"
    "<multiple id='h' max='2'><text>H</text><option code='1'>1</option>"
    "<option code='2' variant='b'>2</option><option code='3' specify='yes'>3</option>"
    "<option code='97' exclusive='yes'>97</option><dont-know/></multiple><barrier/>"
    "<ranking id='r' max='2' when='not(selected(h, 97))'><text>R</text>"
    "<option code='1'>1</option><option code='2'>2</option><option code='3'>3</option>"
    "</ranking><explain id='e'><text>E</text></explain>"
    "<quantity id='q' min='4' max='99' variant='b'><text>Q</text><refuse/></quantity>"
    "<scale id='l' when='answered(q) and q &gt; 9' order='random'><text>L</text>"
    "<option code='1'>1</option><option code='2'>2</option></scale>"
    "<date id='d'><text>D</text></date><text id='t' length='40'><text>T</text></text>"
    "</section></questionnaire>";

enum { MOST_EVENTS = 500 };

static void check_record(const struct peil_interview *interview,
                         const struct peil_response *response)
{
    for (size_t i = 0; i < response->questionnaire->item_count; i++) {
        const struct peil_item *item = &response->questionnaire->items[i];
        const struct peil_answer *answer = &response->answers[i];
        bool asked = peil_variants_has(item->variants, response->variant) &&
                     peil_condition_evaluate(item->when, response) == PEIL_TRUE;
        bool reached =
            answer->missing != PEIL_NOT_ASKED && answer->missing != PEIL_NOT_REACHED;
        if (!answer->given || (reached && !asked))
            abort();
    }
    size_t number, total;
    peil_interview_progress(interview, &number, &total);
    if (number > total || total > response->questionnaire->item_count)
        abort();
}

static void check_replay(const struct peil_interview *interview, const char *const *log,
                         size_t count, struct peil_arena *arena)
{
    const struct peil_response *expected = peil_interview_response(interview, arena);
    const struct peil_questionnaire *q = expected->questionnaire;
    struct peil_interview *again = peil_interview_new(q, NULL, 1, arena);
    const char *why;
    for (size_t i = 0; i < count; i++)
        if (!peil_interview_apply(again, log[i], &why))
            abort();
    const struct peil_response *got = peil_interview_response(again, arena);
    if (peil_interview_state(again) != peil_interview_state(interview) ||
        peil_interview_item(again) != peil_interview_item(interview) ||
        got->variant != expected->variant)
        abort();
    for (size_t i = 0; i < q->item_count; i++)
        if (!peil_answer_equal(&expected->answers[i], &got->answers[i]))
            abort();
    check_record(interview, expected);
}

/* A skip, or the first option where skipping is not allowed, always leads on. */
static void check_way_on(struct peil_interview *interview, struct peil_arena *arena)
{
    const struct peil_item *item;
    const char *why;
    while ((item = peil_interview_item(interview)))
        if (!peil_interview_apply(
                interview, peil_arena_format(arena, "a %s -9", item->id), &why) &&
            !peil_interview_apply(interview,
                                  peil_arena_format(arena, "a %s 1", item->id), &why))
            abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct peil_arena *arena = peil_arena_new();
    struct peil_diag *diag = peil_diag_new(arena);
    const struct peil_questionnaire *q =
        peil_questionnaire_parse(xml, strlen(xml), "f.xml", arena, diag);
    const char *log[MOST_EVENTS], *text = (const char *)bytes, *end = text + length;
    size_t count = 0;
    if (!q)
        abort();
    struct peil_interview *interview = peil_interview_new(q, NULL, 1, arena);
    while (text < end && count < MOST_EVENTS) {
        const char *stop = memchr(text, '|', (size_t)(end - text)), *why = NULL;
        stop = stop ? stop : end;
        log[count] = peil_arena_copy_span(arena, text, (size_t)(stop - text));
        if (peil_interview_apply(interview, log[count], &why))
            count++;
        else if (!why)
            abort();
        text = stop + 1;
    }
    check_replay(interview, log, count, arena);
    check_way_on(interview, arena);
    peil_arena_free(arena);
    return 0;
}
