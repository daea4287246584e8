#include "reports/tables/explain.h"
#include "questionnaires/base/message.h"

#include <stddef.h>
#include <string.h>

/* A sentence each, for who reads tables and never learned statistics. */
static const struct explanation {
    const char *name, *meaning;
} explanations[] = {
    { "expected",
      N_("how many there would be if rows and columns had nothing to do with each "
         "other.") },
    { "residual",
      N_("how far the count lies above what was expected, or (-) below, divided by the "
         "square root of what was expected: Pearson's. The squares of all together "
         "are chi-square.") },
    { "adjusted_residual",
      N_("how far the count lies above what was expected, or (-) below, divided by how "
         "far chance alone would bring it. Above 2 or below -2 is seldom mere chance "
         "in one cell, though in a large table some cells will be. It takes pupils for "
         "separate ones: of classes it asks for more.") },
    { "pearson",
      N_("compares the counts with what they would be if rows and columns had nothing "
         "to do with each other. A small p (below 0.05) says that so large a "
         "difference "
         "is seldom mere chance; it does not say that it is a large one.") },
    { "fisher",
      N_("adds up the chances of all tables with these totals that are as unlikely as "
         "ours. It holds for small numbers too, where chi-square only guesses.") },
    { "rao_scott",
      N_("is chi-square for pupils who come in classes or carry weights. Pupils of one "
         "class are alike, so they tell less than as many separate pupils.") },
    { "likelihood_ratio", N_("asks the same as chi-square, reckoned in another way.") },
    { "linear_by_linear",
      N_("asks whether the one goes up, or down, evenly with the other.") },
    { "wald",
      N_("compares the means of groups, for pupils who come in classes or carry "
         "weights.") },
    { "mann_whitney",
      N_("puts all answers in order and asks whether one group tends to stand higher "
         "than the other.") },
    { "kruskal_wallis",
      N_("puts all answers in order and asks whether some group tends to stand higher "
         "than the others.") },
    { "jonckheere_terpstra",
      N_("asks whether answers go up, or down, from group to group, in this order.") },
    { "cochran_armitage", N_("asks whether a share goes up, or down, from group to "
                             "group, in this order.") },
    { "mcnemar",
      N_("looks only at who answered differently the second time: as many one way as "
         "the other?") },
    { "cochran_q", N_("looks at who answered some of the questions differently: is yes "
                      "said to one more often than to another?") },
    { "mantel_haenszel", N_("compares within each group only, so that what the groups "
                            "differ in themselves "
                            "does not count.") },
    { "phi",
      N_("says how strongly two yes-or-no answers hang together: 0 not at all, 1 or -1 "
         "completely.") },
    { "cramers_v", N_("says how strongly rows and columns hang together: 0 not at all, "
                      "1 completely. "
                      "About 0.1 is weak, 0.3 moderate, 0.5 strong.") },
    { "gamma", N_("of pairs of pupils who differ in both: how many more go the same "
                  "way than the "
                  "opposite way. 0 is no connection, 1 or -1 a complete one.") },
    { "kendall_tau_b", N_("as gamma, but pairs that do not differ count as well, so "
                          "that it is lower.") },
    { "somers_d",
      N_("as gamma, for how well the one predicts the order of the other.") },
    { "odds_ratio",
      N_("how many times larger the odds (of the first column against the second) are "
         "in the first row than in the second. 1 is no difference; when the margin "
         "holds 1, there may be none.") },
    { "relative_risk",
      N_("how many times likelier the first column is in the first row than in the "
         "second. 1 is no difference; when the margin holds 1, there may be none.") },
    { "kappa", N_("how much more two coders agree than by chance: 0 no more, 1 always. "
                  "Above 0.8 "
                  "is very good, below 0.6 asks for better instructions.") },
    { "krippendorff_alpha",
      N_("how much more coders agree than by chance, for any number of them, also when "
         "codes are missing: 1 always. Below 0.67 draw no conclusions.") },
    { "gwet_ac1", N_("as kappa, but steady when nearly all answers are the same.") },
    { "deff",
      N_("how many times less precise this is than as many separate pupils would be, "
         "since they come in classes or carry weights.") },
    { "icc",
      N_("how alike the pupils of one class are: 0 no more than others, 1 wholly.") },
    { "effective_n", N_("as many separate pupils would tell as much.") },
    { "cronbach_alpha",
      N_("how well the items of a scale hang together: 1 wholly. From 0.7 they may be "
         "added up; for judging one pupil 0.9 is asked.") },
    { "mcdonald_omega", N_("as alpha, without taking all items for equally good.") },
};

const char *peil_explain(const char *name)
{
    for (size_t i = 0; i < sizeof explanations / sizeof *explanations; i++)
        if (strcmp(explanations[i].name, name) == 0)
            return gettext(explanations[i].meaning);
    return NULL;
}
