#include "analyze/gate/solver.h"

#include <glpk.h>
#include <math.h>
#include <stdlib.h>

enum { MOST_MILLISECONDS = 5000 };

struct peil_solver {
    glp_prob *problem;
    bool begun; /* there is a basis to go on from */
};

struct peil_solver *peil_solver_new(size_t columns)
{
    struct peil_solver *solver = calloc(1, sizeof *solver);
    glp_term_out(GLP_OFF);
    if (!solver)
        abort();
    solver->problem = glp_create_prob();
    glp_set_obj_dir(solver->problem, GLP_MIN);
    if (columns > 0)
        glp_add_cols(solver->problem, (int)columns);
    for (int i = 1; i <= (int)columns; i++)
        glp_set_col_bnds(solver->problem, i, GLP_LO, 0, 0);
    return solver;
}

void peil_solver_free(struct peil_solver *solver)
{
    if (!solver)
        return;
    glp_delete_prob(solver->problem);
    free(solver);
}

size_t peil_solver_add(struct peil_solver *solver, const size_t *columns,
                       const double *factors, size_t count, double value)
{
    int *places = calloc(count + 1, sizeof *places); /* GLPK counts from 1 */
    double *values = calloc(count + 1, sizeof *values);
    if (!places || !values)
        abort();
    for (size_t i = 0; i < count; i++) {
        places[i + 1] = (int)columns[i] + 1;
        values[i + 1] = factors ? factors[i] : 1;
    }
    int row = glp_add_rows(solver->problem, 1);
    glp_set_mat_row(solver->problem, row, (int)count, places, values);
    free(places);
    free(values);
    peil_solver_fix(solver, (size_t)row - 1, value);
    return (size_t)row - 1;
}

void peil_solver_fix(struct peil_solver *solver, size_t row, double value)
{
    glp_set_row_bnds(solver->problem, (int)row + 1, isnan(value) ? GLP_FR : GLP_FX,
                     value, value);
}

static bool run(struct peil_solver *solver)
{
    glp_smcp how;
    glp_init_smcp(&how);
    how.msg_lev = GLP_MSG_OFF;
    how.tm_lim = MOST_MILLISECONDS;
    if (!solver->begun)
        glp_adv_basis(solver->problem, 0);
    solver->begun = glp_simplex(solver->problem, &how) == 0;
    return solver->begun;
}

double peil_solver_least(struct peil_solver *solver, const size_t *columns,
                         const double *costs, size_t count)
{
    for (int i = 1; i <= glp_get_num_cols(solver->problem); i++)
        glp_set_obj_coef(solver->problem, i, 0);
    for (size_t i = 0; i < count; i++)
        glp_set_obj_coef(solver->problem, (int)columns[i] + 1, costs ? costs[i] : 1);
    bool well = run(solver);
    if (!well) /* from the beginning, once more */
        well = run(solver);
    switch (well ? glp_get_status(solver->problem) : GLP_UNDEF) {
    case GLP_OPT:
        return glp_get_obj_val(solver->problem);
    case GLP_UNBND:
        return -INFINITY;
    default:
        return NAN;
    }
}

double peil_solver_value(const struct peil_solver *solver, size_t column)
{
    return glp_get_col_prim(solver->problem, (int)column + 1);
}
