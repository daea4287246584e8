/* Quotes: what is flagged, what a review keeps, and which may be shown. */
#include "reports/compose/quotes.h"
#include "questionnaires/base/message.h"
#include "reports/outline/revealing.h"
#include "tests/fixture.h"
#include "tests/reports/sample.h"

#include <string.h>
#include <unistd.h>

/* --- Flags --- */

static struct flag_case {
    const char *name, *text, *expected;
} flag_cases[] = {
    { "flags: none", "Dat er iemand is die luistert. Niet alleen kijken!", "" },
    { "flags: a name in a sentence", "ik wil dat Sanne stopt", "naam" },
    { "flags: a name with an accent", "vraag het aan Élise", "naam" },
    { "flags: a word that begins a sentence", "Goed zo. (Leuk!) \"Fijn\"", "" },
    { "flags: words that are no names", "via WhatsApp of het OJS op Maandag", "" },
    { "flags: a phone number", "bel 06-12 34 56 78", "telefoon" },
    { "flags: a year is none", "in 2026 en 2027", "" },
    { "flags: a phone number behind a class", "groep 8, 0612345678", "telefoon" },
    { "flags: mail", "mail jan@school.nl", "mail web" },
    { "flags: an @ between blanks", "wij @ school", "" },
    { "flags: a postcode", "ik woon op 3811 AB", "naam adres" },
    { "flags: four digits before a word", "er zijn 1000 Ab", "naam" },
    { "flags: a street", "in de dorpsstraat", "adres" },
    { "flags: the street itself", "buiten op straat", "" },
    { "flags: a number makes a street", "bij de molenweg 12", "adres" },
    { "flags: underway is none", "onderweg gebeurt het", "" },
    { "flags: a site", "kijk op www.iets.org", "web" },
    { "flags: an address without www", "zie iets.nl", "web" },
    { "flags: a handle", "volg @sanne_12", "web" },
    { "flags: a worry", "thuis word ik geslagen", "zorg" },
    { "flags: another worry", "Ik wil soms niet meer leven", "zorg" },
    { "flags: not inside a word", "een oude zonnestraal", "" },
    { "flags: several", "Mijn vader slaat Piet, bel 0612345678", "naam telefoon zorg" },
    { "flags: bytes at the end", "naar \xc3", "" },
    { "flags: nothing", "", "" },
};

static void flags(void **state)
{
    const struct flag_case *c = *state;
    assert_string_equal(peil_revealing_find(c->text, arena), c->expected);
}

/* --- Files --- */

/* So many of each group, who wrote nothing unless it is said. */
static void write_responses(const char *name, const char *const *tips, size_t count,
                            int young, int old)
{
    FILE *out = fopen(in_folder(name), "w");
    fputs("variant,groep,kent,moeilijk,tip\n", out);
    for (int i = 0; i < young + old; i++)
        fprintf(out, "%s,%d,1,1,%s\n", i < young ? "a" : "b", i < young ? 5 : 7,
                (size_t)i < count ? tips[i] : "-9");
    assert_int_equal(fclose(out), 0);
}

static const char *replace(const char *text, const char *from, const char *to)
{
    const char *at = strstr(text, from);
    assert_non_null(at);
    return peil_arena_format(arena, "%.*s%s%s", (int)(at - text), text, to,
                             at + strlen(from));
}

/* --- A report that quotes tips --- */

static struct peil_material material;
static const char *data_file;
static struct peil_data data = { &data_file, 1 };

static void report_on(const char *file)
{
    const char *text = peil_arena_format(
        arena,
        "<report xmlns='urn:peil:report:1' id='r' xml:lang='nl'><title>T</title>"
        "<source id='kl' questionnaire='%s'/><quotes item='tip'/></report>",
        source_path("tests/fixtures/small.xml"));
    diag = peil_diag_new(arena);
    data_file = in_folder(file);
    material = (struct peil_material){
        .outline = peil_outline_parse(text, strlen(text), "r.xml", NULL, arena, diag),
        .study = peil_study_none(),
        .data = &data,
    };
    assert_string_equal(problems_of(diag, arena), "");
}

static struct peil_review review(void)
{
    struct peil_review found = { 0 };
    if (!peil_quotes_review(&material, in_folder("q.csv"), &found, arena, diag))
        fail_msg("%s", problems_of(diag, arena));
    return found;
}

/* The quotes that may be shown, as "quote (group)|". */
static const char *chosen(const char *by, size_t most, bool internal)
{
    const struct peil_quotes *quotes =
        peil_quotes_read(in_folder("q.csv"), arena, diag);
    struct peil_chosen_quotes found;
    if (!quotes || !peil_quotes_choose(quotes,
                                       &(struct peil_quotes_request){
                                           .source = material.outline->sources,
                                           .data = &data,
                                           .study = material.study,
                                           .item = "tip",
                                           .by = by,
                                           .most = most,
                                           .internal = internal,
                                       },
                                       &found, arena, diag))
        return problems_of(diag, arena);
    const char *text = "";
    for (size_t i = 0; i < found.count; i++)
        text = peil_arena_format(arena, "%s%s (%s)|", text, found.list[i].quote,
                                 found.list[i].group);
    return text;
}

static const char *const tips[] = { "Luister naar ons", "vraag Sanne", "\"=1,5\"",
                                    "Luister naar ons", "-8" };

