#include "questionnaires/base/diag.h"

#include "questionnaires/base/json.h"
#include "questionnaires/base/text.h"

#include <string.h>

/* Nobody mends more in one round, and a file of nothing but errors costs no memory. */
enum { MOST_KEPT = 1000, SEVERITIES = PEIL_ERROR + 1 };

static const char *const words[SEVERITIES] = {
    [PEIL_NOTE] = "note", [PEIL_WARNING] = "warning", [PEIL_ERROR] = "error"
};

struct peil_diag {
    struct peil_arena *arena;
    struct peil_problem *problems; /* in reading order */
    size_t kept;
    size_t counts[SEVERITIES];
    bool failed;
};

struct peil_diag *peil_diag_new(struct peil_arena *arena)
{
    struct peil_diag *diag = peil_arena_array(arena, 1, sizeof *diag);
    diag->arena = arena;
    return diag;
}

static bool stands_before(const struct peil_place *a, const struct peil_place *b)
{
    int files = strcmp(a->file, b->file);
    if (files != 0)
        return files < 0;
    return a->line != b->line ? a->line < b->line : a->column < b->column;
}

/* Problems come nearly in reading order, so each has only a few steps to go. */
static void insert(struct peil_diag *diag, struct peil_problem problem)
{
    diag->problems =
        peil_arena_grow(diag->arena, diag->problems, diag->kept, sizeof problem);
    size_t at = diag->kept++;
    while (at > 0 && stands_before(&problem.place, &diag->problems[at - 1].place)) {
        diag->problems[at] = diag->problems[at - 1];
        at--;
    }
    diag->problems[at] = problem;
}

PEIL_FORMAT(3, 0)
static void add(struct peil_diag *diag, struct peil_problem problem, const char *format,
                va_list values)
{
    diag->counts[problem.severity]++;
    if (diag->kept == MOST_KEPT)
        return;
    const char *file = problem.place.file;
    problem.message = peil_arena_format_list(diag->arena, format, values);
    problem.place.file = peil_arena_copy(diag->arena, file ? file : "peil");
    insert(diag, problem);
}

void peil_diag_add(struct peil_diag *diag, enum peil_severity severity,
                   struct peil_place place, const char *format, ...)
{
    va_list values;
    va_start(values, format);
    add(diag, (struct peil_problem){ .severity = severity, .place = place }, format,
        values);
    va_end(values);
}

void peil_diag_fail(struct peil_diag *diag, struct peil_place place, const char *format,
                    ...)
{
    va_list values;
    va_start(values, format);
    add(diag, (struct peil_problem){ .severity = PEIL_ERROR, .place = place }, format,
        values);
    va_end(values);
    diag->failed = true;
}

bool peil_diag_has_error(const struct peil_diag *diag)
{
    return diag->counts[PEIL_ERROR] > 0;
}

bool peil_diag_has_failure(const struct peil_diag *diag)
{
    return diag->failed;
}

size_t peil_diag_count(const struct peil_diag *diag, enum peil_severity severity)
{
    return diag->counts[severity];
}

size_t peil_diag_problems(const struct peil_diag *diag,
                          const struct peil_problem **problems)
{
    *problems = diag->problems;
    return diag->kept;
}

static void print_problem(const struct peil_problem *problem, FILE *out)
{
    peil_text_print_safe(out, problem->place.file);
    if (problem->place.line > 0)
        fprintf(out, ":%d", problem->place.line);
    if (problem->place.line > 0 && problem->place.column > 0)
        fprintf(out, ":%d", problem->place.column);
    fprintf(out, ": %s: ", words[problem->severity]);
    peil_text_print_safe(out, problem->message);
    fputc('\n', out);
}

void peil_diag_print(const struct peil_diag *diag, FILE *out)
{
    size_t all = 0;
    for (size_t i = 0; i < SEVERITIES; i++)
        all += diag->counts[i];
    for (size_t i = 0; i < diag->kept; i++)
        print_problem(&diag->problems[i], out);
    if (all > diag->kept)
        fprintf(out, "peil: note: %zu more problems are not shown\n", all - diag->kept);
}

void peil_diag_print_json(const struct peil_diag *diag, FILE *out)
{
    struct peil_json json = { .out = out };
    peil_json_begin_array(&json);
    for (size_t i = 0; i < diag->kept; i++) {
        const struct peil_problem *problem = &diag->problems[i];
        peil_json_begin_object(&json);
        peil_json_member(&json, "file", problem->place.file);
        peil_json_member_number(&json, "line", problem->place.line);
        peil_json_member_number(&json, "column", problem->place.column);
        peil_json_member(&json, "severity", words[problem->severity]);
        peil_json_member(&json, "message", problem->message);
        peil_json_end_object(&json);
    }
    peil_json_end_array(&json);
}
