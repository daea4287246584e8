/* A share over the waves, as reports tell it: up, down, or not to be told. */
#include "tests/reports/compose_dump.h"
#include "tests/reports/wave_files.h"

#include "analyze/counts.h"
#include "reports/compose/compose.h"

#include <stdlib.h>

#define REPORT                                                                         \
    "<report xmlns='urn:peil:report:1' id='r' xml:lang='nl'><title>R</title>"          \
    "<source id='s' questionnaire='questionnaire.xml'/><chapter id='c' title='C'>"     \
    "<p><when item='%s' options='%s' is='up'>omhoog</when>"                            \
    "<when item='%s' options='%s' is='down'>omlaag</when>. Klaar.</p>"                 \
    "<chart item='%s' options='%s' look='trend'/></chapter></report>"

enum { MANY = 30 }; /* pupils in a school */

/* What a report of now says, in lines. */
static const char *compose_with(const char *report, const char *const *files,
                                size_t count, const struct peil_study *study,
                                const char *national)
{
    const char *here = beside(files[count - 1]); /* now comes last */
    const char *path = peil_arena_format(arena, "%.*sreport.xml",
                                         (int)(strrchr(here, '/') + 1 - here), here);
    write_text(path, report);
    struct peil_data data = { files, count };
    struct peil_material material = { .study = study,
                                      .data = &data,
                                      .national = national };
    material.outline = peil_outline_read(path, material.study, arena, diag);
    const struct peil_reports *reports =
        material.outline ? peil_compose(&material, arena, diag) : NULL;
    if (!reports) {
        fail_msg("%s", problems_of(diag, arena));
        abort(); /* is never reached */
    }
    FILE *out = text_begin();
    dump_content(out, &reports->list[0]);
    return text_end();
}

static const char *compose(const char *const *files, size_t count, const char *item,
                           const char *options)
{
    return compose_with(
        peil_arena_format(arena, REPORT, item, options, item, options, item, options),
        files, count, peil_study_none(), NULL);
}

static const char *wave_of(const char *version, const char *words, const char *wave,
                           const char *schools, size_t ones)
{
    const struct peil_questionnaire *q = questionnaire_of(version, words, "");
    const char *path = data_file(wave, q->hash, wave, schools, MANY, ones);
    questionnaire_beside(path, questionnaire_text(version, words, ""));
    return path;
}

static void assert_says(const char *text, const char *words)
{
    if (!strstr(text, words))
        fail_msg("no \"%s\" in:\n%s", words, text);
}

static void assert_silent(const char *text, const char *words)
{
    if (strstr(text, words))
        fail_msg("\"%s\" stands in:\n%s", words, text);
}

static void risen(void **state)
{
    (void)state;
    const char *files[] = { wave_of("2026", "Ken je het?", "2025-1", "A B C D", 10),
                            wave_of("2026", "Ken je het?", "2026-1", "A B C D", 22) };
    const char *text = compose(files, 2, "ken", "1");
    assert_says(text, "omhoog");
    assert_silent(text, "omlaag");
    assert_says(text, "(37.5)");
    assert_says(text, " procentpunt");
    assert_says(text, "getoetst per school");
    assert_silent(text, "steeds meededen");
}

static void fallen_in_the_schools_that_came_back(void **state)
{
    (void)state;
    const char *files[] = { wave_of("2026", "Ken je het?", "2025-1", "A B C D", 22),
                            wave_of("2026", "Ken je het?", "2026-1", "A B C E", 10) };
    const char *text = compose(files, 2, "ken", "1");
    assert_says(text, "omlaag");
    assert_says(text, "scholen die steeds meededen");
    assert_says(text, ": -");
}

static void other_words_are_not_compared(void **state)
{
    (void)state;
    const char *files[] = { wave_of("2025", "Ken je dit?", "2025-1", "A B C D", 10),
                            wave_of("2026", "Ken je het?", "2026-1", "A B C D", 22) };
    const char *text = compose(files, 2, "ken", "1");
    assert_silent(text, "omhoog");
    assert_silent(text, "omlaag");
    assert_silent(text, "procentpunt");
    assert_silent(text, "(37.5)");
    assert_says(text, "Niet te vergelijken met 2025-1");
    assert_says(text, "(75.8333)");
}

static void an_earlier_version_that_asked_the_same_is_compared(void **state)
{
    (void)state;
    const char *files[] = { wave_of("2025", "Ken je het?", "2025-1", "A B C D", 10),
                            wave_of("2026", "Ken je het?", "2026-1", "A B C D", 22) };
    const char *text = compose(files, 2, "ken", "1");
    assert_says(text, "omhoog");
    assert_says(text, "(37.5)");
    assert_silent(text, "getoetst per school"); /* counted apart: by Newcombe */
}

