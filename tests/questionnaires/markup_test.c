/* The writers of HTML and JSON. */
#include "questionnaires/base/html.h"
#include "questionnaires/base/json.h"
#include "tests/fixture.h"

#include <math.h>

static void escapes(struct peil_html *html)
{
    peil_html_begin(html, "p");
    peil_html_attribute(html, "title", "<\"a\" & 'b'>");
    peil_html_attribute(html, "lang", NULL);
    peil_html_attribute_format(html, "id", "q%d&%s", 3, "\"");
    peil_html_text(html, "<b> & \"c\" 'd'");
    peil_html_text_format(html, " %d%% <", 50);
    peil_html_end(html);
}

static void nests(struct peil_html *html)
{
    peil_html_begin(html, "fieldset");
    peil_html_element(html, "legend", "question", "Groep?");
    peil_html_begin(html, "input");
    peil_html_attribute(html, "checked", "");
    peil_html_end(html);
    peil_html_begin(html, "br");
    peil_html_end(html);
    peil_html_element(html, "span", NULL, "");
    peil_html_trusted(html, "<svg/>");
    peil_html_end(html);
    peil_html_text(html, "x");
}

static void objects(struct peil_json *json)
{
    peil_json_begin_object(json);
    peil_json_member(json, "name", "a");
    peil_json_member(json, "none", NULL);
    peil_json_key(json, "list");
    peil_json_begin_array(json);
    peil_json_integer(json, -7);
    peil_json_bool(json, true);
    peil_json_bool(json, false);
    peil_json_begin_object(json);
    peil_json_end_object(json);
    peil_json_begin_array(json);
    peil_json_end_array(json);
    peil_json_string(json, "last");
    peil_json_end_array(json);
    peil_json_member_number(json, "end", 1);
    peil_json_end_object(json);
}

static void numbers(struct peil_json *json)
{
    static const double list[] = { 0.1, 1.0 / 3, 153, -0.0, 1e300, NAN, INFINITY };
    peil_json_begin_array(json);
    for (size_t i = 0; i < LENGTH(list); i++)
        peil_json_number(json, list[i]);
    peil_json_end_array(json);
}

static void strings(struct peil_json *json)
{
    peil_json_begin_array(json);
    peil_json_string(json, "\"\\/\n\t\x01\x7f");
    peil_json_string(json, "</script>\xc3\xa9\xf0\x9f\x98\x80");
    peil_json_end_array(json);
}

static void lines(struct peil_json *json)
{
    for (int i = 0; i < 2; i++) {
        peil_json_begin_array(json);
        peil_json_end_array(json);
    }
}

static struct write_case {
    const char *name;
    void (*html)(struct peil_html *html);
    void (*json)(struct peil_json *json);
    const char *expected;
} cases[] = {
    { "HTML: text and attributes are escaped", escapes, NULL,
      "<p title=\"&lt;&quot;a&quot; &amp; &#39;b&#39;&gt;\" id=\"q3&amp;&quot;\">"
      "&lt;b&gt; &amp; \"c\" 'd' 50% &lt;</p>" },
    { "HTML: elements end, void ones do not", nests, NULL,
      "<fieldset><legend class=\"question\">Groep?</legend><input checked=\"\"><br>"
      "<span></span><svg/></fieldset>x" },
    { "JSON: commas and colons", NULL, objects,
      "{\"name\":\"a\",\"none\":null,\"list\":[-7,true,false,{},[],\"last\"],\"end\":1}"
      "\n" },
    { "JSON: numbers", NULL, numbers,
      "[0.1,0.333333333333333,153,0,1e+300,null,null]\n" },
    { "JSON: strings, also within HTML", NULL, strings,
      "[\"\\\"\\\\/\\n\\u0009\\u0001\\u007f\","
      "\"\\u003c/script>\xc3\xa9\xf0\x9f\x98\x80\"]\n" },
    { "JSON: one document a line", NULL, lines, "[]\n[]\n" },
};

static void writes(void **state)
{
    const struct write_case *c = *state;
    FILE *out = text_begin();
    struct peil_html html = { .out = out };
    struct peil_json json = { .out = out };
    if (c->html)
        c->html(&html);
    else
        c->json(&json);
    const char *bytes = text_end();
    assert_string_equal(bytes, c->expected);
}

int main(void)
{
    const struct test tests[] = {
        ROWS(cases, writes, name),
    };
    return run_suite(tests, LENGTH(tests), fixture_begin, fixture_end);
}
