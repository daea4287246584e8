#include "analyze/tables/association.h"

#include "analyze/statistics/agreement.h"
#include "analyze/statistics/design_fourfold.h"
#include "analyze/statistics/fisher.h"
#include "analyze/statistics/margins.h"
#include "analyze/statistics/nominal.h"
#include "analyze/statistics/ordinal.h"
#include "analyze/statistics/rank.h"
#include "analyze/statistics/rao_scott.h"

#include <math.h>
#include <string.h>

/* Of an exact p that nobody asked for: a blink for each table. */
enum { OVERVIEW_BUDGET = 3000 };

enum { RATIOS = 4 }; /* of a 2 x 2: odds, risk of each column, and the difference */

static const double LEVEL = .95;

/* One side of the table without its empty rows or columns. */
struct side {
    size_t count;
    const double *scores;
    bool ordered;
};

struct findings {
    const struct peil_association *of;
    struct peil_margins table;
    struct side rows, columns;
    struct peil_independence independence;
    struct peil_rao_scott design; /* all NAN without one */
    bool unsearched;
    struct peil_test *tests;
    size_t test_count;
    struct peil_measure *measures;
    size_t measure_count;
    struct peil_arena *arena;
};

static struct peil_test *add_test(struct findings *findings, struct peil_test test)
{
    findings->tests = peil_arena_grow(findings->arena, findings->tests,
                                      findings->test_count, sizeof *findings->tests);
    findings->tests[findings->test_count] = test;
    return &findings->tests[findings->test_count++];
}

static void add_chisquare(struct findings *findings, const char *name,
                          struct peil_chisquare test, bool minor)
{
    add_test(findings, peil_test_new(name, test.statistic, test.df, test.p))->minor =
        minor;
}

static struct peil_measure *add_measure(struct findings *findings, const char *name,
                                        const char *dependent,
                                        struct peil_estimate estimate)
{
    findings->measures =
        peil_arena_grow(findings->arena, findings->measures, findings->measure_count,
                        sizeof *findings->measures);
    struct peil_measure *added = &findings->measures[findings->measure_count++];
    *added = peil_measure_new(name, dependent, estimate.value, estimate.se);
    return added;
}

/* --- What kind of table it is --- */

static bool is_fourfold(const struct findings *findings)
{
    return findings->rows.count == 2 && findings->columns.count == 2;
}

static bool is_ordered(const struct findings *findings)
{
    return findings->rows.ordered && findings->columns.ordered;
}

/* Chi-square's p is a guess then (Cochran 1954). */
static bool is_small(const struct findings *findings)
{
    return findings->independence.smallest_expected < 1 ||
           findings->independence.share_below_5 > .2;
}

/* The same answers on both sides: two coders, two moments. */
static bool is_square(const struct peil_association *of)
{
    bool same = of->rows.count == of->columns.count;
    for (size_t i = 0; same && i < of->rows.count; i++)
        same = strcmp(of->rows.categories[i].code, of->columns.categories[i].code) == 0;
    return same;
}

/* Where some category has no number, all have their rank. */
static struct side take_side(const struct peil_association_side *side,
                             const size_t *places, size_t count,
                             struct peil_arena *arena)
{
    bool numbered = true;
    double *scores = peil_arena_array(arena, count, sizeof *scores);
    for (size_t i = 0; i < count; i++)
        numbered = numbered && isfinite(side->categories[places[i]].score);
    for (size_t i = 0; i < count; i++)
        scores[i] = numbered ? side->categories[places[i]].score : (double)places[i];
    return (struct side){ count, scores, side->ordered };
}

/* --- Tests --- */

static void add_fisher(struct findings *findings)
{
    bool overview = findings->of->overview;
    const struct peil_margins *m = &findings->table;
    struct peil_fisher found =
        peil_fisher_table(m->counts, m->rows, m->columns,
                          &(struct peil_fisher_options){
                              .budget = overview ? OVERVIEW_BUDGET : 0,
                              .exact_only = overview,
                          });
    findings->unsearched = isnan(found.p) && overview;
    if (isnan(found.p))
        return;
    struct peil_test *test =
        add_test(findings, peil_test_new("fisher", NAN, NAN, found.p));
    test->minor = !is_small(findings);
    test->method = "exact";
    if (found.method == PEIL_FISHER_EXACT)
        return;
    test->method = "monte carlo";
    test->low = found.interval.low;
    test->high = found.interval.high;
    test->draws = (double)found.draws;
    test->seed = (double)found.seed;
}

