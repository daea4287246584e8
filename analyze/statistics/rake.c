#include "analyze/statistics/rake.h"

#include "analyze/statistics/interval.h"

#include <math.h>
#include <stdbool.h>

static bool counts(double weight)
{
    return weight > 0 && isfinite(weight);
}

/* --- Is the plan possible? --- */

static double sum_targets(const struct peil_rake_margin *margin)
{
    double sum = 0;
    for (size_t c = 0; c < margin->categories; c++)
        sum += margin->targets[c];
    return sum;
}

static void check_margin(const struct peil_rake_margin *margin, const double *weights,
                         size_t n, struct peil_rake *result, struct peil_arena *arena)
{
    bool *filled = peil_arena_array(arena, margin->categories, sizeof *filled);
    result->category = 0;
    for (size_t i = 0; i < n; i++)
        if (counts(weights[i])) {
            if (margin->category[i] >= margin->categories) {
                result->problem = PEIL_RAKE_MISSING;
                return;
            }
            filled[margin->category[i]] = true;
        }
    for (size_t c = 0; c < margin->categories && !result->problem; c++) {
        result->category = c;
        if (!(margin->targets[c] >= 0))
            result->problem = PEIL_RAKE_BAD_TARGET;
        else if (margin->targets[c] > 0 && !filled[c])
            result->problem = PEIL_RAKE_EMPTY;
    }
    if (!result->problem && !(sum_targets(margin) > 0))
        result->problem = PEIL_RAKE_BAD_TARGET;
}

static double count_weights(const double *weights, size_t n)
{
    double count = 0;
    for (size_t i = 0; i < n; i++)
        count += counts(weights[i]);
    return count;
}

static void check_plan(const struct peil_rake_plan *plan, const double *weights,
                       size_t n, struct peil_rake *result, struct peil_arena *arena)
{
    if (plan->count == 0 || count_weights(weights, n) == 0)
        result->problem = PEIL_RAKE_NOBODY;
    for (size_t m = 0; m < plan->count && !result->problem; m++) {
        result->margin = m;
        check_margin(&plan->margins[m], weights, n, result, arena);
    }
}

/* --- Raking --- */

struct raking {
    double *weights, *before; /* before: of the previous round */
    size_t n;
    double total, persons;
    double *sums; /* room for the categories of any margin */
};

static void sum_margin(const struct raking *r, const struct peil_rake_margin *margin)
{
    for (size_t c = 0; c < margin->categories; c++)
        r->sums[c] = 0;
    for (size_t i = 0; i < r->n; i++)
        if (counts(r->weights[i]))
            r->sums[margin->category[i]] += r->weights[i];
}

static void meet_margin(const struct raking *r, const struct peil_rake_margin *margin)
{
    double scale = r->total / sum_targets(margin);
    sum_margin(r, margin);
    for (size_t c = 0; c < margin->categories; c++)
        r->sums[c] = r->sums[c] > 0 ? margin->targets[c] * scale / r->sums[c] : 0;
    for (size_t i = 0; i < r->n; i++)
        if (counts(r->weights[i]))
            r->weights[i] *= r->sums[margin->category[i]];
}

static double cap_of(const struct raking *r, const struct peil_rake_plan *plan)
{
    return plan->cap > 0 ? plan->cap * r->total / r->persons : INFINITY;
}

static void trim(const struct raking *r, double cap)
{
    for (size_t i = 0; i < r->n; i++)
        if (counts(r->weights[i]))
            r->weights[i] = fmin(r->weights[i], cap);
}

/* At the cap, but for what the last round still moved. */
static size_t count_trimmed(const struct raking *r, double cap)
{
    size_t trimmed = 0;
    for (size_t i = 0; i < r->n; i++)
        trimmed += counts(r->weights[i]) && r->weights[i] >= cap * (1 - 1e-9);
    return trimmed;
}

/* The largest relative change since the previous round; remembers this one. */
static double change_of(const struct raking *r)
{
    double largest = 0;
    for (size_t i = 0; i < r->n; i++) {
        if (counts(r->before[i]))
            largest = fmax(largest, fabs(r->weights[i] / r->before[i] - 1));
        r->before[i] = r->weights[i];
    }
    return largest;
}

static double miss_of(const struct raking *r, const struct peil_rake_margin *margin)
{
    double scale = r->total / sum_targets(margin), largest = 0;
    sum_margin(r, margin);
    for (size_t c = 0; c < margin->categories; c++)
        if (margin->targets[c] > 0)
            largest =
                fmax(largest, fabs(r->sums[c] / (margin->targets[c] * scale) - 1));
    return largest;
}

static void describe(const struct raking *r, struct peil_rake *result)
{
    double mean = 0, squares = 0, persons = count_weights(r->weights, r->n);
    result->smallest = INFINITY;
    for (size_t i = 0; i < r->n; i++)
        if (counts(r->weights[i])) {
            result->smallest = fmin(result->smallest, r->weights[i]);
            result->largest = fmax(result->largest, r->weights[i]);
            mean += r->weights[i] / persons;
        }
    for (size_t i = 0; i < r->n; i++)
        if (counts(r->weights[i]))
            squares += (r->weights[i] - mean) * (r->weights[i] - mean);
    result->cv = persons > 1 ? sqrt(squares / (persons - 1)) / mean : NAN;
    result->effective = peil_effective_base(r->weights, r->n);
}

static void run(const struct raking *r, const struct peil_rake_plan *plan,
                struct peil_rake *result)
{
    double tolerance = plan->tolerance > 0 ? plan->tolerance : 1e-10;
    size_t most = plan->max_rounds ? plan->max_rounds : 10000;
    change_of(r);
    result->problem = PEIL_RAKE_UNSETTLED;
    while (result->problem && result->rounds < most) {
        for (size_t m = 0; m < plan->count; m++)
            meet_margin(r, &plan->margins[m]);
        trim(r, cap_of(r, plan));
        result->rounds++;
        if (change_of(r) < tolerance)
            result->problem = PEIL_RAKE_FINE;
    }
    for (size_t m = 0; m < plan->count; m++)
        result->miss = fmax(result->miss, miss_of(r, &plan->margins[m]));
    result->trimmed = count_trimmed(r, cap_of(r, plan));
    describe(r, result);
}

static size_t most_categories(const struct peil_rake_plan *plan)
{
    size_t most = 0;
    for (size_t m = 0; m < plan->count; m++)
        if (plan->margins[m].categories > most)
            most = plan->margins[m].categories;
    return most;
}

struct peil_rake peil_rake(double *weights, size_t n, const struct peil_rake_plan *plan,
                           struct peil_arena *arena)
{
    struct peil_rake result = { .problem = PEIL_RAKE_FINE };
    result.effective = result.cv = NAN;
    check_plan(plan, weights, n, &result, arena);
    if (result.problem)
        return result;
    result.margin = result.category = 0;
    struct raking r = {
        .weights = weights,
        .before = peil_arena_array(arena, n, sizeof(double)),
        .n = n,
        .persons = count_weights(weights, n),
        .sums = peil_arena_array(arena, most_categories(plan), sizeof(double)),
    };
    r.total = plan->total > 0 ? plan->total : r.persons;
    run(&r, plan, &result);
    return result;
}
