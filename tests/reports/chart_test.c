#include "reports/chart.h"
#include "reports/shares.h"
#include "tests/reports/html_check.h"
#include "tests/reports/sample.h"

static char *drawn(const struct peil_analysis *analysis)
{
    struct peil_arena *arena = peil_arena_new();
    const struct peil_shares *shares =
        peil_shares_of(analysis, &analysis->tables[0], &analysis->tables[1], arena);
    char *text = NULL;
    size_t length = 0;
    struct peil_html html = { .out = open_memstream(&text, &length) };
    assert_non_null(html.out);
    peil_chart_write(&html, shares, "hulp_eerst-1", "Naar wie ga je dan het eerst?");
    assert_int_equal(html.depth, 0);
    assert_int_equal(fclose(html.out), 0);
    peil_arena_free(arena);
    return text;
}

static void is_golden(void **state)
{
    (void)state;
    struct peil_analysis analysis = sample_analysis();
    char *svg = drawn(&analysis);
    assert_golden("reports/chart.svg", svg);
    free(svg);
}

/* 4 options in 4 panels: 11 bars to see, of which 2 have no length, and 5 to hide. */
static void hides_with_one_size_and_words(void **state)
{
    (void)state;
    struct peil_analysis analysis = sample_analysis();
    char *svg = drawn(&analysis);
    xmlDocPtr document = well_formed(svg);
    assert_true(xpath_number(document, "count(//rect[@class='track'])") == 16);
    assert_true(xpath_number(document, "count(//rect[@fill])") == 5);
    assert_true(xpath_number(document, "count(//rect[@fill][@width!='15.50%'])") == 0);
    assert_true(xpath_number(document, "count(//text[.='niet getoond'])") == 5);
    assert_true(xpath_number(document, "count(//text[.='niemand'])") == 2);
    assert_true(xpath_number(document, "count(//rect[contains(@class,'bar')])") == 9);
    xmlFreeDoc(document);
    free(svg);
}

static void a_bar_is_as_long_as_its_share(void **state)
{
    (void)state;
    struct peil_analysis analysis = sample_analysis();
    char *svg = drawn(&analysis);
    /* 60 % of a track of 0.62 of a quarter */
    assert_non_null(strstr(svg, "width=\"9.30%\""));
    assert_non_null(strstr(svg, ">60\u00a0%</text>"));
    free(svg);
}

static void small_groups_have_no_bars(void **state)
{
    (void)state;
    struct peil_analysis analysis = sample_analysis();
    struct peil_table tables[2] = { analysis.tables[0], analysis.tables[1] };
    struct peil_margin totals[3];
    memcpy(totals, tables[1].cross.column_totals, sizeof totals);
    totals[0].n = PEIL_LEAST_BASE - 1;
    totals[1].n = PEIL_LEAST_BASE;
    tables[1].cross.column_totals = totals;
    analysis.tables = tables;
    analysis.table_count = 2;
    char *svg = drawn(&analysis);
    xmlDocPtr document = well_formed(svg);
    assert_true(xpath_number(document, "count(//rect[@fill])") == 5 + 2);
    xmlFreeDoc(document);
    free(svg);
    analysis.internal = true; /* 29 is enough there */
    svg = drawn(&analysis);
    document = well_formed(svg);
    assert_true(xpath_number(document, "count(//rect[@fill])") == 5);
    xmlFreeDoc(document);
    free(svg);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(is_golden),
        cmocka_unit_test(hides_with_one_size_and_words),
        cmocka_unit_test(a_bar_is_as_long_as_its_share),
        cmocka_unit_test(small_groups_have_no_bars),
    };
    speak("nl");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
