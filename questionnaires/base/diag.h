/* What is wrong with the input, and where.
 *
 * A function that reads input takes a peil_diag, adds every problem it finds,
 * and returns false if any was an error. It goes on after an error where it
 * can: a designer mends ten mistakes in one round, not in ten. */
#ifndef PEIL_DIAG_H
#define PEIL_DIAG_H

#include "questionnaires/base/arena.h"

#include <stdbool.h>
#include <stdio.h>

struct peil_place {
    const char *file;
    int line, column; /* 1-based; 0 = not known */
};
enum peil_severity { PEIL_NOTE, PEIL_WARNING, PEIL_ERROR };

struct peil_problem {
    enum peil_severity severity;
    struct peil_place place;
    const char *message; /* lower case, no full stop, names in double quotes */
};
struct peil_diag;

struct peil_diag *peil_diag_new(struct peil_arena *arena);
void peil_diag_add(struct peil_diag *diag, enum peil_severity severity,
                   struct peil_place place, const char *format, ...) PEIL_FORMAT(4, 5);

/* An error too, but of the world, not of the input: a disk, a lock, a port. */
void peil_diag_fail(struct peil_diag *diag, struct peil_place place, const char *format,
                    ...) PEIL_FORMAT(3, 4);

bool peil_diag_has_error(const struct peil_diag *diag);
bool peil_diag_has_failure(const struct peil_diag *diag);
size_t peil_diag_count(const struct peil_diag *diag, enum peil_severity severity);

/* The problems in reading order (file, line, column). The first 1,000 are kept; the
 * others are only counted. */
size_t peil_diag_problems(const struct peil_diag *diag,
                          const struct peil_problem **problems);

/* `file:line:col: error: message`, one line each, control characters escaped. */
void peil_diag_print(const struct peil_diag *diag, FILE *out);
/* The same as a JSON array of {file, line, column, severity, message}. */
void peil_diag_print_json(const struct peil_diag *diag, FILE *out);

#endif
