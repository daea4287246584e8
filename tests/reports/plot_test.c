#include "reports/formats/plot.h"
#include "tests/reports/content_sample.h"
#include "tests/reports/html_check.h"
#include "tests/fixture.h"

static const char *drawn(const struct peil_plot *plot)
{
    struct peil_html html = { .out = text_begin() };
    peil_plot_write(&html, plot, false);
    assert_int_equal(html.depth, 0);
    return text_end();
}

static void bars_are_golden(void **state)
{
    (void)state;
    const char *svg = drawn(&known_plot);
    assert_golden("reports/bars.svg", svg);
}

/* What each drawing must hold. */
static struct drawing_case {
    const char *name;
    const struct peil_plot *plot;
    const char *count;
    double expected;
} cases[] = {
    { "bars: 7 to see", &known_plot, "count(//rect[contains(@class,'bar')])", 7 },
    { "bars: as long as its share (27 % of .62 of a quarter)", &known_plot,
      "count(//rect[@class='bar all'][@width='4.11%'])", 1 },
    { "bars: hidden ones are hatched, of one size", &known_plot,
      "count(//rect[@fill][@width='15.50%'])", 4 },
    { "bars: none of another size", &known_plot, "count(//rect[@fill])", 4 },
    { "bars: who was not asked has words only", &known_plot,
      "count(//text[.='niet gevraagd'])", 1 },
    { "stacked: what is shown has its size", &stacked_plot,
      "count(//svg[@role]//rect[contains(@class,'part')])", 6 },
    { "stacked: two hidden parts are one, to the end", &stacked_plot,
      "count(//rect[@fill][@x='64.00%'][@width='36.00%'])", 1 },
    { "stacked: one hidden part hides the whole bar", &stacked_plot,
      "count(//rect[@fill][@x='0.00%'][@width='100.00%'])", 1 },
    { "stacked: a key for each part", &stacked_plot, "count(//ul/li)", 4 },
    { "diverging: with anything hidden, all of it", &diverging_plot,
      "count(//rect[@fill][@x='0.00%'][@width='100.00%'])", 1 },
    { "diverging: three bars, with what is beside", &diverging_plot,
      "count(//svg[@role]//rect[contains(@class,'part')])", 18 },
    { "diverging: neutral ones have one middle", &diverging_plot,
      "count(//svg[@role]//line[@class='middle'][@x1!=preceding::line/@x1])", 0 },
    { "diverging: don't know is beside", &diverging_plot,
      "count(//svg[@role]//rect[@class='part aside'])", 3 },
    { "dots: three lines an interval", &dots_plot,
      "count(//line[contains(@class,'interval')])", 8 * 3 },
    { "dots: one hatched, over the field", &dots_plot,
      "count(//rect[@fill][@x='0.00%'][@width='76.00%'])", 1 },
    { "trend: a gap where it is hidden", &trend_plot,
      "count(//line[starts-with(@class,'line')])", 4 },
    { "trend: said in words", &trend_plot, "count(//text[.='niet getoond'])", 1 },
    { "trend: a mark per value shown", &trend_plot,
      "count(//svg[@role]//*[starts-with(@class,'mark')])", 8 },
    { "trend: the last figures stand apart", &trend_plot,
      "count(//text[contains(@class,'of-line')])", 3 },
    { "saturation: seven lines", &saturation_plot,
      "count(//line[starts-with(@class,'line')])", 7 },
    { "saturation: a round scale", &saturation_plot,
      "count(//text[@class='tick'][.='20'])", 1 },
    { "funnel: who is hidden has no dot", &funnel_plot, "count(//svg[@role]//circle)",
      5 },
    { "funnel: who is far out is named", &funnel_plot,
      "count(//text[.='De Brug' or .='Rivier'])", 2 },
    { "funnel: nobody else is", &funnel_plot,
      "count(//text[.='Oost' or .='Zuid' or .='Kust' or .='Veluwe'])", 0 },
    { "funnel: its limits say what they are", &funnel_plot,
      "count(//text[starts-with(.,'95') or starts-with(.,'99,8')])", 2 },
};

static void holds(void **state)
{
    const struct drawing_case *c = *state;
    const char *svg = drawn(c->plot);
    xmlDocPtr document = well_formed(svg);
    double found = xpath_number(document, c->count);
    xmlFreeDoc(document);
    if (found != c->expected)
        fail_msg("found %g", found);
}

