#include "analyze/gate/attack.h"

#include "analyze/gate/block.h"
#include "analyze/gate/solver.h"

#include <math.h>
#include <stdlib.h>

enum { MOST_COLUMNS = 1000, MOST_COLUMNS_ALONE = 20000 };
static const double NEARLY = 1e-6;

/* How much of what blocks have in common is made use of: all of it, unless that is too
 * much at once; then only figures of tables; then nothing. */
enum links { ALL_LINKS, TABLE_LINKS, NO_LINKS, LINKS };

struct state {
    struct peil_attack *attack;
    enum links links;
    const struct peil_puzzle *puzzle;
    double *values;  /* of each atom; NAN while it is unknown */
    double *figures; /* of each figure: shown, or found out; NAN */
    size_t *root;    /* of each atom: unknown atoms that meet in a row */
    size_t *first;   /* of each figure: its first sum, or SIZE_MAX */
    struct peil_arena *arena;
};

/* What is left of a sum when the known atoms are taken off. */
struct rest {
    double known; /* that they are together */
    size_t unknown;
};

static struct rest rest_of(const struct state *state, const struct peil_equation *sum)
{
    struct rest rest = { 0, 0 };
    for (size_t i = 0; i < sum->atom_count; i++) {
        double value = state->values[sum->atoms[i]];
        if (isnan(value)) {
            rest.unknown++;
        } else {
            rest.known += value;
        }
    }
    return rest;
}

/* --- What follows at once --- */

static void set_unknown(struct state *state, const struct peil_equation *sum,
                        double value)
{
    for (size_t i = 0; i < sum->atom_count; i++)
        if (isnan(state->values[sum->atoms[i]]))
            state->values[sum->atoms[i]] = value;
}

static bool follow(struct state *state, const struct peil_equation *sum)
{
    double *figure = &state->figures[sum->figure];
    struct rest rest = rest_of(state, sum);
    if (isnan(*figure)) {
        if (rest.unknown > 0)
            return false;
        *figure = rest.known;
        return true;
    }
    double left = *figure - rest.known;
    if (left < -NEARLY || (rest.unknown == 0 && left > NEARLY))
        state->attack->contradiction = true;
    if (rest.unknown == 0 || (rest.unknown > 1 && left > NEARLY))
        return false;
    set_unknown(state, sum, rest.unknown == 1 ? fmax(left, 0) : 0);
    return true;
}

/* Sums of the same unknown atoms have the same mark. */
struct marked {
    uint64_t mark;
    size_t sum;
    double left; /* of what is known to be it; NAN */
};

static int by_mark(const void *a, const void *b)
{
    const struct marked *x = a, *y = b;
    if (x->mark != y->mark)
        return x->mark < y->mark ? -1 : 1;
    return isnan(x->left) - isnan(y->left); /* the known one first */
}

/* Sums of the same unknown atoms are equal: known when one of them is. */
static bool follow_same(struct state *state)
{
    const struct peil_puzzle *puzzle = state->puzzle;
    struct marked *all = peil_arena_array(state->arena, puzzle->sum_count, sizeof *all);
    bool found = false;
    for (size_t i = 0; i < puzzle->sum_count; i++) {
        const struct peil_equation *sum = &puzzle->sums[i];
        all[i] =
            (struct marked){ 0, i,
                             state->figures[sum->figure] - rest_of(state, sum).known };
        for (size_t k = 0; k < sum->atom_count; k++)
            if (isnan(state->values[sum->atoms[k]]))
                all[i].mark += peil_block_mark(sum->atoms[k]);
    }
    if (puzzle->sum_count > 0)
        qsort(all, puzzle->sum_count, sizeof *all, by_mark);
    for (size_t i = 1; i < puzzle->sum_count; i++) {
        if (all[i].mark == 0 || all[i].mark != all[i - 1].mark)
            continue;
        const struct peil_equation *sum = &puzzle->sums[all[i].sum];
        if (isnan(all[i].left) && !isnan(all[i - 1].left)) {
            all[i].left = all[i - 1].left;
            state->figures[sum->figure] = all[i].left + rest_of(state, sum).known;
            found = true;
        }
    }
    return found;
}

