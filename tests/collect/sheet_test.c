/* A sheet of cards: all the codes, the words of the back, and nothing from elsewhere.
 */
#include "collect/page/sheet.h"
#include "tests/fixture.h"

#include <stdlib.h>
#include <string.h>

enum { CARDS = 23 };

static const char *sheet(const char *address, const char *language)
{
    struct peil_deck_code codes[CARDS];
    for (size_t i = 0; i < CARDS; i++)
        snprintf(codes[i].text, sizeof codes[i].text, "CDF2%c%c", "234679"[i / 6],
                 "CDFGHJ"[i % 6]);
    FILE *out = text_begin();
    peil_sheet_write(out, &(struct peil_sheet){ .codes = codes,
                                                .count = CARDS,
                                                .address = address,
                                                .language = language });
    return text_end();
}

/* Three pages of fronts, ten on each; a page of backs after each. */
static void has_them_all(void **state)
{
    const char *text = sheet("http://10.42.0.1:8080", "nl");
    (void)state;
    assert_int_equal(times_in(text, "class=\"card front\""), CARDS);
    assert_int_equal(times_in(text, "class=\"card back\""), 30);
    assert_int_equal(times_in(text, "class=\"page\""), 6);
    assert_int_equal(times_in(text, "<svg"), CARDS);
    assert_int_equal(times_in(text, ">CDF 22C<"), 1);
    assert_int_equal(times_in(text, ">CDF 26H<"), 1);
    assert_non_null(strstr(text, "10.42.0.1<wbr>:8080"));
    assert_non_null(
        strstr(text, "Deze code is van niemand. Hij staat niet op een lijst."));
    assert_non_null(strstr(text, "Je hebt hem alleen nodig als je scherm uitvalt."));
    assert_non_null(strstr(text, "0800-0432"));
}

static void is_read_back(void **state)
{
    const char *text = sheet("http://10.42.0.1:8080", "nl");
    size_t count;
    (void)state;
    const struct peil_deck_code *codes = peil_sheet_read(text, &count, arena);
    assert_int_equal(count, CARDS);
    assert_string_equal(codes[0].text, "CDF22C");
    peil_sheet_read("<p class=\"code\">no code</p>", &count, arena);
    assert_int_equal(count, 0);
}

static void needs_no_other_file(void **state)
{
    const char *text = sheet("http://10.42.0.1:8080/", "nl");
    (void)state;
    assert_null(strstr(text, "src="));
    assert_null(strstr(text, "href="));
    assert_null(strstr(text, "url("));
    assert_null(strstr(text, "@import"));
    assert_null(strstr(text, "<script"));
}

static void speaks_english(void **state)
{
    const char *text = sheet("http://10.42.0.1:8080/", "en");
    (void)state;
    assert_non_null(strstr(text, "<html lang=\"en\">"));
    assert_non_null(strstr(text, "It is not on any list."));
}

static void does_without_an_address(void **state)
{
    const char *text = sheet(NULL, "nl");
    (void)state;
    assert_int_equal(times_in(text, "class=\"code\""), CARDS);
    assert_null(strstr(text, "<svg"));
}

static void escapes_the_address(void **state)
{
    const char *text = sheet("http://<b>\"&/", "nl");
    (void)state;
    assert_null(strstr(text, "<b>"));
    assert_non_null(strstr(text, "&lt;b&gt;"));
}

int main(void)
{
    const struct test tests[] = {
        TEST(has_them_all),
        TEST(is_read_back),
        TEST(needs_no_other_file),
        TEST(speaks_english),
        TEST(does_without_an_address),
        TEST(escapes_the_address),
    };
    return run_suite(tests, LENGTH(tests), fixture_begin, fixture_end);
}
