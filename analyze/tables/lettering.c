#include "analyze/tables/lettering.h"

#include "analyze/tables/tabulate.h"
#include "questionnaires/base/message.h"

#include <math.h>
#include <string.h>

struct lettering {
    struct peil_cross *cross;
    struct peil_cell *cells;
    const char **names; /* of all columns */
    enum peil_correction correction;
    bool some_small, some_tested, some_exact; /* exact: gave a letter */
    struct peil_arena *arena;
};

static bool is_shown(const struct lettering *l, size_t row, size_t column)
{
    const struct peil_cell *cell = &l->cells[row * l->cross->column_count + column];
    return !cell->hidden && isfinite(cell->column_percent) && cell->effective > 0;
}

static bool is_in_group(const struct peil_cross *cross, size_t column, size_t group)
{
    return (cross->column_groups ? cross->column_groups[column] : 0) == group;
}

/* Persons in both of two columns, as letters.h takes them: on the same footing as the
 * columns' bases. NULL where nobody can be. */
static const double *overlap_of(const struct lettering *l,
                                const struct peil_letters_column *compared,
                                const size_t *places, size_t count)
{
    if (!l->cross->overlap)
        return NULL;
    double *both = peil_arena_array(l->arena, count * count, sizeof *both);
    for (size_t i = 0; i < count * count; i++) {
        size_t a = i / count, b = i % count;
        double alike =
            l->cross->overlap[places[a] * l->cross->column_count + places[b]];
        both[i] = alike * sqrt(compared[a].base * compared[b].base);
    }
    return both;
}

/* A nought of a column that may never have seen the option is no share to compare. */
static bool is_compared(const struct lettering *l, size_t row, size_t column)
{
    const struct peil_cross *cross = l->cross;
    return is_shown(l, row, column) &&
           !(cross->partial && cross->partial[row] &&
             l->cells[row * cross->column_count + column].n == 0);
}

/* One row of one family: the columns of one group. */
static void letter_group(struct lettering *l, size_t row, size_t group)
{
    size_t count = 0, columns = l->cross->column_count;
    struct peil_letters_column *compared =
        peil_arena_array(l->arena, columns, sizeof *compared);
    const char **names = peil_arena_array(l->arena, columns, sizeof *names);
    size_t *places = peil_arena_array(l->arena, columns, sizeof *places);
    for (size_t j = 0; j < columns; j++) {
        const struct peil_cell *cell = &l->cells[row * columns + j];
        if (!is_in_group(l->cross, j, group) || !is_compared(l, row, j))
            continue;
        names[count] = l->names[j];
        places[count] = j;
        compared[count++] =
            (struct peil_letters_column){ cell->column_percent / 100 * cell->effective,
                                          cell->effective };
    }
    struct peil_letters found =
        peil_letters_row(compared, count,
                         &(struct peil_letters_options){
                             .correction = l->correction,
                             .overlap = overlap_of(l, compared, places, count),
                             .names = names },
                         l->arena);
    l->some_small = l->some_small || (count > 1 && found.some_small);
    for (size_t i = 0; i < found.pair_count; i++) {
        const struct peil_letters_pair *pair = &found.pairs[i];
        l->some_tested = l->some_tested || isfinite(pair->p);
        l->some_exact = l->some_exact || (pair->exact && pair->adjusted < .05);
    }
    for (size_t i = 0; i < count; i++)
        l->cells[row * columns + places[i]].letters = found.letters[i];
}

static size_t group_count(const struct peil_cross *cross)
{
    size_t count = 1;
    for (size_t j = 0; cross->column_groups && j < cross->column_count; j++)
        if (cross->column_groups[j] >= count)
            count = cross->column_groups[j] + 1;
    return count;
}

static const char **name_columns(const struct peil_cross *cross,
                                 struct peil_arena *arena)
{
    const char **names = peil_arena_array(arena, cross->column_count, sizeof *names);
    for (size_t j = 0; j < cross->column_count; j++)
        names[j] = peil_letters_name(cross->first_letter + j, arena);
    return names;
}

void peil_lettering_add(struct peil_table *table, enum peil_correction correction,
                        struct peil_arena *arena)
{
    struct peil_cross *cross = &table->cross;
    size_t count = cross->row_count * cross->column_count;
    if (count == 0 || (cross->overlap && table->hidden > 0))
        return;
    struct lettering l = { .cross = cross,
                           .cells = peil_arena_array(arena, count, sizeof *l.cells),
                           .names = name_columns(cross, arena),
                           .correction = correction,
                           .arena = arena };
    memcpy(l.cells, cross->cells, count * sizeof *l.cells);
    for (size_t i = 0; i < cross->row_count; i++)
        for (size_t group = 0; group < group_count(cross); group++)
            letter_group(&l, i, group);
    cross->cells = l.cells;
    cross->lettered = true;
    if (l.some_small && l.some_tested)
        peil_table_add_note(
            table, _("Columns with fewer than 30 answers are not compared."), arena);
    if (l.some_exact)
        peil_table_add_note(table,
                            _("Where few or none gave an answer, columns are compared "
                              "by an exact test."),
                            arena);
}
