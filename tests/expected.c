#include "tests/expected.h"

#include "questionnaires/base/file.h"
#include "tests/golden.h"

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_EXPECTED = 200 };

struct expected {
    int line;
    const char *text; /* "error: the id ..." */
};
struct expectations {
    struct expected list[MOST_EXPECTED];
    size_t count;
};

static struct expectations expectations_of(const char *bytes, struct peil_arena *arena)
{
    static const char begin[] = "<!-- expect: ", end[] = " -->";
    struct expectations found = { .count = 0 };
    int line = 1;
    for (const char *at = bytes; *at; at++) {
        line += *at == '\n';
        if (strncmp(at, begin, strlen(begin)) != 0)
            continue;
        const char *text = at + strlen(begin), *stop = strstr(text, end);
        assert_non_null(stop);
        assert_true(found.count < MOST_EXPECTED);
        found.list[found.count++] =
            (struct expected){ line, peil_arena_copy_span(arena, text,
                                                          (size_t)(stop - text)) };
    }
    return found;
}

static const char *text_of(const struct peil_problem *problem, struct peil_arena *arena)
{
    static const char *const words[] = { "note", "warning", "error" };
    return peil_arena_format(arena, "%s: %s", words[problem->severity],
                             problem->message);
}

static void take_off(struct expectations *expected, const char *file, int line,
                     const char *text)
{
    for (size_t i = 0; i < expected->count; i++)
        if (expected->list[i].line == line &&
            strcmp(expected->list[i].text, text) == 0) {
            expected->list[i] = expected->list[--expected->count];
            return;
        }
    fail_msg("%s:%d: not expected: %s", file, line, text);
}

struct reading {
    const char *path;
    read_function *read;
};

static void problems_are_as_expected(void **state)
{
    const struct reading *reading = *state;
    const char *file = strrchr(reading->path, '/') + 1;
    struct peil_arena *arena = peil_arena_new();
    struct peil_diag *diag = peil_diag_new(arena);
    size_t length;
    const char *bytes = peil_file_read(reading->path, 1 << 20, arena, &length, diag);
    assert_non_null(bytes);
    struct expectations expected = expectations_of(bytes, arena);
    bool read = reading->read(bytes, length, reading->path, arena, diag);
    const struct peil_problem *problems;
    size_t count = peil_diag_problems(diag, &problems);
    assert_int_equal(read, !peil_diag_has_error(diag));
    for (size_t i = 0; i < count; i++)
        take_off(&expected, file, problems[i].place.line, text_of(&problems[i], arena));
    if (expected.count > 0)
        fail_msg("%s:%d: expected: %s", file, expected.list[0].line,
                 expected.list[0].text);
    peil_arena_free(arena);
}

int run_expected(const char *group, const char *pattern, read_function *read)
{
    glob_t files;
    if (glob(source_path(pattern), 0, NULL, &files) != 0)
        return 1;
    struct CMUnitTest *tests = calloc(files.gl_pathc, sizeof *tests);
    struct reading *readings = calloc(files.gl_pathc, sizeof *readings);
    for (size_t i = 0; i < files.gl_pathc; i++) {
        readings[i] = (struct reading){ files.gl_pathv[i], read };
        tests[i] = (struct CMUnitTest){ .name = strrchr(files.gl_pathv[i], '/') + 1,
                                        .test_func = problems_are_as_expected,
                                        .initial_state = &readings[i] };
    }
    int failed = _cmocka_run_group_tests(group, tests, files.gl_pathc, NULL, NULL);
    free(readings);
    free(tests);
    globfree(&files);
    return failed;
}
