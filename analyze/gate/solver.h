/* Linear programs: the one door to GLPK. All columns are at least zero. */
#ifndef PEIL_SOLVER_H
#define PEIL_SOLVER_H

#include <stdbool.h>
#include <stddef.h>

struct peil_solver;

struct peil_solver *peil_solver_new(size_t columns);
void peil_solver_free(struct peil_solver *solver); /* NULL is allowed */

/* A row: these columns, times these factors (NULL: all 1), add up to `value`. NAN: to
 * whatever, until peil_solver_fix. Returns its number. */
size_t peil_solver_add(struct peil_solver *solver, const size_t *columns,
                       const double *factors, size_t count, double value);
void peil_solver_fix(struct peil_solver *solver, size_t row, double value);

/* The least that these columns, times these costs, come to: -INFINITY when there is no
 * end to it, NAN when no solution exists (or none was found in time). */
double peil_solver_least(struct peil_solver *solver, const size_t *columns,
                         const double *costs, size_t count);

/* A column in the solution that was found last. */
double peil_solver_value(const struct peil_solver *solver, size_t column);

#endif
