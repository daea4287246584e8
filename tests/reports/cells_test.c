/* What stands in the cells of cross-tabs: chosen by the reader, shown so that it can be
 * read, and hidden whatever was chosen. */
#include "questionnaires/base/text.h"
#include "reports/tables/grid.h"
#include "reports/formats/renderers.h"
#include "tests/analyze/asked.h"
#include "tests/reports/html_check.h"
#include "tests/reports/sample.h"
#include "tests/fixture.h"

#include <string.h>

#define BIT(figure) (1u << PEIL_CELL_##figure)
#define COLUMN (BIT(COLUMN) | BIT(LETTERS))
#define COMPARED (BIT(EXPECTED) | BIT(RESIDUAL) | BIT(ADJUSTED))
#define EVERYTHING (BIT(N) | BIT(ROW) | COLUMN | BIT(TOTAL) | COMPARED)

static const char *const counted[] = { "n" };

/* Rows are counted persons. Of "niemand" there are too few to show. */
#define FIRST                                                                          \
    "wie,groep,sekse,n\n"                                                              \
    "\"mijn vader, moeder of verzorger\",5,j,30\n"                                     \
    "\"mijn vader, moeder of verzorger\",6,m,14\n"                                     \
    "\"mijn vader, moeder of verzorger\",7,m,22\n"                                     \
    "juf,5,m,12\njuf,6,j,31\njuf,7,j,24\n"                                             \
    "niemand,5,j,1\nniemand,6,m,2\n"                                                   \
    "vriend,5,m,11\nvriend,6,j,12\nvriend,7,m,10\n"

static const struct peil_analysis *first(unsigned cells, bool banner)
{
    static const char *const crosses[] = { "wie by groep" };
    static const char *const freq[] = { "wie" };
    struct peil_request request = { .cells = cells, .explain = true };
    request.sampling.count = counted[0];
    if (banner) {
        request.freq = freq;
        request.freq_count = 1;
        request.banner = "groep, sekse";
    } else {
        request.cross = crosses;
        request.cross_count = 1;
    }
    return asked(FIRST, &request, arena);
}

/* --- Golden --- */

static const struct choice {
    const char *title;
    unsigned cells;
    bool banner;
} choices[] = {
    { "everything", EVERYTHING, false },
    { "one figure: its base stands below", COLUMN, false },
    { "two figures stand beside each other", BIT(N) | BIT(ADJUSTED), false },
    { "a banner", BIT(N) | COLUMN | BIT(EXPECTED), true },
    { "no figure that has a total", COMPARED, false },
};

static void text_is_golden(void **state)
{
    (void)state;
    const char *all = "";
    setenv("COLUMNS", "80", 1);
    for (size_t i = 0; i < LENGTH(choices); i++) {
        const char *text =
            rendered(&peil_render_text, first(choices[i].cells, choices[i].banner));
        all =
            peil_arena_format(arena, "%s=== %s ===\n%s\n", all, choices[i].title, text);
    }
    assert_golden("reports/cells.txt", all);
}

static void markdown_is_golden(void **state)
{
    (void)state;
    const char *text = rendered(&peil_render_markdown, first(EVERYTHING, false));
    assert_golden("reports/cells.md", text);
}

static void html_is_golden(void **state)
{
    (void)state;
    const char *html = rendered(&peil_render_html, first(EVERYTHING, false));
    assert_good_page(html);
    assert_golden("reports/cells.html", strstr(html, "</style>"));
}

static void no_line_is_wider_than_the_screen(void **state)
{
    (void)state;
    struct peil_analysis analysis = sample_analysis();
    analysis.cells = EVERYTHING;
    for (size_t columns = 60; columns < 150; columns++) {
        setenv("COLUMNS", peil_arena_format(arena, "%zu", columns), 1);
        assert_null(wider_than(rendered(&peil_render_text, &analysis), columns));
    }
}

/* --- Programs get all figures, whatever people chose --- */

static void programs_get_everything(void **state)
{
    (void)state;
    static const struct peil_renderer *const renderers[] = { &peil_render_json,
                                                             &peil_render_csv };
    for (size_t i = 0; i < LENGTH(renderers); i++) {
        const char *usual = rendered(renderers[i], first(0, false));
        const char *chosen = rendered(renderers[i], first(BIT(TOTAL), false));
        assert_string_equal(usual, chosen);
        assert_non_null(strstr(usual, "adjusted_residual"));
    }
}

/* --- Hidden --- */

/* Rows 0 and 2 have hidden totals, and cells that are shown. */
#define HIDDEN_MARGINS "a,b,n\n0,1,4\n1,0,20\n1,1,20\n1,2,20\n2,0,8\n2,1,3\n"

static const struct peil_analysis *margins(unsigned cells, bool internal)
{
    static const char *const crosses[] = { "a by b" };
    struct peil_request request = {
        .cross = crosses, .cross_count = 1, .cells = cells, .internal = internal
    };
    request.sampling.count = counted[0];
    return asked(HIDDEN_MARGINS, &request, arena);
}

static size_t figures_in(const struct peil_grid *grid, const char *label)
{
    size_t count = 0;
    for (size_t i = 0; i < grid->row_count; i++)
        for (size_t j = 0; j < grid->column_count; j++) {
            const char *figure = grid->rows[i].figures[j];
            count += strcmp(grid->rows[i].label, label) == 0 && figure &&
                     strpbrk(figure, "0123456789");
        }
    return count;
}

static struct hiding {
    const char *name;
    unsigned cells;
    size_t hidden, shown; /* figures in a row with a hidden total, and in another */
    size_t internal;      /* where nothing is hidden */
} hidings[] = {
    { "n of a hidden margin's other cells", BIT(N), 2, 4, 4 },
    { "row % tells the margin", BIT(ROW), 0, 4, 4 },
    { "total % is as n", BIT(TOTAL), 2, 4, 4 },
    { "an expected count tells it", BIT(EXPECTED), 0, 3, 3 },
    { "a residual tells it", BIT(RESIDUAL), 0, 3, 3 },
    { "an adjusted residual tells it", BIT(ADJUSTED), 0, 3, 3 },
    { "three that tell it, stacked", COMPARED, 0, 9, 9 },
};

static void hides(void **state)
{
    const struct hiding *hiding = *state;
    const struct peil_analysis *closed = margins(hiding->cells, false);
    const struct peil_analysis *open = margins(hiding->cells, true);
    const struct peil_grid *grid = peil_grid_table(closed, closed->tables, arena);
    assert_true(closed->tables[0].cross.row_totals[2].hidden);
    assert_int_equal(figures_in(grid, "2"), hiding->hidden);
    assert_int_equal(figures_in(grid, "1"), hiding->shown);
    grid = peil_grid_table(open, open->tables, arena);
    assert_int_equal(figures_in(grid, "2"), hiding->internal);
}

int main(void)
{
    speak("nl");
    const struct test tests[] = {
        TEST(text_is_golden),          TEST(markdown_is_golden),
        TEST(html_is_golden),          TEST(no_line_is_wider_than_the_screen),
        TEST(programs_get_everything), ROWS(hidings, hides, name),
    };
    return run_suite(tests, LENGTH(tests), fixture_begin, fixture_end);
}
