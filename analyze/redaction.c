#include "analyze/redaction.h"

#include "analyze/verdict.h"

#include <assert.h>
#include <math.h>
#include <string.h>

static void *copy(const void *array, size_t count, size_t size,
                  struct peil_arena *arena)
{
    void *made = peil_arena_array(arena, count, size);
    if (count > 0)
        memcpy(made, array, count * size);
    return made;
}

static bool is_hidden(const struct peil_shield *shield, size_t edge)
{
    return shield->closed || shield->network.edges[edge].hidden;
}

static void hide_row(struct peil_frequency_row *row)
{
    *row = (struct peil_frequency_row){ .category = row->category,
                                        .n = NAN,
                                        .weighted = NAN,
                                        .percent = NAN,
                                        .valid_percent = NAN,
                                        .cumulative_percent = NAN,
                                        .response_percent = NAN,
                                        .ci_low = NAN,
                                        .ci_high = NAN,
                                        .hidden = true };
}

static void apply_rows(const struct peil_shield *shield, struct peil_arena *arena)
{
    struct peil_frequency *frequency = &shield->table->frequency;
    struct peil_frequency_row *rows =
        copy(frequency->rows, frequency->row_count, sizeof *rows, arena);
    size_t hidden = 0;
    for (size_t i = 0; i < frequency->row_count; i++) {
        if (!is_hidden(shield, i))
            continue;
        hide_row(&rows[i]);
        hidden++;
    }
    for (size_t i = 0; i < frequency->row_count && hidden > 0; i++)
        rows[i].cumulative_percent = NAN;
    frequency->rows = rows;
    shield->table->hidden += hidden;
}

static void apply_missing(const struct peil_shield *shield, bool all,
                          struct peil_arena *arena)
{
    struct peil_frequency *frequency = &shield->table->frequency;
    struct peil_missing_row *rows =
        copy(frequency->missing, frequency->missing_count, sizeof *rows, arena);
    for (size_t i = 0; i < frequency->missing_count; i++) {
        if (!all && !shield->network.edges[frequency->row_count + i].hidden)
            continue;
        rows[i] = (struct peil_missing_row){ rows[i].kind, NAN, NAN, NAN, true };
        shield->table->hidden++;
    }
    frequency->missing = rows;
}

static void apply_frequency(const struct peil_shield *shield, bool base,
                            struct peil_arena *arena)
{
    struct peil_frequency *frequency = &shield->table->frequency;
    apply_rows(shield, arena);
    apply_missing(shield, base, arena);
    if (base)
        frequency->asked = NAN;
    if (shield->closed)
        frequency->responses = NAN;
}

static const struct peil_margin *apply_margins(const struct peil_shield *shield,
                                               const struct peil_margin *margins,
                                               size_t count, size_t first,
                                               struct peil_arena *arena)
{
    struct peil_margin *made = copy(margins, count, sizeof *made, arena);
    for (size_t i = 0; i < count; i++) {
        if (!is_hidden(shield, first + i))
            continue;
        made[i] = (struct peil_margin){ NAN, NAN, NAN, true, NAN };
        shield->table->hidden++;
        shield->table->cross.smallest_expected = NAN;
    }
    return made;
}

/* What the figures of a shown cell would tell of a hidden total. */
static void hide_relations(struct peil_cell *cell, bool row, bool column)
{
    if (row)
        cell->row_percent = NAN;
    if (column)
        cell->column_percent = cell->effective = NAN;
    if (row || column)
        cell->expected = cell->residual = cell->adjusted_residual = NAN;
}

static void apply_cells(const struct peil_shield *shield, struct peil_arena *arena)
{
    struct peil_cross *cross = &shield->table->cross;
    size_t count = cross->row_count * cross->column_count;
    struct peil_cell *cells = copy(cross->cells, count, sizeof *cells, arena);
    for (size_t i = 0; i < count; i++) {
        hide_relations(&cells[i], cross->row_totals[i / cross->column_count].hidden,
                       cross->column_totals[i % cross->column_count].hidden);
        if (!is_hidden(shield, i))
            continue;
        cells[i] = (struct peil_cell){ NAN, NAN, NAN,  NAN,  NAN, NAN,
                                       NAN, NAN, NULL, true, NAN };
        shield->table->hidden++;
    }
    cross->cells = cells;
}

/* What is left of the tests where something is hidden: a verdict, if that. Before the
 * cells are hidden, since it takes them to know. */
static void blunt_tests(const struct peil_shield *shield, struct peil_arena *arena)
{
    struct peil_cross *cross = &shield->table->cross;
    size_t cells = cross->row_count * cross->column_count;
    bool *hidden = peil_arena_array(arena, cells, sizeof *hidden), some = false;
    bool margins = false;
    for (size_t i = 0; i < cells; i++)
        some |= hidden[i] = is_hidden(shield, i);
    for (size_t i = 0; i < cross->row_count + cross->column_count; i++)
        margins |= is_hidden(shield, cells + i);
    if (!some && !margins)
        return;
    bool safe = !margins && peil_verdict_is_safe(cross, hidden, arena);
    struct peil_test *test = peil_arena_array(arena, 1, sizeof *test);
    if (safe) {
        *test = peil_test_new(cross->tests[0].name, NAN, NAN, NAN);
        test->below = cross->tests[0].p < .05 ? .05 : 1;
    }
    cross->tests = test;
    cross->test_count = safe;
    cross->measure_count = 0;
}

static void apply_cross(const struct peil_shield *shield, bool base,
                        struct peil_arena *arena)
{
    struct peil_cross *cross = &shield->table->cross;
    size_t cells = cross->row_count * cross->column_count;
    blunt_tests(shield, arena);
    cross->row_totals =
        apply_margins(shield, cross->row_totals, cross->row_count, cells, arena);
    cross->column_totals =
        apply_margins(shield, cross->column_totals, cross->column_count,
                      cells + cross->row_count, arena);
    apply_cells(shield, arena);
    if (base)
        cross->total = cross->weighted_total = NAN;
    if (!shield->closed)
        return;
    cross->test_count = cross->measure_count = 0;
    cross->smallest_expected = cross->share_below_5 = NAN;
}

static void (*const applies[])(const struct peil_shield *, bool,
                               struct peil_arena *) = {
    [PEIL_TABLE_FREQUENCY] = apply_frequency,
    [PEIL_TABLE_CROSS] = apply_cross,
};
static_assert(sizeof applies / sizeof *applies == PEIL_TABLE_KINDS,
              "the gate closes every kind of table");

void peil_redaction_apply(const struct peil_shield *shield, long least_cell,
                          struct peil_arena *arena)
{
    struct peil_base *base = &shield->table->base;
    bool tiny = base->n > 0 && base->n < (double)least_cell;
    applies[shield->table->kind](shield, tiny, arena);
    if (tiny)
        base->n = base->weighted = base->effective = NAN;
}
