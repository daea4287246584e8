#include "questionnaires/base/text.h"
#include "reports/formats/renderers.h"
#include "tests/reports/sample.h"
#include "tests/fixture.h"

#include <string.h>

static const char *at_width(const char *columns, const struct peil_analysis *analysis)
{
    setenv("COLUMNS", columns, 1);
    return rendered(&peil_render_text, analysis);
}

static void is_golden_at_every_width(void **state)
{
    (void)state;
    static const char *const widths[] = { "60", "80", "140" };
    struct peil_analysis analysis = sample_analysis();
    for (size_t i = 0; i < LENGTH(widths); i++) {
        char name[64];
        snprintf(name, sizeof name, "reports/text_%s.txt", widths[i]);
        assert_golden(name, at_width(widths[i], &analysis));
    }
}

static void no_line_is_wider_than_the_screen(void **state)
{
    (void)state;
    struct peil_analysis analysis = sample_analysis();
    for (size_t columns = 60; columns < 150; columns++) {
        char width[16];
        snprintf(width, sizeof width, "%zu", columns);
        assert_null(wider_than(at_width(width, &analysis), columns));
    }
}

static void says_internal_and_practice_with_every_table(void **state)
{
    (void)state;
    struct peil_analysis analysis = sample_analysis();
    analysis.internal = analysis.synthetic = true;
    const char *text = at_width("100", &analysis);
    /* two tables stand side by side */
    assert_int_equal(times_in(text, "INTERN, OEFENGEGEVENS"), analysis.table_count - 1);
    assert_non_null(strstr(text, "OEFENGEGEVENS: een computer heeft"));
    assert_non_null(strstr(text, "INTERN: kleine groepen"));
}

static void lets_no_control_character_through(void **state)
{
    (void)state;
    struct peil_analysis analysis = sample_analysis();
    const char *text = at_width("100", &analysis);
    assert_null(strchr(text, '\033'));
    assert_non_null(strstr(text, "=SOM(A1)[31m"));
}

static void speaks_english_with_points(void **state)
{
    (void)state;
    struct peil_analysis analysis = sample_analysis();
    speak("en");
    const char *text = at_width("100", &analysis);
    assert_non_null(strstr(text, "chi-square = 12.3; df = 4; p = 0.015"));
    assert_non_null(strstr(text, "Base: alle leerlingen (n=148)"));
    speak("nl");
}

int main(void)
{
    speak("nl");
    const struct test tests[] = {
        TEST(is_golden_at_every_width),
        TEST(no_line_is_wider_than_the_screen),
        TEST(says_internal_and_practice_with_every_table),
        TEST(lets_no_control_character_through),
        TEST(speaks_english_with_points),
    };
    return run_suite(tests, LENGTH(tests), fixture_begin, fixture_end);
}
