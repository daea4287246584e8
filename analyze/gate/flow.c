#include "analyze/gate/flow.h"

#include <math.h>

/* A column flows out of one node, and into another: these are rows, and behind them the
 * ground, for columns that stand in one row only. */
struct pipe {
    size_t from, to;
    double flow;
};

/* By a pipe, along it (1) or back (-1). */
struct step {
    size_t pipe;
    double sign;
};

struct flow {
    struct peil_part *part;
    struct pipe *pipes;         /* of each column */
    size_t ground;              /* the last node */
    struct peil_index touching; /* each node: its pipes */
    double *signs;              /* of each row: what flows out is added, or taken off */
    double *wanting;            /* of each node: so much more must flow out of it */
    size_t *by;         /* of each node: the pipe by which it was reached, or NONE */
    size_t *goals;      /* of each node: the pipe that closes the ring there, or NONE */
    size_t *line;       /* nodes that were reached */
    size_t reached;     /* so many */
    struct step *steps; /* of the way that was found */
    size_t step_count;
    bool *own;                /* pipes of the question */
    struct peil_index asking; /* of each column: the questions about it */
    double *sums;             /* of each question: what it comes to now */
    struct peil_arena *arena;
};
static const size_t NONE = SIZE_MAX, START = SIZE_MAX - 1;

/* --- From rows to nodes --- */

/* Each column's ends, as far as they are known: the first by which it leaves. False
 * when it stands in more than two rows. */
static bool lay_pipes(struct flow *flow)
{
    const struct peil_part *part = flow->part;
    for (size_t i = 0; i < part->column_count; i++)
        flow->pipes[i] = (struct pipe){ flow->ground, flow->ground, 0 };
    for (size_t i = 0; i < part->row_count; i++)
        for (size_t k = 0; k < part->rows[i].count; k++) {
            struct pipe *pipe = &flow->pipes[part->rows[i].columns[k]];
            if (pipe->from == flow->ground)
                pipe->from = i;
            else if (pipe->to == flow->ground)
                pipe->to = i;
            else
                return false;
        }
    return true;
}

static void index_pipes(struct flow *flow)
{
    size_t count = flow->part->column_count;
    flow->touching = peil_index_new(flow->ground + 1, flow->arena);
    for (size_t i = 0; i < count; i++) {
        peil_index_expect(&flow->touching, flow->pipes[i].from);
        peil_index_expect(&flow->touching, flow->pipes[i].to);
    }
    peil_index_settle(&flow->touching, flow->ground + 1, flow->arena);
    for (size_t i = 0; i < count; i++) {
        peil_index_put(&flow->touching, flow->pipes[i].from, i);
        peil_index_put(&flow->touching, flow->pipes[i].to, i);
    }
}

static size_t other_end(const struct pipe *pipe, size_t node)
{
    return pipe->from == node ? pipe->to : pipe->from;
}

/* Is it 1 or -1 in this row? */
static double *find_factors(const struct flow *flow)
{
    const struct peil_part *part = flow->part;
    double *factors =
        peil_arena_array(flow->arena, 2 * part->column_count, sizeof *factors);
    for (size_t i = 0; i < part->row_count; i++)
        for (size_t k = 0; k < part->rows[i].count; k++) {
            size_t column = part->rows[i].columns[k];
            factors[2 * column + (flow->pipes[column].from != i)] =
                part->rows[i].factors[k];
        }
    return factors;
}

/* Gives the rows that hang on this one their signs. False when a column would flow out
 * of both its rows. */
static bool sign_rows(struct flow *flow, size_t row, const double *factors)
{
    size_t count = 0;
    flow->signs[row] = 1;
    flow->line[count++] = row;
    for (size_t at = 0; at < count; at++)
        for (size_t i = flow->touching.first[flow->line[at]];
             i < flow->touching.first[flow->line[at] + 1]; i++) {
            size_t column = flow->touching.list[i];
            size_t other = other_end(&flow->pipes[column], flow->line[at]);
            double sign = -flow->signs[flow->line[at]] * factors[2 * column] *
                          factors[2 * column + 1];
            if (other == flow->ground)
                continue;
            if (flow->signs[other] == 0)
                flow->line[count++] = other;
            else if (flow->signs[other] != sign)
                return false;
            flow->signs[other] = sign;
        }
    return true;
}

static void turn_pipes(struct flow *flow, const double *factors)
{
    double all = 0;
    for (size_t i = 0; i < flow->part->column_count; i++) {
        struct pipe *pipe = &flow->pipes[i];
        if (pipe->from != flow->ground && factors[2 * i] * flow->signs[pipe->from] < 0)
            *pipe = (struct pipe){ pipe->to, pipe->from, 0 };
    }
    for (size_t i = 0; i < flow->part->row_count; i++) {
        flow->wanting[i] = flow->signs[i] * flow->part->rows[i].left;
        all += flow->wanting[i];
    }
    flow->wanting[flow->ground] = -all;
}

