/* A small questionnaire with every kind of item, and responses to it in one line, for
 * the tests of conditions, answers and variables. */
#ifndef PEIL_TESTS_MODEL_H
#define PEIL_TESTS_MODEL_H

#include "questionnaires/answer.h"
#include "tests/fixture.h"

#include <string.h>

static const char model_xml[] =
    "<questionnaire xmlns='urn:peil:questionnaire:1' id='model' version='1'"
    " xml:lang='nl'><title>Model</title>"
    "<variant id='a' label='groep 5-6' when='in(groep, 5, 6)'/>"
    "<variant id='b' label='klas 1' when='groep = 11' default='yes'/>"
    "<section id='s' title='S'>"
    "<single id='meedoen' assent='yes'><text>Doe je mee?</text>"
    "<option code='1'>Ja</option><option code='2' refuses='yes'>Nee</option></single>"
    "<single id='groep'><text>Je bent er. In welke groep of klas zit je? Kies.</text>"
    "<option code='5'>Groep 5</option><option code='6'>Groep 6</option>"
    "<option code='11'>Klas 1</option><option code='90'>Iets anders</option></single>"
    "<single id='wie'><text>Naar wie ga je?</text><option code='ouder'>Ouder</option>"
    "<option code='juf' variant='a'>Mijn juf</option>"
    "<option code='juf' variant='b'>Mijn mentor</option>"
    "<option code='x' specify='yes'>Iemand anders</option>"
    "<dont-know/><refuse variant='b'/></single>"
    "<scale id='fijn'><text>Hoe fijn is \"het\"?</text><option code='1'>Heel</option>"
    "<option code='2'>Gaat</option><option code='3'>Niet</option>"
    "<option code='4'>Heel niet</option><option code='5'>Helemaal niet</option>"
    "<option code='6'>Ik wil er niet eens over denken</option><dont-know/></scale>"
    "<multiple id='themas' min='1' max='3'><text>Waarbij wil je hulp?</text>"
    "<option code='1'>Lezen</option><option code='2'>Rekenen</option>"
    "<option code='14' specify='yes'>Iets anders</option>"
    "<option code='15' specify='yes'>Nog iets</option>"
    "<option code='97' exclusive='yes'>Nergens bij</option><dont-know/></multiple>"
    "<ranking id='top' max='2'><text>Wat eerst?</text><option code='1'>Lezen</option>"
    "<option code='2'>Rekenen</option><option code='3'>Gym</option></ranking>"
    "<quantity id='uren' min='-10' max='100' unit='uur'><text>Hoeveel uur?</text>"
    "<dont-know/></quantity>"
    "<text id='tip' length='20'><text>Heb je een tip?</text></text>"
    "<date id='dag'><text>Wanneer?</text></date>"
    "<explain id='uitleg'><text>Lees dit.</text></explain>"
    "<single id='nodig' required='yes' practice='yes'><text>Nodig?</text>"
    "<option code='1'>Ja</option></single>"
    "</section>"
    "<derive id='leeftijd' label='Leeftijd' from='groep'>"
    "<band code='1' label='groep 5-6' of='5 6'/><band code='2' label='klas 1' of='11'/>"
    "</derive>"
    "<derive id='druk' label='Drukte' from='uren'><band code='weinig' label='weinig' "
    "to='10'/><band code='veel' label='veel' from='10' to='50'/></derive>"
    "<derive id='blij' label='Blij' from='fijn'>"
    "<band code='1' label='blij' of='1' variant='a'/>"
    "<band code='1' label='blij' of='1 2' variant='b'/></derive>"
    "</questionnaire>";

static inline const struct peil_questionnaire *model_read(void)
{
    return parse_questionnaire(model_xml);
}

static inline const struct peil_item *model_item(const struct peil_questionnaire *q,
                                                 const char *id)
{
    const struct peil_item *item = peil_questionnaire_item(q, id);
    if (!item)
        fail_msg("no item %s", id);
    return item;
}

/* "groep:5; themas:1 2; variant:a" */
static inline struct peil_response *model_response(const struct peil_questionnaire *q,
                                                   const char *text)
{
    struct peil_response *response = peil_response_new(q, arena);
    while (*text) {
        size_t length = strcspn(text, ";"), id = strcspn(text, ":");
        const char *name = peil_arena_copy_span(arena, text, id);
        const char *line = peil_arena_copy_span(arena, text + id + 1, length - id - 1);
        const char *why = NULL;
        if (strcmp(name, "variant") == 0)
            response->variant = (size_t)(*line - 'a');
        else if (!peil_answer_read(model_item(q, name), line, response->variant, arena,
                                   &response->answers[model_item(q, name)->index],
                                   &why))
            fail_msg("%s cannot be %s: %s", name, line, why);
        text += length;
        text += strspn(text, "; ");
    }
    return response;
}

#endif
