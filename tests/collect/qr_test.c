/* The code on the page, the code in the terminal and the code itself are one; that a
 * scanner reads it is tried in tests/browser/joining_test.py. */
#include "collect/page/qr.h"

#include "tests/fixture.h"

#include <stdlib.h>
#include <string.h>

static const char address[] = "http://192.168.178.24:8080/k/CDF234";
enum { BORDER = 4 };

/* Nothing of it is drawn by us, but these must stand where the standard has them. */
static void has_three_eyes(void **state)
{
    const struct peil_qr *qr = peil_qr_new(address, arena);
    (void)state;
    assert_non_null(qr);
    size_t last = peil_qr_width(qr) - 1;
    assert_int_equal((last + 1 - 17) % 4, 0);
    const size_t corners[][2] = { { 3, 3 }, { 3, last - 3 }, { last - 3, 3 } };
    for (size_t i = 0; i < 3; i++)
        for (size_t d = 0; d <= 3; d++) {
            size_t row = corners[i][0] + d > last ? last : corners[i][0];
            assert_int_equal(peil_qr_is_dark(qr, row, corners[i][1] + d), d != 2);
        }
    assert_false(peil_qr_is_dark(qr, 0, last + 1));
}

static void too_long(void **state)
{
    char *text = peil_arena_array(arena, 5000, 1);
    (void)state;
    memset(text, 'x', 4999);
    assert_null(peil_qr_new(text, arena));
}

static bool is_drawn(const char *svg, size_t row, size_t column)
{
    for (const char *at = svg; (at = strchr(at, 'M')); at++) {
        char *end;
        size_t x = strtoul(at + 1, &end, 10), y = strtoul(end, &end, 10);
        if (*end == 'h' && y == row && column >= x &&
            column < x + strtoul(end + 1, NULL, 10))
            return true;
    }
    return false;
}

static void svg_is_the_code(void **state)
{
    const struct peil_qr *qr = peil_qr_new(address, arena);
    FILE *out = text_begin();
    struct peil_html html = { .out = out };
    (void)state;
    peil_qr_write(&html, qr, "A & <B>");
    const char *text = text_end();
    assert_non_null(strstr(text, "<title>A &amp; &lt;B&gt;</title>"));
    for (size_t row = 0; row < peil_qr_width(qr); row++)
        for (size_t column = 0; column < peil_qr_width(qr); column++)
            assert_int_equal(is_drawn(text, row + BORDER, column + BORDER),
                             peil_qr_is_dark(qr, row, column));
}

/* 1 = the upper half is inked, 2 = the lower. */
static int cut_block(const char **text)
{
    static const char *const blocks[] = { " ", "▀", "▄", "█" };
    for (int i = 0; i < 4; i++)
        if (strncmp(*text, blocks[i], strlen(blocks[i])) == 0) {
            *text += strlen(blocks[i]);
            return i;
        }
    fail_msg("no block: %s", *text);
    return 0;
}

static void terminal(bool colour)
{
    const struct peil_qr *qr = peil_qr_new(address, arena);
    size_t side = peil_qr_width(qr) + 2 * BORDER;
    FILE *out = text_begin();
    peil_qr_print(out, qr, colour);
    const char *at = text_end();
    for (size_t row = 0; row < side; row += 2) {
        at += colour ? strlen("\033[30;107m") : 0;
        for (size_t column = 0; column < side; column++) {
            int block = cut_block(&at);
            for (size_t half = 0; half < 2 && row + half < side; half++)
                assert_int_equal(
                    peil_qr_is_dark(qr, row + half - BORDER, column - BORDER),
                    ((block >> half & 1) == 1) == colour);
        }
        at += colour ? strlen("\033[0m") : 0;
        assert_int_equal(*at++, '\n');
    }
    assert_int_equal(*at, '\0');
}

static void terminal_in_colour(void **state)
{
    (void)state;
    terminal(true);
}

static void terminal_without_colour(void **state)
{
    (void)state;
    terminal(false);
}

static struct wifi_case {
    const char *name, *network, *password, *expected;
} cases[] = {
    { "wifi: a plain name", "peil", "otter-wolk-7",
      "WIFI:T:WPA;S:peil;P:otter-wolk-7;;" },
    { "wifi: no password", "peil", NULL, "WIFI:T:nopass;S:peil;;" },
    { "wifi: an empty password", "peil", "", "WIFI:T:nopass;S:peil;;" },
    { "wifi: all that has a meaning", "a;b,c:d\"e\\f", "\\;",
      "WIFI:T:WPA;S:a\\;b\\,c\\:d\\\"e\\\\f;P:\\\\\\;;;" },
    { "wifi: not ASCII", "klas 8b \xc3\xa9", "x",
      "WIFI:T:WPA;S:klas 8b \xc3\xa9;P:x;;" },
};

static void wifi(void **state)
{
    const struct wifi_case *c = *state;
    assert_string_equal(peil_qr_wifi(c->network, c->password, arena), c->expected);
}

int main(void)
{
    const struct test tests[] = {
        TEST(has_three_eyes),          TEST(too_long),
        TEST(svg_is_the_code),         TEST(terminal_in_colour),
        TEST(terminal_without_colour), ROWS(cases, wifi, name),
    };
    return run_suite(tests, LENGTH(tests), fixture_begin, fixture_end);
}
