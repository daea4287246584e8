/* The numbers that R printed, for the tests of analyze/ (see print.R). */
#ifndef PEIL_TESTS_REFERENCE_H
#define PEIL_TESTS_REFERENCE_H

#include "tests/golden.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What reference/FILE.csv says of this case and figure; fails when it says nothing. */
static inline double reference_read(const char *file, const char *name,
                                    const char *figure)
{
    char path[200], line[300], wanted[200];
    snprintf(path, sizeof path, "reference/%s.csv", file);
    int length = snprintf(wanted, sizeof wanted, "%s,%s,", name, figure);
    FILE *in = fopen(path, "r");
    if (!in)
        fail_msg("cannot open %s", path);
    double value = 0;
    bool found = false;
    while (!found && fgets(line, sizeof line, in)) {
        found = strncmp(line, wanted, (size_t)length) == 0;
        if (found)
            value = line[length] == 'N' ? NAN : strtod(line + length, NULL);
    }
    fclose(in);
    if (!found)
        fail_msg("%s has no line %s", path, wanted);
    return value;
}

/* To 1e-9, relative. An expected 0 may be missed by what rounding leaves. */
static inline void assert_close(double actual, double expected, const char *what)
{
    double allowed = expected == 0 ? 1e-12 : 1e-9 * fabs(expected);
    bool same = actual == expected || fabs(actual - expected) <= allowed;
    if (isnan(expected) ? !isnan(actual) : !same)
        fail_msg("%s is %.17g, not %.17g", what, actual, expected);
}

static inline void assert_reference(const char *file, const char *name,
                                    const char *figure, double actual)
{
    char what[200];
    snprintf(what, sizeof what, "%s of \"%s\"", figure, name);
    assert_close(actual, reference_read(file, name, figure), what);
}

#endif
