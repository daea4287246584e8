#include "reports/tables/lines.h"
#include "questionnaires/base/message.h"
#include "reports/tables/explain.h"
#include "reports/tables/figures.h"

#include <math.h>
#include <string.h>

void peil_lines_add(struct peil_lines *lines, const char *text)
{
    lines->text =
        peil_arena_grow(lines->arena, lines->text, lines->count, sizeof *lines->text);
    lines->text[lines->count++] = text;
}

/* --- The whole analysis --- */

static const char *response(const struct peil_analysis *analysis,
                            struct peil_arena *arena)
{
    const char *read = peil_figure_count(arena, (double)analysis->read);
    const char *used = peil_figure_count(arena, (double)analysis->used);
    if (analysis->stopped == 0)
        return peil_arena_format(arena, _("Responses: %s read, %s used."), read, used);
    return peil_arena_format(
        arena, _("Responses: %s read, %s used, of which %s stopped before the end."),
        read, used, peil_figure_count(arena, (double)analysis->stopped));
}

void peil_lines_overview(struct peil_lines *lines, const struct peil_analysis *analysis)
{
    peil_lines_add(lines, response(analysis, lines->arena));
    for (size_t i = 0; i < analysis->note_count; i++)
        peil_lines_add(lines, analysis->notes[i]);
    if (analysis->synthetic)
        peil_lines_add(lines, _("PRACTICE DATA: a computer made up these answers. "
                                "Never pass them on as a result."));
    if (analysis->internal)
        peil_lines_add(lines, _("INTERNAL: small groups are not hidden here. "
                                "Do not pass this on."));
}

/* --- The base --- */

const char *peil_lines_base(const struct peil_base *base, struct peil_arena *arena)
{
    const char *n = peil_figure_count(arena, base->n);
    if (isnan(base->n))
        return peil_arena_format(arena, _("Base: %s"), base->text);
    if (!peil_base_is_weighted(base))
        return peil_arena_format(arena, _("Base: %s (n=%s)"), base->text, n);
    return peil_arena_format(arena, _("Base: %s (n=%s; weighted %s; effective %s)"),
                             base->text, n, peil_figure_count(arena, base->weighted),
                             peil_figure_decimal(arena, base->effective, 0));
}

/* --- Tests and measures --- */

/* What a figure is called in the JSON, and what here (msgid). */
static const struct word {
    const char *name, *shown;
} words[] = {
    { "row_percent", N_("row %") },
    { "column_percent", N_("column %") },
    { "letters", N_("sig.") },
    { "total_percent", N_("total %") },
    { "expected", N_("expected") },
    { "residual", N_("residual") },
    { "adjusted_residual", N_("adj. residual") },
    { "pearson", N_("chi-square") },
    { "likelihood_ratio", N_("likelihood ratio") },
    { "yates", N_("chi-square with Yates's correction") },
    { "linear_by_linear", N_("linear by linear") },
    { "fisher", N_("Fisher") },
    { "rao_scott", N_("Rao-Scott F") },
    { "wald", N_("Wald F") },
    { "mann_whitney", N_("Mann-Whitney") },
    { "kruskal_wallis", N_("Kruskal-Wallis") },
    { "cochran_armitage", N_("Cochran-Armitage") },
    { "jonckheere_terpstra", N_("Jonckheere-Terpstra") },
    { "mcnemar", N_("McNemar") },
    { "cochran_q", N_("Cochran's Q") },
    { "mantel_haenszel", N_("Mantel-Haenszel") },
    { "phi", N_("phi") },
    { "cramers_v", N_("Cramer's V") },
    { "contingency_c", N_("contingency C") },
    { "lambda", N_("lambda") },
    { "goodman_kruskal_tau", N_("Goodman and Kruskal's tau") },
    { "uncertainty", N_("uncertainty") },
    { "gamma", N_("gamma") },
    { "kendall_tau_b", N_("Kendall's tau-b") },
    { "kendall_tau_c", N_("Kendall's tau-c") },
    { "somers_d", N_("Somers' d") },
    { "kappa", N_("kappa") },
    { "odds_ratio", N_("odds ratio") },
    { "relative_risk", N_("relative risk") },
    { "difference", N_("difference in points") },
    { "deff", N_("design effect") },
    { "icc", N_("intraclass correlation") },
    { "effective_n", N_("effective n") },
    { "cronbach_alpha", N_("Cronbach's alpha") },
    { "mcdonald_omega", N_("McDonald's omega") },
    { "krippendorff_alpha", N_("Krippendorff's alpha") },
    { "gwet_ac1", N_("Gwet's AC1") },
    { "percent_agreement", N_("% agreement") },
    { "codes_found", N_("codes found") },
    { "complete_after", N_("interviews until the last new code") },
    { "exact", N_("exact") },
    { "monte carlo", N_("Monte Carlo") },
    { "rows", N_("of the rows") },
    { "columns", N_("of the columns") },
    { "symmetric", N_("symmetric") },
};

