/* What the disclosure gate did, looked at again by somebody else: an attacker who knows
 * every table that leaves, adds and subtracts them all, and asks of each hidden figure
 * how much or how little it may be. */
#ifndef PEIL_AUDIT_H
#define PEIL_AUDIT_H

#include "questionnaires/base/arena.h"

#include <stdbool.h>

struct peil_audit_table {
    const char *name; /* "bekend by leeftijdsgroep, where ..." */
    size_t primary;   /* hidden because they are small themselves */
    size_t secondary; /* hidden for the sake of others */
    double narrowest; /* every interval left is at least so wide: an attack stops when
                         that is enough; NAN = none hidden */
    size_t exposed;   /* hidden figures with an interval narrower than asked */
    const size_t *linked; /* numbers of the tables that share figures with it */
    size_t linked_count;
};
struct peil_audit {
    size_t primary, secondary, exposed; /* of all tables; exposed > 0: do not publish */
    double asked;                       /* least width of an interval */
    double narrowest;
    const struct peil_audit_table *tables;
    size_t table_count;
};

#endif
