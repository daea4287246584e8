/* Counts that an SWV may publish, so that a national figure needs no answers of anyone.
 *
 * They are what the disclosure gate lets through of every item, for everyone and for
 * each age group; a hidden figure is not there. Files of several SWVs merge into one
 * that still says whose figures are whose: a set, so that merging is commutative,
 * associative and idempotent, and no answer counts twice. A sum is only ever made of
 * figures that are shown. So the national figure less those of all others is an SWV's
 * own shown figure, or nothing: it cannot tell what the gate hid.
 *
 * An item is held to be the same only when its hash is: what was asked and what could
 * be answered, in which words. */
#ifndef PEIL_COUNTS_H
#define PEIL_COUNTS_H

#include "analyze/table.h"
#include "questionnaires/study.h"

struct peil_counts_item {
    const char *id, *hash;
    size_t part; /* 0; of an item whose options differ by variant: 1, 2, ... */
    bool multiple;
    const char *const *codes;
    size_t code_count;
    struct peil_place place;
};

/* Of one SWV in one wave. */
struct peil_counts_part {
    const char *ojs, *wave, *version; /* of the questionnaire; a label for people */
    double responses;
    bool synthetic; /* some response was simulated */
    /* Of each item (NULL: not asked): for everyone and then for each group, the base
     * and how many chose each code. NAN is hidden. */
    const double *const *figures;
    struct peil_place place;
};

struct peil_counts {
    const char *questionnaire; /* its id */
    const char *by;            /* variable of the groups, or "" */
    const char *const *groups; /* its codes */
    size_t group_count;
    const struct peil_counts_item *items; /* by id and part */
    size_t item_count;
    const struct peil_counts_part *parts; /* by ojs and wave */
    size_t part_count;
};

/* What was asked and could be answered: 16 hexadecimal digits. */
const char *peil_counts_hash(const struct peil_item *item, struct peil_arena *arena);

/* Which tables peil_counts_of wants, as names for a request: items, "item by group". */
struct peil_counts_request {
    const char *const *freq, *const *cross;
    size_t freq_count, cross_count;
    const char *const *crossed, *by; /* the sides of each of `cross` */
};
struct peil_counts_request peil_counts_request(const struct peil_questionnaire *q,
                                               struct peil_arena *arena);

/* From tables that the gate has let through. The study names ojs and wave. */
const struct peil_counts *peil_counts_of(const struct peil_analysis *analysis,
                                         const struct peil_study *study,
                                         struct peil_arena *arena);

/* One set of both. NULL when diag got an error: other questionnaires or groups, another
 * item of the same id, other figures of the same SWV and wave. */
PEIL_MUST_READ
const struct peil_counts *peil_counts_merge(const struct peil_counts *a,
                                            const struct peil_counts *b,
                                            struct peil_arena *arena,
                                            struct peil_diag *diag);

/* Are there simulated responses among them? */
bool peil_counts_is_synthetic(const struct peil_counts *counts);

/* The figures of a part: `group` 0 is everyone, then the groups in order. NULL when the
 * item was not asked. [0] is the base, [1 ..] the codes. */
const double *peil_counts_row(const struct peil_counts *counts,
                              const struct peil_counts_part *part, size_t item,
                              size_t group);

#endif