const char *peil_lines_name(const char *name)
{
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(words[i].name, name) == 0)
            return gettext(words[i].shown);
    return name;
}

static const char *with_name(const char *name, const char *detail,
                             struct peil_arena *arena)
{
    return detail ? peil_arena_format(arena, "%s (%s)", peil_lines_name(name),
                                      peil_lines_name(detail))
                  : peil_lines_name(name);
}

static const char *freedom(const struct peil_test *test, struct peil_arena *arena)
{
    if (isfinite(test->df1) && isfinite(test->df2))
        return peil_arena_format(arena, _("df = %s and %s; "),
                                 peil_figure_count(arena, test->df1),
                                 peil_figure_count(arena, test->df2));
    if (isfinite(test->df))
        return peil_arena_format(arena, _("df = %s; "),
                                 peil_figure_count(arena, test->df));
    return "";
}

/* Nothing that was drawn by chance goes without how. */
static const char *drawing(const struct peil_test *test, struct peil_arena *arena)
{
    if (!(test->draws > 0))
        return "";
    return peil_arena_format(
        arena, _("; %s tables drawn, seed %s, 99%% sure: %s to %s"),
        peil_figure_count(arena, test->draws), peil_figure_count(arena, test->seed),
        peil_figure_decimal(arena, test->low, 4),
        peil_figure_decimal(arena, test->high, 4));
}

static const char *significance(const struct peil_test *test, struct peil_arena *arena)
{
    if (test->below > 0)
        return test->below < 1 ? _("p < 0.05, and no more can be said, as some figures "
                                   "are hidden")
                               : _("p is not below 0.05, and no more can be said, as "
                                   "some figures are hidden");
    const char *p = peil_figure_p(arena, test->p);
    if (test->family == 0)
        return p;
    return peil_arena_format(arena, _("%s (adjusted for %zu tests: %s)"), p,
                             test->family, peil_figure_p(arena, test->adjusted));
}

/* "chi-kwadraat = 12,3; df = 4; p = 0,015" */
static const char *test_line(const struct peil_test *test, struct peil_arena *arena)
{
    const char *name = with_name(test->name, test->method, arena);
    const char *p = significance(test, arena);
    const char *line =
        isfinite(test->statistic)
            ? peil_arena_format(arena, "%s = %s; %s%s", name,
                                peil_figure_statistic(arena, test->statistic),
                                freedom(test, arena), p)
            : peil_arena_format(arena, "%s: %s%s", name, p, drawing(test, arena));
    return test->note ? peil_arena_format(arena, "%s (%s)", line, test->note) : line;
}

/* Of codes and interviews: no decimals. */
static bool is_count(const struct peil_measure *measure)
{
    return strcmp(measure->name, "codes_found") == 0 ||
           strcmp(measure->name, "complete_after") == 0;
}

