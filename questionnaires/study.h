/* The study: whose survey this is, in which wave and schools, in whose words.
 *
 * The national questionnaire stays untouched; study.xml localises it: OJS, wave,
 * schools, values for placeholders, which rotating items are on, thresholds, and the
 * public keys that answers are sealed for. */
#ifndef PEIL_STUDY_H
#define PEIL_STUDY_H

#include "questionnaires/questionnaire.h"

struct peil_school {
    const char *code, *name, *level; /* "23CN00", "De Wilgen", "po" or "vo" */
    long pupils;                     /* 0 = not known */
    struct peil_place place;
};

/* For whom answers are sealed. What stands between the tags is looked into by collect/,
 * which knows what a key is. */
struct peil_public_key {
    const char *name, *text; /* "analist", "dGhlIGtleSBpdHNlbGY..." */
    struct peil_place place;
};

struct peil_study {
    const char *ojs, *name, *phone, *site; /* "VO3006", "Jeugdsteunpunt De Brug" */
    const char *wave;                      /* "2026-1" */
    const struct peil_school *schools;
    size_t school_count;
    const struct peil_placeholder *placeholders; /* naam_ojs, ... */
    size_t placeholder_count;
    const char *const *on, *const *off; /* ids of rotating items */
    size_t on_count, off_count;
    long least_cell, least_group;       /* disclosure thresholds: 5, 10 unless said */
    const struct peil_public_key *keys; /* none: answers are kept readable */
    size_t key_count;
};

PEIL_MUST_READ
const struct peil_study *peil_study_read(const char *path, struct peil_arena *arena,
                                         struct peil_diag *diag);
PEIL_MUST_READ
const struct peil_study *peil_study_parse(const char *bytes, size_t length,
                                          const char *name, struct peil_arena *arena,
                                          struct peil_diag *diag);

/* What there is without a study file: no codes, placeholders empty, thresholds. */
const struct peil_study *peil_study_none(void);

/* The questionnaire as this study asks it: rotating items switched on and off. Says
 * in diag which ids of the study the questionnaire does not know. */
PEIL_MUST_READ
const struct peil_questionnaire *peil_study_apply(const struct peil_study *study,
                                                  const struct peil_questionnaire *q,
                                                  struct peil_arena *arena,
                                                  struct peil_diag *diag);

/* Text with its {placeholders} filled: from the study, else the questionnaire's own
 * default. */
const char *peil_study_fill(const struct peil_study *study,
                            const struct peil_questionnaire *q, const char *text,
                            struct peil_arena *arena);

#endif
