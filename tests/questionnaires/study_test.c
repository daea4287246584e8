#include "tests/questionnaires/model.h"

#include "questionnaires/study.h"
#include "tests/fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* A study is read from a file, so the test makes one. */
static const struct peil_study *read_study(const char *xml)
{
    return peil_study_read(new_file("study.xml", xml), arena, diag);
}

static const char study_xml[] =
    "<study xmlns='urn:peil:study:1' wave='2026-1'>\n"
    "<ojs code='VO3006' phone='0800-1234' site='debrug.nl'>Jeugdsteunpunt De "
    "Brug</ojs>\n"
    "<school code='23CN00' name='De Wilgen' level='po' pupils='120'/>\n"
    "<school code='24AB01' name='Het Lyceum' level='vo'/>\n"
    "<placeholder name='school_contact'>meester Jan</placeholder>\n"
    "<placeholder name='site_ojs'>www.debrug.nl</placeholder>\n"
    "<items on='wisselt' off='fijn themas'/>\n"
    "<disclosure cell='6'/>\n"
    "<seal><key name='analist'>QUJD</key>\n<key name='herstel'>REVG</key></seal>\n"
    "</study>";

static void reads_all_of_it(void **state)
{
    (void)state;
    const struct peil_study *study = read_study(study_xml);
    assert_string_equal(problems_of(diag, arena), "");
    assert_string_equal(study->ojs, "VO3006");
    assert_string_equal(study->name, "Jeugdsteunpunt De Brug");
    assert_string_equal(study->phone, "0800-1234");
    assert_string_equal(study->wave, "2026-1");
    assert_int_equal(study->school_count, 2);
    assert_string_equal(study->schools[0].name, "De Wilgen");
    assert_int_equal(study->schools[0].pupils, 120);
    assert_string_equal(study->schools[1].level, "vo");
    assert_int_equal(study->schools[1].pupils, 0);
    assert_int_equal(study->on_count, 1);
    assert_int_equal(study->off_count, 2);
    assert_int_equal(study->least_cell, 6);
    assert_int_equal(study->least_group, 10);
    assert_int_equal(study->key_count, 2);
    assert_string_equal(study->keys[0].name, "analist");
    assert_string_equal(study->keys[1].text, "REVG");
    assert_int_equal(study->keys[1].place.line, 10);
}

static struct bad_case {
    const char *xml, *problem;
} bad_cases[] = {
    { "<study xmlns='urn:peil:study:1' wave='1'/>", "must hold an element \"ojs\"" },
    { "<study xmlns='urn:peil:study:1'><ojs code='VO1'>X</ojs></study>",
      "attribute \"wave\" of \"study\" is missing" },
    { "<study xmlns='urn:peil:study:1' wave='1'><ojs code='VO1'/></study>",
      "\"ojs\" has no name between its tags" },
    { "<study xmlns='urn:peil:study:1' wave='1'><ojs code='VO1'>X</ojs>"
      "<school code='1' name='A'/><school code='1' name='B'/></study>",
      "school \"1\" stands twice" },
    { "<study xmlns='urn:peil:study:1' wave='1'><ojs code='VO1'>X</ojs>"
      "<school code='1' name='A' pupils='-3'/></study>",
      "\"pupils\" must be at least 1" },
    { "<study xmlns='urn:peil:study:1' wave='1'><ojs code='VO1'>X</ojs>"
      "<school code='1' name='A' level='mbo'/></study>",
      "attribute \"level\" must be one of: po vo" },
    { "<study xmlns='urn:peil:study:1' wave='1'><ojs code='VO1'>X</ojs>"
      "<placeholder name='a'>1</placeholder><placeholder name='a'>2</placeholder>"
      "</study>",
      "placeholder \"a\" stands twice" },
    { "<study xmlns='urn:peil:study:1' wave='1'><ojs code='VO1'>X</ojs>"
      "<items on='a b' off='b'/></study>",
      "\"b\" is switched both on and off" },
    { "<study xmlns='urn:peil:study:1' wave='1'><ojs code='VO1'>X</ojs>"
      "<disclosure cell='0'/></study>",
      "\"cell\" must be at least 1" },
    { "<study xmlns='urn:peil:study:1' wave='1'><ojs code='VO1'>X</ojs><seal/></study>",
      "must hold an element \"key\"" },
    { "<study xmlns='urn:peil:study:1' wave='1'><ojs code='VO1'>X</ojs>"
      "<seal><key name='a'>QQ</key><key name='b'>QQ</key></seal></study>",
      "key \"b\" stands twice" },
    { "<study xmlns='urn:peil:study:1' wave='1'><ojs code='VO1'>X</ojs>"
      "<seal><key name='a'>Q</key></seal><seal><key name='b'>R</key></seal></study>",
      "element \"seal\" may stand only once in \"study\"" },
    { "<study xmlns='urn:peil:study:1' wave='1'><ojs code='VO1'>X</ojs><seal>"
      "<key name='a'>1</key><key name='b'>2</key><key name='c'>3</key>"
      "<key name='d'>4</key><key name='e'>5</key><key name='f'>6</key>"
      "<key name='g'>7</key><key name='h'>8</key><key name='i'>9</key></seal></study>",
      "more than 8 keys" },
    { "<study xmlns='urn:peil:study:1' wave='1'><items on='a'/>"
      "<ojs code='VO1'>X</ojs></study>",
      "\"ojs\" must stand before \"items\" in \"study\"" },
    { "<questionnaire xmlns='urn:peil:questionnaire:1'/>",
      "the root element is \"questionnaire\"; expected \"study\"" },
};

