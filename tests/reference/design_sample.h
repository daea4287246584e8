/* The samples of design.R, as it wrote them. */
#ifndef PEIL_TESTS_DESIGN_SAMPLE_H
#define PEIL_TESTS_DESIGN_SAMPLE_H

#include "tests/fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 300 };

struct sample {
    size_t n, rows, columns;
    double weight[MOST], fpc[MOST], y[MOST];
    unsigned cluster[MOST], stratum[MOST], row[MOST], column[MOST];
    bool domain[MOST];
};

static inline void read_sample(const char *name, struct sample *s)
{
    char path[100], line[300];
    snprintf(path, sizeof path, "reference/design_%s.csv", name);
    FILE *in = fopen(path, "r");
    assert_non_null(in);
    assert_non_null(fgets(line, sizeof line, in));
    memset(s, 0, sizeof *s);
    for (size_t i = 0; fgets(line, sizeof line, in); s->n = ++i) {
        double field[8];
        char *at = line;
        assert_true(i < MOST);
        for (size_t f = 0; f < LENGTH(field); f++, at++)
            field[f] = strtod(at, &at);
        s->weight[i] = field[0];
        s->cluster[i] = (unsigned)field[1];
        s->stratum[i] = (unsigned)field[2];
        s->fpc[i] = field[3];
        s->row[i] = (unsigned)field[4];
        s->column[i] = (unsigned)field[5];
        s->y[i] = field[6];
        s->domain[i] = field[7] > 0;
        s->rows = s->row[i] + 1 > s->rows ? s->row[i] + 1 : s->rows;
        s->columns = s->column[i] + 1 > s->columns ? s->column[i] + 1 : s->columns;
    }
    fclose(in);
}

#endif
