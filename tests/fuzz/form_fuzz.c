/* Any bytes as a form, read as an answer to every kind of item: what is read can be
 * shown and stored, and is then read as the same answer. */
#include "collect/page/form.h"
#include "questionnaires/base/text.h"
#include "tests/fuzz/fuzz.h"

#include <stdlib.h>
#include <string.h>

static const char xml[] =
    "<questionnaire xmlns='urn:peil:questionnaire:1' id='f' version='1' xml:lang='nl'"
    " respondents='leerlingen'><title>F</title><section id='s' title='S'>"
    "<single id='a'><text>A</text><option code='1'>1</option>"
    "<option code='10' specify='yes'>10</option><dont-know/><refuse/></single>"
    "<multiple id='b' max='2'><text>B</text><option code='1'>1</option>"
    "<option code='2'>2</option><option code='3' specify='yes'>3</option>"
    "<option code='97' exclusive='yes'>97</option><dont-know/></multiple>"
    "<ranking id='c' max='2'><text>C</text><option code='1'>1</option>"
    "<option code='2'>2</option><option code='3'>3</option></ranking>"
    "<quantity id='d' min='4' max='99'><text>D</text><dont-know/></quantity>"
    "<date id='e'><text>E</text></date><text id='f' length='40'><text>F</text></text>"
    "</section></questionnaire>";

static void check_answer(const struct peil_form *form, const struct peil_item *item,
                         struct peil_arena *arena)
{
    struct peil_answer answer, again;
    const char *why;
    if (peil_form_answer(form, item, 0, arena, &answer))
        return;
    if (!peil_answer_allows(item, &answer, &why))
        abort();
    if (!peil_answer_read(item, peil_answer_write(item, &answer, arena), 0, arena,
                          &again, &why) ||
        !peil_answer_equal(&answer, &again))
        abort();
    struct peil_form shown = peil_form_of_answer(item, &answer, arena);
    if (answer.missing != PEIL_NO_ANSWER &&
        (peil_form_answer(&shown, item, 0, arena, &again) ||
         !peil_answer_equal(&answer, &again)))
        abort();
}

/* Read once: the form is what is tried here. */
static const struct peil_questionnaire *questionnaire(void)
{
    static const struct peil_questionnaire *q;
    struct peil_arena *arena = q ? NULL : peil_arena_new();
    if (!q)
        q = peil_questionnaire_parse(xml, strlen(xml), "f.xml", arena,
                                     peil_diag_new(arena));
    if (!q)
        abort();
    return q;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    const struct peil_questionnaire *q = questionnaire();
    struct peil_arena *arena = peil_arena_new();
    struct peil_form form;
    if (peil_form_decode((const char *)bytes, length, arena, &form)) {
        for (size_t i = 0; i < form.count; i++)
            if (!peil_text_is_valid(form.fields[i].value, strlen(form.fields[i].value),
                                    NULL))
                abort();
        for (size_t i = 0; i < q->item_count; i++)
            check_answer(&form, &q->items[i], arena);
    }
    peil_arena_free(arena);
    return 0;
}
