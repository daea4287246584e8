/* Networks answer what linear programs do: tables of random figures, of which some rows
 * and columns add up to nothing that is known. */
#include "analyze/gate/flow.h"
#include "analyze/gate/solver.h"
#include "tests/fixture.h"

#include <math.h>

enum { LINES = 5, CASES = 300 };
static const double ENOUGH = 1e6;

/* Always the same, anywhere. */
static size_t chance(uint64_t *state, size_t most)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return (size_t)(*state >> 33) % most;
}

/* A row, or question, of the columns in a line: a row of the table (step 1) or a column
 * (step LINES). */
static struct peil_row line_of(size_t first, size_t step, const double *truth)
{
    struct peil_row row = { peil_arena_array(arena, LINES, sizeof(size_t)),
                            peil_arena_array(arena, LINES, sizeof(double)), LINES, 0 };
    for (size_t i = 0; i < LINES; i++) {
        row.columns[i] = first + i * step;
        row.factors[i] = 1;
        row.left += truth[row.columns[i]];
    }
    return row;
}

static void add_question(struct peil_part *part, const struct peil_row *row)
{
    part->questions[part->question_count++] = (struct peil_question){
        .columns = row->columns, .count = row->count, .low = INFINITY, .high = -INFINITY
    };
}

/* Each line is a row that is known, or else a question; and so is each cell. */
static struct peil_part make_part(uint64_t *state)
{
    double truth[LINES * LINES];
    struct peil_part part = {
        .rows = peil_arena_array(arena, 2 * LINES, sizeof(struct peil_row)),
        .questions = peil_arena_array(arena, 2 * LINES + LINES * LINES,
                                      sizeof(struct peil_question)),
        .column_count = LINES * LINES,
        .arena = arena,
    };
    for (size_t i = 0; i < LINES * LINES; i++)
        truth[i] = (double)chance(state, 4);
    for (size_t i = 0; i < 2 * LINES; i++) {
        struct peil_row row =
            i < LINES ? line_of(i * LINES, 1, truth) : line_of(i - LINES, LINES, truth);
        /* every cell has its row, and perhaps a column */
        if (i < LINES || chance(state, 3) > 0)
            part.rows[part.row_count++] = row;
        else
            add_question(&part, &row);
    }
    for (size_t i = 0; i < LINES * LINES; i++) {
        struct peil_row cell = line_of(i, 0, truth);
        cell.count = 1;
        add_question(&part, &cell);
    }
    return part;
}

static double least(const struct peil_part *part, const struct peil_question *question,
                    double sign)
{
    struct peil_solver *solver = peil_solver_new(part->column_count);
    double costs[LINES];
    for (size_t i = 0; i < part->row_count; i++)
        peil_solver_add(solver, part->rows[i].columns, part->rows[i].factors,
                        part->rows[i].count, part->rows[i].left);
    for (size_t i = 0; i < question->count; i++)
        costs[i] = sign;
    double found =
        sign * peil_solver_least(solver, question->columns, costs, question->count);
    peil_solver_free(solver);
    return found;
}

static void answers_as_a_program(void **unused)
{
    uint64_t state = 153;
    (void)unused;
    for (size_t i = 0; i < CASES; i++) {
        struct peil_part part = make_part(&state);
        assert_true(peil_flow_solve(&part, ENOUGH));
        assert_false(part.impossible);
        for (size_t k = 0; k < part.question_count; k++) {
            const struct peil_question *question = &part.questions[k];
            assert_true(fabs(question->low - least(&part, question, 1)) < 1e-6);
            assert_true(fabs(question->high - least(&part, question, -1)) < 1e-6);
        }
    }
}

/* Rows that ask for more than there is. */
static void sees_what_cannot_be(void **unused)
{
    uint64_t state = 7;
    (void)unused;
    struct peil_part part = make_part(&state);
    part.rows[0].left = -1;
    assert_true(peil_flow_solve(&part, ENOUGH));
    assert_true(part.impossible);
}

/* A cell in three rows. */
static void leaves_others_alone(void **unused)
{
    uint64_t state = 7;
    (void)unused;
    struct peil_part part = make_part(&state);
    part.rows[1].columns[0] = part.rows[2].columns[0] = part.rows[0].columns[0];
    assert_false(peil_flow_solve(&part, ENOUGH));
}

int main(void)
{
    const struct test tests[] = {
        TEST(answers_as_a_program),
        TEST(sees_what_cannot_be),
        TEST(leaves_others_alone),
    };
    return run_suite(tests, LENGTH(tests), fixture_begin, fixture_end);
}
