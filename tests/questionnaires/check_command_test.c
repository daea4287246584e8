/* peil check, peil new and peil diff as they are called: what is printed, and the exit
 * code. */
#include "questionnaires/base/file.h"
#include "questionnaires/questionnaires_commands.h"
#include "tests/call.h"
#include "tests/fixture.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Runs peil in this process with its output in a file. */
static int run(const char *const *words, FILE *stream, const char **said)
{
    const char *path = in_folder("said");
    fflush(stream);
    int saved = dup(fileno(stream));
    assert_non_null(freopen(path, "w", stream));
    int code = call_command(peil_questionnaires_commands, words);
    fflush(stream);
    assert_true(dup2(saved, fileno(stream)) >= 0);
    close(saved);
    *said = read_text(path);
    return code;
}

#define COUNTS "corpus/check/counts.xml"
#define STUDY "fixtures/study.xml"
#define MEN "fixtures/masculinity.xml"
#define BEFORE "corpus/diff/before.xml"
#define AFTER "corpus/diff/after.xml"

static struct run_case {
    const char *name;
    const char *words[8];
    int code;
    const char *golden; /* of stdout; NULL = nothing is printed there */
} run_cases[] = {
    { "all is well", { "peil", "check", STUDY, MEN }, PEIL_DONE, NULL },
    { "warnings do not fail",
      { "peil", "check", COUNTS },
      PEIL_DONE,
      "questionnaires/check_counts.txt" },
    { "but strictly they do",
      { "peil", "check", "--strict", COUNTS },
      PEIL_BAD_INPUT,
      "questionnaires/check_counts.txt" },
    { "strictly, a good file passes",
      { "peil", "check", "--strict", MEN },
      PEIL_DONE,
      NULL },
    { "every file is looked at",
      { "peil", "check", "no-such-file.xml", COUNTS },
      PEIL_BAD_INPUT,
      "questionnaires/check_absent.txt" },
    { "as json",
      { "peil", "check", "--format=json", COUNTS },
      PEIL_DONE,
      "questionnaires/check_counts.json" },
    { "another format",
      { "peil", "check", "--format=pdf", MEN },
      PEIL_WRONG_USAGE,
      NULL },
    { "no file", { "peil", "check" }, PEIL_WRONG_USAGE, NULL },
    { "two versions",
      { "peil", "diff", BEFORE, AFTER },
      PEIL_BAD_INPUT,
      "questionnaires/diff.txt" },
    { "two versions, as json",
      { "peil", "diff", "--format", "json", BEFORE, AFTER },
      PEIL_BAD_INPUT,
      "questionnaires/diff.json" },
    { "the same version twice",
      { "peil", "diff", AFTER, AFTER },
      PEIL_DONE,
      "questionnaires/diff_same.txt" },
    { "two questionnaires that are no versions of one another",
      { "peil", "diff", BEFORE, MEN },
      PEIL_BAD_INPUT,
      NULL },
    { "one version alone", { "peil", "diff", AFTER }, PEIL_WRONG_USAGE, NULL },
};

static void runs(void **state)
{
    const struct run_case *c = *state;
    const char *said;
    assert_int_equal(run(c->words, stdout, &said), c->code);
    if (c->golden)
        assert_golden(c->golden, said);
    else
        assert_string_equal(said, "");
}

static void the_last_line_sums_up(void **state)
{
    (void)state;
    const char *said;
    const char *const words[] = { "peil", "check", STUDY, MEN, COUNTS, NULL };
    assert_int_equal(run(words, stderr, &said), PEIL_DONE);
    assert_string_equal(said, STUDY ": study of 3 schools, nothing to remark\n" MEN
                                    ": 19 items, 0 variants, nothing to remark\n" COUNTS
                                    ": 4 items, 0 variants, 3 warnings\n");
}

static void new_writes_the_template_once(void **state)
{
    (void)state;
    const char *path = in_folder("mine.xml");
    const char *const words[] = { "peil", "new", path, NULL };
    const char *said;
    assert_int_equal(run(words, stderr, &said), PEIL_DONE);
    assert_non_null(strstr(said, "peil check"));

    assert_string_equal(read_text(path),
                        read_text(source_path("questionnaires/new.xml")));

    assert_int_equal(run(words, stderr, &said), PEIL_BAD_INPUT);
    assert_non_null(strstr(said, "there is a file already"));
}

static void new_says_when_it_cannot_write(void **state)
{
    (void)state;
    const char *const words[] = { "peil", "new", "/nowhere/at/all.xml", NULL };
    const char *said;
    assert_int_equal(run(words, stderr, &said), PEIL_SYSTEM_FAILED);
    assert_non_null(strstr(said, "/nowhere/at/all.xml"));
}

int main(void)
{
    const struct test tests[] = {
        TEST(the_last_line_sums_up),
        TEST(new_writes_the_template_once),
        TEST(new_says_when_it_cannot_write),
        ROWS(run_cases, runs, name),
    };
    return run_suite(tests, LENGTH(tests), folder_begin, folder_end);
}
