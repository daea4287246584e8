/* The XSDs for editors agree with the grammar tables, and xmllint finds the shipped
 * instruments valid. */
#include "questionnaires/grammar.h"
#include "tests/xsd.h"

#include <glob.h>
#include <string.h>

struct schemas {
    const char *path;
    const struct peil_schema *schema;
};
static struct schemas languages[] = {
    { "questionnaires/questionnaire.xsd", &peil_questionnaire_schema },
    { "questionnaires/study.xsd", &peil_study_schema },
};

static void xsd_and_table_agree(void **state)
{
    const struct schemas *language = *state;
    assert_xsd_agrees(language->path, language->schema);
}

static bool is_study(const char *file)
{
    return strcmp(strrchr(file, '/'), "/study.xml") == 0;
}

static void instruments_are_valid(void **state)
{
    (void)state;
    static const char questionnaire[] = "questionnaires/questionnaire.xsd",
                      study[] = "questionnaires/study.xsd";
    glob_t files;
    assert_int_equal(
        glob(source_path("questionnaires/instruments/*.xml"), 0, NULL, &files), 0);
    for (size_t i = 0; i < files.gl_pathc; i++) {
        const char *file = files.gl_pathv[i];
        if (xsd_lint(is_study(file) ? study : questionnaire, file) != 0)
            fail_msg("xmllint refuses %s", file);
        assert_int_not_equal(xsd_lint(is_study(file) ? questionnaire : study, file), 0);
    }
    globfree(&files);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        { .name = "questionnaire.xsd",
          .test_func = xsd_and_table_agree,
          .initial_state = &languages[0] },
        { .name = "study.xsd",
          .test_func = xsd_and_table_agree,
          .initial_state = &languages[1] },
        cmocka_unit_test(instruments_are_valid),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
