#include "analyze/gate/part.h"

#include "analyze/gate/mark.h"

#include <math.h>
#include <stdlib.h>

/* A part while it is found: what hangs on its atoms, and on those, and so on. */
struct search {
    struct peil_parts *parts;
    const struct peil_knowledge *knowledge;
    const struct peil_puzzle *puzzle;
    struct peil_part part;
    size_t *sums, sum_count;
};

/* --- What hangs together --- */

static void find_atom(struct search *search, size_t atom)
{
    struct peil_part *part = &search->part;
    size_t *column = &search->parts->columns[atom];
    part->large = part->large || *column == PEIL_LARGE_PART;
    if (*column != PEIL_NO_PART)
        return;
    *column = part->atom_count;
    part->atoms = peil_arena_grow(part->arena, part->atoms, part->atom_count,
                                  sizeof *part->atoms);
    part->atoms[part->atom_count++] = atom;
}

static void find_sum(struct search *search, size_t number)
{
    const struct peil_equation *sum = &search->puzzle->sums[number];
    if (search->parts->seen[number])
        return;
    search->parts->seen[number] = true;
    search->sums = peil_arena_grow(search->part.arena, search->sums, search->sum_count,
                                   sizeof *search->sums);
    search->sums[search->sum_count++] = number;
    for (size_t i = 0; i < sum->atom_count; i++)
        if (isnan(search->knowledge->values[sum->atoms[i]]))
            find_atom(search, sum->atoms[i]);
}

/* A figure that is not known links its sums; one that is needs no link. */
static void find_linked(struct search *search, size_t figure)
{
    const struct peil_index *of = &search->puzzle->of_figure;
    enum peil_links links = search->parts->links;
    bool common = search->puzzle->figures.list[figure].kind == PEIL_FIGURE_COMMON;
    size_t first = of->first[figure], after = of->first[figure + 1];
    if (search->parts->linked[figure] || after - first == 1 || links == PEIL_NO_LINKS ||
        (links == PEIL_TABLE_LINKS && common))
        return;
    search->parts->linked[figure] = true;
    for (size_t i = first; i < after; i++)
        find_sum(search, of->list[i]);
}

static void find_question(struct search *search, size_t figure)
{
    struct peil_parts *parts = search->parts;
    struct peil_part *part = &search->part;
    if (!parts->asked[figure] || parts->last[figure] == parts->count)
        return;
    parts->last[figure] = parts->count;
    part->questions = peil_arena_grow(part->arena, part->questions,
                                      part->question_count, sizeof *part->questions);
    part->questions[part->question_count++] =
        (struct peil_question){ .figure = figure, .low = INFINITY, .high = -INFINITY };
}

static void follow(struct search *search, size_t atom)
{
    const struct peil_index *of_atom = &search->puzzle->of_atom;
    const struct peil_index *of_figure = &search->puzzle->of_figure;
    for (size_t i = of_atom->first[atom]; i < of_atom->first[atom + 1]; i++) {
        size_t sum = of_atom->list[i], figure = search->puzzle->sums[sum].figure;
        if (of_figure->list[of_figure->first[figure]] == sum)
            find_question(search, figure);
        if (isnan(search->knowledge->figures[figure]))
            find_linked(search, figure);
        else
            find_sum(search, sum);
    }
}

/* So that whoever comes to one of its atoms from elsewhere knows, and gives up too. */
static void give_up(struct search *search)
{
    for (size_t i = 0; i < search->part.atom_count; i++)
        search->parts->columns[search->part.atoms[i]] = PEIL_LARGE_PART;
}

/* --- Its rows --- */

static void add_draft(struct search *search, size_t number)
{
    const struct peil_knowledge *knowledge = search->knowledge;
    const struct peil_equation *sum = &search->puzzle->sums[number];
    const struct peil_equation *first = peil_knowledge_first(knowledge, sum->figure);
    const struct peil_rest *rest = &knowledge->rests[number];
    double figure = knowledge->figures[sum->figure];
    struct peil_draft draft = { sum, NULL, rest->mark, figure - rest->known,
                                rest->unknown };
    if (isnan(figure)) {
        const struct peil_rest *other = &knowledge->rests[first - search->puzzle->sums];
        draft = (struct peil_draft){ sum, first, rest->mark ^ peil_mark(other->mark),
                                     other->known - rest->known,
                                     rest->unknown + other->unknown };
    }
    if (draft.count > 0 && draft.sum != draft.less)
        search->part.drafts[search->part.draft_count++] = draft;
}