static void follow_all(struct state *state)
{
    bool more = true;
    while (more) {
        more = false;
        for (size_t i = 0; i < state->puzzle->sum_count; i++)
            more = follow(state, &state->puzzle->sums[i]) || more;
        more = more || follow_same(state);
    }
}

/* --- Rows that hang together --- */

static size_t root_of(const struct state *state, size_t atom)
{
    while (state->root[atom] != atom) {
        state->root[atom] = state->root[state->root[atom]];
        atom = state->root[atom];
    }
    return atom;
}

static void join(struct state *state, const struct peil_equation *sum, size_t *with)
{
    for (size_t i = 0; i < sum->atom_count; i++) {
        if (!isnan(state->values[sum->atoms[i]]))
            continue;
        if (*with == SIZE_MAX)
            *with = sum->atoms[i];
        state->root[root_of(state, sum->atoms[i])] = root_of(state, *with);
    }
}

static bool is_known(const struct state *state, const struct peil_equation *sum)
{
    return !isnan(state->figures[sum->figure]);
}

/* A figure that is not known links its sums; one that is needs no link. */
static bool is_link(const struct state *state, size_t i)
{
    size_t figure = state->puzzle->sums[i].figure;
    bool common = state->puzzle->figures.list[figure].kind == PEIL_FIGURE_COMMON;
    return isnan(state->figures[figure]) && state->first[figure] != i &&
           (state->links == ALL_LINKS || (state->links == TABLE_LINKS && !common));
}

static void find_parts(struct state *state)
{
    const struct peil_puzzle *puzzle = state->puzzle;
    for (size_t i = 0; i < puzzle->atom_count; i++)
        state->root[i] = i;
    for (size_t i = 0; i < puzzle->sum_count; i++) {
        const struct peil_equation *sum = &puzzle->sums[i];
        size_t with = SIZE_MAX;
        if (is_known(state, sum)) {
            join(state, sum, &with);
        } else if (is_link(state, i)) {
            join(state, &puzzle->sums[state->first[sum->figure]], &with);
            join(state, sum, &with);
        }
    }
}

/* --- One part, solved --- */

/* What is to be done for one part: a row to add, or a figure to solve. */
struct task {
    size_t root, sum;
};

static int by_root(const void *a, const void *b)
{
    const struct task *x = a, *y = b;
    if (x->root != y->root)
        return x->root < y->root ? -1 : 1;
    return (x->sum > y->sum) - (x->sum < y->sum);
}

struct part {
    struct state *state;
    struct peil_solver *solver;
    size_t root, count;
    size_t *columns; /* of each atom of the puzzle; SIZE_MAX: none yet */
    bool failed;
};

struct row {
    size_t *columns;
    double *factors;
    size_t count;
    double left;
};

static struct row new_row(const struct part *part, size_t most, double value)
{
    struct peil_arena *arena = part->state->arena;
    return (struct row){ peil_arena_array(arena, most, sizeof(size_t)),
                         peil_arena_array(arena, most, sizeof(double)), 0, value };
}

static void take(struct part *part, const struct peil_equation *sum, double factor,
                 struct row *row)
{
    const struct state *state = part->state;
    for (size_t i = 0; i < sum->atom_count; i++) {
        size_t atom = sum->atoms[i];
        if (!isnan(state->values[atom])) {
            row->left -= factor * state->values[atom];
            continue;
        }
        if (root_of(state, atom) != part->root)
            continue;
        if (part->columns[atom] == SIZE_MAX)
            part->columns[atom] = part->count++;
        row->columns[row->count] = part->columns[atom];
        row->factors[row->count++] = factor;
    }
}

static void add_row(struct part *part, const struct peil_equation *sum)
{
    const struct state *state = part->state;
    const struct peil_equation *first = &state->puzzle->sums[state->first[sum->figure]];
    bool known = is_known(state, sum);
    struct row row = new_row(part, sum->atom_count + (known ? 0 : first->atom_count),
                             known ? state->figures[sum->figure] : 0);
    take(part, sum, 1, &row);
    if (!known)
        take(part, first, -1, &row);
    peil_solver_add(part->solver, row.columns, row.factors, row.count, row.left);
}

/* A figure that is wanted, as far as it lies in this part. */
struct question {
    struct peil_bounds *bounds;
    struct row row;
    double low, high; /* seen so far, in any solution */
};

