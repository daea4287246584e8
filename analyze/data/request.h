/* What may be asked of responses, for all that analyze/ makes. */
#ifndef PEIL_REQUEST_H
#define PEIL_REQUEST_H

#include "analyze/data/sampling.h"
#include "analyze/statistics/letters.h"
#include "analyze/statistics/rank.h"
#include "questionnaires/study.h"

/* A list of what was said on the command line. */
struct peil_list {
    const char *const *list;
    size_t count;
};

/* Which tables. The zero value asks for what an analyst wants first: every item's
 * frequencies, and its cross-tab by age group where there is one. */
struct peil_request {
    const char *const *freq; /* variable names */
    size_t freq_count;
    const char *const *cross; /* "ROWS by COLUMNS" */
    size_t cross_count;
    const char *banner;     /* "age, sector > group": columns for all frequencies */
    const char *means;      /* variables; by the banner too */
    struct peil_list alpha; /* each: the items of one scale */
    struct peil_list kappa; /* "A by B": two coders */
    struct peil_list krippendorff; /* each: the columns of all coders */
    const char *saturation;        /* codes that interviews may have */
    struct peil_list matched;      /* each: questions to the same persons */
    struct peil_list stratified;   /* "A by B within C" */

    struct peil_list derive, net, multiple; /* definition.h */
    struct peil_list keep;                  /* columns whose every text is kept */
    const char *where;                      /* condition, or NULL */
    const char *wave;                       /* only responses of this one, or NULL */
    struct peil_sampling sampling;          /* weights and classes */
    enum peil_correction correction;        /* of letters, for comparing many at once */
    bool adjust;                            /* the first tests of all tables too */
    enum peil_percentile percentile;
    enum peil_interval_method interval; /* of shares in frequencies */
    const struct peil_study *study;     /* thresholds; NULL = the defaults */
    bool internal;                      /* no disclosure gate */
    bool explain;                       /* in plain words */
    unsigned cells;                     /* bits of what stands in them; or 0 */
};

#endif
