#include "reports/formats/renderers.h"
#include "tests/reports/sample.h"
#include "tests/fixture.h"

#include <string.h>

/* --- A reader that knows only the grammar of RFC 8259; NULL = not JSON --- */

static const char *value(const char *at);

static const char *string(const char *at)
{
    if (*at++ != '"')
        return NULL;
    while (*at != '"') {
        if ((unsigned char)*at < ' ')
            return NULL;
        if (*at == '\\' && !strchr("\"\\/bfnrtu", *++at))
            return NULL;
        at++;
    }
    return at + 1;
}

static const char *number(const char *at)
{
    char *end;
    if (*at != '-' && (*at < '0' || *at > '9'))
        return NULL;
    strtod(at, &end);
    return end;
}

static const char *word(const char *at, const char *expected)
{
    size_t length = strlen(expected);
    return strncmp(at, expected, length) == 0 ? at + length : NULL;
}

/* `keyed`: "name": value; else a value. Until the closing bracket. */
static const char *members(const char *at, bool keyed, char close)
{
    if (*at == close)
        return at + 1;
    for (;;) {
        if (keyed) {
            at = string(at);
            if (!at || *at++ != ':')
                return NULL;
        }
        at = value(at);
        if (!at)
            return NULL;
        if (*at == close)
            return at + 1;
        if (*at++ != ',')
            return NULL;
    }
}

static const char *value(const char *at)
{
    switch (*at) {
    case '{':
        return members(at + 1, true, '}');
    case '[':
        return members(at + 1, false, ']');
    case '"':
        return string(at);
    case 't':
        return word(at, "true");
    case 'f':
        return word(at, "false");
    case 'n':
        return word(at, "null");
    default:
        return number(at);
    }
}

static bool is_json(const char *text)
{
    const char *end = value(text);
    return end && strcmp(end, "\n") == 0;
}

/* --- Tests --- */

/* A line per object is easier to review than one long line. */
static const char *in_lines(const char *text)
{
    char *lines = peil_arena_array(arena, 2, strlen(text) + 1), *to = lines;
    for (const char *at = text; *at; at++) {
        *to++ = *at;
        if (*at == ',' && (at[1] == '{' || strncmp(at + 1, "\"cells\"", 7) == 0))
            *to++ = '\n';
    }
    return lines;
}

static void is_golden(void **state)
{
    (void)state;
    struct peil_analysis analysis = sample_analysis();
    const char *text = rendered(&peil_render_json, &analysis);
    const char *lines = in_lines(text);
    assert_golden("reports/contract.json", lines);
}

static void is_json_whatever_is_in_it(void **state)
{
    (void)state;
    struct peil_analysis analysis = sample_analysis();
    analysis.internal = analysis.synthetic = true;
    analysis.questionnaire = NULL;
    const char *text = rendered(&peil_render_json, &analysis);
    assert_true(is_json(text));
    assert_non_null(strstr(text, "\"questionnaire\":null"));
    assert_non_null(strstr(text, "\"internal\":true,\"synthetic\":true,\"tables\""));
    analysis.table_count = 0;
    text = rendered(&peil_render_json, &analysis);
    assert_true(is_json(text));
}

static void the_reader_refuses_what_is_not_json(void **state)
{
    (void)state;
    static const char *const wrong[] = { "",          "{\n",         "{\"a\":}\n",
                                         "[1,]\n",    "{\"a\" 1}\n", "[nan]\n",
                                         "\"a\n\"\n", "[1]x\n" };
    for (size_t i = 0; i < LENGTH(wrong); i++)
        assert_false(is_json(wrong[i]));
}

static void says_only_so_when_it_is_so(void **state)
{
    (void)state;
    struct peil_analysis analysis = sample_analysis();
    const char *text = rendered(&peil_render_json, &analysis);
    assert_null(strstr(text, "\"internal\""));
    assert_null(strstr(text, "\"synthetic\""));
}

int main(void)
{
    const struct test tests[] = {
        TEST(is_golden),
        TEST(is_json_whatever_is_in_it),
        TEST(the_reader_refuses_what_is_not_json),
        TEST(says_only_so_when_it_is_so),
    };
    return run_suite(tests, LENGTH(tests), fixture_begin, fixture_end);
}