static const char *measure_text(const struct peil_measure *measure,
                                struct peil_arena *arena)
{
    const char *text = peil_arena_format(
        arena, "%s = %s", with_name(measure->name, measure->dependent, arena),
        is_count(measure) ? peil_figure_count(arena, measure->value)
                          : peil_figure_statistic(arena, measure->value));
    if (isfinite(measure->low) && isfinite(measure->high))
        return peil_arena_format(arena, _("%s (95%% margin %s to %s)"), text,
                                 peil_figure_statistic(arena, measure->low),
                                 peil_figure_statistic(arena, measure->high));
    if (isfinite(measure->se))
        return peil_arena_format(arena, _("%s (se %s)"), text,
                                 peil_figure_decimal(arena, measure->se, 2));
    return text;
}

/* "Cramers V = 0,20; gamma = 0,31 (se 0,08)" */
static const char *measures_line(const struct peil_findings *found,
                                 struct peil_arena *arena)
{
    const char *line = "";
    for (size_t i = 0; i < found->measure_count; i++) {
        const struct peil_measure *measure = &found->measures[i];
        if (isfinite(measure->value) && !measure->minor)
            line = peil_arena_format(arena, "%s%s%s", line, *line ? "; " : "",
                                     measure_text(measure, arena));
    }
    return line;
}

/* An undefined test is for programs: what it means stands in a note. */
static bool is_shown(const struct peil_test *test)
{
    return !test->minor && (isfinite(test->p) || test->below > 0);
}

static size_t shown_tests(const struct peil_findings *found)
{
    size_t count = 0;
    for (size_t i = 0; i < found->test_count; i++)
        count += is_shown(&found->tests[i]);
    return count;
}

/* One test and its measures share a line, as people write them down. */
static void add_tests(struct peil_lines *lines, const struct peil_table *table)
{
    struct peil_findings found = peil_table_findings(table);
    const char *measures = measures_line(&found, lines->arena);
    size_t count = shown_tests(&found);
    for (size_t i = 0; i < found.test_count; i++) {
        if (!is_shown(&found.tests[i]))
            continue;
        const char *test = test_line(&found.tests[i], lines->arena);
        if (count == 1 && *measures) {
            test = peil_arena_format(lines->arena, "%s; %s", test, measures);
            measures = "";
        }
        peil_lines_add(lines, test);
    }
    if (*measures)
        peil_lines_add(lines, measures);
}

/* --- Legend and marks --- */

static bool has_letters(const struct peil_cross *cross)
{
    for (size_t i = 0; i < cross->row_count * cross->column_count; i++)
        if (cross->cells[i].letters && *cross->cells[i].letters)
            return true;
    return false;
}

/* Whoever copies one table out of its page takes the warning along. */
static const char *mark(const struct peil_analysis *analysis)
{
    if (analysis->internal && analysis->synthetic)
        return _("INTERNAL, PRACTICE DATA");
    if (analysis->internal)
        return _("INTERNAL");
    return analysis->synthetic ? _("PRACTICE DATA") : NULL;
}

static void add_once(struct peil_lines *lines, const char *text)
{
    for (size_t i = 0; i < lines->count; i++)
        if (strcmp(lines->text[i], text) == 0)
            return;
    peil_lines_add(lines, text);
}

/* Of a banner's block: what it was tested on, since the bases of blocks may differ. */
static void add_block(struct peil_lines *lines, const struct peil_table *table)
{
    struct peil_lines own = { .arena = lines->arena };
    add_tests(&own, table);
    const char *n = peil_figure_count(lines->arena, table->base.n);
    for (size_t i = 0; i < own.count; i++)
        peil_lines_add(lines,
                       peil_arena_format(lines->arena, "%s (n=%s): %s",
                                         table->cross.column_label, n, own.text[i]));
}

static void add_explanation(struct peil_lines *lines, const char *name)
{
    const char *meaning = peil_explain(name);
    if (meaning)
        add_once(lines, peil_arena_format(lines->arena, "%s: %s", peil_lines_name(name),
                                          meaning));
}

/* What people who read percentages need not know. */
static void explain_cells(struct peil_lines *lines, unsigned cells)
{
    if (cells >> PEIL_CELL_EXPECTED & 1)
        add_explanation(lines, "expected");
    if (cells >> PEIL_CELL_RESIDUAL & 1)
        add_explanation(lines, "residual");
    if (cells >> PEIL_CELL_ADJUSTED & 1)
        add_explanation(lines, "adjusted_residual");
}

