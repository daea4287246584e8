/* Every format of a report, as files; what is inside a workbook, a PDF and a page in a
 * browser is looked at by report_files_test.py and browser/report_axe_test.py. */
#include "questionnaires/base/diag.h"
#include "questionnaires/base/file.h"
#include "reports/formats/renderers.h"
#include "tests/fixture.h"
#include "tests/reports/content_sample.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *path_of(const struct peil_page_renderer *renderer)
{
    return in_folder(peil_arena_format(arena, "report%s", renderer->suffix));
}

/* The file's bytes; those of a binary file end early as a text. */
static const char *written(const struct peil_page_renderer *renderer,
                           const struct peil_content *content, size_t *length)
{
    diag = peil_diag_new(arena);
    const char *path = path_of(renderer);
    bool done = renderer->write(content, path, diag);
    peil_diag_print(diag, stderr);
    assert_true(done);
    const char *bytes = peil_file_read(path, 1 << 24, arena, length, diag);
    assert_non_null(bytes);
    return bytes;
}

/* Those that need no other program. */
static const struct peil_page_renderer *const own[] = {
    &peil_page_html, &peil_page_markdown, &peil_page_csv,
    &peil_page_json, &peil_page_text,     &peil_page_xlsx,
};

static void is_golden(void **state)
{
    static const struct {
        const struct peil_page_renderer *renderer;
        const char *golden;
    } rows[] = {
        { &peil_page_markdown, "reports/page.md" },
        { &peil_page_csv, "reports/page.csv" },
        { &peil_page_json, "reports/page.json" },
        { &peil_page_text, "reports/page.txt" },
    };
    (void)state;
    for (size_t i = 0; i < LENGTH(rows); i++) {
        size_t length;
        assert_golden(rows[i].golden,
                      written(rows[i].renderer, &sample_content, &length));
    }
}

/* Its digits without what groups them: 987 654 321 is 987654321. */
static bool shows_secret(const char *bytes, size_t length)
{
    char *digits = malloc(length + 1), *to = digits;
    assert_non_null(digits);
    for (size_t i = 0; i < length; i++)
        if ((unsigned char)bytes[i] < 0x80 && bytes[i] && !strchr(" ,.", bytes[i]))
            *to++ = bytes[i];
    *to = '\0';
    bool found = strstr(digits, SECRET_DIGITS);
    free(digits);
    return found;
}

static void the_search_finds_it(void **state)
{
    (void)state;
    assert_true(shows_secret("a\0b987\u202f654\u202f321", 17));
    assert_true(shows_secret("9876543.21", 10));
    assert_false(shows_secret("98 7 65 x", 9));
}

/* What is packed (xlsx, pdf, docx) is looked into by report_files_test.py. */
static void no_format_shows_a_hidden_figure(void **state)
{
    (void)state;
    for (size_t i = 0; i < LENGTH(own); i++) {
        struct peil_content content = sample_content;
        for (int internal = 0; internal < 2; internal++) {
            size_t length;
            content.internal = internal;
            const char *bytes = written(own[i], &content, &length);
            if (shows_secret(bytes, length))
                fail_msg("%s shows a hidden figure", own[i]->name);
        }
    }
}

static void the_same_report_is_the_same_file(void **state)
{
    (void)state;
    for (size_t i = 0; i < LENGTH(own); i++) {
        size_t once, twice;
        const char *first = written(own[i], &sample_content, &once);
        const char *second = written(own[i], &sample_content, &twice);
        assert_int_equal(once, twice);
        assert_memory_equal(first, second, once);
    }
}

static void is_marked_when_it_may_not_be_passed_on(void **state)
{
    static const struct {
        const struct peil_page_renderer *renderer;
        const char *internal, *synthetic;
    } rows[] = {
        { &peil_page_html, "content: \"INTERN · OEFENGEGEVENS\"",
          "<strong>OEFENGEGEVENS</strong>" },
        { &peil_page_markdown, "**INTERN**", "**OEFENGEGEVENS**" },
        { &peil_page_csv, "\"internal synthetic\"\n", "\"internal synthetic\"\n" },
        { &peil_page_json, "\"internal\":true", "\"synthetic\":true" },
        { &peil_page_text, "\nINTERN ", "\nOEFENGEGEVENS " },
    };
    struct peil_content content = sample_content;
    (void)state;
    for (size_t i = 0; i < LENGTH(rows); i++) {
        size_t length;
        content.internal = content.synthetic = false;
        const char *text = written(rows[i].renderer, &content, &length);
        assert_null(strstr(text, rows[i].internal));
        assert_null(strstr(text, rows[i].synthetic));
        content.internal = content.synthetic = true;
        text = written(rows[i].renderer, &content, &length);
        if (!strstr(text, rows[i].internal) || !strstr(text, rows[i].synthetic))
            fail_msg("%s is not marked", rows[i].renderer->name);
    }
}