static void add_rao_scott(struct findings *findings)
{
    const struct peil_rao_scott *found = &findings->design;
    struct peil_test *test =
        add_test(findings, peil_test_new("rao_scott", found->f, NAN, found->p));
    test->df1 = found->df1;
    test->df2 = found->df2;
}

/* Do the answers, in rows, differ between the groups, in columns? */
static void add_ranks(struct findings *findings, const struct peil_margins *table,
                      const struct side *answers, const struct side *groups)
{
    const double *counts = table->counts;
    size_t rows = table->rows, columns = table->columns;
    bool pair = columns == 2, minor = !answers->ordered;
    if (pair) {
        struct peil_mann_whitney two = peil_rank_mann_whitney(counts, rows);
        add_test(findings, peil_test_new("mann_whitney", two.u, NAN, two.p))->minor =
            minor;
    }
    add_chisquare(findings, "kruskal_wallis",
                  peil_rank_kruskal_wallis(counts, rows, columns, findings->arena),
                  minor || pair);
    struct peil_jonckheere trend =
        peil_rank_jonckheere(counts, rows, columns, findings->arena);
    add_test(findings, peil_test_new("jonckheere_terpstra", trend.j, NAN, trend.p))
        ->minor = minor || pair || !groups->ordered;
}

/* Does one of two answers become more frequent along the groups? */
static void add_trend(struct findings *findings, const struct peil_margins *table,
                      const struct side *groups)
{
    struct peil_trend trend =
        peil_rank_cochran_armitage(table->counts, table->columns, groups->scores);
    add_chisquare(findings, "cochran_armitage", trend.test,
                  !groups->ordered || groups->count == 2);
}

static void add_mcnemar(struct findings *findings)
{
    struct peil_mcnemar found = peil_agreement_mcnemar(findings->of->counts);
    struct peil_test *test =
        add_test(findings, peil_test_new("mcnemar", found.plain.statistic,
                                         found.plain.df, found.plain.p));
    test->minor = true;
    if (isnan(found.exact_p))
        return;
    test = add_test(findings, peil_test_new("mcnemar", NAN, NAN, found.exact_p));
    test->method = "exact";
    test->minor = true;
}

/* The scale is in the rows, unless only the columns are known to be one. */
static void add_ordered_tests(struct findings *findings)
{
    struct peil_margins turned =
        peil_margins_transpose(&findings->table, findings->arena);
    bool turn = findings->columns.ordered && !findings->rows.ordered;
    if (turn)
        add_ranks(findings, &turned, &findings->columns, &findings->rows);
    else
        add_ranks(findings, &findings->table, &findings->rows, &findings->columns);
    if (findings->rows.count == 2)
        add_trend(findings, &findings->table, &findings->columns);
    else if (findings->columns.count == 2)
        add_trend(findings, &turned, &findings->rows);
}

static void add_tests(struct findings *findings)
{
    const struct peil_association *of = findings->of;
    const struct peil_independence *found = &findings->independence;
    add_chisquare(findings, "pearson", found->pearson, false);
    add_chisquare(findings, "likelihood_ratio", found->likelihood_ratio, true);
    if (is_fourfold(findings))
        add_chisquare(findings, "yates", found->yates, true);
    add_chisquare(
        findings, "linear_by_linear",
        peil_chisquare_linear(findings->table.counts, findings->rows.count,
                              findings->columns.count,
                              (struct peil_linear_scores){ findings->rows.scores,
                                                           findings->columns.scores }),
        !is_ordered(findings));
    if (!of->weighted && (is_fourfold(findings) || is_small(findings)))
        add_fisher(findings);
    if (of->designed)
        add_rao_scott(findings);
    add_ordered_tests(findings);
    if (is_square(of) && of->rows.count == 2)
        add_mcnemar(findings);
}

/* --- Measures --- */

static void add_directed(struct findings *findings, const char *name,
                         const struct peil_directed *found, bool minor)
{
    add_measure(findings, name, "columns", found->columns)->minor = minor;
    add_measure(findings, name, "rows", found->rows)->minor = minor;
    if (!isnan(found->symmetric.value))
        add_measure(findings, name, "symmetric", found->symmetric)->minor = true;
}

