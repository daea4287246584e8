/* Which trends survive a new version of a questionnaire.
 *
 * A figure of this year may stand beside that of an earlier one only when the same
 * question was asked of the same pupils. So what was asked is compared item by item, as
 * each variant sees it: words, options, who is asked, and what comes before it. An item
 * that was changed on purpose has a new id, and says which one it `replaces`; when its
 * options also say what they `was`, its answers can be recoded into one another. */
#ifndef PEIL_DIFF_H
#define PEIL_DIFF_H

#include "questionnaires/questionnaire.h"

enum peil_change_kind {
    PEIL_CHANGE_KIND,       /* one answer became several */
    PEIL_CHANGE_WORDING,    /* asked otherwise of everybody */
    PEIL_CHANGE_SOME,       /* asked otherwise of some variants */
    PEIL_CHANGE_ADDED,      /* options */
    PEIL_CHANGE_REMOVED,    /* options that have no counterpart now */
    PEIL_CHANGE_RELABELLED, /* the same code has other words */
    PEIL_CHANGE_RECODED,    /* the same words have another code */
    PEIL_CHANGE_SPLIT,      /* a code became several */
    PEIL_CHANGE_REORDERED,  /* options */
    PEIL_CHANGE_SCORES,
    PEIL_CHANGE_LIMIT,   /* how many may be chosen, how low or high it may be */
    PEIL_CHANGE_MISSING, /* "I don't know" or "I'd rather not say" came or went */
    PEIL_CHANGE_BASE,    /* other pupils are asked */
    PEIL_CHANGE_MOVED,   /* it comes before or after other questions than it did */
    PEIL_CHANGE_BANDS,   /* of a derived variable */
    PEIL_CHANGE_KINDS
};
struct peil_change {
    enum peil_change_kind kind;
    const char *what; /* a sentence for people, without capital and stop */
};

enum peil_survival {
    PEIL_SURVIVES,
    PEIL_SURVIVES_RECODED, /* see `recodes` */
    PEIL_SURVIVES_NOT,
    PEIL_SURVIVES_NEW,  /* there was none such */
    PEIL_SURVIVES_GONE, /* there is none such any more */
    PEIL_SURVIVALS
};
struct peil_recode {
    const char *from, *to; /* codes then and now */
};

/* An item, or a derived variable, and its earlier self. */
struct peil_match {
    const char *old_id, *id;            /* NULL: new, gone */
    const struct peil_item *old, *item; /* NULL too for a derived variable */
    bool core;                          /* it was, or is */
    enum peil_survival survival;
    const struct peil_change *changes;
    size_t change_count;
    const struct peil_recode *recodes; /* of every code of then; none: they are equal */
    size_t recode_count;
};
struct peil_diff {
    const struct peil_questionnaire *old, *new;
    const struct peil_match *matches; /* in order of the new one, then what is gone */
    size_t count;
    bool core_survives; /* every core item of the old one can be compared */
};

const struct peil_diff *peil_diff_make(const struct peil_questionnaire *old,
                                       const struct peil_questionnaire *new,
                                       struct peil_arena *arena);

/* Of an id in the new questionnaire; NULL when it has none such. */
const struct peil_match *peil_diff_find(const struct peil_diff *diff, const char *id);

/* "vergelijkbaar", ...; "same", "recoded", ... for programs. */
const char *peil_survival_words(enum peil_survival survival);
const char *peil_survival_name(enum peil_survival survival);
const char *peil_change_name(enum peil_change_kind kind);

#endif
