#include "reports/formats/renderers.h"
#include "tests/reports/html_check.h"
#include "tests/reports/sample.h"

static void is_a_good_page(void **state)
{
    (void)state;
    struct peil_analysis analysis = sample_analysis();
    analysis.internal = analysis.synthetic = true;
    char *html = rendered(&peil_render_html, &analysis);
    assert_good_page(html);
    free(html);
}

/* Without the style, which is no part of what is said. */
static void is_golden(void **state)
{
    (void)state;
    struct peil_analysis analysis = sample_analysis();
    char *html = rendered(&peil_render_html, &analysis);
    assert_golden("reports/tables.html", strstr(html, "</style>"));
    free(html);
}

static void labels_are_text_and_not_markup(void **state)
{
    (void)state;
    struct peil_analysis analysis = sample_analysis();
    char *html = rendered(&peil_render_html, &analysis);
    assert_null(strstr(html, "<script"));
    assert_non_null(strstr(html, "Pesten | &lt;script&gt;alert(1)&lt;/script&gt;"));
    free(html);
}

static void marks_what_may_not_be_passed_on(void **state)
{
    (void)state;
    struct peil_analysis analysis = sample_analysis();
    char *html = rendered(&peil_render_html, &analysis);
    assert_null(strstr(html, "class=\"marks\""));
    free(html);
    analysis.internal = analysis.synthetic = true;
    html = rendered(&peil_render_html, &analysis);
    assert_non_null(strstr(html, "<strong>INTERN</strong>"));
    assert_non_null(strstr(html, "<strong>OEFENGEGEVENS</strong>"));
    free(html);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(is_a_good_page),
        cmocka_unit_test(is_golden),
        cmocka_unit_test(labels_are_text_and_not_markup),
        cmocka_unit_test(marks_what_may_not_be_passed_on),
    };
    speak("nl");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