static void add_nominal(struct findings *findings)
{
    const struct peil_independence *found = &findings->independence;
    struct peil_nominal nominal =
        peil_nominal_measures(findings->table.counts, findings->rows.count,
                              findings->columns.count, findings->arena);
    bool fourfold = is_fourfold(findings);
    add_measure(findings, "cramers_v", NULL,
                (struct peil_estimate){ found->cramers_v, NAN })
        ->minor = fourfold;
    add_measure(findings, "phi", NULL, (struct peil_estimate){ found->phi, NAN })
        ->minor = !fourfold;
    add_measure(findings, "contingency_c", NULL,
                (struct peil_estimate){ found->contingency_c, NAN })
        ->minor = true;
    add_directed(findings, "lambda", &nominal.lambda, true);
    add_directed(findings, "goodman_kruskal_tau", &nominal.tau, true);
    add_directed(findings, "uncertainty", &nominal.uncertainty, true);
}

static void add_ordinal(struct findings *findings)
{
    struct peil_ordinal ordinal =
        peil_ordinal_measures(findings->table.counts, findings->rows.count,
                              findings->columns.count, findings->arena);
    size_t first = findings->measure_count;
    bool ordered = is_ordered(findings);
    add_measure(findings, "gamma", NULL, ordinal.gamma)->minor = !ordered;
    add_measure(findings, "kendall_tau_b", NULL, ordinal.tau_b)->minor = !ordered;
    add_measure(findings, "kendall_tau_c", NULL, ordinal.tau_c)->minor = true;
    add_directed(findings, "somers_d", &ordinal.somers, true);
    for (size_t i = first; i < findings->measure_count; i++)
        findings->measures[i].p = ordinal.p;
}

/* The same codes by chance (1 and 2 for sex and for region) are no two coders. */
static bool is_said_alike(const struct peil_association *of)
{
    bool same = true;
    for (size_t i = 0; same && i < of->rows.count; i++)
        same = strcmp(of->rows.categories[i].label, of->columns.categories[i].label) ==
                   0 &&
               strcmp(of->rows.categories[i].label, of->rows.categories[i].code) != 0;
    return same;
}

static void add_kappa(struct findings *findings)
{
    const struct peil_association *of = findings->of;
    struct peil_kappa found = peil_agreement_kappa(of->counts, of->rows.count,
                                                   PEIL_KAPPA_EQUAL, findings->arena);
    struct peil_measure *kappa = add_measure(
        findings, "kappa", NULL, (struct peil_estimate){ found.value, found.se });
    kappa->p = found.p;
    kappa->minor = !is_said_alike(of);
}

static void add_ratio(struct findings *findings, const char *name,
                      struct peil_ratio ratio, size_t column)
{
    struct peil_measure *added =
        add_measure(findings, name, NULL,
                    (struct peil_estimate){ ratio.value, ratio.value * ratio.log_se });
    added->low = ratio.interval.low;
    added->high = ratio.interval.high;
    if (column == SIZE_MAX)
        return;
    size_t place = findings->table.column_places[column];
    added->category = findings->of->columns.categories[place].code;
    added->minor = column > 0;
}

static void add_ratios(struct findings *findings)
{
    const double *counts = findings->table.counts;
    add_ratio(findings, "odds_ratio", peil_nominal_odds_ratio(counts, LEVEL, false),
              SIZE_MAX);
    for (int column = 0; column < 2; column++)
        add_ratio(findings, "relative_risk",
                  peil_nominal_relative_risk(counts, column, LEVEL), (size_t)column);
}

/* How much more often the first column in the first row than in the second; in points
 * of 100, as percentages are. */
static void add_difference(struct findings *findings)
{
    const double *n = findings->table.counts;
    double first = n[0] + n[1], second = n[2] + n[3];
    struct peil_interval interval =
        peil_interval_newcombe(n[0], first, n[2], second, LEVEL);
    struct peil_measure *added = add_measure(
        findings, "difference", NULL,
        (struct peil_estimate){ 100 * (n[0] / first - n[2] / second), NAN });
    size_t place = findings->table.column_places[0];
    added->category = findings->of->columns.categories[place].code;
    added->low = 100 * interval.low;
    added->high = 100 * interval.high;
    added->minor = true;
}

/* Where a, b, c and d stand in the whole table. */
static struct peil_design_fourfold fourfold_of(const struct findings *findings)
{
    const struct peil_margins *table = &findings->table;
    size_t cells[4];
    for (size_t i = 0; i < 4; i++)
        cells[i] = table->row_places[i / 2] * findings->of->columns.count +
                   table->column_places[i % 2];
    return peil_design_fourfold(findings->of->shares, cells, LEVEL);
}