static void only_its_maker_may_read_it(void **state)
{
    (void)state;
    for (size_t i = 0; i < LENGTH(own); i++) {
        struct stat status;
        size_t length;
        written(own[i], &sample_content, &length);
        assert_int_equal(stat(path_of(own[i]), &status), 0);
        assert_int_equal(status.st_mode & 0777, 0600);
    }
}

/* --- When it cannot be written --- */

static const char *complaint(const struct peil_page_renderer *renderer,
                             const char *path)
{
    diag = peil_diag_new(arena);
    const struct peil_problem *problems;
    assert_false(renderer->write(&sample_content, path, diag));
    assert_int_equal(peil_diag_problems(diag, &problems), 1);
    assert_true(peil_diag_has_failure(diag));
    assert_string_equal(problems[0].place.file, path);
    return problems[0].message;
}

static void says_when_there_is_no_such_folder(void **state)
{
    (void)state;
    for (size_t i = 0; peil_page_renderers[i]; i++) {
        const char *path = in_folder("nowhere/x");
        assert_non_null(
            strstr(complaint(peil_page_renderers[i], path), strerror(ENOENT)));
    }
}

static struct outside_case {
    const char *name;
    const struct peil_page_renderer *renderer;
    const char *program, *script, *expected; /* script NULL: not installed */
} outside[] = {
    { "pdf: without weasyprint", &peil_page_pdf, "weasyprint", NULL,
      "this format needs the program \"weasyprint\", which is not installed; the HTML "
      "page prints as well" },
    { "docx: without pandoc", &peil_page_docx, "pandoc", NULL,
      "this format needs the program \"pandoc\", which is not installed; the Markdown "
      "can be pasted" },
    { "pdf: weasyprint fails", &peil_page_pdf, "weasyprint", "exit 3",
      "the program \"weasyprint\" could not make this file" },
    { "docx: pandoc is killed", &peil_page_docx, "pandoc", "kill -9 $$",
      "the program \"pandoc\" could not make this file" },
};

/* A folder as the only PATH, with our own program of that name in it. */
static void place_program(const char *name, const char *script)
{
    if (!script)
        return;
    const char *path = new_file(peil_arena_format(arena, "bin/%s", name),
                                peil_arena_format(arena, "#!/bin/sh\n%s\n", script));
    assert_int_equal(chmod(path, 0755), 0);
}

static const char *only_our_programs(void)
{
    const char *before = peil_arena_copy(arena, getenv("PATH"));
    setenv("PATH", in_folder("bin"), 1);
    return before;
}

static void says_what_is_wrong_with_a_program(void **state)
{
    const struct outside_case *c = *state;
    const char *target = in_folder("outside");
    place_program(c->program, c->script);
    const char *before = only_our_programs();
    const char *message = complaint(c->renderer, target);
    setenv("PATH", before, 1);
    assert_string_equal(message, c->expected);
    assert_int_equal(access(target, F_OK), -1);
    assert_int_equal(access(peil_arena_format(arena, "%s.tmp", target), F_OK), -1);
}

/* What it is called with, and that it reads our words and no clock. */
static void pandoc_gets_our_markdown(void **state)
{
    (void)state;
    size_t length;
    place_program("pandoc",
                  "out=; for word in \"$@\"; do "
                  "[ \"$last\" = --output ] && out=$word; last=$word; done\n"
                  "{ echo \"$SOURCE_DATE_EPOCH $1 $2\"; while IFS= read -r line; do "
                  "echo \"$line\"; done; } > \"$out\"");
    const char *before = only_our_programs();
    const char *text = written(&peil_page_docx, &sample_content, &length);
    setenv("PATH", before, 1);
    assert_true(strncmp(text, "0 --from=markdown_strict", 24) == 0);
    assert_non_null(strstr(text, "\n# Wat leerlingen zeggen over"));
    assert_non_null(strstr(text, "**61\u00a0%**[^1]"));
}

static int begin(void **state)
{
    return folder_begin(state) || mkdir(in_folder("bin"), 0700);
}

int main(void)
{
    const struct test tests[] = {
        TEST(is_golden),
        TEST(the_search_finds_it),
        TEST(no_format_shows_a_hidden_figure),
        TEST(the_same_report_is_the_same_file),
        TEST(is_marked_when_it_may_not_be_passed_on),
        TEST(only_its_maker_may_read_it),
        TEST(says_when_there_is_no_such_folder),
        TEST(pandoc_gets_our_markdown),
        ROWS(outside, says_what_is_wrong_with_a_program, name),
    };
    setenv("COLUMNS", "80", 1);
    unsetenv("SOURCE_DATE_EPOCH");
    speak("nl");
    return run_suite(tests, LENGTH(tests), begin, folder_end);
}
