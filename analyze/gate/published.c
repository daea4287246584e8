#include "analyze/gate/published.h"

#include <assert.h>
#include <math.h>
#include <string.h>

struct maker {
    struct peil_figures figures;
    const struct peil_questionnaire *q;               /* of tables without population */
    const struct peil_population *const *populations; /* all that there are */
    size_t population_count;
    const struct peil_table *table;
    size_t number;
    struct peil_event who; /* is counted in the table at all */
    struct peil_arena *arena;
};

size_t peil_figures_add(struct peil_figures *figures, struct peil_figure figure)
{
    figures->list = peil_arena_grow(figures->factors.arena, figures->list,
                                    figures->count, sizeof *figures->list);
    figures->list[figures->count] = figure;
    return figures->count++;
}

/* --- Who is counted --- */

static bool same_files(const struct peil_population *a, const struct peil_population *b)
{
    bool same = a->file_count == b->file_count;
    for (size_t i = 0; same && i < a->file_count; i++)
        same = strcmp(a->files[i], b->files[i]) == 0;
    return same;
}

static bool same_text(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

bool peil_population_is_same(const struct peil_population *a,
                             const struct peil_population *b)
{
    return a == b || (a && b && same_text(a->where_text, b->where_text) &&
                      same_text(a->wave, b->wave) && same_files(a, b));
}

static bool share_all_files(const struct maker *maker)
{
    for (size_t i = 1; i < maker->population_count; i++)
        if (!same_files(maker->populations[0], maker->populations[i]))
            return false;
    return true;
}

static void add_values(struct peil_event *event, const struct peil_values *more)
{
    struct peil_values *values = &event->clauses[event->clause_count - 1].values;
    for (size_t i = 0; i < PEIL_VALUES / 64; i++)
        values->bits[i] |= more->bits[i];
}

static void count_files(struct maker *maker, const struct peil_population *population)
{
    struct peil_event *who = &maker->who;
    if (share_all_files(maker))
        return;
    for (size_t i = 0; i < population->file_count; i++) {
        struct peil_event file = { .clause_count = 0 };
        peil_event_value(&file, &maker->figures.factors, "\\file",
                         population->files[i]);
        if (i == 0)
            who->clauses[who->clause_count++] = file.clauses[0];
        else
            add_values(who, &file.clauses[0].values);
    }
}

/* The event that a response is counted in that population. */
static struct peil_event count_who(struct maker *maker,
                                   const struct peil_population *population)
{
    struct peil_factors *factors = &maker->figures.factors;
    maker->who = (struct peil_event){ .clause_count = 0 };
    if (!population) {
        factors->questionnaire = maker->q;
        return maker->who;
    }
    factors->questionnaire = population->model;
    maker->who.where = peil_rule_make(factors, population->where);
    factors->questionnaire = population->questionnaire;
    if (population->wave)
        peil_event_value(&maker->who, factors, "wave", population->wave);
    count_files(maker, population);
    return maker->who;
}

static void add_population(struct maker *maker,
                           const struct peil_population *population)
{
    struct peil_event who = count_who(maker, population);
    peil_figures_add(&maker->figures, (struct peil_figure){ .kind = PEIL_FIGURE_KNOWN,
                                                            .edge = SIZE_MAX,
                                                            .subject = SIZE_MAX,
                                                            .event = who,
                                                            .n = population->used });
}

/* --- The figures of each kind of table --- */

/* What a figure is about, first of all: its row. */
static size_t subject(const struct maker *maker, const struct peil_event *event)
{
    size_t first = maker->who.clause_count;
    const struct peil_factor *factors = maker->figures.factors.list;
    if (first + 1 < event->clause_count &&
        factors[event->clauses[first + 1].factor].tick)
        first++;
    return event->clauses[first].factor;
}

static void add(struct maker *maker, enum peil_figure_kind kind, size_t edge,
                struct peil_event event, double n)
{
    const struct peil_population *population = maker->table->population;
    peil_figures_add(&maker->figures,
                     (struct peil_figure){ .kind = kind,
                                           .among = population ? population->used : NAN,
                                           .table = maker->number,
                                           .edge = edge,
                                           .event = event,
                                           .n = n,
                                           .subject = subject(maker, &event) });
}

static struct peil_event answered(struct maker *maker, const struct peil_side *side,
                                  const char *code, struct peil_event event)
{
    if (code)
        peil_event_answer(&event, &maker->figures.factors, side, code);
    else
        peil_event_valid(&event, &maker->figures.factors, side);
    return event;
}

static void add_missing(struct maker *maker, const struct peil_side *side)
{
    const struct peil_frequency *f = &maker->table->frequency;
    struct peil_event asked = maker->who;
    for (int kind = PEIL_NOT_ASKED; kind < PEIL_MISSING_KINDS; kind++) {
        struct peil_event event = maker->who;
        size_t i = 0;
        peil_event_missing(&event, &maker->figures.factors, side,
                           (enum peil_missing)kind);
        while (i < f->missing_count && (int)f->missing[i].kind != kind)
            i++;
        bool there = i < f->missing_count;
        add(maker, there ? PEIL_FIGURE_MISSING : PEIL_FIGURE_BASE,
            there ? f->row_count + i : SIZE_MAX, event, there ? f->missing[i].n : 0);
    }
    peil_event_asked(&asked, &maker->figures.factors, side);
    add(maker, PEIL_FIGURE_BASE, SIZE_MAX, asked, f->asked);
}

static void add_frequency(struct maker *maker)
{
    const struct peil_table *table = maker->table;
    const struct peil_frequency *f = &table->frequency;
    struct peil_side side = { table->variable, f->multiple, table->row_variants };
    for (size_t i = 0; i < f->row_count; i++)
        add(maker, PEIL_FIGURE_CELL, i,
            answered(maker, &side, f->rows[i].category.code, maker->who), f->rows[i].n);
    add(maker, PEIL_FIGURE_BASE, SIZE_MAX, answered(maker, &side, NULL, maker->who),
        table->base.n);
    if (!strstr(table->variable, " > "))
        add_missing(maker, &side);
}

static void add_cross(struct maker *maker)
{
    const struct peil_table *table = maker->table;
    const struct peil_cross *cross = &table->cross;
    size_t rows = cross->row_count, columns = cross->column_count;
    struct peil_side row = { table->variable, cross->multiple, table->row_variants };
    struct peil_side column = { cross->column_variable, cross->multiple_columns,
                                table->column_variants };
    for (size_t i = 0; i <= rows; i++) {
        struct peil_event of_row =
            answered(maker, &row, i < rows ? cross->rows[i].code : NULL, maker->who);
        for (size_t j = 0; j < columns; j++)
            add(maker, i < rows ? PEIL_FIGURE_CELL : PEIL_FIGURE_TOTAL,
                i < rows ? i * columns + j : rows * columns + rows + j,
                answered(maker, &column, cross->columns[j].code, of_row),
                i < rows ? cross->cells[i * columns + j].n : cross->column_totals[j].n);
        add(maker, i < rows ? PEIL_FIGURE_TOTAL : PEIL_FIGURE_BASE,
            i < rows ? rows * columns + i : SIZE_MAX,
            answered(maker, &column, NULL, of_row),
            i < rows ? cross->row_totals[i].n : cross->total);
    }
}

/* How many are in each group that a mean is of. */
static void add_summary(struct maker *maker)
{
    const struct peil_table *table = maker->table;
    const struct peil_summary *summary = &table->summary;
    struct peil_side of = { .variable = table->variable };
    struct peil_side groups = { summary->group_variable, false,
                                table->column_variants };
    if (!summary->group_variable)
        return;
    struct peil_event event = answered(maker, &of, NULL, maker->who);
    for (size_t i = 0; i < summary->row_count; i++) {
        const struct peil_summary_row *row = &summary->rows[i];
        add(maker, row->total ? PEIL_FIGURE_BASE : PEIL_FIGURE_CELL,
            row->total ? SIZE_MAX : i,
            answered(maker, &groups, row->total ? NULL : row->category.code, event),
            row->n);
    }
}

static void (*const adds[])(struct maker *) = {
    [PEIL_TABLE_FREQUENCY] = add_frequency,
    [PEIL_TABLE_CROSS] = add_cross,
    [PEIL_TABLE_SUMMARY] = add_summary,
};
static_assert(sizeof adds / sizeof *adds == PEIL_TABLE_KINDS,
              "the audit knows what every kind of table counts");

/* --- All tables --- */

static void meet(struct maker *maker, const struct peil_table *table)
{
    struct peil_factors *factors = &maker->figures.factors;
    const struct peil_frequency *f = &table->frequency;
    factors->questionnaire =
        table->population ? table->population->questionnaire : maker->q;
    if (table->kind == PEIL_TABLE_CROSS) {
        if (!table->cross.multiple && table->row_variants == 0)
            peil_factors_meet(factors, table->variable, table->cross.rows,
                              table->cross.row_count);
        if (!table->cross.multiple_columns && !table->cross.column_groups &&
            table->column_variants == 0)
            peil_factors_meet(factors, table->cross.column_variable,
                              table->cross.columns, table->cross.column_count);
    }
    for (size_t i = 0; table->kind == PEIL_TABLE_FREQUENCY && i < f->row_count; i++)
        if (!f->multiple && table->row_variants == 0 && !strstr(table->variable, " > "))
            peil_factors_meet(factors, table->variable, &f->rows[i].category, 1);
}

static void find_populations(struct maker *maker, struct peil_table *const *tables,
                             size_t count)
{
    const struct peil_population **found = NULL, *last = NULL;
    for (size_t i = 0; i < count; i++) {
        const struct peil_population *population = tables[i]->population;
        if (!population || population == last)
            continue; /* tables of one stand together */
        last = population;
        found = peil_arena_grow(maker->arena, found, maker->population_count,
                                sizeof *found);
        found[maker->population_count++] = population;
    }
    maker->populations = found;
}

/* --- What two tables tell of the rest --- */

/* Is everyone of `part` in `whole` too? Who is left is then known as well. */
static bool is_part(const struct peil_population *part,
                    const struct peil_population *whole)
{
    return part && whole && same_files(part, whole) &&
           (!whole->where || same_text(part->where_text, whole->where_text)) &&
           (!whole->wave || same_text(part->wave, whole->wave)) &&
           !peil_population_is_same(part, whole);
}

/* Two figures of the same cell: only who is counted is not the same. */
static bool are_alike(const struct peil_figure *a, const struct peil_figure *b,
                      const struct peil_event *of_a, const struct peil_event *of_b)
{
    size_t from_a = of_a->clause_count, from_b = of_b->clause_count;
    size_t count = a->event.clause_count - from_a;
    return a->kind == b->kind && a->edge == b->edge &&
           b->event.clause_count - from_b == count &&
           memcmp(&a->event.clauses[from_a], &b->event.clauses[from_b],
                  count * sizeof *a->event.clauses) == 0;
}

struct span {
    const struct peil_table *table;
    struct peil_event who;
    size_t first, count; /* figures */
};

static void add_differences(struct maker *maker, const struct span *whole,
                            const struct span *part)
{
    if (whole->count != part->count ||
        whole->table->row_variants != part->table->row_variants ||
        whole->table->column_variants != part->table->column_variants ||
        !is_part(part->table->population, whole->table->population))
        return;
    struct peil_event *without = peil_arena_array(maker->arena, 1, sizeof *without);
    *without = part->who;
    for (size_t i = 0; i < whole->count; i++) {
        struct peil_figure rest = maker->figures.list[whole->first + i];
        const struct peil_figure *of_part = &maker->figures.list[part->first + i];
        if (rest.kind != PEIL_FIGURE_CELL ||
            !are_alike(&rest, of_part, &whole->who, &part->who))
            continue;
        rest.kind = PEIL_FIGURE_DIFFERENCE;
        rest.table = of_part->table;
        rest.without = without;
        rest.n -= of_part->n;
        rest.among -= of_part->among;
        peil_figures_add(&maker->figures, rest);
    }
}

/* --- All of them --- */

struct peil_figures peil_figures_make(struct peil_table *const *tables, size_t count,
                                      const struct peil_questionnaire *q, bool plain,
                                      struct peil_arena *arena)
{
    struct maker maker = { .figures = { .factors = { .plain = plain, .arena = arena } },
                           .q = q,
                           .arena = arena };
    find_populations(&maker, tables, count);
    for (size_t i = 0; i < count; i++)
        meet(&maker, tables[i]);
    for (size_t i = 0; i < maker.population_count; i++)
        add_population(&maker, maker.populations[i]);
    struct span *spans = peil_arena_array(arena, count, sizeof *spans);
    for (size_t i = 0; i < count; i++) {
        maker.table = tables[i];
        maker.number = i;
        struct peil_event who = count_who(&maker, tables[i]->population);
        size_t first = maker.figures.count;
        adds[tables[i]->kind](&maker);
        spans[i] = (struct span){ tables[i], who, first, maker.figures.count - first };
    }
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < count && maker.population_count > 1; j++)
            add_differences(&maker, &spans[i], &spans[j]);
    return maker.figures;
}
