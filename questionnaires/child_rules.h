/* What children can answer: a rule per row, for a sentence, an item or a variant.
 *
 * A rule looks for one variant and its age, and answers with what is wrong and what to
 * do about it, or NULL. Rules about words know Dutch only. */
#ifndef PEIL_CHILD_RULES_H
#define PEIL_CHILD_RULES_H

#include "questionnaires/age.h"
#include "questionnaires/sentence.h"

enum peil_part { PEIL_PART_QUESTION, PEIL_PART_LABEL, PEIL_PART_OTHER };

/* One look of one rule. */
struct peil_look {
    const struct peil_questionnaire *q;
    struct peil_arena *arena;
    size_t index; /* of the variant */
    const struct peil_variant *variant;
    const struct peil_age *age;
    const struct peil_item *item; /* NULL: a page, or the variant as a whole */
    enum peil_part part;
    const struct peil_sentence *sentence;
    const char *language; /* of the sentence */
};

typedef const char *peil_child_rule_function(const struct peil_look *look);

struct peil_child_rule {
    const char *name, *about; /* its name in accept="..." */
    /* What it looks at: one of these. */
    peil_child_rule_function *sentence, *item, *variant;
    bool dutch; /* knows this language only */
};

enum { PEIL_CHILD_RULES = 18 };
extern const struct peil_child_rule peil_child_rules[];

#endif
