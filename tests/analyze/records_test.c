/* Rows of a response file in words, as a register shows them. */
#include "analyze/analysis.h"
#include "analyze/data/records.h"
#include "tests/fixture.h"

#include <string.h>

static struct records_case {
    const char *name, *questionnaire, *file;
    const char *columns[4];
    const char *where, *wave;
    const char *expected; /* labels; then row by row, | between */
} cases[] = {
    { "a register: labels for codes, own words, blanks",
      "../questionnaires/instruments/doelen.xml",
      "fixtures/doelen.csv",
      { "indicator", "stand", "volgend_jaar" },
      "in(stand, 2, 3)",
      NULL,
      "Indicator|Status|Volgend jaar|\n"
      "Leerlingraden zijn bevraagd of bezocht|Niet|Leerlingraden bevragen, bezoeken en "
      "informeren|\n"
      "Aantal keren per jaar gemeld|Loopt|Doorgaan|\n"
      "Na elk antwoord is feedback gevraagd|Loopt|Doorgaan|\n"
      "Activiteiten gekoppeld aan de pijler|Niet|Uitkomsten over tevredenheid "
      "meenemen|\n"
      "Thema's geregistreerd en besproken|Loopt|Signaleren uitwerken|\n"
      "Een keer per jaar gecontroleerd|Loopt|Doorgaan|" },
    { "several columns of one item, a band, the response's own",
      "fixtures/class.xml",
      "corpus/responses/good.csv",
      { "waarom", "rang", "leeftijdsgroep", "tip" },
      NULL,
      NULL,
      "Waarvan ken je het?|Wat is het belangrijkst?|Leeftijdsgroep|Heb je een tip?|\n"
      "Van school, Van internet|Rust, Hulp|groep 5-6|geen|\n"
      "|Hulp|groep 7-8|een, \"twee\"|" },
    { "a code means what its variant was told; quantities as written",
      "fixtures/class.xml",
      "corpus/responses/good.csv",
      { "hulp", "cijfer", "variant", "waarom_2" },
      NULL,
      NULL,
      "Naar wie ga je het eerst?|Welk cijfer geef je de school?|variant|Waarvan ken je "
      "het?: Van internet|\n"
      "De juf of meester|7|a|Van internet|\nEen website|8.5|b||" },
    { "only of a wave",
      "../questionnaires/instruments/contactregistratie.xml",
      "fixtures/contacten.csv",
      { "datum", "wave" },
      "kanaal = 4",
      "2024",
      "Datum|wave|\n2024-09-10|2024|" },
    { "of another wave",
      "../questionnaires/instruments/contactregistratie.xml",
      "fixtures/contacten.csv",
      { "datum" },
      NULL,
      "2023",
      "fixtures/contacten.csv: error: no response is of wave \"2023\"\n" },
    { "a column that is not there",
      "fixtures/class.xml",
      "corpus/responses/good.csv",
      { "tip", "top" },
      NULL,
      NULL,
      "corpus/responses/good.csv: error: there is no column \"top\"\n" },
};

static const char *told(const struct peil_records *records)
{
    const char *text = "";
    for (size_t i = 0; i < records->column_count; i++)
        text = peil_arena_format(arena, "%s%s|", text, records->labels[i]);
    for (size_t i = 0; i < records->row_count * records->column_count; i++)
        text =
            peil_arena_format(arena, "%s%s%s|", text,
                              i % records->column_count ? "" : "\n", records->cells[i]);
    return text;
}

static void rows(void **state)
{
    const struct records_case *c = *state;
    const struct peil_questionnaire *q =
        peil_questionnaire_read(c->questionnaire, arena, diag);
    assert_non_null(q);
    size_t count = 0;
    while (count < LENGTH(c->columns) && c->columns[count])
        count++;
    const struct peil_records *records = peil_records_read(
        q, &c->file, 1,
        &(struct peil_records_request){ c->columns, count, c->where, c->wave, NULL },
        arena, diag);
    assert_string_equal(records ? told(records) : problems_of(diag, arena),
                        c->expected);
}

/* --- The gate --- */

static size_t hidden_goals(const char *persons)
{
    const char *text = peil_arena_format(
        arena,
        "<questionnaire xmlns='urn:peil:questionnaire:1' id='doelen' version='1' "
        "xml:lang='nl' persons='%s'><title>D</title><section id='s' title='S'>"
        "<single id='stand'><text>S?</text><option code='1'>a</option>"
        "<option code='2'>b</option><option code='3'>c</option></single>"
        "</section></questionnaire>",
        persons);
    const struct peil_questionnaire *q =
        peil_questionnaire_parse(text, strlen(text), "q.xml", arena, diag);
    const char *const files[] = { "fixtures/doelen.csv" }, *const freq[] = { "stand" };
    const struct peil_analysis *analysis = peil_analyze(
        q, files, 1, &(struct peil_request){ .freq = freq, .freq_count = 1 }, arena,
        diag);
    assert_non_null(analysis);
    const struct peil_frequency *table = &analysis->tables[0].frequency;
    size_t hidden = 0;
    for (size_t i = 0; i < table->row_count; i++)
        hidden += table->rows[i].hidden;
    return hidden;
}

static void nothing_is_hidden_of_things(void **state)
{
    (void)state;
    assert_int_equal(hidden_goals("no"), 0);
    assert_true(hidden_goals("yes") > 0);
}

int main(void)
{
    const struct test tests[] = {
        TEST(nothing_is_hidden_of_things),
        ROWS(cases, rows, name),
    };
    return run_suite(tests, LENGTH(tests), fixture_begin, fixture_end);
}