static void set_ratio(struct peil_measure *measure, double log_se, double quantile)
{
    measure->se = measure->value * log_se;
    measure->low = measure->value * exp(-quantile * log_se);
    measure->high = measure->value * exp(quantile * log_se);
}

/* Margins that take each pupil for a draw of its own go; those of the design come. */
static void heed_design(struct findings *findings)
{
    for (size_t i = 0; i < findings->measure_count; i++) {
        struct peil_measure *one = &findings->measures[i];
        one->se = one->low = one->high = one->p = NAN;
    }
    if (!is_fourfold(findings) || !findings->of->shares)
        return;
    struct peil_design_fourfold found = fourfold_of(findings);
    struct peil_measure *ratios = &findings->measures[findings->measure_count - RATIOS];
    set_ratio(&ratios[0], found.log_odds, found.quantile);
    set_ratio(&ratios[1], found.log_risk[0], found.quantile);
    set_ratio(&ratios[2], found.log_risk[1], found.quantile);
    ratios[3].se = 100 * found.difference;
    ratios[3].low = ratios[3].value - found.quantile * ratios[3].se;
    ratios[3].high = ratios[3].value + found.quantile * ratios[3].se;
}

static void add_measures(struct findings *findings)
{
    add_nominal(findings);
    add_ordinal(findings);
    if (is_square(findings->of))
        add_kappa(findings);
    if (is_fourfold(findings)) {
        add_ratios(findings);
        add_difference(findings);
    }
    if (findings->of->designed) {
        heed_design(findings);
        add_measure(findings, "deff", NULL,
                    (struct peil_estimate){ findings->design.mean_deff, NAN });
    }
}

/* --- Together --- */

/* The one to believe goes to the front. */
static void put_first(struct findings *findings)
{
    const char *name = is_small(findings) ? "fisher" : "pearson";
    if (findings->of->designed)
        name = "rao_scott";
    for (size_t i = 1; i < findings->test_count; i++) {
        if (strcmp(findings->tests[i].name, name) != 0)
            continue;
        struct peil_test first = findings->tests[i];
        memmove(&findings->tests[1], findings->tests, i * sizeof first);
        findings->tests[0] = first;
        break;
    }
    /* The others take each pupil for a draw of its own. */
    for (size_t i = 1; i < findings->test_count && findings->of->designed; i++)
        findings->tests[i].minor = true;
}

void peil_association_add(struct peil_cross *cross, const struct peil_association *of,
                          size_t *dropped, struct peil_arena *arena)
{
    struct peil_margins table =
        peil_margins_make(of->counts, of->rows.count, of->columns.count, arena);
    *dropped = of->rows.count - table.rows + of->columns.count - table.columns;
    if (table.rows < 2 || table.columns < 2)
        return;
    struct findings findings = {
        .of = of,
        .table = table,
        .rows = take_side(&of->rows, table.row_places, table.rows, arena),
        .columns = take_side(&of->columns, table.column_places, table.columns, arena),
        .independence =
            peil_chisquare_independence(table.counts, table.rows, table.columns, arena),
        .design = { NAN, NAN, NAN, NAN, NAN, { NAN, NAN, NAN }, NAN },
        .arena = arena,
    };
    if (of->shares)
        findings.design =
            peil_rao_scott(of->shares, of->rows.count, of->columns.count, arena);
    add_tests(&findings);
    add_measures(&findings);
    put_first(&findings);
    cross->tests = findings.tests;
    cross->test_count = findings.test_count;
    cross->measures = findings.measures;
    cross->measure_count = findings.measure_count;
    cross->smallest_expected = findings.independence.smallest_expected;
    cross->share_below_5 = findings.independence.share_below_5;
    cross->unsearched = findings.unsearched;
}

void peil_association_rank(struct peil_summary *summary,
                           const struct peil_rank_table *ranked,
                           const struct peil_association_side *groups,
                           struct peil_arena *arena)
{
    struct peil_margins table =
        peil_margins_make(ranked->counts, ranked->rows, ranked->columns, arena);
    if (table.rows < 2 || table.columns < 2)
        return;
    struct findings findings = { .arena = arena };
    struct side amounts = { table.rows, ranked->values, true };
    struct side side = take_side(groups, table.column_places, table.columns, arena);
    add_ranks(&findings, &table, &amounts, &side);
    summary->tests = findings.tests;
    summary->test_count = findings.test_count;
}