static bool make_network(struct flow *flow)
{
    if (!lay_pipes(flow))
        return false;
    index_pipes(flow);
    const double *factors = find_factors(flow);
    for (size_t i = 0; i < flow->part->row_count; i++)
        if (flow->signs[i] == 0 && !sign_rows(flow, i, factors))
            return false;
    turn_pipes(flow, factors);
    return true;
}

/* --- Ways through it --- */

static bool can_pass(const struct pipe *pipe, size_t node)
{
    return pipe->from == node || pipe->flow > PEIL_NEARLY;
}

static void reach(struct flow *flow, size_t node, size_t by)
{
    if (flow->by[node] != NONE)
        return;
    flow->by[node] = by;
    flow->line[flow->reached++] = node;
}

/* From what was reached on, over pipes that are not the question's: along them, or back
 * where something flows. Returns the first goal, or NONE. */
static size_t search(struct flow *flow)
{
    for (size_t at = 0; at < flow->reached; at++) {
        size_t node = flow->line[at];
        for (size_t i = flow->touching.first[node]; i < flow->touching.first[node + 1];
             i++) {
            size_t pipe = flow->touching.list[i];
            size_t other = other_end(&flow->pipes[pipe], node);
            if (flow->own[pipe] || !can_pass(&flow->pipes[pipe], node))
                continue;
            reach(flow, other, pipe);
            if (flow->goals[other] != NONE)
                return other;
        }
    }
    return NONE;
}

static void forget(struct flow *flow)
{
    for (size_t i = 0; i < flow->reached; i++)
        flow->by[flow->line[i]] = NONE;
    flow->reached = 0;
}

/* Notes the way back from a node, by this pipe first, to where it began. */
static void trace(struct flow *flow, size_t node, size_t pipe, size_t start)
{
    flow->step_count = 0;
    do {
        double sign = flow->pipes[pipe].to == node ? 1 : -1;
        flow->steps[flow->step_count++] = (struct step){ pipe, sign };
        node = other_end(&flow->pipes[pipe], node);
        pipe = flow->by[node];
    } while (node != start);
}

static void look(struct flow *flow, size_t number)
{
    struct peil_question *question = &flow->part->questions[number];
    question->low = fmin(question->low, flow->sums[number]);
    question->high = fmax(question->high, flow->sums[number]);
}

/* Lets more flow that way, but no more than `most`; returns how much that is. */
static double let_flow(struct flow *flow, double most)
{
    for (size_t i = 0; i < flow->step_count; i++)
        if (flow->steps[i].sign < 0)
            most = fmin(most, flow->pipes[flow->steps[i].pipe].flow);
    for (size_t i = 0; i < flow->step_count; i++) {
        size_t pipe = flow->steps[i].pipe;
        flow->pipes[pipe].flow += flow->steps[i].sign * most;
        for (size_t k = flow->asking.first[pipe]; k < flow->asking.first[pipe + 1]; k++)
            flow->sums[flow->asking.list[k]] += flow->steps[i].sign * most;
    }
    return most;
}

/* --- A first solution --- */

/* False when a row can never come to what it should. */
static bool fill(struct flow *flow, size_t start)
{
    while (flow->wanting[start] > PEIL_NEARLY) {
        forget(flow);
        reach(flow, start, START);
        size_t end = search(flow);
        if (end == NONE)
            return false;
        trace(flow, end, flow->by[end], start);
        double amount = let_flow(flow, fmin(flow->wanting[start], -flow->wanting[end]));
        flow->wanting[start] -= amount;
        flow->wanting[end] += amount;
        if (flow->wanting[end] > -PEIL_NEARLY)
            flow->goals[end] = NONE;
    }
    return true;
}

static bool fill_all(struct flow *flow)
{
    for (size_t i = 0; i <= flow->ground; i++)
        flow->goals[i] = flow->wanting[i] < -PEIL_NEARLY ? START : NONE;
    for (size_t i = 0; i <= flow->ground; i++)
        if (!fill(flow, i))
            return false;
    for (size_t i = 0; i <= flow->ground; i++)
        flow->goals[i] = NONE;
    for (size_t i = 0; i < flow->part->question_count; i++)
        look(flow, i);
    return true;
}

/* --- Questions --- */

/* The node that all columns of the question flow out of (or into: not `out`). */
static size_t node_of(const struct flow *flow, const struct peil_question *question,
                      bool *out)
{
    for (int side = 1; side >= 0; side--) {
        size_t node = NONE, same = 0;
        for (size_t i = 0; i < question->count; i++) {
            const struct pipe *pipe = &flow->pipes[question->columns[i]];
            size_t own = side ? pipe->from : pipe->to;
            node = i == 0 ? own : node;
            same += own == node;
        }
        *out = side;
        if (same == question->count)
            return node;
    }
    return NONE;
}

