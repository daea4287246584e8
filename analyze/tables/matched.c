#include "analyze/tables/matched.h"

#include "analyze/statistics/agreement.h"
#include "analyze/data/dimensions.h"
#include "analyze/tables/tabulate.h"
#include "questionnaires/base/message.h"

#include <math.h>
#include <string.h>

static const double LEVEL = .95;

/* --- One test as a table --- */

static struct peil_table *new_table(const char *what, const char *variable,
                                    const char *label, double n,
                                    struct peil_arena *arena)
{
    struct peil_table *table = peil_arena_array(arena, 1, sizeof *table);
    *table = (struct peil_table){
        .kind = PEIL_TABLE_SUMMARY,
        .variable = variable,
        .label = label,
        .base = { .n = n, .weighted = n, .effective = n },
        .summary = { .what = what },
    };
    return table;
}

/* The gate must know of which counts a test tells. */
static void tell_of(struct peil_table *table, double count)
{
    double least = table->summary.least;
    if (count > 0 && (!(least > 0) || count < least))
        table->summary.least = count;
}

static void refuse(const struct peil_consistency *of, const char *name)
{
    peil_diag_add(of->diag, PEIL_ERROR, of->place,
                  "\"%s\" has more than two answers; two are expected, the same ones "
                  "everywhere",
                  name);
}

/* --- The same respondents --- */

/* Yes is the later of two codes, or a tick. A column alone, or all of a multiple. */
struct question {
    const struct peil_dimension *dimension;
    size_t first, count; /* of the answers */
};
struct questions {
    struct question *list;
    size_t list_count, answers;
    const char *codes[2]; /* of all that are no multiple; NULL = not seen yet */
};

/* Which of the two codes this one is; 2 when there are others already. */
static size_t place_of(struct questions *questions, const char *code)
{
    size_t i = 0;
    while (i < 2 && questions->codes[i] && strcmp(questions->codes[i], code) != 0)
        i++;
    if (i < 2)
        questions->codes[i] = code;
    return i;
}

static bool find_questions(const struct peil_consistency *of,
                           const struct peil_names *names, struct questions *questions)
{
    questions->list =
        peil_arena_array(of->arena, names->count, sizeof *questions->list);
    for (size_t i = 0; i < names->count; i++) {
        struct peil_dimensions found = peil_dimensions_find(
            of->dataset, names->list[i], of->place, of->arena, of->diag);
        if (found.count == 0)
            return false;
        const struct peil_dimension *own = &found.list[0];
        for (size_t k = 0; k < own->category_count && !own->multiple; k++)
            if (place_of(questions, own->categories[k].code) == 2) {
                refuse(of, names->list[i]);
                return false;
            }
        size_t count = own->multiple ? own->category_count : 1;
        questions->list[questions->list_count++] =
            (struct question){ own, questions->answers, count };
        questions->answers += count;
    }
    return true;
}

/* False when something is missing. */
static bool take_answers(struct questions *questions, size_t row, bool *answers)
{
    struct peil_choice choice;
    for (size_t i = 0; i < questions->list_count; i++) {
        const struct question *own = &questions->list[i];
        const struct peil_category *categories = own->dimension->categories;
        peil_dimension_choice(own->dimension, row, &choice);
        if (choice.outside || choice.missing != PEIL_ANSWERED)
            return false;
        memset(answers + own->first, 0, own->count * sizeof *answers);
        for (size_t k = 0; k < choice.count; k++)
            if (own->dimension->multiple)
                answers[own->first + choice.categories[k]] = true;
            else
                answers[own->first] =
                    place_of(questions, categories[choice.categories[0]].code) == 1;
    }
    return true;
}

/* Q is made of how many say yes to each, and of how many say yes how often. */
static void tell_counts(struct peil_table *table, const bool *answers, size_t n,
                        size_t k, struct peil_arena *arena)
{
    double *often = peil_arena_array(arena, k + 1, sizeof *often);
    double *yes = peil_arena_array(arena, k, sizeof *yes);
    for (size_t i = 0; i < n; i++) {
        size_t own = 0;
        for (size_t j = 0; j < k; j++) {
            yes[j] += answers[i * k + j];
            own += answers[i * k + j];
        }
        often[own]++;
    }
    for (size_t j = 0; j <= k; j++)
        tell_of(table, often[j]);
    for (size_t j = 0; j < k; j++) {
        tell_of(table, yes[j]);
        tell_of(table, (double)n - yes[j]);
    }
}