static void look(const struct part *part, struct question *questions, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct question *question = &questions[i];
        double sum = 0;
        for (size_t k = 0; k < question->row.count; k++)
            sum += peil_solver_value(part->solver, question->row.columns[k]);
        question->low = fmin(question->low, sum);
        question->high = fmax(question->high, sum);
    }
}

/* Every solution is looked at for all questions: many have their answer before they are
 * asked. */
static void ask(struct part *part, struct question *questions, size_t count, size_t i)
{
    struct question *question = &questions[i];
    for (int sign = 1; sign >= -1; sign -= 2) {
        if (question->high - question->low >= part->state->attack->enough)
            return;
        for (size_t k = 0; k < question->row.count; k++)
            question->row.factors[k] = sign;
        double found =
            sign * peil_solver_least(part->solver, question->row.columns,
                                     question->row.factors, question->row.count);
        part->failed = part->failed || isnan(found);
        if (isfinite(found))
            look(part, questions, count);
        if (sign > 0)
            question->low = found;
        else
            question->high = found;
    }
}

static void answer(struct part *part, const struct task *wanted, size_t count)
{
    struct state *state = part->state;
    struct question *questions =
        peil_arena_array(state->arena, count, sizeof *questions);
    for (size_t i = 0; i < count; i++) {
        const struct peil_equation *sum = &state->puzzle->sums[wanted[i].sum];
        questions[i] =
            (struct question){ &state->attack->bounds[sum->figure],
                               new_row(part, sum->atom_count, 0), INFINITY, -INFINITY };
        take(part, sum, 1, &questions[i].row);
    }
    for (size_t i = 0; i < count && !part->failed; i++) {
        ask(part, questions, count, i);
        questions[i].bounds->low += questions[i].low;
        questions[i].bounds->high += questions[i].high;
    }
}

struct tasks {
    struct task *list;
    size_t count;
};

/* Too large a part is left unsolved: it is tried again with fewer links. Without any, a
 * part is one question by its groups, and must be looked at however many atoms it has.
 */
static void solve_part(struct part *part, size_t size, struct tasks rows,
                       struct tasks wanted)
{
    struct state *state = part->state;
    bool alone = state->links == NO_LINKS;
    if (size > (alone ? MOST_COLUMNS_ALONE : MOST_COLUMNS)) {
        for (size_t i = 0; i < wanted.count; i++) {
            size_t figure = state->puzzle->sums[wanted.list[i].sum].figure;
            state->attack->bounds[figure].solved = false;
            state->attack->bounds[figure].large = alone;
        }
        return;
    }
    part->solver = peil_solver_new(size);
    for (size_t i = 0; i < rows.count; i++)
        add_row(part, &state->puzzle->sums[rows.list[i].sum]);
    answer(part, wanted.list, wanted.count);
    peil_solver_free(part->solver);
    state->attack->contradiction = state->attack->contradiction || part->failed;
}

/* --- All parts --- */

/* One for each part that the sum has unknown atoms in. */
static void add_tasks(const struct state *state, struct tasks *tasks, size_t i)
{
    const struct peil_equation *sum = &state->puzzle->sums[i];
    size_t first = tasks->count;
    for (size_t k = 0; k < sum->atom_count; k++) {
        if (!isnan(state->values[sum->atoms[k]]))
            continue;
        struct task task = { root_of(state, sum->atoms[k]), i };
        size_t at = first;
        while (at < tasks->count && tasks->list[at].root != task.root)
            at++;
        if (at < tasks->count)
            continue;
        tasks->list = peil_arena_grow(state->arena, tasks->list, tasks->count,
                                      sizeof *tasks->list);
        tasks->list[tasks->count++] = task;
    }
}

/* Of a link, the other sum's atoms are in the same part. */
static void add_row_tasks(const struct state *state, struct tasks *rows, size_t i)
{
    const struct peil_equation *sum = &state->puzzle->sums[i];
    size_t count = rows->count;
    if (is_known(state, sum) || is_link(state, i))
        add_tasks(state, rows, i);
    if (rows->count > count || is_known(state, sum) || !is_link(state, i))
        return;
    add_tasks(state, rows, state->first[sum->figure]);
    for (; count < rows->count; count++)
        rows->list[count].sum = i;
}