/* Marks the other ends of the question's columns: as where the ring may begin, when it
 * leaves its node by them, or as where it may close. False when none is open. */
static bool begin_ring(struct flow *flow, const struct peil_question *question,
                       size_t node, bool leaves)
{
    bool some = false;
    forget(flow);
    flow->goals[node] = leaves ? START : NONE;
    if (!leaves)
        reach(flow, node, START);
    for (size_t i = 0; i < question->count; i++) {
        size_t pipe = question->columns[i];
        size_t other = other_end(&flow->pipes[pipe], node);
        flow->own[pipe] = true;
        some = some || can_pass(&flow->pipes[pipe], leaves ? node : other);
        if (leaves && can_pass(&flow->pipes[pipe], node))
            reach(flow, other, pipe);
        else if (!leaves && can_pass(&flow->pipes[pipe], other))
            flow->goals[other] = pipe;
    }
    return some;
}

static void end_ring(struct flow *flow, const struct peil_question *question,
                     size_t node)
{
    flow->goals[node] = NONE;
    for (size_t i = 0; i < question->count; i++) {
        size_t pipe = question->columns[i];
        flow->own[pipe] = false;
        flow->goals[other_end(&flow->pipes[pipe], node)] = NONE;
    }
}

/* Lets the question come to more, or to less. False when it cannot. */
static bool widen(struct flow *flow, const struct peil_question *question, bool more,
                  double enough)
{
    bool out;
    size_t node = node_of(flow, question, &out);
    bool leaves = out == more;
    size_t end = begin_ring(flow, question, node, leaves) ? search(flow) : NONE;
    if (end != NONE)
        trace(flow, node, leaves ? flow->by[end] : flow->goals[end], node);
    end_ring(flow, question, node);
    if (end == NONE)
        return false;
    let_flow(flow, enough);
    for (size_t i = 0; i < flow->step_count; i++) {
        size_t pipe = flow->steps[i].pipe;
        for (size_t k = flow->asking.first[pipe]; k < flow->asking.first[pipe + 1]; k++)
            look(flow, flow->asking.list[k]);
    }
    return true;
}

static void index_questions(struct flow *flow)
{
    const struct peil_part *part = flow->part;
    flow->asking = peil_index_new(part->column_count, flow->arena);
    for (size_t i = 0; i < part->question_count; i++)
        for (size_t k = 0; k < part->questions[i].count; k++)
            peil_index_expect(&flow->asking, part->questions[i].columns[k]);
    peil_index_settle(&flow->asking, part->column_count, flow->arena);
    for (size_t i = 0; i < part->question_count; i++)
        for (size_t k = 0; k < part->questions[i].count; k++)
            peil_index_put(&flow->asking, part->questions[i].columns[k], i);
}

static bool can_answer(const struct flow *flow)
{
    bool out;
    for (size_t i = 0; i < flow->part->question_count; i++)
        if (node_of(flow, &flow->part->questions[i], &out) == NONE)
            return false;
    return true;
}

bool peil_flow_solve(struct peil_part *part, double enough)
{
    struct peil_arena *arena = part->arena;
    size_t nodes = part->row_count + 1;
    struct flow flow = { .part = part, .ground = part->row_count, .arena = arena };
    flow.pipes = peil_arena_array(arena, part->column_count, sizeof *flow.pipes);
    flow.own = peil_arena_array(arena, part->column_count, sizeof *flow.own);
    flow.signs = peil_arena_array(arena, nodes, sizeof *flow.signs);
    flow.wanting = peil_arena_array(arena, nodes, sizeof *flow.wanting);
    flow.by = peil_arena_array(arena, nodes, sizeof *flow.by);
    flow.goals = peil_arena_array(arena, nodes, sizeof *flow.goals);
    flow.line = peil_arena_array(arena, nodes, sizeof *flow.line);
    flow.steps = peil_arena_array(arena, nodes + 1, sizeof *flow.steps);
    flow.sums = peil_arena_array(arena, part->question_count, sizeof *flow.sums);
    if (part->row_count == 0 || !make_network(&flow) || !can_answer(&flow))
        return false;
    index_questions(&flow);
    for (size_t i = 0; i < nodes; i++)
        flow.by[i] = NONE;
    part->impossible = part->impossible || !fill_all(&flow);
    for (size_t i = 0; i < part->question_count && !part->impossible; i++) {
        const struct peil_question *question = &part->questions[i];
        for (int more = 0; more < 2 && !question->answered; more++)
            while (question->high - question->low < enough &&
                   widen(&flow, question, more, enough))
                continue;
    }
    return true;
}
