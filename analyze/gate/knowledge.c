#include "analyze/gate/knowledge.h"

#include "analyze/gate/mark.h"

#include <math.h>
#include <string.h>

/* Sums of which something became known, that may tell more. */
struct learner {
    struct peil_knowledge *knowledge;
    const struct peil_puzzle *puzzle;
    size_t *waiting, count;
    bool *waits;      /* each sum */
    size_t *by_mark;  /* known sums, found by their marks; SIZE_MAX: a free place */
    size_t mark_mask; /* there are so many places, and one */
};

static struct learner begin(struct peil_knowledge *knowledge)
{
    const struct peil_puzzle *puzzle = knowledge->puzzle;
    struct learner learner = { .knowledge = knowledge, .puzzle = puzzle };
    size_t places = 2;
    while (places < 2 * puzzle->sum_count)
        places *= 2;
    learner.mark_mask = places - 1;
    learner.by_mark = peil_arena_array(knowledge->arena, places, sizeof(size_t));
    learner.waiting =
        peil_arena_array(knowledge->arena, puzzle->sum_count, sizeof(size_t));
    learner.waits = peil_arena_array(knowledge->arena, puzzle->sum_count, sizeof(bool));
    return learner;
}

static void queue(struct learner *learner, size_t sum)
{
    if (!learner->waits[sum])
        learner->waiting[learner->count++] = sum;
    learner->waits[sum] = true;
}

static void learn_atom(struct learner *learner, size_t atom, double value)
{
    const struct peil_index *of = &learner->puzzle->of_atom;
    uint64_t mark = peil_mark(atom);
    learner->knowledge->values[atom] = value;
    for (size_t i = of->first[atom]; i < of->first[atom + 1]; i++) {
        struct peil_rest *rest = &learner->knowledge->rests[of->list[i]];
        rest->known += value;
        rest->unknown--;
        rest->mark -= mark;
        queue(learner, of->list[i]);
    }
}

static void learn_atoms(struct learner *learner, const struct peil_equation *sum,
                        double value)
{
    for (size_t i = 0; i < sum->atom_count; i++)
        if (isnan(learner->knowledge->values[sum->atoms[i]]))
            learn_atom(learner, sum->atoms[i], value);
}

static void learn_figure(struct learner *learner, size_t figure, double n)
{
    const struct peil_index *of = &learner->puzzle->of_figure;
    learner->knowledge->figures[figure] = n;
    for (size_t i = of->first[figure]; i < of->first[figure + 1]; i++)
        queue(learner, of->list[i]);
}

static void follow(struct learner *learner, size_t number)
{
    struct peil_knowledge *knowledge = learner->knowledge;
    const struct peil_equation *sum = &learner->puzzle->sums[number];
    const struct peil_rest rest = knowledge->rests[number];
    double figure = knowledge->figures[sum->figure];
    if (isnan(figure)) {
        if (rest.unknown == 0)
            learn_figure(learner, sum->figure, rest.known);
        return;
    }
    double left = figure - rest.known;
    if (left < -PEIL_NEARLY || (rest.unknown == 0 && left > PEIL_NEARLY))
        knowledge->contradiction = true;
    if (rest.unknown == 1 || (rest.unknown > 0 && left <= PEIL_NEARLY))
        learn_atoms(learner, sum, rest.unknown == 1 ? fmax(left, 0) : 0);
}

/* The place of a known sum of that mark, or a free one. */
static size_t *place_of(const struct learner *learner, uint64_t mark)
{
    size_t at = mark & learner->mark_mask;
    while (learner->by_mark[at] != SIZE_MAX &&
           learner->knowledge->rests[learner->by_mark[at]].mark != mark)
        at = (at + 1) & learner->mark_mask;
    return &learner->by_mark[at];
}

static double left_of(const struct learner *learner, size_t sum)
{
    return learner->knowledge->figures[learner->puzzle->sums[sum].figure] -
           learner->knowledge->rests[sum].known;
}

/* Sums of the same unknown atoms are equal: known when one of them is. */
static void follow_same(struct learner *learner)
{
    const struct peil_knowledge *knowledge = learner->knowledge;
    memset(learner->by_mark, 0xff, (learner->mark_mask + 1) * sizeof *learner->by_mark);
    for (size_t i = 0; i < learner->puzzle->sum_count; i++)
        if (knowledge->rests[i].unknown > 0 && !isnan(left_of(learner, i)))
            *place_of(learner, knowledge->rests[i].mark) = i;
    for (size_t i = 0; i < learner->puzzle->sum_count; i++) {
        const struct peil_rest *rest = &knowledge->rests[i];
        if (rest->unknown == 0 || !isnan(left_of(learner, i)))
            continue;
        size_t same = *place_of(learner, rest->mark);
        if (same != SIZE_MAX)
            learn_figure(learner, learner->puzzle->sums[i].figure,
                         left_of(learner, same) + rest->known);
    }
}

