/* What respondents of an age can manage, as one row of figures per age.
 *
 * Words a sentence, options, rows of a grid, items, minutes and recall are what the
 * literature on children as respondents advises (Borgers, de Leeuw and Hox 2000;
 * Borgers, Hox and Sikkel 2004; de Leeuw 2011) and Dutch practice: 15 questions in
 * Vensters PO, 27 in Vensters VO, one lesson at most. */
#ifndef PEIL_AGE_H
#define PEIL_AGE_H

#include "questionnaires/questionnaire.h"

/* How far back a question may ask. */
enum peil_recall { PEIL_THIS_WEEK, PEIL_THIS_MONTH, PEIL_THIS_YEAR, PEIL_LONG_AGO };

struct peil_age {
    const char *name;                    /* "8-10"; NULL = grown up: no child rules */
    size_t scale_options, list_options;  /* at most; list_options 0 = any number */
    size_t sentence_words, word_letters; /* at most; word_letters 0 = any */
    size_t grid_rows;                    /* scales in a row with the same answers */
    size_t items;
    double minutes;
    enum peil_recall recall;
    bool midpoint, faces, conditionals; /* may be used */
    double words_a_minute;
    double seconds_to_choose, seconds_to_write; /* after reading */
};

/* Never NULL. */
const struct peil_age *peil_age_of(const struct peil_variant *variant);

#endif
