/* A request to the whole of analyze/, and what came of it, for tests. */
#ifndef PEIL_TESTS_ASKED_H
#define PEIL_TESTS_ASKED_H

#include "analyze/analysis.h"
#include "tests/analyze/class.h"

#include <math.h>
#include <unistd.h>

/* Responses as a file, since that is how they come. */
static inline const char *asked_file(const char *csv, struct peil_arena *arena)
{
    char *path = peil_arena_array(arena, 32, 1);
    strcpy(path, "/tmp/peil-XXXXXX");
    int file = mkstemp(path);
    assert_true(file >= 0);
    assert_int_equal(write(file, csv, strlen(csv)), strlen(csv));
    close(file);
    return path;
}

/* What is expected to go well. */
static inline const struct peil_analysis *
asked_of(const char *path, const struct peil_request *request, struct peil_arena *arena)
{
    struct peil_diag *diag = peil_diag_new(arena);
    const struct peil_analysis *analysis =
        peil_analyze(NULL, &path, 1, request, arena, diag);
    if (!analysis)
        fail_msg("%s", problems_of(diag, arena));
    return analysis;
}

static inline const struct peil_analysis *
asked(const char *csv, const struct peil_request *request, struct peil_arena *arena)
{
    const char *path = asked_file(csv, arena);
    const struct peil_analysis *analysis = asked_of(path, request, arena);
    unlink(path);
    return analysis;
}

static inline const struct peil_test *asked_test(const struct peil_table *table,
                                                 const char *name)
{
    struct peil_findings found = peil_table_findings(table);
    for (size_t i = 0; i < found.test_count; i++)
        if (strcmp(found.tests[i].name, name) == 0)
            return &found.tests[i];
    fail_msg("no test \"%s\"", name);
    abort(); /* is never reached */
}

/* `which` is what it depends on, or its category; NULL for the first of its name. */
static inline const struct peil_measure *
asked_measure(const struct peil_table *table, const char *name, const char *which)
{
    struct peil_findings found = peil_table_findings(table);
    for (size_t i = 0; i < found.measure_count; i++) {
        const struct peil_measure *m = &found.measures[i];
        const char *own = m->dependent ? m->dependent : m->category;
        if (strcmp(m->name, name) == 0 && (!which || (own && strcmp(own, which) == 0)))
            return m;
    }
    fail_msg("no measure \"%s\" (%s)", name, which ? which : "");
    abort();
}

#endif
