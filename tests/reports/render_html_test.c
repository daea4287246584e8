#include "reports/formats/renderers.h"
#include "tests/reports/html_check.h"
#include "tests/reports/sample.h"
#include "tests/fixture.h"

static void is_a_good_page(void **state)
{
    (void)state;
    struct peil_analysis analysis = sample_analysis();
    analysis.internal = analysis.synthetic = true;
    const char *html = rendered(&peil_render_html, &analysis);
    assert_good_page(html);
}

/* Without the style, which is no part of what is said. */
static void is_golden(void **state)
{
    (void)state;
    struct peil_analysis analysis = sample_analysis();
    const char *html = rendered(&peil_render_html, &analysis);
    assert_golden("reports/tables.html", strstr(html, "</style>"));
}

static void labels_are_text_and_not_markup(void **state)
{
    (void)state;
    struct peil_analysis analysis = sample_analysis();
    const char *html = rendered(&peil_render_html, &analysis);
    assert_null(strstr(html, "<script"));
    assert_non_null(strstr(html, "Pesten | &lt;script&gt;alert(1)&lt;/script&gt;"));
}

static void marks_what_may_not_be_passed_on(void **state)
{
    (void)state;
    struct peil_analysis analysis = sample_analysis();
    const char *html = rendered(&peil_render_html, &analysis);
    assert_null(strstr(html, "class=\"marks\""));
    analysis.internal = analysis.synthetic = true;
    html = rendered(&peil_render_html, &analysis);
    assert_non_null(strstr(html, "<strong>INTERN</strong>"));
    assert_non_null(strstr(html, "<strong>OEFENGEGEVENS</strong>"));
}

int main(void)
{
    speak("nl");
    const struct test tests[] = {
        TEST(is_a_good_page),
        TEST(is_golden),
        TEST(labels_are_text_and_not_markup),
        TEST(marks_what_may_not_be_passed_on),
    };
    return run_suite(tests, LENGTH(tests), fixture_begin, fixture_end);
}
