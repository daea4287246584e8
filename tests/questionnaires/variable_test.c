#include "tests/questionnaires/model.h"

#include "questionnaires/variable.h"

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>

static const struct peil_questionnaire *q;

static void columns_stand_in_file_order(void **state)
{
    (void)state;
    static const char *const expected[] = {
        "groep",
        "wie",
        "wie_x_text",
        "fijn",
        "themas_1",
        "themas_2",
        "themas_14",
        "themas_15",
        "themas_97",
        "themas_14_text",
        "themas_15_text",
        "top_r1",
        "top_r2",
        "uren",
        "tip",
        "dag",
        "leeftijd",
        "druk",
        "blij",
    };
    const struct peil_variable *variables;
    size_t count = peil_questionnaire_variables(q, arena, &variables);
    assert_int_equal(count, LENGTH(expected));
    for (size_t i = 0; i < count; i++)
        assert_string_equal(variables[i].name, expected[i]);
}

static const struct peil_variable *variable(const char *name)
{
    const struct peil_variable *variables;
    size_t count = peil_questionnaire_variables(q, arena, &variables);
    for (size_t i = 0; i < count; i++)
        if (strcmp(variables[i].name, name) == 0)
            return &variables[i];
    fail_msg("no variable %s", name);
    return NULL;
}

static struct cell_case {
    const char *variable, *response, *expected;
} cell_cases[] = {
    { "groep", "groep:5", "5" },
    { "groep", "groep:-9", "-9" },
    { "groep", "", "-5" }, /* nothing given: not reached */
    { "wie", "variant:b; wie:juf", "juf" },
    { "wie", "wie:-8", "-8" },
    { "wie_x_text", "wie:x\nx=oma", "oma" },
    { "wie_x_text", "wie:x", "" },
    { "wie_x_text", "wie:ouder", "" },
    { "wie_x_text", "wie:-8", "-8" },
    { "wie_x_text", "wie:x\nx=-8", "\\-8" },
    { "themas_1", "themas:1 14", "1" },
    { "themas_2", "themas:1 14", "0" },
    { "themas_97", "themas:-7", "-7" },
    { "themas_14_text", "themas:14 15\n15=b", "" },
    { "themas_15_text", "themas:14 15\n15=b", "b" },
    { "top_r1", "top:3 1", "3" },
    { "top_r2", "top:3 1", "1" },
    { "top_r2", "top:3", "-9" }, /* a place left empty was skipped */
    { "top_r2", "top:-7", "-7" },
    { "uren", "uren:2.50", "2.5" },
    { "uren", "uren:-8.0", "-8.0" },
    { "uren", "uren:-8", "-8" },
    { "tip", "tip:meer, \"pauze\"", "meer, \"pauze\"" },
    { "tip", "tip:\\-9", "\\-9" },
    { "dag", "dag:2026-03-01", "2026-03-01" },
    { "leeftijd", "groep:6", "1" },
    { "leeftijd", "groep:90", "" },
    { "leeftijd", "", "" },
    { "blij", "variant:b; fijn:2", "1" },
};

static void cell_is(void **state)
{
    const struct cell_case *c = *state;
    assert_string_equal(peil_variable_cell(variable(c->variable),
                                           model_response(q, c->response), arena),
                        c->expected);
}

static void response_columns_are_names(void **state)
{
    (void)state;
    size_t count = 0;
    for (; peil_response_columns[count]; count++)
        assert_int_equal(strcspn(peil_response_columns[count], " ,;-"),
                         strlen(peil_response_columns[count]));
    assert_int_equal(count, 13);
    assert_string_equal(peil_response_columns[0], "response");
    assert_string_equal(peil_response_columns[12], "synthetic");
}

/* The instruments: names unique whatever their case, not those of the columns before
 * them, and short enough for SPSS and Stata. */
static void check_names(const char *path)
{
    const struct peil_variable *variables;
    const struct peil_questionnaire *instrument =
        peil_questionnaire_read(path, arena, diag);
    if (!instrument)
        return; /* instruments_test says so */
    size_t count = peil_questionnaire_variables(instrument, arena, &variables);
    assert_true(count > 0);
    for (size_t i = 0; i < count; i++) {
        bool words = variables[i].kind == PEIL_VARIABLE_WORDS && variables[i].option;
        assert_true(strlen(variables[i].name) <= (words ? 64 : 32));
        for (size_t j = 0; j < i; j++)
            if (strcasecmp(variables[i].name, variables[j].name) == 0)
                fail_msg("%s: two columns %s", path, variables[i].name);
        for (size_t j = 0; peil_response_columns[j]; j++)
            assert_string_not_equal(variables[i].name, peil_response_columns[j]);
    }
}

static void names_of_instruments_serve(void **state)
{
    (void)state;
    glob_t files;
    assert_int_equal(
        glob(source_path("questionnaires/instruments/*.xml"), 0, NULL, &files), 0);
    for (size_t i = 0; i < files.gl_pathc; i++)
        check_names(files.gl_pathv[i]);
    globfree(&files);
}

static void codebook_is(void **state)
{
    (void)state;
    FILE *out = text_begin();
    peil_codebook_write(q, out, arena);
    const char *bytes = text_end();
    assert_golden("questionnaires/codebook.csv", bytes);
}

static int begin(void **state)
{
    fixture_begin(state);
    q = model_read();
    return 0;
}

int main(void)
{
    const struct test tests[] = {
        TEST(columns_stand_in_file_order),   TEST(response_columns_are_names),
        TEST(names_of_instruments_serve),    TEST(codebook_is),
        ROWS(cell_cases, cell_is, variable),
    };
    return run_suite(tests, LENGTH(tests), begin, fixture_end);
}