static struct peil_test *add_two(const bool *answers, size_t n,
                                 struct peil_table *table, struct peil_test *next)
{
    double counts[4] = { 0 };
    for (size_t i = 0; i < n; i++)
        counts[2 * answers[2 * i] + answers[2 * i + 1]]++;
    for (size_t i = 0; i < 4; i++)
        tell_of(table, counts[i]);
    *next = peil_test_new("mcnemar", NAN, NAN, peil_agreement_mcnemar(counts).exact_p);
    next->method = "exact";
    return next + 1;
}

struct peil_table *peil_matched_questions(const struct peil_consistency *of,
                                          const struct peil_names *names)
{
    struct questions questions = { 0 };
    if (!find_questions(of, names, &questions))
        return NULL;
    size_t rows = of->person_count, k = questions.answers, n = 0;
    bool *answers = peil_arena_array(of->arena, rows * k + k, sizeof *answers);
    const char *all = names->list[0];
    for (size_t i = 1; i < names->count; i++)
        all = peil_arena_format(of->arena, "%s, %s", all, names->list[i]);
    for (size_t row = 0; row < rows; row++)
        n += take_answers(&questions, of->persons[row], answers + n * k);
    struct peil_table *table =
        new_table("matched", all, _("The same respondents"), (double)n, of->arena);
    struct peil_chisquare q = peil_agreement_cochran_q(answers, n, k);
    struct peil_test *tests = peil_arena_array(of->arena, 2, sizeof *tests),
                     *end = tests;
    if (k == 2)
        end = add_two(answers, n, table, end);
    *end++ = peil_test_new("cochran_q", q.statistic, q.df, q.p);
    tell_counts(table, answers, n, k, of->arena);
    table->summary.tests = tests;
    table->summary.test_count = (size_t)(end - tests);
    return table;
}

/* --- Groups --- */

static bool find_sides(const struct peil_consistency *of, const char *const names[3],
                       const struct peil_dimension *sides[3])
{
    for (size_t i = 0; i < 3; i++) {
        struct peil_dimensions found =
            peil_dimensions_find(of->dataset, names[i], of->place, of->arena, of->diag);
        if (found.count == 0)
            return false;
        sides[i] = &found.list[0];
        if (sides[i]->multiple || (i < 2 && sides[i]->category_count > 2)) {
            refuse(of, names[i]);
            return false;
        }
    }
    return true;
}

/* Four counts for each group; returns all. */
static double count_groups(const struct peil_dimension *const sides[3],
                           const struct peil_sample *sample, double *counts)
{
    struct peil_choice choice;
    double all = 0;
    for (size_t row = 0; row < sample->rows; row++) {
        size_t at[3];
        bool whole = true;
        for (size_t i = 0; i < 3; i++) {
            peil_dimension_choice(sides[i], row, &choice);
            whole = whole && !choice.outside && choice.missing == PEIL_ANSWERED;
            at[i] = choice.categories[0];
        }
        if (!whole)
            continue;
        counts[4 * at[2] + 2 * at[0] + at[1]] += peil_sample_count(sample, row);
        all += peil_sample_count(sample, row);
    }
    return all;
}

struct peil_table *peil_matched_strata(const struct peil_consistency *of,
                                       const struct peil_sample *sample,
                                       const char *const names[3])
{
    const struct peil_dimension *sides[3];
    struct peil_arena *arena = of->arena;
    if (!find_sides(of, names, sides))
        return NULL;
    size_t strata = sides[2]->category_count;
    double *counts = peil_arena_array(arena, 4 * strata + 1, sizeof *counts);
    double n = count_groups(sides, sample, counts);
    struct peil_mantel_haenszel found =
        peil_agreement_mantel_haenszel(counts, strata, LEVEL);
    struct peil_table *table =
        new_table("stratified",
                  peil_arena_format(arena, "%s, %s > %s", names[0], names[1], names[2]),
                  _("Two questions within groups"), n, arena);
    for (size_t i = 0; i < 4 * strata; i++)
        tell_of(table, counts[i]);
    struct peil_test *tests = peil_arena_array(arena, 2, sizeof *tests);
    tests[0] = peil_test_new("mantel_haenszel", found.plain.statistic, found.plain.df,
                             found.plain.p);
    tests[1] = peil_test_new("mantel_haenszel", found.corrected.statistic,
                             found.corrected.df, found.corrected.p);
    tests[1].method = "corrected";
    tests[1].minor = true;
    struct peil_measure *ratio = peil_arena_array(arena, 1, sizeof *ratio);
    *ratio = peil_measure_new("odds_ratio", NULL, found.odds_ratio,
                              found.odds_ratio * found.log_se);
    ratio->low = found.interval.low;
    ratio->high = found.interval.high;
    table->summary.tests = tests;
    table->summary.test_count = 2;
    table->summary.measures = ratio;
    table->summary.measure_count = 1;
    return table;
}
