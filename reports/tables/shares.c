#include "reports/tables/shares.h"
#include "analyze/statistics/interval.h"
#include "questionnaires/base/message.h"

#include <assert.h>
#include <math.h>
#include <string.h>

/* --- From tables --- */

struct draft {
    struct peil_arena *arena;
    struct peil_group *groups;
    struct peil_share *shares;
    size_t group_count;
    long least_base;
    const struct peil_questionnaire *q; /* NULL = none */
    const char *everyone;               /* "Alle leerlingen" */
};

static void set_group(struct draft *draft, size_t group, struct peil_category category,
                      double n)
{
    draft->groups[group] =
        (struct peil_group){ .code = category.code,
                             .label = category.label,
                             .n = n,
                             .shown = n >= (double)draft->least_base };
}

/* A share is shown when it is not hidden, is defined, and its base is large enough. */
static void set_share(struct draft *draft, size_t option, size_t group, double n,
                      double percent)
{
    bool shown = draft->groups[group].shown && isfinite(percent) && isfinite(n);
    draft->shares[option * draft->group_count + group] = (struct peil_share){
        .shown = shown,
        .offered = true,
        .n = isfinite(percent) ? n : NAN,
        .percent = shown ? percent : NAN,
        .ci_low = NAN,
        .ci_high = NAN,
    };
}

static struct peil_category everyone_of(const struct draft *draft)
{
    return (struct peil_category){ "", draft->everyone, NAN };
}

/* Where nobody is seen there are no classes to differ: the limit goes by the base. */
static struct peil_interval margin_of(const struct peil_frequency_row *row, double base)
{
    if (row->n != 0)
        return (struct peil_interval){ row->ci_low, row->ci_high };
    return (struct peil_interval){ 0, 100 * peil_interval_wilson(0, base, .95).high };
}

static void everyone_from_frequency(struct draft *draft, const struct peil_table *table)
{
    const struct peil_frequency *frequency = &table->frequency;
    set_group(draft, 0, everyone_of(draft), table->base.n);
    for (size_t i = 0; i < frequency->row_count; i++) {
        const struct peil_frequency_row *row = &frequency->rows[i];
        set_share(draft, i, 0, row->n, row->hidden ? NAN : row->valid_percent);
        struct peil_share *share = &draft->shares[i * draft->group_count];
        struct peil_interval margin = margin_of(row, table->base.n);
        share->ci_low = share->shown ? margin.low : NAN;
        share->ci_high = share->shown ? margin.high : NAN;
    }
}

static void everyone_from_cross(struct draft *draft, const struct peil_table *table)
{
    const struct peil_cross *cross = &table->cross;
    set_group(draft, 0, everyone_of(draft), cross->total);
    for (size_t i = 0; i < cross->row_count; i++)
        set_share(draft, i, 0, cross->row_totals[i].n,
                  cross->row_totals[i].hidden ? NAN : cross->row_totals[i].percent);
}

/* A group that was not asked has no panel. */
static bool was_asked(const struct peil_margin *total)
{
    return total->hidden || total->n != 0;
}

static size_t asked_groups(const struct peil_cross *cross)
{
    size_t count = 0;
    for (size_t column = 0; column < cross->column_count; column++)
        count += was_asked(&cross->column_totals[column]);
    return count;
}

/* A group that is a variant by name sees the options of that variant only: then a
 * nought does not say that nobody wanted it. */
static bool is_offered(const struct peil_questionnaire *q, const char *variable,
                       const char *code, const char *group)
{
    const struct peil_item *item = q ? peil_questionnaire_item(q, variable) : NULL;
    for (size_t i = 0; item && i < q->variant_count; i++)
        if (strcmp(q->variants[i].label, group) == 0)
            return peil_item_option(item, code, i) != NULL;
    return true;
}

static void withhold(struct draft *draft, size_t option, size_t group)
{
    draft->shares[option * draft->group_count + group] =
        (struct peil_share){ .n = NAN, .percent = NAN, .ci_low = NAN, .ci_high = NAN };
}

