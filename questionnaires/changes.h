/* What differs between an item and its earlier self: its words, its options, and who is
 * asked. Only diff.c looks here; the order it compares itself. */
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
    const struct peil_match *matches; /* of the new items before this one */
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

/* Two that are open, NAN, are the same too. */
bool peil_changes_is_same_number(double a, double b);

/* Is it asked of that variant, in both versions? */
bool peil_view_is_asked(const struct peil_view *view,
                        const struct peil_changes *changes);
/* Did the designer say what its options were? Then other words are no surprise. */
bool peil_changes_are_declared(const struct peil_changes *changes);

void peil_changes_of_words(struct peil_changes *changes);
void peil_changes_of_options(struct peil_changes *changes);
void peil_changes_of_limits(struct peil_changes *changes);

/* changes_base.c: who is asked. An item is the same when its own trend is whole: only
 * then are those whom it sends on the same pupils. */
bool peil_changes_is_same_item(const struct peil_changes *changes,
                               const struct peil_item *old,
                               const struct peil_item *new);
void peil_changes_of_base(struct peil_changes *changes);
bool peil_changes_are_same_bands(const struct peil_changes *changes,
                                 const struct peil_derive *old,
                                 const struct peil_derive *new);

#endif