static int by_size(const void *a, const void *b)
{
    const struct peil_draft *x = a, *y = b;
    if (x->count != y->count)
        return x->count < y->count ? -1 : 1;
    return (x->mark > y->mark) - (x->mark < y->mark);
}

/* Rows that say the same are one. */
static void drop_same(struct peil_part *part)
{
    size_t count = 0;
    for (size_t i = 0; i < part->draft_count; i++) {
        const struct peil_draft *draft = &part->drafts[i];
        const struct peil_draft *last = count > 0 ? &part->drafts[count - 1] : NULL;
        if (!last || last->mark != draft->mark || last->count != draft->count)
            part->drafts[count++] = *draft;
        else if (fabs(last->left - draft->left) > PEIL_NEARLY)
            part->impossible = true;
    }
    part->draft_count = count;
}

static void find_drafts(struct search *search)
{
    struct peil_part *part = &search->part;
    part->drafts =
        peil_arena_array(part->arena, search->sum_count, sizeof *part->drafts);
    for (size_t i = 0; i < search->sum_count; i++)
        add_draft(search, search->sums[i]);
    if (part->draft_count > 0)
        qsort(part->drafts, part->draft_count, sizeof *part->drafts, by_size);
    drop_same(part);
}

/* Of the same atoms, in a part of the same rows. */
static void mark_questions(struct search *search)
{
    struct peil_part *part = &search->part;
    uint64_t mark = 0;
    for (size_t i = 0; i < part->draft_count; i++) {
        uint64_t left = (uint64_t)llround(part->drafts[i].left);
        mark += peil_mark(part->drafts[i].mark ^ peil_mark(left));
    }
    for (size_t i = 0; i < part->question_count; i++) {
        struct peil_question *question = &part->questions[i];
        const struct peil_equation *sum =
            peil_knowledge_first(search->knowledge, question->figure);
        question->mark =
            peil_mark(mark ^ search->knowledge->rests[sum - search->puzzle->sums].mark);
    }
}

/* --- Together --- */

struct peil_parts peil_parts_begin(const struct peil_knowledge *knowledge,
                                   enum peil_links links, const bool *asked,
                                   struct peil_arena *arena)
{
    const struct peil_puzzle *puzzle = knowledge->puzzle;
    struct peil_parts parts = {
        .knowledge = knowledge,
        .links = links,
        .asked = asked,
        .columns = peil_arena_array(arena, puzzle->atom_count, sizeof(size_t)),
        .seen = peil_arena_array(arena, puzzle->sum_count, sizeof(bool)),
        .linked = peil_arena_array(arena, puzzle->figures.count, sizeof(bool)),
        .last = peil_arena_array(arena, puzzle->figures.count, sizeof(size_t)),
    };
    for (size_t i = 0; i < puzzle->atom_count; i++)
        parts.columns[i] = PEIL_NO_PART;
    return parts;
}

struct peil_part peil_parts_find(struct peil_parts *parts, size_t atom,
                                 struct peil_arena *arena)
{
    struct search search = { .parts = parts,
                             .knowledge = parts->knowledge,
                             .puzzle = parts->knowledge->puzzle,
                             .part = { .of = parts, .arena = arena } };
    parts->count++;
    struct peil_part *part = &search.part;
    find_atom(&search, atom);
    for (size_t i = 0; i < part->atom_count && !part->large; i++) {
        follow(&search, part->atoms[i]);
        part->large = part->large || (parts->links != PEIL_NO_LINKS &&
                                      part->atom_count > PEIL_MOST_LINKED);
    }
    if (part->large) {
        give_up(&search);
        return *part;
    }
    find_drafts(&search);
    mark_questions(&search);
    return search.part;
}