static void a_review_adds_what_is_new_and_keeps_decisions(void **state)
{
    (void)state;
    unlink(in_folder("q.csv"));
    write_responses("r.csv", tips, LENGTH(tips), 12, 12);
    report_on("r.csv");
    struct peil_review first = review();
    assert_int_equal(first.added, 3);
    assert_int_equal(first.waiting, 3);
    const char *text = read_text(in_folder("q.csv"));
    assert_non_null(
        strstr(text, "\"key\",\"source\",\"item\",\"quote\",\"flags\",\"released\"\n"));
    assert_non_null(strstr(text, ",\"kl\",\"tip\",\"vraag Sanne\",\"naam\",\"\"\n"));
    assert_non_null(strstr(text, ",\"kl\",\"tip\",\"'=1,5\",\"\",\"\"\n"));
    text = replace(text, "vraag Sanne\",\"naam\",\"\"", "vraag een vriendin\",,yes");
    new_file("q.csv",
             replace(text, "Luister naar ons\",\"\",\"\"", "Luister naar ons\",,no"));
    struct peil_review second = review();
    assert_int_equal(second.added, 0);
    assert_int_equal(second.waiting, 1);
    assert_non_null(strstr(read_text(in_folder("q.csv")),
                           ",\"kl\",\"tip\",\"vraag een vriendin\",\"\",\"yes\"\n"));
    assert_non_null(strstr(read_text(in_folder("q.csv")),
                           ",\"kl\",\"tip\",\"Luister naar ons\",\"\",\"no\"\n"));
    assert_string_equal(chosen(NULL, 5, false), "vraag een vriendin ()|");
}

static void released(const char *file)
{
    unlink(in_folder("q.csv"));
    report_on(file);
    review();
    const char *text = read_text(in_folder("q.csv"));
    text = replace(text, "Luister naar ons\",\"\",\"\"", "Luister naar ons\",,ja");
    new_file("q.csv",
             replace(text, "vraag Sanne\",\"naam\",\"\"", "vraag Sanne\",,yes"));
}

static void small_groups_are_not_quoted(void **state)
{
    (void)state;
    const char *const both[] = { "vraag Sanne", "Luister naar ons" };
    write_responses("few.csv", both, 2, 4, 5);
    released("few.csv");
    assert_string_equal(chosen(NULL, 5, false), "");
    assert_int_equal(strlen(chosen(NULL, 5, true)),
                     strlen("vraag Sanne ()|Luister naar ons ()|"));
    const char *const late[] = { "vraag Sanne", "-9", "-9",
                                 "-9",          "-9", "Luister naar ons" };
    write_responses("some.csv", late, 6, 5, 15);
    released("some.csv");
    assert_string_equal(chosen("leeftijdsgroep", 5, false),
                        "Luister naar ons (groep 7-8)|");
    write_responses("many.csv", tips, LENGTH(tips), 3, 20);
    released("many.csv"); /* one of those who wrote it is of a small group */
    assert_string_equal(chosen("leeftijdsgroep", 5, false), "");
    write_responses("many.csv", tips, LENGTH(tips), 10, 10);
    assert_non_null(
        strstr(chosen("leeftijdsgroep", 5, false), "Luister naar ons (groep 5-6)|"));
}

static void only_words_of_these_data(void **state)
{
    (void)state;
    write_responses("r.csv", tips, LENGTH(tips), 12, 12);
    released("r.csv");
    assert_int_equal(strlen(chosen(NULL, 1, false)) > 0, 1);
    const char *const other[] = { "iets anders" };
    write_responses("other.csv", other, 1, 12, 12);
    report_on("other.csv");
    assert_string_equal(chosen(NULL, 5, false), "");
}

static void what_is_wrong_with_a_file_is_said(void **state)
{
    (void)state;
    report_on("r.csv");
    new_file("q.csv", "key,source,item,quote,flags,released\n"
                      "0,kl,tip,Vraag het Sanne,,yes\n1,kl,tip,x,,misschien\n");
    assert_null(peil_quotes_read(in_folder("q.csv"), arena, diag));
    assert_string_equal(
        problems_of(diag, arena),
        peil_arena_format(arena,
                          "%s:3:6: error: \"misschien\" is no decision; expected yes, "
                          "no or nothing\n",
                          in_folder("q.csv")));
    report_on("r.csv");
    new_file("q.csv", "key,source,item,quote,flags,released\n"
                      "0,kl,tip,Vraag het Sanne,,yes\n");
    assert_non_null(peil_quotes_read(in_folder("q.csv"), arena, diag));
    assert_string_equal(
        problems_of(diag, arena),
        peil_arena_format(arena,
                          "%s:2:4: warning: a released quote still has flags: naam\n",
                          in_folder("q.csv")));
    report_on("r.csv");
    new_file("q.csv", "quote,released\nx,yes\n");
    assert_null(peil_quotes_read(in_folder("q.csv"), arena, diag));
    assert_int_equal(peil_diag_count(diag, PEIL_ERROR), 4);
}

int main(void)
{
    speak("nl");
    const struct test tests[] = {
        TEST(a_review_adds_what_is_new_and_keeps_decisions),
        TEST(small_groups_are_not_quoted),
        TEST(only_words_of_these_data),
        TEST(what_is_wrong_with_a_file_is_said),
        ROWS(flag_cases, flags, name),
    };
    return run_suite(tests, LENGTH(tests), folder_begin, folder_end);
}