static void group_from_cross(struct draft *draft, size_t group,
                             const struct peil_table *table, size_t column)
{
    const struct peil_cross *cross = &table->cross;
    const struct peil_margin *total = &cross->column_totals[column];
    set_group(draft, group, cross->columns[column], total->hidden ? NAN : total->n);
    for (size_t row = 0; row < cross->row_count; row++) {
        const struct peil_cell *cell =
            &cross->cells[row * cross->column_count + column];
        if (is_offered(draft->q, table->variable, cross->rows[row].code,
                       cross->columns[column].label))
            set_share(draft, row, group, cell->n,
                      cell->hidden ? NAN : cell->column_percent);
        else
            withhold(draft, row, group);
    }
}

static void groups_from_cross(struct draft *draft, const struct peil_table *table)
{
    const struct peil_cross *cross = &table->cross;
    size_t group = 0;
    for (size_t column = 0; column < cross->column_count; column++)
        if (was_asked(&cross->column_totals[column]))
            group_from_cross(draft, ++group, table, column);
}

static const struct peil_category *options_of(const struct peil_table *frequency,
                                              struct peil_arena *arena)
{
    size_t count = frequency->frequency.row_count;
    struct peil_category *options = peil_arena_array(arena, count, sizeof *options);
    for (size_t i = 0; i < count; i++)
        options[i] = frequency->frequency.rows[i].category;
    return options;
}

/* The first test is the one that counts; the others stand beside it. */
static bool differ(const struct peil_cross *cross)
{
    return cross->test_count > 0 &&
           (cross->tests[0].p < 0.05 || cross->tests[0].below == .05);
}

/* "Alle leerlingen"; or the only group that was asked. */
static const char *everyone(const struct peil_analysis *analysis,
                            const struct peil_table *cross, struct peil_arena *arena)
{
    if (cross && asked_groups(&cross->cross) == 1)
        for (size_t i = 0; i < cross->cross.column_count; i++)
            if (was_asked(&cross->cross.column_totals[i]))
                return cross->cross.columns[i].label;
    return peil_arena_format(arena, _("All %s"), analysis->respondents);
}

const struct peil_shares *peil_shares_of(const struct peil_analysis *analysis,
                                         const struct peil_table *frequency,
                                         const struct peil_table *cross,
                                         struct peil_arena *arena)
{
    assert(frequency || cross);
    struct peil_shares *shares = peil_arena_array(arena, 1, sizeof *shares);
    bool agree = frequency && (!cross || frequency->base.n == cross->base.n);
    const struct peil_table *whole = agree ? frequency : cross;
    shares->base = &whole->base;
    shares->options = cross ? cross->cross.rows : options_of(frequency, arena);
    shares->option_count =
        cross ? cross->cross.row_count : frequency->frequency.row_count;
    size_t groups = cross ? asked_groups(&cross->cross) : 0;
    shares->group_count = groups > 1 ? 1 + groups : 1; /* one group is everyone */
    shares->multiple = cross ? cross->cross.multiple : frequency->frequency.multiple;
    shares->differ = cross && differ(&cross->cross);
    shares->least_base =
        analysis->internal ? PEIL_LEAST_BASE_INTERNAL : PEIL_LEAST_BASE;
    struct draft draft = {
        .arena = arena,
        .q = analysis->questionnaire,
        .groups = peil_arena_array(arena, shares->group_count, sizeof *draft.groups),
        .shares = peil_arena_array(arena, shares->option_count * shares->group_count,
                                   sizeof *draft.shares),
        .group_count = shares->group_count,
        .least_base = shares->least_base,
        .everyone = everyone(analysis, cross, arena),
    };
    (agree ? everyone_from_frequency : everyone_from_cross)(&draft, whole);
    if (shares->group_count > 1)
        groups_from_cross(&draft, cross);
    shares->groups = draft.groups;
    shares->shares = draft.shares;
    return shares;
}

/* --- To words --- */

size_t peil_shares_group(const struct peil_shares *shares, const char *code)
{
    size_t group = 0;
    while (group < shares->group_count && strcmp(shares->groups[group].code, code) != 0)
        group++;
    return group;
}

const struct peil_share *peil_share_at(const struct peil_shares *shares, size_t option,
                                       size_t group)
{
    return &shares->shares[option * shares->group_count + group];
}

bool peil_shares_hide(const struct peil_shares *shares)
{
    for (size_t i = 0; i < shares->option_count * shares->group_count; i++)
        if (shares->shares[i].offered && !shares->shares[i].shown)
            return true;
    return false;
}
