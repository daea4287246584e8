#include "analyze/gate/attack.h"

#include "analyze/gate/flow.h"
#include "analyze/gate/solver.h"

#include <math.h>

enum { MOST_COLUMNS = 20000 };

/* --- What was asked before --- */

static bool remember(const struct peil_attack *attack, struct peil_part *part)
{
    bool all = true;
    for (size_t i = 0; i < part->question_count; i++) {
        struct peil_question *question = &part->questions[i];
        const struct peil_recall *answer =
            peil_memory_find(attack->memory, question->mark);
        question->answered =
            answer && (answer->exact || answer->high - answer->low >= attack->enough);
        all = all && question->answered;
        if (!question->answered)
            continue;
        question->low = answer->low;
        question->high = answer->high;
    }
    return all;
}

static void store(const struct peil_attack *attack, const struct peil_part *part)
{
    for (size_t i = 0; i < part->question_count; i++) {
        const struct peil_question *question = &part->questions[i];
        struct peil_recall answer = { question->mark, question->low, question->high,
                                      question->high - question->low < attack->enough };
        if (!question->answered)
            peil_memory_add(attack->memory, answer);
    }
}

/* --- By linear programs --- */

static void look(const struct peil_solver *solver, struct peil_part *part)
{
    for (size_t i = 0; i < part->question_count; i++) {
        struct peil_question *question = &part->questions[i];
        double sum = 0;
        for (size_t k = 0; k < question->count; k++)
            sum += peil_solver_value(solver, question->columns[k]);
        question->low = fmin(question->low, sum);
        question->high = fmax(question->high, sum);
    }
}

/* Every solution is looked at for all questions: many have their answer before they are
 * asked. */
static void ask(struct peil_solver *solver, struct peil_part *part,
                struct peil_question *question, double enough)
{
    double *signs = peil_arena_array(part->arena, question->count, sizeof *signs);
    for (int sign = 1; sign >= -1; sign -= 2) {
        if (question->high - question->low >= enough)
            return;
        for (size_t k = 0; k < question->count; k++)
            signs[k] = sign;
        double found =
            sign * peil_solver_least(solver, question->columns, signs, question->count);
        part->impossible = part->impossible || isnan(found);
        if (isfinite(found))
            look(solver, part);
        if (sign > 0)
            question->low = found;
        else
            question->high = found;
    }
}

/* False: it would take too long. */
static bool solve(struct peil_part *part, double enough)
{
    if (part->column_count > MOST_COLUMNS)
        return false;
    struct peil_solver *solver = peil_solver_new(part->column_count);
    for (size_t i = 0; i < part->row_count; i++) {
        const struct peil_row *row = &part->rows[i];
        peil_solver_add(solver, row->columns, row->factors, row->count, row->left);
    }
    for (size_t i = 0; i < part->question_count && !part->impossible; i++)
        if (!part->questions[i].answered)
            ask(solver, part, &part->questions[i], enough);
    peil_solver_free(solver);
    return true;
}

/* --- One part --- */

/* What is in too large a part is left unsolved: it is tried again with fewer links.
 * Without any, a part is one question by its groups, and must be looked at however many
 * atoms it has. */
static void leave(struct peil_attack *attack, size_t figure, enum peil_links links)
{
    attack->bounds[figure].solved = false;
    attack->bounds[figure].large = links == PEIL_NO_LINKS;
}

static void tell(struct peil_attack *attack, const struct peil_part *part)
{
    attack->contradiction = attack->contradiction || part->impossible;
    if (part->impossible)
        return;
    store(attack, part);
    for (size_t i = 0; i < part->question_count; i++) {
        struct peil_bounds *bounds = &attack->bounds[part->questions[i].figure];
        bounds->low += part->questions[i].low;
        bounds->high += part->questions[i].high;
    }
}

static void solve_part(struct peil_attack *attack, struct peil_parts *parts,
                       size_t atom)
{
    struct peil_arena *arena = peil_arena_new();
    struct peil_part part = peil_parts_find(parts, atom, arena);
    bool solved = !part.large && remember(attack, &part);
    if (!part.large && !solved) {
        peil_part_make(&part);
        solved = peil_flow_solve(&part, attack->enough) || solve(&part, attack->enough);
    }
    if (solved)
        tell(attack, &part);
    for (size_t i = 0; i < part.question_count && !solved; i++)
        leave(attack, part.questions[i].figure, parts->links);
    peil_arena_free(arena);
}

/* --- All parts --- */

/* True when it is not known at once. */
static bool begin_question(struct peil_attack *attack, size_t figure)
{
    const struct peil_knowledge *knowledge = &attack->knowledge;
    const struct peil_equation *sum = peil_knowledge_first(knowledge, figure);
    struct peil_bounds *bounds = &attack->bounds[figure];
    if (!attack->wanted[figure] || bounds->solved || !sum)
        return false;
    bool found = !isnan(knowledge->figures[figure]);
    bounds->low = bounds->high =
        found ? knowledge->figures[figure]
              : knowledge->rests[sum - attack->puzzle->sums].known;
    bounds->solved = true;
    return !found;
}

/* One of the unknown atoms of a figure that was asked for. */
static void solve_around(struct peil_attack *attack, struct peil_parts *parts,
                         size_t figure, size_t atom)
{
    if (parts->columns[atom] == PEIL_NO_PART)
        solve_part(attack, parts, atom);
    if (parts->columns[atom] == PEIL_LARGE_PART)
        leave(attack, figure, parts->links);
}

static void solve_parts(struct peil_attack *attack, enum peil_links links)
{
    const struct peil_puzzle *puzzle = attack->puzzle;
    bool *asked = peil_arena_array(attack->arena, puzzle->figures.count, sizeof *asked);
    bool some = false;
    for (size_t i = 0; i < puzzle->figures.count; i++) {
        asked[i] = begin_question(attack, i);
        some = some || asked[i];
    }
    if (!some)
        return;
    struct peil_parts parts =
        peil_parts_begin(&attack->knowledge, links, asked, attack->arena);
    for (size_t i = 0; i < puzzle->figures.count; i++) {
        const struct peil_equation *sum = peil_knowledge_first(&attack->knowledge, i);
        for (size_t k = 0; asked[i] && k < sum->atom_count; k++)
            if (isnan(attack->knowledge.values[sum->atoms[k]]))
                solve_around(attack, &parts, i, sum->atoms[k]);
    }
}

void peil_attack_run(struct peil_attack *attack)
{
    size_t count = attack->puzzle->figures.count;
    attack->bounds = peil_arena_array(attack->arena, count, sizeof *attack->bounds);
    attack->knowledge =
        attack->before
            ? peil_knowledge_more(&attack->before->knowledge, attack->shown,
                                  attack->arena)
            : peil_knowledge_make(attack->puzzle, attack->shown, attack->arena);
    attack->contradiction = attack->knowledge.contradiction;
    for (int links = PEIL_ALL_LINKS; links < PEIL_LINKS; links++)
        solve_parts(attack, (enum peil_links)links);
}
