/* Any text as an answer to any item: the first byte chooses the item. What is read may
 * be given, and is read again from what is written. */
#include "questionnaires/answer.h"
#include "tests/fuzz/fuzz.h"

#include <stdlib.h>
#include <string.h>

static const char questionnaire[] =
    "<questionnaire xmlns='urn:peil:questionnaire:1' id='x' version='1' xml:lang='nl'>"
    "<title>T</title><options id='l'><option code='1'>A</option><option code='b'>B"
    "</option><option code='x' specify='yes'>X</option>"
    "<option code='97' exclusive='yes'>N</option><dont-know/><refuse/></options>"
    "<section id='s' title='S'><single id='i0' options='l'><text>Q</text></single>"
    "<multiple id='i1' options='l' min='2' max='3'><text>Q</text></multiple>"
    "<ranking id='i2' options='l' max='2'><text>Q</text></ranking>"
    "<quantity id='i3' min='-100'><text>Q</text></quantity>"
    "<text id='i4'><text>Q</text></text><date id='i5'><text>Q</text></date>"
    "<explain id='i6'><text>Q</text></explain></section></questionnaire>";

static void check(const struct peil_item *item, const char *line,
                  struct peil_arena *arena)
{
    struct peil_answer answer, again;
    const char *why = NULL;
    if (!peil_answer_read(item, line, SIZE_MAX, arena, &answer, &why)) {
        if (!why)
            abort();
        return;
    }
    const char *written = peil_answer_write(item, &answer, arena);
    if (!peil_answer_allows(item, &answer, &why) ||
        !peil_answer_read(item, written, SIZE_MAX, arena, &again, &why) ||
        !peil_answer_equal(&answer, &again) ||
        strcmp(written, peil_answer_write(item, &again, arena)) != 0)
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
    const struct peil_questionnaire *q = read_once();
    if (length > 0)
        check(&q->items[bytes[0] % q->item_count],
              peil_arena_copy_span(arena, (const char *)bytes + 1, length - 1), arena);
    peil_arena_free(arena);
    return 0;
}