/* What each test and measure says that is shown above. */
static void add_explanations(struct peil_lines *lines, const struct peil_table *table)
{
    struct peil_findings found = peil_table_findings(table);
    for (size_t i = 0; i < found.test_count; i++)
        if (is_shown(&found.tests[i]))
            add_explanation(lines, found.tests[i].name);
    for (size_t i = 0; i < found.measure_count; i++)
        if (isfinite(found.measures[i].value) && !found.measures[i].minor)
            add_explanation(lines, found.measures[i].name);
}

/* Letters without their correction are noise: which it was stands beside them. */
static const char *letters_mean(enum peil_correction correction,
                                struct peil_arena *arena)
{
    static const char *const names[] = { [PEIL_BONFERRONI] = "Bonferroni",
                                         [PEIL_HOLM] = "Holm",
                                         [PEIL_BENJAMINI_HOCHBERG] =
                                             "Benjamini-Hochberg" };
    if (correction == PEIL_UNCORRECTED)
        return _("sig.: significantly larger than in the column with that letter (p < "
                 "0.05, not corrected for how many columns are compared).");
    return peil_arena_format(
        arena,
        _("sig.: significantly larger than in the column with that "
          "letter (p < 0.05, %s)."),
        names[correction]);
}

static void add_legend(struct peil_lines *lines, const struct peil_analysis *analysis,
                       const struct peil_table *table, unsigned cells)
{
    if (cells >> PEIL_CELL_LETTERS & 1 && has_letters(&table->cross))
        add_once(lines, letters_mean(analysis->correction, lines->arena));
    if (cells >> PEIL_CELL_EXPECTED > 0 && peil_base_is_weighted(&table->base))
        add_once(lines, _("Expected counts and residuals are of the weighted counts, "
                          "made to add up to n."));
    if (table->hidden)
        add_once(lines, _("hidden: not shown, so that nobody can be recognised; "
                          "the figure may be small, large or zero."));
}

static bool has_note(const struct peil_table *table, const char *note)
{
    for (size_t i = 0; i < table->note_count; i++)
        if (strcmp(table->notes[i], note) == 0)
            return true;
    return false;
}

/* What is said of some blocks of a banner only, with which. */
static void add_notes(struct peil_lines *lines, const struct peil_table *table,
                      const struct peil_table *blocks, size_t span)
{
    for (size_t i = 0; i < table->note_count; i++) {
        const char *note = table->notes[i];
        bool all = true;
        for (size_t k = 0; k < span; k++)
            all = all && has_note(&blocks[k], note);
        add_once(lines, all ? note
                            : peil_arena_format(lines->arena, "%s: %s",
                                                table->cross.column_label, note));
    }
    if (table->advice)
        add_once(lines, table->advice);
}

void peil_lines_table(struct peil_lines *lines, const struct peil_analysis *analysis,
                      const struct peil_table *table, size_t span)
{
    bool cross = table->kind == PEIL_TABLE_CROSS;
    unsigned cells = cross ? peil_analysis_cells(analysis, table, span) : 0;
    peil_lines_add(lines, peil_lines_base(&table->base, lines->arena));
    if (cross ? table->cross.multiple : table->frequency.multiple)
        peil_lines_add(lines, _("More than one answer was allowed: percentages add up "
                                "to more than 100."));
    for (size_t i = 0; i < span; i++) {
        if (span > 1)
            add_block(lines, &table[i]);
        else if (table->kind != PEIL_TABLE_FREQUENCY)
            add_tests(lines, table);
    }
    for (size_t i = 0; i < span; i++)
        add_legend(lines, analysis, &table[i], cells);
    for (size_t i = 0; i < span; i++)
        add_notes(lines, &table[i], table, span);
    if (analysis->explain)
        explain_cells(lines, cells);
    for (size_t i = 0; i < span && analysis->explain; i++)
        add_explanations(lines, &table[i]);
    if (mark(analysis))
        peil_lines_add(lines, mark(analysis));
}
