/* Weights that make the sample look like the population on some margins.
 *
 * One margin is post-stratification; with more, each in turn is made right until all
 * are (raking, iterative proportional fitting: Deming and Stephan 1940, Ann. Math.
 * Stat. 11: 427). Raking mends what is known to be off; it can not mend who stayed
 * away.
 *
 * Checked by tests/reference/rake.R (R 4.2, survey 4.1: rake with a small epsilon,
 * postStratify). rake's own default stops once cells move less than one person, and its
 * weights differ from ours in the third digit. What raking does to a variance is
 * calibration.h's. */
#ifndef PEIL_RAKE_H
#define PEIL_RAKE_H

#include "questionnaires/base/arena.h"

/* category[i] < categories, for every response that has a positive weight. Targets are
 * counts, shares or percentages: only their proportions are used. */
struct peil_rake_margin {
    const unsigned *category;
    size_t categories;
    const double *targets;
};
struct peil_rake_plan {
    const struct peil_rake_margin *margins;
    size_t count;
    double total; /* what the weights add up to; 0: as many as there are responses */
    double cap;   /* no weight above this many times the mean; 0: no trimming */
    double tolerance;  /* largest relative change in a round; 0: 1e-10 */
    size_t max_rounds; /* 0: 10,000 */
};

enum peil_rake_problem {
    PEIL_RAKE_FINE,
    PEIL_RAKE_NOBODY,     /* no positive weight, or no margin */
    PEIL_RAKE_MISSING,    /* a response has no category in `margin` */
    PEIL_RAKE_BAD_TARGET, /* `category` of `margin` has a negative one, or all are 0 */
    PEIL_RAKE_EMPTY,      /* `category` has a target, and no response */
    PEIL_RAKE_UNSETTLED   /* after all rounds: the margins contradict each other */
};
struct peil_rake {
    enum peil_rake_problem problem;
    size_t margin, category;
    size_t rounds, trimmed; /* trimmed: weights that stand at the cap */
    double miss;            /* largest relative distance to a target, when trimmed */
    double smallest, largest, cv, effective; /* of the weights; effective: Kish */
};

/* Changes `weights`, which come in as the base weights (1, or 1 / chance). One that is
 * not positive stays out. A category with target 0 gets weight 0. With a cap the
 * margins are met as nearly as the cap allows: `miss` says how nearly. When there is a
 * problem other than PEIL_RAKE_UNSETTLED the weights are as they were. */
struct peil_rake peil_rake(double *weights, size_t n, const struct peil_rake_plan *plan,
                           struct peil_arena *arena);

#endif