/* No text is cut off or lies outside: nothing is placed beyond the edges. */
static void nothing_lies_outside(void **state)
{
    (void)state;
    static const struct peil_plot *const plots[] = {
        &known_plot, &stacked_plot,    &diverging_plot, &dots_plot,
        &trend_plot, &saturation_plot, &funnel_plot,
    };
    static const char *const outside =
        "count(//svg[@role]//*[number(substring-before(@x,'%'))>100 or "
        "number(substring-before(@x,'%'))<0 or "
        "number(substring-before(@x,'%'))+number(substring-before(@width,'%'))>100.01 "
        "or number(@y)>number(ancestor::svg/@height) or number(@y)<0])";
    for (size_t i = 0; i < LENGTH(plots); i++) {
        const char *svg = drawn(plots[i]);
        xmlDocPtr document = well_formed(svg);
        if (xpath_number(document, outside) != 0)
            fail_msg("%s: something lies outside", plots[i]->id);
        xmlFreeDoc(document);
    }
}

/* Eight schools: two bands of four panels, each with all labels. */
static void many_series_stand_in_bands(void **state)
{
    (void)state;
    struct peil_plot_series series[8];
    struct peil_point points[3 * 8];
    for (size_t i = 0; i < 8; i++)
        series[i] = known_series[i % 4];
    for (size_t i = 0; i < 24; i++)
        points[i] = (struct peil_point)SHARE("50", 50, 60);
    struct peil_plot plot = known_plot;
    plot.series = series;
    plot.series_count = 8;
    plot.points = points;
    const char *svg = drawn(&plot);
    xmlDocPtr document = well_formed(svg);
    assert_true(xpath_number(document, "count(//text[@class='label'])") == 6);
    assert_true(xpath_number(document, "count(//rect[@class='bar' or "
                                       "@class='bar all'])") == 24);
    xmlFreeDoc(document);
}

/* Dots that stand together, with names that do not. */
static void names_in_a_funnel_keep_apart(void **state)
{
    (void)state;
    struct peil_point points[8];
    struct peil_plot plot = funnel_plot;
    assert_true(plot.label_count <= LENGTH(points));
    for (size_t i = 0; i < plot.label_count; i++)
        points[i] = (struct peil_point)SHARE("90", 90, 100 + (double)i);
    plot.points = points;
    xmlDocPtr document = well_formed(drawn(&plot));
    double last = 0;
    for (size_t i = 1; i <= plot.label_count; i++) {
        const char *path = peil_arena_format(
            arena, "number((//text[starts-with(@class,'figure')])[%zu]/@y)", i);
        double y = xpath_number(document, path);
        assert_true(y >= last + 12);
        last = y;
    }
    xmlFreeDoc(document);
}

/* Where a hundred stand together, too. */
static void names_in_a_funnel_stay_in_it(void **state)
{
    (void)state;
    struct peil_point points[100];
    const char *labels[LENGTH(points)];
    struct peil_plot plot = funnel_plot;
    for (size_t i = 0; i < LENGTH(points); i++) {
        points[i] = (struct peil_point)SHARE("1", 1, 100);
        labels[i] = "Brug";
    }
    plot.points = points;
    plot.labels = labels;
    plot.label_count = LENGTH(points);
    xmlDocPtr document = well_formed(drawn(&plot));
    assert_true(xpath_number(document, "count(//text[.='Brug'])") == LENGTH(points));
    assert_true(xpath_number(document, "count(//text[.='Brug'][@y > 278])") == 0);
    xmlFreeDoc(document);
}

/* Who is everyone needs no heading, and a label has its bar beside it. */
static void one_series_has_labels_beside(void **state)
{
    (void)state;
    struct peil_plot plot = known_plot;
    struct peil_point points[] = { SHARE("27", 26.5, 147), CLOSED,
                                   SHARE("39", 39, 147) };
    plot.series_count = 1;
    plot.points = points;
    const char *svg = drawn(&plot);
    xmlDocPtr document = well_formed(svg);
    assert_true(xpath_number(document, "count(//text[@class='group'])") == 0);
    assert_true(xpath_number(document, "count(//rect[@x!='50.00%'])") == 0);
    assert_true(xpath_number(document, "count(//rect[@fill][@width='31.00%'])") == 1);
    xmlFreeDoc(document);
}

int main(void)
{
    speak("nl");
    const struct test tests[] = {
        TEST(bars_are_golden),
        TEST(nothing_lies_outside),
        TEST(many_series_stand_in_bands),
        TEST(one_series_has_labels_beside),
        TEST(names_in_a_funnel_keep_apart),
        TEST(names_in_a_funnel_stay_in_it),
        ROWS(cases, holds, name),
    };
    return run_suite(tests, LENGTH(tests), fixture_begin, fixture_end);
}
