/* A text as its reader meets it: sentences, and the words in them.
 *
 * Good enough for counting and for looking words up, which is all that the rules about
 * language need. A sentence ends at . ! ? : ; before a blank, and at the end of a
 * paragraph. A {placeholder} is one word, and a name: what an OJS is called is not for
 * us to judge. */
#ifndef PEIL_SENTENCE_H
#define PEIL_SENTENCE_H

#include "questionnaires/base/arena.h"

#include <stdbool.h>

struct peil_word {
    const char *text; /* ASCII letters in lower case, no punctuation around it */
    size_t letters;   /* of its longest part: "peer-researcher" has 10 */
    bool name;        /* capital inside a sentence, or a placeholder */
};

struct peil_sentence {
    const struct peil_word *words;
    size_t count;
    bool question;     /* ends with ? */
    const char *begin; /* where it begins in the text */
};

size_t peil_text_sentences(const char *text, struct peil_arena *arena,
                           const struct peil_sentence **sentences);

/* How many bytes its first `words` words take in the text, to quote its beginning. */
size_t peil_sentence_head(const struct peil_sentence *sentence, size_t words);

/* The place of the first of these words ("dit schooljaar") at or after `from`, in a
 * row; sentence->count when they are not there. */
size_t peil_sentence_find(const struct peil_sentence *sentence, const char *words,
                          size_t from);

#endif
