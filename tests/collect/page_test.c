/* Every kind of page, golden; and what must hold for each of them. */
#include "collect/page/page.h"
#include "tests/collect/runner.h"
#include "tests/fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct page_case {
    const char *name;
    const char *events[12]; /* before the page is shown */
    void (*write)(FILE *out, const struct peil_page *page);
    const char *draft; /* a form that came back; NULL = none */
    enum peil_mistake mistake;
    bool kiosk, practice;
    const char *look;
} cases[] = {
    { .name = "first", .write = peil_page_write_interview },
    { .name = "assent", .events = { "a groep 5" }, .write = peil_page_write_interview },
    { .name = "practice",
      .events = { "a groep 5" },
      .write = peil_page_write_interview,
      .practice = true },
    { .name = "single",
      .events = { "a groep 5", "a meedoen 1" },
      .write = peil_page_write_interview },
    { .name = "single_nothing_chosen",
      .events = { "a groep 8", "a meedoen 1" },
      .write = peil_page_write_interview,
      .draft = "do=next",
      .mistake = PEIL_MISTAKE_CHOOSE },
    { .name = "single_not_stored",
      .events = { "a groep 8", "a meedoen 1" },
      .write = peil_page_write_interview,
      .draft = "code=10&text_10=%22oma%22+%3Cb%3E",
      .mistake = PEIL_MISTAKE_NOT_STORED },
    { .name = "single_given",
      .events = { "a groep 8", "a meedoen 1", "a hulp 2", "b" },
      .write = peil_page_write_interview },
    { .name = "faces",
      .events = { "a groep 5", "a meedoen 1", "a hulp 1" },
      .write = peil_page_write_interview },
    { .name = "multiple_too_many",
      .events = { "a groep 5", "a meedoen 1", "a hulp 1", "a gevoel 1" },
      .write = peil_page_write_interview,
      .draft = "code=1&code=2&code=3",
      .mistake = PEIL_MISTAKE_TOO_MANY },
    { .name = "ranking",
      .events = { "a groep 5", "a meedoen 1", "a hulp 1", "a gevoel 1", "a waarom 1",
                  "a volgorde 3 1", "b" },
      .write = peil_page_write_interview },
    { .name = "quantity_outside",
      .events = { "a groep 5", "a meedoen 1", "a hulp 1", "a gevoel 1", "a waarom 1",
                  "a volgorde -9" },
      .write = peil_page_write_interview,
      .draft = "value=99",
      .mistake = PEIL_MISTAKE_OUTSIDE },
    { .name = "date_given",
      .events = { "a groep 5", "a meedoen 1", "a hulp 1", "a gevoel 1", "a waarom 1",
                  "a volgorde -9", "a leeftijd 9", "a dag 2026-02-03", "b" },
      .write = peil_page_write_interview },
    { .name = "date_wrong",
      .events = { "a groep 5", "a meedoen 1", "a hulp 1", "a gevoel 1", "a waarom 1",
                  "a volgorde -9", "a leeftijd 9" },
      .write = peil_page_write_interview,
      .draft = "value_day=31&value_month=2&value_year=2026",
      .mistake = PEIL_MISTAKE_DATE },
    { .name = "explanation",
      .events = { "a groep 5", "a meedoen 1", "a hulp 1", "a gevoel 1", "a waarom 1",
                  "a volgorde -9", "a leeftijd 9", "a dag -9" },
      .write = peil_page_write_interview },
    { .name = "text_given",
      .events = { "a groep 5", "a meedoen 1", "a hulp 1", "a gevoel 1", "a waarom 1",
                  "a volgorde -9", "a leeftijd 9", "a dag -9", "a uitleg -9",
                  "a tip </textarea><script>", "b" },
      .write = peil_page_write_interview },
    { .name = "closing",
      .events = { "a groep 5", "a meedoen 1", "a hulp 1", "a gevoel 1", "a waarom 1",
                  "a volgorde -9", "a leeftijd 9", "a dag -9", "a uitleg -9",
                  "a tip -9" },
      .write = peil_page_write_interview },
    { .name = "done",
      .events = { "a groep 5", "a meedoen 1", "a hulp 1", "a gevoel 1", "a waarom 1",
                  "a volgorde -9", "a leeftijd 9", "a dag -9", "a uitleg -9",
                  "a tip -9", "f" },
      .write = peil_page_write_interview },
    { .name = "refused",
      .events = { "a groep 5", "a meedoen 2" },
      .write = peil_page_write_interview },
    { .name = "refused_kiosk",
      .events = { "a groep 5", "a meedoen 2" },
      .write = peil_page_write_interview,
      .kiosk = true },
    { .name = "stopped",
      .events = { "a groep 5", "s" },
      .write = peil_page_write_interview },
    { .name = "wiped",
      .events = { "a groep 5", "w" },
      .write = peil_page_write_interview },
    { .name = "practice_item",
      .events = { "a groep 11", "a meedoen 1" },
      .write = peil_page_write_interview,
      .look = "lsc" },
    { .name = "faces_left_out",
      .events = { "a groep 11", "a meedoen 1", "a oefenen 1", "a hulp 1" },
      .write = peil_page_write_interview },
    { .name = "english", .events = { "l en" }, .write = peil_page_write_interview },
    { .name = "english_incomplete",
      .events = { "l en", "a groep 8", "a meedoen 1" },
      .write = peil_page_write_interview },
    { .name = "stop", .events = { "a groep 5" }, .write = peil_page_write_stop },
    { .name = "wipe", .events = { "a groep 5" }, .write = peil_page_write_wipe },
};

