#include "reports/formats/renderers.h"
#include "tests/reports/sample.h"
#include "tests/fixture.h"

#include <string.h>

static void is_golden(void **state)
{
    (void)state;
    struct peil_analysis analysis = sample_analysis();
    const char *text = rendered(&peil_render_markdown, &analysis);
    assert_golden("reports/tables.md", text);
}

/* Bars that are not escaped: each of a table's lines must have as many. */
static size_t bars(const char *line, size_t length)
{
    size_t count = 0;
    for (size_t i = 0; i < length; i++)
        if (line[i] == '\\')
            i++;
        else
            count += line[i] == '|';
    return count;
}

static void every_row_has_as_many_cells(void **state)
{
    (void)state;
    struct peil_analysis analysis = sample_analysis();
    const char *text = rendered(&peil_render_markdown, &analysis);
    size_t expected = 0, rows = 0;
    for (const char *line = text; *line;
         line += strcspn(line, "\n"), line += *line == '\n') {
        size_t length = strcspn(line, "\n");
        if (*line != '|') {
            expected = 0;
            continue;
        }
        if (!expected)
            expected = bars(line, length);
        assert_int_equal(bars(line, length), expected);
        rows++;
    }
    assert_int_equal(rows, 10 + 7 + 7 + 9 + 5);
}

static void labels_stay_labels(void **state)
{
    (void)state;
    struct peil_analysis analysis = sample_analysis();
    const char *text = rendered(&peil_render_markdown, &analysis);
    assert_non_null(strstr(text, "Pesten \\| \\<script\\>alert"));
}

int main(void)
{
    speak("nl");
    const struct test tests[] = {
        TEST(is_golden),
        TEST(every_row_has_as_many_cells),
        TEST(labels_stay_labels),
    };
    return run_suite(tests, LENGTH(tests), fixture_begin, fixture_end);
}