static void says_what_is_wrong(void **state)
{
    const struct bad_case *c = *state;
    assert_null(read_study(c->xml));
    assert_int_equal(peil_diag_count(diag, PEIL_ERROR), 1);
    if (!strstr(problems_of(diag, arena), c->problem))
        fail_msg("expected: %s\ngot: %s", c->problem, problems_of(diag, arena));
}

static void no_study_is_a_study(void **state)
{
    (void)state;
    const struct peil_study *none = peil_study_none();
    assert_string_equal(none->ojs, "");
    assert_string_equal(none->wave, "");
    assert_int_equal(none->school_count, 0);
    assert_int_equal(none->least_cell, 5);
    assert_int_equal(none->least_group, 10);
    assert_int_equal(none->key_count, 0);
}

static const char questionnaire_xml[] =
    "<questionnaire xmlns='urn:peil:questionnaire:1' id='x' version='1' xml:lang='nl'>"
    "<title>T</title><placeholder name='school_contact'>iemand</placeholder>"
    "<placeholder name='plek'>op school</placeholder>"
    "<placeholder name='site_ojs'>de site</placeholder><section id='s' title='S'>"
    "<text id='wisselt' on='no'><text>A</text></text>"
    "<text id='fijn'><text>B</text></text>"
    "<text id='kern' core='yes'><text>C</text></text>"
    "<text id='moet' required='yes'><text>D</text></text>"
    "<text id='straks' when='answered(fijn)'><text>E</text></text>"
    "</section></questionnaire>";

static void switches_items(void **state)
{
    (void)state;
    const struct peil_study *study = read_study(study_xml);
    const struct peil_questionnaire *q = parse_questionnaire(questionnaire_xml);
    const struct peil_questionnaire *applied = peil_study_apply(study, q, arena, diag);
    assert_non_null(applied);
    assert_true(model_item(applied, "wisselt")->on);
    assert_false(model_item(applied, "fijn")->on);
    assert_true(model_item(applied, "kern")->on);
    assert_false(model_item(q, "wisselt")->on); /* the questionnaire is untouched */
    assert_true(model_item(q, "fijn")->on);
    assert_int_equal(peil_diag_count(diag, PEIL_WARNING), 1);
    assert_non_null(strstr(problems_of(diag, arena), "\"themas\""));
    const struct peil_questionnaire *same =
        peil_study_apply(peil_study_none(), q, arena, diag);
    assert_false(model_item(same, "wisselt")->on);
}

static void keeps_what_must_be_asked(void **state)
{
    (void)state;
    const struct peil_questionnaire *q = parse_questionnaire(questionnaire_xml);
    const struct peil_study *study =
        read_study("<study xmlns='urn:peil:study:1' wave='1'><ojs code='VO1'>X</ojs>"
                   "<items off='kern moet'/></study>");
    assert_non_null(study);
    assert_null(peil_study_apply(study, q, arena, diag));
    assert_int_equal(peil_diag_count(diag, PEIL_ERROR), 1);
    assert_int_equal(peil_diag_count(diag, PEIL_WARNING), 1);
    assert_non_null(
        strstr(problems_of(diag, arena), "\"moet\" cannot be switched off"));
}

static struct fill_case {
    const char *text, *expected;
} fill_cases[] = {
    { "Bel {naam_ojs}.", "Bel Jeugdsteunpunt De Brug." },
    { "{telefoon_ojs}", "0800-1234" },
    { "{site_ojs}", "www.debrug.nl" }, /* its own word goes before that of <ojs> */
    { "{school_contact} {plek}", "meester Jan op school" },
    { "{onbekend} {", "{onbekend} {" },
    { "{{plek}}", "{op school}" },
    { "{} {plek", "{} {plek" },
    { "niets", "niets" },
    { "", "" },
};

static void fills_placeholders(void **state)
{
    const struct fill_case *c = *state;
    assert_string_equal(peil_study_fill(read_study(study_xml),
                                        parse_questionnaire(questionnaire_xml), c->text,
                                        arena),
                        c->expected);
}

static void fills_with_defaults(void **state)
{
    (void)state;
    assert_string_equal(peil_study_fill(peil_study_none(),
                                        parse_questionnaire(questionnaire_xml),
                                        "{school_contact} {naam_ojs}", arena),
                        "iemand {naam_ojs}");
}

int main(void)
{
    const struct test tests[] = {
        TEST(reads_all_of_it),
        TEST(no_study_is_a_study),
        TEST(switches_items),
        TEST(keeps_what_must_be_asked),
        TEST(fills_with_defaults),
        ROWS(bad_cases, says_what_is_wrong, problem),
        ROWS(fill_cases, fills_placeholders, text),
    };
    return run_suite(tests, LENGTH(tests), folder_begin, folder_end);
}