static struct peil_interview *interviewed(const struct page_case *c,
                                          const struct peil_questionnaire *q,
                                          uint32_t *count)
{
    struct peil_interview *interview = peil_interview_new(q, NULL, 1, arena);
    const char *why;
    *count = 0;
    while (*count < 12 && c->events[*count])
        assert_true(peil_interview_apply(interview, c->events[(*count)++], &why));
    return interview;
}

/* A line for each tag, so that a difference can be read. */
static const char *in_lines(const char *html)
{
    char *lines = peil_arena_array(arena, 2, strlen(html) + 1), *at = lines;
    for (; *html; html++) {
        *at++ = *html;
        if (html[0] == '>' && html[1] == '<')
            *at++ = '\n';
    }
    return lines;
}

static const char *written(const struct page_case *c)
{
    uint32_t sequence;
    const struct peil_questionnaire *q = runner_read();
    struct peil_page page = { .q = q,
                              .study = peil_study_none(),
                              .interview = interviewed(c, q, &sequence),
                              .token = "0123",
                              .version = "abcdef",
                              .look = c->look ? c->look : "",
                              .mistake = c->mistake,
                              .kiosk = c->kiosk,
                              .practice = c->practice };
    struct peil_form draft;
    page.sequence = sequence + 1;
    if (c->draft)
        assert_true(peil_form_decode(c->draft, strlen(c->draft), arena, &draft));
    page.draft = c->draft ? &draft : NULL;
    FILE *out = text_begin();
    c->write(out, &page);
    return text_end();
}

/* Nothing that a strict content policy would not run or show; one heading; labels for
 * what has an id; small. */
static void assert_proper(const char *html)
{
    assert_int_equal(times_in(html, "<h1"), 1);
    assert_int_equal(times_in(html, "<title>"), 1);
    assert_int_equal(times_in(html, "<script"), 1);
    assert_int_equal(times_in(html, "src=\"/runner.js?abcdef\""), 1);
    assert_int_equal(times_in(html, " style="), 0);
    assert_int_equal(times_in(html, " onclick"), 0);
    assert_int_equal(times_in(html, "<html lang="), 1);
    assert_int_equal(times_in(html, "id=\"code-"), times_in(html, "for=\"code-"));
    assert_int_equal(times_in(html, "<fieldset"), times_in(html, "<legend"));
    assert_true(strlen(html) < 30 * 1024);
}

static void shows(void **state)
{
    const struct page_case *c = *state;
    const char *html = written(c);
    const char *lines = in_lines(html);
    assert_proper(html);
    assert_golden(peil_arena_format(arena, "collect/pages/%s.html", c->name), lines);
}

/* --- Notices --- */

static struct notice_case {
    const char *name;
    enum peil_notice notice;
} notices[] = {
    { "wait", PEIL_NOTICE_WAIT },
    { "lost", PEIL_NOTICE_LOST },
    { "forbidden", PEIL_NOTICE_FORBIDDEN },
    { "bad", PEIL_NOTICE_BAD },
};

static void notices_show(void **state)
{
    const struct notice_case *c = *state;
    struct peil_page page = { .q = runner_read(),
                              .study = peil_study_none(),
                              .token = "",
                              .version = "abcdef",
                              .look = "" };
    FILE *out = text_begin();
    peil_page_write_notice(out, &page, c->notice);
    const char *html = text_end();
    const char *lines = in_lines(html);
    assert_proper(html);
    assert_golden(peil_arena_format(arena, "collect/pages/%s.html", c->name), lines);
}

/* --- Words --- */

/* Every language has every word; the placeholders of Dutch are those of the others. */
static void has_all_words(void **state)
{
    (void)state;
    const struct peil_words *nl = peil_words_find("nl"), *en = peil_words_find("en");
    assert_string_equal(en->language, "en");
    assert_string_equal(peil_words_find("fr")->language, "nl");
    for (size_t i = 0; i < PEIL_MISTAKES; i++) {
        assert_non_null(nl->mistakes[i]);
        assert_non_null(en->mistakes[i]);
        assert_int_equal(times_in(nl->mistakes[i], "{"),
                         times_in(en->mistakes[i], "{"));
    }
    const char *const *last = &nl->months[12], *const *other = &en->next;
    for (const char *const *word = &nl->next; word < last; word++, other++) {
        assert_non_null(*word);
        assert_non_null(*other);
        assert_int_equal(times_in(*word, "{"), times_in(*other, "{"));
    }
}

static void fills_words(void **state)
{
    (void)state;
    assert_string_equal(peil_words_fill(arena, "van {1} tot {2}.", "4", "18"),
                        "van 4 tot 18.");
    assert_string_equal(peil_words_fill(arena, "{2}{1}", "a", "b"), "ba");
    assert_string_equal(peil_words_fill(arena, "niets", "a", "b"), "niets");
}

int main(void)
{
    const struct test tests[] = {
        ROWS(cases, shows, name),
        ROWS(notices, notices_show, name),
        TEST(has_all_words),
        TEST(fills_words),
    };
    return run_suite(tests, LENGTH(tests), fixture_begin, fixture_end);
}
