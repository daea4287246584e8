/* Hidden figures are NAN when they come from analyze/. Here they hold a number, so that
 * a renderer that does not look at `hidden` is found out. */
#include "reports/reports_commands.h"
#include "reports/tables/shares.h"
#include "tests/reports/report_sample.h"
#include "tests/fixture.h"

#include <locale.h>
#include <string.h>

/* Its digits without what groups them: 987 654 321 is 987654321. */
static bool shows_secret(const char *text)
{
    char *digits = malloc(strlen(text) + 1), *to = digits;
    for (const char *at = text; *at; at++)
        if ((unsigned char)*at < 0x80 && !strchr(" ,.", *at))
            *to++ = *at;
    *to = '\0';
    bool found = strstr(digits, SECRET_DIGITS) || strstr(text, "SECRET");
    free(digits);
    return found;
}

static void the_search_finds_it(void **state)
{
    (void)state;
    assert_true(shows_secret("n=987654321"));
    assert_true(shows_secret("987\u202f654\u202f321"));
    assert_true(shows_secret("987 654 321,0"));
    assert_false(shows_secret("98 7 65 x"));
}

static void no_format_shows_it(void **state)
{
    (void)state;
    struct peil_analysis analysis = sample_analysis();
    for (size_t i = 0; peil_reports_renderers[i]; i++) {
        for (int internal = 0; internal < 4; internal++) {
            analysis.internal = internal % 2;
            analysis.cells = internal < 2 ? 0 : (1u << PEIL_CELL_FIGURES) - 1;
            const char *text = rendered(peil_reports_renderers[i], &analysis);
            if (shows_secret(text))
                fail_msg("%s shows a hidden figure", peil_reports_renderers[i]->name);
        }
    }
}

/* Nor do the shares, which reports are made of. */
static void no_share_has_it(void **state)
{
    (void)state;
    struct peil_analysis analysis = report_analysis(small_questionnaire());
    for (int internal = 0; internal < 2; internal++) {
        analysis.internal = internal;
        const struct peil_shares *shares =
            peil_shares_of(&analysis, &report_tables[0], &report_tables[1], arena);
        for (size_t i = 0; i < shares->option_count * shares->group_count; i++) {
            const struct peil_share *share = &shares->shares[i];
            assert_false(share->n == SECRET || share->percent == SECRET ||
                         share->ci_low == SECRET || share->ci_high == SECRET);
        }
    }
}

/* A laptop that writes 1.234,5. The locale is made here, since it may have none. */
static bool lives_in_germany(void)
{
    int made = system("mkdir -p " PEIL_BUILD_DIR "/locales && localedef -i de_DE -f "
                      "UTF-8 " PEIL_BUILD_DIR "/locales/de_DE.UTF-8 2>/dev/null");
    setenv("LOCPATH", PEIL_BUILD_DIR "/locales", 1);
    setenv("LC_ALL", "de_DE.UTF-8", 1);
    bool known = made == 0 && setlocale(LC_NUMERIC, "de_DE.UTF-8");
    setlocale(LC_NUMERIC, "C");
    return known;
}

static void no_format_follows_the_machine(void **state)
{
    (void)state;
    struct peil_analysis analysis = sample_analysis();
    const char *before[8] = { NULL };
    for (size_t i = 0; peil_reports_renderers[i]; i++)
        before[i] = rendered(peil_reports_renderers[i], &analysis);
    bool german = lives_in_germany();
    peil_message_begin(); /* as the front door does */
    for (size_t i = 0; peil_reports_renderers[i]; i++) {
        const char *after = rendered(peil_reports_renderers[i], &analysis);
        assert_string_equal(after, before[i]);
    }
    if (!german)
        skip(); /* no localedef here: it proved little */
}

int main(void)
{
    speak("nl");
    const struct test tests[] = {
        TEST(the_search_finds_it),
        TEST(no_format_shows_it),
        TEST(no_share_has_it),
        TEST(no_format_follows_the_machine),
    };
    return run_suite(tests, LENGTH(tests), fixture_begin, fixture_end);
}
