/* Figures in sentences, and sentences that stand or fall with them. */
#include "tests/reports/compose_data.h"
#include "tests/fixture.h"

static struct value_case {
    const char *name, *xml, *expected;
} cases[] = {
    /* --- How many --- */
    { "a share of everyone", "Ja zegt <value item='bekend' options='1'/>.",
      "Ja zegt 51\u00a0%." },
    { "a count", "<value item='bekend' options='1' stat='n'/> kennen het.",
      "60 kennen het." },
    { "its base leaves out who does not know",
      "Van <value item='bekend' stat='base'/>.", "Van 117." },
    { "options together", "Samen <value item='bekend' options='1 2'/>.",
      "Samen 100\u00a0%." },
    { "of a multiple a pupil counts once",
      "Van <value item='waarom' options='1 2' stat='n'/> en "
      "<value item='waarom' options='2' stat='n'/>.",
      "Van 60 en 30." },
    { "responses", "<value stat='count'/> leerlingen.", "120 leerlingen." },
    { "different values", "<value item='school' stat='distinct'/> scholen.",
      "4 scholen." },
    { "ends of the interval",
      "<value item='bekend' options='1' stat='low'/> tot "
      "<value item='bekend' options='1' stat='high'/>",
      "42\u00a0% tot 60\u00a0%" },
    { "of one group, which is few",
      "In klas 1-2 <value item='bekend' options='1' by='leeftijdsgroep' group='3'/>.",
      "In klas 1-2 51\u00a0%[^Indicatief: minder dan 100 antwoorden.]." },
    { "of a wave before the current one nothing is counted",
      "<value item='bekend' stat='base' where=\"bekend = '1'\"/>", "60" },
    /* --- None, little and hidden --- */
    { "nobody has a limit", "Het kent <value item='waarom' options='9'/>.",
      "Het kent niemand (0 van 60; ten hoogste 6\u00a0%)[^Indicatief: minder dan 100 "
      "antwoorden.]." },
    { "nobody begins a sentence", "<value item='waarom' options='9'/> dus.",
      "Niemand (0 van 60; ten hoogste 6\u00a0%)[^Indicatief: minder dan 100 "
      "antwoorden.] dus." },
    { "the limit by itself", "Hooguit <value item='waarom' options='9' stat='limit'/>",
      "Hooguit 6\u00a0%[^Indicatief: minder dan 100 antwoorden.]" },
    { "hidden", "Iemand anders zegt <value item='hulp' options='4'/>.",
      "Iemand anders zegt een deel (niet getoond)." },
    { "hidden at the beginning", "Kijk. <value item='hulp' options='4' stat='n'/> dus.",
      "Kijk. Een aantal (niet getoond) dus." },
    { "too few for a percentage, enough for a count",
      "<value item='hulp' options='1' where='leeftijdsgroep = 1 and bekend = 2'/> en "
      "<value item='hulp' stat='base' where='leeftijdsgroep = 1 and bekend = 2'/>",
      "Een deel (niet getoond) en 19" },
    /* --- Words and means --- */
    { "a small number in words",
      "<value item='school' stat='distinct' look='words'/> scholen, dus "
      "<value item='school' stat='distinct' look='words'/>.",
      "Vier scholen, dus vier." },
    { "a large number is no word", "<value stat='count' look='words'/> leerlingen",
      "120 leerlingen" },
    { "chosen most", "Vooral <value item='bekend' stat='most'/>.", "Vooral “Ja”." },
    { "a tie is told together", "Vooral <value item='rang_r1' stat='most'/>.",
      "Vooral “Rust” en “Vrienden”." },
    { "a mean, a median and a sum",
      "<value item='cijfer' stat='mean'/>, <value item='cijfer' stat='median'/>, "
      "<value item='cijfer' stat='sum'/>",
      "7,0, 7,0, 840" },
    { "a change since the wave before",
      "<value item='cijfer' stat='change' of='mean'/> lager", "13\u00a0% lager" },
    { "a change against others",
      "<value item='cijfer' stat='change' of='sum' where='cijfer = 8' "
      "against='cijfer = 6'/> meer",
      "33\u00a0% meer" },
    /* --- Words around them --- */
    { "blanks in a row are one",
      "Een <when item='hulp' options='4' is='shown'>geheim</when> twee.", "Een twee." },
    { "bold, and a footnote", "<strong>Let op.</strong> Zo<note>Of anders.</note>.",
      "*Let op.* Zo[^Of anders.]." },
    { "placeholders", "<strong>{respondents}</strong> in {wave}",
      "*leerlingen* in 2026-1" },
    /* --- Conditions --- */
    { "within", "A<when item='bekend' options='1' above='50' below='60'> ja</when>",
      "A ja" },
    { "not within", "A<when item='bekend' options='1' above='60'> ja</when>", "A" },
    { "the opposite of false is true",
      "A<when item='bekend' options='1' above='60' not='yes'> ja</when>", "A ja" },
    { "what is hidden is neither",
      "A<when item='hulp' options='4' below='50'> ja</when><when item='hulp' "
      "options='4' below='50' not='yes'> nee</when>",
      "A" },
    { "equals", "A<when stat='count' equals='120'> ja</when>", "A ja" },
    { "shown", "A<when item='bekend' options='1' is='shown'> ja</when>", "A ja" },
    { "not shown", "A<when item='hulp' options='4' is='shown' not='yes'> ja</when>",
      "A ja" },
    { "groups that do not differ",
      "A<when item='bekend' by='leeftijdsgroep' is='different'> ja</when>", "A" },
    { "groups that differ",
      "A<when item='rang_r1' by='leeftijdsgroep' is='different'> ja</when>", "A ja" },
    { "risen since the wave before",
      "A<when item='bekend' options='1' is='up'> ja</when><when item='bekend' "
      "options='1' is='down'> nee</when>",
      "A ja" },
    { "fallen", "A<when item='bekend' options='2' is='down'> ja</when>", "A ja" },
    { "a source that is there", "A<when source='doelen' is='present'> ja</when>",
      "A ja" },
    { "a source that is not",
      "A<when source='ouders' is='present'> ja</when><when source='ouders' "
      "is='present' not='yes'> nee</when>",
      "A nee" },
    /* --- Left out --- */
    { "a sentence that rests on a source without data",
      "Ouders: <value source='ouders' item='cijfer' stat='mean'/>.", NULL },
    { "a sentence of which nothing is left",
      "<when item='bekend' options='1' above='60'>ja</when>", NULL },
};

static void says(void **state)
{
    const struct value_case *c = *state;
    const char *blocks = peil_arena_format(arena, "<p>%s</p>", c->xml);
    const char *text = composed(compose_outline("", blocks), peil_study_none(), false);
    const char *paragraph = strstr(text, "<p> ");
    if (!c->expected) {
        assert_null(paragraph);
        return;
    }
    assert_non_null(paragraph);
    paragraph += strlen("<p> ");
    assert_string_equal(
        peil_arena_copy_span(arena, paragraph, strcspn(paragraph, "\n")), c->expected);
}

static void internally_the_hidden_is_shown(void **state)
{
    (void)state;
    const char *text = composed(
        compose_outline("", "<p><value item='hulp' options='4' stat='n'/></p>"),
        peil_study_none(), true);
    assert_non_null(strstr(text, "<p> 2\n"));
    assert_non_null(strstr(text, "\ninternal "));
}

int main(void)
{
    setenv("LANGUAGE", "nl", 1);
    peil_message_begin();
    const struct test tests[] = {
        TEST(internally_the_hidden_is_shown),
        ROWS(cases, says, name),
    };
    return run_suite(tests, LENGTH(tests), compose_begin, folder_end);
}
