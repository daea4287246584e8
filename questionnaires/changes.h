/* What differs between an item and its earlier self: its words and its options. Only
 * diff.c looks here; who is asked, and in which order, it compares itself. */
#ifndef PEIL_CHANGES_H
#define PEIL_CHANGES_H

#include "questionnaires/diff.h"

/* A variant as each of the two versions numbers it; SIZE_MAX: it has no variants. */
struct peil_view {
    size_t old, new;
    const char *label;
};

/* A match in the making. */
struct peil_changes {
    const struct peil_questionnaire *old_q, *new_q;
    const struct peil_view *views; /* the variants that both have */
    size_t view_count;
    const struct peil_item *old, *new;
    struct peil_change *list;
    size_t count;
    struct peil_recode *recodes;
    size_t recode_count;
    struct peil_arena *arena;
};

void peil_changes_add(struct peil_changes *changes, enum peil_change_kind kind,
                      const char *format, ...) PEIL_FORMAT(3, 4);
/* `list`, and the name in quotes unless it is in it already. */
const char *peil_changes_mention(struct peil_changes *changes, const char *list,
                                 const char *name);

/* Is it asked of that variant, in both versions? */
bool peil_view_is_asked(const struct peil_view *view,
                        const struct peil_changes *changes);
/* Did the designer say what its options were? Then other words are no surprise. */
bool peil_changes_are_declared(const struct peil_changes *changes);

void peil_changes_of_words(struct peil_changes *changes);
void peil_changes_of_options(struct peil_changes *changes);

#endif
