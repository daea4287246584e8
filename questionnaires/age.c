#include "questionnaires/age.h"

#include <string.h>

/* Reading aloud, half of the children read 112, 133 and 146 words a minute in grades 3,
 * 4 and 5 (Hasbrouck and Tindal 2017); grown-ups read 238 silently (Brysbaert 2019).
 * Somewhat less is taken here, so that slower readers finish too. The seconds are a
 * judgement, to be set right by the first classes. */
static const struct peil_age ages[] = {
    { "8-10", .scale_options = 4, .list_options = 5, .sentence_words = 10,
      .word_letters = 12, .grid_rows = 1, .items = 15, .minutes = 10,
      .recall = PEIL_THIS_WEEK, .faces = true, .words_a_minute = 100,
      .seconds_to_choose = 8, .seconds_to_write = 30 },
    { "10-12", .scale_options = 4, .sentence_words = 15, .grid_rows = 3, .items = 20,
      .minutes = 15, .recall = PEIL_THIS_MONTH, .faces = true, .conditionals = true,
      .words_a_minute = 130, .seconds_to_choose = 6, .seconds_to_write = 30 },
    { "12-14", .scale_options = 5, .sentence_words = 20, .grid_rows = 5, .items = 30,
      .minutes = 20, .recall = PEIL_THIS_YEAR, .midpoint = true, .conditionals = true,
      .words_a_minute = 160, .seconds_to_choose = 5, .seconds_to_write = 30 },
    { NULL, .words_a_minute = 200, .seconds_to_choose = 5, .seconds_to_write = 30 },
};

const struct peil_age *peil_age_of(const struct peil_variant *variant)
{
    const struct peil_age *age = ages;
    while (age->name && (!variant->age || strcmp(age->name, variant->age) != 0))
        age++;
    return age;
}
