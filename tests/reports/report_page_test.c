#include "reports/formats/page_html.h"
#include "tests/reports/content_sample.h"
#include "tests/reports/html_check.h"
#include "tests/fixture.h"

static const char *written(const struct peil_content *content, bool paper)
{
    FILE *out = text_begin();
    peil_page_write(content, paper, out);
    return text_end();
}

static xmlDocPtr page(void)
{
    const char *html = written(&sample_content, false);
    xmlDocPtr document = well_formed(html);
    return document;
}

static void is_a_good_page(void **state)
{
    (void)state;
    struct peil_content content = sample_content;
    content.internal = content.synthetic = content.landscape = true;
    const char *html = written(&content, true);
    assert_good_page(html);
    html = written(&sample_content, false);
    assert_good_page(html);
}

/* Without the style, which is no part of what is said. */
static void is_golden(void **state)
{
    (void)state;
    const char *html = written(&sample_content, false);
    assert_golden("reports/page.html", strstr(html, "</style>"));
}

static struct count_case {
    const char *name, *count;
    double expected;
} counts[] = {
    { "one banner, main and foot", "count(//body/header)+count(//main)+count(//footer)",
      3 },
    { "every chapter is in the contents", "count(//nav//a)", 4 },
    { "a section is one level below its chapter", "count(//section/section/h3)", 2 },
    { "a footnote is linked", "count(//sup/a[substring(@href,2)=//li/@id])", 3 },
    { "and leads back",
      "count(//li[starts-with(@id,'noot-')]/a[substring(@href,2)=//sup/a/@id])", 2 },
    { "every drawing has its table beside it",
      "count(//figure[.//svg[@role]]/following-sibling::*[1][self::details]//table)",
      7 },
    { "a drawing named by its heading has no caption", "count(//figure/figcaption)",
      7 },
    { "cards lie together", "count(//div[@class='cards']/div)", 2 },
    { "a list, its points and a quote", "count(//ul[@class='list']/li|//blockquote)",
      3 },
    { "keys are left to the eyes", "count(//svg[not(@role)][not(@aria-hidden)])", 0 },
    { "what labels are", "count(//thead//th[1][.='Zin' or .='Vraag' or .='Groep'])",
      5 },
};

static void counts_right(void **state)
{
    const struct count_case *c = *state;
    xmlDocPtr document = page();
    double found = xpath_number(document, c->count);
    xmlFreeDoc(document);
    if (found != c->expected)
        fail_msg("found %g", found);
}

static void only_paper_has_style_in_its_drawings(void **state)
{
    (void)state;
    const char *screen = written(&sample_content, false);
    const char *paper = written(&sample_content, true);
    assert_null(strstr(strstr(screen, "<body"), "<style>"));
    assert_non_null(strstr(strstr(paper, "<body"), "<style>"));
}

static void texts_end_no_style(void **state)
{
    (void)state;
    struct peil_content content = sample_content;
    content.whose = "\"}</style><script>";
    const char *html = written(&content, false);
    assert_null(strstr(html, "<script"));
    assert_non_null(
        strstr(html, "content: \"\\22 }\\3c /style\\3e \\3c script\\3e \""));
}

static void every_sheet_is_found_in_order(void **state)
{
    (void)state;
    static const struct peil_sheet *const expected[] = {
        &known_sheet, &year_sheet,  &agree_sheet,  &stacked_sheet, &trend_sheet,
        &dots_sheet,  &theme_sheet, &region_sheet, NULL,
    };
    for (size_t i = 0; i < LENGTH(expected); i++)
        assert_ptr_equal(peil_content_sheet(&sample_content, i), expected[i]);
}

int main(void)
{
    speak("nl");
    const struct test tests[] = {
        TEST(is_a_good_page),
        TEST(is_golden),
        TEST(only_paper_has_style_in_its_drawings),
        TEST(texts_end_no_style),
        TEST(every_sheet_is_found_in_order),
        ROWS(counts, counts_right, name),
    };
    return run_suite(tests, LENGTH(tests), fixture_begin, fixture_end);
}
