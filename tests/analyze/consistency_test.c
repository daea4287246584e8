/* Scales, coders and saturation through the whole of analyze/. */
#include "questionnaires/base/message.h"
#include "tests/analyze/asked.h"
#include "tests/fixture.h"

static void close_to(double actual, double expected)
{
    if (!(fabs(actual - expected) <= 1e-9 * fmax(1, fabs(expected))))
        fail_msg("%.15g, expected %.15g", actual, expected);
}

/* Three items of five; the last response is not complete. By hand: variances 2.5, 2.5
 * and 1.3, of the sum 16.3; alpha = 3/2 (1 - 6.3/16.3). */
static const char scale[] = "a,b,c\n1,2,1\n2,1,2\n3,3,2\n4,5,3\n5,4,4\n3,,5\n";

static void alpha_of_a_scale(void **state)
{
    (void)state;
    static const char *const items[] = { "a b c" };
    struct peil_request request = { .alpha = { items, 1 }, .internal = true };
    const struct peil_table *table = &asked(scale, &request, arena)->tables[0];
    assert_string_equal(table->summary.what, "reliability");
    close_to(table->base.n, 5);
    close_to(asked_measure(table, "cronbach_alpha", NULL)->value,
             1.5 * (1 - 6.3 / 16.3));
    assert_int_equal(table->summary.row_count, 3);
    close_to(table->summary.rows[1].figures[0], 3);
    close_to(table->summary.rows[2].figures[3],
             2 * (1 - 5 / 9.0)); /* alpha without c */
}

/* Cohen's kappa by hand: 3 x 3 codes, the second coder never gives "c". */
static const char coders[] = "x,y,z\na,a,a\na,a,\nb,b,b\nb,a,b\nc,b,c\na,a,a\nb,b,\n";

static void kappa_of_two_coders(void **state)
{
    (void)state;
    static const char *const pair[] = { "x by y" }, *const all[] = { "x y z" };
    struct peil_request request = { .kappa = { pair, 1 },
                                    .krippendorff = { all, 1 },
                                    .internal = true };
    const struct peil_analysis *analysis = asked(coders, &request, arena);
    double po = 5 / 7.0, pe = (3 * 4 + 3 * 3 + 1 * 0) / 49.0;
    close_to(asked_measure(&analysis->tables[0], "kappa", NULL)->value,
             (po - pe) / (1 - pe));
    close_to(asked_measure(&analysis->tables[0], "percent_agreement", NULL)->value,
             100 * po);
    /* By hand: coincidences of a 8, of b 6, of c 1; codes 9, 8 and 2, together 19. */
    double d_o = 1 - (8 + 6 + 1) / 19.0, d_e = 0;
    const double n[] = { 9, 8, 2 };
    for (int i = 0; i < 3; i++)
        for (int j = 0; j < 3; j++)
            d_e += i == j ? 0 : n[i] * n[j] / (19.0 * 18);
    close_to(asked_measure(&analysis->tables[1], "krippendorff_alpha", NULL)->value,
             1 - d_o / d_e);
}

static void what_coders_gave_to_few_is_not_told(void **state)
{
    (void)state;
    static const char *const pair[] = { "x by y" };
    struct peil_request request = { .kappa = { pair, 1 } };
    const struct peil_table *table = &asked(coders, &request, arena)->tables[0];
    assert_int_equal(table->summary.measure_count, 0);
}

static const char interviews[] = "t1,t2,t3,t4\n1,0,0,0\n0,1,0,0\n1,1,0,0\n0,0,1,0\n"
                                 "1,0,1,0\n0,1,0,0\n";

static void saturation_of_themes(void **state)
{
    (void)state;
    static const char *const ways[] = { "t1 t2 t3 t4", "themes" };
    static const char *const sets[] = { "themes: t1 t2 t3 t4" };
    for (size_t i = 0; i < 2; i++) {
        struct peil_request request = { .saturation = ways[i],
                                        .multiple = { sets, 1 },
                                        .internal = true };
        const struct peil_table *table = &asked(interviews, &request, arena)->tables[0];
        assert_int_equal(table->summary.row_count, 6);
        const double fresh[] = { 1, 1, 0, 1, 0, 0 }, curve[] = { 1, 2, 2, 3, 3, 3 };
        for (size_t row = 0; row < 6; row++) {
            close_to(table->summary.rows[row].figures[0], fresh[row]);
            close_to(table->summary.rows[row].figures[1], curve[row]);
        }
        close_to(asked_measure(table, "codes_found", NULL)->value, 3);
        close_to(asked_measure(table, "complete_after", NULL)->value, 4);
    }
}

static void refuses_what_has_no_order(void **state)
{
    (void)state;
    static const char *const items[] = { "x y" };
    const char *path = asked_file(coders, arena);
    struct peil_request request = { .alpha = { items, 1 } };
    assert_null(peil_analyze(NULL, &path, 1, &request, arena, diag));
    unlink(path);
    assert_string_equal(problems_of(diag, arena),
                        "--alpha: error: \"x\" holds \"a\"; numbers with a decimal "
                        "point are expected\n");
}

int main(void)
{
    peil_message_choose("en");
    const struct test tests[] = {
        TEST(alpha_of_a_scale),
        TEST(kappa_of_two_coders),
        TEST(what_coders_gave_to_few_is_not_told),
        TEST(saturation_of_themes),
        TEST(refuses_what_has_no_order),
    };
    return run_suite(tests, LENGTH(tests), fixture_begin, fixture_end);
}