static void solve_parts(struct state *state, struct tasks rows, struct tasks wanted)
{
    size_t atoms = state->puzzle->atom_count;
    size_t *columns = peil_arena_array(state->arena, atoms, sizeof *columns);
    size_t *sizes = peil_arena_array(state->arena, atoms, sizeof *sizes);
    for (size_t i = 0; i < atoms; i++) {
        columns[i] = SIZE_MAX;
        sizes[root_of(state, i)] += isnan(state->values[i]) ? 1 : 0;
    }
    if (rows.count > 0)
        qsort(rows.list, rows.count, sizeof *rows.list, by_root);
    if (wanted.count > 0)
        qsort(wanted.list, wanted.count, sizeof *wanted.list, by_root);
    for (size_t i = 0, row = 0, after; i < wanted.count; i = after) {
        size_t root = wanted.list[i].root, first;
        for (after = i; after < wanted.count && wanted.list[after].root == root;)
            after++;
        while (row < rows.count && rows.list[row].root < root)
            row++;
        for (first = row; row < rows.count && rows.list[row].root == root;)
            row++;
        solve_part(&(struct part){ .state = state, .root = root, .columns = columns },
                   sizes[root], (struct tasks){ &rows.list[first], row - first },
                   (struct tasks){ &wanted.list[i], after - i });
    }
}

/* --- Together --- */

static struct state begin(struct peil_attack *attack)
{
    const struct peil_puzzle *puzzle = attack->puzzle;
    struct state state = { .attack = attack, .puzzle = puzzle, .arena = attack->arena };
    state.values = peil_arena_array(state.arena, puzzle->atom_count, sizeof(double));
    state.root = peil_arena_array(state.arena, puzzle->atom_count, sizeof(size_t));
    state.figures =
        peil_arena_array(state.arena, puzzle->figures.count, sizeof(double));
    state.first = peil_arena_array(state.arena, puzzle->figures.count, sizeof(size_t));
    for (size_t i = 0; i < puzzle->atom_count; i++)
        state.values[i] = NAN;
    for (size_t i = 0; i < puzzle->figures.count; i++) {
        state.figures[i] = attack->shown[i] ? puzzle->figures.list[i].n : NAN;
        state.first[i] = SIZE_MAX;
    }
    for (size_t i = puzzle->sum_count; i-- > 0;)
        state.first[puzzle->sums[i].figure] = i;
    return state;
}

/* Zeros that are shown are zeros of all that is in them. */
static void find_nobody(struct state *state)
{
    const struct peil_puzzle *puzzle = state->puzzle;
    for (size_t i = 0; i < puzzle->sum_count; i++)
        if (state->figures[puzzle->sums[i].figure] == 0)
            set_unknown(state, &puzzle->sums[i], 0);
    for (size_t i = 0; i < puzzle->figures.count; i++)
        if (state->first[i] != SIZE_MAX)
            state->attack->bounds[i].nobody =
                rest_of(state, &puzzle->sums[state->first[i]]).unknown == 0;
}

static void want(struct state *state, struct tasks *wanted, size_t figure)
{
    struct peil_bounds *bounds = &state->attack->bounds[figure];
    if (!state->attack->wanted[figure] || bounds->solved ||
        state->first[figure] == SIZE_MAX)
        return;
    bool found = !isnan(state->figures[figure]);
    struct rest rest = rest_of(state, &state->puzzle->sums[state->first[figure]]);
    bounds->low = bounds->high = found ? state->figures[figure] : rest.known;
    bounds->solved = true;
    if (!found)
        add_tasks(state, wanted, state->first[figure]);
}

void peil_attack_run(struct peil_attack *attack)
{
    const struct peil_puzzle *puzzle = attack->puzzle;
    struct state state = begin(attack);
    attack->bounds =
        peil_arena_array(attack->arena, puzzle->figures.count, sizeof *attack->bounds);
    find_nobody(&state);
    follow_all(&state);
    for (; state.links < LINKS; state.links++) {
        struct tasks rows = { NULL, 0 }, wanted = { NULL, 0 };
        find_parts(&state);
        for (size_t i = 0; i < puzzle->figures.count; i++)
            want(&state, &wanted, i);
        for (size_t i = 0; i < puzzle->sum_count && wanted.count > 0; i++)
            add_row_tasks(&state, &rows, i);
        solve_parts(&state, rows, wanted);
    }
}