static void level(void **state)
{
    (void)state;
    const char *files[] = { wave_of("2026", "Ken je het?", "2025-1", "A B C D", 15),
                            wave_of("2026", "Ken je het?", "2026-1", "A B C D", 15) };
    const char *text = compose(files, 2, "ken", "1");
    assert_silent(text, "omhoog");
    assert_silent(text, "omlaag");
}

static void three_waves_have_a_trend(void **state)
{
    (void)state;
    const char *files[] = { wave_of("2026", "Ken je het?", "2024-1", "A B C D", 8),
                            wave_of("2026", "Ken je het?", "2025-1", "A B C D", 14),
                            wave_of("2026", "Ken je het?", "2026-1", "A B C D", 22) };
    const char *text = compose(files, 3, "ken", "1");
    assert_says(text, "omhoog");
    assert_says(text, "Over 3 metingen: 2");
}

static void of_what_is_hidden_nothing_is_said(void **state)
{
    (void)state;
    const char *files[] = { wave_of("2026", "Ken je het?", "2025-1", "A", 2),
                            wave_of("2026", "Ken je het?", "2026-1", "A", 22) };
    const char *text = compose(files, 2, "ken", "1");
    assert_silent(text, "omhoog");
    assert_silent(text, "procentpunt");
    assert_silent(text, "2025-1 | Ja: 1");
}

/* --- The national figure in a report --- */

#define NATIONAL                                                                       \
    "<report xmlns='urn:peil:report:1' id='r' xml:lang='nl'><title>R</title>"          \
    "<source id='s' questionnaire='questionnaire.xml'/><chapter id='c' title='C'>"     \
    "<p>Landelijk <value item='ken' options='1' stat='national'/>.</p>"                \
    "<chart item='ken' options='1' look='funnel'/></chapter></report>"

static const char *counts_file(const char *here, const char *hash)
{
    const char *path = peil_arena_format(arena, "%.*snational.xml",
                                         (int)(strrchr(here, '/') + 1 - here), here);
    write_text(
        path,
        peil_arena_format(
            arena,
            "<counts xmlns='urn:peil:counts:1' questionnaire='q'>"
            "<item id='ken' hash='%s' codes='1 2'/>"
            "<ojs code='A' wave='2026-1' responses='100'><n item='ken'>100 40 60</n>"
            "</ojs><ojs code='B' wave='2026-1' responses='200'><n item='ken'>200 50 150"
            "</n></ojs><ojs code='C' wave='2026-1' responses='100'>"
            "<n item='ken'>100 70 30</n></ojs></counts>",
            hash));
    return path;
}

static void beside_all_swvs(void **state)
{
    (void)state;
    const char *path = wave_of("2026", "Ken je het?", "2026-1", "A B", 10);
    const struct peil_questionnaire *q = questionnaire_of("2026", "Ken je het?", "");
    struct peil_study study = *peil_study_none();
    study.ojs = "A";
    study.wave = "2026-1";
    const char *national = counts_file(path, peil_counts_hash(&q->items[0], arena));
    const char *text = compose_with(NATIONAL, &path, 1, &study, national);
    assert_says(text, "Landelijk 40");
    assert_says(text, "A (eigen)");
    assert_says(text, "3 van 3 SWV's");
    assert_says(text, "Elk rondje is een SWV.");
    assert_silent(problems_of(diag, arena), "compared");
    national = counts_file(path, "abcd");
    text = compose_with(NATIONAL, &path, 1, &study, national);
    assert_silent(text, "Landelijk 40");
    assert_silent(text, "A (eigen)");
}

/* Who hands over national counts in vain is told so. */
static void beside_nobody(void **state)
{
    (void)state;
    const char *path = wave_of("2026", "Ken je het?", "2026-1", "A B", 10);
    const char *report =
        peil_arena_format(arena, REPORT, "ken", "1", "ken", "1", "ken", "1");
    compose_with(report, &path, 1, peil_study_none(), counts_file(path, "abcd"));
    assert_says(problems_of(diag, arena), "no figure of this report is compared");
}

int main(void)
{
    peil_message_begin();
    peil_message_choose("nl");
    const struct test tests[] = {
        TEST(risen),
        TEST(fallen_in_the_schools_that_came_back),
        TEST(other_words_are_not_compared),
        TEST(an_earlier_version_that_asked_the_same_is_compared),
        TEST(level),
        TEST(three_waves_have_a_trend),
        TEST(of_what_is_hidden_nothing_is_said),
        TEST(beside_all_swvs),
        TEST(beside_nobody),
    };
    return run_suite(tests, LENGTH(tests), folder_begin, folder_end);
}