static void follow_all(struct learner *learner)
{
    while (learner->count > 0) {
        while (learner->count > 0) {
            size_t sum = learner->waiting[--learner->count];
            learner->waits[sum] = false;
            follow(learner, sum);
        }
        follow_same(learner);
    }
}

/* --- From nothing --- */

static struct peil_knowledge new_knowledge(const struct peil_puzzle *puzzle,
                                           struct peil_arena *arena)
{
    return (struct peil_knowledge){
        .puzzle = puzzle,
        .values = peil_arena_array(arena, puzzle->atom_count, sizeof(double)),
        .figures = peil_arena_array(arena, puzzle->figures.count, sizeof(double)),
        .rests = peil_arena_array(arena, puzzle->sum_count, sizeof(struct peil_rest)),
        .nobody = peil_arena_array(arena, puzzle->figures.count, sizeof(bool)),
        .arena = arena,
    };
}

static void know_nothing(struct peil_knowledge *knowledge)
{
    const struct peil_puzzle *puzzle = knowledge->puzzle;
    const struct peil_index *of = &puzzle->of_atom;
    for (size_t i = 0; i < puzzle->figures.count; i++)
        knowledge->figures[i] = NAN;
    for (size_t i = 0; i < puzzle->sum_count; i++)
        knowledge->rests[i].unknown = puzzle->sums[i].atom_count;
    for (size_t i = 0; i < puzzle->atom_count; i++) {
        uint64_t mark = peil_mark(i);
        knowledge->values[i] = NAN;
        for (size_t k = of->first[i]; k < of->first[i + 1]; k++)
            knowledge->rests[of->list[k]].mark += mark;
    }
}

/* Zeros that are shown are zeros of all that is in them. */
static void find_nobody(struct learner *learner, const bool *shown)
{
    struct peil_knowledge *knowledge = learner->knowledge;
    const struct peil_puzzle *puzzle = learner->puzzle;
    for (size_t i = 0; i < puzzle->sum_count; i++) {
        size_t figure = puzzle->sums[i].figure;
        if (shown[figure] && puzzle->figures.list[figure].n == 0)
            learn_atoms(learner, &puzzle->sums[i], 0);
    }
    for (size_t i = 0; i < puzzle->figures.count; i++) {
        const struct peil_equation *sum = peil_knowledge_first(knowledge, i);
        knowledge->nobody[i] = sum && knowledge->rests[sum - puzzle->sums].unknown == 0;
    }
}

/* What follows from those that are shown and not known yet. */
static void learn_shown(struct learner *learner, const bool *shown)
{
    const struct peil_puzzle *puzzle = learner->puzzle;
    for (size_t i = 0; i < puzzle->figures.count; i++)
        if (shown[i] && isnan(learner->knowledge->figures[i]))
            learn_figure(learner, i, puzzle->figures.list[i].n);
    follow_all(learner);
}

struct peil_knowledge peil_knowledge_make(const struct peil_puzzle *puzzle,
                                          const bool *shown, struct peil_arena *arena)
{
    struct peil_knowledge knowledge = new_knowledge(puzzle, arena);
    struct learner learner = begin(&knowledge);
    know_nothing(&knowledge);
    find_nobody(&learner, shown);
    learn_shown(&learner, shown);
    return knowledge;
}

struct peil_knowledge peil_knowledge_more(const struct peil_knowledge *knowledge,
                                          const bool *shown, struct peil_arena *arena)
{
    const struct peil_puzzle *puzzle = knowledge->puzzle;
    struct peil_knowledge more = new_knowledge(puzzle, arena);
    more.contradiction = knowledge->contradiction;
    struct learner learner = begin(&more);
    size_t figures = puzzle->figures.count;
    memcpy(more.values, knowledge->values, puzzle->atom_count * sizeof *more.values);
    memcpy(more.figures, knowledge->figures, figures * sizeof *more.figures);
    memcpy(more.rests, knowledge->rests, puzzle->sum_count * sizeof *more.rests);
    memcpy(more.nobody, knowledge->nobody, figures * sizeof *more.nobody);
    learn_shown(&learner, shown);
    return more;
}

const struct peil_equation *peil_knowledge_first(const struct peil_knowledge *knowledge,
                                                 size_t figure)
{
    const struct peil_puzzle *puzzle = knowledge->puzzle;
    size_t first = puzzle->of_figure.first[figure];
    return first < puzzle->of_figure.first[figure + 1]
               ? &puzzle->sums[puzzle->of_figure.list[first]]
               : NULL;
}
