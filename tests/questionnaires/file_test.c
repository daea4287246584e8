#include "questionnaires/base/file.h"
#include "tests/golden.h"
#include "tests/questionnaires/problems.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static struct peil_arena *arena;
static struct peil_diag *diag;
static const char *folder, *path;

static bool exists(const char *name)
{
    struct stat status;
    return lstat(name, &status) == 0;
}

static const char *content(const char *name)
{
    size_t length = 0;
    const char *bytes = peil_file_read(name, 1 << 20, arena, &length, diag);
    assert_non_null(bytes);
    assert_int_equal(strlen(bytes), length);
    return bytes;
}

static bool written(const char *text)
{
    FILE *out = peil_file_create(path, diag);
    assert_non_null(out);
    fputs(text, out);
    return peil_file_commit(out, path, diag);
}

static void a_file_is_written_whole_or_not(void **state)
{
    (void)state;
    const char *temporary = peil_arena_format(arena, "%s.tmp", path);
    assert_true(written("one"));
    assert_string_equal(content(path), "one");
    FILE *out = peil_file_create(path, diag);
    assert_non_null(out);
    fputs("two", out);
    assert_true(exists(temporary));
    assert_string_equal(content(path), "one");
    peil_file_abandon(out, path);
    assert_false(exists(temporary));
    assert_string_equal(content(path), "one");
    assert_true(written("three"));
    assert_false(exists(temporary));
    assert_string_equal(content(path), "three");
}

static void others_may_not_look(void **state)
{
    (void)state;
    struct stat status;
    assert_true(written("x"));
    assert_int_equal(stat(path, &status), 0);
    assert_int_equal(status.st_mode & 0777, 0600);
    assert_int_equal(stat(folder, &status), 0);
    assert_int_equal(status.st_mode & 0777, 0700);
}

/* What a crash or a stranger left as PATH.tmp is replaced, never followed. */
static void an_old_temporary_file_is_no_trap(void **state)
{
    (void)state;
    const char *other = peil_arena_format(arena, "%s/other", folder);
    const char *temporary = peil_arena_format(arena, "%s.tmp", path);
    FILE *out = fopen(other, "w");
    assert_non_null(out);
    fputs("precious", out);
    fclose(out);
    assert_int_equal(symlink(other, temporary), 0);
    assert_true(written("x"));
    assert_string_equal(content(other), "precious");
    assert_string_equal(content(path), "x");
}

static void the_limit_is_exact(void **state)
{
    (void)state;
    size_t length = 0;
    assert_true(written("12345"));
    assert_string_equal(peil_file_read(path, 5, arena, &length, diag), "12345");
    assert_int_equal(length, 5);
    assert_null(peil_file_read(path, 4, arena, &length, diag));
    assert_string_equal(
        problems_of(diag, arena),
        peil_arena_format(arena, "%s: error: the file is larger than 4 bytes\n", path));
}

static void a_large_file_comes_whole(void **state)
{
    (void)state;
    enum { LINES = 50000 };
    FILE *out = peil_file_create(path, diag);
    for (int i = 0; i < LINES; i++)
        fprintf(out, "%09d\n", i);
    assert_true(peil_file_commit(out, path, diag));
    const char *bytes = content(path);
    assert_int_equal(strlen(bytes), 10 * LINES);
    for (int i = 0; i < LINES; i++)
        assert_int_equal(strtol(bytes + 10 * i, NULL, 10), i);
}

static void only_regular_files_are_read(void **state)
{
    (void)state;
    size_t length;
    const char *link = peil_arena_format(arena, "%s/link", folder);
    const char *pipe = peil_arena_format(arena, "%s/pipe", folder);
    assert_true(written("x"));
    assert_int_equal(symlink(path, link), 0);
    assert_int_equal(mkfifo(pipe, 0600), 0);
    assert_null(peil_file_read(link, 9, arena, &length, diag));
    assert_null(peil_file_read(pipe, 9, arena, &length, diag));
    assert_null(peil_file_read(folder, 9, arena, &length, diag));
    assert_string_equal(
        problems_of(diag, arena),
        peil_arena_format(arena,
                          "%s: error: this is not a regular file\n"
                          "%s: error: this is a symbolic link; name the file itself\n"
                          "%s: error: this is not a regular file\n",
                          folder, link, pipe));
}

static void only_regular_files_are_written_over(void **state)
{
    (void)state;
    const char *pipe = peil_arena_format(arena, "%s/other", folder);
    struct stat status;
    assert_int_equal(mkfifo(pipe, 0600), 0);
    assert_null(peil_file_create(pipe, diag));
    assert_null(peil_file_create(folder, diag));
    assert_int_equal(stat(pipe, &status), 0);
    assert_true(S_ISFIFO(status.st_mode));
    assert_int_equal(peil_diag_count(diag, PEIL_ERROR), 2);
}

static void what_cannot_be_written_is_said(void **state)
{
    (void)state;
    assert_true(written("x"));
    assert_false(peil_file_directory(path, diag));
    assert_null(peil_file_create(peil_arena_format(arena, "%s/none", path), diag));
    assert_true(peil_file_directory(folder, diag));
    assert_string_equal(
        problems_of(diag, arena),
        peil_arena_format(arena,
                          "%s: error: cannot make the directory: File exists\n"
                          "%s/none: error: cannot write: Not a directory\n",
                          path, path));
    FILE *full = fopen("/dev/full", "w");
    assert_non_null(full);
    fputs("x", full);
    assert_false(peil_file_commit(full, "/nowhere/full", diag));
    assert_non_null(strstr(problems_of(diag, arena),
                           "/nowhere/full: error: cannot write: No space left on "
                           "device\n"));
}

static int begin(void **state)
{
    (void)state;
    arena = peil_arena_new();
    diag = peil_diag_new(arena);
    folder =
        peil_arena_format(arena, "%s/file_test.%ld", PEIL_BUILD_DIR, (long)getpid());
    path = peil_arena_format(arena, "%s/a", folder);
    return peil_file_directory(folder, diag) ? 0 : -1;
}

static int end(void **state)
{
    (void)state;
    static const char *const names[] = { "a", "link", "pipe", "other" };
    for (size_t i = 0; i < LENGTH(names); i++)
        unlink(peil_arena_format(arena, "%s/%s", folder, names[i]));
    int removed = rmdir(folder);
    peil_arena_free(arena);
    return removed;
}

#define WITH_FOLDER(test) cmocka_unit_test_setup_teardown(test, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_FOLDER(a_file_is_written_whole_or_not),
        WITH_FOLDER(others_may_not_look),
        WITH_FOLDER(an_old_temporary_file_is_no_trap),
        WITH_FOLDER(the_limit_is_exact),
        WITH_FOLDER(a_large_file_comes_whole),
        WITH_FOLDER(only_regular_files_are_read),
        WITH_FOLDER(only_regular_files_are_written_over),
        WITH_FOLDER(what_cannot_be_written_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
